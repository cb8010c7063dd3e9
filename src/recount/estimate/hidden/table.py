"""Who stands on which lists, as a table of counts, and what can be read from it without any model.

A cell is a set of lists, written as a bit mask: bit `j` is set when the persons of the cell stand on list `j`. Cell 0,
those on no list, is what all methods here are after; it is never in a table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MOST_LISTS = 12  # 4,095 cells; above, no method here says anything that fewer lists would not say better


@dataclass(frozen=True)
class CaptureTable:
    """Persons by the lists they stand on: `counts[cell]`, ints [2**lists], with `counts[0] == 0`."""

    lists: tuple[str, ...]
    counts: Ints

    def __post_init__(self) -> None:
        if len(self.lists) > MOST_LISTS or len(set(self.lists)) != len(self.lists):
            raise InputError(f"a capture table has up to {MOST_LISTS} lists of different names, got {self.lists!r}")
        if self.counts.shape != (1 << len(self.lists),) or (self.counts < 0).any() or self.counts[0]:
            raise InputError("a capture table needs a count for each set of lists, none negative and none on no list")

    @property
    def k(self) -> int:
        """How many lists."""
        return len(self.lists)

    @cached_property
    def n(self) -> int:
        """How many persons stand on some list: the observed least number."""
        return int(self.counts.sum())

    @cached_property
    def frequencies(self) -> Ints:
        """Persons on exactly 1, 2, ... k lists, ints [k]."""
        return np.bincount(sizes(self.k), weights=self.counts, minlength=self.k + 1).astype(np.int64)[1:]

    @cached_property
    def list_sizes(self) -> Ints:
        """Persons on each list, ints [k]."""
        return membership(self.k).T @ self.counts

    @cached_property
    def overlaps(self) -> Ints:
        """Persons on both lists of each pair, ints [k, k]; the sizes of the lists on the diagonal."""
        on = membership(self.k)
        return on.T @ (on * self.counts[:, None])

    def without(self, lists: Iterable[int]) -> CaptureTable:
        """The table of the other lists; persons only on lists left out are on none and go."""
        gone = set(lists)
        return self.ordered([j for j in range(self.k) if j not in gone])

    def ordered(self, keep: Sequence[int]) -> CaptureTable:
        """The table of these lists, in this order; persons on none of them go."""
        cells = np.arange(1 << self.k)
        place = np.zeros_like(cells)
        for new, old in enumerate(keep):
            place |= (cells >> old & 1) << new
        counts = np.bincount(place, weights=self.counts, minlength=1 << len(keep)).astype(np.int64)
        counts[0] = 0
        return CaptureTable(tuple(self.lists[j] for j in keep), counts)

    def within(self, j: int) -> CaptureTable:
        """Those on list `j`, by the other lists; persons on no other list go (they are what a check estimates)."""
        cells = np.arange(1 << self.k)
        inside = CaptureTable(self.lists, np.where(cells >> j & 1, self.counts, 0))
        return inside.without([j])

    def with_counts(self, counts: Ints) -> CaptureTable:
        """The same lists with other counts, as a bootstrap or another linkage draws them."""
        return CaptureTable(self.lists, counts)


def membership(k: int) -> Ints:
    """0 or 1 for each cell and list, ints [2**k, k]."""
    out: Ints = np.arange(1 << k)[:, None] >> np.arange(k) & 1
    return out


def sizes(k: int) -> Ints:
    """On how many lists the persons of each cell stand, ints [2**k]."""
    out: Ints = membership(k).sum(axis=1)
    return out


def tabulate(lists: Sequence[str], histories: npt.ArrayLike, counts: npt.ArrayLike | None = None) -> CaptureTable:
    """A table from capture histories.

    Args:
        lists: names, one a column of `histories`.
        histories: 0 or 1 [rows, lists]; rows may repeat.
        counts: persons with each history [rows]; one each when absent.

    Raises:
        InputError: something other than 0 and 1, or shapes that do not agree.
    """
    rows = np.asarray(histories, dtype=np.int64).reshape(-1, len(lists))
    weights = np.ones(len(rows)) if counts is None else np.asarray(counts, dtype=np.float64)
    if ((rows != 0) & (rows != 1)).any() or weights.shape != (len(rows),):
        raise InputError("capture histories are rows of 0 and 1, one column a list, one count a row")
    cells = rows @ (1 << np.arange(len(lists)))
    told = np.bincount(cells, weights=weights, minlength=1 << len(lists)).astype(np.int64)
    told[0] = 0
    return CaptureTable(tuple(lists), told)


def of_members(members: Iterable[Iterable[str]]) -> CaptureTable:
    """A table from the lists each person stands on; lists in the order of their names."""
    persons = [frozenset(m) for m in members]
    lists = sorted({name for person in persons for name in person})
    place = {name: 1 << j for j, name in enumerate(lists)}
    told = Counter(sum(place[name] for name in person) for person in persons)
    counts = np.zeros(1 << len(lists), dtype=np.int64)
    for cell, number in told.items():
        counts[cell] = number
    counts[0] = 0
    return CaptureTable(tuple(lists), counts)
