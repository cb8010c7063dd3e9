"""Profile likelihood intervals: totals under which the data are not much less likely than under the best one."""

from __future__ import annotations

from collections.abc import Callable
from math import log

import numpy as np
from scipy.optimize import brentq, minimize_scalar  # type: ignore[import-untyped]  # ships no types
from scipy.special import gammaln, xlogy  # type: ignore[import-untyped]
from scipy.stats import chi2  # type: ignore[import-untyped]

from recount.estimate.hidden.poisson import fit
from recount.estimate.hidden.table import Floats
from recount.estimate.hidden.total import Total, refused

UNBOUNDED = "the likelihood stays flat: no total is too large for the data"
FARTHEST = 1e4  # times those seen; a likelihood still flat there has no upper end


def profile(y: Floats, x: Floats, unseen_row: Floats, level: float = 0.95, method: str = "profile likelihood") -> Total:
    """The total that makes the table most likely, with the interval of those nearly as likely.

    Args:
        y: persons in each observable cell [c].
        x: design of these cells [c, p], the intercept in the first column.
        unseen_row: design of the cell of those unseen [p].
        level: of the interval.
        method: its name in words.

    Source: Cormack 1992, "Interval estimation for mark-recapture studies of closed populations", with the multinomial
    likelihood itself in place of his approximation to it.
    """
    n = float(y.sum())
    everything = np.vstack([x, unseen_row])

    def loglik(unseen: float) -> float:
        return _multinomial(np.append(y, unseen), everything)

    top = _highest(loglik, n)
    if top is None:
        return refused(method, UNBOUNDED)
    fall = loglik(top) - float(chi2.ppf(level, 1)) / 2

    def above(unseen: float) -> float:
        return loglik(unseen) - fall

    low = brentq(above, 0.0, top, xtol=1e-9) if above(0.0) < 0 else 0.0
    far = max(top, 1.0)
    while above(far) > 0:
        far *= 2
        if far > FARTHEST * n:
            return Total(method, n + top, None, n + low, float("inf"), reason=None, level=level)
    return Total(method, n + top, None, n + low, n + brentq(above, top, far, xtol=1e-9), level=level)


def _multinomial(cells: Floats, x: Floats) -> float:
    """Log-likelihood of all cells given their total, best over the parameters."""
    expected = np.maximum(fit(cells[None], x[None]).mu[0], 1e-300)
    total = float(cells.sum())
    of_cells = xlogy(cells, expected).sum() - gammaln(cells + 1).sum()
    return float(gammaln(total + 1) + of_cells - (total * log(total) if total else 0.0))


def _highest(loglik: Callable[[float], float], n: float) -> float | None:
    """Where the likelihood is highest, in those unseen; None when that is beyond all reason."""
    grid = np.concatenate([[0.0], np.geomspace(0.1, FARTHEST * n, 60)])
    values = [loglik(g) for g in grid]
    at = int(np.argmax(values))
    if at == len(grid) - 1:
        return None
    around = (float(grid[max(at - 1, 0)]), float(grid[at + 1]))
    found = minimize_scalar(lambda g: -loglik(g), bounds=around, method="bounded", options={"xatol": 1e-9})
    return float(found.x)
