"""Dates as published accounts give them: ranges, precise or not, sometimes relative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recount.errors import InputError


@dataclass(frozen=True, slots=True)
class DateRange:
    """First and last day; `precise` is true on every day between, otherwise on some day between.

    A bound that is None is open or not known. While `relative_to` names an anchor whose date is unknown, both
    bounds stay None and `words` keep what was said.
    """

    first: date | None = None
    last: date | None = None
    precise: bool = False
    words: str | None = None  # as written, e.g. "since January last year"
    relative_to: str | None = None  # "published", "event", or None when absolute or resolved
    relation: str = "during"  # on, before, since, by, until, after, during
    rule: str | None = None  # id of the written rule that gave the days; "absolute" when none was needed
    leans_on: str | None = None  # words of the time before it in the story that it was counted from
    ahead: bool = False  # told of the future: a bare weekday or month is the next one, not the last

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise InputError(f"a date range cannot end before it begins: {self.first} to {self.last}")

    @property
    def known(self) -> bool:
        """Whether at least one bound is a day."""
        return self.first is not None or self.last is not None


UNKNOWN_DATE = DateRange()
