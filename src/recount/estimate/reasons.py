"""Codes at person level: who gives a reason, who denies it, whose accounts are silent about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from recount.estimate.crosstab import association
from recount.estimate.ground import COUNTED, SURE, Standing, by_person, person_figure
from recount.estimate.shares import open_identities, shares
from recount.model import Figure, FigureRow, Interval
from recount.model.coding import person_value, rolled_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.estimate.ground import Ground
    from recount.model import Codebook
    from recount.model.coding import PersonValue
    from recount.store import Row

UNCORRECTED = "uncorrected: machine suggestions nobody has judged"
OF_GROUPS = "the account speaks of a group here, not of a person"
REFUSED = "nobody has an accepted or suggested coding: not estimable until somebody codes a passage with it"


@dataclass(frozen=True, slots=True)
class Coded:
    """Codings by code, those rejected left out."""

    by_code: dict[str, list[Row]]

    def under(self, codes: Iterable[str]) -> list[Row]:
        """Codings of any of these codes, in the order of the accounts."""
        found = [row for code in codes for row in self.by_code.get(code, ())]
        return sorted(found, key=lambda r: (r.text_id, r.start, r.code, r.coding_id))


def coded(codings: Iterable[Row]) -> Coded:
    """Codings that count for something, by code."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in codings:
        if standing(row) != "rejected":
            held[row.code].append(row)
    return Coded(dict(held))


def standing(row: Row) -> str:
    """Whether people accepted a coding, a machine suggests it, or people rejected it or coded its words themselves.

    A coding is disputed where blind coders contradict each other and nobody has settled it.
    """
    if row.verdict in {"rejected", "superseded"}:
        return "rejected"
    if row.verdict == "disputed":
        return "disputed"
    if row.coder.startswith("machine") and row.verdict is None:
        return "suggested"
    return "accepted"


def values_of(rows: Iterable[Row]) -> PersonValue:
    """One person's value over the accepted codings of several codes."""
    by_code: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if standing(row) == "accepted":
            by_code[row.code].append(row.value)
    return rolled_up(person_value(values) for values in by_code.values())


def reason_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """One figure for each code, in the codebook's order: children count for their parents."""
    held = coded(ground.codings)
    for code in codebook.codes:
        yield _figure(ground, held, code.code, code.label, codebook.below(code.code), "reasons")


def rollup_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """One figure for each roll-up of the codebook: narratives that gather several codes."""
    held = coded(ground.codings)
    firsts = Counter(name.split()[0].lower() for name, _ in codebook.rollups)
    for name, codes in codebook.rollups:
        first = name.split()[0].lower()
        short = first if firsts[first] == 1 else "-".join(re.findall(r"[a-z0-9]+", name.lower()))
        every = tuple(dict.fromkeys(c for code in codes for c in (codebook.below(code) or (code,))))
        yield _figure(ground, held, f"rollup.{short}", name, every, "rollups")


def _figure(ground: Ground, held: Coded, name: str, label: str, codes: tuple[str, ...], group: str) -> Figure:
    codings = held.under(codes)
    if not codings:
        return Figure(name, label, "person", "codings of people and machine", None, None, reason=REFUSED, group=group)
    rows = listed(ground, codings)
    shares = _shares(ground, held, rows, codes)
    return person_figure(
        ground, rows, figure=name, label=label, shares=shares, note=_note(ground, codings, rows), group=group
    )


def listed(ground: Ground, codings: list[Row]) -> tuple[FigureRow, ...]:
    """Each coding with its person and how it stands; codings of no case have no person."""
    held = by_person(row for row in codings if row.person_id in ground.case_ids)
    clash = {p: values_of(rows) in {"conflict", "unclear"} for p, rows in held.items()}
    return tuple(_row(ground, row, clash=clash) for row in codings)


def _row(ground: Ground, row: Row, *, clash: dict[str, bool]) -> FigureRow:
    person = row.person_id if row.person_id in ground.case_ids else None
    how: Standing = "accepted" if standing(row) == "accepted" else "suggested"
    if standing(row) == "disputed" or (how == "accepted" and (row.value == "unclear" or (person and clash[person]))):
        how = "conflict"
    elif row.value == "denied":
        how = "denied"
    elif row.value == "unclear":
        how = "conflict"
    return FigureRow(person, "coding", row.coding_id, how)


def _shares(ground: Ground, held: Coded, rows: tuple[FigureRow, ...], codes: tuple[str, ...]) -> tuple[Interval, ...]:
    everyone = len(ground.cases)
    if not everyone or all(row.person_id is None for row in rows):
        return ()  # what is said of groups is no share of persons
    tops = {code.split(".")[0] for code in codes}
    topic = [row for code, own in held.by_code.items() if code.split(".")[0] in tops for row in own]
    people = any(standing(row) == "accepted" for row in ground.codings)
    wanted = {"accepted"} if people else {"accepted", "suggested"}
    hits = len({r.person_id for r in rows if r.person_id and r.standing in wanted})
    speak = {r.person_id for r in topic if r.person_id in ground.case_ids and standing(r) in wanted}
    how = "" if people else ", uncorrected"
    sure = {r.person_id for r in rows if r.person_id and r.standing in SURE}
    most = len({r.person_id for r in rows if r.person_id and r.standing in COUNTED})
    both_ends = open_identities(ground.least(sure), most, (ground.least(ground.case_ids), everyone), how)
    return (*shares(hits, len(speak), everyone, how=how), *([both_ends] if both_ends else []))


def _note(ground: Ground, codings: list[Row], rows: tuple[FigureRow, ...]) -> str | None:
    ways = [standing(row) for row in codings]
    told = []
    if all(way == "suggested" for way in ways):
        told.append(UNCORRECTED)
    elif "suggested" in ways:
        told.append("at most counts machine suggestions nobody has judged")
    if rows and all(row.person_id is None for row in rows):
        told.append(OF_GROUPS)
    elif any(row.person_id is None for row in rows):
        told.append(f"{sum(r.person_id is None for r in rows)} of the rows speak of a group, not of a person")
    values = _values(ground, codings)
    told += [f"{values[v]} {words}" for v, words in _VALUE_WORDS if values[v]]
    return "; ".join(told) or None


_VALUE_WORDS = (
    ("main", "name it as a main reason"),
    ("denied", "deny it"),
    ("conflict", "have accounts that contradict each other"),
    ("unclear", "are unclear"),
)


def _values(ground: Ground, codings: list[Row]) -> Counter[str]:
    held = by_person(row for row in codings if row.person_id in ground.case_ids)
    return Counter(values_of(rows) for rows in held.values())


def pair_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """Reasons of one kind that the same persons give together, for each two codes that anybody gives together."""
    held = coded(ground.codings)
    rows = {code.code: listed(ground, held.under((code.code,))) for code in codebook.codes}
    given = {code: _given(own) for code, own in rows.items() if _given(own)}
    labels = {code.code: code.label for code in codebook.codes}
    for a, b in combinations(given, 2):
        both = given[a] & given[b]
        nested = b.startswith(a + ".") or a.startswith(b + ".")
        if both and not nested and a.split(".")[0] == b.split(".")[0]:
            top = a.split(".")[0]
            among = {r.person_id for c, own in rows.items() if c.split(".")[0] == top for r in own if r.person_id}
            yield _pair(ground, (a, b), f"{labels[a]} + {labels[b]}", (rows[a], rows[b]), among)


def _given(rows: tuple[FigureRow, ...], wanted: tuple[str, ...] = ("accepted", "suggested", "conflict")) -> set[str]:
    return {row.person_id for row in rows if row.person_id and row.standing in wanted}


def _pair(
    ground: Ground,
    codes: tuple[str, str],
    label: str,
    rows: tuple[tuple[FigureRow, ...], tuple[FigureRow, ...]],
    among: set[str],
) -> Figure:
    both = _given(rows[0]) & _given(rows[1])
    sure = _given(rows[0], ("accepted",)) & _given(rows[1], ("accepted",))
    under = tuple(row for own in rows for row in own if row.person_id in both and row.standing != "denied")
    note = UNCORRECTED if all(row.standing == "suggested" for row in under) else None
    found = association(_given(rows[0]), _given(rows[1]), among)
    method = "persons under the rows with both codes; at least: of those, with both accepted, proved different"
    return Figure(
        f"pair.{codes[0]}+{codes[1]}",
        label,
        "person",
        method,
        ground.least(sure),
        len(both),
        under,
        note=note,
        group="pairs",
        estimates=(found,) if found else (),
    )
