"""Calendar arithmetic and the written rules for vague times; days only, no clock times.

The rules are choices of this house, by hand, from how news prose uses the words: thirds of a month or year for early,
middle and late; northern meteorological seasons; weeks from Monday. They are data, so that a report can print them.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from recount.errors import InputError
from recount.text.quantity.numbers import value_of

MONTHS = tuple(calendar.month_name[1:])
WEEKDAYS = tuple(calendar.day_name)
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, northern half of the earth
UNITS = ("day", "week", "fortnight", "month", "quarter", "year", "decade", "century")

RULES: dict[str, str] = {
    "part.month": "early: days 1 to 10 of a month, middle: 11 to 20, late or end: from 21",
    "part.year": "early: January to April, middle: May to August, late or end: September to December",
    "season": "spring from March, summer from June, autumn from September, winter from December, three months each",
    "last.season": "last spring and so on: the latest that had ended before publication",
    "bare.past": "a weekday, month, or day and month without a year: the latest not after publication",
    "bare.ahead": "the same governed by a future (will, due to): the earliest not before publication",
    "bare.near": "a month, or a day and month, that begins within 60 days, no past verb before it: that one",
    "near.day": "today, yesterday, the day after tomorrow: that day, counted from publication",
    "unit": "last week, this month, next year, earlier this year: the calendar unit, up to or from publication",
    "ago": "N weeks, months or years ago: the whole week, month or year; a year ago: the month a year before, "
    "beside a quarter in the same sentence that quarter",
    "rolling": "the past N units: from N units before publication up to publication",
    "recent": "recent or coming days: 7 days; weeks: 6 weeks; months: 6 months; years: 5 years",
    "few.ago": "a few or several units ago: 2 to 6 units before publication; units ago: 2 or more",
    "named.day": "Christmas, New Year and other days fixed in the calendar",
    "feast": "Easter, Ramadan and other feasts whose days move: by the table, the latest begun by publication",
    "quarter": "a quarter by the calendar, the latest begun by publication; a company's own year may begin elsewhere",
    "loose": "now, recently, soon: the day of publication, up to it, from it on",
    "story.day": "two days later, the next day, that year: counted from the day told before it in the same story",
    "numeric": "12/03/2014 may be 12 March or 3 December: from the earlier to the later unless only one is a date",
}

RECENT = {"day": 7, "week": 6, "month": 6, "year": 5, "decade": 3}  # how many units "recent" and "coming" reach
_VAGUE_MANY = {"few", "a few", "several", "some", "many"}
NEAR = 60  # days; a bare day of the next two months is that one where no past verb governs; chosen by hand
FEW = (2, 6)  # how many units "a few" or "several" units ago may be

NAMED_DAYS = {
    "christmas day": (12, 25), "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "valentine's day": (2, 14),
    "halloween": (10, 31), "may day": (5, 1), "bastille day": (7, 14),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days between two bounds, how coarse they were told, and what they hang on when the bounds are not known."""

    first: date | None
    last: date | None
    grain: str = "day"  # day, week, month, quarter, season, year, decade, century, rolling, vague
    precise: bool = False
    anchor: str | None = None  # published, event, birth; None when absolute or resolved
    relation: str = "during"
    rule: str = "absolute"
    bare: bool = False  # a month or a day and month that lean on another expression for their year

    def but(self, **changes: object) -> Stretch:
        """The same stretch with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # fields are checked by the data class


@dataclass(frozen=True, slots=True)
class Vantage:
    """From where a relative time is seen: the day of publication if known, and whether the verb looks ahead."""

    day: date | None
    ahead: bool = False
    year: int | None = None  # lent by the other end of a range
    preposition: str = ""  # what stands before, lower case
    told: Stretch | None = None  # the day told before in the same story
    quarter: Stretch | None = None  # the quarter told before, for "the same quarter last year"
    compares: bool = False  # that quarter was told in the same sentence: "a year ago" is the same quarter a year back
    open: bool = False  # words stand before and no past verb among them: a day of the next weeks is that day


def how_many(words: str) -> tuple[float, float]:
    """Least and most of a count of units: (2, 6) of "several", (12, 12) of "twelve"."""
    words = " ".join(words.lower().split())
    if words in _VAGUE_MANY:
        return FEW
    if words.endswith(("couple", "couple of")):
        return 2, 2
    if words in ("a", "an"):
        return 1, 1
    if words == "half a":
        return 0.5, 0.5
    value = value_of(words)
    return (value, value) if value is not None else FEW


def month_stretch(year: int, month: int) -> Stretch:
    """A whole month. Raises InputError outside the calendar."""
    if not 1 <= year <= date.max.year:
        raise InputError(f"year {year} is outside the calendar")
    return Stretch(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_stretch(first: int, years: int = 1, grain: str = "year") -> Stretch:
    """Whole years from `first` on. Raises InputError outside the calendar."""
    if not 1 <= first <= first + years - 1 <= date.max.year:
        raise InputError(f"year {first} is outside the calendar")
    return Stretch(date(first, 1, 1), date(first + years - 1, 12, 31), grain)


def season_stretch(year: int, name: str) -> Stretch:
    """The season that begins in `year`: the winter of 2014 ends in February 2015."""
    begins = month_stretch(year, SEASONS[name])
    end = add(begins.first, "month", 2)
    return Stretch(begins.first, month_stretch(end.year, end.month).last, "season", rule="season")


def week_stretch(day: date) -> Stretch:
    """Monday to Sunday of the week of `day`."""
    monday = shifted(day, -day.weekday())
    return Stretch(monday, shifted(monday, 6), "week")


def day_stretch(day: date) -> Stretch:
    """One day."""
    return Stretch(day, day, "day", precise=True, relation="on")


def shifted(day: date, days: int) -> date:
    """`day` moved, held inside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def add(day: date | None, unit: str, many: float) -> date:
    """`day` moved by units; the 31st moved into a shorter month is its last day; held inside the calendar."""
    if day is None:
        raise InputError("an unknown day cannot be moved")
    size = {"day": 1, "week": 7, "fortnight": 14}.get(unit)
    bounded = max(-1e7, min(1e7, many))
    if size is not None:
        return shifted(day, round(size * bounded))
    months = round({"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit] * bounded)
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def around(day: date, unit: str) -> Stretch:
    """The whole unit that `day` lies in."""
    if unit == "day":
        return day_stretch(day)
    if unit == "week":
        return week_stretch(day)
    if unit == "month":
        return month_stretch(day.year, day.month)
    if unit == "quarter":
        begins = month_stretch(day.year, 3 * ((day.month - 1) // 3) + 1)
        return Stretch(begins.first, month_stretch(day.year, 3 * ((day.month - 1) // 3) + 3).last, "quarter")
    if unit == "fortnight":
        return Stretch(shifted(day, -6), shifted(day, 7), "rolling")
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return year_stretch(max(1, day.year - day.year % years), years, unit)


def part_of(whole: Stretch, part: str) -> Stretch:
    """The early, mid or late third of a stretch that was told as a whole."""
    first, last = whole.first, whole.last
    if first is None or last is None:
        return whole.but(rule="part.year", precise=False)
    third = {"early": 0, "mid": 1, "late": 2}[part]
    if whole.grain == "month":
        bounds = ((1, 10), (11, 20), (21, last.day))[third]
        return whole.but(
            first=first.replace(day=bounds[0]), last=last.replace(day=bounds[1]), rule="part.month", precise=False
        )
    if whole.grain == "year":
        begins, ends = month_stretch(first.year, 4 * third + 1), month_stretch(first.year, 4 * third + 4)
        return whole.but(first=begins.first, last=ends.last, rule="part.year", precise=False)
    days = (last - first).days + 1
    begins_on, ends_on = shifted(first, days * third // 3), shifted(first, days * (third + 1) // 3 - 1)
    return whole.but(first=begins_on, last=last if part == "late" else ends_on, rule="part.year", precise=False)


def nearest_year(vantage: Vantage, month: int, day: int = 1) -> int | None:
    """The year of a bare month (or day and month): lent, else the latest not after publication, ahead: not before."""
    if vantage.year is not None:
        return vantage.year
    if vantage.day is None:
        return None
    now = vantage.day
    coming = now.year + ((month, day) < (now.month, now.day if day > 1 else 1))
    if vantage.ahead or (vantage.open and is_near(now, coming, month, day)):
        return coming
    return now.year - ((month, day) > (now.month, now.day))


def is_near(now: date, year: int, month: int, day: int) -> bool:
    """Whether a day lies within the next weeks: eleven months back, an account would have told the year."""
    try:
        return now <= date(year, month, day) <= now + timedelta(days=NEAR)
    except (ValueError, OverflowError):
        return False
