"""Totals averaged over all decomposable models of who depends on whom among the lists.

Each model has its marginal likelihood in closed form under a hyper-Dirichlet prior, for every number of unseen; so the
posterior of the total is a sum, without simulation.

Source: Madigan and York 1997, "Bayesian methods for estimation of the size of a closed population", Biometrika 84;
Dawid and Lauritzen 1993.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import gammaln  # type: ignore[import-untyped]  # ships no types

from recount.errors import InputError
from recount.estimate.hidden.graphs import MOST_VERTICES, Decomposable, decomposable
from recount.estimate.hidden.loglinear import TOO_FAR
from recount.estimate.hidden.table import CaptureTable, Floats, Ints
from recount.estimate.hidden.total import MOST_TIMES, Total, refused

END = 1e-9  # posterior chance left at the end of the grid; above, it is lengthened
FIRST_GRID = 4.0  # times those seen
NEGLIGIBLE = 1e-10  # posterior weight of a model that is not carried to the fine grid
DENSE = 20_000_000  # models times values of the fine grid; above, a coarse one stands
COARSE = 2_000  # points of the coarse grid
LOOK = 300  # points of the grid that finds where the posterior ends and which models matter
CHUNK = 250_000  # numbers worked on at once, 2 MB
LEAST_LISTS = 3


@dataclass(frozen=True, slots=True)
class Averaged:
    """The posterior of those unseen and of the models."""

    seen: int
    unseen: Ints  # grid [g]
    chance: Floats  # posterior of each [g]
    graphs: tuple[Decomposable, ...]
    weights: Floats  # posterior of each graph

    @property
    def mean(self) -> float:
        """Posterior mean of the total."""
        return self.seen + float(self.unseen @ self.chance)

    @property
    def sd(self) -> float:
        """Posterior standard deviation of the total."""
        away = self.unseen - float(self.unseen @ self.chance)
        return float(np.sqrt(away**2 @ self.chance))

    @property
    def mode(self) -> int:
        """Total with the highest posterior."""
        return self.seen + int(self.unseen[self.chance.argmax()])

    @property
    def left_at_end(self) -> float:
        """Posterior chance of the last value of the grid; a grid that is too short shows here."""
        return float(self.chance[-1])

    def quantile(self, q: float) -> int:
        """The least total with at least the chance `q` at or below it."""
        at = int(np.searchsorted(np.cumsum(self.chance), q))
        return self.seen + int(self.unseen[min(at, len(self.unseen) - 1)])


def averaged(
    table: CaptureTable,
    delta: float | None = None,
    *,
    unseen: Ints | None = None,
    complete: bool = True,
    log_prior: Callable[[Floats], Floats] | None = None,
) -> Averaged:
    """The posterior of the total over all decomposable models of 1 to 6 lists.

    Args:
        table: persons by lists.
        delta: prior count of each cell; 2 ** -lists when absent.
        unseen: values to consider, ascending; when absent, a grid that grows until next to no chance is left at its
            end, never beyond `MOST_TIMES` those seen.
        complete: whether the complete graph, which says nothing of those unseen, takes part.
        log_prior: of the total, for an array of totals; that of 1 / total when absent.

    Raises:
        InputError: more than 6 lists, nobody on any, or a prior count that is not above 0.
    """
    prior = 2.0**-table.k if delta is None else delta
    if prior <= 0 or table.n == 0:
        raise InputError(f"an average needs persons and a prior count above 0, got {table.n} and {prior}")
    graphs = decomposable(table.k)
    graphs = graphs if complete or len(graphs) == 1 else graphs[:-1]
    log_of_total = log_prior or (lambda total: -np.log(total))
    if unseen is not None:
        return _over(table, prior, unseen, np.ones(len(unseen)), graphs, log_of_total)
    return _ended(table, prior, graphs, log_of_total)


def _ended(
    table: CaptureTable, prior: float, graphs: tuple[Decomposable, ...], log_of_total: Callable[[Floats], Floats]
) -> Averaged:
    """Over a grid that reaches to where the posterior ends: a rough look first, then the models that matter."""
    most = max(int(FIRST_GRID * table.n), 1_000)
    while True:
        found = _over(table, prior, *_spread(most, LOOK), graphs, log_of_total)
        if found.left_at_end < END or most > MOST_TIMES * table.n:
            break
        most *= 4
    carried = tuple(g for g, w in zip(graphs, found.weights, strict=True) if w > NEGLIGIBLE)
    ended = found.left_at_end < END
    top = 2 * (found.quantile(1 - END) - table.n) + 100 if ended else most
    grid = (np.arange(top), np.ones(top)) if top * len(carried) <= DENSE else _spread(top, COARSE)
    fine = _over(table, prior, *grid, carried, log_of_total)
    place = dict(zip(carried, fine.weights, strict=True))
    return replace(fine, graphs=graphs, weights=np.array([place.get(g, 0.0) for g in graphs]))


def told(table: CaptureTable, delta: float | None = None, level: float = 0.95) -> Total:
    """The average without the complete graph, as a total or a refusal."""
    method = "decomposable models averaged, the complete one left out"
    if table.k > MOST_VERTICES or table.k < LEAST_LISTS:
        return refused(method, f"it needs {LEAST_LISTS} to {MOST_VERTICES} lists, and there are {table.k}")
    found = averaged(table, delta, complete=False)
    low, half, high = (float(found.quantile(q)) for q in ((1 - level) / 2, 0.5, (1 + level) / 2))
    if found.left_at_end >= END:
        return refused(method, TOO_FAR)
    return Total(method, half, found.sd, low, high, level=level)


def _spread(most: int, points: int) -> tuple[Ints, Floats]:
    """Whole numbers from 0, further and further apart, and how many each stands for."""
    grid = np.unique(np.round(np.concatenate([np.arange(100), np.geomspace(100, most, points)])).astype(np.int64))
    return grid, np.gradient(grid.astype(np.float64))


def _over(
    table: CaptureTable,
    prior: float,
    unseen: Ints,
    width: Floats,
    graphs: tuple[Decomposable, ...],
    log_prior: Callable[[Floats], Floats],
) -> Averaged:
    """The posterior on a grid whose points stand for `width` whole numbers each."""
    margins = _margins(table, prior, unseen)
    counts = np.zeros((len(graphs), 1 << table.k))
    for i, graph in enumerate(graphs):
        np.add.at(counts[i], list(graph.cliques), 1.0)
        np.add.at(counts[i], list(graph.separators), -1.0)
    total = (table.n + unseen).astype(np.float64)
    common = gammaln(total + 1) - gammaln(unseen + 1.0) + log_prior(total) + np.log(width)
    evidence, chance = _summed(counts, margins, common)
    return Averaged(table.n, unseen, chance / chance.sum(), graphs, evidence / evidence.sum())


def _summed(counts: Floats, margins: Floats, common: Floats) -> tuple[Floats, Floats]:
    """Sums of the joint posterior over the grid [graphs] and over the graphs [g], up to one factor.

    In pieces that stay in the cache, each scaled by the highest value so far.
    """
    top, step = -np.inf, max(1, CHUNK // len(common))
    evidence, chance = np.zeros(len(counts)), np.zeros(len(common))
    for at in range(0, len(counts), step):
        joint = counts[at : at + step] @ margins
        joint += common
        peak = float(joint.max())
        if peak > top:
            scale = np.exp(top - peak)
            evidence, chance, top = evidence * scale, chance * scale, peak
        joint -= top
        np.exp(joint, out=joint)
        evidence[at : at + step] = joint.sum(axis=1)
        chance += joint.sum(axis=0)
    return evidence, chance


def _margins(table: CaptureTable, prior: float, unseen: Ints) -> Floats:
    """Log marginal likelihood of each set of lists, for each number of unseen [2**k, g]."""
    cells, all_of_it = np.arange(1 << table.k), prior * (1 << table.k)
    total = (table.n + unseen).astype(np.float64)
    out = np.empty((1 << table.k, len(unseen)))
    for lists in range(1 << table.k):
        held = np.bincount(cells & lists, weights=table.counts, minlength=lists + 1)
        inside = np.unique(cells & lists)
        alpha = all_of_it / len(inside)
        seen = gammaln(held[inside[1:]] + alpha).sum() - len(inside) * gammaln(alpha)
        out[lists] = gammaln(all_of_it) - gammaln(all_of_it + total) + gammaln(held[0] + unseen + alpha) + seen
    return out
