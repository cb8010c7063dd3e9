"""One list on which a person may stand several times: those who could have been on it and never were.

Accounts of one source family can tell of a person once, twice, three times; nobody is told of zero times. Each method
fits how often persons are told of, with or without what is known of them, and adds those expected never.

Source: van der Heijden et al. 2003, "Point and interval estimation of the population size using the truncated Poisson
regression model"; Zelterman 1988; Böhning and van der Heijden 2009; Böhning, Vidal-Diez, Lerdsuwansri, Viwatwongkasem
and Arnold 2013, "A generalization of Chao's estimator for covariate information"; Cruyff and van der Heijden 2008.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]  # ships no types
from scipy.special import gammaln  # type: ignore[import-untyped]

from recount.errors import InputError
from recount.estimate.hidden.table import Floats
from recount.estimate.hidden.total import MOST_TIMES, Total, lognormal, refused

TWO = 2  # times told of: what Chao and Zelterman compare with once
STEPS = 100
SETTLED = 1e-9  # of a Newton step, which then has no digit left to change
SHORTEST = 1e-8  # share of a Newton step below which there is no way up
FARTHEST = 25.0  # a linear predictor beyond it is on its way to infinity
SPREADS = (-7.0, 7.0)  # log of the dispersion; below it is Poisson, above the data put no limit on the total
NO_TWICE = "nobody is told of twice, so how easily persons are told of cannot be known"
ONLY_ONCE_SOME = (
    "persons of some kind are never told of twice, so their number has no upper limit; join that kind to another"
)
NO_LIMIT = "the more persons are taken to differ, the better the fit, without end: the data put no limit on the total"
NO_SPREAD = "counts differ no more than chance: the negative binomial has nothing to add to the Poisson"


@dataclass(frozen=True, slots=True)
class Curve:
    """A distribution of counts above zero, by its linear predictor `eta` [rows]; every part is a value a row."""

    loglik: Callable[[Floats, Floats], Floats]  # of y given eta
    slope: Callable[[Floats, Floats], Floats]  # its first derivative in eta
    information: Callable[[Floats, Floats], Floats]  # minus its second one
    never: Callable[[Floats], Floats]  # chance of a count of zero
    never_slope: Callable[[Floats], Floats]  # its derivative in eta


@dataclass(frozen=True, slots=True)
class OneList:
    """What one method says, with its coefficients."""

    total: Total
    coef: Floats  # [p]; empty where there is no estimate
    dispersion: float | None = None


def _poisson_slope(eta: Floats, y: Floats) -> Floats:
    lam = np.exp(eta)
    out: Floats = y - lam / -np.expm1(-lam)
    return out


def _poisson_information(eta: Floats, y: Floats) -> Floats:
    lam = np.exp(eta)
    mean = lam / -np.expm1(-lam)
    out: Floats = mean * (1 + lam - mean) + 0 * y
    return out


POISSON = Curve(
    lambda eta, y: y * eta - np.exp(eta) - np.log(-np.expm1(-np.exp(eta))) - gammaln(y + 1),
    _poisson_slope,
    _poisson_information,
    lambda eta: np.exp(-np.exp(eta)),
    lambda eta: -np.exp(eta - np.exp(eta)),
)
GEOMETRIC = Curve(
    lambda eta, y: (y - 1) * eta - y * np.log1p(np.exp(eta)),
    lambda eta, y: y - 1 - y * _share(eta),
    lambda eta, y: y * _share(eta) * (1 - _share(eta)),
    lambda eta: 1 - _share(eta),
    lambda eta: -_share(eta) * (1 - _share(eta)),
)
TWICE = Curve(  # once or twice: y is 0 or 1, and half the Poisson mean is exp(eta)
    lambda eta, y: y * eta - np.log1p(np.exp(eta)),
    lambda eta, y: y - _share(eta),
    lambda eta, y: _share(eta) * (1 - _share(eta)) + 0 * y,
    lambda eta: np.exp(-2 * np.exp(eta)),
    lambda eta: -2 * np.exp(eta - 2 * np.exp(eta)),
)


def _share(eta: Floats) -> Floats:
    out: Floats = 1 / (1 + np.exp(-eta))
    return out


def one_list(counts: npt.ArrayLike, covariates: npt.ArrayLike | None = None, method: str = "Poisson") -> OneList:
    """The total from how often each person is told of.

    Args:
        counts: times each person is told of, 1 or more [persons].
        covariates: what is known of each person as numbers [persons, p - 1], without a column of ones.
        method: one of `METHODS`.

    Raises:
        InputError: a count below 1, shapes that do not agree, or an unknown method.
    """
    y = np.asarray(counts, dtype=np.float64)
    known = np.empty((len(y), 0)) if covariates is None else np.asarray(covariates, dtype=np.float64)
    if not len(y) or (y < 1).any() or len(known) != len(y):
        raise InputError("one list needs for each person how often, 1 or more, and one row of covariates where given")
    if method not in METHODS:
        raise InputError(f"no method {method!r}; choose one of {', '.join(METHODS)}")
    with np.errstate(all="ignore"):  # a step too long overflows and is halved
        return METHODS[method](f"one list, {method}", y, np.column_stack([np.ones(len(y)), known]))


def _whole(curve: Curve, name: str, y: Floats, x: Floats) -> OneList:
    """A curve for all counts; a person seen stands for 1 / (1 - never) persons."""
    if (y == 1).all():
        return OneList(refused(name, NO_TWICE), np.empty(0))
    coef = _maximum(curve, y, x)
    if coef is None:
        return OneList(refused(name, ONLY_ONCE_SOME), np.empty(0))
    return OneList(_weighted(curve, name, y, x, coef, x), coef)


def _weighted(curve: Curve, name: str, y: Floats, x: Floats, coef: Floats, everybody: Floats) -> Total:
    """Horvitz-Thompson over everybody seen, with the coefficients' variance from the rows they were fitted to."""
    eta = everybody @ coef
    never = curve.never(eta)
    seen = 1 - never
    value = float((1 / seen).sum())
    slope = everybody.T @ (curve.never_slope(eta) / seen**2)
    variance = float((never / seen**2).sum()) + _delta(curve, y, x, coef, slope)
    return _told(name, len(everybody), value, variance, float(curve.loglik(x @ coef, y).sum()), len(coef))


def _delta(curve: Curve, y: Floats, x: Floats, coef: Floats, slope: Floats) -> float:
    information = x.T @ (x * curve.information(x @ coef, y)[:, None])
    return float(slope @ np.linalg.solve(information, slope))


def _told(name: str, n: int, value: float, variance: float, loglik: float, p: int) -> Total:
    if not value <= MOST_TIMES * n or not variance > 0:
        return refused(name, NO_LIMIT)
    low, high = lognormal(n, value - n, variance)
    aic, bic = -2 * loglik + 2 * p, -2 * loglik + log(n) * p
    return Total(name, value, sqrt(variance), low, high, loglik=loglik, aic=aic, bic=bic)


def _maximum(curve: Curve, y: Floats, x: Floats, start: Floats | None = None) -> Floats | None:
    """Newton's method with halved steps; None when it runs off to infinity."""
    coef = np.zeros(x.shape[1]) if start is None else start.copy()
    if start is None:
        coef[0] = log(max(float(y.mean()) - (1 if y.min() >= 1 else 0), 1e-3))
    now = float(curve.loglik(x @ coef, y).sum())
    for _ in range(STEPS):
        eta = x @ coef
        slope, bend = curve.slope(eta, y), curve.information(eta, y)
        # Far from the maximum the negative binomial is not concave: any positive weight keeps the step uphill.
        information = x.T @ (x * np.where(bend > 0, bend, np.abs(slope) + 1e-3)[:, None])
        try:
            step = np.linalg.solve(information, x.T @ slope)
        except np.linalg.LinAlgError:
            return None
        if np.abs(step).max() < SETTLED:
            return coef if np.abs(eta).max() < FARTHEST else None
        scale = 1.0
        while not (moved := float(curve.loglik(x @ (coef + scale * step), y).sum())) >= now - 1e-12 * abs(now):
            scale /= 2
            if scale < SHORTEST:
                return None
        coef, now = coef + scale * step, moved
    return None


def _once_or_twice(name: str, y: Floats, x: Floats, *, everybody: bool) -> OneList:
    """Zelterman, who applies the chance of those seen once or twice to everybody, and Chao, who does not."""
    near = y <= TWO
    twice = (y[near] == TWO).astype(np.float64)
    if not twice.any():
        return OneList(refused(name, NO_TWICE), np.empty(0))
    coef = _maximum(TWICE, twice, x[near])
    if coef is None:
        return OneList(refused(name, ONLY_ONCE_SOME), np.empty(0))
    if everybody:
        return OneList(_weighted(TWICE, name, twice, x[near], coef, x), coef)
    half = np.exp(x[near] @ coef)  # half the Poisson mean
    weight = 1 / (2 * half + 2 * half**2)  # never, in persons seen once or twice
    slope = x[near].T @ (-(2 * half + 4 * half**2) * weight**2)
    taken = np.exp(-2 * half) * (2 * half + 2 * half**2)  # chance to be seen once or twice, and so to stand for others
    variance = float(((1 - taken) * (1 + weight) ** 2).sum()) + _delta(TWICE, twice, x[near], coef, slope)
    loglik = float(TWICE.loglik(x[near] @ coef, twice).sum())
    value = len(y) + float(weight.sum())
    return OneList(_told(name, len(y), value, variance, loglik, len(coef)), coef)


def _negative_binomial(name: str, y: Floats, x: Floats) -> OneList:
    """Poisson means that differ by a gamma distribution; the dispersion by its profile likelihood."""
    if (y == 1).all():
        return OneList(refused(name, NO_TWICE), np.empty(0))

    near: Floats | None = None  # the coefficients of the last dispersion tried: the next ones are close

    def loss(log_alpha: float) -> float:
        nonlocal near
        curve = dispersed(exp(log_alpha))
        coef = _maximum(curve, y, x, near)
        near = coef if coef is not None else near
        return float("inf") if coef is None else -float(curve.loglik(x @ coef, y).sum())

    grid = np.linspace(*SPREADS, 25)
    losses = [loss(g) for g in grid]
    at = int(np.argmin(losses))
    if at == 0:
        return OneList(refused(name, NO_SPREAD), np.empty(0))
    if at == len(grid) - 1 or not np.isfinite(losses[at + 1]):
        return OneList(refused(name, NO_LIMIT), np.empty(0))
    found = minimize_scalar(loss, bounds=(grid[at - 1], grid[at + 1]), method="bounded", options={"xatol": 1e-9})
    alpha = exp(float(found.x))
    coef = _maximum(dispersed(alpha), y, x, near)
    if coef is None:
        return OneList(refused(name, NO_LIMIT), np.empty(0))
    return OneList(_dispersed_total(name, y, x, coef, float(found.x)), coef, alpha)


def _dispersed_total(name: str, y: Floats, x: Floats, coef: Floats, log_alpha: float) -> Total:
    """With the variance of coefficients and dispersion together, by differences of the slopes."""
    theta = np.append(coef, log_alpha)

    def slopes(at: Floats) -> Floats:
        curve = dispersed(exp(at[-1]))
        own = x.T @ curve.slope(x @ at[:-1], y)
        eps = 1e-5
        up, down = (dispersed(exp(at[-1] + e)).loglik(x @ at[:-1], y).sum() for e in (eps, -eps))
        return np.append(own, (up - down) / (2 * eps))

    def value(at: Floats) -> float:
        return float((1 / (1 - dispersed(exp(at[-1])).never(x @ at[:-1]))).sum())

    unit = 1e-4 * np.eye(len(theta))
    information = -np.array([(slopes(theta + e) - slopes(theta - e)) / 2e-4 for e in unit])
    slope = np.array([(value(theta + e) - value(theta - e)) / 2e-4 for e in unit])
    never = dispersed(exp(log_alpha)).never(x @ coef)
    variance = float((never / (1 - never) ** 2).sum()) + float(slope @ np.linalg.pinv(information) @ slope)
    loglik = float(dispersed(exp(log_alpha)).loglik(x @ coef, y).sum())
    return _told(name, len(y), value(theta), variance, loglik, len(theta))


def dispersed(alpha: float) -> Curve:
    """The negative binomial with variance mean + alpha mean^2, above zero."""
    r = 1 / alpha

    def share(eta: Floats) -> Floats:
        return _share(eta + log(alpha))

    def never(eta: Floats) -> Floats:
        out: Floats = np.exp(-r * np.logaddexp(0, eta + log(alpha)))
        return out

    def slope(eta: Floats, y: Floats) -> Floats:
        q, zero = share(eta), never(eta)
        out: Floats = y * (1 - q) - r * q - zero * r * q / -np.expm1(-r * np.logaddexp(0, eta + log(alpha)))
        return out

    def information(eta: Floats, y: Floats) -> Floats:
        q, zero = share(eta), never(eta)
        some = -np.expm1(-r * np.logaddexp(0, eta + log(alpha)))
        out: Floats = (y + r) * q * (1 - q) + r * zero / some * (q * (1 - q) - r * q**2 / some)
        return out

    def loglik(eta: Floats, y: Floats) -> Floats:
        grown = np.logaddexp(0, eta + log(alpha))
        out: Floats = (
            gammaln(y + r) - gammaln(r) - gammaln(y + 1) + y * (eta + log(alpha) - grown) - r * grown
        ) - np.log(-np.expm1(-r * grown))
        return out

    return Curve(loglik, slope, information, never, lambda eta: -never(eta) * r * share(eta))


METHODS: dict[str, Callable[[str, Floats, Floats], OneList]] = {
    "Chao": lambda name, y, x: _once_or_twice(name, y, x, everybody=False),
    "Zelterman": lambda name, y, x: _once_or_twice(name, y, x, everybody=True),
    "Poisson": lambda name, y, x: _whole(POISSON, name, y, x),
    "geometric": lambda name, y, x: _whole(GEOMETRIC, name, y, x),
    "negative binomial": _negative_binomial,
}
