"""Hierarchical log-linear models of a capture table, one or all of them, and their average by BIC."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, inf, isfinite, log, nan, sqrt

import numpy as np
from scipy.special import ndtr, ndtri  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.existence import Standing, independent_columns, standing
from recount.estimate.hidden.models import Model, closed, design, hierarchical, name_of
from recount.estimate.hidden.poisson import fit
from recount.estimate.hidden.table import Bools, CaptureTable, Floats
from recount.estimate.hidden.total import MOST_TIMES, Z95, Total, refused

BATCH = 4_000_000  # numbers in the designs of models side by side, some 32 MB
TINY = 1e-7  # expected in an empty cell: below, the programme is asked whether the estimate exists
ALL_ORDERS = 4  # lists with which all hierarchical models are fitted, 113 of them
NEAR = 6.0  # of BIC: a model further from the best has less than a twentieth of its weight
MOST_VISITED = 3_000  # models of the window
MOST_WINDOW = 8  # lists up to which the window takes seconds; each list more doubles the cells, and the work with them
NO_MAXIMUM = (
    "the likelihood has no maximum: too many combinations of lists share nobody; a further list, or lists that overlap "
    "more, would help"
)
TOO_FAR = f"the model puts the total above {MOST_TIMES:g} times those seen, which the data cannot tell from infinity"


@dataclass(frozen=True, slots=True)
class ModelFit:
    """One model fitted to a table."""

    model: Model
    intercept: float  # log of those expected on no list
    intercept_variance: float
    total: float
    se: float  # of the total, Poisson variation of the unseen included
    deviance: float
    df: int
    loglik: float
    aic: float
    bic: float
    standing: Standing  # "boundary": some terms are minus infinity, the total is finite; "none": it is not estimable

    @property
    def name(self) -> str:
        """The generators, as `[12,3]`."""
        return name_of(self.model)


def fits(table: CaptureTable, models: Sequence[Model] | None = None) -> list[ModelFit]:
    """Every model (all hierarchical ones when none are given) fitted to the table, in their order.

    N is those seen and exp(intercept); its standard error is sqrt(exp(g) + exp(2 g) var(g)).

    Source: Cormack 1989; Baillargeon and Rivest 2007, "Rcapture: loglinear models for capture-recapture in R".
    """
    asked = hierarchical(table.k) if models is None else models
    by_size: dict[int, list[tuple[int, _Asked]]] = defaultdict(list)
    for place, model in enumerate(asked):
        one = _asked(table, model)
        by_size[len(one.terms)].append((place, one))
    found: dict[int, ModelFit] = {}
    for terms, held in by_size.items():
        step = max(1, BATCH // ((1 + terms) << table.k))
        for at in range(0, len(held), step):
            part = held[at : at + step]
            made = _fits(table, [one for _, one in part])
            found |= {place: fitted for (place, _), fitted in zip(part, made, strict=True)}
    return [found[i] for i in range(len(asked))]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A model as it is fitted: without terms that nobody bears, and without the cells that bear them."""

    model: Model
    terms: Model  # those somebody bears
    use: Bools  # cells that remain [2**k - 1]

    @property
    def whole(self) -> bool:
        return len(self.terms) == len(self.model)


def _asked(table: CaptureTable, model: Model) -> _Asked:
    cells = np.arange(1, 1 << table.k)
    use = np.ones(len(cells), dtype=bool)
    y = table.counts[1:]
    kept = []
    for term in model:
        bearing = cells & term == term
        if y[bearing].any():
            kept.append(term)
        else:
            use &= ~bearing
    return _Asked(model, tuple(kept), use)


def _fits(table: CaptureTable, asked: Sequence[_Asked]) -> list[ModelFit]:
    """Models with equally many terms that somebody bears."""
    y = table.counts[1:].astype(np.float64)
    x = np.stack([design(table.k, one.terms) for one in asked])
    use = np.stack([one.use for one in asked])
    made = fit(np.broadcast_to(y, use.shape), x, use)
    out = []
    for i, one in enumerate(asked):
        zero = use[i] & (y == 0)
        sound = bool(made.settled[i] and isfinite(made.cov[i, 0, 0])) and (
            not zero.any() or made.mu[i][zero].min() > TINY
        )
        if sound:
            numbers = (made.coef[i, 0], made.cov[i, 0, 0], made.deviance[i], made.loglik[i])
            how: Standing = "exists" if one.whole else "boundary"
        else:
            how, numbers = _doubtful(y, x[i], one)
        out.append(_model_fit(table, one.model, how, numbers))
    return out


def _doubtful(y: Floats, x: Floats, one: _Asked) -> tuple[Standing, tuple[float, float, float, float]]:
    """What the programme says of a fit that did not settle, fitted again without the cells that fade."""
    how, left = standing(y[one.use], x[one.use])
    use = one.use.copy()
    use[one.use] = left
    if how == "none":
        return how, (nan, nan, nan, nan)
    kept = independent_columns(x[use])
    made = fit(y[None], x[None][..., kept], use[None])
    whole = how == "exists" and one.whole
    return "exists" if whole else "boundary", (
        float(made.coef[0, 0]),
        float(made.cov[0, 0, 0]),
        float(made.deviance[0]),
        float(made.loglik[0]),
    )


def _model_fit(
    table: CaptureTable, model: Model, how: Standing, numbers: tuple[float, float, float, float]
) -> ModelFit:
    g, variance, deviance, loglik = (float(v) for v in numbers)
    p = 1 + len(model)  # terms at minus infinity are parameters too, as the originals count them
    unseen = exp(min(g, 300.0)) if isfinite(g) else inf
    se = sqrt(unseen + unseen**2 * variance) if variance >= 0 else inf
    return ModelFit(
        model,
        g,
        variance,
        table.n + unseen,
        se,
        deviance,
        (1 << table.k) - 1 - p,
        loglik,
        -2 * loglik + 2 * p,
        -2 * loglik + log(max(table.n, 1)) * p,
        how,
    )


def window(table: CaptureTable, *, most: int = MOST_VISITED) -> list[ModelFit]:
    """Models of pairs near the best one by BIC, for tables of more lists than all models can be fitted for.

    From independence, pairs are entered and taken out of every model within `NEAR` of the best, until none is new.

    Source: Madigan and Raftery 1994, "Model selection and accounting for model uncertainty using Occam's window".
    """
    k = table.k
    pairs = [1 << a | 1 << b for a, b in combinations(range(k), 2)]
    found: dict[Model, ModelFit] = {}
    front = [closed((), k)]
    while front and len(found) < most:
        found |= zip(front, fits(table, front[: most - len(found)]), strict=False)
        top = best(list(found.values()))
        if top is None:
            break  # no total even if lists are independent: pairs only take away from what the table tells
        near = [f.model for f in found.values() if f.bic < top.bic + NEAR]
        fresh = {_toggled(model, pair, k) for model in near for pair in pairs}
        front = sorted(fresh - found.keys())
    return list(found.values())


def _toggled(model: Model, pair: int, k: int) -> Model:
    return closed(tuple(t for t in model if t != pair) + (() if pair in model else (pair,)), k)


def best(found: Sequence[ModelFit], by: str = "bic") -> ModelFit | None:
    """The model with the least AIC or BIC among those whose total has an estimate."""
    sound = [f for f in found if f.standing != "none"]
    return min(sound, key=lambda f: (getattr(f, by), len(f.model)), default=None)


def independence(table: CaptureTable) -> Total:
    """The total if lists are independent of each other: a model that dependence between lists breaks."""
    only = fits(table, [tuple(1 << j for j in range(table.k))])[0]
    return told(table, only, "lists independent")


def told(table: CaptureTable, one: ModelFit, method: str) -> Total:
    """A fitted model as a total with a log-normal interval, or as a refusal."""
    if one.standing == "none":
        return refused(method, NO_MAXIMUM)
    if one.total > MOST_TIMES * table.n:
        return refused(method, TOO_FAR)
    unseen, spread = one.total - table.n, exp(Z95 * sqrt(one.intercept_variance))
    return Total(
        method,
        one.total,
        one.se,
        table.n + unseen / spread,
        table.n + unseen * spread,
        aic=one.aic,
        bic=one.bic,
        loglik=one.loglik,
        deviance=one.deviance,
        df=one.df,
    )


def averaged(table: CaptureTable, found: Sequence[ModelFit], level: float = 0.95) -> Total:
    """The models whose total has an estimate, averaged with weights exp(-BIC / 2); the interval is that of the mixture.

    Each model says that the logarithm of those unseen is normal around its intercept. Models that carry next to no
    weight are left out, and so are estimates above `MOST_TIMES` those seen.

    Source: Buckland, Burnham and Augustin 1997; Hook and Regal 1997 on capture-recapture.
    """
    method = "log-linear models averaged by BIC"
    sound = [f for f in found if f.standing != "none" and f.total <= MOST_TIMES * table.n]
    if not sound:
        return refused(method, NO_MAXIMUM)
    bic = np.array([f.bic for f in sound])
    weight = np.exp(-(bic - bic.min()) / 2)
    weight /= weight.sum()
    middle = np.array([f.intercept for f in sound])
    spread = np.sqrt(np.maximum([f.intercept_variance for f in sound], 1e-12))
    tail = (1 - level) / 2
    low, half, high = (mixture_quantile(weight, middle, spread, q) for q in (tail, 0.5, 1 - tail))
    return Total(method, table.n + exp(half), None, table.n + exp(low), table.n + exp(high), level=level)


def considered(table: CaptureTable) -> list[ModelFit]:
    """All models of a table of up to 4 lists, and the models of pairs near the best with more."""
    return window(table) if table.k > ALL_ORDERS else fits(table)


def by_bic(table: CaptureTable) -> Total:
    """The average over the models that are considered."""
    return averaged(table, considered(table))


def mixture_quantile(weight: Floats, middle: Floats, spread: Floats, q: float) -> float:
    """Where a mixture of normals has the share `q` below it, by bisection."""
    z = float(ndtri(q))
    low, high = float((middle + z * spread).min()) - 1e-9, float((middle + z * spread).max()) + 1e-9
    for _ in range(80):
        half = (low + high) / 2
        if float((weight * ndtr((half - middle) / spread)).sum()) < q:
            low = half
        else:
            high = half
    return (low + high) / 2
