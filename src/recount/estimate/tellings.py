"""What is told of an attribute of the cases: by people who coded it, else by the accounts as they were read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from recount.estimate.reasons import standing

if TYPE_CHECKING:
    from recount.estimate.ground import Ground
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
