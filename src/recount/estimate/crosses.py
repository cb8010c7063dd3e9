"""Answers against each other as figures: reasons by attribute, and reasons given together in whole sets."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from recount.estimate.crosstab import association, cross
from recount.estimate.ground import SURE, person_figure
from recount.estimate.reasons import UNCORRECTED, coded, listed
from recount.estimate.tellings import Telling, picks, tellings
from recount.model import Estimate, Figure, FigureRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.estimate.ground import Ground, Standing
    from recount.model import Code, Codebook
    from recount.model.coding import Pick

BY = ("attr.gender", "attr.origin_country")
LEAST_VALUES = 3  # of an attribute; two values are a table of two by two, which has its own figure
LEAST_BOTH = 2  # persons in a cell of a cross table; single ones say nothing and name somebody
MOST_SETS = 20  # combinations of reasons that are listed, the most frequent first
DEPTH = 2  # a code of this many parts is a kind of reason: "leave.push"


def cross_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """Persons with a value of an attribute and a kind of reason, beside how the two go together."""
    held = coded(ground.codings)
    kinds = [code for code in codebook.codes if code.code.count(".") == DEPTH - 1]
    given = {code.code: listed(ground, held.under(codebook.below(code.code))) for code in kinds}
    labels = {a.attribute: a.label for a in codebook.attributes}
    rules = {a.attribute: a.pick for a in codebook.attributes}
    for variable in BY:
        told = _told(ground, variable, rules.get(variable, "agreed"))
        known = {person for persons in told.values() for person in persons}
        for value, claims in sorted(told.items()):
            for code in kinds:
                topic = code.code.split(".")[0]
                speak = {r.person_id for c, rows in given.items() if c.startswith(topic) for r in rows if r.person_id}
                name = f"cross.{variable}.{value}+{code.code}"
                label = f"{labels.get(variable, variable)} {value}: {code.label}"
                made = _cross(ground, name, label, claims, given[code.code], known & speak)
                if made:
                    yield made
        for code in kinds:
            if made := _all_values(ground, variable, labels.get(variable, variable), told, (code, given)):
                yield made


def _all_values(
    ground: Ground,
    variable: str,
    label: str,
    told: dict[str, dict[str, list[Telling]]],
    kind: tuple[Code, dict[str, tuple[FigureRow, ...]]],
) -> Figure | None:
    """Whether a kind of reason goes with an attribute of three values or more, in one test over all of them."""
    code, given = kind
    topic = code.code.split(".")[0]
    speak = {r.person_id for c, rows in given.items() if c.startswith(topic) for r in rows if r.person_id}
    one_way = Counter(person for persons in told.values() for person in persons)  # told two ways: in no single row
    among = {value: {p for p in persons if p in speak and one_way[p] == 1} for value, persons in told.items()}
    among = {value: persons for value, persons in among.items() if persons}
    giving = _given(given[code.code])
    counts = [[len(p & giving) for p in among.values()], [len(p - giving) for p in among.values()]]
    if len(among) < LEAST_VALUES or not all(sum(row) for row in counts):
        return None
    found = cross(counts)
    how = "exact" if found.exact else "by draws"
    rows = [FigureRow(p, c.kind, c.row_id, _standing(c)) for v in among for p in sorted(among[v]) for c in told[v][p]]
    everybody = {r.person_id for r in rows if r.person_id}
    rows += [r for r in given[code.code] if r.person_id in everybody]
    return person_figure(
        ground,
        rows,
        figure=f"cross.{variable}+{code.code}",
        label=f"{label}, all {len(among)} values told: {code.label}",
        method="persons told one value whose accounts speak to reasons of this topic",
        note=UNCORRECTED if all(r.standing != "accepted" for r in given[code.code]) else None,
        group="crosses",
        estimates=(
            Estimate(
                "Cramér's V", found.v, None, None, f"corrected; Fisher-Freeman-Halton test {how}, p = {found.p:.2g}"
            ),
        ),
    )


def _told(ground: Ground, variable: str, rule: Pick) -> dict[str, dict[str, list[Telling]]]:
    """What is told by value and person; a person told two ways stands under both, or under what the rule picks."""
    found: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
    claims = tellings(ground, variable)
    ruled = picks(claims, rule)
    for claim in claims:
        if claim.polarity == "asserted" and claim.value in ruled.get(claim.person_id, {claim.value}):
            found[claim.value][claim.person_id].append(claim)
    return found


def _cross(
    ground: Ground,
    name: str,
    label: str,
    claims: dict[str, list[Telling]],
    codings: tuple[FigureRow, ...],
    among: set[str],
) -> Figure | None:
    coded_persons = _given(codings)
    both = coded_persons & set(claims)
    if len(both) < LEAST_BOTH:
        return None
    rows = [FigureRow(p, c.kind, c.row_id, _standing(c)) for p in sorted(both) for c in claims[p]]
    rows += [row for row in codings if row.person_id in both and row.standing != "denied"]
    found = association(set(claims), coded_persons, among)
    sure = {p for p in both if any(_standing(c) in SURE for c in claims[p])}
    sure &= {r.person_id for r in codings if r.standing == "accepted" and r.person_id}
    method = "persons under the rows with both; at least: of those sure of both, the fewest these can be"
    return Figure(
        name,
        label,
        "person",
        method,
        ground.least(sure),
        len(both),
        tuple(rows),
        note=UNCORRECTED if all(r.standing != "accepted" for r in rows if r.kind == "coding") else None,
        group="crosses",
        estimates=(found,) if found else (),
    )


def _standing(claim: Telling) -> Standing:
    if claim.kind == "coding":
        return "accepted"
    return "told" if claim.certainty == "certain" else "suggested"


def _given(rows: Iterable[FigureRow]) -> set[str]:
    return {r.person_id for r in rows if r.person_id and r.standing in {"accepted", "suggested", "conflict"}}


def set_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """Combinations of kinds of reasons: the persons whose accounts give exactly these, the most frequent first."""
    held = coded(ground.codings)
    for top in dict.fromkeys(code.code.split(".")[0] for code in codebook.codes):
        kinds = [c for c in codebook.codes if c.code.startswith(top + ".") and c.code.count(".") == DEPTH - 1]
        rows = {c.code: listed(ground, held.under(codebook.below(c.code))) for c in kinds}
        labels = {c.code: c.label for c in kinds}
        if len(kinds) > 1:
            yield from _sets(ground, top, rows, labels)


def _sets(ground: Ground, top: str, rows: dict[str, tuple[FigureRow, ...]], labels: dict[str, str]) -> Iterator[Figure]:
    given: dict[str, list[str]] = defaultdict(list)
    for code, own in rows.items():
        for person in _given(own):
            given[person].append(code)
    combined: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for person, own_codes in sorted(given.items()):
        combined[tuple(own_codes)].append(person)
    ordered = sorted(combined.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_SETS]
    for codes, persons in ordered:
        under = [r for code in codes for r in rows[code] if r.person_id in persons and r.standing != "denied"]
        words = " + ".join(labels[code] for code in codes)
        alone = "alone" if len(codes) == 1 else "and no others"
        yield person_figure(
            ground,
            under,
            figure=f"set.{top}:{'+'.join(code.removeprefix(top + '.') for code in codes)}",
            label=f"{words}, {alone}",
            note=None if any(r.standing in SURE for r in under) else UNCORRECTED,
            group="sets",
        )
