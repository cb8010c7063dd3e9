"""What each blind coder said of each unit: persons, stories or sentences that two or more of them judged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from recount.coding.disagreements import blind_codings
from recount.coding.plan import dealt
from recount.model import Span
from recount.model.coding import person_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recount.coding.placing import Placed
    from recount.coding.plan import Deals
    from recount.model import Codebook
    from recount.store import Row, Store


UnitKind = Literal["person", "story", "sentence"]


class Said(Protocol):
    """A coding, whoever made it."""

    @property
    def coder(self) -> str:
        """Who coded."""
        ...

    @property
    def code(self) -> str:
        """As the codebook calls it now."""
        ...

    @property
    def value(self) -> str:
        """What the words say of it."""
        ...

    @property
    def rejects(self) -> bool:
        """Whether it says that a suggestion is wrong."""
        ...

    @property
    def span(self) -> Span:
        """Where the words stand."""
        ...

    @property
    def mention_id(self) -> str | None:
        """Whom it is of."""
        ...


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing judged, by whom, and the clusters that it is drawn with."""

    name: str
    coders: tuple[str, ...]
    story: int  # cluster: its story; of a person, the stories that share persons
    person: int  # cluster: its person; of a story or sentence, the stories that share persons


@dataclass(frozen=True)
class Judged:
    """Units, and what each coder said of each: by (coder, unit), the value or values of each code she used."""

    coders: tuple[str, ...]
    units: tuple[Unit, ...]
    said: dict[tuple[str, int], dict[str, frozenset[str]]]
    stories: int
    open: int
    coders_of: dict[str, tuple[str, ...]]  # by story
    places: dict[str, Span]  # of whole stories
    codings: dict[str, list[Placed]]  # by story


def judged(store: Store, codebook: Codebook, *, unit: UnitKind) -> Judged:
    """The blind codings of a study, unit by unit. A code that a coder is silent on is missing from what she said."""
    deals = dealt(store)
    codings = blind_codings(store, codebook, deals)
    coders_of = {story_id: deals.by_story[story_id].coders for story_id in codings}
    rows = {row.story_id: row for row in store.query("stories_to_code")}
    units, said = said_of(store, codebook, codings, deals, unit)
    return Judged(
        coders=tuple(sorted({c for own in coders_of.values() for c in own})),
        units=units,
        said=said,
        stories=len(codings),
        open=sum(one.sealed for one in deals.stories),
        coders_of=coders_of,
        places={story_id: Span(rows[story_id].start, rows[story_id].end_) for story_id in codings},
        codings=codings,
    )


def said_of(
    store: Store, codebook: Codebook, codings: Mapping[str, Sequence[Said]], deals: Deals, unit: UnitKind
) -> tuple[tuple[Unit, ...], dict[tuple[str, int], dict[str, frozenset[str]]]]:
    """The units that codings, by story, are of; and what each coder, a machine too, says of each: (coder, unit)."""
    told = [row for row in store.query("persons_told") if deals.roots.get(row.story_id, "") in codings]
    together = _components(codings, told, deals)
    ways = {"person": _persons, "story": _stories, "sentence": _sentences}
    held = ways[unit](store, codings, told, deals, together)
    said: dict[tuple[str, int], dict[str, frozenset[str]]] = {}
    for k, (_, own) in enumerate(held):
        for coder in sorted({p.coder for p in own}):
            values = _values((p for p in own if p.coder == coder), codebook)
            if values:
                said[coder, k] = values
    return tuple(one for one, _ in held), said


def _values(codings: Iterable[Said], codebook: Codebook) -> dict[str, frozenset[str]]:
    by_code: defaultdict[str, set[str]] = defaultdict(set)
    for one in codings:
        if not one.rejects:
            by_code[one.code].add(one.value)
    return {
        code: frozenset(values) if codebook.attribute(code) else frozenset({person_value(values)})
        for code, values in by_code.items()
    }


Held = list[tuple[Unit, "Sequence[Said]"]]


def _components(codings: Mapping[str, Sequence[Said]], told: list[Row], deals: Deals) -> dict[str, int]:
    """Stories that share a person, directly or through others, have one number: they are drawn together."""
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    place = {story_id: n for n, story_id in enumerate(codings)}
    pairs = [(place[deals.roots[row.story_id]], row.person_id) for row in told if row.is_case]
    person = {person_id: n for n, person_id in enumerate(sorted({p for _, p in pairs}), len(place))}
    size = len(place) + len(person)
    ends = ([n for n, _ in pairs], [person[p] for _, p in pairs])
    _, number = connected_components(coo_array(([1] * len(pairs), ends), shape=(size, size)), directed=False)
    return {story_id: int(number[n]) for story_id, n in place.items()}


def _stories(
    _store: Store, codings: Mapping[str, Sequence[Said]], _told: list[Row], deals: Deals, together: dict[str, int]
) -> Held:
    return [
        (Unit(story_id, deals.by_story[story_id].coders, n, together[story_id]), own)
        for n, (story_id, own) in enumerate(codings.items())
    ]


def _sentences(
    store: Store, codings: Mapping[str, Sequence[Said]], _told: list[Row], deals: Deals, together: dict[str, int]
) -> Held:
    """Every sentence of the stories; a coding counts in each sentence that its words touch."""
    number = {story_id: n for n, story_id in enumerate(codings)}
    found: Held = []
    for row in store.query("passage_places"):
        story_id = deals.roots.get(row.story_id, "")
        if story_id in codings:
            place = Span(row.start, row.end_)
            own = [p for p in codings[story_id] if p.span.overlaps(place)]
            coders = deals.by_story[story_id].coders
            found.append((Unit(row.passage_id, coders, number[story_id], together[story_id]), own))
    return found


def _persons(
    _store: Store, codings: Mapping[str, Sequence[Said]], told: list[Row], deals: Deals, together: dict[str, int]
) -> Held:
    """Every case that the stories tell of, and whoever else was coded; over all stories that the same coders share."""
    person_of = {row.mention_id: row.person_id for row in told}
    found: dict[tuple[str, tuple[str, ...]], list[Said]] = {}
    where: dict[tuple[str, tuple[str, ...]], int] = {}
    for row in told:
        if row.is_case:
            story_id = deals.roots[row.story_id]
            key = (row.person_id, deals.by_story[story_id].coders)
            found.setdefault(key, [])
            where.setdefault(key, together[story_id])
    for story_id, own in codings.items():
        for one in own:
            person = person_of.get(one.mention_id or "") or one.mention_id or f"nobody in {story_id}"
            key = (person, deals.by_story[story_id].coders)
            found.setdefault(key, []).append(one)
            where.setdefault(key, together[story_id])
    names = sorted({person for person, _ in found})
    return [
        (Unit(person, coders, where[person, coders], names.index(person)), own)
        for (person, coders), own in sorted(found.items())
    ]
