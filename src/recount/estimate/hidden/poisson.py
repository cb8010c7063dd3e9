"""Many small log-linear Poisson models fitted at once.

One thread of linear algebra is right here: the systems are small and many. Two threads that wait for each other have
taken five hundred times as long.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, xlogy  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.table import Bools, Floats

MOST_STEPS = 60
CLOSE = 1e-13  # relative change of the deviance at which one more Newton step changes no printed digit
CLOSE_BY = 1e-3  # of a last step that is safe to take unseen
STILL = 1e-5  # of a last step at the maximum
HALVINGS = 12
SINGULAR = 1e12  # condition of a scaled information matrix from which its inverse is noise
RIDGE = 1e-12  # of the largest diagonal; keeps a singular system solvable, far below any digit that is used


@dataclass(frozen=True)
class PoissonFits:
    """Fits of `b` models with `p` parameters each to `c` cells."""

    coef: Floats  # [b, p]
    mu: Floats  # expected counts [b, c]
    cov: Floats  # inverse information [b, p, p]; nan where it is singular
    deviance: Floats  # [b]
    loglik: Floats  # Poisson, with the factorials [b]
    settled: Bools  # the score is zero within rounding, so the estimate is the maximum [b]


def deviance_of(y: Floats, mu: Floats) -> Floats:
    """Twice the distance to the saturated model, over the last axis."""
    out: Floats = 2.0 * (xlogy(y, y) - xlogy(y, np.maximum(mu, 1e-300)) - y + mu).sum(axis=-1)
    return out


def fit(y: Floats, x: Floats, use: Bools | None = None, offset: Floats | None = None) -> PoissonFits:
    """Maximum likelihood by Newton's method with halved steps, all models of a batch side by side.

    Args:
        y: counts [b, c]; need not be whole numbers.
        x: design [b, c, p].
        use: cells that count [b, c]; others are left out, as if they could not be observed.
        offset: known part of the logarithm of what is expected [b, c].

    Returns:
        Fits that may lie on their way to infinity: where `settled` is false, no maximum need exist.
    """
    scale = np.ones(y.shape) if offset is None else np.exp(offset)
    kept = scale if use is None else scale * use
    y = y * (kept > 0)
    x = x * (kept > 0)[..., None]
    coef, mu = _start(y, x, kept)
    dev = deviance_of(y, mu)
    open_ = np.arange(len(y))
    for _ in range(MOST_STEPS):
        step = _solved(_information(x[open_], mu[open_]), _score(x[open_], y[open_], mu[open_]))
        moved, mu_new, dev_new = _shortened(y[open_], x[open_], kept[open_], coef[open_], dev[open_], step)
        gain = np.abs(dev[open_] - dev_new)
        coef[open_], mu[open_], dev[open_] = moved, mu_new, dev_new
        open_ = open_[gain > CLOSE * (np.abs(dev_new) + 0.1)]
        if not len(open_):
            break
    return _finished(y, x, kept, coef)


def _start(y: Floats, x: Floats, kept: Floats) -> tuple[Floats, Floats]:
    mu = (y + 0.1) * (kept > 0)
    working = np.log((y + 0.1) / np.where(kept > 0, kept, 1.0)) + (y - mu) / (y + 0.1)
    coef = _solved(_information(x, mu), np.einsum("bcp,bc->bp", x, mu * working))
    return coef, _expected(x, coef, kept)


def _expected(x: Floats, coef: Floats, kept: Floats) -> Floats:
    eta = np.einsum("bcp,bp->bc", x, coef)
    mu: Floats = np.exp(np.clip(eta, -300.0, 40.0)) * kept
    return mu


def _information(x: Floats, mu: Floats) -> Floats:
    out: Floats = np.matmul(x.transpose(0, 2, 1), x * mu[..., None])
    return out


def _score(x: Floats, y: Floats, mu: Floats) -> Floats:
    out: Floats = np.einsum("bcp,bc->bp", x, y - mu)
    return out


def _solved(matrix: Floats, right: Floats) -> Floats:
    diagonal = np.einsum("bii->bi", matrix)
    ridge = RIDGE * diagonal.max(axis=1, keepdims=True) + 1e-300
    eased = matrix + ridge[..., None] * np.eye(matrix.shape[1])
    out: Floats = np.linalg.solve(eased, right[..., None])[..., 0]
    return out


def _shortened(
    y: Floats, x: Floats, kept: Floats, coef: Floats, dev: Floats, step: Floats
) -> tuple[Floats, Floats, Floats]:
    """The step, halved where it would raise the deviance."""
    scale = np.ones(len(y))
    moved = coef + step
    mu = _expected(x, moved, kept)
    now = deviance_of(y, mu)
    for _ in range(HALVINGS):
        worse = ~(now <= dev + 1e-10 * (np.abs(dev) + 1.0))
        if not worse.any():
            break
        scale[worse] /= 2
        moved[worse] = coef[worse] + scale[worse, None] * step[worse]
        mu[worse] = _expected(x[worse], moved[worse], kept[worse])
        now[worse] = deviance_of(y[worse], mu[worse])
    return moved, mu, now


def _finished(y: Floats, x: Floats, kept: Floats, coef: Floats) -> PoissonFits:
    """One last step for the last digits, and what is told of the fit."""
    mu = _expected(x, coef, kept)
    last = _solved(_information(x, mu), _score(x, y, mu))
    coef = coef + np.where(np.abs(last).max(axis=1, keepdims=True) < CLOSE_BY, last, 0.0)
    mu = _expected(x, coef, kept)
    information = _information(x, mu)
    score = np.abs(_score(x, y, mu)).max(axis=1)
    settled = (score <= 1e-7 * (y.sum(axis=1) + 1.0)) & (np.abs(last).max(axis=1) < STILL)
    loglik = (xlogy(y, np.maximum(mu, 1e-300)) - mu - (kept > 0) * gammaln(y + 1)).sum(axis=1)
    return PoissonFits(coef, mu, _inverse(information), deviance_of(y, mu), loglik, settled)


def _inverse(matrix: Floats) -> Floats:
    """Inverses, scaled to a unit diagonal first; nan where the matrix is singular."""
    scale = 1.0 / np.sqrt(np.maximum(np.einsum("bii->bi", matrix), 1e-300))
    scaled = matrix * scale[:, :, None] * scale[:, None, :]
    inverse = np.linalg.inv(scaled + 1e-15 * np.eye(matrix.shape[1]))
    size = np.abs(inverse).sum(axis=2).max(axis=1)  # the scaled matrix has norm 1 to p, so this is its condition
    sound = np.where((size < SINGULAR)[:, None, None], inverse, np.nan)
    with np.errstate(over="ignore", invalid="ignore"):  # a parameter on its way to infinity has no bounded variance
        out: Floats = sound * scale[:, :, None] * scale[:, None, :]
    return out
