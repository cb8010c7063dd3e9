"""What is told of an attribute of the cases: by people who coded it, else by the accounts as they were read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from recount.estimate.ground import account
from recount.estimate.reasons import standing
from recount.model.coding import picked

if TYPE_CHECKING:
    from recount.estimate.ground import Ground
    from recount.model.coding import Pick
    from recount.store import Row


@dataclass(frozen=True, slots=True)
class Telling:
    """One value of an attribute told of a case, and the row it rests on."""

    person_id: str
    value: str
    polarity: str  # "asserted", "denied"
    certainty: str  # as the claim has it; what a person coded is certain
    kind: Literal["claim", "coding"]
    row_id: str
    row: Row = field(compare=False, repr=False)  # as stored, with its account


def tellings(ground: Ground, variable: str) -> list[Telling]:
    """Every value told of a case. Of a person whom people coded, what was only read is set aside: they looked."""
    coded = [
        Telling(row.person_id, str(row.value), "asserted", "certain", "coding", row.coding_id, row)
        for row in ground.attributes
        if row.code == variable and row.person_id in ground.case_ids and standing(row) == "accepted"
    ]
    looked = {one.person_id for one in coded}
    read = [
        Telling(row.person_id, str(row.value), row.polarity, row.certainty, "claim", row.claim_id, row)
        for row in ground.claims
        if row.variable == variable and row.value and row.person_id not in looked
    ]
    return [one for one in (*coded, *read) if one.value != "unknown"]


def values_told(claims: list[Telling]) -> dict[str, set[str]]:
    """What is told of each person: in certain words; failing that, in words the reader had to interpret."""
    certain: dict[str, set[str]] = defaultdict(set)
    probable: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.polarity == "asserted":
            (certain if claim.certainty == "certain" else probable)[claim.person_id].add(claim.value)
    return {person: certain.get(person) or told for person, told in {**probable, **certain}.items()}


def picks(claims: list[Telling], rule: Pick) -> dict[str, set[str]]:
    """What the rule picks of whom is told several ways; who is not here stays in conflict."""
    found: dict[str, set[str]] = {}
    for person, told in values_told(claims).items():
        if rule != "agreed" and len(told) > 1:
            own = [c for c in claims if c.person_id == person and c.value in told and c.polarity == "asserted"]
            found[person] = set(picked(((c.row.published_first or "", c.value, account(c.row)) for c in own), rule))
    return {person: picks for person, picks in found.items() if picks}
