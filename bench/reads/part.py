"""What one part of the reading bench reports."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

_HOLDS: dict[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and the bound it is held to: a number, or the name of a peer's figure of the same run."""

    figure: str
    holds: str  # ">=" or "<="
    bound: float | str
    times: float = 1.0  # of the bound: "at least 3 times the peer's"
    plus: float = 0.0  # on top of it: "the peer's and two points"

    def reached(self, figures: dict[str, float]) -> bool:
        """Whether the figures of a run keep to it."""
        bound = figures[self.bound] if isinstance(self.bound, str) else self.bound
        return _HOLDS[self.holds](figures[self.figure], bound * self.times + self.plus)

    def __str__(self) -> str:
        factor = f"{self.times:g} x " if self.times != 1 else ""
        more = f" + {self.plus:g}" if self.plus else ""
        return f"{self.holds} {factor}{self.bound}{more}"


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures by name, ours and the peers' ("trafilatura.f1"), goals on them, and remarks for a reader."""

    figures: dict[str, float]
    goals: tuple[Goal, ...] = ()
    remarks: tuple[str, ...] = field(default=())


class Part(Protocol):
    """A module of `reads`."""

    def measure(self, data: Path, *, quick: bool) -> Measured:
        """Run it on the public data; with `quick` on a part of it, in seconds."""
        ...
