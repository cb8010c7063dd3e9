"""What the posterior compares: traits of a person as codes, the same name or year told in two ways as one code."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from recount.text.names import consonant_skeleton, name_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

YEARS = 4  # width of a bin of years of birth: ages in papers differ by a year or two


def name_traits(name: str | None, *, alias: bool) -> dict[str, str]:
    """The traits that a name tells; a name that is declared changed is a trait of its own and tells no other."""
    if not name:
        return {}
    parts = name_parts(name, pseudonym=alias)
    if parts.kunya:
        return {"kunya": f"{parts.kunya_gender} {consonant_skeleton(parts.kunya)}"}
    if alias:
        return {"alias": consonant_skeleton(name)}
    found = {}
    if parts.given or parts.single:
        found["given"] = consonant_skeleton(parts.given[0] if parts.given else parts.single or "")
    if parts.family:
        found["family"] = consonant_skeleton(parts.family[0])
    return {trait: value for trait, value in found.items() if value}


def born(age: str, year: int) -> str:
    """The bin of years of birth of somebody told to be of this age in this year."""
    return str((year - int(age)) // YEARS)


def merged(told: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """One row for mentions that are one person: of each trait the value most of them tell, the first of several."""
    held: dict[str, Counter[str]] = {}
    for row in told:
        for trait, value in row.items():
            held.setdefault(trait, Counter())[value] += 1
    return {trait: counts.most_common(1)[0][0] for trait, counts in sorted(held.items())}


def table(rows: Iterable[Mapping[str, str]]) -> np.ndarray:
    """Codes [mentions, traits], -1 where nothing is told; traits and their values in sorted order."""
    listed = list(rows)
    names = sorted({trait for row in listed for trait in row})
    codes = np.full((len(listed), max(1, len(names))), -1)
    for k, trait in enumerate(names):
        values = {value: n for n, value in enumerate(sorted({row[trait] for row in listed if trait in row}))}
        codes[:, k] = [values[row[trait]] if trait in row else -1 for row in listed]
    return codes
