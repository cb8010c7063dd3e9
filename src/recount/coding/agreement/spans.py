"""Krippendorff's alpha for stretches of text that coders cut themselves (unitizing), for one code.

Source: Krippendorff 1995, "On the Reliability of Unitizing Continuous Data"; the form here is that of Krippendorff
2004, Content Analysis, 2nd edition, pages 251 to 256. Costs n log n in the number of stretches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.agreement.bootstrap import LEVEL, MOST_UNDEFINED
from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from recount.model import Span

TWO = 2  # coders that can agree


@dataclass(frozen=True, slots=True)
class Unitized:
    """Observed and expected disagreement on where a code stands; `alpha` is None, with a reason, where undefined."""

    observed: float
    expected: float
    alpha: float | None
    reason: str | None = None


def unitized_alpha(coders: Sequence[Iterable[Span]], length: int) -> Unitized:
    """Agreement on the stretches that each coder gave one code.

    Args:
        coders: for each coder, the stretches; those of one coder that touch or overlap are taken as one.
        length: of the whole text, in the same units as the stretches.

    Returns:
        alpha: 1 the same stretches, 0 as by chance, below 0 worse.

    Raises:
        InputError: a stretch reaches beyond the text.
    """
    cut = [_merged(spans) for spans in coders]
    if any(len(own) and own[-1, 1] > length for own in cut):
        raise InputError(f"a stretch ends after the text, which has {length} characters")
    if len(cut) < TWO or not length:
        return Unitized(0.0, 0.0, None, "undefined: no text was read by two coders")
    observed = _observed(cut, length)
    expected = _expected(cut, length)
    if expected <= 0:
        return Unitized(observed, expected, None, "undefined: nobody used the code")
    return Unitized(observed, expected, 1 - observed / expected)


def laid_out(cut: Sequence[Sequence[Sequence[Span]]], lengths: Sequence[int], order: Sequence[int]) -> Unitized:
    """Agreement on one code over stories laid one after the other.

    Args:
        cut: stretches, [coders][stories], each from the beginning of its story.
        lengths: of the stories.
        order: which stories are laid, in this order; a story may come several times.
    """
    starts = np.concatenate([[0], np.cumsum([lengths[k] for k in order])]).tolist()
    coders = [
        [one.shifted(start) for k, start in zip(order, starts, strict=False) for one in stories[k]] for stories in cut
    ]
    return unitized_alpha(coders, starts[-1])


def interval(drawn: Sequence[float | None]) -> tuple[float, float] | None:
    """The 95 % percentile interval of drawn alphas; None where more than a tenth of them have none."""
    held = [value for value in drawn if value is not None]
    if len(held) < (1 - MOST_UNDEFINED) * len(drawn):
        return None
    low, high = np.quantile(held, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def pooled(codes: Iterable[Unitized]) -> Unitized:
    """One alpha over all codes: their disagreements are added, as Krippendorff does."""
    held = list(codes)
    observed, expected = sum(u.observed for u in held), sum(u.expected for u in held)
    if expected <= 0:
        return Unitized(observed, expected, None, "undefined: no code was used")
    return Unitized(observed, expected, 1 - observed / expected)


def _merged(spans: Iterable[Span]) -> NDArray[np.float64]:
    """[stretches, 2]: start and end, in order and apart."""
    made: list[list[float]] = []
    for span in sorted(spans):
        if made and span.start <= made[-1][1]:
            made[-1][1] = max(made[-1][1], span.end)
        else:
            made.append([span.start, span.end])
    return np.array(made, dtype=np.float64).reshape(-1, 2)


def _observed(cut: list[NDArray[np.float64]], length: int) -> float:
    total = sum(_between(one, other) for n, one in enumerate(cut) for k, other in enumerate(cut) if n != k)
    return total / (len(cut) * (len(cut) - 1) * length**2)


def _between(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Half of the squared distances between two coders: all overlaps, and what of `one` lies in gaps of `other`."""
    if not len(one):
        return 0.0
    first = np.searchsorted(other[:, 1], one[:, 0], side="right")
    after = np.searchsorted(other[:, 0], one[:, 1], side="left")
    shared = np.maximum(after - first, 0)
    mine = np.repeat(one, shared, axis=0)
    starts = np.repeat(first - np.concatenate([[0], np.cumsum(shared)[:-1]]), shared)
    theirs = other[starts + np.arange(shared.sum())]
    lone = one[shared == 0]
    # An overlap is met from both sides and a stretch in a gap from one, but stands in the sum over both orders twice.
    return float(((mine - theirs) ** 2).sum() + 2 * ((lone[:, 1] - lone[:, 0]) ** 2).sum())


def _expected(cut: list[NDArray[np.float64]], length: int) -> float:
    sizes = np.concatenate([own[:, 1] - own[:, 0] for own in cut])
    gaps = np.sort(np.concatenate([_gaps(own, length) for own in cut]))
    count = len(sizes)
    tail = np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])
    at = np.searchsorted(gaps, sizes, side="left")
    # Sum over gaps at least as long as the stretch of (gap - stretch + 1): the places at which it could lie in them.
    room = tail[at] - (len(gaps) - at) * (sizes - 1)
    terms = (count - 1) / 3 * (2 * sizes**3 - 3 * sizes**2 + sizes) + sizes**2 * room
    whole = len(cut) * length
    bottom = whole * (whole - 1) - (sizes * (sizes - 1)).sum()
    return float(2 / length * terms.sum() / bottom) if bottom > 0 else 0.0


def _gaps(own: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    edges = np.concatenate([[0.0], own.ravel(), [float(length)]]).reshape(-1, 2)
    found = edges[:, 1] - edges[:, 0]
    return np.asarray(found[found > 0])
