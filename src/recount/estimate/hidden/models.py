"""Hierarchical log-linear models of a capture table: which there are, and what they are called.

A model is its generators, a set of terms; a term is a set of lists as a bit mask. A term is in the model with all its
subsets, so `[12,3]` has the terms none, 1, 2, 12 and 3. The term of all lists is never in a model: it is the
assumption without which nothing can be said of those on no list.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np

from recount.errors import InputError
from recount.estimate.hidden.table import Floats

Model = tuple[int, ...]  # terms without the empty one, closed under subsets, sorted by size, then by mask


def lists_of(term: int) -> tuple[int, ...]:
    """The lists of a term, from 0."""
    return tuple(j for j in range(term.bit_length()) if term >> j & 1)


def closed(generators: tuple[int, ...], k: int) -> Model:
    """The model with these terms, all their subsets, and every list by itself."""
    terms = {1 << j for j in range(k)}
    for generator in generators:
        sub = generator
        while sub:
            terms.add(sub)
            sub = (sub - 1) & generator
    if (1 << k) - 1 in terms and k > 1:
        raise InputError("a model with the term of all lists says nothing of those on none; leave that term out")
    return _sorted(terms)


def _sorted(terms: set[int]) -> Model:
    return tuple(sorted(terms, key=lambda t: (t.bit_count(), lists_of(t))))


def name_of(model: Model) -> str:
    """The generators, larger ones first, as `[123,14]`; lists from 1."""
    tops = [t for t in model if not any(t != u and t & u == t for u in model)]
    tops.sort(key=lambda t: (-t.bit_count(), lists_of(t)))
    return f"[{','.join(''.join(str(j + 1) for j in lists_of(t)) for t in tops)}]"


@lru_cache(maxsize=16)
def hierarchical(k: int, most_order: int | None = None) -> tuple[Model, ...]:
    """All hierarchical models of `k` lists with every list in them and no term above `most_order` lists.

    There are 8 with 3 lists, 113 with 4 and 6,893 with 5; with pairs alone 1,024 with 5 and 32,768 with 6.
    """
    top = min(most_order or k - 1, k - 1)
    mains = frozenset(1 << j for j in range(k))
    found: list[Model] = []

    def grow(terms: frozenset[int], size: int) -> None:
        if size > top:
            found.append(_sorted(set(terms)))
            return
        open_ = [t for t in _terms(k, size) if all(t ^ 1 << j in terms for j in lists_of(t))]
        for chosen in range(1 << len(open_)):
            grow(terms | {t for i, t in enumerate(open_) if chosen >> i & 1}, size + 1)

    grow(mains, 2)
    return tuple(found)


def _terms(k: int, size: int) -> list[int]:
    return [sum(1 << j for j in chosen) for chosen in combinations(range(k), size)]


def design(k: int, model: Model) -> Floats:
    """Intercept and a column a term: 1 where the cell has all lists of the term; floats [2**k - 1, 1 + terms]."""
    cells = np.arange(1, 1 << k)[:, None]
    terms = np.array((0, *model))[None, :]
    out: Floats = (cells & terms == terms).astype(np.float64)
    return out
