"""How many persons stand behind mentions that nobody has judged: what a model makes of what they tell.

Each person has one true value of each trait, each mention tells it, or tells another with the trait's share of errors,
or is silent. Who is who is summed out by Gibbs sampling over partitions: the traits of a cluster are integrated in
closed form, the shares of values, the shares of errors and the distribution of how often a person is told of are drawn
along. Mentions that are proved different never share a cluster.

Sources: Steorts, Hall and Fienberg 2016, "A Bayesian Approach to Graphical Record Linkage" (latent traits with errors);
Betancourt, Zanella and Steorts 2022, "Random Partition Models for Microclustering Tasks" (exchangeable sequences of
clusters); Gelman and Rubin 1992 (agreement of chains).

It is an estimate under that model and no bound: `least_persons` and the number of mentions are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHAINS = 4
SWEEPS = 400  # kept; a fourth more go before as burn-in
SIZES = 40  # most mentions of one person that the prior knows of
SIZE_PRIOR = 2.0  # pseudo-persons behind the prior of how often one is told of; few, so that the study decides
SIZE_RATIO = 0.7  # a priori each further telling has seven tenths of the chance of the one before: 3 a person
# Beta prior of a trait's share of errors: 3 in 20, worth 10 mentions. Accounts err, and years of birth in bins differ
# where an age is told before and after a birthday. With 1 in 10 persons are counted 6 % too many where much is wrong.
ERRORS = (1.5, 8.5)
VALUE_PRIOR = 0.5  # pseudo-persons for each value of a trait
VALUES_EVERY = 3  # sweeps between draws of true values, shares and errors, which change slowly and cost most
MOST_RATIO = 1e7  # of how much likelier a value is told by who has it; its 40th power is still a number
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Posterior:
    """How many persons, with the uncertainty that the model leaves."""

    mean: float
    low: int  # of the shortest range with 95 % of the draws
    high: int
    counts: tuple[tuple[int, float], ...]  # number of persons, share of draws
    rhat: float  # near 1 where the chains agree
    chains: int
    sweeps: int


def posterior(
    values: np.ndarray,
    *,
    apart: Iterable[tuple[int, int]] = (),
    weights: Sequence[int] | None = None,
    sweeps: int = SWEEPS,
    seed: int = 1,
) -> Posterior:
    """The number of persons behind mentions, from what is told of each.

    Args:
        values: ints [mentions, traits]; codes 0, 1, ... of the value told, -1 where the account is silent.
        apart: pairs of mentions that are proved or judged different.
        weights: how many tellings each row stands for, where judged mentions are contracted into one row; default 1.
        sweeps: draws kept of each of the 4 chains.
        seed: the same seed gives the same answer on one machine and version of NumPy.

    Raises:
        InputError: not a table of ints, or pairs that leave it.
    """
    (found,) = posteriors([values], apart=[list(apart)], weights=[weights], sweeps=sweeps, seed=seed)
    return found


def partitions(
    values: np.ndarray,
    *,
    apart: Iterable[tuple[int, int]] = (),
    weights: Sequence[int] | None = None,
    draws: int = 1_000,
    seed: int = 1,
) -> np.ndarray:
    """Who is who, once a draw: ints [draws, mentions], the person of each mention, numbered from 0 within a draw.

    Arguments as of `posterior`; the draws are spread evenly over the 4 chains after burn-in.
    """
    pairs = list(apart)
    _check(values, pairs)
    sweeps = -(-draws // CHAINS)
    chains = _Chains([values], [pairs], [weights], np.random.default_rng(seed))
    kept: list[np.ndarray] = []
    chains.run(sweeps, keep=kept)
    every = np.concatenate(kept)[:draws]
    return np.stack([np.unique(row, return_inverse=True)[1] for row in every])


def posteriors(
    tables: Sequence[np.ndarray],
    *,
    apart: Sequence[Sequence[tuple[int, int]]],
    weights: Sequence[Sequence[int] | None] | None = None,
    sweeps: int = SWEEPS,
    seed: int = 1,
) -> list[Posterior]:
    """`posterior` of many studies at once, which costs little more than of one: for calibration."""
    given = weights or [None] * len(tables)
    for table, pairs in zip(tables, apart, strict=True):
        _check(table, pairs)
    if not tables:
        return []
    chains = _Chains(tables, apart, given, np.random.default_rng(seed))
    drawn = chains.run(sweeps)
    return [_summary(drawn[n * CHAINS : (n + 1) * CHAINS], sweeps) for n in range(len(tables))]


def _check(table: np.ndarray, pairs: Sequence[tuple[int, int]]) -> None:
    if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer):  # noqa: PLR2004  # a table has two sides
        raise InputError(f"what is told must be a table of ints [mentions, traits], got {table.dtype} {table.shape}")
    if any(a == b or not (0 <= a < len(table) and 0 <= b < len(table)) for a, b in pairs):
        raise InputError(f"a difference needs two of {len(table)} mentions")


def _summary(drawn: np.ndarray, sweeps: int) -> Posterior:
    every = drawn.ravel()
    numbers, times = np.unique(every, return_counts=True)
    counts = tuple((int(n), float(t) / every.size) for n, t in zip(numbers, times, strict=True))
    low, high = _shortest(numbers, times)
    return Posterior(float(every.mean()), low, high, counts, _rhat(drawn), CHAINS, sweeps)


def _shortest(numbers: np.ndarray, times: np.ndarray) -> tuple[int, int]:
    """The shortest range of numbers of persons that holds 95 % of the draws; of several that with most draws.

    Tails cut at 2.5 % each would hold more than they say, since persons come whole.
    """
    passed = np.concatenate([[0], np.cumsum(times)])
    ends = np.searchsorted(passed, passed[:-1] + LEVEL * passed[-1] - 1e-9)
    ranges = [(n, int(end)) for n, end in enumerate(ends) if end < len(passed)]
    start, end = min(ranges, key=lambda r: (numbers[r[1] - 1] - numbers[r[0]], passed[r[0]] - passed[r[1]]))
    return int(numbers[start]), int(numbers[end - 1])


def _rhat(drawn: np.ndarray) -> float:
    """Split R-hat of draws [chains, sweeps]."""
    half = drawn.shape[1] // 2
    parts = np.concatenate([drawn[:, :half], drawn[:, half : 2 * half]]).astype(float)
    within = parts.var(axis=1, ddof=1).mean()
    if within == 0:
        return 1.0 if np.ptp(parts.mean(axis=1)) == 0 else float("inf")
    between = half * parts.mean(axis=1).var(ddof=1)
    return float(np.sqrt(((half - 1) / half * within + between / half) / within))


class _Chains:
    """The chains of all tables side by side. Shapes: B chains, n rows, C = n + 1 clusters, K traits, V values.

    Clusters come last in the large arrays: what is asked of them is always one value of each trait in all clusters.
    """

    def __init__(
        self,
        tables: Sequence[np.ndarray],
        apart: Sequence[Sequence[tuple[int, int]]],
        weights: Sequence[Sequence[int] | None],
        rng: np.random.Generator,
    ) -> None:
        self.rng = rng
        self.rows = max(1, *(len(t) for t in tables))
        self.traits = max(1, *(t.shape[1] for t in tables))
        studies = len(tables)
        told = np.full((studies, self.rows, self.traits), -1)
        weight = np.zeros((studies, self.rows), dtype=int)
        for s, (table, own) in enumerate(zip(tables, weights, strict=True)):
            told[s, : len(table), : table.shape[1]] = table
            weight[s, : len(table)] = np.minimum(SIZES // 2, 1 if own is None else np.maximum(1, own))
        self.told = np.repeat(told, CHAINS, axis=0)
        self.weight = np.repeat(weight, CHAINS, axis=0)
        self.near = np.repeat(_neighbours(apart, studies, self.rows), CHAINS, axis=0)
        self.many = len(self.told)
        self.at = np.arange(self.many)
        self.values = int(told.max(initial=0)) + 2  # one more than told: values that nobody happened to tell
        self._begin()

    def _begin(self) -> None:
        """Everybody alone: a state that no difference forbids."""
        b, n, k, v = self.many, self.rows, self.traits, self.values
        # Slot n holds nobody: rows that pad a shorter table stand there, and a last row that pads lists of neighbours.
        self.cluster = np.full((b, n + 1), n)
        self.cluster[:, :n] = np.where(self.weight > 0, np.arange(n), n)
        self.size = np.zeros((b, n + 1), dtype=int)
        np.add.at(self.size, (self.at[:, None], self.cluster[:, :n]), self.weight)
        self.prior = self._value_prior()
        self.share = self.prior / self.prior.sum(axis=2, keepdims=True)  # of values [B, K, V]
        self.error = np.full((b, k), ERRORS[0] / sum(ERRORS))
        base = SIZE_RATIO ** np.arange(1, SIZES + 1)
        self.size_prior = SIZE_PRIOR * base / base.sum()
        self.sizes = np.tile(base / base.sum(), (b, 1))
        self.counts = np.zeros((b, k, v, n + 1), dtype=np.int16)  # rows of each cluster that tell each value
        where = self.told >= 0
        bi, ri, ki = np.nonzero(where)
        np.add.at(self.counts, (bi, ki, self.told[bi, ri, ki], self.cluster[bi, ri]), 1)
        self._weigh()

    def _value_prior(self) -> np.ndarray:
        """Pseudo-persons of each value [B, K, V]; the last is for values not told, by how many are told only once."""
        b, k, v = self.many, self.traits, self.values
        seen = np.zeros((b, k, v))
        bi, ri, ki = np.nonzero(self.told >= 0)
        np.add.at(seen, (bi, ki, self.told[bi, ri, ki]), 1)
        prior = np.where(seen > 0, VALUE_PRIOR, 1e-9)
        prior[:, :, -1] = VALUE_PRIOR + (seen == 1).sum(axis=2)  # Good 1953: as much is unseen as is seen once
        return prior

    def _weigh(self) -> None:
        """Likelihood terms from scratch, for new shares and errors."""
        ratio = 1 + (1 - self.error[:, :, None]) / (self.error[:, :, None] * self.share)  # [B, K, V]
        self.ratio = np.minimum(ratio, MOST_RATIO)
        self.power = np.ones(self.counts.shape)  # [B, K, V, C]
        self.sum = np.ones((self.many, self.traits, self.rows + 1))
        b, k, v, c = np.nonzero(self.counts)  # a few in a hundred: clusters tell one or two values of a trait
        power = self.ratio[b, k, v] ** self.counts[b, k, v, c]
        self.power[b, k, v, c] = power
        np.add.at(self.sum, (b, k, c), self.share[b, k, v] * (power - 1))

    def run(self, sweeps: int, *, keep: list[np.ndarray] | None = None) -> np.ndarray:
        """Numbers of persons [B, sweeps] after burn-in; `keep` takes the clusters of the rows as well."""
        burn = sweeps // 4
        drawn = np.empty((self.many, sweeps), dtype=int)
        for sweep in range(burn + sweeps):
            for row in self.rng.permutation(self.rows):
                self._move(int(row))
            self._draw_sizes()
            if sweep % VALUES_EVERY == 0:
                self._draw_values()
                self._weigh()
            if sweep >= burn:
                drawn[:, sweep - burn] = (self.size[:, : self.rows] > 0).sum(axis=1)
                if keep is not None:
                    keep.append(self.cluster[:, : self.rows].copy())
        return drawn

    def _move(self, row: int) -> None:
        """Draw anew which cluster one row of every chain is in."""
        at, told, weight = self.at, self.told[:, row], self.weight[:, row]
        self._shift(row, -1)
        traits = np.arange(self.traits)
        safe, says = np.maximum(told, 0), told >= 0
        power = self.power[at[:, None], traits, safe]  # [B, K, C]
        share = self.share[at[:, None], traits, safe][:, :, None]
        ratio = self.ratio[at[:, None], traits, safe][:, :, None]
        fits = self.error[:, :, None] * (1 + share * (ratio - 1) * power / self.sum)
        odds = np.where(says[:, :, None], fits, 1.0).prod(axis=1)  # of joining a cluster against a new one
        odds *= self._joining(weight)
        odds[:, self.rows] = 0
        np.put_along_axis(odds, self.cluster[at[:, None], self.near[:, row]], 0.0, axis=1)
        free = np.argmax(self.size[:, : self.rows] == 0, axis=1)
        odds[at, free] = 1.0
        passed = np.cumsum(odds, axis=1)
        chosen = (passed < (self.rng.random(self.many) * passed[:, -1])[:, None]).sum(axis=1)
        self.cluster[:, row] = np.where(weight > 0, chosen, self.rows)
        self._shift(row, 1)

    def _joining(self, weight: np.ndarray) -> np.ndarray:
        """Prior odds [B, C] of joining each cluster against being a new one; 0 for empty ones."""
        size = self.size
        both = size + weight[:, None]
        possible = (size > 0) & (both <= SIZES)
        s = np.where(possible, size, 1)
        t = np.where(possible, both, 1)
        w = np.maximum(1, weight)
        mu = self.sizes
        ways = _CHOOSE[t, np.minimum(w[:, None], t)]
        odds = ways * mu[self.at[:, None], t - 1] / (mu[self.at[:, None], s - 1] * mu[self.at, w - 1][:, None])
        others = (size[:, : self.rows] > 0).sum(axis=1)
        return np.where(possible, odds / (others + 1)[:, None], 0.0)

    def _shift(self, row: int, by: int) -> None:
        """Take a row out of its cluster (-1), or put it in (+1)."""
        at, cluster = self.at, self.cluster[:, row]
        self.size[at, cluster] += by * self.weight[:, row]
        b, k = np.nonzero(self.told[:, row] >= 0)
        c, v = cluster[b], self.told[b, row, k]
        self.counts[b, k, v, c] += by
        self.power[b, k, v, c] = self.ratio[b, k, v] ** self.counts[b, k, v, c]
        # From scratch, never as a difference: two numbers of a hundred digits that differ by 1 would leave nothing.
        self.sum[b, k, c] = 1 + (self.share[b, k] * (self.power[b, k, :, c] - 1)).sum(axis=1)

    def _draw_sizes(self) -> None:
        """How often persons are told of: a Dirichlet draw, corrected for the fixed number of mentions."""
        size = self.size[:, : self.rows]
        seen = np.zeros((self.many, SIZES))
        b, c = np.nonzero(size)
        np.add.at(seen, (b, np.minimum(size[b, c], SIZES) - 1), 1)
        gamma = np.maximum(self.rng.standard_gamma(self.size_prior + seen), 1e-12)
        drawn = gamma / gamma.sum(axis=1, keepdims=True)
        # The chance that sizes add up to the number of mentions is about 1 / mean size (renewal theory).
        steps = np.arange(1, SIZES + 1)
        accept = self.rng.random(self.many) < (drawn @ steps) / (self.sizes @ steps)
        self.sizes = np.where(accept[:, None], drawn, self.sizes)

    def _draw_values(self) -> None:
        """True values of each cluster, then shares of values and of errors."""
        live = self.size[:, : self.rows] > 0
        odds = self.share[..., None] * self.power[..., : self.rows]  # [B, K, V, C]
        passed = np.cumsum(odds, axis=2)
        hit = self.rng.random((self.many, self.traits, 1, self.rows)) * passed[:, :, -1:]
        true = np.minimum((passed < hit).sum(axis=2), self.values - 1)  # [B, K, C]
        held = np.zeros((self.many, self.traits, self.values))
        b, k, c = np.nonzero(np.broadcast_to(live[:, None], true.shape))
        np.add.at(held, (b, k, true[b, k, c]), 1)
        gamma = np.maximum(self.rng.standard_gamma(self.prior + held), 1e-12)
        b, r, k = np.nonzero(self.told >= 0)
        says, truth = self.told[b, r, k], true[b, k, self.cluster[b, r]]
        by_chance = self.error[b, k] * self.share[b, k, says]
        slip = (says != truth) | (self.rng.random(len(b)) * (by_chance + 1 - self.error[b, k]) < by_chance)
        wrong, right = np.zeros((self.many, self.traits)), np.zeros((self.many, self.traits))
        np.add.at(wrong, (b[slip], k[slip]), 1)
        np.add.at(right, (b[~slip], k[~slip]), 1)
        self.error = np.clip(self.rng.beta(ERRORS[0] + wrong, ERRORS[1] + right), 1e-4, 0.9)
        self.share = gamma / gamma.sum(axis=2, keepdims=True)


def _neighbours(apart: Sequence[Sequence[tuple[int, int]]], studies: int, rows: int) -> np.ndarray:
    """Rows proved different from each row [studies, rows, most of any]; padded with `rows`, which is no row."""
    held: list[list[set[int]]] = [[set() for _ in range(rows)] for _ in range(studies)]
    for own, pairs in zip(held, apart, strict=True):
        for a, b in pairs:
            own[a].add(b)
            own[b].add(a)
    wide = max((len(near) for own in held for near in own), default=0)
    found = np.full((studies, rows, max(1, wide)), rows)
    for s, own in enumerate(held):
        for row, near in enumerate(own):
            found[s, row, : len(near)] = sorted(near)
    return found


def _choose() -> np.ndarray:
    table = np.zeros((SIZES + 1, SIZES + 1))
    table[:, 0] = 1
    for n in range(1, SIZES + 1):
        table[n, 1:] = table[n - 1, 1:] + table[n - 1, :-1]
    return table


_CHOOSE = _choose()  # ways to choose w of n mentions
