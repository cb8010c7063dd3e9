"""What is said of those never seen, as values: the whole of it, and one list against the others.

Apart from the methods, so that a study without lists is told so without loading them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from recount.estimate.hidden.total import Total


@dataclass(frozen=True, slots=True)
class HeldOut:
    """One list: how many are on it, and what the others say by each method."""

    name: str
    known: int
    told: Mapping[str, Total]


def summary(checks: tuple[HeldOut, ...], method: str) -> tuple[int, int, float | None]:
    """How many lists' sizes lay in the interval, of how many with an estimate, and the median of estimate over size."""
    told = [(c.known, c.told[method]) for c in checks if c.told[method].known]
    inside = sum((t.low or 0) <= known <= (t.high or 0) for known, t in told)
    ratios = [(t.value or 0) / known for known, t in told]
    return inside, len(told), float(np.median(ratios)) if ratios else None


@dataclass(frozen=True, slots=True)
class Hidden:
    """All that is said of a population from one table. Law: `against` is empty, or nothing else but `seen` is told."""

    seen: int  # the observed least number
    against: tuple[str, ...]  # why nothing is estimated
    bound: Total | None = None  # Chao's lower bound
    bound_without_ones: Total | None = None
    assumptions: tuple[Total, ...] = ()  # what each model has, refusals among them
    checks: tuple[HeldOut, ...] = ()
    undecided: tuple[Total, ...] = ()  # what the same models have where all those undecided stand on the lists too

    @property
    def range(self) -> tuple[float, float] | None:
        """From the lowest to the highest end of what the assumptions give; None where none gives anything."""
        return ends((*self.assumptions, *self.undecided))


def ends(totals: Iterable[Total]) -> tuple[float, float] | None:
    """From the lowest to the highest end of those that are known; None where none is."""
    told = [t for t in totals if t.known]
    return (min(t.low or 0.0 for t in told), max(t.high or 0.0 for t in told)) if told else None
