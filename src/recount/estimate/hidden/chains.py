"""Whether simulated chains agree, and how many independent draws they are worth.

Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, "Rank-normalization, folding, and localization: an
improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16; Geyer 1992 on the initial monotone sequence.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]  # ships no types
from scipy.stats import rankdata  # type: ignore[import-untyped]

from recount.estimate.hidden.table import Floats


def split_rhat(draws: Floats) -> float:
    """The larger of the rank-normalised and the folded split R-hat; 1 when chains agree, infinite when they stand.

    Args:
        draws: [chains, draws], at least 4 draws a chain.
    """
    halves = _split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(_normal(halves)), _rhat(_normal(folded)))


def effective(draws: Floats) -> float:
    """Bulk effective sample size: how many independent draws tell as much about the middle of the distribution."""
    z = _normal(_split(draws))
    chains, length = z.shape
    centred = z - z.mean(axis=1, keepdims=True)
    size = 1 << (2 * length - 1).bit_length()
    power = np.abs(np.fft.rfft(centred, size, axis=1)) ** 2
    covariance = np.fft.irfft(power, size, axis=1)[:, :length] / length
    within = float((covariance[:, 0] * length / (length - 1)).mean())
    total = within * (length - 1) / length + float(z.mean(axis=1).var(ddof=1))
    if total == 0:
        return 0.0
    rho = 1 - (within - (covariance * length / (length - 1)).mean(axis=0)) / total
    rho[0] = 1.0
    even = rho[: 2 * (length // 2)].reshape(-1, 2).sum(axis=1)
    negative = np.flatnonzero(even < 0)
    kept = np.minimum.accumulate(even[: negative[0]] if len(negative) else even)
    time = float(max(-1 + 2 * float(kept.sum()), 1 / np.log10(chains * length)))
    return float(chains * length / time)


def _split(draws: Floats) -> Floats:
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal(draws: Floats) -> Floats:
    """Normal quantiles of the ranks over all chains together."""
    ranks = rankdata(draws).reshape(draws.shape)
    out: Floats = ndtri((ranks - 0.375) / (draws.size + 0.25))
    return out


def _rhat(z: Floats) -> float:
    length = z.shape[1]
    within = float(z.var(axis=1, ddof=1).mean())
    between = float(z.mean(axis=1).var(ddof=1))
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((length - 1) / length + between / within))
