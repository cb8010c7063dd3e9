"""What speaks for and against two mentions being one person, as a sum of bits that is shown term by term.

Bits are log2 of how much likelier an agreement is for one person than for two. Here they are set by hand from orders of
magnitude (see `commonness`); `learnt` moves them by what a study's own pairs show. `recount judge` gives the verdicts.
What an account does not say counts neither way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from recount.model import Reason
from recount.resolve.likeness import name_reason
from recount.resolve.nisbas import lands_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.resolve.facts import Days, Facts

IMPOSSIBLE = -60.0  # bits of what no other evidence can outweigh
RARE_BITS = 3.5  # a fact that fewer than one account in 11 tells; guards against matches on common attributes
TOGETHER_BITS = 5.0  # facts of two kinds that fewer than one pair of persons in 32 shares; with RARE_BITS by hand
CAP_BITS = -1.0  # most that a pair can reach without a name or rare facts: a score of one third
YEARS_APART = 5  # ages that differ by more years than this, beyond all rounding, are of two persons
NARROW_DAYS = 62  # date ranges up to two months say something when they overlap
PRONOUN_BITS = -6.0  # he in one account, she in another: one time in 64 a reader's slip, by hand
FAR_DAYS = 365  # date ranges a year apart speak against one person; people do leave twice, so it is no proof


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many accounts each value is told, a group of copies counted once."""

    accounts: int
    counts: dict[tuple[str, str], int]

    def bits(self, feature: str, value: str) -> float:
        """What sharing the value tells, never more than the study's size can show."""
        told = self.counts.get((feature, value), 0)
        return log2((self.accounts + 2) / (max(told, 1) + 1))


@dataclass(frozen=True, slots=True)
class Shared:
    """A feature of which an account may tell several values; the rarest that two accounts share counts."""

    feature: str
    field: str  # of Facts
    against: float  # bits where both tell and share none
    most: float  # bits that sharing can tell

    def told(self, facts: Facts) -> frozenset[str]:
        """The values; a nisba's country is an origin, and counts once with what is told of it."""
        own: frozenset[str] = getattr(facts, self.field)
        return own | lands_of(facts.names) if self.feature == "origin" else own

    def compared(self, left: Facts, right: Facts, rare: Rarity) -> Reason | None:
        """The rarest value that both tell, or that they share none; None where one tells nothing."""
        one, other = self.told(left), self.told(right)
        if not one or not other:
            return None
        told = (", ".join(sorted(one)), ", ".join(sorted(other)))
        both = one & other
        if both:
            bits = max(rare.bits(self.feature, value) for value in both)
            return Reason(self.feature, *told, "equal", round(min(self.most, max(bits, LEAST_SHARED)), 2))
        return Reason(self.feature, *told, "differs", self.against) if self.against else None


# Against and most by hand. Work, role and places change and are told in many words, an origin hardly. Who else an
# account tells of may be the same spokesman in every account: it never identifies by itself.
SHARED = (
    Shared("origin", "origin", -3.0, 5.0),
    Shared("work", "work", -0.5, 5.0),
    Shared("role", "role", -0.5, 4.0),
    Shared("unit", "unit", -1.0, 5.0),
    Shared("place", "places", -0.25, 6.0),
    Shared("travel", "travel", 0.0, 4.0),
    Shared("family", "family", -0.5, 5.0),
    Shared("beside", "beside", 0.0, 3.0),
)
LEAST_SHARED = 0.3  # bits of a value that nearly all share
# Facts that can tell one person from many, and of which kind each is: what somebody did before and inside, where they
# were and went, when they came and left go together, so that two of one kind are not two witnesses. Age, gender and
# origin are what accounts tell of everybody: however rare, they never identify.
KIND = {
    "work": "doing", "role": "doing", "unit": "unit", "place": "where", "travel": "where", "family": "family",
    "joined": "when", "left": "when",
}  # fmt: skip


def rarity(facts: Iterable[Facts]) -> Rarity:
    """How often each value of a compared feature is told."""
    seen: set[tuple[str, str, str]] = set()
    for f in facts:
        for one in SHARED:
            seen |= {(f.copies or f.account, one.feature, value) for value in one.told(f)}
        seen |= {(f.copies or f.account, "quote", words) for words in f.quotes}
        seen.add((f.copies or f.account, "account", ""))
    counts = Counter((feature, value) for _, feature, value in seen)
    return Rarity(counts.pop(("account", ""), 0), dict(counts))


def evidence(left: Facts, right: Facts, rare: Rarity) -> tuple[Reason, ...]:
    """Every comparison of a pair that says something, strongest first."""
    reasons = [
        name_reason(left, right),
        _age(left, right),
        _gender(left, right),
        *(one.compared(left, right, rare) for one in SHARED),
        _dates("joined", left.joined, right.joined),
        _dates("left", left.left, right.left),
        _unborn(left, right),
        _copy(left, right),
        _quote(left, right, rare),
    ]
    return tuple(sorted((r for r in reasons if r), key=lambda r: (-abs(r.bits), r.feature)))


def probability(reasons: Iterable[Reason], before: float) -> float:
    """The score: how probable it is that the two are one, from what it was before and all reasons, in bits."""
    reasons = tuple(reasons)
    total = before + sum(r.bits for r in reasons)
    if not identified(reasons, before):
        total = min(total, CAP_BITS)
    return round(1 / (1 + 2**-total), 4)


def identified(reasons: Iterable[Reason], before: float) -> bool:
    """Whether what agrees can tell one person from many: a name, the same words, or facts that few share.

    One fact does that `RARE_BITS` tells of, or facts of two kinds that together tell `TOGETHER_BITS` and half of what
    the odds before ask: the more mentions there are, the more of them are alike by chance. Age, gender and origin never
    do, nor who else an account tells of, nor that two accounts are copies.
    """
    agree = [r for r in reasons if r.bits > 0]
    told = {r.feature: r.bits for r in agree if r.feature in KIND}
    if any(r.feature in {"name", "quote"} for r in agree) or max(told.values(), default=0.0) >= RARE_BITS:
        return True
    return len({KIND[f] for f in told}) > 1 and sum(told.values()) >= asked_of_two(before)


def asked_of_two(before: float) -> float:
    """Bits that facts of two kinds must tell together, where the odds before any evidence are so many bits."""
    return max(TOGETHER_BITS, -before / 2)


def impossible(reasons: Iterable[Reason]) -> bool:
    """Whether some reason rules out that the two are one."""
    return any(r.bits <= IMPOSSIBLE for r in reasons)


def prior(mentions: int) -> float:
    """Bits before any evidence: of so many mentions, about one in as many is the same person as a given one."""
    return -log2(max(16, mentions))


def may_clash(left: Facts, right: Facts) -> bool:
    """Whether `hard` is worth asking; a study asks it of every pair."""
    if left.gender_sure and right.gender_sure and left.gender != right.gender:
        return True
    if left.born and right.born and (years_apart(left, right) or 0) > YEARS_APART:
        return True
    return bool((left.born and (right.joined or right.left)) or (right.born and (left.joined or left.left)))


def hard(left: Facts, right: Facts) -> Reason | None:
    """What no two true accounts of one person can both say: the first such contradiction, or None."""
    found = (_gender(left, right), _age(left, right), _unborn(left, right))
    return next((r for r in found if r and r.bits <= IMPOSSIBLE), None)


def years_apart(left: Facts, right: Facts) -> int | None:
    """How many years lie between the possible years of birth; 0 when they overlap, None when one is not told."""
    if not left.born or not right.born:
        return None
    return max(0, left.born[0] - right.born[1], right.born[0] - left.born[1])


def _age(left: Facts, right: Facts) -> Reason | None:
    apart = years_apart(left, right)
    if apart is None or left.born is None or right.born is None:
        return None
    width = max(left.born[1] - left.born[0], right.born[1] - right.born[0])
    # Of people between 15 and 60, a span of `width` years holds about (width + 1) in 24, told ages being bunched.
    agree = max(0.0, min(3.5, log2(24 / (width + 2))))
    if apart > YEARS_APART:
        level, bits = "impossible", IMPOSSIBLE
    elif apart:
        level, bits = ("near", -1.0) if apart == 1 else ("contradicts", -1.5 * apart)
    else:
        level, bits = "fits", agree
    return Reason("age", _born(left), _born(right), level, round(bits, 2))


def _born(facts: Facts) -> str:
    first, last = facts.born or (0, 0)
    age = f"{', '.join(facts.ages)}, " if facts.ages else ""
    return f"{age}born {first}" if first == last else f"{age}born {first} to {last}"


def _gender(left: Facts, right: Facts) -> Reason | None:
    if len(left.gender) != 1 or len(right.gender) != 1:
        return None
    one, other = min(left.gender), min(right.gender)
    if one == other:
        return Reason("gender", one, other, "equal", 0.5)
    if left.gender_sure and right.gender_sure:
        return Reason("gender", one, other, "impossible", IMPOSSIBLE)
    return Reason("gender", one, other, "contradicts", PRONOUN_BITS)


def _dates(feature: str, left: Days | None, right: Days | None) -> Reason | None:
    if not left or not right:
        return None
    gap = max((left[0] - right[1]).days, (right[0] - left[1]).days)
    told = (f"{left[0]} to {left[1]}", f"{right[0]} to {right[1]}")
    if gap > FAR_DAYS:
        return Reason(feature, *told, "contradicts", -3.0)
    if gap > NARROW_DAYS:
        return Reason(feature, *told, "differs", -1.0)
    wide = max((left[1] - left[0]).days, (right[1] - right[0]).days)
    if gap > 0 or wide > FAR_DAYS:
        return None
    return Reason(feature, *told, "fits", 3.0 if wide <= NARROW_DAYS else 1.0)


def _unborn(left: Facts, right: Facts) -> Reason | None:
    """One joined or left before the other was born."""
    for one, other in ((left, right), (right, left)):
        for span in (one.joined, one.left):
            if span and other.born and span[1].year < other.born[0]:
                there, born = f"there by {span[1]}", _born(other)
                told = (there, born) if one is left else (born, there)
                return Reason("dates", told[0], told[1], "impossible", IMPOSSIBLE)
    return None


def _copy(left: Facts, right: Facts) -> Reason | None:
    if not left.copies or left.copies != right.copies:
        return None
    return Reason("copy", left.source, right.source, "same copy group", 3.0)


def _quote(left: Facts, right: Facts, rare: Rarity) -> Reason | None:
    """Words in a row that both are quoted with; of those that many are quoted with each doubling takes off two bits."""
    both = left.quotes & right.quotes
    if not both:
        return None
    told = min(rare.counts.get(("quote", words), 2) for words in both)
    bits = min(8.0, 5.0 + len(both)) - 2 * log2(max(told, 2) / 2)
    words = min(both)
    return Reason("quote", words, words, "same words", round(max(0.0, bits), 2))
