"""One table of draws carries all uncertainty. Arrays in, values out; no store.

Each draw settles what is not known: which mentions are one person, which codes a mention really has, on which day
inside its range something happened, which value a missing attribute has. Every number is then worked out once a draw,
so that numbers of one study never contradict each other. A partition never joins what is proved different, so no draw
falls below the provable least.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LEAST_DRAWS = 1_000
LEVEL = 0.9
HALF = 0.5
Factor = Literal["linkage", "coding", "dates", "missing"]
FACTORS: tuple[Factor, ...] = ("linkage", "coding", "dates", "missing")


@dataclass(frozen=True)
class Uncertain:
    """What is known of the mentions of a study, and how far; the same arrays give the same draws anywhere."""

    partitions: np.ndarray  # ints [draws, mentions]: which person each mention is of, from the posterior of identities
    central: np.ndarray  # ints [mentions]: the partition that accepted judgements alone give
    codes: np.ndarray  # chance that a mention has a code, 0 to 1 [mentions, codes]; accepted ones are 0 or 1
    first: np.ndarray  # first day of an event, as an ordinal [mentions]; -1: nothing told
    last: np.ndarray  # last day [mentions]
    attribute: np.ndarray  # value of an attribute [mentions]; -1: nothing told
    seed: int = 1

    def __post_init__(self) -> None:
        draws, mentions = self.partitions.shape
        if draws < LEAST_DRAWS:
            raise InputError(f"{draws} draws of who is who, {LEAST_DRAWS} are needed for the ends of an interval")
        lengths = {len(a) for a in (self.central, self.codes, self.first, self.last, self.attribute)}
        if lengths != {mentions}:
            raise InputError(f"draws of {mentions} mentions need all arrays of that length, got {sorted(lengths)}")
        if ((self.codes < 0) | (self.codes > 1)).any() or (self.last < self.first).any():
            raise InputError("draws need chances of 0 to 1 and days in their order")


@dataclass(frozen=True)
class Draws:
    """Settled once a draw: persons, their codes, days and attribute."""

    persons: np.ndarray  # ints [draws, mentions], 0 to the number of persons of that draw less 1
    coded: np.ndarray  # bools [draws, mentions, codes]
    days: np.ndarray  # ordinals [draws, mentions]; -1: nothing told
    values: np.ndarray  # ints [draws, mentions]; -1 stays only where nobody told any value

    @cached_property
    def counts(self) -> np.ndarray:
        """How many persons there are in each draw [draws]."""
        return np.asarray(self.persons.max(axis=1) + 1)

    def persons_with(self, code: int) -> np.ndarray:
        """How many persons of each draw have a code: some mention of theirs has it [draws]."""
        return self._among(self.coded[:, :, code])

    def persons_with_both(self, one: int, other: int) -> np.ndarray:
        """How many persons of each draw have both codes [draws]."""
        return np.asarray((self._has(self.coded[:, :, one]) & self._has(self.coded[:, :, other])).sum(axis=1))

    def persons_valued(self, value: int) -> np.ndarray:
        """How many persons of each draw have a value of the attribute [draws]; a tie goes to the lower value."""
        return self._among(self._majority() == value)

    def persons_between(self, first: int, last: int) -> np.ndarray:
        """How many persons of each draw some telling dates between two days, both included [draws].

        A person whose tellings contradict each other counts in each stretch that one of them names: which is right is
        not settled by who is who, and so the proved least holds in every draw.
        """
        return self._among((first <= self.days) & (self.days <= last))

    def _flat(self) -> np.ndarray:
        draws, mentions = self.persons.shape
        return np.asarray((np.arange(draws)[:, None] * mentions + self.persons).ravel())

    def _has(self, held: np.ndarray) -> np.ndarray:
        """Whether each person of each draw has a mention of which it holds; bools [draws, mentions]."""
        has = np.zeros(self.persons.size, dtype=bool)
        has[self._flat()[held.ravel()]] = True
        return has.reshape(self.persons.shape)

    def _among(self, held: np.ndarray) -> np.ndarray:
        return np.asarray(self._has(held).sum(axis=1))

    def _majority(self) -> np.ndarray:
        """The value most mentions of a person have, at each of its mentions [draws, mentions]."""
        kinds = int(self.values.max()) + 1
        if kinds <= 0:
            return np.full(self.persons.shape, -1)
        told = self.values.ravel() >= 0
        votes = np.bincount(
            self._flat()[told] * kinds + self.values.ravel()[told], minlength=self.persons.size * kinds
        ).reshape(-1, kinds)
        winner = np.where(votes.any(axis=1), votes.argmax(axis=1), -1)
        return np.asarray(winner[self._flat()].reshape(self.persons.shape))


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over all draws."""

    least: int  # observed: what the draws never fall below
    median: float
    low: float  # ends of the 90 % interval
    high: float
    mean: float
    because: tuple[tuple[Factor, float], ...]  # share of the variance that goes when a factor is settled, 0 to 1


def draw(known: Uncertain, *, settled: Factor | None = None) -> Draws:
    """Settle everything once a draw; with `settled`, one factor is settled alike in all draws.

    The same streams of random numbers serve all factors, so that two calls differ in the settled factor alone.
    """
    streams = [np.random.default_rng([known.seed, n]) for n in range(3)]
    draws, mentions = known.partitions.shape
    partitions = np.broadcast_to(known.central, known.partitions.shape) if settled == "linkage" else known.partitions
    persons = np.stack([np.unique(row, return_inverse=True)[1] for row in partitions])
    chance = streams[0].random((draws, *known.codes.shape), dtype=np.float32)
    coded = np.broadcast_to(known.codes >= HALF, chance.shape) if settled == "coding" else chance < known.codes
    where = np.full((draws, mentions), HALF) if settled == "dates" else streams[1].random((draws, mentions))
    days = known.first + np.floor(where * (known.last - known.first + 1)).astype(np.int64)
    days = np.where(known.first >= 0, days, -1)
    return Draws(persons, coded, days, _filled(known.attribute, persons, streams[2], settled=settled == "missing"))


def _filled(told: np.ndarray, persons: np.ndarray, rng: np.random.Generator, *, settled: bool) -> np.ndarray:
    """Values for the persons of whom none is told: a share of persons like that of those told, itself uncertain.

    Hot deck with Jeffreys' prior on the shares (the approximate Bayesian bootstrap of Rubin and Schenker 1986 draws
    them from the same data). Missing is taken to be missing at random; bounds beside a share say what that hides.
    """
    draws, mentions = persons.shape
    values = np.broadcast_to(told, persons.shape).copy()
    kinds = int(told.max(initial=-1)) + 1
    if kinds == 0 or (told >= 0).all():
        return values
    counts = np.bincount(told[told >= 0], minlength=kinds)
    shares = rng.dirichlet(counts + 0.5, size=draws)
    guess = (rng.random((draws, mentions, 1)) > np.cumsum(shares, axis=1)[:, None, :]).sum(axis=2).clip(max=kinds - 1)
    if settled:
        guess = np.full(guess.shape, int(counts.argmax()))
    flat = np.arange(draws)[:, None] * mentions + persons
    known = np.zeros(draws * mentions, dtype=bool)
    known[flat[values >= 0]] = True
    # One guess a person, read off at its number, so that all mentions of a person agree.
    own = np.take_along_axis(guess, persons, axis=1)
    return np.where((values < 0) & ~known[flat], own, values)


def drawn_all_ways(known: Uncertain) -> dict[Factor | None, Draws]:
    """The draws, and for each factor the draws in which it is settled: what `spread` compares."""
    return {settled: draw(known, settled=settled) for settled in (None, *FACTORS)}


def spread(ways: Mapping[Factor | None, Draws], number: Callable[[Draws], np.ndarray], *, least: int = 0) -> Spread:
    """A number over all draws, and which factor its variance comes from.

    Args:
        ways: of `drawn_all_ways`.
        number: a function of draws that gives one value a draw [draws].
        least: what is observed or proved; a draw below it is a fault.

    Raises:
        InputError: a draw fell below `least`: the partitions join what is proved different.
    """
    found = np.asarray(number(ways[None]), dtype=float)
    if found.min() < least:
        raise InputError(f"a draw gives {found.min():g}, below the {least} that are proved; mend the partitions")
    whole = float(found.var())
    parts = tuple((f, _gone(whole, float(np.asarray(number(ways[f])).var()))) for f in FACTORS)
    low, median, high = np.quantile(found, [(1 - LEVEL) / 2, HALF, (1 + LEVEL) / 2], method="inverted_cdf")
    return Spread(least, float(median), float(low), float(high), float(found.mean()), parts)


def _gone(whole: float, without: float) -> float:
    return max(0.0, 1 - without / whole) if whole > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Combined:
    """Rubin's rules over completed data sets."""

    estimate: float
    variance: float
    freedom: float  # degrees of freedom of its t distribution
    missing: float  # fraction of information that is missing, 0 to 1


def combined(estimates: np.ndarray, variances: np.ndarray) -> Combined:
    """One estimate and its variance from several completed data sets, none of them left out.

    Args:
        estimates: floats [draws], one a completed data set; a stratum that is absent from one counts there as 0.
        variances: of each [draws].

    Raises:
        InputError: fewer than two data sets, or lengths that differ.

    Source: Rubin 1987, section 3.1; Barnard and Rubin 1999 is not used, since its corpus is never small.
    """
    q, u = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    m = len(q)
    if m < 2 or q.shape != u.shape:  # noqa: PLR2004  # between needs two
        raise InputError(f"combining needs two or more estimates with a variance each, got {q.shape} and {u.shape}")
    between, within = float(q.var(ddof=1)), float(u.mean())
    total = within + (1 + 1 / m) * between
    ratio = (1 + 1 / m) * between / within if within > 0 else np.inf
    freedom = (m - 1) * (1 + 1 / ratio) ** 2 if ratio > 0 else np.inf
    missing = (ratio + 2 / (freedom + 3)) / (ratio + 1) if np.isfinite(ratio) else 1.0
    return Combined(float(q.mean()), total, float(freedom), float(missing))
