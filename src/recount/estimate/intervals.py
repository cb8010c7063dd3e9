"""Intervals of shares and rates, and the words that an interval allows. Numbers in, numbers out; no store."""

from __future__ import annotations

from math import sqrt

from recount.errors import InputError

Z95 = 1.959963984540054  # the normal quantile at .975
LEVEL = 0.95


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
    _check_share(hits, n)
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


def jeffreys(hits: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The equal-tailed interval of a share under Jeffreys' prior: for statements of one number.

    The lower end is 0 when nobody has it and the upper end 1 when all have it, so that coverage does not fall to 0
    at the ends.

    Raises:
        InputError: there is nothing to take a share of, or more hits than there are.

    Source: Brown, Cai and DasGupta 2001, section 4.1.2.
    """
    from scipy.special import betaincinv  # type: ignore[import-untyped]  # ships no types; imported on use: it is slow

    _check_share(hits, n)
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits + 0.5, n - hits + 0.5, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 0.5, n - hits + 0.5, 1 - tail))
    return low, high


def clopper_pearson(hits: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a share: it never covers less than it says, so "at least" and "at most" rest on it.

    Raises:
        InputError: there is nothing to take a share of, or more hits than there are.

    Source: Clopper and Pearson 1934.
    """
    from scipy.special import betaincinv

    _check_share(hits, n)
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, n - hits + 1, tail))
    high = 1.0 if hits == n else float(betaincinv(hits + 1, n - hits, 1 - tail))
    return low, high


def poisson_rate(events: int, time: float, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a rate: events per unit of `time`.

    Raises:
        InputError: fewer than 0 events, or no time in which they could happen.

    Source: Garwood 1936.
    """
    from scipy.special import gammaincinv

    if events < 0 or time <= 0:
        raise InputError(f"a rate needs events >= 0 in a time > 0, got {events} in {time}")
    tail = (1 - level) / 2
    low = 0.0 if events == 0 else float(gammaincinv(events, tail)) / time
    return low, float(gammaincinv(events + 1, 1 - tail)) / time


# A phrase may be printed only when the whole interval lies where its readers would place the phrase. Looked up in
# order, so the narrower phrase comes first. "About a third" in .25-.42 is the house's own rule; the others keep its
# width around their number.
PHRASES: tuple[tuple[str, float, float], ...] = (
    ("nobody", 0.0, 0.0),
    ("everybody", 1.0, 1.0),
    ("hardly anybody", 0.0, 0.05),
    ("nearly everybody", 0.95, 1.0),
    ("about one in ten", 0.05, 0.15),
    ("about a quarter", 0.17, 0.33),
    ("about a third", 0.25, 0.42),
    ("about half", 0.42, 0.58),
    ("about two thirds", 0.58, 0.75),
    ("about three quarters", 0.67, 0.83),
    ("about nine in ten", 0.85, 0.95),
    ("fewer than half", 0.0, 0.5),
    ("more than half", 0.5, 1.0),
)


def share_words(low: float, high: float) -> str | None:
    """The words that an interval of a share allows, or None where it is too wide for any.

    Args:
        low: lower end, 0 to 1.
        high: upper end, 0 to 1.

    Raises:
        InputError: the ends are not in order within 0 to 1.
    """
    if not 0 <= low <= high <= 1:
        raise InputError(f"an interval of a share needs 0 <= low <= high <= 1, got {low} to {high}")
    # "More than half" is said of what lies above a half, not on it.
    strict = {"fewer than half": high < 0.5, "more than half": low > 0.5}  # noqa: PLR2004  # the half itself
    return next((p for p, a, b in PHRASES if a <= low and high <= b and strict.get(p, True)), None)


def _check_share(hits: int, n: int) -> None:
    if not 0 <= hits <= n or n == 0:
        raise InputError(f"a share needs 0 <= hits <= n and n > 0, got {hits} of {n}")
