"""Shares and regressions from machine codes, made valid by a random sample that people coded. Arrays in, values out.

A count of machine codes is off by as much as the machine errs, and no size of the corpus mends that. The stories that
people code are drawn at random beforehand; what they say of each machine code tells how far the machine is off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import InputError, NotEstimable
from recount.estimate.intervals import LEVEL, Z95

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike

LEAST_CODED = 20  # units coded by people; with fewer the corrected interval says next to nothing
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share with its interval, and the method that gave it."""

    share: float
    low: float
    high: float
    method: str
    coded: int  # units coded by people
    units: int  # units in the corpus


def poststratified(strata: ArrayLike, coded: ArrayLike, values: ArrayLike, *, level: float = LEVEL) -> Corrected:
    """The share in a finite corpus, by the machine's code or score bin, each with Jeffreys' prior.

    The default for shares of what a study holds: units that people coded count as coded, and those they did not are
    completed from their stratum. Exact (no draws): the sum of beta-binomials over the strata.

    Args:
        strata: whole numbers >= 0 [units]: the machine's code of each unit, or the bin of its score.
        coded: indices into the units [n], drawn at random without repetition.
        values: what people said of these, 0 or 1 [n].
        level: of the equal-tailed interval.

    Raises:
        NotEstimable: fewer than 20 units are coded.
        InputError: arrays that do not fit together.

    Source: Gelman et al. 2013, section 8.3 (post-stratification); Jeffreys' prior as in Brown, Cai and DasGupta 2001.
    """
    import numpy as np

    bins, at, told = _sample(strata, coded, values)
    total = np.ones(1)
    certain = 0
    for stratum in np.unique(bins):
        mine = bins[at] == stratum
        hits, n = int(told[mine].sum()), int(mine.sum())
        total = np.convolve(total, _beta_binomial(int((bins == stratum).sum()) - n, hits + 0.5, n - hits + 0.5))
        certain += hits
    total = np.maximum(total, 0)
    below = np.cumsum(total / total.sum())
    tail = (1 - level) / 2
    low, high = (int(np.searchsorted(below, q)) for q in (tail, 1 - tail))
    mean = float((np.arange(len(total)) * total).sum() / total.sum())
    units = len(bins)
    method = "post-stratified on the machine's code, Jeffreys' prior, finite corpus"
    return Corrected(
        (certain + mean) / units, (certain + low) / units, (certain + high) / units, method, len(at), units
    )


def _sample(strata: ArrayLike, coded: ArrayLike, values: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    import numpy as np

    bins, at = np.asarray(strata, dtype=int), np.asarray(coded, dtype=int)
    told = np.asarray(values, dtype=int)
    if bins.ndim != 1 or at.shape != told.shape or len(np.unique(at)) != len(at) or not np.isin(told, (0, 1)).all():
        raise InputError("a corrected share needs one stratum a unit, and a 0 or 1 for each coded unit, none twice")
    if len(at) and not (at.min() >= 0 and at.max() < len(bins)):
        raise InputError(f"coded units are numbered 0 to {len(bins) - 1}, got {at.min()} to {at.max()}")
    if len(at) < LEAST_CODED:
        raise NotEstimable(
            "corrected share", f"{len(at)} units are coded by people", f"code {LEAST_CODED} of the planned sample"
        )
    return bins, at, told


def _beta_binomial(n: int, a: float, b: float) -> np.ndarray:
    """Probabilities of 0..n hits among n, when the share of hits is Beta(a, b)."""
    import numpy as np
    from scipy.special import betaln, gammaln  # type: ignore[import-untyped]  # ships no types; imported on use

    k = np.arange(n + 1)
    choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(np.exp(choose + betaln(k + a, n - k + b) - betaln(a, b)))


def difference(machine: ArrayLike, coded: ArrayLike, values: ArrayLike) -> Corrected:
    """The machine's mean over the corpus, moved by its mean error on the sample; normal interval, finite corpus.

    Args:
        machine: its codes or scores [units].
        coded: indices into the units [n], drawn at random.
        values: what people said of these [n].

    Source: Sarndal, Swensson and Wretman 1992, section 6.3.
    """
    import numpy as np

    g, at, y = np.asarray(machine, dtype=float), np.asarray(coded, dtype=int), np.asarray(values, dtype=float)
    errors = y - g[at]
    n, units = len(at), len(g)
    se = float(np.sqrt(errors.var(ddof=1) / n * (1 - n / units)))
    return _normal(float(g.mean() + errors.mean()), se, "difference estimator, finite corpus", n, units)


def prediction_powered(
    coded_machine: ArrayLike, values: ArrayLike, other_machine: ArrayLike, *, tuned: bool = True
) -> Corrected:
    """PPI++ for a mean: a cross-check; it targets the population the corpus came from, and so is wider.

    Args:
        coded_machine: the machine's codes of the units people coded [n].
        values: what people said of these [n].
        other_machine: the machine's codes of the others [m].
        tuned: weigh the machine by how well it does; else it counts fully (PPI).

    Source: Angelopoulos, Duchi and Zrnic 2023, example 1 and section 6.
    """
    import numpy as np

    f, y, g = (np.asarray(v, dtype=float) for v in (coded_machine, values, other_machine))
    n, m = len(f), len(g)
    weight = 1.0
    if tuned:
        spread = np.concatenate([f, g]).var(ddof=1)
        weight = float(np.mean((y - y.mean()) * (f - f.mean())) / ((1 + n / m) * spread)) if spread > TINY else 0.0
    point = float(y.mean() + weight * (g.mean() - f.mean()))
    se = float(np.sqrt((weight * g).var() / m + (y - weight * f).var() / n))
    return _normal(point, se, "PPI++" if tuned else "PPI", n, n + m)


def _normal(point: float, se: float, method: str, coded: int, units: int) -> Corrected:
    return Corrected(point, point - Z95 * se, point + Z95 * se, method, coded, units)
