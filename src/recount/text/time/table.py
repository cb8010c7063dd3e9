"""The patterns of time expressions, each with the function that reads it.

Tried in order, so longer forms stand before their beginnings. A space stands for space within a line, never for a
line end: a heading would run into the text below it. Names of months and days keep their case, for "may", "march"
and "sun" are words; everything else may be capitalised.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from recount.text.time import leaning, named
from recount.text.time import rules as read
from recount.text.time.calendar import MONTHS, NAMED_DAYS, SEASONS, UNITS, WEEKDAYS, Stretch, Vantage
from recount.text.time.feasts import FEASTS

Rule = Callable[[re.Match[str], Vantage], Stretch | None]

_SHORT_MONTHS = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_MONTHS = rf"{'|'.join(MONTHS)}|{'|'.join(m.upper() for m in MONTHS)}|(?:{_SHORT_MONTHS})\b\.?"
_MONTH = rf"(?P<month>{_MONTHS})"
_SHORT_DAYS = r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\."
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|{'|'.join(d.upper() for d in WEEKDAYS)}|{_SHORT_DAYS})"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)(?![\d/:%]|[.,-]\d|\w)"
_YEAR_OF = rf"(?:,? (?:of |in )?(?:{_YEAR}|(?P<which>last|this|next|that) year))"
_NTH = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_NOT_MORE = r"(?!\w|[,.]\d|[-:/%]\d|-[a-z])"
_UNIT = rf"(?P<unit>{'|'.join(UNITS)})"
_PLURALS = "days|weeks|fortnights|months|quarters|years|decades|centuries"
_UNITS = rf"(?P<units>{_PLURALS}|{'|'.join(UNITS)})"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_MANY = (
    r"(?P<many>\d{1,4}(?:\.\d)?|an? couple(?: of)?|a few|few|several|some|many|half a|"
    rf"(?:{_TENS})(?:[- ](?:{_ONES}))?|"
    rf"{_ONES}|{_TEENS}|an? dozen|an? hundred|an?)"
)
_ROUGHLY = (
    r"(?:(?P<roughly>nearly|almost|about|around|some|roughly|approximately|just over|just under|over|more than|"
    r"at least|less than|close to|under|up to|as long as) )?"
)
_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime|dawn))?"
_AGE = r"\d{1,2}|[a-z]{3,6}teen|ten|eleven|twelve"
_FEAST = "|".join(sorted(FEASTS, key=len, reverse=True))
_OPEN_FEAST = r"Orthodox Easter|Eid|Diwali|Nowruz|Newroz|Thanksgiving|Lunar New Year|Chinese New Year|Purim|Vesak|Holi"
_LOOSE = "|".join(sorted(named.LOOSE, key=len, reverse=True))
_NTH_QUARTER = r"first|second|third|fourth|1st|2nd|3rd|4th|final"
_OF_A_YEAR = (
    r"(?:(?P<which>last|this|next) year['\u2019]s |(?P<before>year-(?:ago|earlier)) |(?P<year>(?:1[5-9]|20)\d\d) )"
)
_NAMED = "|".join(n.replace("'", "['\u2019]") for n in sorted(NAMED_DAYS, key=len, reverse=True))


def _rule(pattern: str, reader: Rule) -> tuple[re.Pattern[str], Rule]:
    return re.compile(pattern.replace(" ", r"[^\S\n]")), reader


def _any_case(pattern: str) -> str:
    return f"(?i:{pattern})"


_ABSOLUTE = (
    _rule(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", read.iso),
    _rule(r"(?P<one>\d{1,2})(?P<sep>[/.-])(?P<two>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?!\d|\.\d)", read.numeric),
    _rule(rf"(?:{_WEEKDAY},? )?(?:the )?{_NTH}(?: day)?(?: of)? {_MONTH}(?!\w){_YEAR_OF}?", read.day_month),
    _rule(
        rf"(?:{_WEEKDAY},? )?{_MONTH} (?P<from>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:[-\u2013]| (?:to|and|through) )"
        rf"{_NTH}(?!\w|[,.]\d|[-:/%]\d| (?:{_MONTHS})){_YEAR_OF}?",
        read.days,
    ),
    _rule(rf"(?:{_WEEKDAY},? )?{_MONTH} {_NTH}{_NOT_MORE}{_YEAR_OF}?", read.day_month),
    _rule(
        _any_case(
            r"the (?P<nth>first|second|third|fourth|last|final|[1-4](?:st|nd|rd|th)) (?:(?P<many>\w+) )?"
            r"(?P<piece>quarter|half|months) of "
        )
        + rf"(?:{_YEAR}|(?P<which>last|this|next) year|the year)",
        named.share_of_year,
    ),
    _rule(
        _any_case(
            r"(?:the )?(?:(?P<before>year-(?:ago|earlier))|(?:same|corresponding|comparable|like))? ?"
            r"(?:quarter|period|three months)(?P<back>,? (?:of )?(?:a year (?:ago|earlier|before)|last year|"
            r"the previous year|the year before|in the previous year))?\b(?! of)"
        ),
        named.quarter_before,
    ),
    _rule(
        _any_case(
            rf"(?:the )?{_OF_A_YEAR}?(?:fiscal )?(?:(?P<nth>{_NTH_QUARTER})(?:-| ))?quarter\b"
            r"(?!-(?:mile|final|back)| (?:mile|final|back|century))"
        ),
        named.quarter,
    ),
    _rule(
        _any_case(r"(?:(?P<rel>last|this|next|past) )?") + rf"{_MONTH}(?!\w|['\u2019](?!s))(?:{_YEAR_OF})?", read.month
    ),
    _rule(
        _any_case(
            rf"(?:the )?(?:(?P<rel>last|this|next|past|that|coming) )?(?P<season>{'|'.join(SEASONS)})"
            r"(?!\w|-| of (?!\d|last|this|next))"
        )
        + rf"(?:{_YEAR_OF})?",
        read.season,
    ),
    _rule(
        _any_case(r"(?:the )?(?P<y>(?:1[5-9]|20)\d0)['\u2019]?s\b|the ['\u2019]?(?P<y2>[2-9]0)['\u2019]?s\b"),
        named.decade,
    ),
    _rule(
        _any_case(r"(?P<the>the )?(?:nineteen(?:-| ))?(?P<name>(?:twen|thir|for|fif|six|seven|eigh|nine)ties)\b"),
        named.spelled_decade,
    ),
    _rule(
        _any_case(
            rf"nineteen (?P<rest>(?:{_TENS})(?:(?:-| )(?:{_ONES}))?|{_TEENS})\b"
            r"(?! (?:hundred|thousand|million|percent|per cent)|-)"
        ),
        named.spelled_year,
    ),
    _rule(
        _any_case(
            r"(?P<the>the year )?two thousand"
            rf"(?:(?: and)? (?P<rest>(?:{_TENS})(?:(?:-| )(?:{_ONES}))?|{_TEENS}|{_ONES}))?\b"
            r"(?! (?:hundred|thousand|million|percent|per cent)|-)"
        ),
        named.spelled_year_2000,
    ),
    _rule(_any_case(r"the (?P<n>\d\d?)(?:st|nd|rd|th) century"), named.century),
    _rule(r"(?P<y1>(?:1[5-9]|20)\d\d)[-\u2013/](?P<y2>(?:1[5-9]|20)?\d\d)(?![\d-])", read.years),
    _rule(_YEAR, read.year),
)
_NEAR = (
    _rule(
        _any_case(rf"the (?:(?P<unit>week|weekend|month|year|decade)|(?P<season>{'|'.join(SEASONS)})) before last\b")
        + rf"(?! (?:[A-Z]|night|{'|'.join(UNITS)}|{'|'.join(SEASONS)}))",
        named.before_last,
    ),
    _rule(
        _any_case(r"the day before yesterday|the day after tomorrow|(?:yesterday|tomorrow)") + _PART_OF_DAY,
        read.near_day,
    ),
    _rule(
        _any_case(r"today|tonight|last night|this (?:morning|afternoon|evening|lunchtime)") + r"(?!\w)", read.near_day
    ),
    _rule(
        _any_case(r"(?:(?:the )?(?P<rel>last|this|next|past|this coming|coming|following|previous|that) )?")
        + rf"(?<!each )(?<!every )(?P<weekday>{_WEEKDAY})(?!s|\w| (?:morning|afternoon|evening|night)s){_PART_OF_DAY}",
        read.weekday,
    ),
    _rule(_any_case(r"(?:(?:the )?(?P<rel>last|this|next|past|coming) |the )weekend\b"), read.weekend),
    _rule(
        _any_case(rf"(?P<way>earlier|later|so far|already) (?:(?P<rel>this|last) |in the |on in the ){_UNIT}\b"),
        read.part_of_unit,
    ),
    _rule(_any_case(rf"{_ROUGHLY}(?:{_MANY} )?{_UNITS}(?P<half> and a half)? (?:ago|back)\b"), read.ago),
    _rule(
        _any_case(
            r"(?P<rel>the past|the last|this past|past|last|this|the current|next|the coming|this coming|the previous|"
            rf"the following|that same|that|the same) {_UNIT}\b(?!s)(?!['\u2019]s old| old|-old)"
        ),
        read.unit,
    ),
    _rule(
        _any_case(rf"(?:the )?(?P<way>past|last|next|coming|previous|preceding) {_MANY} {_UNITS}\b(?!-)"), read.rolling
    ),
    _rule(
        _any_case(
            r"(?:the )?(?:most |more )?(?P<way>recent|past|last|coming|next) "
            r"(?P<units>days|weeks|months|years|decades)\b"
        ),
        read.recent,
    ),
    _rule(_any_case(r"the (?P<units>days|weeks|months|years) (?P<way>ahead|to come)\b"), read.recent),
    _rule(_any_case(r"the other (?P<units>day|week)\b(?!s)"), named.other_day),
    _rule(_any_case(rf"{_MANY} (?P<season>{'|'.join(SEASONS)})s? ago\b"), named.seasons_ago),
    _rule(_any_case(rf"in {_MANY} {_UNITS}(?P<time>['\u2019]?(?:s['\u2019]?)? time)?\b"), read.hence),
    _rule(r"(?i:the )(?P<day>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)\b(?! [a-z]+)", read.day_of_month),
    _rule(_any_case(rf"(?P<name>{_NAMED})\b") + rf"(?: {_YEAR})?", named.named_day),
)
_NAMED_PERIODS = (
    _rule(
        r"(?i:(?:(?P<rel>last|this|next|coming) )?(?<!orthodox )"
        rf"(?P<name>{_FEAST}))\b" + rf"(?:{_YEAR_OF})?",
        named.feast,
    ),
    _rule(_any_case(r"year(?:-| )end\b|(?:the )?year['\u2019]s end\b"), named.end_of_year),
    _rule(_any_case(rf"(?P<loose>{_LOOSE})\b(?! that)"), named.loose),
)
_HANGING = (  # on an event or a birth
    _rule(rf"(?i:{_OPEN_FEAST})\b", named.event),
    _rule(
        _any_case(
            rf"(?:(?:the|just|only|about|some) )*(?:{_MANY} )?(?P<units>days?|weeks?|months?|years?|decades?) "
            r"(?P<way>later|earlier|before(?=[,.;:]|$)|afterwards?|after(?=[,.;:]|$))(?! than)"
        ),
        leaning.counted_from,
    ),
    _rule(
        _any_case(
            r"(?:the|that) (?:next|following|same|previous|preceding|very|same) "
            r"(?P<piece>day|night|morning|evening|afternoon)|that (?P<unit>day|night|morning|evening|afternoon)"
        ),
        leaning.step_from,
    ),
    _rule(_any_case(r"the (?P<piece>day|week|month|year|night) (?:before|after)(?=[,.;:]|$)"), leaning.step_from),
    _rule(
        _any_case(r"the (?:latest |same |corresponding |comparable )?(?P<piece>quarter)\b(?! of| (?:mile|final))"),
        leaning.step_from,
    ),
    _rule(
        _any_case(
            rf"(?:(?:the|a|{_MANY}) )?(?:days?|weeks?|months?|years?|decades?) "
            r"(?:before(?= )|after (?=the|his|her|their|he|she|they|it))|"
            r"the (?:day|week|month|year|night) (?:before|after)\b"
        ),
        named.event,
    ),
    _rule(
        _any_case(
            rf"(?:at )?(?:the age of|age|aged) (?:{_AGE}|twenty(?:-\w+)?|thirty(?:-\w+)?)\b|"
            rf"when (?:s?he|they|i) (?:was|were) (?:(?:just|only|about|aged) )?(?:{_AGE})\b(?! \w)"
        ),
        read.birth,
    ),
)

TABLE: tuple[tuple[re.Pattern[str], Rule], ...] = (*_ABSOLUTE, *_NEAR, *_NAMED_PERIODS, *_HANGING)
