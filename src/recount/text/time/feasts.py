"""Feasts whose days move from year to year, by the written table beside this module."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Feast:
    """First and last day of a feast in each year of the table, in order; `exact` when nothing widens them."""

    days: tuple[tuple[date, date], ...]
    exact: bool

    def of_year(self, year: int) -> tuple[date, date] | None:
        """The feast that begins in `year`; None outside the table. The first, where the Islamic year gives two."""
        return next((days for days in self.days if days[0].year == year), None)

    def until(self, day: date) -> tuple[date, date] | None:
        """The latest that had begun by `day`; None where the table does not reach."""
        at = bisect_right(self.days, (day, date.max)) - 1
        return self.days[at] if 0 <= at < len(self.days) - 1 else None

    def ended(self, day: date) -> tuple[date, date] | None:
        """The latest that had ended before `day`."""
        began = self.until(day)
        if began is None or began[1] < day:
            return began
        return self.until(began[0] - timedelta(days=1))

    def ahead(self, day: date) -> tuple[date, date] | None:
        """The earliest that begins on `day` or later."""
        at = bisect_left(self.days, (day, date.min))
        return self.days[at] if 0 < at < len(self.days) else None


def _feast(row: dict[str, Any], starts: dict[str, list[date]]) -> Feast:
    give = timedelta(days=row["give"])
    firsts = [day + timedelta(days=row["offset"]) for day in starts[row["starts"]]]
    days = tuple((first - give, first + timedelta(days=row["days"] - 1) + give) for first in firsts)
    return Feast(tuple(sorted(days)), exact=not row["give"])


def _table() -> dict[str, Feast]:
    table = tomllib.loads(files("recount.text.time").joinpath("feasts.toml").read_text(encoding="utf-8"))
    starts = {name: [date.fromisoformat(day) for day in days.split()] for name, days in table["starts"].items()}
    return {name: _feast(row, starts) for row in table["feast"] for name in row["names"]}


FEASTS: dict[str, Feast] = _table()  # by each of its names, lower case
