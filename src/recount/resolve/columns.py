"""How the values of one column of told attributes agree: levels, and the keys that a value can be found by.

For tables that list persons (a spreadsheet of a court, a register, somebody's own list), where `facts` compares what
accounts tell. Levels run from 0 (they differ) up to the highest (they are equal); -1 where one side does not tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio
from rapidfuzz.process import cpdist

from recount.errors import InputError
from recount.resolve.spelling import alike
from recount.text.names import consonant_skeleton, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Kind = Literal["name", "date", "number", "words", "exact"]
KINDS: dict[str, str] = {
    "name": "a given or a family name",
    "date": "a day, written year first",
    "number": "a number or code that may be mistyped",
    "words": "words that may be abbreviated or come in another order: an address, a place, an occupation",
    "exact": "one of a few values: gender, country",
}
# By hand, the same for every table: likeness at which two values are one with a slip, or have something in common.
NEAR_NAME, FAR_NAME = 0.92, 0.80  # Jaro-Winkler
NEAR_WORDS, FAR_WORDS = 88.0, 65.0  # per cent of letters, words in any order
YEAR, MONTH = 4, 6  # digits
LEAST_WORD = 3  # letters of a word that is looked up by


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table as it is compared: each distinct value once, and which one each row has."""

    name: str
    kind: Kind
    values: tuple[str, ...]  # folded, sorted
    at: np.ndarray  # ints [rows], an index into values; -1: not told

    @classmethod
    def of(cls, name: str, kind: str, told: Sequence[object]) -> Column:
        """The column of these values; None and what folds to nothing is not told."""
        if kind not in KINDS:
            raise InputError(f"column {name!r}: {kind!r} is no kind of attribute; take one of {', '.join(KINDS)}")
        plain = [_plain(kind, value) for value in told]
        values = tuple(sorted(set(plain) - {""}))
        place = {value: n for n, value in enumerate(values)}
        return cls(name, kind, values, np.array([place.get(value, -1) for value in plain], dtype=np.int64))  # type: ignore[arg-type]  # checked above

    @property
    def levels(self) -> int:
        """How many there are; the highest is equality."""
        return {"name": 5, "date": 5, "number": 4, "words": 5, "exact": 2}[self.kind]

    def compared(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The level of each pair of rows, ints [pairs]; each pair of distinct values is compared once."""
        a, b = self.at[left], self.at[right]
        found = np.full(len(a), -1, dtype=np.int64)
        told = (a >= 0) & (b >= 0)
        low, high = np.minimum(a[told], b[told]), np.maximum(a[told], b[told])
        once, back = np.unique(low * len(self.values) + high, return_inverse=True)
        one, other = once // max(1, len(self.values)), once % max(1, len(self.values))
        level = np.full(len(once), self.levels - 1, dtype=np.int64)
        differ = np.flatnonzero(one != other)
        if len(differ) and self.kind != "exact":
            pairs = [[self.values[n] for n in side[differ].tolist()] for side in (one, other)]
            level[differ] = _LEVELS[self.kind](*pairs)
        elif len(differ):
            level[differ] = 0
        found[told] = level[back.ravel()]
        return found

    def near(self, other: Column, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether what this column tells of the left rows is nearly what another tells of the right ones; both tell."""
        once, back = np.unique(self.at[left] * len(other.values) + other.at[right], return_inverse=True)
        mine = [self.values[n] for n in (once // max(1, len(other.values))).tolist()]
        theirs = [other.values[n] for n in (once % max(1, len(other.values))).tolist()]
        likeness = cpdist(mine, theirs, scorer=JaroWinkler.normalized_similarity) if mine else np.zeros(0)
        return np.asarray((likeness >= NEAR_NAME)[back.ravel()])

    def shares(self) -> np.ndarray:
        """Of the rows that tell something, the share that tells each value, floats [values]."""
        counts = np.bincount(self.at[self.at >= 0], minlength=len(self.values))
        return np.asarray(counts / max(1, counts.sum()))

    def found_by(self) -> list[frozenset[str]]:
        """What each distinct value can be found by."""
        return [frozenset(_keys(self.name, self.kind, value)) for value in self.values]


def _plain(kind: str, value: object) -> str:
    told = "" if value is None else fold(str(value))
    return "".join(re.findall(r"\d", told)) if kind == "date" else told


def _keys(column: str, kind: str, value: str) -> set[str]:
    if kind == "name":  # the same for every name column: names are told in either order
        words = value.split()
        return {f"name {consonant_skeleton(word)}" for word in words} | {f"name {consonant_skeleton(value)}"}
    if kind == "date":
        parts = {f"{column} {value}", f"{column} year {value[:YEAR]}"}
        return parts | ({f"{column} day {value[YEAR:]}", f"{column} month {value[:MONTH]}"} if value[YEAR:] else set())
    if kind == "number":
        half = len(value) // 2
        ends = {f"{column} begins {value[:half]}", f"{column} ends {value[half:]}"} if half > 1 else set()
        return {f"{column} {value}"} | ends
    if kind == "words":
        long = [word for word in value.split() if len(word) >= LEAST_WORD]
        return {f"{column} {value}"} | {f"{column} {consonant_skeleton(word)}" for word in long}
    return {f"{column} {value}"}


def _names(left: list[str], right: list[str]) -> np.ndarray:
    likeness = cpdist(left, right, scorer=JaroWinkler.normalized_similarity)
    level = (likeness >= FAR_NAME).astype(np.int64) + (likeness >= NEAR_NAME)
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        if a[0] == b[0] or consonant_skeleton(a)[:1] == consonant_skeleton(b)[:1]:
            level[n] = 3 if alike(a, b) in {"spelling", "short"} else level[n]
    return level


def _dates(left: list[str], right: list[str]) -> np.ndarray:
    apart = cpdist(left, right, scorer=OSA.distance)
    years = np.array([a[:YEAR] == b[:YEAR] for a, b in zip(left, right, strict=True)])
    part = np.array([a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True)])  # a year alone
    level = np.where(apart <= 2, 2, np.where(years, 1, 0))  # noqa: PLR2004  # two digits
    level[part] = 2
    level[(apart <= 1) & ~part] = 3
    return np.asarray(level, dtype=np.int64)


def _numbers(left: list[str], right: list[str]) -> np.ndarray:
    apart = cpdist(left, right, scorer=OSA.distance)
    return np.asarray(np.where(apart <= 1, 2, np.where(apart <= 2, 1, 0)), dtype=np.int64)  # noqa: PLR2004  # two signs


def _words(left: list[str], right: list[str]) -> np.ndarray:
    whole = cpdist(left, right, scorer=token_sort_ratio)
    within = cpdist(left, right, scorer=token_set_ratio)
    level = (whole >= FAR_WORDS).astype(np.int64)
    level[within >= NEAR_WORDS] = 2
    level[whole >= NEAR_WORDS] = 3
    return level


_LEVELS: dict[str, Callable[[list[str], list[str]], np.ndarray]] = {
    "name": _names, "date": _dates, "number": _numbers, "words": _words,
}  # fmt: skip
