"""Ratings: what several coders said of the same units, as one array of indices into a list of values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import ArrayLike, NDArray

SKIPPED = -1  # the coder did not rate the unit
PAIR = 2  # codings of one unit that can agree


@dataclass(frozen=True, eq=False)
class Ratings:
    """`codes[coder, unit]` is an index into `values`, or -1 where a coder skipped the unit."""

    codes: NDArray[np.int64]  # [coders, units]
    values: tuple[Hashable, ...]  # in their order, where they have one

    def __post_init__(self) -> None:
        codes = self.codes
        if codes.ndim != PAIR or (codes.size and not SKIPPED <= codes.min() <= codes.max() < len(self.values)):
            raise InputError(f"ratings need [coders, units] indices into {len(self.values)} values, or -1")

    @classmethod
    def of(cls, rows: Sequence[Sequence[Hashable | None]]) -> Ratings:
        """Ratings from one row a coder, None where a coder skipped; values are sorted where they can be."""
        values = sorted({value for row in rows for value in row if value is not None}, key=_order)
        place = {value: n for n, value in enumerate(values)}
        codes = [[SKIPPED if value is None else place[value] for value in row] for row in rows]
        return cls(np.array(codes, dtype=np.int64).reshape(len(rows), -1), tuple(values))

    @classmethod
    def of_counts(cls, counts: ArrayLike, values: Sequence[Hashable] | None = None) -> Ratings:
        """Ratings from how many coders gave each value, [units, values]; who they were is not known."""
        table = np.asarray(counts, dtype=np.int64)
        codes = np.full((int(table.sum(axis=1).max(initial=0)), len(table)), SKIPPED, dtype=np.int64)
        for unit, row in enumerate(table):
            given = np.repeat(np.arange(table.shape[1]), row)
            codes[: len(given), unit] = given
        return cls(codes, tuple(range(table.shape[1])) if values is None else tuple(values))

    @cached_property
    def counts(self) -> NDArray[np.float64]:
        """How many coders gave each unit each value, [units, values]."""
        units, size = self.codes.shape[1], len(self.values)
        flat = np.where(self.codes < 0, units * size, np.arange(units) * size + self.codes)
        found = np.bincount(flat.ravel(), minlength=units * size + 1)[: units * size]
        return found.reshape(units, size).astype(np.float64)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The values as numbers.

        Raises:
            InputError: they are none.
        """
        try:
            return np.array(self.values, dtype=np.float64)
        except (TypeError, ValueError):
            raise InputError("interval and ratio distances need values that are numbers") from None

    def only(self, units: NDArray[np.bool_]) -> Ratings:
        """The same coders on some of the units; values that no longer occur are kept."""
        return Ratings(self.codes[:, units], self.values)


def _order(value: Hashable) -> tuple[int, float, str]:
    """Numbers by size, then everything else by its words; sets have an order of inclusion only, which is none."""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, repr(sorted(value, key=repr) if isinstance(value, frozenset) else value)
