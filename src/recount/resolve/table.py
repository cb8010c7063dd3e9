"""Which rows of a table are one person: for lists of persons that somebody else made.

The way is the same as for mentions: comparisons that each tell so many bits, rare values more than common ones, what is
missing nothing, and clusters that no two rows kept apart ever share. What a level tells is learnt from the table itself
(`together`), since nobody has judged it. It decides nothing: a person looks at what comes out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.errors import InputError
from recount.resolve.columns import Column
from recount.resolve.groups import LIKELY, groups
from recount.resolve.keyed import blocks
from recount.resolve.together import Together, learn_together
from recount.resolve.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ALL_PAIRS = 1_200  # rows up to which every pair is compared
SAMPLE = 200_000  # pairs drawn at random, to learn how often two persons agree
SUPPOSED_M = 0.85  # share of equal values among pairs of one person that learning begins at; it ends where pairs say
STRENGTH = 5.0  # pairs that what is supposed counts for


@dataclass(frozen=True, slots=True)
class Linked:
    """Which rows are one person, and what it rests on."""

    person: tuple[int, ...]  # per row, the first row of its person
    pairs: np.ndarray  # ints [pairs, 2]: the rows that were compared, left < right
    score: np.ndarray  # floats [pairs], 0 to 1: how probable it is that the two are one
    bits: np.ndarray  # floats [pairs, columns]: what each comparison tells
    columns: tuple[str, ...]
    before: float  # bits before any evidence


def link(
    rows: Sequence[Mapping[str, Any]],
    kinds: Mapping[str, str],
    *,
    side: Sequence[object] | None = None,
    apart: Iterable[tuple[int, int]] = (),
    seed: int = 1,
) -> Linked:
    """Group the rows of a table by person.

    Args:
        rows: one mapping of column to value each; None, empty or absent is not told.
        kinds: the columns to compare, and what each holds (see `columns.KINDS`).
        side: where the table is two lists without doubles put together: the list of each row; no person then has two
            rows of one list.
        apart: pairs of rows that are known to be two persons.
        seed: of the pairs drawn at random; the same seed gives the same persons.

    Raises:
        InputError: no column is to be compared, a kind is unknown, `side` does not fit.
    """
    if not kinds or (side is not None and len(side) != len(rows)):
        raise InputError("to link a table name its columns and their kinds; a side, if given, is one for each row")
    columns = [Column.of(name, kind, [row.get(name) for row in rows]) for name, kind in kinds.items()]
    sides = None if side is None else np.unique([str(one) for one in side], return_inverse=True)[1]
    pairs = _apart(candidates(columns), sides)
    if not len(pairs):
        return Linked(tuple(range(len(rows))), pairs, np.zeros(0), np.zeros((0, len(columns))), tuple(kinds), 0.0)
    levels = _levels(columns, pairs)
    weights = _learnt(columns, pairs, levels, sides, rows=len(rows), seed=seed)
    bits = _bits(columns, pairs, levels, weights)
    score = 1 / (1 + np.exp2(-np.clip(weights.before + bits.sum(axis=1), -500, 500)))
    home = groups(pairs, score, many=len(rows), apart=_barred(pairs, score, sides, apart))
    return Linked(tuple(home.tolist()), pairs, score, bits, tuple(kinds), weights.before)


def candidates(columns: Sequence[Column]) -> np.ndarray:
    """The pairs of rows worth comparing, ints [pairs, 2]: all of a small table, else those that share something."""
    many = len(columns[0].at)
    if many <= ALL_PAIRS:
        return np.column_stack(np.triu_indices(many, 1)).astype(np.int64)
    holder, key = [], []
    place: dict[str, int] = {}
    for column in columns:
        own = [[place.setdefault(k, len(place)) for k in sorted(keys)] for keys in column.found_by()]
        for row, value in enumerate(column.at.tolist()):
            if value >= 0:
                key += own[value]
                holder += [row] * len(own[value])
    return blocks(np.array(holder), np.array(key)).pairs()


def _apart(pairs: np.ndarray, sides: np.ndarray | None) -> np.ndarray:
    return pairs if sides is None else pairs[sides[pairs[:, 0]] != sides[pairs[:, 1]]]


def _levels(columns: Sequence[Column], pairs: np.ndarray) -> np.ndarray:
    """Ints [pairs, columns]. Two names told in turned order agree, one level below equality, and count once."""
    left, right = pairs[:, 0], pairs[:, 1]
    found = np.column_stack([column.compared(left, right) for column in columns])
    names = [n for n, column in enumerate(columns) if column.kind == "name"]
    for a, b in combinations(names, 2):
        one, other = columns[a], columns[b]
        told = (one.at[left] >= 0) & (other.at[left] >= 0) & (one.at[right] >= 0) & (other.at[right] >= 0)
        turned = told & (found[:, a] < one.levels - 2) & (found[:, b] < other.levels - 2)
        spot = np.flatnonzero(turned)
        crossed = one.near(other, left[spot], right[spot]) & other.near(one, left[spot], right[spot])
        found[spot[crossed], a] = one.levels - 2
        found[spot[crossed], b] = -1
    return found


def _learnt(
    columns: Sequence[Column],
    pairs: np.ndarray,
    levels: np.ndarray,
    sides: np.ndarray | None,
    *,
    rows: int,
    seed: int,
) -> Together:
    """The weights of the table. Pairs drawn at random stand for all those that were not worth comparing."""
    drawn = _apart(_drawn(rows, seed), sides)
    told = _levels(columns, drawn)
    u = tuple(_shares(told[:, n], column.levels) for n, column in enumerate(columns))
    m = tuple(
        np.append(np.full(column.levels - 1, (1 - SUPPOSED_M) / (column.levels - 1)), SUPPOSED_M) for column in columns
    )
    total = rows * (rows - 1) / 2 if sides is None else (rows**2 - (np.bincount(sides) ** 2).sum()) / 2
    rest = ~np.isin(drawn[:, 0] * rows + drawn[:, 1], pairs[:, 0] * rows + pairs[:, 1])
    weight = (total - len(pairs)) / rest.sum() if rest.any() else 0.0
    every = np.concatenate([levels, told[rest]])
    counts = np.concatenate([np.ones(len(levels)), np.full(int(rest.sum()), weight)])
    supposed = Weights(m, u, share=min(0.1, 1 / rows))
    return learn_together(every, supposed, counts=counts, strength=STRENGTH)


def _drawn(rows: int, seed: int) -> np.ndarray:
    """Pairs at random, each once, left < right."""
    chance = np.random.default_rng(seed)
    left, right = chance.integers(0, rows, size=(2, SAMPLE))
    once = np.unique(np.minimum(left, right) * rows + np.maximum(left, right))
    found = np.column_stack([once // rows, once % rows])
    return np.asarray(found[found[:, 0] != found[:, 1]])


def _shares(levels: np.ndarray, many: int) -> np.ndarray:
    """Of pairs drawn at random that tell a level, the share of each; one more of each, so that none is impossible."""
    seen = np.bincount(levels[levels >= 0], minlength=many) + 1.0
    return np.asarray(seen / seen.sum())


def _bits(columns: Sequence[Column], pairs: np.ndarray, levels: np.ndarray, weights: Together) -> np.ndarray:
    """What each comparison tells; of equal values, the more the rarer they are."""
    bits = weights.bits(levels)
    for n, column in enumerate(columns):
        equal = np.flatnonzero(levels[:, n] == column.levels - 1)
        share = column.shares()[column.at[pairs[equal, 0]]]
        bits[equal, n] += np.log2(weights.u[n][-1] / np.clip(share, 1e-9, 1.0))
    return bits


def _barred(
    pairs: np.ndarray, score: np.ndarray, sides: np.ndarray | None, apart: Iterable[tuple[int, int]]
) -> np.ndarray:
    """Pairs that are never one person: those given, and rows of one list that a third row might join."""
    found = [(min(p), max(p)) for p in apart]
    if sides is not None:
        near: dict[int, list[int]] = {}
        for a, b in pairs[score > LIKELY].tolist():
            near.setdefault(a, []).append(b)
            near.setdefault(b, []).append(a)
        found += [p for own in near.values() for p in combinations(sorted(own), 2)]
    return np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 2)
