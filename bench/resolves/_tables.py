"""The public sets of listed persons, as rows of told attributes with the person of each."""

from __future__ import annotations

import csv
import gzip
import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

FEBRL = {
    "given_name": "name", "surname": "name", "street_number": "exact", "address_1": "words", "address_2": "words",
    "suburb": "words", "postcode": "number", "state": "exact", "date_of_birth": "date", "soc_sec_id": "number",
}  # fmt: skip
FAKE = {"first_name": "name", "surname": "name", "dob": "date", "city": "words", "email": "words"}
HISTORICAL = {
    "full_name": "words", "first_name": "name", "surname": "name", "dob": "date", "birth_place": "words",
    "postcode_fake": "number", "gender": "exact", "occupation": "words",
}  # fmt: skip

TOLD_TWICE = frozenset({"full_name"})  # what first_name and surname tell again; Splink's example leaves it out as well


@dataclass(frozen=True, slots=True)
class Table:
    """One set."""

    name: str
    like: str  # whose example settings Splink has for it
    rows: list[dict[str, Any]]
    kinds: dict[str, str]  # column -> "name", "date", "number", "words", "exact"
    truth: list[str]

    def task(self, *peers: str) -> dict[str, Any]:
        """As the peers take it; dedupe gets labelled pairs."""
        return {
            "name": self.name, "like": self.like, "rows": self.rows, "kinds": self.kinds, "peers": peers,
            "training": self._labelled(),
        }  # fmt: skip

    def _labelled(self, each: int = 100) -> list[tuple[int, int, bool]]:
        """So many pairs of one person and so many of two that share a value: what a person would be asked."""
        chance = random.Random(7)
        own: dict[str, list[int]] = defaultdict(list)
        near: dict[tuple[str, str], list[int]] = defaultdict(list)
        for n, row in enumerate(self.rows):
            own[self.truth[n]].append(n)
            for column, kind in self.kinds.items():
                if kind in {"name", "date"} and row.get(column):
                    near[column, row[column]].append(n)
        same = sorted(p for held in own.values() for p in combinations(held[:5], 2))
        close = sorted({
            p for held in near.values() for p in combinations(held[:8], 2) if self.truth[p[0]] != self.truth[p[1]]
        })  # fmt: skip
        found = [(a, b, True) for a, b in chance.sample(same, min(each, len(same)))]
        return found + [(a, b, False) for a, b in chance.sample(close, min(each, len(close)))]


def febrl(data: Path, which: str) -> Table:
    """Febrl 1, 2, 3, or 4 with its two sides."""
    rows, truth = [], []
    for part in ("4a", "4b") if which == "4" else (which,):
        with gzip.open(data / "06_linkage" / "febrl" / f"dataset{part}.csv.gz", "rt", encoding="utf-8") as lines:
            for told in csv.DictReader(lines, skipinitialspace=True):
                row: dict[str, Any] = {c: told[c].strip() or None for c in FEBRL}
                rows.append(row | ({"side": part[1]} if which == "4" else {}))
                truth.append(told["rec_id"].split("-")[1])
    return Table(f"febrl{which}", "febrl", rows, FEBRL, truth)


def fake_1000(data: Path) -> Table:
    """Splink's fake_1000."""
    with (data / "06_linkage" / "splink" / "fake_1000.csv").open(encoding="utf-8") as lines:
        told = list(csv.DictReader(lines))
    rows = [{c: row[c].strip() or None for c in FAKE} for row in told]
    return Table("fake_1000", "fake_1000", rows, FAKE, [row["cluster"] for row in told])


def historical(data: Path, *, persons: int | None = None) -> Table:
    """Historical figures with errors; with `persons` only the rows of so many."""
    from pyarrow import parquet

    path = data / "06_linkage" / "splink" / "historical_figures_with_errors_50k.parquet"
    told = parquet.read_table(path).to_pylist()
    if persons is not None:
        kept = set(sorted({row["cluster"] for row in told})[:persons])
        told = [row for row in told if row["cluster"] in kept]
    rows = [{c: row[c] or None for c in HISTORICAL} for row in told]
    return Table("historical50k", "historical50k", rows, HISTORICAL, [row["cluster"] for row in told])
