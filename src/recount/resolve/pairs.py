"""Which pairs are worth comparing, and which are proved to be two persons."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from recount.model import Reason
from recount.resolve.evidence import IMPOSSIBLE, RARE_BITS, hard, years_apart
from recount.resolve.likeness import NEAR, NEAR_LETTERS, alike, compare, long_forms, name_reason
from recount.text.names import consonant_skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts

MOST_PROOFS = 100_000  # rows kept; with fewer of them the least number of persons is only lower, never wrong
SAME_NAME_BITS = 10.0  # a given and a family name that agree; by hand
ROWS_AT_ONCE = 512  # of the likeness matrix of names: 512 x 20,000 numbers are 40 MB


def candidates(facts: list[Facts], rare: Rarity) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of cases told in different stories that share a name or a rare fact: only those can reach a suggestion."""
    by_key: dict[str, list[int]] = defaultdict(list)
    slips = _slips(facts)
    for i, f in enumerate(facts):
        for key in _keys(f, rare, slips):
            by_key[key].append(i)
    found = {pair for held in by_key.values() for pair in combinations(held, 2)}
    lone = [i for i, f in enumerate(facts) if not _words(f) and any(n.initials for n in f.names)]
    found |= {(min(i, j), max(i, j)) for i in lone for j in range(len(facts)) if i != j and facts[j].names}
    for i, j in sorted(found):
        if facts[i].story_id != facts[j].story_id:
            yield facts[i], facts[j]


def _keys(facts: Facts, rare: Rarity, slips: dict[str, set[str]]) -> set[str]:
    keys = {f"quote {run}" for run in facts.quotes}
    if facts.copies:
        keys.add(f"copies {facts.copies}")
    for feature, values in (("work", facts.work), ("place", facts.places), ("family", facts.family)):
        keys |= {f"{feature} {v}" for v in values if rare.bits(feature, v) >= RARE_BITS}
    keys |= {f"origin {v}" for v in facts.origin if rare.bits("origin", v) >= RARE_BITS}
    for word in _words(facts):
        skeletons = {consonant_skeleton(word), *long_forms(word)}
        keys |= {f"name {s}" for s in skeletons} | {f"slip {s}" for s in slips.get(word, ())}
    return keys


def _words(facts: Facts) -> set[str]:
    words: set[str] = set()
    for name in facts.names:
        words |= {*name.given, *name.family, *name.nasab}
        words |= {w for w in (name.single, name.kunya) if w}
    return words


def _slips(facts: list[Facts]) -> dict[str, set[str]]:
    """Words of names that are one slip of the pen apart: each word with a key that both share."""
    words = sorted({w for f in facts for w in _words(f) if len(w) >= NEAR_LETTERS})
    keys: dict[str, set[str]] = defaultdict(set)
    for start in range(0, len(words), ROWS_AT_ONCE):
        likeness = cdist(
            words[start : start + ROWS_AT_ONCE], words, scorer=JaroWinkler.normalized_similarity, score_cutoff=NEAR
        )
        for a, b in np.argwhere(likeness > 0).tolist():
            one, other = words[start + a], words[b]
            if one < other and alike(one, other) == "near":
                keys[one].add(f"{one} {other}")
                keys[other].add(f"{one} {other}")
    return keys


def proofs(facts: list[Facts]) -> list[tuple[Facts, Facts, Reason]]:
    """Pairs of cases that cannot be one person, each with the proof; those within one story come first."""
    by_story: dict[str, list[Facts]] = defaultdict(list)
    for f in facts:
        by_story[f.story_id].append(f)
    told = [f for f in facts if f.gender or f.born or f.joined or f.left]
    pairs = {(a.mention_id, b.mention_id): (a, b) for held in by_story.values() for a, b in combinations(held, 2)}
    pairs |= {(a.mention_id, b.mention_id): (a, b) for a, b in combinations(told, 2)}
    found = [(a, b, reason) for a, b in pairs.values() if (reason := proof(a, b))]
    found.sort(key=lambda p: (p[2].feature != "one_story", p[0].mention_id, p[1].mention_id))
    return found[:MOST_PROOFS]


def proof(left: Facts, right: Facts) -> Reason | None:
    """Why the two cannot be one person, or None.

    Across stories only what no two true accounts of one person can both say, and not even that where they tell one
    full name: then an account errs, more likely than two persons share the name. One story does not contradict itself,
    so there every difference of names, ages, origins or genders that it tells is proof; but a description beside a name
    is none, since the reader may have missed that they are one.
    """
    if left.story_id == right.story_id:
        return _one_story(left, right)
    found = hard(left, right)
    name = name_reason(left, right) if found else None
    return None if name and name.bits >= SAME_NAME_BITS else found


def _one_story(left: Facts, right: Facts) -> Reason | None:
    if left.told and right.told and not (left.alias or right.alias):
        levels = {compare(a, b)[0] for a in left.names for b in right.names}
        if levels and levels <= {"differs", "contradicts", "incomparable"}:
            return _certain("one_story", left.told[0], right.told[0])
    if years_apart(left, right):
        return _certain("one_story", ", ".join(left.ages), ", ".join(right.ages))
    sure = left.gender_sure and right.gender_sure
    for one, other in ((left.gender, right.gender),) * sure + ((left.origin, right.origin),):
        if one and other and not one & other:
            return _certain("one_story", ", ".join(sorted(one)), ", ".join(sorted(other)))
    return None


def _certain(feature: str, left: str, right: str) -> Reason:
    return Reason(feature, left, right, "impossible", IMPOSSIBLE)
