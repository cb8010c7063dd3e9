"""Which mentions may be one person when all suggestions are taken together: a proposal, which joins nobody.

Connected components would let one bad link swallow two persons, and a chain of suggestions join two that are proved
different. Here each cluster is as good as the sum of what speaks for and against all its pairs, and no cluster holds
two that are different (correlation clustering with cannot-links; Bansal, Blum and Chawla 2004). The way to it is
greedy, then single mentions move while that improves the sum; the same input gives the same clusters on any machine.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Pair = tuple[str, str]  # left < right

UNKNOWN_BITS = -0.5  # of a pair that was not suggested: it has no name in common or says too little, by hand
MOST_BITS = 8.0  # of one pair: past this, certainty about one pair must not outvote all others
ROUNDS = 20  # of single moves; a few are enough in practice


@dataclass(frozen=True, slots=True)
class Link:
    """A pair that holds a cluster together, with how probable it is that the two are one."""

    left: str
    right: str
    score: float


def pair(one: str, other: str) -> Pair:
    """The two in order."""
    return (one, other) if one < other else (other, one)


def clusters(scores: Mapping[Pair, float], apart: Iterable[Pair]) -> list[tuple[str, ...]]:
    """Clusters of those that are in some scored pair, each sorted, in the order of their first member.

    Args:
        scores: how probable it is that two are one, 0 to 1; pairs that are not there speak slightly against.
        apart: pairs that are never put together, directly or through others.
    """
    held = _Held({p: _bits(score) for p, score in scores.items()}, apart)
    held.merge()
    for _ in range(ROUNDS):
        if not held.move():
            break
    return sorted(tuple(sorted(members)) for members in held.members.values() if members)


def weakest(members: Iterable[str], scores: Mapping[Pair, float]) -> Link | None:
    """The link a cluster hangs by: the least likely one that it cannot do without; None when it has no links.

    It is the lowest edge of the spanning tree of the likeliest links: every other way between the two sides of it is
    no stronger.
    """
    inside = set(members)
    root = {m: m for m in inside}

    def top(m: str) -> str:
        while root[m] != m:
            root[m] = root[root[m]]
            m = root[m]
        return m

    last: Link | None = None
    links = sorted((-score, p) for p, score in scores.items() if p[0] in inside and p[1] in inside)
    for score, (left, right) in links:
        if top(left) != top(right):
            root[top(right)] = top(left)
            last = Link(left, right, -score)
    return last


def _bits(score: float) -> float:
    inside = min(max(score, 1e-6), 1 - 1e-6)
    return max(-MOST_BITS, min(MOST_BITS, log2(inside / (1 - inside))))


class _Held:
    """Clusters while they are being made."""

    def __init__(self, bits: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        every = sorted({m for p in bits for m in p})
        self.home = {m: m for m in every}
        self.members: dict[str, set[str]] = {m: {m} for m in every}
        self.near: dict[str, dict[str, float]] = defaultdict(dict)
        for (left, right), own in sorted(bits.items()):
            self.near[left][right] = self.near[right][left] = own
        self.apart: dict[str, set[str]] = defaultdict(set)
        for left, right in apart:
            if left in self.home and right in self.home:
                self.apart[left].add(right)
                self.apart[right].add(left)

    def merge(self) -> None:
        """Join the two clusters that gain most, again and again, while any two gain."""
        between = {m: dict(near) for m, near in self.near.items()}  # cluster -> cluster -> sum of bits
        pairs = {m: dict.fromkeys(near, 1) for m, near in self.near.items()}  # and how many pairs it is of
        barred = {m: set(self.apart[m]) for m in self.members}
        queue = [(-bits, a, b) for a, near in between.items() for b, bits in near.items() if a < b]
        heapq.heapify(queue)
        while queue:
            gain, a, b = heapq.heappop(queue)
            if b not in between.get(a, {}) or -gain != self._gain(a, b, between, pairs) or -gain <= 0 or b in barred[a]:
                continue
            self._unite(a, b, between, pairs, barred)
            for other in between[a]:
                first, second = pair(a, other)
                heapq.heappush(queue, (-self._gain(first, second, between, pairs), first, second))

    def _gain(self, a: str, b: str, between: dict[str, dict[str, float]], pairs: dict[str, dict[str, int]]) -> float:
        unknown = len(self.members[a]) * len(self.members[b]) - pairs[a][b]
        return round(between[a][b] + UNKNOWN_BITS * unknown, 9)

    def _unite(
        self,
        a: str,
        b: str,
        between: dict[str, dict[str, float]],
        pairs: dict[str, dict[str, int]],
        barred: dict[str, set[str]],
    ) -> None:
        self.members[a] |= self.members.pop(b)
        for member in self.members[a]:
            self.home[member] = a
        for other, bits in between.pop(b).items():
            count = pairs[b][other]
            between[other].pop(b)
            pairs[other].pop(b)
            if other != a:
                between[a][other] = between[other][a] = between[a].get(other, 0.0) + bits
                pairs[a][other] = pairs[other][a] = pairs[a].get(other, 0) + count
        pairs.pop(b)
        for other in barred.pop(b):
            barred[other].discard(b)
            barred[other].add(a)
            barred[a].add(other)

    def move(self) -> bool:
        """Move single mentions to where they fit best; whether any moved."""
        moved = False
        for mention in sorted(self.home):
            here = self.home[mention]
            homes = sorted({self.home[other] for other in self.near[mention]} - {here})
            allowed = [h for h in homes if not self.apart[mention] & self.members[h]]
            stays = self._fits(mention, self.members[here] - {mention})
            best = max(((self._fits(mention, self.members[h]), h) for h in allowed), default=(0.0, ""))
            if max(best[0], 0.0) > stays + 1e-9:
                self._send(mention, best[1] if best[0] > 0 else "")
                moved = True
        return moved

    def _fits(self, mention: str, others: set[str]) -> float:
        near = self.near[mention]
        return round(sum(near.get(other, UNKNOWN_BITS) for other in sorted(others)), 9)

    def _send(self, mention: str, target: str) -> None:
        here = self.home[mention]
        self.members[here].discard(mention)
        if not target:
            target = mention if not self.members.get(mention) else f"{mention} alone"
            self.members[target] = set()
        self.members[target].add(mention)
        self.home[mention] = target
