"""Judgements that do not go together: one chain says that two are one, and something else that they are two."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.resolve.clusters import pair
from recount.resolve.judgements import Places, adrift
from recount.resolve.proposal import Standing

if TYPE_CHECKING:
    from recount.resolve.clusters import Pair
    from recount.resolve.proposal import Given
    from recount.store import Store

STEPS = 2  # suggestions in a chain that is shown: a longer one of guesses says little


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two mentions that are said to be different, and what joins them nevertheless."""

    kind: str  # "joined": they stand as one person; "suggested": suggestions would join them; "adrift": not in force
    left: str  # a name and where it stands
    right: str
    different: str  # who says that they are two
    chain: tuple[str, ...]  # what says that they are one, step by step


def conflicts(store: Store) -> list[Conflict]:
    """Every contradiction in who is who as it stands, the gravest kind first.

    A judgement that makes one is refused when it is given; it can still come about when a better reading finds a proof
    against what people judged, or brings two old judgements onto the same mentions.
    """
    held = Standing.of(store)
    places = Places(store)
    different = [g for g in held.given if g.verdict == "different"]
    joined = [
        Conflict("joined", _told(places, g.pair[0]), _told(places, g.pair[1]), g.who, _chain(held, places, g.pair))
        for g in different
        if held.between(g.pair) is None
    ]
    lost = [Conflict("adrift", lost.by, "", f"decision {lost.seq}", (lost.why,)) for lost in adrift(store)]
    return [*joined, *lost, *_suggested(held, places, different)]


def _suggested(held: Standing, places: Places, different: list[Given]) -> list[Conflict]:
    """Two persons proved different that suggestions would join through one third person."""
    scores = held.scores()
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in scores:
        near[one].add(other)
        near[other].add(one)
    apart: dict[Pair, Given] = {}
    for own in different:
        persons = held.between(own.pair)
        if persons:
            apart.setdefault(persons, own)
    found = []
    for (one, other), own in sorted(apart.items()):
        between = sorted(near[one] & near[other])
        for third in between[:1]:
            told = _told(places, held.members[third][0])
            steps = [f"{told}: {scores[pair(one, third)]:.2f}", f"{told}: {scores[pair(third, other)]:.2f}"]
            ends = [_told(places, m) for m in own.pair]
            found.append(Conflict("suggested", ends[0], ends[1], own.who, tuple(steps)))
    return found


def _chain(held: Standing, places: Places, own: Pair) -> tuple[str, ...]:
    """The joins from one mention to the other, in words."""
    near: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for given in held.given:
        if given.verdict == "same":
            near[given.pair[0]].append((given.pair[1], given.who))
            near[given.pair[1]].append((given.pair[0], given.who))
    reached: dict[str, tuple[str, ...]] = {own[0]: ()}
    front = deque([own[0]])
    while front and own[1] not in reached:
        here = front.popleft()
        for there, who in near[here]:
            if there not in reached:
                reached[there] = (*reached[here], f"same as {_told(places, there)}: {who}")
                front.append(there)
    return reached.get(own[1], (held.because.get(own[1], "joined"),))


def _told(places: Places, mention: str) -> str:
    return f"{places.name(mention)} ({places.rows[mention].origin})"
