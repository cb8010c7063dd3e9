"""When: the times an English text tells, as day ranges; relative ones hang on the day of publication.

Absolute times are days whoever reads them. A relative time ("last spring") is resolved when the day of publication is
known and otherwise keeps its words with `relative_to="published"`, for `resolve` to settle later. Times that hang on
an event or a birth keep their words and no days: nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from recount.errors import InputError
from recount.model import UNKNOWN_DATE, DateRange, Span
from recount.text.time.calendar import (
    Stretch,
    Vantage,
    part_of,
    shifted,
    week_stretch,
)
from recount.text.time.leaning import NEAR, holds_others
from recount.text.time.openings import openings
from recount.text.time.table import TABLE
from recount.text.time.tense import looks_ahead, may_lie_ahead


@dataclass(frozen=True, slots=True)
class TimeTold:
    """One time in a text: where it stands, the days it covers, how coarse it is, and the rule that gave the days."""

    span: Span  # with the preposition that makes it one: "in recent days"
    when: DateRange
    grain: str  # day, week, month, quarter, season, year, decade, century, rolling, vague
    rule: str  # id of the written rule, see time_calendar.RULES; "absolute" when none was needed
    core: Span  # without a leading "in", "on", "during"


_GAP = r"[^\S\n]+"
_PREPOSITION = re.compile(
    rf"(?P<word>in|on|at|over|during|within|throughout|for|of|through)(?:{_GAP}the)?{_GAP}", re.IGNORECASE
)
_JUST_PREPOSITION = re.compile(rf"(?P<word>in|on|at|over|during|within|throughout|for|of|through){_GAP}", re.IGNORECASE)
_RELATION = re.compile(
    r"(?P<word>ever since|since|up until|until|till|before|prior to|ahead of|by|after|following|as of|no later than|"
    r"from|starting|beginning in) ".replace(" ", _GAP),
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"(?P<word>between|from){_GAP}", re.IGNORECASE)
_AND = re.compile(
    rf"{_GAP}(?P<word>and|to|until|till|through)(?:{_GAP}the{_GAP}end{_GAP}of)?{_GAP}|[^\S\n]*[-\u2013\u2014][^\S\n]*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:the )?(?:very )?(?P<part>early|late|mid|middle|beginning|start|end|close|turn|week)(?:[-\u2010\u2011]| )"
    r"(?:(?:in|of) )?(?:(?P<the>the) )?".replace(" ", _GAP),
    re.IGNORECASE,
)
_FIRST_DAY = re.compile(rf"(?:the{_GAP})?(\d\d?)(?:st|nd|rd|th)?(?={_GAP}(?:and|to){_GAP}\d|[-\u2013]\d)")
_PARTS = {"early": "early", "beginning": "early", "start": "early", "turn": "early", "mid": "mid", "middle": "mid"}
_THE_UNIT = re.compile(r"(?P<unit>week|month|year|decade)\b(?!-|\s+(?:before|after))", re.IGNORECASE)
_WHOLE = ("month", "year", "week", "decade", "season", "century", "quarter")
_COUNTED = re.compile(
    r" (?:[a-z]+ )?(?:people|men|women|children|persons|refugees|fighters|soldiers|migrants|civilians|troops|prisoners|"
    r"euros|dollars|pounds|homes|houses|families|cases|deaths|miles|metres|meters|kilomet(?:er|re)s|feet|tonnes|tons)\b".replace(
        " ", _GAP
    )
)


_SENTENCE_END = re.compile(r"[.!?](?=\s)")
# The day and the quarter told before, which a time may lean on, and whether the quarter stands in its sentence.
_Lent = tuple[Stretch | None, Stretch | None, bool]


def times(text: str, *, published: DateRange = UNKNOWN_DATE, loose: bool = False) -> list[TimeTold]:
    """Every time that `text` tells, in order, none overlapping.

    Args:
        text: any string.
        published: when the story was published; a range when only its month or year is known.
        loose: whether to give words that only say on which side of publication something lies: "now", "recently".
    """
    found: list[TimeTold] = []
    at = 0
    before: tuple[int, Stretch, str] | None = None  # where the last day told ends, the day, its words
    quarter: tuple[int, Stretch, str] | None = None  # the same of the last quarter told
    for start in openings(text):
        if start < at:
            continue
        if before is not None and start - before[0] > NEAR:
            before = quarter = None
        compares = quarter is not None and _SENTENCE_END.search(text, quarter[0], start) is None
        lent = (before[1] if before else None, quarter[1] if quarter else None, compares)
        told = _told(text, start, published, lent)
        if told is None:
            continue
        at = told.span.end
        leant = quarter if told.grain == "quarter" and quarter is not None else before
        if told.rule == "story.day" and leant is not None:
            told = replace(told, when=replace(told.when, leans_on=leant[2]))
        when = told.when
        stretch = Stretch(
            when.first, when.last, told.grain, precise=when.precise, relation=when.relation, rule=told.rule
        )
        if holds_others(text, told.span.start, at, stretch, before[1] if before else None):
            before = (at, stretch, told.core.of(text))
            quarter = before if stretch.grain == "quarter" else quarter
        if loose or told.grain != "loose":
            found.append(told)
    return found


def resolve(when: DateRange, published: DateRange) -> DateRange:
    """The days of a stored relative range, now that somebody supplied the date; unchanged when it cannot be settled."""
    if not when.words or not published.known:
        return when
    if when.relation == "since" and when.first is not None and when.last is None:
        last = published.last or published.first
        return replace(when, last=last) if last and last >= when.first else when
    if when.relative_to != "published" or when.known:
        return when
    read = _read(when.words, 0, _Sight(when.ahead, published))
    if read is None:
        return when
    return _range(when.words, read[1])


@dataclass(frozen=True, slots=True)
class _Sight:
    """The two days between which publication lies, and whether the verb looks ahead."""

    ahead: bool
    published: DateRange
    open: bool = False  # no past verb stands before
    told: Stretch | None = None  # the day told before in the same story
    quarter: Stretch | None = None  # the quarter told before
    compares: bool = False  # and told in the same sentence

    def vantages(self) -> tuple[Vantage, ...]:
        days = {d for d in (self.published.first, self.published.last) if d is not None}
        return tuple(
            Vantage(day, self.ahead, told=self.told, quarter=self.quarter, compares=self.compares, open=self.open)
            for day in (*sorted(days),) or (None,)
        )


def _told(text: str, at: int, published: DateRange, lent: _Lent) -> TimeTold | None:
    sight = _Sight(ahead=True, published=published, told=lent[0], quarter=lent[1], compares=lent[2])
    read = _read(text, at, sight)
    if read is None:
        return None
    if not looks_ahead(text, at, read[0]):  # asked only of what is a time: few places are
        sight = replace(sight, ahead=False, open=may_lie_ahead(text, at))
        read = _read(text, at, sight)
        if read is None:
            return None
    end, stretch = read
    core = _JUST_PREPOSITION.match(text, at, end)
    start = core.end() if core else at
    when = replace(_range(text[at:end], stretch), ahead=sight.ahead and stretch.anchor == "published")
    return TimeTold(Span(at, end), when, stretch.grain, stretch.rule, Span(start, end))


def _range(words: str, stretch: Stretch) -> DateRange:
    return DateRange(
        stretch.first,
        stretch.last,
        precise=stretch.precise,
        words=words,
        relative_to=stretch.anchor,
        relation=stretch.relation,
        rule=None if stretch.anchor else stretch.rule,
    )


def _read(text: str, at: int, sight: _Sight) -> tuple[int, Stretch] | None:
    """The expression at `at`: its end, and its days as seen from every day on which the story may have appeared."""
    reads = []
    for vantage in sight.vantages():
        try:
            read = _expression(text, at, vantage)
        except (InputError, ValueError, OverflowError):  # a day outside the calendar is no day
            read = None
        if read is None:
            return None
        reads.append(read)
    first, last = reads[0][1], reads[-1][1]
    if len(reads) == 1 or first == last:
        return reads[0]
    begin = None if first.first is None else first.first
    return reads[0][0], first.but(first=begin, last=last.last, precise=False)


def _expression(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    opened = _BETWEEN.match(text, at)
    if opened is not None:
        word, start = opened["word"].lower(), opened.end()
        left = _placed(text, start, replace(vantage, preposition="from"))
        found = _range_of(text, start, left, word, vantage) if left else _days_of_month(text, start, vantage)
        if found is not None:
            return found
    related = _related(text, at, vantage)
    if related is not None:
        return related
    left = _placed(text, at, vantage)
    if left is None:
        return _days_of_month(text, at, vantage)
    return _range_of(text, at, left, "", vantage) or left


def _range_of(
    text: str, start: int, left: tuple[int, Stretch], word: str, vantage: Vantage
) -> tuple[int, Stretch] | None:
    """As in "Between A and B", "from A to B", "A to B" where both are months, years or days; `left` is A."""
    middle = _AND.match(text, left[0])
    if middle is None or not _fits(word, (middle["word"] or "-").lower()):
        return None
    right = _placed(text, middle.end(), replace(vantage, preposition="until"))
    if right is None or (
        not word and (left[1].grain not in ("day", "month", "year") or right[1].grain != left[1].grain)
    ):
        return None
    first = _lend_year(text, start, left[1], right[1], vantage)
    return right[0], _spanning(first, right[1], precise=word == "from")


def _fits(opened: str, joined: str) -> bool:
    return (
        joined == "and"
        if opened == "between"
        else joined in ("to", "until", "till", "through")
        if opened == "from"
        else joined in ("-", "to")
    )


def _days_of_month(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    """As in "12 to 15 March 2014", "between 3 and 9 June": the first day leans on the month of the second."""
    opened = _FIRST_DAY.match(text, at)
    middle = _AND.match(text, opened.end()) if opened else None
    right = _placed(text, middle.end(), replace(vantage, preposition="on")) if middle else None
    if opened is None or right is None or right[1].grain != "day" or right[1].first != right[1].last:
        return None
    if right[1].first is None:
        return right[0], right[1].but(relation="during")
    if not 1 <= int(opened[1]) < right[1].first.day:
        return None
    return right[0], right[1].but(first=right[1].first.replace(day=int(opened[1])), precise=False, relation="during")


def _lend_year(text: str, at: int, left: Stretch, right: Stretch, vantage: Vantage) -> Stretch:
    if not left.bare or right.first is None:
        return left
    year = right.first.year
    lent = _placed(text, at, replace(vantage, preposition="from", year=year))
    if lent and lent[1].first and lent[1].first > right.first:
        lent = _placed(text, at, replace(vantage, preposition="from", year=year - 1))
    return lent[1] if lent else left


def _spanning(left: Stretch, right: Stretch, *, precise: bool) -> Stretch:
    anchor = left.anchor or right.anchor
    if anchor is not None:
        return Stretch(None, None, "rolling", anchor=anchor)
    first, last = left.first, right.last
    if first and last and first > last:
        first, last = last, first
    return Stretch(first, last, "rolling", precise=precise, rule=right.rule)


def _related(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    """A time that bounds another: since, until, before, by, after."""
    opened = _RELATION.match(text, at)
    if opened is None:
        return None
    word = " ".join(opened["word"].lower().split())
    kind = {"ever since": "since", "as of": "since", "from": "since", "starting": "since", "beginning in": "since"}.get(
        word, word
    )
    kind = {
        "no later than": "by",
        "till": "until",
        "up until": "until",
        "prior to": "before",
        "ahead of": "before",
        "following": "after",
    }.get(kind, kind)
    read = _placed(text, opened.end(), replace(vantage, preposition=kind))
    if read is None:
        return None
    end, inner = read
    if word == "following" and inner.anchor == "event":
        return None
    return end, _bounded(inner, kind, vantage)


def _bounded(inner: Stretch, kind: str, vantage: Vantage) -> Stretch:
    if inner.anchor is not None:
        return inner.but(relation=kind, precise=False)
    first, last = {
        "since": (inner.first, vantage.day),
        "until": (None, inner.last),
        "by": (None, inner.last),
        "before": (None, inner.first and shifted(inner.first, -1)),
        "after": (inner.last and shifted(inner.last, 1), None if vantage.ahead else vantage.day),
    }[kind]
    if first and last and first > last:
        last = None
    return inner.but(first=first, last=last, relation=kind, precise=False)


def _placed(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    """A time with the preposition before it, if one stands there."""
    opened = _PREPOSITION.match(text, at)
    if opened:
        word = opened["word"].lower()
        inner = replace(vantage, preposition=word if vantage.preposition in ("", "of") else vantage.preposition)
        shorter = _JUST_PREPOSITION.match(text, at)
        for start in (shorter.end() if shorter else opened.end(), opened.end()):
            read = _period(text, start, inner)
            if read is not None:
                return read[0], _throughout(read[1], word)
    return _period(text, at, vantage)


def _throughout(stretch: Stretch, word: str) -> Stretch:
    return stretch.but(precise=stretch.first is not None) if word in ("throughout", "for") else stretch


def _period(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    """A part of a period ("late 2014", "the end of August") or a whole one."""
    opened = _PART.match(text, at)
    if opened:
        word = opened["part"].lower()
        part = _PARTS.get(word, "late")
        inner = _base(
            text, opened.end(), replace(vantage, preposition="on" if word == "week" else vantage.preposition or "in")
        )
        if inner is None and opened["the"]:
            inner = _this_unit(text, opened.end(), vantage)
        if word == "week":
            if (week := _week_of(inner)) is not None:
                return week
        elif inner is not None and inner[1].grain in _WHOLE:
            return inner[0], part_of(inner[1], part)
    return _base(text, at, vantage)


def _week_of(day: tuple[int, Stretch] | None) -> tuple[int, Stretch] | None:
    """As in "The week of 21 September": Monday to Sunday around that day."""
    if day is None or day[1].grain != "day":
        return None
    return day[0], day[1] if day[1].first is None else week_stretch(day[1].first).but(rule=day[1].rule)


def _this_unit(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    match = _THE_UNIT.match(text, at)
    if match is None:
        return None
    this = _base(f"this {match.group()}", 0, vantage)
    return (match.end(), this[1]) if this else None


def _base(text: str, at: int, vantage: Vantage) -> tuple[int, Stretch] | None:
    for pattern, rule in TABLE:
        match = pattern.match(text, at)
        if match is None:
            continue
        stretch = rule(match, vantage)
        bare_year = match.end() - at == len("2014") and vantage.preposition in ("", "of")
        if stretch is not None and not (bare_year and _COUNTED.match(text, match.end())):
            return match.end(), stretch
    return None
