"""Who the cases are: how many, how many named, how many told of independently, women and men, origins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from recount.estimate.ground import AS_READ, person_figure, told_rows
from recount.estimate.shares import shares
from recount.estimate.tellings import Telling, picks, tellings, values_told
from recount.model import Attribute, Figure, FigureRow, Interval
from recount.model.coding import Pick

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from recount.estimate.ground import Ground, Standing, Told
    from recount.model import Codebook

PICKED: dict[Pick, str] = {
    "first": "what the earliest account tells",
    "last": "what the latest account tells",
    "majority": "what most accounts tell",
    "any": "every value that is told",
}
NOT_COUNTED = "who else is told of, and why they are not counted, stands with its rows under Not counted"
CONFIRMED_BY = 2  # independent accounts; the least that is more than one teller's word


def person_figures(ground: Ground, codebook: Codebook) -> Iterator[Figure]:
    """Figures on the cases themselves and on each attribute value that the accounts tell of them."""
    everybody = {c.person_id for c in (*ground.cases, *ground.undecided)}
    left = _told(ground, "persons.left", "Persons told of who belonged and left", everybody)
    yield replace(left, note="; ".join(filter(None, [left.note, NOT_COUNTED]))) if ground.no_cases else left
    named = {c.person_id for c in (*ground.cases, *ground.undecided) if c.named}
    yield _told(ground, "persons.named", "of these, named in an account", named)
    several = {c.person_id for c in (*ground.cases, *ground.undecided) if len(c.accounts) >= CONFIRMED_BY} & named
    yield _told(ground, "persons.confirmed", "of these, named and told of by two or more independent accounts", several)
    found = (c for c in (*ground.cases, *ground.undecided) if c.person_id in several)
    separate = {c.person_id for c in found if ground.independence(c).n_separate >= CONFIRMED_BY}
    label = "of these, by accounts that share neither outlet nor interviewer nor prison"
    yield _told(ground, "persons.separate", label, separate)
    for name, label in (("attr.gender", "Gender"), ("attr.origin_country", "Country of origin")):
        yield from _attribute(ground, codebook.attribute(name) or Attribute(name, label, "choice"))


def _told(ground: Ground, name: str, label: str, among: Collection[str]) -> Figure:
    cases = [c for c in ground.cases if c.person_id in among]
    undecided = [c for c in ground.undecided if c.person_id in among]
    note = rests_on(undecided) if cases or undecided else None
    return person_figure(ground, told_rows(cases, undecided), figure=name, label=label, note=note, group="persons")


def rests_on(undecided: Sequence[Told]) -> str:
    """What "at most" rests on, in words: who is counted though it is undecided."""
    words = [AS_READ]
    if undecided:
        words.append(
            f"at most counts {len(undecided)} persons of whom their accounts do not say whether they left; their rows "
            "say undecided"
        )
    return "; ".join(words)


def uncounted_figures(ground: Ground) -> Iterator[Figure]:
    """Whom the accounts tell of and no figure counts: one figure a reason, the most frequent first."""
    for why, _ in sorted(Counter(ground.no_cases.values()).items(), key=lambda found: (-found[1], found[0])):
        own = [c for c in ground.others if ground.no_cases[c.person_id] == why]
        name = "uncounted." + re.sub(r"\W+", "-", why)
        yield person_figure(ground, told_rows(own), figure=name, label=why, note=AS_READ, group="uncounted")


def _attribute(ground: Ground, attribute: Attribute) -> Iterator[Figure]:
    """One figure a value, by what people coded, else by explicit claims.

    Who is told two ways is in conflict, unless the attribute's rule picks: then what it passes over does not count.
    What is only probable (a pronoun that the reader resolved) is a suggestion: it counts at most.
    """
    variable, label = attribute.attribute, attribute.label
    claims = tellings(ground, variable)
    if not claims:
        reason = f"no account tells it of a case: not estimable until a story says or a person codes {variable}"
        yield Figure(variable, label, "person", "claims of the accounts", None, None, reason=reason, group="persons")
        return
    values = values_told(claims)
    ruled = picks(claims, attribute.pick)
    known = {c.person_id for c in claims if c.polarity == "asserted"}
    sure = {c.person_id for c in claims if c.polarity == "asserted" and c.certainty == "certain"}
    for value in sorted({c.value for c in claims}):
        own = [c for c in claims if c.value == value]
        rows = tuple(FigureRow(c.person_id, c.kind, c.row_id, _standing(c, values, sure, ruled)) for c in own)
        yield person_figure(
            ground,
            rows,
            figure=f"{variable}.{value}",
            label=f"{label}: {value}",
            shares=_shares(ground, rows, known),
            note=_note(own, attribute.pick if ruled.keys() & {c.person_id for c in own} else None),
            group="persons",
        )


def _note(claims: list[Telling], rule: Pick | None) -> str | None:
    coded = sum(c.kind == "coding" for c in claims)
    how = f"{coded} of {len(claims)} rows as people coded them; the others {AS_READ}" if coded else AS_READ
    told = [how] if coded < len(claims) else []
    told += [f"of who is told several ways, counted is {PICKED[rule]}"] if rule else []
    return "; ".join(told) or None


def _standing(claim: Telling, values: dict[str, set[str]], sure: set[str], ruled: dict[str, set[str]]) -> Standing:
    if claim.polarity == "denied":
        return "denied"
    told = values[claim.person_id]
    if claim.person_id in ruled:
        if claim.value not in ruled[claim.person_id]:
            return "unpicked"
    elif len(told) > 1 or claim.value not in told:
        return "conflict"
    if claim.kind == "coding":
        return "accepted"
    return "told" if claim.person_id in sure else "suggested"


def _shares(ground: Ground, rows: tuple[FigureRow, ...], known: set[str]) -> tuple[Interval, ...]:
    """Of all, of those of whom it is told, and what it can be among all whatever is true of the others."""
    hits = len({r.person_id for r in rows if r.standing in {"accepted", "told", "suggested"}})
    tell, silent = "persons of whom an account tells it", "all persons, whatever is true of those of whom none tells it"
    return shares(hits, len(known), len(ground.cases), speak_words=tell, silent_words=silent)
