"""The closed-population family: chances that differ by list (t), by person (h), after the first capture (b).

All are log-linear models of the capture histories; order of lists matters only to Mb and Mbh, where lists are occasions
in time.

Source: Otis et al. 1978; Cormack 1989; Rivest and Baillargeon 2007, "Applications and extensions of Chao's moment
estimator for the size of a closed population"; Baillargeon and Rivest 2007.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy.special import gammaln  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.existence import standing
from recount.estimate.hidden.loglinear import NO_MAXIMUM, TOO_FAR
from recount.estimate.hidden.poisson import fit
from recount.estimate.hidden.table import CaptureTable, Floats, membership, sizes
from recount.estimate.hidden.total import MOST_TIMES, Total, lognormal, refused

# How the logarithm of the chance of a history bends with the number of captures, for each mixing distribution.
MIXING: dict[str, Callable[[Floats], Floats]] = {
    "Poisson2": lambda j: 2.0**j - 1,
    "Darroch": lambda j: j**2 / 2,
    "Gamma3.5": lambda j: -np.log(3.5 + j) + log(3.5),
}
NEGATIVE = "captures and recaptures do not fall off as the model needs: its total would be negative"


def closed_family(table: CaptureTable) -> dict[str, Total]:
    """M0, Mt, Mh and Mth by Chao, Poisson, Darroch and Gamma, Mb and Mbh, by name.

    Raises nothing: what cannot be estimated is a total with a reason.
    """
    on, j = membership(table.k)[1:].astype(np.float64), sizes(table.k)[1:].astype(np.float64)
    y = table.counts[1:].astype(np.float64)
    common, each = j[:, None], on
    made = {"M0": _told("M0", table.n, y, _with_one(common)), "Mt": _told("Mt", table.n, y, _with_one(each))}
    for name, base in (("Mh", common), ("Mth", each)):
        made[f"{name} Chao (LB)"] = _chao(f"{name} Chao (LB)", table.n, y, base, j)
        for mixing, bend in MIXING.items():
            x = _with_one(np.column_stack([base, bend(j)]))
            made[f"{name} {mixing}"] = _told(f"{name} {mixing}", table.n, y, x)
    made["Mb"], made["Mbh"] = _behaviour(table, y, j, apart=False), _behaviour(table, y, j, apart=True)
    return made


def differing(table: CaptureTable, mixing: str) -> Total:
    """Mth with one of `MIXING`: chances differ by list and by person."""
    on, j = membership(table.k)[1:].astype(np.float64), sizes(table.k)[1:].astype(np.float64)
    x = _with_one(np.column_stack([on, MIXING[mixing](j)]))
    return _told(f"Mth {mixing}", table.n, table.counts[1:].astype(np.float64), x)


def frequency_family(frequencies: np.ndarray, *, occasions: float = np.inf) -> dict[str, Total]:
    """The same without Mt and Mb, from how many persons were seen once, twice, ...

    Args:
        frequencies: persons seen 1, 2, ... times [m].
        occasions: how many times a person could have been seen; without limit when infinite.
    """
    f = np.asarray(frequencies, dtype=np.float64)
    j = np.arange(1, len(f) + 1, dtype=np.float64)
    if np.isfinite(occasions):
        offset = gammaln(occasions + 1) - gammaln(j + 1) - gammaln(occasions - j + 1)
    else:
        offset = -gammaln(j + 1)
    n = float(f.sum())
    made = {"M0": _told("M0", n, f, _with_one(j[:, None]), offset)}
    made["Mh Chao (LB)"] = _chao("Mh Chao (LB)", n, f, j[:, None], j, offset)
    for mixing, bend in MIXING.items():
        x = _with_one(np.column_stack([j, bend(j)]))
        made[f"Mh {mixing}"] = _told(f"Mh {mixing}", n, f, x, offset)
    return made


def _with_one(x: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), x])


@dataclass(frozen=True, slots=True)
class _Numbers:
    coef: Floats
    cov: Floats
    deviance: float
    loglik: float


def _fitted(y: Floats, x: Floats, offset: Floats | None) -> _Numbers | None:
    """The fit, or None where the likelihood has no maximum."""
    made = fit(y[None], x[None], None, None if offset is None else offset[None])
    if not made.settled[0] and standing(y, x)[0] != "exists":
        return None
    return _Numbers(made.coef[0], made.cov[0], float(made.deviance[0]), float(made.loglik[0]))


def _told(name: str, n: float, y: Floats, x: Floats, offset: Floats | None = None) -> Total:
    made = _fitted(y, x, offset)
    if made is None:
        return refused(name, NO_MAXIMUM)
    unseen = exp(min(float(made.coef[0]), 300.0))
    return _total(name, n, unseen, unseen + unseen**2 * float(made.cov[0, 0]), made, len(y))


def _total(name: str, n: float, unseen: float, variance: float, made: _Numbers, cells: int) -> Total:
    if n + unseen > MOST_TIMES * n or not np.isfinite(variance):
        return refused(name, TOO_FAR)
    p = len(made.coef)
    low, high = lognormal(n, unseen, variance)
    return Total(
        name,
        n + unseen,
        sqrt(variance),
        low,
        high,
        aic=-2 * made.loglik + 2 * p,
        bic=-2 * made.loglik + log(n) * p,
        loglik=made.loglik,
        deviance=made.deviance,
        df=cells - p,
    )


def _chao(name: str, n: float, y: Floats, base: Floats, j: Floats, offset: Floats | None = None) -> Total:
    """Chao's lower bound as a model: persons seen three times and more tell nothing, except that chances only bend up.

    A mixture makes the second differences of the logarithm positive; those that come out negative are set to zero, and
    so is one that nobody bears, since it would come out as minus infinity.
    """
    tops = [top for top in range(3, int(j.max()) + 1) if y[j >= top].any()]
    while True:
        x = _with_one(np.column_stack([base, *(np.maximum(j - top + 1, 0) for top in tops)]))
        made = _fitted(y, x, offset)
        gaps = [top for top in tops if not y[j == top].any()]
        if made is None and not gaps:
            return refused(name, NO_MAXIMUM)
        if made is None:
            tops.remove(gaps[0])  # nobody seen so many times, though some were seen more: the bend is minus infinity
            continue
        bends = made.coef[1 + base.shape[1] :]
        if not len(bends) or bends.min() >= 0:
            unseen = exp(min(float(made.coef[0]), 300.0))
            return _total(name, n, unseen, unseen + unseen**2 * float(made.cov[0, 0]), made, len(y))
        del tops[int(bends.argmin())]


def _behaviour(table: CaptureTable, y: Floats, j: Floats, *, apart: bool) -> Total:
    """Mb: another chance once captured; Mbh: the first occasion's chance apart from the others'.

    With p the chance before and c after the first capture on occasion i, a history of j captures has the expectation
    N p (1-p)^(i-1) c^(j-1) (1-c)^(t-i-j+1): log-linear in i - 1 and j.
    """
    name, t = ("Mbh" if apart else "Mb"), table.k
    cells = np.arange(1, 1 << t)
    first = np.array([(int(c) & -int(c)).bit_length() - 1 for c in cells], dtype=np.float64)
    columns = [(first == 0).astype(np.float64)] * apart + [first, j - 1]
    x = _with_one(np.column_stack(columns))
    made = _fitted(y, x, None)
    if made is None:
        return refused(name, NO_MAXIMUM)
    return _removed(name, table, made, len(y), apart=apart)


def _removed(name: str, table: CaptureTable, made: _Numbers, cells: int, *, apart: bool) -> Total:
    """Those left after the last occasion: the tail of a geometric series of first captures."""
    t, step = table.k, float(made.coef[2] if apart else made.coef[1])
    recapture = 1 / (1 + exp(-float(made.coef[-1])))
    ratio = exp(step) * (1 - recapture)  # first captures on one occasion, of those on the one before
    if ratio >= 1:
        return refused(name, NEGATIVE)

    def unseen_at(coef: Floats) -> float:
        c = 1 / (1 + exp(-float(coef[-1])))
        q = exp(float(coef[2] if apart else coef[1])) * (1 - c)
        at_last = exp(float(coef[0])) * (exp(float(coef[2] if apart else coef[1]))) ** (t - 1)
        return at_last * q / (1 - q)

    slope = np.array([_slope(unseen_at, made.coef, i) for i in range(len(made.coef))])
    unseen = unseen_at(made.coef)
    return _total(name, table.n, unseen, unseen + float(slope @ made.cov @ slope), made, cells)


def _slope(of: Callable[[Floats], float], at: Floats, i: int) -> float:
    step = np.zeros(len(at))
    step[i] = 1e-5
    return (of(at + step) - of(at - step)) / 2e-5
