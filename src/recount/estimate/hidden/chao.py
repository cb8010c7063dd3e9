"""Chao's lower bound, from how many persons stand on one list and how many on two: the least that can be hidden.

It holds whatever differs between persons and needs no model of it; lists that attract each other's persons push it
down, so it stays a lower bound, and lists that avoid each other push it up. Persons seen once only because they could
not be seen twice (one-inflation) push it up without limit; the variant at the end leaves those seen once out.
"""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
from scipy.special import ndtri  # type: ignore[import-untyped]  # ships no types

from recount.estimate.hidden.table import CaptureTable
from recount.estimate.hidden.total import Total, lognormal, refused

LEAST_LISTS = 3  # for somebody to be on three
NOBODY_TWICE = "nobody is on two lists, so nothing can be said of those on none; find accounts that tell of one person"
NOBODY_THRICE = "nobody is on three lists, so persons who could be seen only once cannot be told from the others"


def chao(table: CaptureTable, level: float = 0.95) -> Total:
    """Lower bound with the bias correction and the factor (k - 1) / k of k lists.

    n + (k - 1)/k * f1 (f1 - 1) / (2 (f2 + 1)); log-normal interval.

    Source: Chao 1987; Chao and Chiu 2016, "Species richness: estimation and comparison", equations 5 and 6.
    """
    f1, f2 = _first_two(table.frequencies)
    return bound(table.n, f1, f2, (table.k - 1) / table.k if table.k > 1 else 1.0, level=level)


def bound(n: float, f1: float, f2: float, factor: float = 1.0, *, level: float = 0.95) -> Total:
    """The bias-corrected bound from the persons seen, seen once and seen twice; without lists the factor is 1.

    Raises nothing: where nobody was seen twice the bound is refused.
    """
    method = "Chao's lower bound, bias-corrected"
    if f2 == 0:
        return refused(method, NOBODY_TWICE)
    unseen = factor * f1 * (f1 - 1) / (2 * (f2 + 1))
    variance = (
        factor * f1 * (f1 - 1) / (2 * (f2 + 1))
        + factor**2 * f1 * (2 * f1 - 1) ** 2 / (4 * (f2 + 1) ** 2)
        + factor**2 * f1**2 * f2 * (f1 - 1) ** 2 / (4 * (f2 + 1) ** 4)
    )
    low, high = lognormal(n, unseen, variance, float(ndtri((1 + level) / 2)))
    return Total(method, n + unseen, sqrt(variance), low, high, level=level)


def plain(n: float, f1: float, f2: float) -> float:
    """N + f1^2 / (2 f2), the bound without correction (Chao 1984); infinite where nobody was seen twice."""
    return n + f1 * f1 / (2 * f2) if f2 else np.inf


def without_ones(table: CaptureTable, level: float = 0.95) -> Total:
    """The bound when persons on one list only may be there because they could be on no other.

    Those seen once count as seen, but what they say of the unseen is taken from those seen twice and three times: with
    chances that differ between persons f1 is at least 2/3 (k - 2)/(k - 1) f2^2 / f3, here bias-corrected as f2 (f2 -
    1) / (f3 + 1), and never more than was counted. Without bounds on k and without correction this is n + 2 f2^3 / (9
    f3^2). The interval is by the delta method with f2 and f3 as Poisson counts.

    Source: Böhning, Kaskasamkul and van der Heijden 2019, "A modification of Chao's lower bound estimator in the case
    of one-inflation"; Godwin and Böhning 2017.
    """
    method = "Chao's lower bound without the excess of persons seen once"
    k = table.k
    f1, f2, f3 = (float(f) for f in np.concatenate([table.frequencies, [0, 0]])[:3])
    if f2 == 0:
        return refused(method, NOBODY_TWICE)
    if f3 == 0 or k < LEAST_LISTS:
        return refused(method, NOBODY_THRICE)

    def ones(f2: float, f3: float) -> float:
        return 2 / 3 * (k - 2) / (k - 1) * f2 * max(f2 - 1, 0) / (f3 + 1)

    if ones(f2, f3) >= f1:
        return replace(chao(table, level), method=method)

    def unseen(f2: float, f3: float) -> float:
        return (k - 1) / k * ones(f2, f3) * max(ones(f2, f3) - 1, 0) / (2 * (f2 + 1))

    hidden = unseen(f2, f3)
    slope2 = unseen(f2 + 0.5, f3) - unseen(f2 - 0.5, f3)
    slope3 = unseen(f2, f3 + 0.5) - unseen(f2, f3 - 0.5)
    variance = hidden + slope2**2 * f2 + slope3**2 * f3
    low, high = lognormal(table.n, hidden, variance, float(ndtri((1 + level) / 2)))
    return Total(method, table.n + hidden, sqrt(variance), low, high, level=level)


def _first_two(frequencies: np.ndarray) -> tuple[float, float]:
    both = np.concatenate([frequencies, [0, 0]])
    return float(both[0]), float(both[1])
