"""What a total would be if the one thing that no data can show were otherwise.

All models of lists assume something of those on no list. For log-linear models it is that the odds ratio of highest
order, of all lists together, is 1. If it is something else, those unseen are that many times as many, and the lists
look the same.

Source: Gerritse, van der Heijden and Bakker 2015; Aleshin-Guendel, Sadinle and Wakefield 2024, "The central role of the
identifying assumption in population size estimation", Biometrics 80.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import numpy as np

from recount.errors import InputError
from recount.estimate.hidden.table import CaptureTable, sizes
from recount.estimate.hidden.total import Z95, Total, refused

RATIOS = (0.5, 2.0)  # half and twice those unseen: mild against what dependent lists do, and stated with the range


def at_ratio(n: int, told: Total, ratio: float) -> Total:
    """A total, with its interval, when those unseen are `ratio` times what its model has of them.

    Raises:
        InputError: a ratio that is not above 0.
    """
    if ratio <= 0:
        raise InputError(f"an odds ratio is above 0, got {ratio}")
    method = f"{told.method}, odds ratio of highest order {ratio:g}"
    if told.value is None or told.low is None or told.high is None:
        return refused(method, told.reason or "it has no interval")
    low, value, high = (n + ratio * (v - n) for v in (told.low, told.value, told.high))
    return replace(told, method=method, value=value, low=low, high=high, se=None)


def saturated(table: CaptureTable, ratio: float = 1.0) -> Total:
    """The total from all cells, with nothing assumed but the odds ratio of highest order.

    Those unseen are the product of the cells of an odd number of lists over that of the even ones, times the ratio;
    the variance of its logarithm is the sum of 1 / count.
    """
    method = f"all cells, odds ratio of highest order {ratio:g}"
    counts = table.counts[1:].astype(np.float64)
    if ratio <= 0:
        raise InputError(f"an odds ratio is above 0, got {ratio}")
    if (counts == 0).any():
        empty = int((counts == 0).sum())
        return refused(method, f"{empty} combinations of lists share nobody; more persons on several lists would help")
    sign = np.where(sizes(table.k)[1:] % 2, 1.0, -1.0)
    unseen = float((sign * np.log(counts)).sum()) + log(ratio)
    spread = sqrt(float((1 / counts).sum()))
    value = exp(unseen)
    se = sqrt(value + (value * spread) ** 2)
    ends = (exp(unseen - Z95 * spread), exp(unseen + Z95 * spread))
    return Total(method, table.n + value, se, table.n + ends[0], table.n + ends[1])
