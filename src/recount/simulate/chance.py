"""Chance that falls the same way on every machine and in every version of Python.

Only `random.Random.random` is promised to give the same numbers for the same seed for ever; `choice`, `shuffle` and
`sample` have changed between versions. So everything is built on it, without logarithms, whose last digit differs
between machines.
"""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


class Chance:
    """A stream of chance; `apart` gives streams that do not disturb each other."""

    def __init__(self, *seed: object) -> None:
        # A digest of the words of the seed: seeds that resemble each other give streams that do not.
        self._seed = seed
        told = hashlib.sha256("\n".join(str(part) for part in seed).encode()).digest()
        self._random = random.Random(int.from_bytes(told[:8], "big"))  # noqa: S311  # planted data, no secret

    def apart(self, *name: object) -> Chance:
        """A stream of its own for one thing: what is drawn there changes nothing elsewhere."""
        return Chance(*self._seed, *name)

    def unit(self) -> float:
        """A number from 0 to below 1."""
        return self._random.random()

    def falls(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self._random.random() < share

    def below(self, n: int) -> int:
        """One of 0 .. n-1, all alike."""
        return int(self._random.random() * n)

    def between(self, low: int, high: int) -> int:
        """One of low .. high, both included."""
        return low + self.below(high - low + 1)

    def of(self, things: Sequence[T]) -> T:
        """One of these, all alike."""
        return things[self.below(len(things))]

    def weighed(self, things: Sequence[tuple[T, float]]) -> T:
        """One of these, as often as its weight says; weights need not add up to anything."""
        left = self.unit() * sum(weight for _, weight in things)
        for thing, weight in things:
            left -= weight
            if left < 0:
                return thing
        return things[-1][0]

    def some(self, things: Sequence[T], n: int) -> list[T]:
        """`n` different ones of these, or all, in an order that is chance as well."""
        return self.order(things)[:n]

    def order(self, things: Iterable[T]) -> list[T]:
        """These in another order (Fisher and Yates)."""
        held = list(things)
        for last in range(len(held) - 1, 0, -1):
            other = self.below(last + 1)
            held[last], held[other] = held[other], held[last]
        return held

    def wait(self, mean: int) -> int:
        """A number of days or months of about this mean, most of them shorter (a geometric distribution)."""
        waited, share = 0, 1 / (mean + 1)
        while not self.falls(share) and waited < 20 * (mean + 1):
            waited += 1
        return waited
