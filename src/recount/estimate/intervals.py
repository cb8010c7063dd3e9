"""Intervals of shares. Arrays or numbers in, numbers out; no store."""

from __future__ import annotations

from math import sqrt

from recount.errors import InputError

Z95 = 1.959963984540054  # the normal quantile at .975


def wilson(hits: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of a share, without continuity correction; both ends lie in 0 to 1.

    Args:
        hits: how many of `n` have it.
        n: denominator, at least 1.
        z: normal quantile; 1.96 for 95 %.

    Raises:
        InputError: there is nothing to take a share of, or more hits than there are.

    Source: Wilson 1927; Newcombe 1998, method 3.
    """
    if not 0 <= hits <= n or n == 0:
        raise InputError(f"a share needs 0 <= hits <= n and n > 0, got {hits} of {n}")
    middle = (hits + z * z / 2) / (n + z * z)
    half = z * sqrt(hits * (n - hits) / n + z * z / 4) / (n + z * z)
    # The formula gives exactly 0 and 1 at the ends; floating point gives nearly.
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == n else min(1.0, middle + half)
    return low, high


def manski(hits: int, silent: int, n: int) -> tuple[float, float]:
    """Where the share among all `n` lies, whatever is true of the `silent` ones: no assumption, no sampling error.

    Raises:
        InputError: hits and silent ones are more than `n`, or `n` is 0.

    Source: Manski 1989, worst-case bounds for missing outcomes.
    """
    if hits < 0 or silent < 0 or hits + silent > n or n == 0:
        raise InputError(f"bounds need hits + silent <= n and n > 0, got {hits} + {silent} of {n}")
    return hits / n, (hits + silent) / n
