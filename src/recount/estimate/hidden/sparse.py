"""Pairs of lists chosen step by step in tables with many zeros, and bias-corrected bootstrap intervals of the total.

A pair of lists that nobody is on both of has its term at minus infinity: its cells are left out, and the others fix the
total. All tables of a bootstrap go through the steps side by side.

Source: Chan, Silverman and Vincent 2021, "Multiple systems estimation for sparse capture data: inferential challenges
when there are nonoverlapping lists", JASA 116; Efron 1987 on BCa.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, sqrt

import numpy as np
from scipy.special import ndtr, ndtri, pdtr, pdtrc  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.existence import standing
from recount.estimate.hidden.loglinear import MOST_WINDOW, NO_MAXIMUM, TINY, by_bic
from recount.estimate.hidden.models import Model, design
from recount.estimate.hidden.poisson import fit
from recount.estimate.hidden.table import CaptureTable, Floats, Ints
from recount.estimate.hidden.total import Z95, Total, refused

THRESHOLD = 0.02  # chance below which a pair enters; that of the authors' program
LEVELS = (0.025, 0.05, 0.1, 0.16, 0.84, 0.9, 0.95, 0.975)


@dataclass(frozen=True, slots=True)
class Stepwise:
    """Where the steps ended."""

    model: Model  # lists and chosen pairs that somebody bears
    empty: Model  # chosen pairs that nobody bears: terms at minus infinity
    total: Total
    coef: Floats  # intercept, lists, pairs of `model`


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Intervals of a stepwise total from resampled persons."""

    total: float
    acceleration: float
    below: float  # share of resampled totals below the total
    totals: Floats  # [draws], infinite where a resampled table has no estimate
    ends: dict[float, float]  # BCa quantile at each level


def stepwise(table: CaptureTable, threshold: float = THRESHOLD) -> Stepwise:
    """The table's own model, its total and the interval of the log of those unseen."""
    ended = _Steps(table.k, table.counts[None, 1:].astype(np.float64), threshold).run()
    one, empty, coef, cov = ended.model(0)
    method = "log-linear, pairs chosen by steps"
    if not ended.sound[0]:
        return Stepwise(one, empty, refused(method, NO_MAXIMUM), coef)
    unseen, variance = exp(coef[0]), float(cov)
    spread = exp(Z95 * sqrt(variance))
    loglik = float(ended.loglik[0])
    p = len(coef)
    told = Total(
        method,
        table.n + unseen,
        sqrt(unseen + unseen**2 * variance),
        table.n + unseen / spread,
        table.n + unseen * spread,
        aic=-2 * loglik + 2 * p,
        loglik=loglik,
    )
    return Stepwise(one, empty, told, coef)


def modelled(table: CaptureTable) -> Total:
    """Models averaged by BIC up to `MOST_WINDOW` lists, the one that steps choose with more."""
    return by_bic(table) if table.k <= MOST_WINDOW else stepwise(table).total


def totals(k: int, counts: Ints, threshold: float = THRESHOLD) -> Floats:
    """Stepwise totals of many tables of the same lists.

    Args:
        k: lists.
        counts: [tables, 2**k].
        threshold: chance below which a pair enters.

    Returns:
        Totals [tables]; infinite where even independence has no estimate.
    """
    y = counts[:, 1:].astype(np.float64)
    different, back = np.unique(y, axis=0, return_inverse=True)
    ended = _Steps(k, different, threshold).run()
    found: Floats = (different.sum(axis=1) + ended.unseen)[back.reshape(-1)]
    return found


def bootstrap(table: CaptureTable, draws: int = 1_000, seed: int = 1, levels: Sequence[float] = LEVELS) -> Bootstrap:
    """BCa quantiles of the stepwise total; the pairs are chosen anew in each resampled table.

    The acceleration is that of the jackknife over persons: one left out of each cell, weighted by the cell's persons.
    """
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(table.n, table.counts / table.n, size=draws)
    at = np.flatnonzero(table.counts)
    less = np.repeat(table.counts[None], len(at), axis=0)
    less[np.arange(len(at)), at] -= 1
    everything = totals(table.k, np.concatenate([table.counts[None], less, drawn]))
    own, left_out, resampled = everything[0], everything[1 : 1 + len(at)], everything[1 + len(at) :]
    a = acceleration(left_out, table.counts[at])
    below = float((resampled < own).mean())
    return Bootstrap(float(own), a, below, resampled, _bca(resampled, below, a, levels))


def acceleration(left_out: Floats, weights: Ints) -> float:
    """Efron's a from totals with one of the `weights` persons of each cell left out; 0 where one is infinite."""
    if not np.isfinite(left_out).all():
        return 0.0
    away = (left_out * weights).sum() / weights.sum() - left_out
    squared = float((weights * away**2).sum())
    return float((weights * away**3).sum() / (6 * squared**1.5)) if squared else 0.0


def _bca(drawn: Floats, below: float, a: float, levels: Sequence[float]) -> dict[float, float]:
    ordered = np.sort(drawn)
    # A share of 0 or 1 has an infinite quantile: half a draw is as far as these draws can tell.
    z0 = ndtri(min(max(below, 0.5 / len(drawn)), 1 - 0.5 / len(drawn)))
    out = {}
    for level in levels:
        z = z0 + ndtri(level)
        moved = float(ndtr(z0 + z / (1 - a * z)))
        out[level] = _quantile(ordered, moved)
    return out


def _quantile(ordered: Floats, q: float) -> float:
    """By linear interpolation; infinite neighbours stay infinite instead of becoming nan."""
    place = q * (len(ordered) - 1)
    low, share = int(place), place - int(place)
    high = min(low + 1, len(ordered) - 1)
    if share == 0 or ordered[low] == ordered[high]:
        return float(ordered[low])
    return float(ordered[low] + share * (ordered[high] - ordered[low]))


class _Steps:
    """All tables on their way; arrays have a row a table."""

    def __init__(self, k: int, y: Floats, threshold: float) -> None:
        self.k, self.y, self.threshold = k, y, threshold
        self.pairs = [1 << a | 1 << b for a, b in combinations(range(k), 2)]
        self.z = design(k, (*(1 << j for j in range(k)), *self.pairs))
        cells = np.arange(1, 1 << k)
        self.bearing = np.array([cells & pair == pair for pair in self.pairs])  # [pairs, cells]
        self.met = y @ self.bearing.T  # persons on both lists [tables, pairs]
        tables = len(y)
        self.use = np.ones(y.shape, dtype=bool)
        self.chosen = np.zeros((tables, len(self.pairs)), dtype=bool)
        self.coef = np.zeros((tables, self.z.shape[1]))
        self.mu, self.variance = np.zeros(y.shape), np.full(tables, np.nan)
        self.loglik, self.sound = np.full(tables, np.nan), np.zeros(tables, dtype=bool)

    def run(self) -> _Steps:
        every = np.arange(len(self.y))
        self._fit_chosen(every)
        open_ = every[self.sound]
        while len(open_):
            best, chance = self._candidates(open_)
            stepping = chance < self.threshold
            open_, best = open_[stepping], best[stepping]
            if len(open_):
                open_ = self._enter(open_, best)
        return self

    @property
    def unseen(self) -> Floats:
        return np.where(self.sound, np.exp(np.minimum(self.coef[:, 0], 700.0)), np.inf)

    def model(self, i: int) -> tuple[Model, Model, Floats, float]:
        pairs = [p for p, on in enumerate(self.chosen[i]) if on]
        borne = [p for p in pairs if self.met[i, p]]
        terms = (*(1 << j for j in range(self.k)), *(self.pairs[p] for p in borne))
        columns = [*range(1 + self.k), *(1 + self.k + p for p in borne)]
        empty = tuple(self.pairs[p] for p in pairs if not self.met[i, p])
        return terms, empty, self.coef[i, columns], self.variance[i]

    def _columns(self, i: int) -> tuple[int, ...]:
        borne = np.flatnonzero(self.chosen[i] & (self.met[i] > 0))
        return (*range(1 + self.k), *(1 + self.k + borne))

    def _fit_chosen(self, tables: Ints) -> None:
        """The models as chosen, with everything that is told of them."""
        for columns, rows in _grouped((self._columns(i), i) for i in tables):
            x = np.broadcast_to(self.z[:, columns], (len(rows), len(self.z), len(columns)))
            made = fit(self.y[rows], x, self.use[rows])
            self.coef[rows] = 0.0
            self.coef[rows[:, None], list(columns)] = made.coef
            self.mu[rows], self.variance[rows], self.loglik[rows] = made.mu, made.cov[:, 0, 0], made.loglik
            for row, settled, mu in zip(rows, made.settled, made.mu, strict=True):
                self.sound[row] = self._exists(row, columns, mu, settled=bool(settled))

    def _exists(self, row: int, columns: tuple[int, ...], mu: Floats, *, settled: bool) -> bool:
        y, use = self.y[row], self.use[row]
        zero = use & (y == 0)
        if settled and np.isfinite(self.variance[row]) and (not zero.any() or mu[zero].min() > TINY):
            return True
        return standing(y[use], self.z[use][:, columns])[0] == "exists"

    def _candidates(self, tables: Ints) -> tuple[Ints, Floats]:
        """The pair whose overlap is least expected under the model so far, a table, and that chance.

        The chance is the Poisson one of an overlap as far out on its side: no model with the pair has to be fitted,
        and an overlap of nobody is no special case.
        """
        expected = (self.mu[tables] * self.use[tables]) @ self.bearing.T
        met = self.met[tables]
        chance = np.minimum(pdtr(met, expected), np.where(met > 0, pdtrc(met - 1, expected), 1.0))
        chance[self.chosen[tables]] = 2.0
        best = chance.argmin(axis=1)
        return best, chance[np.arange(len(tables)), best]

    def _enter(self, tables: Ints, pairs: Ints) -> Ints:
        """Enter a pair in each table; tables whose estimate is then gone go back and are closed."""
        before = (self.coef[tables], self.mu[tables], self.variance[tables], self.loglik[tables], self.use[tables])
        self.chosen[tables, pairs] = True
        empty = self.met[tables, pairs] == 0
        self.use[tables[empty]] &= ~self.bearing[pairs[empty]]
        self._fit_chosen(tables)
        lost = ~self.sound[tables]
        back = tables[lost]
        if len(back):
            self.coef[back], self.mu[back] = before[0][lost], before[1][lost]
            self.variance[back], self.loglik[back], self.use[back] = before[2][lost], before[3][lost], before[4][lost]
            self.chosen[back, pairs[lost]] = False
            self.sound[back] = True
        return tables[~lost]


def _grouped(pairs: object) -> list[tuple[tuple[int, ...], Ints]]:
    held: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for columns, row in pairs:  # type: ignore[attr-defined]
        held[columns].append(int(row))
    return [(columns, np.array(rows)) for columns, rows in held.items()]
