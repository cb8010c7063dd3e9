"""The figures of those never seen: the least number, the bound, the range, and each list against the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from recount.estimate.ground import Ground, Told, ground
from recount.estimate.hidden.gate import reasons_against
from recount.estimate.hidden.lists import OnLists, on_lists
from recount.estimate.hidden.often import often_figure
from recount.estimate.hidden.said import HeldOut, Hidden, ends, summary
from recount.estimate.hidden.table import MOST_LISTS, CaptureTable
from recount.estimate.hidden.total import Total, far_end
from recount.estimate.identities import drawable, identities, told_of
from recount.estimate.rows import figure_row, under
from recount.model import DateRange, Estimate, Figure, FigureRow
from recount.model.study import HiddenSettings
from recount.store import Row, Run, Store, digest

STEP = "estimate.hidden"
VERSION = "3"
AFTER = 100_000  # places in print: behind the figures that are counted
SEED = 1
RANGE = "all, seen and never seen: range over the assumptions"
UNJUDGED = (
    "{} pairs of these persons may be one and nobody has judged them: totals are averaged over draws of who is who "
    "({}); the fewer are found to be one, the higher the totals"
)
WITHOUT, WITH = (f"all, if {who} of those undecided left: range over the assumptions" for who in ("none", "all"))
UNDECIDED = (
    "on the lists stand cases; of {} more persons it is undecided whether they left: the range is over the totals with "
    "all of them on the lists and with none"
)
BY_MODEL = "from the model behind the likely number of persons"
BY_SCORE = "in which each pair is one with the chance of its score"
TOO_MANY = "{} independent source families are declared, and at most {} can be estimated from; join some that are alike"
METHOD = (
    "persons told of by independent source families, as joined by judgements; at least: those proved different. What "
    "is said of those never seen rests on assumptions that accounts cannot test; each estimate names its own"
)


def hidden(store: Store, *, period: DateRange, settings: HiddenSettings | None = None) -> Run:
    """Make the figures of those never seen, or one that says why there are none and what would help.

    Args:
        store: an open study with persons; families come from what is supplied of the sources.
        period: of the study; with both its ends known the population is closed.
        settings: how many draws of the identities, how long chains may be.
    """
    asked = settings or HiddenSettings()
    held = ground(store)
    listed, with_undecided = (_on_lists(store, told) for told in (held.cases, (*held.cases, *held.undecided)))
    unjudged = _unjudged(listed, store.query("judgements_open"))
    closed = period.first is not None and period.last is not None
    told_by = told_of(held) if unjudged else None
    inputs = digest(
        [
            listed.mentions,
            with_undecided.mentions,
            held.cases,
            len(held.undecided),
            sorted(held.apart),
            sorted(unjudged.items()),
            told_by,
            closed,
        ]
    )
    signed = {"draws": asked.draws, "iterations": asked.iterations, "seed": SEED}
    with store.run(STEP, version=VERSION, settings=signed, inputs=inputs) as run:
        if not run.done:
            told = _told(listed, with_undecided, held, unjudged, asked, closed=closed)
            made = [
                *figures(listed, held, told, doubts=_doubts(held, len(unjudged))),
                often_figure(held, closed=closed),
            ]
            run.add("figure", (figure_row(n, figure) for n, figure in enumerate(made, AFTER)))
            run.add("figure_row", (row for figure in made for row in under(figure)))
    return run


def _on_lists(store: Store, persons: Iterable[Told]) -> OnLists:
    counted = {mention.mention_id for person in persons for mention in person.mentions}  # none of a retracted account
    rows = (row for row in store.query("mentions_by_source") if row.mention_id in counted)
    return on_lists(rows, store.query("sources_first"), store.supplied())


def _unjudged(listed: OnLists, pairs: Sequence[Row]) -> dict[tuple[int, int], float]:
    """Places of two persons on lists that may be one, as suggested and not judged, with the highest score."""
    person_of = {mention: person for person, mention, _ in listed.mentions}
    place = {person: i for i, person in enumerate(listed.persons)}
    between: dict[tuple[int, int], float] = {}
    for row in pairs:
        if row.left_id in person_of and row.right_id in person_of:
            a, b = sorted((place[person_of[row.left_id]], place[person_of[row.right_id]]))
            between[a, b] = max(between.get((a, b), 0.0), row.score or 0.0)
    return between


def _told(
    listed: OnLists,
    with_undecided: OnLists,
    held: Ground,
    unjudged: dict[tuple[int, int], float],
    asked: HiddenSettings,
    *,
    closed: bool,
) -> Hidden:
    if len(with_undecided.families) > MOST_LISTS:
        return Hidden(len(listed.persons), (TOO_MANY.format(len(with_undecided.families), MOST_LISTS),))
    table = listed.table()
    against = reasons_against(table, closed=closed)
    if table is None or against:
        return Hidden(len(listed.persons), against)
    from recount.estimate.hidden.together import together  # with all methods: seconds that most studies do not need

    drawn = _drawn(listed, held, unjudged, asked.draws) if unjudged else []
    more = with_undecided.table() if with_undecided != listed else None
    return together(table, closed=closed, undecided=more, draws=drawn, iterations=asked.iterations)


def _drawn(listed: OnLists, held: Ground, unjudged: dict[tuple[int, int], float], draws: int) -> list[CaptureTable]:
    """Tables of other ways who may be whom: by the draws that all figures share, else by the scores of the pairs."""
    from recount.estimate.hidden.linkage import draw_partitions, tables

    shared = identities(held)
    if shared is not None:
        case = {told.person_id: n for n, told in enumerate(held.cases)}
        persons, families = listed.places()
        chosen = shared[np.linspace(0, len(shared) - 1, min(draws, len(shared))).round().astype(int)]
        columns = np.array([case[person] for person in listed.persons])
        return tables(listed.families, chosen[:, columns[persons]], families)
    place = {person: i for i, person in enumerate(listed.persons)}
    apart = (sorted((place[a], place[b])) for a, b in held.apart if a in place and b in place)
    persons, families = listed.places()
    chances = np.array(list(unjudged.values()))
    partitions = draw_partitions(
        persons, list(unjudged), chances, frozenset((a, b) for a, b in apart), draws=draws, seed=SEED
    )
    return tables(listed.families, partitions, families)


def _doubts(held: Ground, unjudged: int) -> list[str]:
    """What the totals leave open, in words."""
    words = [UNDECIDED.format(len(held.undecided))] if held.undecided else []
    by = BY_MODEL if drawable(held) else BY_SCORE
    return [*words, UNJUDGED.format(unjudged, by)] if unjudged else words


def figures(listed: OnLists, held: Ground, told: Hidden, *, doubts: Sequence[str] = ()) -> Iterator[Figure]:
    """The total, then each list."""
    rows = tuple(FigureRow(person, "mention", mention, "told") for person, mention, _ in listed.mentions)
    label = "Persons told of by independent source families, and those never seen"
    if told.against:
        yield Figure(
            "hidden.total", label, "person", METHOD, None, None, reason="; ".join(told.against), group="hidden"
        )
    else:
        yield Figure(
            "hidden.total",
            label,
            "person",
            METHOD,
            held.least(listed.persons),
            len(listed.persons),
            rows,
            note=_note(told, doubts),
            group="hidden",
            estimates=tuple(_estimates(told)),
        )
    checks = {check.name: check for check in told.checks}
    for family in listed.families:
        yield _list_figure(listed, held, family, checks.get(family))


def _list_figure(listed: OnLists, held: Ground, family: str, check: HeldOut | None) -> Figure:
    rows = tuple(FigureRow(p, "mention", m, "told") for p, m, own in listed.mentions if own == family)
    persons = {row.person_id for row in rows if row.person_id}
    estimates = [
        _estimate(f"this list's size, estimated from the others ({key})", total, len(persons))
        for key, total in (check.told.items() if check else ())
        if total.known
    ]
    return Figure(
        f"hidden.list.{family}",
        f"Persons told of by {family}",
        "person",
        "persons under the rows, as joined by judgements; at least: those proved different",
        held.least(persons),
        len(persons),
        rows,
        group="hidden",
        estimates=tuple(estimates),
    )


def _estimates(told: Hidden) -> Iterator[Estimate]:
    for bound in (told.bound, told.bound_without_ones):
        if bound and bound.known:
            yield _estimate(f"all, at least: {bound.method}", bound, told.seen)
    yield from _ranges(told)
    for total in told.assumptions:
        if total.known:
            yield _estimate(f"all, if: {total.method}", total, told.seen)


def _ranges(told: Hidden) -> Iterator[Estimate]:
    """The range over all assumptions, and over those that none or all of the undecided left."""
    parts = ((RANGE, (*told.assumptions, *told.undecided)), (WITHOUT, told.assumptions), (WITH, told.undecided))
    for name, totals in parts if told.undecided else parts[:1]:
        if (found := ends(totals)) is not None:
            how = f"lowest to highest end of {sum(t.known for t in totals)} estimates, each 95 %"
            yield Estimate(name, None, round(found[0]), _whole(far_end(found[1], told.seen)), how)


def _estimate(name: str, total: Total, seen: int) -> Estimate:
    """Whole persons; an end that the data cannot tell from infinity is open."""
    return Estimate(
        name, _whole(total.value), _whole(total.low), _whole(far_end(total.high, seen)), f"{total.level:.0%}"
    )


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _note(told: Hidden, doubts: Sequence[str]) -> str:
    words = []
    for key in told.checks[0].told if told.checks else ():
        inside, n, ratio = summary(told.checks, key)
        if n and ratio is not None:
            words.append(f"{key}: {inside} of {n} sizes inside, estimates {ratio:.2f} of the size (median)")
    check = [f"each list's known size estimated from the others: {'; '.join(words)}"] if words else []
    refusals = [t for t in (told.bound, told.bound_without_ones, *told.assumptions) if t and t.reason]
    return "; ".join([*doubts, *check, *(f"no estimate by {t.method}: {t.reason}" for t in refusals)])
