"""Does the number of persons stand when something is left out: a publication, an account, a looser reading."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recount.estimate.ground import person_figure, told_rows
from recount.model import Figure, FigureRow
from recount.model.coding import picked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.estimate.ground import Ground, Told
    from recount.model.coding import Pick
    from recount.store import Row

MOST_PUBLICATIONS = 12  # those that tell of most persons; leaving out one that tells of one person says little


def sensitivity_figures(ground: Ground) -> Iterator[Figure]:
    """The count of persons under stricter and looser rules, and without each publication.

    Each is a figure with rows, so that what went is found by opening both.
    """
    if not ground.cases:
        return
    yield _count(ground, "strict", "Persons named in an account", [c for c in ground.cases if c.named])
    apart = {person for pair in ground.apart for person in pair}
    lenient = [c for c in ground.cases if c.person_id in apart or c.named]
    yield _count(ground, "lenient", "Persons named, or proved different from somebody", lenient)
    for n, publication in enumerate(_publications(ground), start=1):
        left = [kept for case in ground.cases if (kept := _without(case, publication))]
        yield _count(ground, f"without.{n}", f"Persons without what {publication} published", left)


def _count(ground: Ground, name: str, label: str, cases: Iterable[Told]) -> Figure:
    return person_figure(ground, told_rows(cases), figure=f"sensitivity.{name}", label=label, group="sensitivity")


def _publications(ground: Ground) -> list[str]:
    told: dict[str, set[str]] = defaultdict(set)
    for case in ground.cases:
        for mention in case.mentions:
            if mention.publication:
                told[mention.publication].add(case.person_id)
    if len(told) < 2:  # noqa: PLR2004  # without the only publication nothing is left to compare
        return []
    ranked = sorted(told, key=lambda p: (-len(told[p]), p))
    return ranked[:MOST_PUBLICATIONS]


def _without(case: Told, publication: str) -> Told | None:
    mentions = tuple(m for m in case.mentions if m.publication != publication)
    return replace(case, mentions=mentions) if mentions else None


RULES: dict[Pick, str] = {"first": "first told", "any": "told by any account", "majority": "told most often"}


def attribute_rule_figures(ground: Ground, variable: str, label: str) -> Iterator[Figure]:
    """Counts of an attribute's values under each rule, where the rules disagree."""
    told: dict[str, list[Row]] = defaultdict(list)
    for claim in ground.claims:
        if claim.variable == variable and claim.polarity == "asserted" and claim.value not in (None, "unknown"):
            told[claim.person_id].append(claim)
    for value in sorted({str(c.value) for claims in told.values() for c in claims}):
        made = {rule: _ruled(told, value, rule) for rule in RULES}
        if len({frozenset(persons) for persons in made.values()}) == 1:
            continue
        for rule, persons in made.items():
            rows = [
                FigureRow(p, "claim", c.claim_id, "told") for p in sorted(persons) for c in told[p] if c.value == value
            ]
            name = f"sensitivity.{variable}.{value}.{rule}"
            words = f"{label}: {value}, {RULES[rule]}"
            yield person_figure(ground, rows, figure=name, label=words, group="sensitivity")


def _ruled(told: dict[str, list[Row]], value: str, rule: Pick) -> set[str]:
    return {
        person
        for person, claims in told.items()
        if value in picked(((c.published_first or "", str(c.value), c.story_id) for c in claims), rule)
    }
