"""How much a question needs: persons, events, coded units, doubly coded units. Numbers in, numbers out; no store."""

from __future__ import annotations

from math import asin, ceil, sqrt

from recount.errors import InputError, NotEstimable
from recount.estimate.intervals import Z95, clopper_pearson, jeffreys

MOST = 20_000  # persons or units; a question that needs more is another study
Z80 = 0.8416212335729143  # the normal quantile at .8: four of five such studies will see what is there
POWER = 0.8


def persons_for_share(share: float, width: float) -> int:
    """The fewest persons for which the Jeffreys interval of such a share is expected to be at most so wide.

    Args:
        share: expected, 0 to 1.
        width: of the 95 % interval, end to end, 0 to 1.

    Raises:
        InputError: a share or width outside 0 to 1.
        NotEstimable: more than 20,000 persons.

    Source: expected width by summing over all outcomes; Brown, Cai and DasGupta 2001 for the interval.
    """
    _check(share=share, width=width)
    low, high = 1, MOST
    if _expected_width(MOST, share) > width:
        raise NotEstimable("a share so narrow", f"more than {MOST} persons are needed", "accept a wider interval")
    while low < high:  # the expected width falls with n
        middle = (low + high) // 2
        low, high = (low, middle) if _expected_width(middle, share) <= width else (middle + 1, high)
    return low


def _expected_width(n: int, share: float) -> float:
    """Mean width over the outcomes that are likely at all."""
    from scipy.stats import binom  # type: ignore[import-untyped]  # ships no types; imported on use: it is slow

    outcomes = range(int(binom.ppf(1e-6, n, share)), int(binom.ppf(1 - 1e-6, n, share)) + 1)
    step = max(1, len(outcomes) // 40)
    chosen = outcomes[::step]
    weights = [float(binom.pmf(x, n, share)) for x in chosen]
    widths = [b - a for a, b in (jeffreys(x, n) for x in chosen)]
    return sum(w * d for w, d in zip(weights, widths, strict=True)) / sum(weights)


def persons_for_difference(first: float, second: float) -> int:
    """Persons in each of two groups, so that a difference of shares is seen with power .8 at 5 %, two-sided.

    Raises:
        InputError: shares outside 0 to 1, or equal ones.

    Source: Cohen 1988, section 6.4 (arcsine transformation).
    """
    _check(first=first, second=second)
    effect = abs(2 * asin(sqrt(first)) - 2 * asin(sqrt(second)))
    if effect == 0:
        raise InputError(f"two equal shares ({first}) never differ; give the difference that would matter")
    return ceil(2 * ((Z95 + Z80) / effect) ** 2)


def events_for_rate(ratio: float, share_of_time: float) -> int:
    """Events in all, so that a stretch of time that is so many times as fast is seen with power .8.

    Args:
        ratio: of the rates, above 0 and not 1.
        share_of_time: the faster stretch by both together, 0 to 1: 3 of 20 months are .15.

    Raises:
        InputError: values outside their range.
        NotEstimable: more than 20,000 events.

    Source: exact, by the conditional test (Przyborowski and Wilenski 1940).
    """
    from scipy.stats import binom

    _check(share_of_time=share_of_time)
    if ratio <= 0 or ratio == 1:
        raise InputError(f"a ratio of rates to be seen is above 0 and not 1, got {ratio}")
    true = ratio * share_of_time / (ratio * share_of_time + 1 - share_of_time)
    n = 4
    while n <= MOST:
        # Outcomes whose exact interval leaves out the share of time: there the test says that the rates differ.
        ends = [clopper_pearson(x, n) for x in range(n + 1)]
        seen = sum(
            float(binom.pmf(x, n, true)) for x, (a, b) in enumerate(ends) if share_of_time < a or share_of_time > b
        )
        if seen >= POWER:
            return n
        n = max(n + 1, round(n * 1.03))
    raise NotEstimable("so small a change of pace", f"more than {MOST} events are needed", "watch a longer time")


def coded_for_correction(
    share: float, width: float, *, units: int, sensitivity: float = 0.8, specificity: float = 0.95
) -> int:
    """Units that people have to code at random, so that a corrected share of a corpus is at most so wide.

    Args:
        share: expected, 0 to 1.
        width: of the 95 % interval, end to end.
        units: in the corpus.
        sensitivity: of the machine: share of true units that it finds.
        specificity: of the machine: share of other units that it leaves alone.

    Raises:
        InputError: values outside their range.

    Returns:
        At most `units`: then everything has to be coded.

    Source: Cochran 1977, section 5A.9 (post-stratification), with the finite corpus correction.
    """
    _check(share=share, width=width, sensitivity=sensitivity, specificity=specificity)
    flagged = share * sensitivity + (1 - share) * (1 - specificity)
    within = 0.0
    for weight, true in ((flagged, share * sensitivity), (1 - flagged, share * (1 - sensitivity))):
        p = true / weight if weight > 0 else 0.0
        within += weight * p * (1 - p)
    needed = within / ((width / 2 / Z95) ** 2)
    return min(units, ceil(needed / (1 + needed / units)))


def double_coded_for_agreement(agreement: float, prevalence: float, width: float) -> int:
    """Units that two coders both have to code, so that kappa is at most so wide.

    Args:
        agreement: expected kappa, below 1.
        prevalence: of the code, above 0 and below 1.
        width: of the 95 % interval, end to end.

    Raises:
        InputError: values outside their range.

    Source: Donner and Eliasziw 1992, equation 5 (two coders with one prevalence).
    """
    _check(agreement=agreement, prevalence=prevalence)
    if width <= 0:
        raise InputError(f"an interval has a width above 0, got {width}")
    k, spread = agreement, 2 * prevalence * (1 - prevalence)
    variance = (1 - k) * ((1 - k) * (1 - 2 * k) + k * (2 - k) / spread)
    return ceil(variance / ((width / 2 / Z95) ** 2))


def _check(**values: float) -> None:
    wrong = {name: value for name, value in values.items() if not 0 < value < 1}
    if wrong:
        told = ", ".join(f"{name} {value}" for name, value in wrong.items())
        raise InputError(f"{told}: give a number between 0 and 1")
