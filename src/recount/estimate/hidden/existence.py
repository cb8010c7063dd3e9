"""Whether a log-linear model has a maximum likelihood estimate at all, and of what.

Zeros in a capture table can send parameters to minus infinity. The likelihood then has no maximum, and programs that
do not ask print totals of 1e13. A linear programme decides: it looks for a direction in which the likelihood never
falls, along which all cells with persons stay as they are and some empty cells lose what is expected of them.

Source: Fienberg and Rinaldo 2012, "Maximum likelihood estimation in log-linear models"; Chan, Silverman and Vincent
2021, "Multiple systems estimation for sparse capture data", section 3.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.table import Bools, Floats

Standing = Literal["exists", "boundary", "none"]
SPARE = 1e-7  # a slack below this is the solver's rounding


def fading(y: Floats, x: Floats) -> Bools:
    """Empty cells whose expected count falls to zero on the way to the supremum of the likelihood.

    Args:
        y: counts [c].
        x: design [c, p].

    Returns:
        bools [c]; all false exactly when the estimate exists (given a design of full rank).
    """
    empty = y == 0
    if not empty.any():
        return np.zeros(len(y), dtype=bool)
    # Columns: direction (free), then one slack in 0..1 an empty cell; the slack is at most how far its cell falls.
    zero, full = x[empty], x[~empty]
    cost = np.concatenate([np.zeros(x.shape[1]), -np.ones(len(zero))])
    answer = linprog(
        cost,
        A_ub=np.hstack([zero, np.eye(len(zero))]),
        b_ub=np.zeros(len(zero)),
        A_eq=np.hstack([full, np.zeros((len(full), len(zero)))]) if len(full) else None,
        b_eq=np.zeros(len(full)) if len(full) else None,
        bounds=[(None, None)] * x.shape[1] + [(0, 1)] * len(zero),
        method="highs",
    )
    out = np.zeros(len(y), dtype=bool)
    if answer.x is not None:
        out[np.flatnonzero(empty)] = answer.x[x.shape[1] :] > SPARE
    return out


def tells_total(x: Floats, use: Bools) -> bool:
    """Whether the cells left still fix the intercept, hence those on no list: it lies in their row space."""
    rows = x[use]
    target = np.zeros(x.shape[1])
    target[0] = 1.0
    if not len(rows):
        return False
    answer, *_ = np.linalg.lstsq(rows.T, target, rcond=None)
    return bool(np.abs(rows.T @ answer - target).max() < SPARE)


def independent_columns(x: Floats) -> list[int]:
    """Columns that carry the rank of the design, the first ones first; the intercept is always among them."""
    kept: list[int] = []
    for j in range(x.shape[1]):
        if np.linalg.matrix_rank(x[:, [*kept, j]]) > len(kept):
            kept.append(j)
    return kept


def standing(y: Floats, x: Floats) -> tuple[Standing, Bools]:
    """Whether the estimate exists; else whether, with fading cells left out, the total still has one.

    Returns:
        "exists"; "boundary" when some parameters are minus infinity but the total is fixed by the other cells; "none"
        when the data say nothing about the total. With it the cells that remain, bools [c].
    """
    use = ~fading(y, x)
    full_rank = np.linalg.matrix_rank(x) == x.shape[1]
    if use.all() and full_rank:
        return "exists", use
    return ("boundary" if tells_total(x, use) else "none"), use
