"""Which pairs of mentions are proved to be two persons."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, islice
from typing import TYPE_CHECKING

from recount.model import Reason
from recount.resolve.evidence import IMPOSSIBLE, hard, may_clash, years_apart
from recount.resolve.kin import kin, words_of
from recount.resolve.likeness import compare, name_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.facts import Facts

MOST_PROOFS = 200_000  # rows kept; with fewer of them the least number of persons is only lower, never wrong
SAME_NAME_BITS = 10.0  # a given and a family name that agree; by hand


@dataclass(frozen=True, slots=True)
class Words:
    """The words of each mention's names: as told, and with all that may be the same words."""

    told: dict[str, frozenset[str]]
    wide: dict[str, frozenset[str]]

    @classmethod
    def of(cls, facts: list[Facts]) -> Words:
        """Of these mentions."""
        near = kin(words_of(facts))
        told = {f.mention_id: frozenset(words_of([f])) for f in facts}
        return cls(told, {m: frozenset(o for word in own for o in near[word]) for m, own in told.items()})

    def alike(self, left: Facts, right: Facts) -> bool:
        """Whether any word of one may be a word of the other."""
        return not self.wide[left.mention_id].isdisjoint(self.told[right.mention_id])


def proofs(facts: list[Facts]) -> list[tuple[Facts, Facts, Reason]]:
    """Pairs of cases that cannot be one person, each with the proof; those within one story come first."""
    words = Words.of(facts)
    found = ((a, b, reason) for a, b in _in_order(facts) if (reason := proof(a, b, words)))
    return list(islice(found, MOST_PROOFS))


def _in_order(facts: list[Facts]) -> Iterator[tuple[Facts, Facts]]:
    by_story: dict[str, list[Facts]] = defaultdict(list)
    for f in facts:
        by_story[f.story_id].append(f)
    for held in by_story.values():
        yield from combinations(held, 2)
    told = [f for f in facts if f.named or f.gender_sure or f.born or f.joined or f.left]
    yield from ((a, b) for a, b in combinations(told, 2) if a.story_id != b.story_id)


def proof(left: Facts, right: Facts, words: Words) -> Reason | None:
    """Why the two cannot be one person, or None.

    Across stories only what no two true accounts of one person can both say, and not even that where they tell one
    full name: then an account errs, more likely than two persons share the name. Two full names given as the real
    ones, with no word alike, are of two persons; a kunya, an alias or half a name proves nothing. One story does not
    contradict itself, so there every difference of names, ages, origins or genders that it tells is proof; but a
    description beside a name is none, since the reader may have missed that they are one.
    """
    if left.story_id == right.story_id:
        return _one_story(left, right)
    found = hard(left, right) if may_clash(left, right) else None
    if found:
        name = name_reason(left, right) if words.alike(left, right) else None
        return None if name and name.bits >= SAME_NAME_BITS else found
    if _real(left) and _real(right) and not words.alike(left, right):
        return _certain("names", left.told[0], right.told[0])
    return None


def _real(facts: Facts) -> bool:
    return facts.named and any(name.full for name in facts.names)


def _one_story(left: Facts, right: Facts) -> Reason | None:
    levels = {compare(a, b).level for a in left.names for b in right.names}
    differ = bool(levels) and levels <= {"differs", "contradicts", "incomparable"}
    if left.told and right.told and differ and not (left.alias or right.alias):
        return _certain("one_story", left.told[0], right.told[0])
    if years_apart(left, right):
        return _certain("one_story", ", ".join(left.ages), ", ".join(right.ages))
    sure = left.gender_sure and right.gender_sure
    namesakes = bool(levels) and not differ  # two origins may be told of one person, whom the reader took for two
    for one, other in ((left.gender, right.gender),) * sure + ((left.origin, right.origin),) * (not namesakes):
        if one and other and not one & other:
            return _certain("one_story", ", ".join(sorted(one)), ", ".join(sorted(other)))
    return None


def _certain(feature: str, left: str, right: str) -> Reason:
    return Reason(feature, left, right, "impossible", IMPOSSIBLE)
