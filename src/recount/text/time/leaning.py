"""Times that lean on a day told before in the same story: "two days later", "the following year", "that Friday".

What they lean on must be near, must be no finer asked of it than it says (two days after "in 2014" is no day), and must
not be the day on which somebody spoke; otherwise the time stays open and keeps its words.
"""

from __future__ import annotations

import re
from datetime import date

from recount.text.time.calendar import Stretch, Vantage, add, around, day_stretch, how_many, shifted

NEAR = 800  # characters between a time and the day it leans on, some paragraphs; chosen by hand
_FINE = ("day", "week", "fortnight", "month", "quarter", "season", "half", "year", "decade", "century")
_PLAIN = frozenset(("day", "week", "month", "quarter", "season", "half", "year"))  # grains that others lean on
_TELLING = (
    r"(?:said|says|told|announced|reported|added|stated|wrote|testified|confirmed|warned|denied|claimed|"
    r"published|released|issued|statement|interview)"
)
_ENDING = re.compile(r"\b(?:ended|ending|ends)(?:\s+on)?\s*$", re.IGNORECASE)
_TOLD_BEFORE = re.compile(rf"\b{_TELLING}\b[^.;:!?\n]{{0,30}}$", re.IGNORECASE)
_TOLD_AFTER = re.compile(rf"[^.;:!?\n]{{0,40}}?\b{_TELLING}\b", re.IGNORECASE)
_WAYS = {"later": 1, "after": 1, "afterward": 1, "afterwards": 1, "earlier": -1, "before": -1}
_STEPS = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}


def holds_others(text: str, start: int, end: int, stretch: Stretch, before: Stretch | None) -> bool:
    """Whether later times may lean on the one told at `start` to `end`; `before` is what it may lean on itself."""
    if stretch.first is None or stretch.last is None or stretch.grain not in _PLAIN:
        return False
    if stretch.relation not in ("on", "during"):
        return False
    if stretch.rule == "story.day" and before is not None and before.first is not None and stretch.first < before.first:
        return False  # a glance back: "a year earlier" compares, and the story goes on from where it was
    if stretch.grain != "day":
        return True
    if _ENDING.search(text, max(0, start - 16), start):
        return False  # "the quarter ended 30 September": the quarter goes on being told of
    return not _TOLD_BEFORE.search(text[max(0, start - 60) : start]) and not _TOLD_AFTER.match(text[end : end + 60])


def counted_from(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """As in "Two days later", "a few months before"."""
    unit = _unit(match["units"])
    words = " ".join((match["many"] or "").lower().split())
    if not words and not match["units"].endswith("s"):
        return _open(unit)
    back = _WAYS[match["way"].lower().split()[0]] < 0
    if vantage.compares and vantage.quarter is not None and f"{words} {unit}" in ("a year", "one year") and back:
        return year_before(vantage.quarter).but(rule="story.day")  # beside a quarter a year earlier is that quarter
    told = _told(vantage, unit)
    if told is None or not words:
        return _open(unit)
    way = _WAYS[match["way"].lower().split()[0]]
    least, most = how_many(words)
    first, last = told
    if least != most:
        ends = sorted((add(first, unit, way * least), add(first, unit, way * most), add(last, unit, way * most)))
        return Stretch(ends[0], ends[-1], "vague", rule="story.day")
    return _moved(vantage, unit, way * least)


def step_from(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """As in "The next day", "that same week", "the year before"."""
    unit = _unit(match["unit"] if "unit" in match.groupdict() and match["unit"] else match["piece"])
    if unit == "quarter":  # "the quarter" is the one told before, whatever day was told since
        return vantage.quarter.but(rule="story.day") if vantage.quarter is not None else _open(unit)
    words = set(match.group().lower().split())
    by = next((_STEPS[word] for word in _STEPS if word in words), 0)
    return _moved(vantage, unit, by, whole=True)


def unit_from(relative: str, unit: str, vantage: Vantage) -> Stretch:
    """The unit that `relative` ("the previous", "that") makes of the day told before."""
    by = next((_STEPS[word] for word in relative.split() if word in _STEPS), 0)
    return _moved(vantage, unit, by, whole=True)


def weekday_from(relative: str, wanted: int, vantage: Vantage) -> Stretch:
    """As in "The following Friday": the first after the day told before; "that Friday": the first on or after it."""
    told = _told(vantage, "day")
    if told is None:
        return _open("day").but(relation="on")
    if relative == "previous":
        day = shifted(told[0], -1 - (told[0].weekday() - wanted - 1) % 7)
    else:
        begin = told[1] if relative == "that" else shifted(told[1], 1)
        day = shifted(begin, (wanted - begin.weekday()) % 7)
    return day_stretch(day).but(rule="story.day", precise=told[0] == told[1])


def year_before(quarter: Stretch) -> Stretch:
    """The same quarter a year earlier."""
    last = add(quarter.last, "year", -1)
    return Stretch(add(quarter.first, "year", -1), around(last, "month").last, "quarter")


def year_told(vantage: Vantage) -> int | None:
    """The year of the day told before, for "March that year"; None when none was, or it spans two."""
    told = _told(vantage, "year")
    return told[0].year if told is not None and told[0].year == told[1].year else None


def _unit(words: str) -> str:
    unit = words.lower()
    if unit in ("night", "morning", "evening", "afternoon", "nights", "mornings"):
        return "day"
    return "century" if unit == "centuries" else unit.removesuffix("s")


def _told(vantage: Vantage, unit: str) -> tuple[date, date] | None:
    """The day or days told before, when they are no coarser than `unit`."""
    told = vantage.told
    if told is None or told.first is None or told.last is None:
        return None
    return (told.first, told.last) if _FINE.index(told.grain) <= _FINE.index(unit) else None


def _open(unit: str) -> Stretch:
    return Stretch(None, None, unit, anchor="event")


def _moved(vantage: Vantage, unit: str, by: float, *, whole: bool = False) -> Stretch:
    """The days told before, moved by units: the whole units they then lie in; a year on, the same month or quarter."""
    told = _told(vantage, unit)
    if told is None or vantage.told is None:
        return _open(unit)
    first, last = add(told[0], unit, by), add(told[1], unit, by)
    if unit == "day":
        precise = vantage.told.precise
        return Stretch(first, last, "day", precise=precise, relation="on" if precise else "during", rule="story.day")
    grain = vantage.told.grain
    if not whole and unit == "year" and abs(by) == 1 and grain in ("month", "quarter", "season", "half"):
        return Stretch(first, around(last, "month").last, grain, rule="story.day")
    size = "month" if not whole and unit == "year" and abs(by) == 1 and grain in ("day", "week") else unit
    return Stretch(around(first, size).first, around(last, size).last, size, rule="story.day")
