"""The clusters of `clusters`, for any number of pairs: told apart first into parts that no likely pair joins."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array  # type: ignore[import-untyped]  # ships no types
from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]  # ships no types

from recount.resolve.clusters import Pair, clusters

if TYPE_CHECKING:
    from collections.abc import Iterable

# A score above which a pair is likelier one person than two. Of two of one cluster that are not so likely, no more is
# held against it than `clusters` does: the prior speaks against each pair, but a cluster is joined only once.
LIKELY = 0.5


def groups(pairs: np.ndarray, score: np.ndarray, *, many: int, apart: np.ndarray | None = None) -> np.ndarray:
    """The cluster of each of `many`, told by its first member, ints [many].

    Args:
        pairs: ints [pairs, 2], left < right.
        score: floats [pairs], how probable it is that the two are one; pairs that are not likely may be left out.
        many: how many there are to group.
        apart: ints [n, 2], pairs that are never put together, directly or through others.
    """
    home = np.arange(many)
    likely = score > LIKELY
    pairs, score = pairs[likely], score[likely]
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(many, many))
    part = connected_components(graph, directed=False)[1]
    barred: dict[int, list[Pair]] = defaultdict(list)
    if apart is not None and len(apart):
        inside = part[apart[:, 0]] == part[apart[:, 1]]
        for name, pair in zip(part[apart[inside, 0]].tolist(), apart[inside].tolist(), strict=True):
            barred[name].append(_named(pair))
    # Two that are likely one, with nothing against it, need no search.
    size = np.bincount(part)
    size[list(barred)] += 2
    easy = size[part[pairs[:, 0]]] == 2  # noqa: PLR2004  # two members
    home[pairs[easy, 1]] = pairs[easy, 0]
    for name, told in _parts(pairs[~easy], score[~easy], part):
        for group in clusters(told, barred.get(name, [])):
            members = [int(m) for m in group]
            home[members] = members[0]
    return home


def _parts(pairs: np.ndarray, score: np.ndarray, part: np.ndarray) -> Iterable[tuple[int, dict[Pair, float]]]:
    """The scored pairs of each part, named as `clusters` takes them."""
    order = np.argsort(part[pairs[:, 0]], kind="stable")
    pairs, score = pairs[order], score[order]
    names, start = np.unique(part[pairs[:, 0]], return_index=True)
    for name, at, end in zip(names.tolist(), start.tolist(), np.append(start, len(pairs))[1:].tolist(), strict=True):
        yield name, dict(zip(map(_named, pairs[at:end].tolist()), score[at:end].tolist(), strict=True))


def _named(pair: Iterable[int]) -> Pair:
    """Names whose order is that of the numbers."""
    one, other = pair
    return f"{one:012d}", f"{other:012d}"
