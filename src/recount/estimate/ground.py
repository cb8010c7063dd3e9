"""What figures are counted from: the cases, what is proved to be different, and a lower bound for any set of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from recount.estimate.bounds import least_persons
from recount.model import Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from recount.store import Row, Store

Standing = Literal["accepted", "suggested", "denied", "conflict", "told"]
COUNTED = frozenset({"accepted", "suggested", "conflict", "told"})  # rows whose persons "at most" counts
SURE = frozenset({"accepted", "told"})  # rows whose persons "at least" counts
AS_READ = "as read by the program from the words under it; nobody has checked the reading"


@dataclass(frozen=True, slots=True)
class Told:
    """One case: the mentions that are joined, and who tells of them."""

    person_id: str
    name: str
    mentions: tuple[Row, ...]  # rows of persons_told, in the order of the texts
    accounts: frozenset[str]  # independent accounts: copies of one story and parts of one text are one
    named: bool  # some account gives a name that is not declared an alias


@dataclass
class Ground:
    """Rows of the store that figures are counted from, read once."""

    cases: tuple[Told, ...]
    apart: frozenset[tuple[str, str]]  # person ids, left < right, that are proved or judged different
    codings: list[Row]
    claims: list[Row]  # of cases
    quantities: list[Row]
    stories: list[Row]
    captures: list[Row]
    texts: list[Row]
    _least: dict[frozenset[str], int] = field(default_factory=dict)

    @cached_property
    def case_ids(self) -> frozenset[str]:
        """Persons that are cases."""
        return frozenset(told.person_id for told in self.cases)

    def least(self, persons: Iterable[str]) -> int:
        """The least number of persons that these can be, when every pair not proved different may be one."""
        wanted = frozenset(persons)
        if wanted not in self._least:
            place = {person: i for i, person in enumerate(sorted(wanted))}
            edges = [(place[a], place[b]) for a, b in self.apart if a in place and b in place]
            self._least[wanted] = least_persons(len(place), sorted(edges)).low
        return self._least[wanted]


def ground(store: Store) -> Ground:
    """All that figures are counted from."""
    cases = _cases(store.query("persons_told"))
    ids = {told.person_id for told in cases}
    apart = {(row.left_person, row.right_person) for row in store.query("persons_apart")}
    return Ground(
        cases=cases,
        apart=frozenset((min(a, b), max(a, b)) for a, b in apart if a in ids and b in ids),
        codings=store.query("codings_by_person"),
        claims=[row for row in store.query("claims_by_person") if row.person_id in ids],
        quantities=store.query("quantities_claimed"),
        stories=store.query("stories_told"),
        captures=store.query("captures"),
        texts=store.query("texts_told"),
    )


def account(row: Row) -> str:
    """The independent account of a row of a story: its copy group, or its story with sidebars."""
    if row.group_id:
        return f"copies {row.group_id}"
    n = row.story_n if hasattr(row, "story_n") else row.n
    return f"{row.text_id}.{n if row.belongs_to is None else row.belongs_to}"


def _cases(rows: list[Row]) -> tuple[Told, ...]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.is_case:
            held[row.person_id].append(row)
    return tuple(
        Told(
            person,
            mentions[0].person_name,
            tuple(mentions),
            frozenset(account(m) for m in mentions),
            any(m.name and m.naming != "alias" for m in mentions),
        )
        for person, mentions in sorted(held.items())
    )


def person_figure(ground: Ground, rows: Iterable[FigureRow], **fields: Any) -> Figure:
    """A figure in persons, listed before it is counted: at least those sure and proved different, at most all."""
    listed = tuple(rows)
    counted = {row.person_id for row in listed if row.person_id and row.standing in COUNTED}
    sure = {row.person_id for row in listed if row.person_id and row.standing in SURE}
    method = fields.pop("method", None) or counting_rule(sure=bool(sure))
    return Figure(unit="person", least=ground.least(sure), most=len(counted), rows=listed, method=method, **fields)


def counting_rule(*, sure: bool) -> str:
    """How a figure in persons is counted, in words."""
    least = (
        "the fewest persons these can be while all who are judged or proved different (two in one story; ages, genders "
    )
    least += "or full names that cannot be of one person) stay apart"
    return f"at most: persons under the rows, as joined by judgements; at least: {least if sure else 'none is sure'}"


def rows_of(
    kind: Literal["coding", "claim", "mention", "story", "capture"], rows: Iterable[Row], id_of: Callable[[Row], str]
) -> tuple[FigureRow, ...]:
    """Rows under a figure that is not in persons."""
    return tuple(FigureRow(None, kind, id_of(row), "told") for row in rows)


def by_person(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    """Rows by the person they are of, persons sorted."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.person_id is not None:
            held[row.person_id].append(row)
    return dict(sorted(held.items()))
