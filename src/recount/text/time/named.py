"""Periods and days with names of their own: feasts, quarters, decades, the end of the year, and words such as "now"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from recount.text.quantity.numbers import value_of
from recount.text.time.calendar import (
    MONTHS,
    NAMED_DAYS,
    RECENT,
    Stretch,
    Vantage,
    add,
    around,
    how_many,
    month_stretch,
    nearest_year,
    part_of,
    season_stretch,
    shifted,
    year_stretch,
)
from recount.text.time.feasts import FEASTS, Feast
from recount.text.time.leaning import year_before
from recount.text.time.rules import day_of, is_year_told, month_number, season_near, unknown, which_year

_NTH = dict(zip(("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"), (1, 2, 3, 4) * 2, strict=True))
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_LAST = ("last", "final")
LOOSE = {  # words that say only on which side of publication something lies
    "now": "now", "currently": "now", "nowadays": "now", "at present": "now", "at the moment": "now",
    "these days": "now", "recently": "past", "lately": "past", "in the past": "past", "in recent times": "past",
    "soon": "ahead", "in future": "ahead", "in the future": "ahead", "in the near future": "ahead",
}  # fmt: skip
_ENDED = re.compile(
    rf"[^\S\n](?:ended|ending|to)[^\S\n](?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b)"
    r"\.?[^\S\n]\d\d?\b(?:,[^\S\n](?P<year>(?:19|20)\d\d))?"
)
_MONTHS_OF = {"quarter": 3, "half": 6}
_YEAR = 12  # months


def decade(match: re.Match[str], _: Vantage) -> Stretch | None:
    """Days of "The 1990s"."""
    return year_stretch(int(match["y"] or 1900 + int(match["y2"])), 10, "decade")


def spelled_decade(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the nineties", "the early nineteen-eighties": of the twentieth century."""
    if not match["the"] and not vantage.preposition:
        return None  # "a woman in her thirties" is no decade
    return year_stretch(1920 + 10 * _DECADES.index(match["name"].lower()), 10, "decade")


def spelled_year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "in nineteen eighty-four", as transcripts write it; without a preposition it may be a count."""
    rest = value_of(match["rest"].lower())
    if rest is None or not vantage.preposition or vantage.preposition == "for":
        return None
    return year_stretch(1900 + int(rest))


def spelled_year_2000(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the year two thousand", "in two thousand and four"; "in two thousand villages" is a count."""
    after = match.string[match.end() :].lstrip(" ")
    closed = vantage.preposition not in ("", "for") and bool(match["rest"]) and not after[:1].isalpha()
    if not (match["the"] or closed):
        return None
    return year_stretch(2000 + round(value_of(match["rest"].lower()) or 0 if match["rest"] else 0))


def century(match: re.Match[str], _: Vantage) -> Stretch | None:
    """Days of "The 19th century"."""
    return year_stretch(100 * (int(match["n"]) - 1) + 1, 100, "century") if 1 <= int(match["n"]) <= 30 else None  # noqa: PLR2004


def share_of_year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "The first quarter of 2015", "the last six months of last year"."""
    year = which_year(match, vantage)
    if not is_year_told(match) and vantage.day is not None:
        year = vantage.day.year  # "of the year", "of this year"
    if year is None:
        return unknown("published", "quarter")
    nth, piece = match["nth"].lower(), match["piece"].lower()
    months = _MONTHS_OF.get(piece) or round(how_many(match["many"] or "three")[0])
    last = nth in _LAST
    if not 1 <= months <= _YEAR or (piece == "months" and not last and nth not in ("first", "1st")):
        return None
    begin = _YEAR + 1 - months if last else (_NTH[nth] - 1) * months + 1
    return _months(year, begin, months, piece) if begin + months <= _YEAR + 1 else None


def _months(year: int, begin: int, months: int, grain: str) -> Stretch:
    return Stretch(month_stretch(year, begin).first, month_stretch(year, begin + months - 1).last, grain)


def quarter(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the third quarter", "last year's third quarter", "the 1988 quarter", by the calendar.

    Without a year it is the latest that had begun by publication, under a future the nearest; without a number it is
    that of the quarter told before. A company's own year may begin in another month; the rule's sentence says so.
    """
    ended = _ended(match, vantage)
    if ended is not None:
        return ended
    nth = (match["nth"] or "").lower()
    if not (nth or match["year"] or match["which"] or match["before"]):
        return None
    if vantage.day is None and not match["year"]:
        return unknown("published", "quarter")
    told = vantage.quarter
    if not nth and (told is None or told.first is None):
        return unknown("event", "quarter")
    begin = 10 if nth in _LAST else 3 * _NTH[nth] - 2 if nth else told.first.month if told and told.first else 1
    if match["year"] or match["which"]:
        year = which_year(match, vantage) or 0
    else:
        year = _year_near(vantage, begin) - bool(match["before"])  # "the year-ago third quarter"
    return _months(year, begin, 3, "quarter").but(rule="quarter")


def quarter_before(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the year-earlier quarter", "the same period last year": the quarter told before, a year back."""
    told = vantage.quarter
    if not (match["before"] or match["back"]) or told is None or told.first is None:
        return None
    return year_before(told).but(rule="story.day")


def _ended(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """As in "the fourth quarter ended 30 September": the three months that end then, whoever's quarter it is."""
    ended = _ENDED.match(match.string, match.end())
    if ended is None:
        return None
    month = month_number(ended["month"])
    year = int(ended["year"]) if ended["year"] else nearest_year(replace(vantage, open=False), month, 28)
    if year is None:
        return None
    last = month_stretch(year, month)
    return Stretch(add(last.first, "month", -2), last.last, "quarter", rule="quarter")


def _year_near(vantage: Vantage, begin: int) -> int:
    """The year of a quarter that begins in month `begin`: the latest begun; under a future, the nearest."""
    now = vantage.day or date.max
    if not vantage.ahead:
        return now.year - (begin > now.month)
    return min((now.year, now.year + 1, now.year - 1), key=lambda y: abs(12 * (y - now.year) + begin + 1 - now.month))


def end_of_year(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "year-end", "by year's end": the last third of the year of publication; since then, of the one before."""
    del match
    if vantage.day is None:
        return unknown("published", "year")
    return part_of(year_stretch(vantage.day.year - (vantage.preposition == "since")), "late")


def seasons_ago(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "two summers ago": the second of those that had ended by publication."""
    least, most = how_many(match["many"])
    if vantage.day is None:
        return unknown("published", "season")
    if least != most or not 1 <= least <= 100:  # noqa: PLR2004  # "several winters ago" names none
        return None
    last = season_near(vantage.day, match["season"].lower(), "last", ahead=False)
    year = (last.first.year if last.first else 0) - int(least) + 1
    return season_stretch(year, match["season"].lower()).but(rule="last.season")


def before_last(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the week before last", "the summer before last"."""
    if match["season"]:
        last = unknown("published", "season")
        if vantage.day is not None:
            last = season_near(vantage.day, match["season"].lower(), "last", ahead=False)
        return (
            season_stretch(last.first.year - 1, match["season"].lower()).but(rule="last.season") if last.first else last
        )
    unit = match["unit"].lower()
    if vantage.day is None:
        return unknown("published", "week" if unit == "weekend" else unit)
    if unit == "weekend":
        saturday = shifted(vantage.day, -9 - vantage.day.weekday())
        return Stretch(saturday, shifted(saturday, 1), "week", rule="bare.past")
    return around(add(vantage.day, unit, -2), unit).but(rule="unit")


def other_day(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "the other day", "the other week": recent days, recent weeks."""
    if vantage.day is None:
        return unknown("published", "vague")
    return Stretch(
        add(vantage.day, match["units"].lower(), -RECENT[match["units"].lower()]), vantage.day, "vague", rule="recent"
    )


def named_day(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Christmas", "New Year's Day 2014"."""
    month, day = NAMED_DAYS[" ".join(match["name"].lower().replace("\u2019", "'").split())]
    year = int(match["year"]) if match["year"] else nearest_year(replace(vantage, open=False), month, day)
    found = day_of(year, month, day) if year is not None else unknown(relation="on")
    return found and found.but(rule="named.day")


def feast(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "Easter", "last Ramadan", "Passover 2014"; waiting for an event where the table does not reach."""
    kept = FEASTS[" ".join(match["name"].lower().split())]
    if is_year_told(match):
        year = which_year(match, vantage)
        found = kept.of_year(year) if year is not None else None
    elif vantage.year is not None:
        found = kept.of_year(vantage.year)
    elif vantage.day is None:
        return unknown("published")
    else:
        found = _feast_near(kept, vantage.day, (match["rel"] or "").lower(), ahead=vantage.ahead)
    if found is None:
        return unknown("event")
    one_day = found[0] == found[1]
    return Stretch(*found, "day" if one_day else "feast", precise=one_day and kept.exact, rule="feast")


def _feast_near(kept: Feast, day: date, relative: str, *, ahead: bool) -> tuple[date, date] | None:
    if relative == "this":
        return kept.of_year(day.year)
    if relative in ("next", "coming") or (ahead and not relative):
        return kept.ahead(day)
    return kept.ended(day) if relative else kept.until(day)


def loose(match: re.Match[str], vantage: Vantage) -> Stretch | None:
    """Days of "now", "recently", "soon": only the side of publication is known."""
    way = LOOSE[" ".join(match["loose"].lower().split())]
    if vantage.day is None:
        return unknown("published", "loose")
    first, last = {
        "now": (vantage.day, vantage.day),
        "past": (None, vantage.day),
        "ahead": (vantage.day, None),
    }[way]
    return Stretch(first, last, "loose", rule="loose")


def event(_: re.Match[str], __: Vantage) -> Stretch | None:
    """A time that hangs on an event, or on a feast that no table settles ("Eid" may be one of two): no guess."""
    return unknown("event")
