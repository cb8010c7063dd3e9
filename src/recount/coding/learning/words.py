"""Passages as the words they hold, weighed by how rare each is: what a vector of meaning is blind for, names above all.

Source: Salton and Buckley 1988 (term weighting); the smooth form of the inverse frequency that scikit-learn made usual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # ships no types

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w\w+")


def words_of(passage: str) -> list[str]:
    """The words of a passage in small letters; single letters and marks tell little and are left out."""
    return _WORD.findall(passage.casefold())


def weighed(passages: Sequence[str]) -> Any:
    """Word weights, sparse [passages, words], each row of length 1 or, without words, 0."""
    place: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for passage in passages:
        columns.extend(place.setdefault(word, len(place)) for word in words_of(passage))
        ends.append(len(columns))
    shape = (len(passages), max(1, len(place)))
    counts = sparse.csr_array((np.ones(len(columns)), np.array(columns, dtype=np.int64), np.array(ends)), shape=shape)
    counts.sum_duplicates()
    held = np.bincount(counts.indices, minlength=shape[1])
    rare = np.log((1 + len(passages)) / (1 + held)) + 1
    counts.data = (1 + np.log(counts.data)) * rare[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1))).ravel()
    return sparse.csr_array(sparse.diags_array(1 / np.where(length > 0, length, 1.0)) @ counts)
