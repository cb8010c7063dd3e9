"""How many of the recent events are not told of yet. Arrays in, values out; no store.

An event is published some time after it happened, so the last months always look quieter than they were. The share of
events published within a delay is learned from events that had time enough, by the reverse-time hazard, and the recent
counts are completed by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import NotEstimable

if TYPE_CHECKING:
    import numpy as np

LEAST_DELAYS = 30  # events with a known delay; with fewer, the tail of the delays is anybody's guess
DRAWS = 4_000
SEED = 20_150_921  # the same input gives the same interval on every machine


@dataclass(frozen=True, slots=True)
class Nowcast:
    """Completed counts, one for each step of time, the last step being now."""

    observed: tuple[int, ...]
    told: tuple[float, ...]  # share of a step's events that is published by now, 0 to 1
    estimate: tuple[float, ...]  # observed / told
    median: tuple[int, ...]
    low: tuple[int, ...]  # ends of the predictive interval; low is never below the observed count
    high: tuple[int, ...]
    level: float


def nowcast(triangle: np.ndarray, *, level: float = 0.95, draws: int = DRAWS, seed: int = SEED) -> Nowcast:
    """Complete the counts of recent steps for events that are not published yet.

    Args:
        triangle: whole numbers >= 0 [steps, delays]: events of step t published after d steps. The last row is the
            step of now; cells with t + d beyond it are not looked at. The last column is the longest delay there is.
        level: of the predictive interval.
        draws: of the predictive distribution.
        seed: of the draws.

    Returns:
        For steps longer ago than the longest delay, the observed counts.

    Raises:
        NotEstimable: fewer than 30 events have a known delay, or none is known at some step before now.

    Delays longer than any that could be seen so far are taken not to happen.

    Source: Lawless 1994 (reverse-time hazard); a beta prior on each hazard, negative binomial for what is missing.
    """
    import numpy as np

    cells = np.asarray(triangle, dtype=float)
    steps, delays = cells.shape
    seen = np.add.outer(np.arange(steps), np.arange(delays)) < steps
    cells = np.where(seen, cells, 0.0)
    if cells.sum() < LEAST_DELAYS:
        raise NotEstimable(
            "nowcast",
            f"{int(cells.sum())} events have a known delay to publication, {LEAST_DELAYS} are needed",
            "date more leavings, or read the time line of first publications instead",
        )
    exact, within = _hazards(cells, seen)
    reach = np.minimum(steps - 1 - np.arange(steps), delays - 1)
    observed = cells.sum(axis=1)
    hazard = np.divide(exact, within, out=np.zeros(delays), where=within > 0)
    share = _told(hazard[None, :])[0]
    rng = np.random.default_rng(seed)
    # One pseudo-event spread over all delays: half an event each would make long tails out of nothing.
    hazards = rng.beta(exact + 1 / delays, within - exact + 1, size=(draws, delays))
    drawn = _told(np.where(within > 0, hazards, 0.0))[:, reach]
    drawn = np.where(reach == delays - 1, 1.0, np.clip(drawn, 1e-9, 1.0))
    missing = rng.negative_binomial(observed + 0.5, drawn)
    total = observed + np.where(drawn < 1, missing, 0)
    low, median, high = np.quantile(total, [(1 - level) / 2, 0.5, (1 + level) / 2], axis=0, method="inverted_cdf")
    told = share[reach]
    estimate = np.divide(observed, told, out=np.zeros(steps), where=told > 0)
    shares, estimates = tuple(map(float, told)), tuple(map(float, estimate))
    return Nowcast(_whole(observed), shares, estimates, _whole(median), _whole(low), _whole(high), level)


def _whole(values: np.ndarray) -> tuple[int, ...]:
    return tuple(int(value) for value in values)


def _hazards(cells: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Events with exactly each delay, and with at most it, over the steps that have had so long; [delays] each."""
    import numpy as np

    exact = cells.sum(axis=0)
    within = np.where(seen, np.cumsum(cells, axis=1), 0.0).sum(axis=0)
    return exact, within


def _told(hazards: np.ndarray) -> np.ndarray:
    """Share of events published within each delay, from the hazards [draws, delays]: 1 at the longest."""
    import numpy as np

    later = np.cumprod((1 - hazards)[:, :0:-1], axis=1)[:, ::-1]
    return np.concatenate([later, np.ones((len(hazards), 1))], axis=1)
