"""Intervals by resampling whole clusters of units, since sentences of one story are not independent of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from recount.coding.agreement.coefficients import Statistic
    from recount.coding.agreement.ratings import Ratings

DRAWS, SEED, LEVEL = 1000, 0, 0.95
MOST_UNDEFINED = 0.1  # of the draws; where more have no variation, an interval from the rest would be too kind
CELLS = 4_000_000  # weights held at once, draws x kinds of cluster: 32 MB


@dataclass(frozen=True, slots=True)
class Drawn:
    """A percentile interval of a coefficient; None with a reason where too many draws leave it undefined."""

    low: float | None
    high: float | None
    clusters: int
    undefined: int  # draws in which the coefficient had no value
    reason: str | None = None


def bootstrap(
    statistics: Sequence[Statistic],
    ratings: Ratings,
    clusters: ArrayLike | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> list[Drawn]:
    """95 % percentile intervals of several coefficients from the same draws.

    Args:
        statistics: the coefficients.
        ratings: [coders, units].
        clusters: which cluster each unit belongs to, [units] ints; None: every unit is its own.
        draws: how many samples of clusters, with replacement.
        seed: the same seed gives the same draws.
    """
    parts = [s.parts(ratings) for s in statistics]
    kinds, times = _kinds(np.hstack(parts), clusters)
    count = int(times.sum())
    if count == 0:
        return [Drawn(None, None, 0, 0, "no interval: there are no units") for _ in statistics]
    found: list[list[NDArray[np.float64]]] = [[] for _ in statistics]
    edges = np.cumsum([0, *(p.shape[1] for p in parts)])
    rng = np.random.default_rng(seed)
    left = draws
    while left:
        batch = min(left, max(1, CELLS // len(kinds)))
        left -= batch
        sums = _weights(rng, times, batch) @ kinds
        for n, statistic in enumerate(statistics):
            found[n].append(statistic.value(sums[:, edges[n] : edges[n + 1]], ratings))
    return [_interval(np.concatenate(own), count) for own in found]


def _kinds(parts: NDArray[np.float64], clusters: ArrayLike | None) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The different clusters and how often each occurs: equal ones are drawn together, which changes nothing."""
    if clusters is not None:
        _, place = np.unique(np.asarray(clusters), return_inverse=True)
        if place.size != len(parts):
            raise InputError(f"{place.size} clusters were given for {len(parts)} units")
        size = int(place.max(initial=-1)) + 1
        parts = np.column_stack([np.bincount(place, weights=column, minlength=size) for column in parts.T])
    if not len(parts):
        return parts, np.zeros(0, dtype=np.int64)
    kinds, times = np.unique(parts, axis=0, return_counts=True)
    return kinds, times


def _weights(rng: np.random.Generator, times: NDArray[np.int64], draws: int) -> NDArray[np.float64]:
    """How often each kind of cluster is drawn, [draws, kinds]."""
    count = int(times.sum())
    if len(times) < count / 8:
        return rng.multinomial(count, times / count, size=draws).astype(np.float64)
    # Nearly every cluster is different: counting drawn places is faster than one binomial for each of them.
    kind = np.repeat(np.arange(len(times)), times)
    drawn = np.empty((draws, len(times)))
    for n in range(draws):
        drawn[n] = np.bincount(kind[rng.integers(0, count, count)], minlength=len(times))
    return drawn


def _interval(values: NDArray[np.float64], clusters: int) -> Drawn:
    held = values[~np.isnan(values)]
    missing = len(values) - len(held)
    if missing > MOST_UNDEFINED * len(values):
        why = f"no interval: without variation in {missing} of {len(values)} draws"
        return Drawn(None, None, clusters, missing, why)
    low, high = np.quantile(held, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Drawn(float(low), float(high), clusters, missing)
