"""Our times as TIMEX3 values, the standard of TimeML, for the times part of the bench.

TIMEX3 names a calendar unit ("1998-W34", "1998-Q3", "P2Y") where we give the days it covers, so the unit is taken
back from the grain and the bounds. TIMEX3 also asks for lengths of time, for repeated times and for words such as
"now", which are no days: they are put together here from the numbers that our quantities find and from short lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from recount.model import DateRange
from recount.text.quantity.bounds import bounds
from recount.text.quantity.numbers import value_of
from recount.text.time.times import TimeTold, times

_RELATION = re.compile(
    r"(?:ever since|since|(?:up )?until|till|before|prior to|ahead of|no later than|by|after|following|as of|from|"
    r"starting|beginning in|between|for|in|on|at|over|during|within|throughout|through|of)\s+",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\s*(?:\b(?:and|to|until|till|through)\b|[-\u2013\u2014])\s*(?=\S)", re.IGNORECASE)
_PARTS_OF_DAY = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI", "noon": "MI"}
_PART_OF_DAY = re.compile(rf"\b(?:{'|'.join(_PARTS_OF_DAY)})\b", re.IGNORECASE)
_SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}
_LETTERS = {"day": "D", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE",
            "century": "CE", "hour": "TH", "minute": "TM", "second": "TS"}  # fmt: skip
_UNITS = "seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies)"
_LENGTH = re.compile(
    rf"(?:[\s-](?:more|full|long|straight|consecutive|trading|business|working|additional))?[\s-](?P<unit>{_UNITS})\b",
    re.IGNORECASE,
)
_HYPHENED = re.compile(rf"\b(?P<many>\d{{1,3}}|[a-z]+)-(?P<unit>{_UNITS})\b(?!-old)", re.IGNORECASE)
_ONE = re.compile(
    r"(?<![\ds]\s)\b(?:an?|one) (?:full |whole |entire )?(?P<unit>minute|hour|day|week|month|year|decade)\b|"
    r"\bthe (?:fiscal )?(?P<year>year)(?= (?:ended|ending))",
    re.IGNORECASE,
)
_HALVED = re.compile(r"\b(?:an?|one) (?P<unit>minute|hour|year) and a half\b", re.IGNORECASE)
_HALVES = {"minute": "30S", "hour": "30M", "year": "6M"}
_MANY = re.compile(
    r"\b(?:several|a few|few|many|some|recent|coming) "
    r"(?P<unit>minutes|hours|days|weeks|months|years|decades|centuries)\b",
    re.IGNORECASE,
)
_SET = re.compile(
    r"\b(?:(?P<word>daily|weekly|monthly|yearly)|(?:every|each) (?P<unit>day|week|month|year))\b",
    re.IGNORECASE,
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = re.compile(rf"\b(?:(?:every|each) (?:{'|'.join(_WEEKDAYS)})|(?:{'|'.join(_WEEKDAYS)})s)\b")
_OF_SET = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "day": "P1D", "week": "P1W",
           "month": "P1M", "year": "P1Y"}  # fmt: skip
_CLOCK = re.compile(
    r"\b(?:(?P<hour>1[0-2]|[1-9])(?::(?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?(?: [A-Z]{3}\b)?|"
    r"(?P<named>noon|midday|midnight)\b)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?")
_GAP = re.compile(r",? ?(?:(?:on|at) )?(?:about )?", re.IGNORECASE)
_REFS = {
    "PRESENT_REF": re.compile(
        r"\b(?:now|currently|current|at present|these days|nowadays|at the moment|the present)\b", re.IGNORECASE
    ),
    "PAST_REF": re.compile(r"\b(?:recently|lately|in the past|the past)\b", re.IGNORECASE),
    "FUTURE_REF": re.compile(r"\bthe (?:near |foreseeable )?future\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Timex:
    """One TIMEX3: its place, its value, its type."""

    start: int
    end: int
    value: str
    type: str


def timexes(text: str, published: date) -> list[Timex]:
    """Every TIMEX3 of a story."""
    seen = DateRange(published, published, precise=True)
    told = times(text, published=seen)
    found = [timex for one in told for timex in _of_told(text, one, seen)]
    found = _with_clocks(text, found, published)
    taken = [(one.start, one.end) for one in found] + [
        (one.span.start, one.span.end) for one in told
    ]  # an open "two days later" is no length either
    for more in (_lengths(text), _single(text), _sets(text), _refs(text)):
        free = [one for one in more if not any(one.start < end and start < one.end for start, end in taken)]
        found += free
        taken += [(one.start, one.end) for one in free]
    return sorted(found, key=lambda one: one.start)


def _with_clocks(text: str, found: list[Timex], published: date) -> list[Timex]:
    """With the times of day: each on the day told beside it, which it takes in, else on the last day told before it."""
    kept = list(found)
    for match in _CLOCK.finditer(text):
        beside = next((one for one in kept if _is_beside(text, match, one)), None)
        before = [one for one in kept if one.end <= match.start() and _DAY.fullmatch(one.value)]
        day = (beside or (before[-1] if before else None) or Timex(0, 0, published.isoformat(), "DATE")).value[:10]
        start, end = match.span()
        if beside is not None:
            kept.remove(beside)
            start, end = min(start, beside.start), max(end, beside.end)
        kept.append(Timex(start, end, f"{day}T{_hour(match)}", "TIME"))
        kept.sort(key=lambda one: one.start)
    return kept


def _is_beside(text: str, match: re.Match[str], one: Timex) -> bool:
    if not _DAY.fullmatch(one.value):
        return False
    gap = text[match.end() : one.start] if one.start >= match.end() else text[one.end : match.start()]
    return _GAP.fullmatch(gap) is not None


def _hour(match: re.Match[str]) -> str:
    if match["named"]:
        return {"noon": "12:00", "midday": "12:00", "midnight": "24"}[match["named"].lower()]
    hour = int(match["hour"]) % 12 + (12 if match["half"].lower() == "p" else 0)
    return f"{hour:02}:{match['minute']}" if match["minute"] else f"{hour:02}"


def _of_told(text: str, told: TimeTold, published: DateRange) -> Iterator[Timex]:
    """One told time is one TIMEX3; of a range each end is one."""
    if told.when.relation != "on" and (pair := _ends(text, told, published)):
        yield from pair
        return
    start, inner = told.span.start, told
    opened = _RELATION.match(text, start, told.span.end)
    if opened:
        # Without its "since" it is the day itself; the words before it stay, for they say which way the verb looks.
        begin = max(0, start - 200)
        start = opened.end()
        blank = text[begin : told.span.start] + " " * (start - told.span.start) + text[start : told.span.end]
        again = times(blank, published=published)
        if again and again[-1].span.start >= start - begin and told.when.relation not in ("on", "during"):
            inner = again[-1]
    value = _value(text[start : told.span.end], inner.when, inner.grain, inner.rule)
    if value is not None:
        yield Timex(start, told.span.end, value, _type(value))


def _ends(text: str, told: TimeTold, published: DateRange) -> list[Timex]:
    """The two ends of "between A and B", each with the days that the whole gives it."""
    begin = _RELATION.match(text, told.span.start, told.span.end)
    start = begin.end() if begin else told.span.start
    if told.when.first is None or told.when.last is None:
        return []
    for joined in _JOINS.finditer(text, start, told.span.end):
        left = times(text[start : joined.start()], published=published)
        right = times(text[joined.end() : told.span.end], published=published)
        if len(left) == 1 and len(right) == 1 and right[0].when.last == told.when.last:
            first = DateRange(told.when.first, told.when.first)
            values = (
                _value("", first, left[0].grain, ""),
                _value("", right[0].when, right[0].grain, ""),
            )
            places = ((start, joined.start()), (joined.end(), told.span.end))
            return [Timex(*p, v, _type(v)) for p, v in zip(places, values, strict=True) if v is not None]
    return []


def _value(words: str, when: DateRange, grain: str, rule: str) -> str | None:
    day = when.first or when.last
    if grain == "vague" and rule == "ago":
        return _about(words, when)
    if rule in ("rolling", "recent", "few.ago") or (day is None and grain == "rolling"):
        return _rolled(words, rule)
    if day is None:
        length = next(_lengths(words), None)  # an open "two days later" is at least a length
        return length.value if length is not None else None
    if grain != "quarter" and re.search(r"\ba year (?:ago|earlier|later|before)", words, re.IGNORECASE):
        return f"{day.year}"
    part = _PART_OF_DAY.search(words)
    if grain == "day":
        return day.isoformat() + (f"T{_PARTS_OF_DAY[part.group().lower()]}" if part else "")
    if grain == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}" + ("-WE" if "weekend" in words.lower() else "")
    if grain == "month":
        return f"{day.year}-{day.month:02}"
    if grain == "season":
        return f"{day.year}-{_SEASONS.get(day.month, 'XX')}"
    if grain in ("quarter", "half"):
        return _part_of_year(when, words)
    return {"year": f"{day.year}", "decade": f"{day.year // 10}", "century": f"{(day.year - 1) // 100}"}.get(grain)


def _about(words: str, when: DateRange) -> str | None:
    """The unit in the middle of "nearly four years ago"."""
    if when.first is None or when.last is None:
        return None
    middle = when.first + (when.last - when.first) / 2
    if "month" in words:
        return f"{middle.year}-{middle.month:02}"
    if "week" in words:
        year, week, _ = middle.isocalendar()
        return f"{year}-W{week:02}"
    return middle.isoformat() if "day" in words else f"{middle.year}"


def _part_of_year(when: DateRange, words: str) -> str | None:
    if when.first is None or when.last is None:
        return None
    months = (when.last.month - when.first.month) % 12 + 1
    if "month" in words.lower():
        return f"P{months}M"
    if months == 3:  # a company's own quarter by its number, else where its middle lies
        told = next(
            (n for n, nth in enumerate(("first", "second", "third", "fourth"), 1) if nth in words.lower()), None
        )
        middle = when.first + (when.last - when.first) / 2
        return f"{middle.year}-Q{told or (middle.month + 2) // 3}"
    return f"{when.first.year}-H{1 if when.first.month == 1 else 2}" if months == 6 else None


def _rolled(words: str, rule: str) -> str | None:
    """A rolling stretch is a length: "the past two years" is P2Y; one without a number only says which way."""
    found = next(_lengths(words), None)
    if found is not None:
        return found.value
    if rule == "recent":
        return "FUTURE_REF" if re.search(r"coming|next|ahead|to come", words, re.IGNORECASE) else "PAST_REF"
    if rule == "few.ago":
        return "PAST_REF"
    one = re.search(rf"(?:past|last|next|coming) (?P<many>few |several )?(?P<unit>{_UNITS})\b", words, re.IGNORECASE)
    if one is None:
        return None
    return _length("X" if one["many"] else "1", one["unit"])


def _type(value: str) -> str:
    if value.startswith("P") and "_" not in value:
        return "DURATION"
    return "TIME" if "T" in value and "_" not in value else "DATE"


def _length(many: str, unit: str) -> str:
    unit = unit.lower()
    unit = "century" if unit.startswith("centur") else unit.removesuffix("s")
    letter = _LETTERS[unit]
    if unit == "year" and many.endswith(".5"):
        return f"P{many[:-2]}Y6M"
    if unit == "fortnight" and many.isdigit():
        many = str(2 * int(many))
    return f"PT{many}{letter[1]}" if letter[0] == "T" and len(letter) > 1 else f"P{many}{letter}"


def _lengths(text: str) -> Iterator[Timex]:
    """Lengths of time told in numbers: "five years", "the two-week siege"."""
    for bound in bounds(text):
        unit = _LENGTH.match(text, bound.number.end)
        if unit is None or bound.kind != "count":
            continue
        many = "X" if bound.written == "vague" else f"{bound.value:g}"
        if bound.value < 1000:  # "the 1988 quarter"
            yield Timex(bound.number.start, unit.end(), _length(many, unit["unit"]), "DURATION")


def _single(text: str) -> Iterator[Timex]:
    """Lengths of one or of vaguely many units, and lengths with a hyphen."""
    for match in _HYPHENED.finditer(text):
        many = value_of(match["many"])
        if many is not None:
            yield Timex(match.start(), match.end(), _length(f"{many:g}", match["unit"]), "DURATION")
    for match in _HALVED.finditer(text):
        unit = match["unit"].lower()
        yield Timex(match.start(), match.end(), _length("1", unit) + _HALVES[unit], "DURATION")
    for match in _ONE.finditer(text):
        yield Timex(match.start(), match.end(), _length("1", match["unit"] or match["year"]), "DURATION")
    for match in _MANY.finditer(text):
        yield Timex(match.start(), match.end(), _length("X", match["unit"]), "DURATION")


def _sets(text: str) -> Iterator[Timex]:
    """Repeated times: "daily", "every month", "each Thursday", "Mondays"."""
    for match in _DAYS.finditer(text):
        day = next(n for n, name in enumerate(_WEEKDAYS, 1) if name in match.group())
        yield Timex(match.start(), match.end(), f"XXXX-WXX-{day}", "SET")
    for match in _SET.finditer(text):
        yield Timex(match.start(), match.end(), _OF_SET[(match["word"] or match["unit"]).lower()], "SET")


def _refs(text: str) -> Iterator[Timex]:
    for value, pattern in _REFS.items():
        for match in pattern.finditer(text):
            yield Timex(match.start(), match.end(), value, "DATE")
