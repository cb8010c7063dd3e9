"""Month by month: when persons left, as far as accounts say, and when their story was first published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from recount.estimate.ground import AS_READ, by_person, person_figure
from recount.model import Estimate, Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recount.estimate.ground import Ground, Told
    from recount.model.study import MethodBreak
    from recount.store import Row

LEFT = frozenset({"event.left", "attr.exit_date"})
MOST_MONTHS = 60  # a leaving date spread over more says nothing about pace; such persons are listed as undated
UNDATED = {
    "pace.left": "no account dates a leaving on both sides: not estimable by month until a leaving date is told, or a "
    "story that says 'last month' gets a date of its own",
    "pace.published": "no account that tells of a case has a date: not estimable by month until its page or "
    "sources.csv says one",
}


@dataclass(frozen=True, slots=True)
class Spread:
    """One person's event: in some month from `first` to `last`, both as months counted from year 0."""

    person_id: str
    first: int
    last: int
    rows: tuple[FigureRow, ...]


def pace_figures(ground: Ground, breaks: Sequence[MethodBreak] = ()) -> Iterator[Figure]:
    """Both time lines without gaps, and who could not be dated; months after a break of method say so."""
    for figure in _lines(ground):
        yield _broken(figure, breaks)


def _broken(figure: Figure, breaks: Sequence[MethodBreak]) -> Figure:
    """The figure of a month, with the break of method before it that is nearest."""
    earlier = [b for b in breaks if f"{b.day:%Y-%m}" <= figure.figure[-len("2031-01") :]]
    if not earlier or figure.least is None or figure.figure == "pace.undated":
        return figure
    last = max(earlier, key=lambda b: b.day)
    told = f"another method since {last.day.isoformat()} ({last.why})"
    return replace(figure, note="; ".join(filter(None, [told, figure.note])))


def _lines(ground: Ground) -> Iterator[Figure]:
    left = leavings(ground)
    dated = {s.person_id for s in left}
    undated = [c for c in ground.cases if c.person_id not in dated]
    yield from _line(ground, "pace.left", "Left", left, len(undated))
    rows = [FigureRow(c.person_id, "mention", m.mention_id, "told") for c in undated for m in c.mentions]
    yield person_figure(
        ground, rows, figure="pace.undated", label="Persons whose leaving no account dates on both sides", group="pace"
    )
    told = publications(ground.cases)
    yield from _line(ground, "pace.published", "First published", told, len(ground.cases) - len(told))


def _line(ground: Ground, name: str, label: str, spreads: list[Spread], undated: int) -> Iterator[Figure]:
    if not spreads:
        method = "dates that the accounts give"
        yield Figure(name, f"{label}, by month", "person", method, None, None, reason=UNDATED[name], group="pace")
        return
    for month in range(min(s.first for s in spreads), max(s.last for s in spreads) + 1):
        held = [s for s in spreads if s.first <= month <= s.last]
        yield _month(ground, name, label, month, held, undated)


def _month(ground: Ground, name: str, label: str, month: int, held: list[Spread], undated: int) -> Figure:
    """At most all dated persons who may belong to the month; at least those whose whole range lies in it."""
    rows = tuple(row for s in held for row in s.rows)
    sure = {s.person_id for s in held if s.first == s.last}
    told = f"{month // 12:04d}-{month % 12 + 1:02d}"
    vague = len(held) - len(sure)
    notes = [f"{vague} of them with a date that spans several months"] * bool(vague)
    notes += [f"at most {undated} persons more have no such date and may belong to any month"] * bool(undated)
    return Figure(
        figure=f"{name}.{told}",
        label=f"{label} in {told}",
        unit="person",
        method="of those dated; at least: dated within the month, the fewest these can be; at most: may fall in it",
        least=ground.least(sure),
        most=len({s.person_id for s in held}),
        rows=rows,
        note="; ".join([*notes, AS_READ]),
        group="pace",
        estimates=(_expected(held, len(sure)),) if vague else (),
    )


def _expected(held: list[Spread], sure: int) -> Estimate:
    """How many of the month's persons belong to it when each imprecise date is spread evenly over its months."""
    value = sum(1 / (s.last - s.first + 1) for s in held)
    return Estimate("expected", value, sure, len(held), "imprecise dates spread evenly over their months; all or none")


def leavings(ground: Ground) -> list[Spread]:
    """Persons whose leaving is dated on both sides, with the months it may lie in."""
    wanted = [c for c in ground.claims if c.variable in LEFT and c.polarity == "asserted"]
    found = []
    for person, claims in by_person(wanted).items():
        told = [(span, c) for c in claims if (span := _months(c))]
        if not told:
            continue
        # Accounts that agree narrow the date; accounts that contradict each other leave all their months open.
        first, last = max(s[0] for s, _ in told), min(s[1] for s, _ in told)
        if first > last:
            first, last = min(s[0] for s, _ in told), max(s[1] for s, _ in told)
        if last - first < MOST_MONTHS:
            rows = tuple(FigureRow(person, "claim", c.claim_id, "told") for _, c in told)
            found.append(Spread(person, first, last, rows))
    return found


def _months(claim: Row) -> tuple[int, int] | None:
    """First and last month of a claim's date; nobody left after the account of it was published."""
    when = claim.when_ or {}
    first, last = _month_of(when.get("first")), _month_of(when.get("last"))
    if first is None:
        return None
    published = _month_of(claim.published_last)
    ends = [month for month in (last, published) if month is not None]
    if not ends:
        return None
    return (first, min(ends)) if min(ends) >= first else (first, last) if last is not None else None


def _month_of(day: str | None) -> int | None:
    if not day:
        return None
    told = date.fromisoformat(day)
    return told.year * 12 + told.month - 1


def publications(cases: Iterable[Told]) -> list[Spread]:
    """Each person's earliest known publication; accounts without a date may be earlier, which a note cannot mend."""
    found = []
    for case in cases:
        dated = [(m.published_first, m.published_last or m.published_first, m) for m in case.mentions]
        known = [(a, b, m) for a, b, m in dated if a and b]
        if not known:
            continue
        earliest, latest = min(a for a, _, _ in known), min(b for _, b, _ in known)
        first, last = _month_of(earliest), _month_of(latest)
        if first is not None and last is not None:
            stories = [m.story_id for a, _, m in known if a <= latest]
            rows = tuple(FigureRow(case.person_id, "story", s, "told") for s in dict.fromkeys(stories))
            found.append(Spread(case.person_id, first, last, rows))
    return found
