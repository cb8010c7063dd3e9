"""Regressions on what a machine coded, by design-based supervised learning. Arrays in, values out; no store.

What people coded replaces nothing: it mends. Each unit gets the machine's prediction, and each unit that people coded
moves it by the error found there, as many times over as units like it were not coded. Regressing that pseudo-outcome
gives coefficients without the machine's bias, because the chance of being coded was set by the design.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recount.errors import InputError, NotEstimable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike

FOLDS = 5
RIDGE = 1.0  # on standardised features: keeps a fold in which all are alike from infinite coefficients
LEAST_CODED = 20
STEPS = 100
SETTLED = 1e-10


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients in the order of the columns, with heteroskedasticity-robust errors."""

    coefficients: tuple[float, ...]
    errors: tuple[float, ...]
    kind: Literal["linear", "logistic"]
    coded: int
    units: int


def pseudo_outcome(machine: ArrayLike, coded: ArrayLike, values: ArrayLike, chance: ArrayLike | float) -> np.ndarray:
    """What each unit is taken to be: the prediction, mended where people coded.

    Args:
        machine: predictions [units].
        coded: indices of the units people coded [n].
        values: what people said [n].
        chance: of being coded, by the design: one number, or one a unit [units]; above 0.

    Returns:
        floats [units]; their mean is an unbiased estimate of the mean of the true values.

    Source: Egami, Hinck, Stewart and Wei 2023, equation 3.
    """
    import numpy as np

    g, at = np.asarray(machine, dtype=float), np.asarray(coded, dtype=int)
    odds = np.broadcast_to(np.asarray(chance, dtype=float), g.shape)
    if (odds <= 0).any() or (odds > 1).any():
        raise InputError("each unit needs a chance above 0 and at most 1 of being coded; a design must say it")
    made = g.copy()
    made[at] += (np.asarray(values, dtype=float) - g[at]) / odds[at]
    return made


def cross_fitted(
    features: ArrayLike, coded: ArrayLike, values: ArrayLike, *, folds: int = FOLDS, seed: int = 1
) -> np.ndarray:
    """Predictions for all units by ridge logistic regression, none made by a fit that saw the unit's own coding.

    Args:
        features: numbers [units, features]: the machine's code or score, and whatever else tells of a unit.
        coded: indices of the units people coded [n], at least 20.
        values: 0 or 1 [n].
        folds: the coded units are cut into so many; those nobody coded get the mean of all fits.
        seed: of the cut.

    Returns:
        probabilities [units].

    Source: Chernozhukov et al. 2018 (cross-fitting).
    """
    import numpy as np

    x, at, y = np.asarray(features, dtype=float), np.asarray(coded, dtype=int), np.asarray(values, dtype=float)
    if x.ndim != 2 or len(at) != len(y):  # noqa: PLR2004  # units by features
        raise InputError("cross-fitting needs features [units, features] and a value for each coded unit")
    if len(at) < LEAST_CODED:
        raise NotEstimable("correction", f"{len(at)} units are coded by people", f"code {LEAST_CODED} or more")
    spread = x.std(axis=0)
    x = np.column_stack([np.ones(len(x)), (x - x.mean(axis=0)) / np.where(spread > 0, spread, 1.0)])
    fold = np.random.default_rng(seed).permutation(len(at)) % folds
    every = np.zeros((folds, len(x)))
    for k in range(folds):
        every[k] = _expit(x @ _ridge_logistic(x[at[fold != k]], y[fold != k]))
    made: np.ndarray = every.mean(axis=0)
    made[at] = every[fold, at]
    return made


def _expit(z: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.asarray(0.5 * (1 + np.tanh(z / 2)))  # never overflows


def _ridge_logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Newton's method; the first column is the intercept and is not shrunk."""
    import numpy as np

    shrink = RIDGE * np.eye(x.shape[1])
    shrink[0, 0] = 1e-6
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = _expit(x @ beta)
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + shrink, x.T @ (y - p) - shrink @ beta)
        beta = beta + step
        if np.abs(step).max() < SETTLED:
            break
    return beta


def regress(
    design: ArrayLike, outcome: ArrayLike, *, kind: Literal["linear", "logistic"] = "linear",
    coded: int = 0, clusters: ArrayLike | None = None,
) -> Regression:  # fmt: skip
    """Coefficients that solve the moment equations of the model for a pseudo-outcome.

    Args:
        design: numbers [units, columns], with a column of ones where an intercept is wanted.
        outcome: of `pseudo_outcome` [units]; it need not lie in 0 to 1.
        kind: linear, or logistic (the mean of the outcome is the expit of the design).
        coded: how many units people coded, for the result.
        clusters: a number a unit [units]: units of one person or publication err together.

    Raises:
        InputError: shapes that do not fit, or columns that say the same.

    Source: Egami et al. 2023, section 3; White 1980 and Liang and Zeger 1986 for the errors.
    """
    import numpy as np

    x, y = np.asarray(design, dtype=float), np.asarray(outcome, dtype=float)
    if x.ndim != 2 or len(x) != len(y) or np.linalg.matrix_rank(x) < x.shape[1]:  # noqa: PLR2004  # units by columns
        raise InputError("a regression needs a row a unit, and columns of which none follows from the others")
    beta = np.linalg.lstsq(x, y, rcond=None)[0] if kind == "linear" else _solve_logistic(x, y)
    fitted = x @ beta if kind == "linear" else _expit(x @ beta)
    slope = np.ones(len(y)) if kind == "linear" else fitted * (1 - fitted)
    scores = x * (y - fitted)[:, None]
    if clusters is not None:
        _, group = np.unique(np.asarray(clusters), return_inverse=True)
        summed = np.zeros((group.max() + 1, x.shape[1]))
        np.add.at(summed, group, scores)
        scores = summed
    bread = np.linalg.inv((x.T * slope) @ x)
    errors = np.sqrt(np.diag(bread @ (scores.T @ scores) @ bread))
    return Regression(tuple(map(float, beta)), tuple(map(float, errors)), kind, coded, len(y))


def _solve_logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    import numpy as np

    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = _expit(x @ beta)
        information = (x.T * (p * (1 - p))) @ x
        if np.linalg.matrix_rank(information) < len(beta):
            break
        step = np.linalg.solve(information, x.T @ (y - p))
        beta = beta + step
        if np.abs(step).max() < SETTLED:
            return beta
    raise NotEstimable(
        "logistic regression", "its coefficients grow without end", "drop a column that tells the outcome exactly"
    )
