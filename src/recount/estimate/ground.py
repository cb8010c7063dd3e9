"""What figures are counted from: the cases, what is proved to be different, and a lower bound for any set of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from recount.estimate.bounds import least_persons
from recount.estimate.independence import Independence, independence, prisons
from recount.model import Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from recount.store import Row, Store

Standing = Literal["accepted", "suggested", "denied", "conflict", "told", "undecided", "unpicked"]
COUNTED = frozenset({"accepted", "suggested", "conflict", "told", "undecided"})  # rows whose persons "at most" counts
SURE = frozenset({"accepted", "told"})  # rows whose persons "at least" counts
AS_READ = "as read by the program from the words under it; nobody has checked the reading"


@dataclass(frozen=True, slots=True)
class Told:
    """One person, a case or one who may be: the mentions that are joined, and who tells of them."""

    person_id: str
    name: str
    mentions: tuple[Row, ...]  # rows of persons_told, in the order of the texts
    accounts: frozenset[str]  # independent accounts: copies of one story and parts of one account are one
    named: bool  # some account gives a name that is not declared an alias


@dataclass
class Ground:
    """Rows of the store that figures are counted from, read once."""

    cases: tuple[Told, ...]  # persons of whom some account says that they belonged and left
    apart: frozenset[tuple[str, str]]  # person ids, left < right, that are proved or judged different
    codings: list[Row]  # of codes
    claims: list[Row]  # of cases
    quantities: list[Row]
    stories: list[Row]
    captures: list[Row]
    texts: list[Row]
    retracted: dict[str, str] = field(default_factory=dict)  # origins of accounts that are not counted -> why not
    prisons: dict[str, frozenset[str]] = field(default_factory=dict)  # text -> prisons it names
    attributes: list[Row] = field(default_factory=list)  # codings of attributes
    translations: list[Row] = field(default_factory=list)  # pairs of stories that may be one in two languages
    undecided: tuple[Told, ...] = ()  # persons whose accounts say neither that they left nor why they are no case
    others: tuple[Told, ...] = ()  # the other persons
    no_cases: dict[str, str] = field(default_factory=dict)  # each of these -> why it is none
    _least: dict[frozenset[str], int] = field(default_factory=dict)

    @cached_property
    def case_ids(self) -> frozenset[str]:
        """Persons that are cases."""
        return frozenset(told.person_id for told in self.cases)

    def independence(self, told: Told) -> Independence:
        """Who tells of a case, and how far on their own."""
        return independence(((account(row), row) for row in told.mentions), self.prisons)

    def least(self, persons: Iterable[str]) -> int:
        """The least number of persons that these can be, when every pair not proved different may be one."""
        wanted = frozenset(persons)
        if wanted not in self._least:
            place = {person: i for i, person in enumerate(sorted(wanted))}
            edges = [(place[a], place[b]) for a, b in self.apart if a in place and b in place]
            self._least[wanted] = least_persons(len(place), sorted(edges)).low
        return self._least[wanted]


def ground(store: Store, *, attributes: Collection[str] = (), retracted: bool = False) -> Ground:
    """All that figures are counted from.

    Args:
        store: an open study, read and resolved.
        attributes: of the codebook; codings of them are no codings of codes.
        retracted: count the accounts that are retracted as well, to say what their retraction changes.
    """
    gone = {} if retracted else store.retracted()
    texts = store.query("texts_told")
    out = {row.text_id for row in texts if row.capture_id in gone}
    told = _kept(store.query("persons_told"), out)
    cases = _grouped(row for row in told if row.is_case)
    open_, others, no_cases = _others(row for row in told if not row.is_case)
    ids, mentions = {case.person_id for case in cases}, {row.mention_id for row in told}
    # A proof that rests on a retracted account proves nothing; a judgement on it may, but of whom nobody else tells.
    apart = {
        (min(row.left_person, row.right_person), max(row.left_person, row.right_person))
        for row in store.query("persons_apart")
        if row.left_id in mentions and row.right_id in mentions
    }
    codings = _kept(store.query("codings_by_person"), out)
    return Ground(
        cases=cases,
        apart=frozenset((a, b) for a, b in apart if a in ids and b in ids),
        codings=[row for row in codings if row.code not in attributes],
        attributes=[row for row in codings if row.code in attributes],
        claims=[row for row in _kept(store.query("claims_by_person"), out) if row.person_id in ids],
        quantities=_kept(store.query("quantities_claimed"), out),
        stories=_kept(store.query("stories_told"), out),
        captures=store.query("captures"),
        texts=texts,
        retracted={decision.body["origin"]: decision.body["why"] for decision in gone.values()},
        prisons=prisons(store),
        translations=store.query("translations"),
        undecided=open_,
        others=others,
        no_cases=no_cases,
    )


def _kept(rows: list[Row], out: set[str]) -> list[Row]:
    return [row for row in rows if row.text_id not in out] if out else rows


def account(row: Row) -> str:
    """The independent account of a row of a story: its copy group, or its story with sidebars."""
    if row.group_id:
        return f"copies {row.group_id}"
    n = row.story_n if hasattr(row, "story_n") else row.n
    return f"{row.text_id}.{n if row.belongs_to is None else row.belongs_to}"


def _others(rows: Iterable[Row]) -> tuple[tuple[Told, ...], tuple[Told, ...], dict[str, str]]:
    """Persons that no account tells to have left: of whom that is undecided, the others, and why these are no cases."""
    grouped = _grouped(rows)
    decided = {p.person_id: {m.not_case for m in p.mentions} for p in grouped}
    why = {person: "; ".join(sorted(reasons)) for person, reasons in decided.items() if None not in reasons}
    open_ = tuple(p for p in grouped if p.person_id not in why)
    return open_, tuple(p for p in grouped if p.person_id in why), why


def _grouped(rows: Iterable[Row]) -> tuple[Told, ...]:
    held: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
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


def told_rows(cases: Iterable[Told], undecided: Iterable[Told] = ()) -> list[FigureRow]:
    """The mentions of cases, and of persons who may be some."""
    told: list[tuple[Told, Standing]] = [*((c, "told") for c in cases), *((c, "undecided") for c in undecided)]
    return [FigureRow(c.person_id, "mention", m.mention_id, standing) for c, standing in told for m in c.mentions]


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


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells of one case, or of one person who may be some, for people to read."""

    person_id: str
    name: str
    mentions: int
    named: bool
    n_independent_sources: int
    n_separate: int
    shared: tuple[str, ...]
    undecided: bool  # no account says whether this person left


def who_tells(store: Store) -> list[Teller]:
    """Every case with its independent accounts, those of most accounts first; then those of whom it is undecided."""
    held = ground(store)
    found = []
    for told, undecided in (*((c, False) for c in held.cases), *((c, True) for c in held.undecided)):
        own = held.independence(told)
        about = (told.person_id, told.name, len(told.mentions), told.named)
        found.append(Teller(*about, own.n_independent_sources, own.n_separate, own.shared, undecided))
    return sorted(found, key=lambda t: (t.undecided, -t.n_independent_sources, t.name, t.person_id))
