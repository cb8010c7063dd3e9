"""The grammar of times: each rule reads one kind of expression at a place and says which days it covers.

A rule is a pattern and a function from its match and the vantage to a Stretch; None means that it is no time here.
Rules are tried in order, so longer forms stand before their beginnings. Combining words (since, before, between,
from ... to) and searching are the business of `times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from recount.text.numbers import value_of
from recount.text.time_calendar import (
    FEW,
    MONTHS,
    NAMED_DAYS,
    RECENT,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Stretch,
    Vantage,
    add,
    around,
    day_stretch,
    month_stretch,
    nearest_year,
    season_stretch,
    shifted,
    year_stretch,
)

Rule = Callable[[re.Match[str], Vantage], Stretch | None]

_GAP = r"[^\S\n]"  # never over a line end: a heading would run into the text below it
_ABBREVIATED = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
MONTH = rf"(?P<month>{'|'.join(MONTHS)}|{'|'.join(m.upper() for m in MONTHS)}|(?:{_ABBREVIATED})\b\.?)"
WEEKDAY = (
    rf"(?:{'|'.join(WEEKDAYS)}|{'|'.join(d.upper() for d in WEEKDAYS)}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.)"
)
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d/:%]|[.,-]\d|\w)"
_YEAR_OF = rf"(?:,?\s(?:of\s|in\s)?(?:{YEAR}|(?P<which>last|this|next|that)\syear))"
_NTH = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_UNIT = rf"(?P<unit>{'|'.join(UNITS)})"
_UNITS = r"(?P<units>days|weeks|fortnights|months|quarters|years|decades|centuries|day|week|fortnight|month|quarter|year|decade|century)"
_MANY = (
    r"(?P<many>\d{1,4}(?:\.\d)?|an?\scouple(?:\sof)?|a\sfew|few|several|some|many|half\sa|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    r"nineteen|an?\sdozen|an?\shundred|an?)"
)
_ROUGHLY = (
    r"(?:(?P<roughly>nearly|almost|about|around|some|roughly|approximately|just\sover|just\sunder|over|more\sthan|at\sleast|less\sthan|"
    r"close\sto|under|up\sto|as\slong\sas)\s)?"
)
_PART_OF_DAY = r"(?:\s(?:morning|afternoon|evening|night|lunchtime|dawn))?"
_VAGUE_MANY = {"few", "a few", "several", "some", "many"}
_NUMBERED = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "last": 4,
    "final": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}


def unknown(anchor: str = "published", grain: str = "day", relation: str = "during") -> Stretch:
    """A stretch whose days wait for the date of its anchor."""
    return Stretch(None, None, grain, anchor=anchor, relation=relation)


def month_number(words: str) -> int:
    """1 to 12 of a month's name or its abbreviation."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(words.rstrip(".").lower()[:3]))


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


def _which_year(match: re.Match[str], vantage: Vantage) -> int | None:
    """The year told beside a month or season: in figures, or as last, this, next year; None when not told or known."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    which = groups.get("which")
    if which in (None, "that") or vantage.day is None:
        return None
    return vantage.day.year + {"last": -1, "this": 0, "next": 1}[which]


def _told_year(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("year") or groups.get("which"))


def _iso(match: re.Match[str], _: Vantage) -> Stretch | None:
    return _day(int(match["y"]), int(match["m"]), int(match["d"]))


def _day(year: int, month: int, day: int) -> Stretch | None:
    try:
        return day_stretch(date(year, month, day))
    except ValueError:
        return None


def _numeric(match: re.Match[str], _: Vantage) -> Stretch | None:
    one, two, year = int(match["one"]), int(match["two"]), int(match["y"])
    if len(match["y"]) == 2:  # noqa: PLR2004 - two written digits
        year += 2000 if year < 50 else 1900  # noqa: PLR2004 - the POSIX pivot is 69; news archives reach no further ahead
    readings = [r for r in (_day(year, two, one), _day(year, one, two)) if r is not None]
    if match["sep"] == ".":  # 12.3.2014 is day first wherever it is written
        readings = readings[:1]
    days = sorted(r.first for r in readings if r.first is not None)
    if not days:
        return None
    return Stretch(days[0], days[-1], "day", precise=days[0] == days[-1], relation="on", rule="numeric")


def _day_month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    month, day = month_number(match["month"]), int(match["day"])
    bare = not _told_year(match)
    if bare and vantage.preposition == "in":
        return None  # "in January 12 people left": the number counts people
    year = nearest_year(vantage, month, day) if bare else _which_year(match, vantage)
    if year is None:
        return unknown("event" if match.groupdict().get("which") == "that" else "published", relation="on").but(
            bare=bare
        )
    found = _day(year, month, day)
    return found and found.but(rule=_bare_rule(vantage) if bare else "absolute", bare=bare)


def _days(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """ "March 10-12": the two days share their month."""
    last, first = _day_month(match, vantage), int(match["from"])
    if last is None or last.last is None:
        return last
    return (
        last.but(first=last.last.replace(day=first), precise=False, relation="during")
        if first < last.last.day
        else None
    )


def _bare_rule(vantage: Vantage) -> str:
    return "bare.ahead" if vantage.ahead else "bare.past"


def _month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    name, month = match["month"], month_number(match["month"])
    relative, bare = (match.groupdict().get("rel") or "").lower(), not _told_year(match)
    if (
        bare
        and not relative
        and not vantage.preposition
        and name.rstrip(".") in ("May", "March", "Mar", "MAY", "MARCH")
    ):
        return None  # a verb at the head of a sentence
    if bare and not relative and name.endswith(".") and not vantage.preposition:
        return None
    if not bare:
        year = _which_year(match, vantage)
    elif relative == "next":
        year = (
            nearest_year(Vantage(shifted(around(vantage.day, "month").last, 1), ahead=True), month)
            if vantage.day
            else None
        )  # type: ignore[arg-type]
    elif relative in ("last", "past"):
        year = nearest_year(Vantage(shifted(vantage.day.replace(day=1), -1)), month) if vantage.day else None
    elif relative == "this":
        year = vantage.day.year if vantage.day else None
    else:
        year = nearest_year(vantage, month)
    if year is None:
        return unknown("event" if match.groupdict().get("which") == "that" else "published", "month").but(bare=bare)
    return month_stretch(year, month).but(rule=_bare_rule(vantage) if bare else "absolute", bare=bare and not relative)


def _season(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    name, relative = match["season"].lower(), (match["rel"] or "").lower()
    if _told_year(match):
        year = _which_year(match, vantage)
        return season_stretch(year, name) if year is not None else unknown("published", "season")
    if not relative and vantage.preposition not in (
        "in",
        "during",
        "by",
        "since",
        "until",
        "over",
        "before",
        "after",
        "through",
        "throughout",
        "from",
        "of",
    ):
        return None  # a spring, a fall: not a time without a word that makes it one
    if relative == "that":
        return unknown("event", "season")
    if vantage.day is None:
        return unknown("published", "season")
    seasons = [season_stretch(vantage.day.year + n, name) for n in (-2, -1, 0, 1)]
    now = vantage.day
    if relative in ("next", "coming") or (vantage.ahead and not relative):
        return next(s for s in seasons if s.first and s.first > now).but(rule="bare.ahead")
    if relative == "this":
        return next(
            (s for s in seasons if s.last and s.first and s.first <= now <= s.last), season_stretch(now.year, name)
        )
    ended = [s for s in seasons if s.last and s.first and (s.last < now if relative else s.first <= now)]
    return ended[-1].but(rule="last.season")


def _weekday(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    relative, word = (match["rel"] or "").lower(), match["weekday"][:3].lower()
    wanted = next(n for n, name in enumerate(WEEKDAYS) if name[:3].lower() == word)
    if relative in ("following", "previous", "that"):
        return unknown("event", relation="on")
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
        return day_stretch(shifted(vantage.day, wanted - vantage.day.weekday())).but(rule="bare.past")
    return day_stretch(shifted(vantage.day, -back)).but(rule="bare.past")


def _near_day(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    words = " ".join(match.group().lower().split())
    by = {"the day before yesterday": -2, "the day after tomorrow": 2}.get(words)
    if by is None:
        by = -1 if words.startswith(("yesterday", "last night")) else 1 if words.startswith("tomorrow") else 0
    return day_stretch(shifted(vantage.day, by)) if vantage.day else unknown(relation="on")


def _weekend(match: re.Match[str], vantage: Vantage) -> Stretch | None:
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


def _unit(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Last week, this month, next year: whole calendar units; "the past week" rolls back from publication."""
    relative, unit = " ".join(match["rel"].lower().split()), match["unit"].lower()
    if relative in ("the previous", "the following", "that", "the same", "the next", "that same"):
        return unknown("event", unit)
    if vantage.day is None:
        return unknown("published", unit)
    if relative in ("the past", "the last", "past", "this past"):
        return Stretch(add(vantage.day, unit, -1), vantage.day, "rolling", rule="rolling")
    by = {"last": -1, "next": 1, "the coming": 1, "this coming": 1}.get(relative, 0)
    return around(add(vantage.day, unit, by), unit)


def _the_unit(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """ "Earlier this year", "later in the month", "so far this year": the unit up to, or from, publication."""
    unit, way = match["unit"].lower(), match["way"].lower()
    if vantage.day is None:
        return unknown("published", unit)
    by = -1 if (match["rel"] or "").lower() == "last" else 0
    whole = around(add(vantage.day, unit, by), unit)
    if by:
        return whole
    return whole.but(first=vantage.day) if way == "later" else whole.but(last=vantage.day)


def _ago(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    unit = _singular(match["units"])
    if vantage.day is None:
        return unknown("published", unit)
    roughly = " ".join((match["roughly"] or "").lower().split())
    words = " ".join((match["many"] or "").lower().split())
    least, most = how_many(words) if words else FEW
    if "half" in (match["half"] or ""):
        unit, least, most = (
            ("month", 12 * least + 6, 12 * most + 6) if unit == "year" else (unit, least + 0.5, most + 0.5)
        )
    if not words:
        return Stretch(None, add(vantage.day, unit, -least), "vague", rule="few.ago", relation="before")
    if least != most:
        return Stretch(add(vantage.day, unit, -most), add(vantage.day, unit, -least), "vague", rule="few.ago")
    grain = "month" if unit == "year" and least == 1 else "year" if unit == "decade" else unit
    whole = around(add(vantage.day, unit, -least), grain).but(rule="ago", precise=unit == "day", relation="during")
    if roughly in ("more than", "over", "at least"):
        return whole.but(first=None, precise=False, relation="before")
    if roughly in ("less than", "under", "up to"):
        return whole.but(last=vantage.day, precise=False)
    if roughly:
        day = add(vantage.day, unit, -least)
        return Stretch(add(day, unit, -least / 10), add(day, unit, least / 10), "vague", rule="ago")
    return whole


def _singular(units: str) -> str:
    word = units.lower()
    return "century" if word == "centuries" else word.removesuffix("s")


def _rolling(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """The past six weeks, the last few months, the next ten days."""
    unit, back = _singular(match["units"]), match["way"].lower() in ("past", "last", "previous", "preceding", "recent")
    if vantage.day is None:
        return unknown("published", "rolling")
    most = how_many(match["many"])[1]
    ends = sorted((vantage.day, add(vantage.day, unit, -most if back else most)))
    return Stretch(ends[0], ends[1], "rolling", precise=vantage.preposition in ("for", "throughout"), rule="rolling")


def _recent(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    unit, back = _singular(match["units"]), match["way"].lower() in ("recent", "past", "last")
    if vantage.day is None:
        return unknown("published", "vague")
    many = RECENT[unit]
    ends = sorted((vantage.day, add(vantage.day, unit, -many if back else many)))
    return Stretch(ends[0], ends[1], "vague", rule="recent")


def _hence(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """ "In two weeks' time"; "in two weeks" only under a future verb, for otherwise it says how long something took."""
    if not match["time"] and not vantage.ahead:
        return None
    if vantage.day is None:
        return unknown("published", _singular(match["units"]))
    return around(add(vantage.day, _singular(match["units"]), how_many(match["many"])[1]), _singular(match["units"]))


def _year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    del vantage
    return year_stretch(int(match["year"]))


def _fiscal(match: re.Match[str], _: Vantage) -> Stretch | None:
    first, last = int(match["y1"]), int(match["y2"])
    last += first - first % 100 if last < 100 else 0  # noqa: PLR2004 - "2012-14"
    return (
        year_stretch(first, last - first + 1).but(precise=False, grain="years") if first < last <= first + 200 else None
    )


def _decade(match: re.Match[str], _: Vantage) -> Stretch | None:
    return year_stretch(int(match["y"] or 1900 + int(match["y2"])), 10, "decade")


def _century(match: re.Match[str], _: Vantage) -> Stretch | None:
    return year_stretch(100 * (int(match["n"]) - 1) + 1, 100, "century") if 1 <= int(match["n"]) <= 30 else None  # noqa: PLR2004


def _share_of_year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    year = _which_year(match, vantage)
    if not _told_year(match) and vantage.day is not None:
        year = vantage.day.year  # "of the year", "of this year"
    if year is None:
        return unknown("published", "quarter")
    nth, piece = match["nth"].lower(), match["piece"].lower()
    months = {"quarter": 3, "half": 6}.get(piece) or round(how_many(match["many"] or "three")[0])
    last = nth in ("last", "final")
    if not 1 <= months <= 12 or (piece == "months" and not last and nth not in ("first", "1st")):  # noqa: PLR2004 - of a year
        return None
    begin = 13 - months if last else (_NUMBERED[nth] - 1) * months + 1
    if begin + months > 13:  # noqa: PLR2004 - past December
        return None
    return Stretch(month_stretch(year, begin).first, month_stretch(year, begin + months - 1).last, "quarter")


def _day_of_month(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    if vantage.preposition not in ("on", "since", "until", "by", "before", "after"):
        return None
    if vantage.day is None:
        return unknown(relation="on")
    base = vantage.day if vantage.day.day >= int(match["day"]) else shifted(vantage.day.replace(day=1), -1)
    return _day(base.year, base.month, int(match["day"]))


def _named_day(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    month, day = NAMED_DAYS[" ".join(match["name"].lower().replace("\u2019", "'").split())]
    year = int(match["year"]) if match["year"] else nearest_year(vantage, month, day)
    found = _day(year, month, day) if year is not None else unknown(relation="on")
    return found and found.but(rule="named.day")


def _moving_day(_: re.Match[str], __: Vantage) -> Stretch | None:
    return unknown("event")


def _event(_: re.Match[str], __: Vantage) -> Stretch | None:
    return unknown("event")


def _birth(_: re.Match[str], __: Vantage) -> Stretch | None:
    return unknown("birth", "year")


def _rule(pattern: str, read: Rule) -> tuple[re.Pattern[str], Rule]:
    # Names of months and days keep their case ("may", "march", "sun" are words); everything else may be capitalised.
    return re.compile(pattern.replace(" ", _GAP).replace(r"\s", _GAP)), read


def _i(pattern: str) -> str:
    return f"(?i:{pattern})"


TABLE: tuple[tuple[re.Pattern[str], Rule], ...] = (
    _rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    _rule(r"(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?!\d|\.\d)", _numeric),
    _rule(rf"(?:{WEEKDAY},? )?(?:the )?{_NTH}(?: day)?(?: of)? {MONTH}(?!\w){_YEAR_OF}?", _day_month),
    _rule(rf"(?:{WEEKDAY},? )?{MONTH} (?P<from>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:[-\u2013]| (?:to|and|through) ){_NTH}(?!\w|[,.]\d|[-:/%]\d| {MONTH.replace('?P<month>', '?:')}){_YEAR_OF}?", _days),
    _rule(rf"(?:{WEEKDAY},? )?{MONTH} {_NTH}(?!\w|[,.]\d|[-:/%]\d|-[a-z]){_YEAR_OF}?", _day_month),
    _rule(_i(r"the (?P<nth>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th)) (?:(?P<many>\w+) )?(?P<piece>quarter|half|months) of ")
          + rf"(?:{YEAR}|(?P<which>last|this|next) year|the year)", _share_of_year),
    _rule(_i(r"(?:(?P<rel>last|this|next|past) )?") + rf"{MONTH}(?!\w|['\u2019](?!s))(?:{_YEAR_OF})?", _month),
    _rule(_i(rf"(?:the )?(?:(?P<rel>last|this|next|past|that|coming) )?(?P<season>{'|'.join(SEASONS)})(?!\w|-| of (?!\d|last|this|next))") + rf"(?:{_YEAR_OF})?", _season),
    _rule(_i(r"(?:the )?(?P<y>(?:1[5-9]|20)\d0)['\u2019]?s\b|the ['\u2019]?(?P<y2>[2-9]0)['\u2019]?s\b"), _decade),
    _rule(_i(r"the (?P<n>\d\d?)(?:st|nd|rd|th) century"), _century),
    _rule(r"(?P<y1>(?:1[5-9]|20)\d\d)[-\u2013/](?P<y2>(?:1[5-9]|20)?\d\d)(?![\d-])", _fiscal),
    _rule(YEAR, _year),
    _rule(_i(r"the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow)") + _PART_OF_DAY, _near_day),
    _rule(_i(r"today|tonight|last night|this (?:morning|afternoon|evening|lunchtime)") + r"\b", _near_day),
    _rule(_i(r"(?:(?:the )?(?P<rel>last|this|next|past|this coming|coming|following|previous|that) )?") + rf"(?P<weekday>{WEEKDAY})(?!s|\w){_PART_OF_DAY}", _weekday),
    _rule(_i(r"(?:(?:the )?(?P<rel>last|this|next|past|coming) |the )weekend\b"), _weekend),
    _rule(_i(rf"(?P<way>earlier|later|so far|already) (?:(?P<rel>this|last) |in the |on in the ){_UNIT}\b"), _the_unit),
    _rule(_i(rf"{_ROUGHLY}(?:{_MANY} )?{_UNITS}(?P<half> and a half)? (?:ago|back)\b"), _ago),
    _rule(_i(r"(?P<rel>the past|the last|this past|past|last|this|the current|next|the coming|this coming|the previous|the following|that same|that|the same) ")
          + _i(rf"{_UNIT}\b(?!s)(?!['\u2019]s old| old|-old)"), _unit),
    _rule(_i(rf"(?:the )?(?P<way>past|last|next|coming|previous|preceding) {_MANY} {_UNITS}\b(?!-)"), _rolling),
    _rule(_i(r"(?:the )?(?:most |more )?(?P<way>recent|past|last|coming|next) (?P<units>days|weeks|months|years|decades)\b"), _recent),
    _rule(_i(rf"in {_MANY} {_UNITS}(?P<time>['\u2019]?(?:s['\u2019]?)? time)?\b"), _hence),
    _rule(rf"(?i:the )(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b(?! [a-z]+)", _day_of_month),
    _rule(_i(rf"(?P<name>{'|'.join(n.replace(chr(39), '[' + chr(39) + chr(0x2019) + ']') for n in sorted(NAMED_DAYS, key=len, reverse=True))})\b")
          + rf"(?: {YEAR})?", _named_day),
    _rule(r"(?:Ramadan|Eid(?: al-\w+)?|Easter(?: Sunday| Monday)?|Passover|Yom Kippur|Diwali|Nowruz|Thanksgiving|Ashura|Pentecost|Hanukkah)\b", _moving_day),
    _rule(_i(rf"(?:(?:the|a|{_MANY}) )?(?P<units>days?|weeks?|months?|years?|decades?) (?:later|earlier|before(?= |[,.;]|$)|afterwards?|after(?=[,.;]|$)|after (?=the|his|her|their|he|she|they|it))"), _event),
    _rule(_i(r"(?:the|that) (?:next|following|same|previous|preceding|very) (?:day|night|morning|evening|afternoon)|that (?:day|night|morning|evening|afternoon)|the (?:day|week|month|year|night) (?:before|after)\b"), _event),
    _rule(_i(r"(?:at )?(?:the age of|age|aged) (?:\d{1,2}|[a-z]+teen|ten|eleven|twelve|twenty(?:-\w+)?|thirty(?:-\w+)?)\b|when (?:s?he|they|i) (?:was|were) (?:(?:just|only|about|aged) )?(?:\d{1,2}|[a-z]+teen|ten|eleven|twelve)\b(?! \w)"), _birth),
)  # fmt: skip
