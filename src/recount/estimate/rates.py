"""Whether the pace changed: ratios of rates, trends, points of change. Numbers and arrays in, values out; no store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import InputError
from recount.estimate.intervals import LEVEL, clopper_pearson

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike

STEPS = 50  # of iterated weighted least squares; a trend through counts that are not all 0 needs fewer than ten
SETTLED = 1e-8  # relative change of the deviance at which it stops, the convention for generalised linear models


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times as fast one stretch of time is as another; None: no finite value."""

    ratio: float | None  # None when the second stretch has no events
    low: float
    high: float | None
    p: float  # two-sided, that the rates are equal


def rate_ratio(first: tuple[int, float], second: tuple[int, float], level: float = LEVEL) -> RateRatio:
    """The ratio of two Poisson rates with its exact interval and test, given the total of events.

    Args:
        first: events and the time they happened in, in any unit.
        second: the same for what it is compared with, in the same unit.
        level: of the interval.

    Raises:
        InputError: negative events, no time, or no event in either stretch.

    Source: Przyborowski and Wilenski 1940 (conditional test); Clopper and Pearson 1934 for the interval; two-sided by
    the sum of outcomes no more likely than the one seen.
    """
    from scipy.stats import binomtest  # type: ignore[import-untyped]  # ships no types; imported on use: it is slow

    (a, s), (b, t) = first, second
    if min(a, b) < 0 or min(s, t) <= 0 or a + b == 0:
        raise InputError(f"a ratio of rates needs events in times > 0, got {a} in {s} and {b} in {t}")
    low, high = clopper_pearson(a, a + b, level)
    scale = t / s
    return RateRatio(
        a / b * scale if b else None,
        low / (1 - low) * scale,
        high / (1 - high) * scale if high < 1 else None,
        float(binomtest(a, a + b, s / (s + t)).pvalue),
    )


@dataclass(frozen=True, slots=True)
class Trend:
    """A log-linear Poisson trend: the rate is multiplied by exp(slope) each step."""

    intercept: float
    slope: float  # of the log rate, per step
    intercept_se: float
    slope_se: float  # without the dispersion; multiply by its root where it is above 1
    deviance: float
    p: float  # likelihood ratio against no trend
    dispersion: float  # Pearson's chi-square by degrees of freedom; 1 for a Poisson process


def poisson_trend(counts: ArrayLike) -> Trend:
    """A trend through counts of equal stretches of time, the first at step 0.

    Args:
        counts: whole numbers >= 0 [steps], at least 3 of them, not all 0.

    Raises:
        InputError: too few counts, or nothing but zeros.

    Source: McCullagh and Nelder 1989, chapter 6.
    """
    import numpy as np
    from scipy.special import gammaincc, xlogy  # type: ignore[import-untyped]  # ships no types

    y = np.asarray(counts, dtype=float)
    if y.ndim != 1 or len(y) < 3 or not y.any() or (y < 0).any():  # noqa: PLR2004  # two points are always on a line
        raise InputError(f"a trend needs 3 or more counts that are not all 0, got {y.tolist()}")
    x = np.column_stack([np.ones(len(y)), np.arange(len(y), dtype=float)])
    mu, deviance = y + 0.1, np.inf
    for _ in range(STEPS):
        weights = mu  # of the fit that gives the errors too, as in the source
        beta = np.linalg.solve(x.T @ (weights[:, None] * x), x.T @ (weights * (np.log(mu) + (y - mu) / mu)))
        mu, before = np.exp(x @ beta), deviance
        deviance = _deviance(y, mu, xlogy)
        if abs(deviance - before) < SETTLED * (abs(deviance) + 0.1):
            break
    errors = np.sqrt(np.diag(np.linalg.inv(x.T @ (weights[:, None] * x))))
    gain = max(0.0, _deviance(y, np.full(len(y), y.mean()), xlogy) - deviance)
    return Trend(
        float(beta[0]),
        float(beta[1]),
        float(errors[0]),
        float(errors[1]),
        deviance,
        float(gammaincc(0.5, gain / 2)),
        float(((y - mu) ** 2 / mu).sum() / (len(y) - 2)),
    )


def _deviance(y: np.ndarray, mu: np.ndarray, xlogy: np.ufunc) -> float:
    return float(2 * (xlogy(y, y / mu) - (y - mu)).sum())


@dataclass(frozen=True, slots=True)
class Change:
    """A step after which the rate is another one."""

    at: int  # index of the first count of the new rate
    before: float  # events a step
    after: float
    gain: float  # in log-likelihood, after the price of a change was paid


def change_points(counts: ArrayLike, *, least: int = 2) -> tuple[Change, ...]:
    """Where the rate of a series of counts changed, by the best cut into stretches of one Poisson rate each.

    For exploration: it says where to look, never that something caused it. Exact search over all cuts; a change has
    to be worth log(n) in log-likelihood (the modified BIC of Zhang and Siegmund 2007 prices a change alike).

    Args:
        counts: whole numbers >= 0 [steps].
        least: fewest steps of a stretch.

    Raises:
        InputError: a negative count, or `least` below 1.

    Source: Jackson et al. 2005 (optimal partitioning).
    """
    import numpy as np

    y = np.asarray(counts, dtype=float)
    if least < 1 or y.ndim != 1 or (y < 0).any():
        raise InputError(f"points of change need counts >= 0 and stretches of 1 or more, got {y.tolist()}, {least}")
    n = len(y)
    if n < 2 * least:
        return ()
    total = np.concatenate([[0.0], np.cumsum(y)])
    price = float(np.log(n))
    best, last = np.full(n + 1, -np.inf), np.zeros(n + 1, dtype=int)
    best[0] = price  # the first stretch is no change
    for end in range(least, n + 1):
        starts = np.arange(0, end - least + 1)
        gains = best[starts] + _likelihood(total[end] - total[starts], end - starts) - price
        last[end] = starts[int(np.argmax(gains))]
        best[end] = gains.max()
    cuts, end = [n], n
    while end:
        end = int(last[end])
        cuts.append(end)
    bounds = cuts[::-1]
    three = zip(bounds, bounds[1:], bounds[2:], strict=False)  # a change and the cuts on both sides of it
    return tuple(_change(total, start, at, end, price) for start, at, end in three)


def _likelihood(events: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Log-likelihood of stretches at their own rate, without what all cuts share."""
    import numpy as np

    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(events > 0, events * np.log(events / steps), 0.0)


def _change(total: np.ndarray, start: int, at: int, end: int, price: float) -> Change:
    import numpy as np

    sums = np.array([total[at] - total[start], total[end] - total[at], total[end] - total[start]])
    own = _likelihood(sums, np.array([at - start, end - at, end - start]))
    gain = float(own[0] + own[1] - own[2]) - price
    return Change(at, float(sums[0] / (at - start)), float(sums[1] / (end - at)), gain)
