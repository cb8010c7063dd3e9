"""Persons made one and parted again: judgements given and taken back, so that every claim goes back to where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.errors import InputError, JudgementsConflict
from recount.model import Judgement
from recount.resolve.clusters import pair
from recount.resolve.judgements import judge, withdraw
from recount.resolve.proposal import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recount.model import Decision
    from recount.store import Store


def merge(store: Store, one: str, other: str, *, by: str, why: str = "") -> list[Decision]:
    """Judge that two persons are one; ids are of persons or of mentions.

    Raises:
        InputError: no such person, or both are one already.
        JudgementsConflict: something that stands says that they are two.
    """
    held = Standing.of(store)
    left, right = _mentions(held, one), _mentions(held, other)
    persons = held.person[left[0]], held.person[right[0]]
    if persons[0] == persons[1]:
        raise InputError(f"{one} and {other} are one person already")
    against = [g for g in held.given if g.verdict == "different" and g.seq and held.between(g.pair) == pair(*persons)]
    if against:
        raise JudgementsConflict(one, other, ("this judgement",), f"decision {against[0].seq}")
    ends = pair(left[0], right[0])
    return judge(store, [Judgement(*ends, by, None, (), "same", why or None)])


def split(store: Store, person: str, mentions: Sequence[str] = (), *, by: str, why: str = "") -> list[Decision]:
    """Part a person: these mentions go, each as it was before; with none given every mention stands alone again.

    Judgements that join the two sides are taken back. Where copies of one story or parts of one account join them,
    which no judgement did, they are judged different instead.

    Raises:
        InputError: no such person, or a mention that is not of this person.
    """
    held = Standing.of(store)
    members = _mentions(held, person)
    going = [set(mentions)] if mentions else [{m} for m in members]
    strange = sorted(set(mentions) - set(members))
    if strange:
        raise InputError(f"mention {strange[0]!r} is not of person {person}; their mentions are {', '.join(members)}")
    if len(members) < 2 or set(mentions) == set(members):  # noqa: PLR2004  # two sides
        raise InputError(f"person {person} cannot be parted so: there would be nobody on one side")
    side = {m: n for n, group in enumerate(going) for m in group}
    inside = [g for g in held.given if g.verdict == "same" and g.seq and set(g.pair) <= set(members)]
    gone = sorted({g.seq for g in inside if g.seq and side.get(g.pair[0]) != side.get(g.pair[1])})
    made = withdraw(store, *gone, by=by, why=why) if gone else []
    return [*made, *_apart(store, members, side, by=by, why=why)]


def _apart(store: Store, members: Sequence[str], side: dict[str, int], *, by: str, why: str) -> list[Decision]:
    """Different, where provenance alone still joins two sides."""
    from recount.resolve.persons import persons

    persons(store)
    held = Standing.of(store)
    still = {pair(m, o) for m in members for o in members if m < o and held.person[m] == held.person[o]}
    judged = sorted(p for p in still if side.get(p[0]) != side.get(p[1]))
    if not judged:
        return []
    return judge(store, (Judgement(*p, by, None, (), "different", why or None) for p in judged))


def _mentions(held: Standing, one: str) -> tuple[str, ...]:
    person = held.person.get(one, one)
    if person not in held.members:
        raise InputError(f"no person or mention {one!r} in this study; 'recount persons' lists them")
    return held.members[person]
