"""Days of publication as files and pages write them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from email.utils import parsedate_to_datetime

from recount.model import UNKNOWN_DATE, DateRange

_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")


def day_range(words: str) -> DateRange:
    """A day, month or year in numbers, biggest unit first, or a date as letters carry it; unknown otherwise.

    A month or a year is some day in it. Days written day-first or month-first are left alone: 03/04 has two readings.
    """
    words = words.strip()
    found = _ISO.match(words) or _COMPACT.match(words)
    try:
        if not found:
            day = parsedate_to_datetime(words).date()
            return DateRange(day, day, precise=True)
        year, month, of_month = (int(part) if part else None for part in found.groups())
        if not year:
            return UNKNOWN_DATE
        if of_month and month:
            day = date(year, month, of_month)
            return DateRange(day, day, precise=True)
        last = calendar.monthrange(year, month)[1] if month else 31
        return DateRange(date(year, month or 1, 1), date(year, month or 12, last), precise=False)
    except (ValueError, TypeError, IndexError, OverflowError):
        return UNKNOWN_DATE
