"""How many persons there must be at least, when some mentions are proved to be different persons.

Two mentions proved different cannot be one person, so the fewest persons that explain all mentions is the chromatic
number of the graph of those proofs. A clique alone is not enough: five mentions proved different in a ring need
three persons, though no three of them are all different from each other.

Graphs are lists of bit sets: bit `j` of `graph[i]` says that `i` and `j` are different. All functions are pure and
give the same answer for the same graph on any machine: effort is limited by counted nodes, never by a clock.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NODES = 20_000  # branchings per component, about a second; chosen by timing random graphs of 60 vertices
MOST_SETS = 20_000  # independent sets handed to the relaxed programme, about a second
MOST_INTEGRAL = 2_000  # independent sets handed to the integer programme, a few seconds at worst
MOST_EXACT = 400  # vertices of one component; above, only the two bounds are given (Python's recursion ends near 1,000)
MOST_DEEP = 600  # vertices among which cliques are still searched; a clique of k nests k calls
ROUNDS = (
    200  # times a colouring is made anew from its own classes: a second or two for 500 vertices, which gain 1 to 10 %
)


@dataclass(frozen=True, slots=True)
class Least:
    """The least number of persons: `low <= chromatic number <= high`; equal when it was closed."""

    low: int
    high: int
    clique: tuple[int, ...] = ()  # mentions of one component that are all proved different from each other

    @property
    def exact(self) -> bool:
        """Whether the chromatic number itself is known."""
        return self.low == self.high


def graph_of(n: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """Bit sets of the neighbours of 0..n-1; raises InputError for an edge that leaves them or joins one to itself."""
    graph = [0] * n
    for a, b in edges:
        if a == b or not (0 <= a < n and 0 <= b < n):
            raise InputError(f"a difference needs two of {n} mentions, got {a} and {b}")
        graph[a] |= 1 << b
        graph[b] |= 1 << a
    return graph


def least_persons(n: int, edges: Iterable[tuple[int, int]], *, nodes: int = NODES) -> Least:
    """The chromatic number of the graph of provable differences among `n` contracted mentions, or bounds on it."""
    graph = graph_of(n, edges)
    low = high = 0
    clique: tuple[int, ...] = ()
    for component in _components(graph):
        found = _solve(graph, component, nodes)
        if found.low > low or (found.low == low and len(found.clique) > len(clique)):
            clique = found.clique
        low, high = max(low, found.low), max(high, found.high)
    return Least(low, high, clique)


def bits(mask: int) -> Iterator[int]:
    """The set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _components(graph: list[int]) -> list[int]:
    """Connected components as bit sets, by their lowest vertex."""
    left, found = (1 << len(graph)) - 1, []
    while left:
        component = front = left & -left
        while front:
            reached = 0
            for v in bits(front):
                reached |= graph[v]
            front = reached & ~component
            component |= front
        found.append(component)
        left &= ~component
    return found


def _solve(graph: list[int], component: int, nodes: int) -> Least:
    clique = max_clique(graph, component, nodes)
    kernel = _reduced(graph, component, len(clique))
    if not kernel:
        return Least(len(clique), len(clique), clique)
    vertices = list(bits(kernel))
    small = _induced(graph, vertices)
    within = max_clique(graph, kernel, nodes)
    clique = max(clique, within, key=len)
    greedy = max(len(clique), recoloured(small, dsatur(small), len(clique)))
    if greedy == len(clique) or len(vertices) > MOST_EXACT:
        return Least(len(clique), greedy, clique)
    inner = [vertices.index(v) for v in within]
    low = len(clique)
    high, closed = _branch(small, inner, greedy, low, nodes)
    if closed or high <= low:
        return Least(max(high, low), max(high, low), clique)
    low, high = _cover(small, max(low, len(inner)), high)
    return Least(low, max(low, high), clique)


def _induced(graph: list[int], vertices: list[int]) -> list[int]:
    """The graph on these vertices alone, numbered from 0 in their order."""
    place = {v: i for i, v in enumerate(vertices)}
    return [sum(1 << place[u] for u in bits(graph[v]) if u in place) for v in vertices]


def _reduced(graph: list[int], alive: int, low: int) -> int:
    """What remains when vertices go that never need a colour of their own: few neighbours, or dominated by another."""
    changed = True
    while changed:
        changed = False
        for v in bits(alive):
            near = graph[v] & alive
            if near.bit_count() < low or _dominated(graph, alive, v, near):
                alive &= ~(1 << v)
                changed = True
    return alive


def _dominated(graph: list[int], alive: int, v: int, near: int) -> bool:
    """Whether some vertex not joined to `v` has all its neighbours: its colour then does for `v`."""
    if not near:
        return alive != 1 << v
    shared = alive & ~near & ~(1 << v)
    for u in bits(near):
        shared &= graph[u]
        if not shared:
            return False
    return True


def max_clique(graph: list[int], within: int, nodes: int) -> tuple[int, ...]:
    """A largest set of vertices all joined to each other, sorted; a large one when `nodes` branchings are too few."""
    order = sorted(bits(within), key=lambda v: (-(graph[v] & within).bit_count(), v))
    best = _greedy_clique(graph, order)
    left = nodes

    def grow(chosen: list[int], candidates: int) -> None:
        nonlocal best, left
        left -= 1
        for colour, v in reversed(_colour_order(graph, candidates)):
            if left <= 0 or len(chosen) + colour <= len(best):
                return
            chosen.append(v)
            inner = candidates & graph[v]
            if inner:
                grow(chosen, inner)
            elif len(chosen) > len(best):
                best = list(chosen)
            chosen.pop()
            candidates &= ~(1 << v)

    # A clique of k nests k calls; beyond that depth the greedy one stands.
    if within.bit_count() <= MOST_DEEP:
        grow([], within)
    return tuple(sorted(best))


def _greedy_clique(graph: list[int], order: list[int]) -> list[int]:
    best: list[int] = []
    for first in order[:20]:
        chosen, open_ = [first], graph[first]
        for v in order:
            if open_ >> v & 1:
                chosen.append(v)
                open_ &= graph[v]
        if len(chosen) > len(best):
            best = chosen
    return best


def _colour_order(graph: list[int], candidates: int) -> list[tuple[int, int]]:
    """(colour, vertex) of a greedy colouring: no clique among the first vertices is larger than their colour."""
    order, colour = [], 0
    while candidates:
        colour += 1
        class_ = candidates
        while class_:
            v = (class_ & -class_).bit_length() - 1
            order.append((colour, v))
            candidates &= ~(1 << v)
            class_ &= ~(1 << v) & ~graph[v]
    return order


def dsatur(graph: list[int]) -> list[int]:
    """A proper colouring, greedy by saturation (Brelaz 1979): colour of each vertex, from 0."""
    n = len(graph)
    colours, seen = [-1] * n, [0] * n
    left = (1 << n) - 1
    while left:
        v = max(bits(left), key=lambda u: (seen[u].bit_count(), (graph[u] & left).bit_count(), -u))
        colour = (~seen[v] & (seen[v] + 1)).bit_length() - 1
        colours[v] = colour
        left &= ~(1 << v)
        for u in bits(graph[v] & left):
            seen[u] |= 1 << colour
    return colours


def recoloured(graph: list[int], colours: list[int], low: int) -> int:
    """How many colours are left when a colouring is made anew from its classes, again and again (Culberson 1992).

    Classes coloured one after the other in any order never need more colours than before, and often fewer. It stops
    at `low`, below which no colouring can go.
    """
    classes = [0] * (max(colours, default=-1) + 1)
    for v, colour in enumerate(colours):
        classes[colour] |= 1 << v
    for turn in range(ROUNDS):
        if len(classes) <= low:
            break
        if turn % 5 == 4:  # noqa: PLR2004  # every fifth time the other way of mixing
            classes = classes[::2] + classes[1::2]
        elif turn % 5 == 2:  # noqa: PLR2004
            classes.sort(key=lambda held: -held.bit_count())
        else:
            classes.reverse()
        classes = _greedily(graph, classes)
    return len(classes)


def _greedily(graph: list[int], classes: list[int]) -> list[int]:
    """Classes of the greedy colouring of the vertices in this order."""
    made: list[int] = []
    for held in classes:
        for v in bits(held):
            near = graph[v]
            for colour, own in enumerate(made):
                if not near & own:
                    made[colour] |= 1 << v
                    break
            else:
                made.append(1 << v)
    return made


def _branch(graph: list[int], clique: list[int], upper: int, low: int, nodes: int) -> tuple[int, bool]:
    """Fewest colours by branch and bound on saturation, and whether that is proved. `clique` is coloured first."""
    n = len(graph)
    best, left = upper, nodes
    seen = [0] * n

    def paint(v: int, colour: int, uncoloured: int) -> int:
        """Vertices that did not see the colour before."""
        fresh = 0
        for u in bits(graph[v] & uncoloured):
            if not seen[u] >> colour & 1:
                seen[u] |= 1 << colour
                fresh |= 1 << u
        return fresh

    def search(uncoloured: int, used: int) -> None:
        nonlocal best, left
        left -= 1
        if not uncoloured:
            best = used
            return
        v = max(bits(uncoloured), key=lambda u: (seen[u].bit_count(), (graph[u] & uncoloured).bit_count(), -u))
        rest = uncoloured & ~(1 << v)
        for colour in range(min(used + 1, best - 1)):
            if seen[v] >> colour & 1:
                continue
            fresh = paint(v, colour, rest)
            search(rest, max(used, colour + 1))
            for u in bits(fresh):
                seen[u] ^= 1 << colour
            if left <= 0 or best <= low or used >= best:
                return

    uncoloured = (1 << n) - 1
    for colour, v in enumerate(clique):
        uncoloured &= ~(1 << v)
        paint(v, colour, uncoloured)
    search(uncoloured, len(clique))
    return best, left > 0 or best <= low


def _cover(graph: list[int], low: int, high: int) -> tuple[int, int]:
    """Bounds on the fewest independent sets that cover all vertices, closed by integer programme where it is small.

    Dense graphs, where branching is slow, have few maximal independent sets. The relaxation alone (the fractional
    chromatic number, rounded up) often meets the colouring found.
    """
    sets = _independent_sets(graph)
    if sets is None:
        return low, high
    # Imported on use: most studies close without the programme, and SciPy takes a while to load.
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]  # ships no types
    from scipy.sparse import csc_array  # type: ignore[import-untyped]

    rows = [v for found in sets for v in bits(found)]
    columns = [j for j, found in enumerate(sets) for _ in range(found.bit_count())]
    matrix = csc_array((np.ones(len(rows)), (rows, columns)), shape=(len(graph), len(sets)))
    for integral in (0, 1):
        if low >= high or (integral and len(sets) > MOST_INTEGRAL):
            break
        answer = milp(
            np.ones(len(sets)),
            constraints=LinearConstraint(matrix, lb=1.0),
            integrality=np.full(len(sets), integral),
            bounds=Bounds(0, 1),
            options={"node_limit": 1_000, "mip_rel_gap": 0.0},
        )
        if answer.status == 0:
            low = max(low, math.ceil(answer.fun - 1e-6))  # the solver's tolerance must never lift the bound
        if answer.status == 0 and integral:
            high = min(high, round(answer.fun))
    return low, high


def _independent_sets(graph: list[int]) -> list[int] | None:
    """All maximal independent sets (Bron-Kerbosch with a pivot on the complement), or None above MOST_SETS."""
    n = len(graph)
    every = (1 << n) - 1
    apart = [every & ~graph[v] & ~(1 << v) for v in range(n)]
    found: list[int] = []
    stack = [(0, every, 0)]
    while stack:
        chosen, open_, done = stack.pop()
        if not open_ and not done:
            found.append(chosen)
            if len(found) > MOST_SETS:
                return None
        if not open_:
            continue
        pivot = max(bits(open_ | done), key=lambda u: ((open_ & apart[u]).bit_count(), -u))
        for v in bits(open_ & ~apart[pivot]):
            stack.append((chosen | 1 << v, open_ & apart[v], done & apart[v]))
            open_ &= ~(1 << v)
            done |= 1 << v
    return sorted(found)
