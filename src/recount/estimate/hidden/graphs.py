"""Decomposable graphs on a few lists, with their cliques and separators, enumerated when they are asked for.

There are 1, 2, 8, 61, 822 and 18,154 with 1 to 6 vertices. A graph is the tuple of its cliques and separators as bit
masks; that is all a decomposable model is computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from recount.errors import InputError

MOST_VERTICES = 6  # with 7 there are 617,675 graphs


@dataclass(frozen=True, slots=True)
class Decomposable:
    """Vertices that depend on each other stand in one clique; separators are what neighbouring cliques share."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]  # one fewer than the cliques, with repeats; 0 where parts are not joined

    @property
    def name(self) -> str:
        """The cliques, as `124|34`; lists from 1."""
        told = sorted("".join(str(j + 1) for j in range(c.bit_length()) if c >> j & 1) for c in self.cliques)
        return "|".join(told)


@lru_cache(maxsize=8)
def decomposable(k: int) -> tuple[Decomposable, ...]:
    """All decomposable graphs on `k` vertices, the one without edges first and the complete one last.

    Raises:
        InputError: fewer than 1 or more than 6 vertices.
    """
    if not 1 <= k <= MOST_VERTICES:
        raise InputError(f"decomposable graphs are enumerated for 1 to {MOST_VERTICES} lists, not for {k}; merge lists")
    edges = list(combinations(range(k), 2))
    found = []
    for chosen in range(1 << len(edges)):
        near = [0] * k
        for i, (a, b) in enumerate(edges):
            if chosen >> i & 1:
                near[a] |= 1 << b
                near[b] |= 1 << a
        made = _eliminated(near)
        if made is not None:
            found.append((chosen.bit_count(), chosen, made))
    return tuple(made for *_, made in sorted(found, key=lambda item: item[:2]))


def _eliminated(near: list[int]) -> Decomposable | None:
    """Vertices taken off whose neighbours are all joined; None when none is left to take, so some ring has no chord.

    Source: Dirac 1961; Fulkerson and Gross 1965. A vertex taken off with its neighbours is a clique unless an earlier
    one holds them all.
    """
    k, left = len(near), (1 << len(near)) - 1
    cliques: list[int] = []
    while left:
        for v in range(k):
            around = near[v] & left
            if left >> v & 1 and all(around & ~near[u] == 1 << u for u in range(k) if around >> u & 1):
                break
        else:
            return None
        left ^= 1 << v
        whole = around | 1 << v
        if not any(whole & clique == whole for clique in cliques):
            cliques.append(whole)
    return _matched(cliques)


def _matched(cliques: list[int]) -> Decomposable:
    """A junction tree by the largest shared parts (Prim), whose edges are the separators."""
    done, waiting, separators = [cliques[0]], cliques[1:], []
    while waiting:
        clique, shared = max(
            ((c, c & d) for c in waiting for d in done), key=lambda pair: (pair[1].bit_count(), -pair[0], -pair[1])
        )
        waiting.remove(clique)
        done.append(clique)
        separators.append(shared)
    return Decomposable(tuple(sorted(cliques)), tuple(sorted(separators)))
