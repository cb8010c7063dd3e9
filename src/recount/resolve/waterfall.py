"""How a score comes about, in words: where it begins, what each comparison adds or takes, what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from recount.errors import InputError
from recount.model import Reason
from recount.resolve.evidence import CAP_BITS, KIND, RARE_BITS, evidence, identified, impossible, probability
from recount.resolve.facts import gather
from recount.resolve.judgements import Places, standing_judgements
from recount.resolve.learnt import learnt_from
from recount.resolve.proposal import Standing
from recount.resolve.wide import Wide

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    cases = [f for f in facts.values() if f.is_case]
    wide = Wide.of(cases)
    judged, _ = standing_judgements(store, Places(store))
    learnt = learnt_from(wide, cases, judged=judged)
    found = [
        (_score(reasons, learnt.before), (left, right), reasons)
        for left in sides[0]
        for right in sides[1]
        if left != right
        for reasons in [learnt.of(evidence(facts[left], facts[right], wide.rare))]
    ]
    if not found:
        raise InputError(f"{one} and {other} are one mention; name two to be compared")
    score, (left, right), reasons = max(found, key=lambda f: (f[0], f[1]))
    places = Places(store)
    names = [f"{places.name(m)} ({places.rows[m].origin})" for m in (left, right)]
    said = tuple(f"{g.verdict.replace('_', ' ')}: {g.who}" for g in held.given if set(g.pair) == {left, right})
    return Weighed(left, right, names[0], names[1], steps(reasons, learnt.before, len(cases)), score, said)


def steps(reasons: Sequence[Reason], before: float, cases: int) -> tuple[Step, ...]:
    """The comparisons one after the other, strongest first, with what they come to."""
    begins = f"before anything is compared: of {cases} mentions about one in {2**-before:.0f} is the same person's"
    told = [(begins, before), *((in_words(r), r.bits) for r in reasons)]
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
