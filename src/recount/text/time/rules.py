"""What each kind of time expression covers: functions from a match and a vantage to days.

None means that the words are no time here. The patterns are `time_table`; combining words (since, before, between,
from ... to) and searching are the business of `times`.
"""

from __future__ import annotations

import re
from datetime import date

from recount.text.time.calendar import (
    FEW,
    MONTHS,
    RECENT,
    WEEKDAYS,
    Stretch,
    Vantage,
    add,
    around,
    day_stretch,
    how_many,
    is_near,
    month_stretch,
    nearest_year,
    season_stretch,
    shifted,
    year_stretch,
)
from recount.text.time.leaning import unit_from, weekday_from, year_before, year_told

# Words before a season that make a time of it: "in spring", not "a spring".
_MAKE_A_TIME = frozenset(
    ("in", "during", "by", "since", "until", "over", "before", "after", "through", "throughout", "from", "of")
)
_PLURAL = re.compile(r"[^\S\n]+(?:[a-z-]+[^\S\n]+)?(?:[a-z-]+s|people|men|women|children)\b")
_SURNAME = re.compile(r"[^\S\n]+[A-Z][a-z]+")
_FIRST_NAMES = ("Jan", "April", "May", "June", "August")


def unknown(anchor: str = "published", grain: str = "day", relation: str = "during") -> Stretch:
    """A stretch whose days wait for the date of its anchor."""
    return Stretch(None, None, grain, anchor=anchor, relation=relation)


def month_number(words: str) -> int:
    """1 to 12 of a month's name or its abbreviation."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(words.rstrip(".").lower()[:3]))


def which_year(match: re.Match[str], vantage: Vantage) -> int | None:
    """The year told beside a month or season: in figures, or as last, this, next year; None when not told or known."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    which = groups.get("which")
    if which == "that":
        return year_told(vantage)
    if which is None or vantage.day is None:
        return None
    return vantage.day.year + {"last": -1, "this": 0, "next": 1}[which]


def is_year_told(match: re.Match[str]) -> bool:
    """Whether a year is told beside a month or season, in figures or in words."""
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("which"))


def _anchor(match: re.Match[str]) -> str:
    """What a month or season without a known year waits for: "March that year" for an event."""
    return "event" if match.groupdict().get("which") == "that" else "published"


def _year_rule(match: re.Match[str]) -> str:
    """The rule by which a told year was known."""
    return "story.day" if _anchor(match) == "event" else "absolute"


def iso(match: re.Match[str], _: Vantage) -> Stretch | None:
    """Days of "2014-03-12"."""
    return day_of(int(match["y"]), int(match["m"]), int(match["d"]))


def day_of(year: int, month: int, day: int) -> Stretch | None:
    """One day; None when the calendar does not have it."""
    try:
        return day_stretch(date(year, month, day))
    except ValueError:
        return None


def numeric(match: re.Match[str], _: Vantage) -> Stretch | None:
    """Days of "12/03/2014", whichever way round it can be read."""
    one, two, year = int(match["one"]), int(match["two"]), int(match["y"])
    if len(match["y"]) == 2:  # noqa: PLR2004 - two written digits
        year += 2000 if year < 50 else 1900  # noqa: PLR2004 - the POSIX pivot is 69; news archives reach no further ahead
    readings = [r for r in (day_of(year, two, one), day_of(year, one, two)) if r is not None]
    if match["sep"] == ".":  # 12.3.2014 is day first wherever it is written
        readings = readings[:1]
    days = sorted(r.first for r in readings if r.first is not None)
    if not days:
        return None
    return Stretch(days[0], days[-1], "day", precise=days[0] == days[-1], relation="on", rule="numeric")


def day_month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "12 March 2014", "March 12": without a year the nearest on the side the verb looks to."""
    month, day = month_number(match["month"]), int(match["day"])
    bare = not is_year_told(match)
    if bare and vantage.preposition == "in" and _PLURAL.match(match.string, match.end()):
        return None  # "in January 12 people left": the number counts people
    year = nearest_year(vantage, month, day) if bare else which_year(match, vantage)
    if year is None:
        return unknown(_anchor(match), relation="on").but(bare=bare)
    found = day_of(year, month, day)
    rule = _bare_rule(vantage, year, month, day) if bare else _year_rule(match)
    return found and found.but(rule=rule, bare=bare)


def days(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """As in "March 10-12": the two days share their month."""
    last, first = day_month(match, vantage), int(match["from"])
    if last is None or last.last is None:
        return last
    return (
        last.but(first=last.last.replace(day=first), precise=False, relation="during")
        if first < last.last.day
        else None
    )


def _bare_rule(vantage: Vantage, year: int, month: int, day: int = 1) -> str:
    if vantage.ahead:
        return "bare.ahead"
    near = vantage.open and vantage.day is not None and is_near(vantage.day, year, month, day)
    return "bare.near" if near else "bare.past"


def month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "March 2014", "last June", "in November"."""
    name, month = match["month"], month_number(match["month"])
    relative, bare = (match.groupdict().get("rel") or "").lower(), not is_year_told(match)
    if (
        bare
        and not relative
        and not vantage.preposition
        and name.rstrip(".") in ("May", "March", "Mar", "MAY", "MARCH")
    ):
        return None  # a verb at the head of a sentence
    if bare and not relative and name.endswith(".") and not vantage.preposition:
        return None
    if bare and not relative and name in _FIRST_NAMES and _SURNAME.match(match.string, match.end()):
        return None  # Jan Kolar, June Reed
    if not bare:
        year = which_year(match, vantage)
    elif relative == "next":
        after = vantage.day and add(vantage.day.replace(day=1), "month", 1)
        year = nearest_year(Vantage(after, ahead=True), month)
    elif relative in ("last", "past"):
        year = nearest_year(Vantage(vantage.day and shifted(vantage.day.replace(day=1), -1)), month)
    elif relative == "this":
        year = vantage.day.year if vantage.day else None
    else:
        year = nearest_year(vantage, month)
    if year is None:
        return unknown(_anchor(match), "month").but(bare=bare)
    return month_stretch(year, month).but(
        rule=_bare_rule(vantage, year, month) if bare else _year_rule(match), bare=bare and not relative
    )


def season(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "The summer of 2014", "last spring", "in the winter"."""
    name, relative = match["season"].lower(), (match["rel"] or "").lower()
    if is_year_told(match):
        told = which_year(match, vantage)
        if told is None:
            return unknown(_anchor(match), "season")
        return season_stretch(told, name).but(rule="story.day" if _anchor(match) == "event" else "season")
    if not relative and vantage.preposition not in _MAKE_A_TIME:
        return None  # a spring, a fall: not a time without a word that makes it one
    if relative == "that":
        year = year_told(vantage)
        return season_stretch(year, name).but(rule="story.day") if year is not None else unknown("event", "season")
    if vantage.day is None:
        return unknown("published", "season")
    return season_near(vantage.day, name, relative, ahead=vantage.ahead)


def season_near(now: date, name: str, relative: str, *, ahead: bool) -> Stretch:
    """The season of that name seen from a day: the last that had ended, the running one, or the next."""
    seasons = [s for s in (season_stretch(now.year + n, name) for n in (-2, -1, 0, 1)) if s.first and s.last]
    if relative in ("next", "coming") or (ahead and not relative):
        return next(s for s in seasons if s.first and s.first > now).but(rule="bare.ahead")
    if relative == "this":
        running = (s for s in seasons if s.last and s.first and s.first <= now <= s.last)
        return next(running, season_stretch(now.year, name))
    ended = [s for s in seasons if s.last and s.first and (s.last < now if relative else s.first <= now)]
    return ended[-1].but(rule="last.season")


def weekday(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "On Tuesday", "last Friday", "Monday night"."""
    relative, word = (match["rel"] or "").lower(), match["weekday"][:3].lower()
    wanted = next(n for n, name in enumerate(WEEKDAYS) if name[:3].lower() == word)
    if relative in ("following", "previous", "that"):
        return weekday_from(relative, wanted, vantage)
    if vantage.day is None:
        return unknown(relation="on")
    back = (vantage.day.weekday() - wanted) % 7
    if relative in ("next", "coming", "this coming") or (not relative and vantage.ahead):
        return day_stretch(shifted(vantage.day, 7 - back if back else (0 if not relative else 7))).but(
            rule="bare.ahead"
        )
    if relative in ("last", "past") and back == 0:
        back = 7
    if relative == "this":
        return day_stretch(shifted(vantage.day, wanted - vantage.day.weekday())).but(rule="unit")
    return day_stretch(shifted(vantage.day, -back)).but(rule="bare.past")


def near_day(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Yesterday", "tomorrow", "the day before yesterday", "tonight"."""
    words = " ".join(match.group().lower().split())
    by = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(words)
    if by is None:
        by = -1 if words.startswith(("yesterday", "last night")) else 1 if words.startswith("tomorrow") else 0
    return day_stretch(shifted(vantage.day, by)).but(rule="near.day") if vantage.day else unknown(relation="on")


def weekend(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Over the weekend": Saturday and Sunday."""
    if vantage.day is None:
        return unknown("published", "week")
    relative = (match["rel"] or "").lower()
    saturday = shifted(vantage.day, 5 - vantage.day.weekday())
    ahead = relative in ("next", "coming", "this") or (vantage.ahead and not relative)
    if relative == "next":
        saturday = shifted(saturday, 7) if vantage.day.weekday() > 4 else saturday  # noqa: PLR2004 - Saturday or Sunday
    elif not ahead and (vantage.day.weekday() < 5 or relative in ("last", "past")):  # noqa: PLR2004 - Monday to Friday
        saturday = shifted(saturday, -7)
    return Stretch(saturday, shifted(saturday, 1), "week", rule="bare.ahead" if ahead else "bare.past")


def unit(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Last week, this month, next year: whole calendar units; "the past week" rolls back from publication."""
    relative, unit = " ".join(match["rel"].lower().split()), match["unit"].lower()
    if relative in ("the previous", "the following", "that", "the same", "the next", "that same"):
        return unit_from(relative, unit, vantage)
    if vantage.day is None:
        return unknown("published", unit)
    if relative in ("the past", "the last", "past", "this past"):
        return Stretch(add(vantage.day, unit, -1), vantage.day, "rolling", rule="rolling")
    by = {"last": -1, "next": 1, "the coming": 1, "this coming": 1}.get(relative, 0)
    return around(add(vantage.day, unit, by), unit).but(rule="unit")


def part_of_unit(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """As in "Earlier this year", "later in the month", "so far this year": the unit up to, or from, publication."""
    unit, way = match["unit"].lower(), match["way"].lower()
    if vantage.day is None:
        return unknown("published", unit)
    by = -1 if (match["rel"] or "").lower() == "last" else 0
    whole = around(add(vantage.day, unit, by), unit).but(rule="unit")
    if by:
        return whole
    return whole.but(first=vantage.day) if way == "later" else whole.but(last=vantage.day)


def ago(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Two years ago", "a few weeks ago", "more than a year ago"."""
    unit = _singular(match["units"])
    if vantage.day is None:
        return unknown("published", unit)
    roughly = " ".join((match["roughly"] or "").lower().split())
    words = " ".join((match["many"] or "").lower().split())
    least, most = how_many(words) if words else FEW
    if "half" in (match["half"] or ""):
        size = 12 if unit == "year" else 1
        unit, least, most = ("month" if unit == "year" else unit), size * (least + 0.5), size * (most + 0.5)
    if not words:
        return Stretch(None, add(vantage.day, unit, -least), "vague", rule="few.ago", relation="before")
    if least != most:
        return Stretch(add(vantage.day, unit, -most), add(vantage.day, unit, -least), "vague", rule="few.ago")
    if unit == "year" and least == 1 and vantage.compares and vantage.quarter is not None and not roughly:
        return year_before(vantage.quarter).but(rule="ago")
    grain = "month" if unit == "year" and least == 1 else "year" if unit == "decade" else unit
    whole = around(add(vantage.day, unit, -least), grain).but(rule="ago", precise=unit == "day", relation="during")
    return (
        _roughly_ago(whole, roughly, add(vantage.day, unit, -least), (unit, least), vantage.day) if roughly else whole
    )


def _roughly_ago(whole: Stretch, roughly: str, told: date, length: tuple[str, float], now: date) -> Stretch:
    if roughly in ("more than", "over", "at least"):
        return whole.but(first=None, precise=False, relation="before")
    if roughly in ("less than", "under", "up to"):
        return whole.but(last=now, precise=False)
    unit, many = length
    return Stretch(add(told, unit, -many / 10), add(told, unit, many / 10), "vague", rule="ago")


def _singular(units: str) -> str:
    word = units.lower()
    return "century" if word == "centuries" else word.removesuffix("s")


def rolling(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """The past six weeks, the last few months, the next ten days."""
    unit, back = _singular(match["units"]), match["way"].lower() in ("past", "last", "previous", "preceding", "recent")
    if vantage.day is None:
        return unknown("published", "rolling")
    most = how_many(match["many"])[1]
    ends = sorted((vantage.day, add(vantage.day, unit, -most if back else most)))
    return Stretch(ends[0], ends[1], "rolling", precise=vantage.preposition in ("for", "throughout"), rule="rolling")


def recent(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Recent days", "the coming weeks"."""
    unit, back = _singular(match["units"]), match["way"].lower() in ("recent", "past", "last")
    if vantage.day is None:
        return unknown("published", "vague")
    many = RECENT[unit]
    ends = sorted((vantage.day, add(vantage.day, unit, -many if back else many)))
    return Stretch(ends[0], ends[1], "vague", rule="recent")


def hence(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "in two weeks' time"; of "in two weeks" only under a future verb: else it says how long it took."""
    if not match["time"] and not vantage.ahead:
        return None
    told = _singular(match["units"])
    if vantage.day is None:
        return unknown("published", told)
    return around(add(vantage.day, told, how_many(match["many"])[1]), told).but(rule="unit")


def year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "2014"."""
    del vantage
    return year_stretch(int(match["year"]))


def years(match: re.Match[str], _: Vantage) -> Stretch | None:
    """Days of "2012-14": whole years."""
    first, last = int(match["y1"]), int(match["y2"])
    last += first - first % 100 if last < 100 else 0  # noqa: PLR2004 - "2012-14"
    return (
        year_stretch(first, last - first + 1).but(precise=False, grain="years") if first < last <= first + 200 else None
    )


def day_of_month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "On the 12th"."""
    if vantage.preposition not in ("on", "since", "until", "by", "before", "after"):
        return None
    if vantage.day is None:
        return unknown(relation="on")
    base = vantage.day if vantage.day.day >= int(match["day"]) else shifted(vantage.day.replace(day=1), -1)
    return day_of(base.year, base.month, int(match["day"]))


def birth(_: re.Match[str], __: Vantage) -> Stretch | None:
    """Days of "At the age of 17": a time that hangs on a birth."""
    return unknown("birth", "year")
