"""Which persons stand on which lists: a list is an independent source family, as the analyst declares it.

Never an outlet: outlets that quote each other are one family. A story that is a copy counts for the family of the
story that was first, whoever printed it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from recount.estimate.hidden.table import CaptureTable, Ints, of_members
from recount.store import Row


@dataclass(frozen=True, slots=True)
class OnLists:
    """Persons with the families that tell of them, and the mentions that say so."""

    mentions: tuple[tuple[str, str, str], ...]  # (person id, mention id, family), sorted

    @property
    def families(self) -> tuple[str, ...]:
        """Those that tell of somebody, by name."""
        return tuple(sorted({family for _, _, family in self.mentions}))

    @property
    def persons(self) -> tuple[str, ...]:
        """Those on some list, sorted."""
        return tuple(sorted({person for person, _, _ in self.mentions}))

    def table(self) -> CaptureTable | None:
        """Persons by lists; None where no family tells of anybody."""
        on: dict[str, set[str]] = defaultdict(set)
        for person, _, family in self.mentions:
            on[person].add(family)
        return of_members(on.values()) if on else None

    def places(self) -> tuple[Ints, Ints]:
        """Person and family of each mention, as places in `persons` and `families` [mentions]."""
        persons = {person: i for i, person in enumerate(self.persons)}
        families = {family: i for i, family in enumerate(self.families)}
        return (
            np.array([persons[p] for p, _, _ in self.mentions], dtype=np.int64),
            np.array([families[f] for _, _, f in self.mentions], dtype=np.int64),
        )


def on_lists(rows: Iterable[Row], firsts: Iterable[Row], supplied: Mapping[str, Mapping[str, Any]]) -> OnLists:
    """The mentions that stand on a list.

    Args:
        rows: of `mentions_by_source`.
        firsts: of `sources_first`.
        supplied: what people said of each source, by source id.
    """
    first_of: dict[str, str] = {}
    for row in firsts:
        first_of.setdefault(row.group_id, row.source_id)
    found = set()
    for row in rows:
        source = first_of.get(row.group_id, row.source_id)
        family = (supplied.get(source) or {}).get("family")
        if family:
            found.add((row.person_id, row.mention_id, str(family)))
    return OnLists(tuple(sorted(found)))
