"""Which pairs a person should judge next: those whose verdict would change most."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recount.resolve.clusters import clusters, pair
from recount.resolve.proposal import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recount.resolve.clusters import Pair
    from recount.store import Store


def next_pairs(store: Store, many: int) -> list[Pair]:
    """So many suggested pairs of mentions to judge next, the one that teaches most first."""
    return telling_pairs(Standing.of(store), many)


def telling_pairs(held: Standing, many: int) -> list[Pair]:
    """As `next_pairs`, of who is who as it stands."""
    scores = held.scores()
    weight = {p: len(m) for p, m in held.members.items()}
    judged = held.undecided()
    best: dict[Pair, Pair] = {}
    for own, score in sorted(held.suggested.items(), key=lambda item: (-item[1], item[0])):
        persons = (held.person.get(own[0], ""), held.person.get(own[1], ""))
        if persons[0] != persons[1] and own not in judged and score:
            best.setdefault(pair(*persons), own)
    return [best[p] for p in most_telling(scores, held.apart(), weight, many)]


def most_telling(
    scores: Mapping[Pair, float], apart: Iterable[Pair], weight: Mapping[str, int], many: int
) -> list[Pair]:
    """Pairs in the order of how many pairs of mentions their verdict is expected to move.

    A verdict that agrees with the proposal (see `clusters`) moves nothing. One that parts what the proposal joins moves
    the pairs between the two sides it hangs together by; one that joins what it keeps apart moves the pairs between the
    two clusters. Each is weighed by how probable it is. Of pairs that ask nearly the same question one is taken.
    """
    apart = set(apart)
    home = {m: n for n, group in enumerate(clusters(scores, apart)) for m in group}
    members: dict[int, list[str]] = defaultdict(list)
    inside: dict[int, dict[Pair, float]] = defaultdict(dict)
    for m, n in home.items():
        members[n].append(m)
    for own, score in scores.items():
        if home[own[0]] == home[own[1]]:
            inside[home[own[0]]][own] = score
    size = {n: sum(weight.get(m, 1) for m in group) for n, group in members.items()}
    ranked: list[tuple[float, Pair, tuple[int, ...]]] = []
    for own, score in scores.items():
        one, other = home[own[0]], home[own[1]]
        if own in apart:
            continue
        if one != other:
            ranked.append((-score * size[one] * size[other], own, (min(one, other), max(one, other))))
        else:
            side = _side(own, members[one], inside[one], weight)
            moved = side * (size[one] - side)
            ranked.append((-(1 - score) * moved, own, (one, side)))
    chosen: list[Pair] = []
    later: list[Pair] = []
    asked: set[tuple[int, ...]] = set()
    for _, own, question in sorted(ranked):
        (later if question in asked else chosen).append(own)
        asked.add(question)
    return [*chosen, *later][:many]


def _side(own: Pair, members: list[str], links: Mapping[Pair, float], weight: Mapping[str, int]) -> int:
    """Mentions on the one's side when the cluster is parted where it hangs together least between the two."""
    root = {m: m for m in members}

    def top(m: str) -> str:
        while root[m] != m:
            m = root[m]
        return m

    for link, _ in sorted(links.items(), key=lambda item: (-item[1], item[0])):
        one, other = top(link[0]), top(link[1])
        ends = {top(own[0]), top(own[1])}
        if one != other and {one, other} != ends:
            root[other] = one
    return sum(weight.get(m, 1) for m in members if top(m) == top(own[0]))
