"""Where a time may begin: the words that open one, with what every time has in it near behind them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from recount.text.quantity.numbers import SMALL, TENS
from recount.text.time.calendar import MONTHS, NAMED_DAYS, SEASONS, WEEKDAYS
from recount.text.time.feasts import FEASTS
from recount.text.time.named import LOOSE

_OPENERS = (
    "in on at over during within throughout since ever until up till before prior ahead by after following as from "
    "between for through early late mid middle beginning starting start end week last past previous this current "
    "next coming recent earlier later so already no yesterday tomorrow today tonight the a an several some few many "
    "half nearly almost about around roughly approximately just more less at under close days weeks months years "
    "decades day week month year when that age aged christmas new boxing valentine halloween bastille first second "
    "third fourth final year fiscal now currently nowadays these recently lately soon ramadan ramadhan eid easter good "
    "palm holy lent ash ascension whitsun whit passover yom rosh hanukkah chanukah diwali nowruz newroz orthodox lunar "
    "chinese thanksgiving ashura pentecost purim vesak holi"
)
_STARTS = re.compile(
    rf"(?<![\w'\u2019-])(?:\d|(?:{'|'.join((*_OPENERS.split(), *SMALL, *TENS, *SEASONS, *WEEKDAYS))})(?![^\W\d_])|"
    rf"(?:{'|'.join(name[:3] for name in (*MONTHS, *WEEKDAYS))}))",
    re.IGNORECASE,
)
# What every time has in it, within so many characters of its first word: most openers open no time.
_REACH = 60
_NUCLEUS = re.compile(
    rf"\d|(?<![^\W\d_])(?:{'|'.join((*MONTHS, *WEEKDAYS, *(name[:3] for name in (*MONTHS, *WEEKDAYS)), *SEASONS))}|"
    rf"{'|'.join((*(d.split()[0] for d in NAMED_DAYS), *(f.split()[0] for f in FEASTS), *LOOSE))}|day|week|fortnight|"
    r"month|quarter|year|decade|centur|night|morning|evening|afternoon|today|tomorrow|yesterday|tonight|weekend|age|when|"
    r"nineteen|two\s+thousand|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|orthodox|eid|diwali|n[eo]wroz|nowruz|thanksgiving|lunar|"
    r"chinese|purim|vesak|holi)",
    re.IGNORECASE,
)


def openings(text: str) -> Iterator[int]:
    """Every place at which the table of times is worth trying, in order."""
    nuclei = [match.start() for match in _NUCLEUS.finditer(text)]
    for match in _STARTS.finditer(text):
        near = bisect_left(nuclei, match.start())
        if near < len(nuclei) and nuclei[near] - match.start() <= _REACH:
            yield match.start()
