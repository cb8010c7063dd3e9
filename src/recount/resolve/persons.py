"""Persons: mentions joined by what people judged and by copies of one story, and by nothing else."""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from itertools import combinations
from typing import TYPE_CHECKING, Any

from recount.model import Person
from recount.resolve.facts import account_of, names_told
from recount.resolve.judgements import Places, spans, standing_judgements
from recount.resolve.likeness import compare
from recount.store import digest
from recount.text.names import fold, name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.model import Judgement
    from recount.store import Row, Run, Store

STEP = "resolve.persons"
VERSION = "1"
Joins = dict[tuple[str, str], str]  # (left, right) mention ids -> because
Near = dict[str, list[tuple[str, str]]]  # mention id -> whom it is joined to, and because


def persons(store: Store) -> Run:
    """Replay what people judged on the mentions as read now, and make the persons.

    Writes the standing judgements of people to `judgement`, and `person` and `person_mention`. A machine's suggestion
    joins nothing. The same captures and decisions give the same persons with the same ids on any machine.
    """
    places = Places(store)
    judgements, _ = standing_judgements(store, places)
    rows = list(places.rows.values())
    with store.run(STEP, version=VERSION, inputs=digest([rows, judgements])) as run:
        if not run.done:
            joins = joined(rows, judgements)
            near = _near(joins)
            made = [(p, _walk(near, p.mentions[0])) for p in _persons(rows, near)]
            run.add("judgement", (_judgement_row(j) for j in judgements))
            run.add("person", ({"person_id": p.person_id, "name": p.label, "is_case": p.is_case} for p, _ in made))
            run.add("person_mention", (link for p, because in made for link in _links(p, because)))
    return run


def joined(rows: list[Row], judgements: list[Judgement]) -> Joins:
    """Which mentions are joined, and why: by people first, then by provenance where no person says otherwise."""
    joins: Joins = {}
    cluster = {row.mention_id: {row.mention_id} for row in rows}
    apart: dict[str, set[str]] = defaultdict(set)
    for j in judgements:
        if j.verdict == "different":
            apart[j.left].add(j.right)
            apart[j.right].add(j.left)
        elif j.verdict == "same":
            joins[j.left, j.right] = f"judged the same by {j.by} (decision {j.seq})"
            _unite(cluster, j.left, j.right)
    story = {row.mention_id: row.story_id for row in rows}
    for left, right, because in sorted(_by_provenance(rows)):
        one, other = cluster[left], cluster[right]
        parted = any(apart[m] & other for m in one)
        # Two mentions of one story are two persons unless a person says otherwise.
        twice = {story[m] for m in one} & {story[m] for m in other}
        if one is not other and not parted and not twice:
            joins[left, right] = because
            _unite(cluster, left, right)
    return joins


def _unite(cluster: dict[str, set[str]], left: str, right: str) -> None:
    if cluster[left] is not cluster[right]:
        cluster[left] |= cluster[right]
        for mention in cluster[right]:
            cluster[mention] = cluster[left]


def _by_provenance(rows: list[Row]) -> Iterator[tuple[str, str, str]]:
    """Pairs of mentions that two tellings of one account name alike."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.group_id:
            held["copies of one story", row.group_id].append(row)
        held["parts of one account", account_of(row)].append(row)
    for (why, _), group in sorted(held.items()):
        for one, other in combinations(sorted(group, key=lambda r: r.mention_id), 2):
            if one.story_id != other.story_id and _named_alike(one, other):
                yield one.mention_id, other.mention_id, f"{why}, the same name"


def _named_alike(one: Row, other: Row) -> bool:
    names, others = names_told(one.name, one.spellings), names_told(other.name, other.spellings)
    if names and others:
        return compare(name_parts(names[0]), name_parts(others[0])).level in {"equal", "spelling"}
    if names or others:
        return False
    return bool({fold(d) for d in one.described_as} & {fold(d) for d in other.described_as})


def _persons(rows: list[Row], near: Near) -> list[Person]:
    """Clusters of joined mentions, in the order in which they were first captured."""
    order = {row.mention_id: (row.captured_at, row.capture_id, row.n) for row in rows}
    by_id = {row.mention_id: row for row in rows}
    made: dict[str, Person] = {}
    seen: set[str] = set()
    for mention in sorted(order, key=lambda m: order[m]):
        if mention not in seen:
            members = set(_walk(near, mention))
            seen |= members
            person_id = _person_id(by_id[mention], made)
            cases = any(by_id[m].is_case for m in members)
            made[person_id] = Person(person_id, label(by_id[m] for m in members), tuple(sorted(members)), cases)
    return list(made.values())


def _person_id(first: Row, taken: dict[str, Person]) -> str:
    """From where the person was first told of; later sources cannot change it."""
    place = f"{first.capture_id}:{spans(first.places)[0].start}"
    found, again = hashlib.sha256(place.encode()).hexdigest()[:16], 1
    while found in taken:
        again += 1
        found = hashlib.sha256(f"{place}:{again}".encode()).hexdigest()[:16]
    return found


def label(rows: Iterable[Row]) -> str:
    """The fullest name told, a real one before an alias; a description where there is none."""
    told = sorted(rows, key=lambda r: r.mention_id)
    names = sorted(
        {
            (row.naming == "alias", -len(name.split()), name.isupper(), -len(name), name)
            for row in told
            for name in _names(row)
        }
    )
    if names:
        return names[0][-1]
    described = sorted({(-len(d), d) for row in told for d in row.described_as})
    return described[0][1] if described else "a person without a name"


def _names(row: Row) -> tuple[str, ...]:
    return names_told(row.name, row.spellings)


def _near(joins: Joins) -> Near:
    near: Near = defaultdict(list)
    for (left, right), because in sorted(joins.items()):
        near[left].append((right, because))
        near[right].append((left, because))
    return near


def _walk(near: Near, start: str) -> dict[str, str]:
    """Every mention joined to `start`, with the reason of the join that reached it."""
    reached, front = {start: "told of"}, deque([start])
    while front:
        for there, because in near.get(front.popleft(), ()):
            if there not in reached:
                reached[there] = because
                front.append(there)
    return reached


def _links(person: Person, because: dict[str, str]) -> Iterator[dict[str, Any]]:
    for mention in person.mentions:
        yield {"person_id": person.person_id, "mention_id": mention, "because": because[mention]}


def _judgement_row(judgement: Judgement) -> dict[str, Any]:
    return {
        "judgement_id": f"decision-{judgement.seq}",
        "left_id": judgement.left,
        "right_id": judgement.right,
        "by_": judgement.by,
        "score": None,
        "reasons": [],
        "verdict": judgement.verdict,
        "why": judgement.why,
        "seq": judgement.seq,
    }
