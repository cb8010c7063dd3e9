"""How far apart two values are, for alpha, and how much two values agree, for weighted coefficients."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

Metric = Literal["nominal", "ordinal", "interval", "ratio", "jaccard", "masi", "masi_product"]
Weighting = Literal["identity", "linear", "quadratic", "ordinal"]
SETS = ("jaccard", "masi", "masi_product")
# Two different statistics go by the name of MASI, so a report prints the formula beside the name.
FORMULAS: dict[str, str] = {
    "nominal": "0 if equal, else 1",
    "ordinal": "(sum of codings ranked between the two, half of their own at both ends) squared",
    "interval": "(a - b) squared",
    "ratio": "((a - b) / (a + b)) squared",
    "jaccard": "1 - |A and B| / |A or B|",
    "masi": "1 - J x M (Passonneau 2006)",
    "masi_product": "(1 - J) x (1 - M) (as DKPro Agreement computes MASI)",
}
SUBSET, OVERLAP = 2 / 3, 1 / 3  # Passonneau's monotonicity: one set in the other; some shared, neither in the other


def squared(metric: Metric, values: Sequence[Hashable], numbers: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Distances delta squared between all values, [values, values]; ordinal ones depend on how often each is used.

    Raises:
        InputError: the metric does not fit the values.
    """
    if metric == "nominal":
        return 1.0 - np.eye(len(values))
    if metric in SETS:
        sets = [_set(v) for v in values]
        far: dict[str, Callable[[frozenset[Hashable], frozenset[Hashable]], float]]
        far = {"jaccard": jaccard, "masi": masi, "masi_product": masi_product}
        return np.array([far[metric](a, b) for a, b in product(sets, sets)]).reshape(len(sets), len(sets))
    if numbers is None or metric not in {"interval", "ratio"}:
        raise InputError(f"no fixed distances for the metric {metric!r}")
    apart = numbers[:, None] - numbers[None, :]
    if metric == "interval":
        return np.asarray(apart**2)
    both = numbers[:, None] + numbers[None, :]
    return np.asarray(np.divide(apart, both, out=np.zeros_like(apart), where=both != 0) ** 2)


def ordinal(used: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ordinal distances delta squared from how often each value is used, [draws, values] to [draws, values, values]."""
    middle = np.cumsum(used, axis=-1) - used / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def weights(how: Weighting, values: Sequence[Hashable], numbers: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Agreement between all values, 1 for the same and 0 for the farthest, [values, values].

    Source: Gwet 2014, Handbook of Inter-Rater Reliability, section 3.5; ordinal weights count the pairs of values
    between two values, and so need an order but no numbers.
    """
    size = len(values)
    if how == "identity" or size == 1:
        return np.eye(size)
    if how == "ordinal":
        apart = np.abs(np.arange(size)[:, None] - np.arange(size)[None, :])
        pairs = (apart + 1) * apart / 2
        return np.asarray(1.0 - pairs / pairs.max())
    if numbers is None:
        raise InputError(f"{how} weights need values that are numbers")
    far = np.abs(numbers[:, None] - numbers[None, :]) / (numbers.max() - numbers.min())
    return np.asarray(1.0 - (far if how == "linear" else far**2))


def jaccard(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """1 - |A and B| / |A or B|; two empty sets are the same set."""
    return 1.0 - _shared(one, other)


def masi(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """1 - J x M. Source: Passonneau 2006, "Measuring Agreement on Set-Valued Items (MASI)"."""
    return 1.0 - _shared(one, other) * _monotone(one, other)


def masi_product(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    """(1 - J) x (1 - M), which DKPro Agreement calls MASI: one set in another is nearer than under `masi`."""
    return (1.0 - _shared(one, other)) * (1.0 - _monotone(one, other))


def _shared(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _monotone(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    if one == other:
        return 1.0
    if one < other or other < one:
        return SUBSET  # the empty set lies in every other; only (1 - J) x (1 - M) feels it, since J is 0 there
    return OVERLAP if one & other else 0.0


def _set(value: Hashable) -> frozenset[Hashable]:
    if not isinstance(value, frozenset):
        raise InputError(f"Jaccard and MASI need sets of codes, not {value!r}")
    return value
