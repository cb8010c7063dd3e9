"""How a score comes about, in words: where it begins, what each comparison adds or takes, what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from recount.errors import InputError
from recount.model import Reason
from recount.resolve.evidence import CAP_BITS, KIND, RARE_BITS, evidence, identified, impossible, probability, rarity
from recount.resolve.facts import gather
from recount.resolve.judgements import Places
from recount.resolve.learning import kept
from recount.resolve.learnt import Learnt
from recount.resolve.proposal import Standing
from recount.resolve.rows import begins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts
    from recount.store import Store


@dataclass(frozen=True, slots=True)
class Step:
    """One comparison."""

    words: str
    bits: float
    so_far: float  # bits, this one included


@dataclass(frozen=True, slots=True)
class Weighed:
    """What is known for and against two mentions being one person."""

    left_id: str
    right_id: str
    left: str  # name and origin
    right: str
    steps: tuple[Step, ...]  # the first is where it begins, the last what it comes to
    probability: float  # 0 where they cannot be one person
    said: tuple[str, ...]  # verdicts that stand, and who gave them


def weighed(store: Store, one: str, other: str) -> Weighed:
    """The evidence on two mentions; of two persons, on the pair of their mentions that speaks most for one.

    Raises:
        InputError: no such person or mention, or both are one mention.
    """
    held = Standing.of(store)
    sides = [_mentions(held, side) for side in (one, other)]
    facts = {f.mention_id: f for f in gather(store)}
    told = _Told.of(store, [f for f in facts.values() if f.is_case])
    found = [
        (_score(reasons, begins.bits), (left, right), begins, reasons)
        for left in sides[0]
        for right in sides[1]
        if left != right
        for begins, *reasons in [told.reasons(facts[left], facts[right])]
    ]
    if not found:
        raise InputError(f"{one} and {other} are one mention; name two to be compared")
    score, (left, right), begins, reasons = max(found, key=lambda f: f[:2])
    places = Places(store)
    names = [f"{places.name(m)} ({places.rows[m].origin})" for m in (left, right)]
    said = tuple(f"{g.verdict.replace('_', ' ')}: {g.who}" for g in held.given if set(g.pair) == {left, right})
    return Weighed(left, right, names[0], names[1], steps(begins, reasons), score, said)


@dataclass(frozen=True, slots=True)
class _Told:
    """What any two mentions tell, by the weights of the study."""

    store: Store
    rare: Rarity
    weights: Learnt
    begins: Reason

    @classmethod
    def of(cls, store: Store, cases: list[Facts]) -> _Told:
        weights, mentions = kept(store) or (Learnt.by_hand(len(cases)), len(cases))
        weights = weights.among(len(cases), of=mentions)
        return cls(store, rarity(cases), weights, begins(len(cases), weights))

    def reasons(self, one: Facts, other: Facts) -> list[Reason]:
        """Where the odds begin, and all comparisons: those that a suggestion rests on, where the pair is suggested."""
        ends = sorted((one.mention_id, other.mention_id))
        for row in self.store.query("suggestion_of_pair", left_id=ends[0], right_id=ends[1]):
            return [Reason(**told) for told in row.reasons]
        return [self.begins, *self.weights.of(evidence(one, other, self.rare))]


def steps(begins: Reason, reasons: Sequence[Reason]) -> tuple[Step, ...]:
    """The comparisons one after the other, strongest first, with what they come to."""
    before = begins.bits
    first = f"before anything is compared: {begins.level} about one in {2**-before:.0f} is the same person's"
    told = [(first, before), *((in_words(r), r.bits) for r in reasons)]
    sums = list(accumulate(bits for _, bits in told))
    if not identified(reasons, before):
        off = min(0.0, CAP_BITS - sums[-1])
        if off:
            told.append(("neither a name nor rare facts agree: what many share never makes one person", off))
    elif together := _together(reasons):
        told.append((together, 0.0))
    sums = list(accumulate(bits for _, bits in told))
    return tuple(Step(words, round(bits, 2), round(total, 2)) for (words, bits), total in zip(told, sums, strict=True))


def _together(reasons: Sequence[Reason]) -> str:
    """What lets facts identify that each many share; empty where a name, the same words or one rare fact does."""
    agree = [r for r in reasons if r.bits > 0]
    told = [r for r in agree if r.feature in KIND]
    if any(r.feature in {"name", "quote"} for r in agree) or any(r.bits >= RARE_BITS for r in told):
        return ""
    named = ", ".join(r.feature for r in told)
    return f"no name agrees, but {named} together: one pair of persons in {2 ** sum(r.bits for r in told):.0f} does"


def in_words(reason: Reason) -> str:
    """A comparison as a sentence, with both values as told."""
    told = _SAYS.get((reason.feature, reason.level)) or _SAYS.get((reason.feature, ""), reason.feature)
    if reason.feature in {"quote", "beside"}:
        return told if reason.feature == "beside" else f"{told}: {reason.left}"
    same = reason.left == reason.right
    return f"{told}: {reason.left}" if same else f"{told}: {reason.left} / {reason.right}"


def _mentions(held: Standing, one: str) -> tuple[str, ...]:
    if one in held.person:
        return (one,)
    if one not in held.members:
        raise InputError(f"no person or mention {one!r} in this study; 'recount persons' lists them")
    return held.members[one]


def _score(reasons: Sequence[Reason], before: float) -> float:
    return 0.0 if impossible(reasons) else probability(reasons, before)


_SAYS = {
    ("name", "equal"): "the same name",
    ("name", "spelling"): "one name in two spellings",
    ("name", "short"): "one name, once shortened",
    ("name", "near"): "one name, if a slip of the pen is allowed",
    ("name", "initial"): "the initials fit the name",
    ("name", "partial"): "one name, told more and less fully",
    ("name", "differs"): "the names differ",
    ("name", "contradicts"): "the names contradict each other",
    ("age", "fits"): "the ages fit",
    ("age", "near"): "the ages are a year apart",
    ("age", "contradicts"): "the ages contradict each other",
    ("age", "impossible"): "the ages cannot be one person's",
    ("gender", "equal"): "the same gender",
    ("gender", "contradicts"): "a man in one, a woman in the other, by pronouns",
    ("gender", "impossible"): "a man in one, a woman in the other",
    ("origin", "equal"): "the same origin, nationality or nisba",
    ("origin", "differs"): "another origin",
    ("work", "equal"): "the same work",
    ("work", "differs"): "other work",
    ("role", "equal"): "the same role inside",
    ("role", "differs"): "another role inside",
    ("unit", "equal"): "the same unit",
    ("unit", "differs"): "another unit",
    ("place", "equal"): "the same place",
    ("travel", "equal"): "the same way taken, or the same place to be in now",
    ("family", "equal"): "the same family",
    ("family", "differs"): "another family",
    ("beside", "equal"): "both accounts tell of the same other person",
    ("joined", "fits"): "joined in the same time",
    ("joined", "differs"): "joined at another time",
    ("joined", "contradicts"): "joined more than a year apart",
    ("left", "fits"): "left in the same time",
    ("left", "differs"): "left at another time",
    ("left", "contradicts"): "left more than a year apart",
    ("dates", ""): "one was there before the other was born",
    ("copy", ""): "in copies of one story",
    ("quote", ""): "quoted with the same words",
    ("names", ""): "two full names without a word alike",
    ("one_story", ""): "one story tells them apart",
}
