"""Days as pages print them: in numbers of any order, with months in the languages of news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from recount.text.page.vocabulary import MONTHS

_MONTHS: Final = {word: n for n, words in enumerate(MONTHS, 1) for word in words.split()}
_NAME: Final = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_ORDINAL: Final = r"(?:\.|st|nd|rd|th|er|\u00ba|-\u0433\u043e)?"
_BEFORE_YEAR: Final = r"\b\.?,?[\s/-]*(?:del?\s+|of\s+)?"
_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-/.])\s?(?P<m>\d{1,2})(?P=s)\s?(?P<d>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?[\u5e74\ub144]\s?(?P<m>\d{1,2})\s?[\u6708\uc6d4]\s?(?P<d>\d{1,2})",
        rf"(?<!\d)(?P<d>\d{{1,2}}){_ORDINAL}[\s,/-]*(?:de\s+|of\s+|d')?(?P<w>{_NAME}){_BEFORE_YEAR}(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<![^\W\d_])(?P<w>{_NAME})\b\.?\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d)(?!\d)",
        rf"(?<!\d)(?P<y>(?:19|20)\d\d)\.?,?\s+(?P<w>{_NAME})\b\.?\s*(?P<d>\d{{1,2}})(?!\d)",
        r"(?<!\d)(?P<a>\d{1,2})\s?(?P<s>[./-])\s?(?P<b>\d{1,2})\s?(?P=s)\s?(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?<![\d.])(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<y>\d\d)(?![\d.])",
    )
)
# Nearly all words of a page hold no year; asking this first costs a tenth of trying the shapes.
_YEAR = re.compile(r"(?:19|20)\d\d|\d\.\d\d?\.\d\d")
# Arabic, Persian, Devanagari and Bengali digits, ten each.
_DIGITS: Final = {first + n: str(n) for first in (0x660, 0x6F0, 0x966, 0x9E6) for n in range(10)}


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as printed: where it stands, and the days it can be (two for 03/04/2015)."""

    start: int
    end: int
    days: tuple[date, ...]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _readings(found: re.Match[str]) -> tuple[date, ...]:
    got = found.groupdict()
    year = int(got["y"])
    if len(got["y"]) == 2:  # noqa: PLR2004  # digits
        year += 2000 if year < 50 else 1900  # noqa: PLR2004  # the web began in 1991
    if got.get("a"):
        first, second = int(got["a"]), int(got["b"])
        pairs = [(second, first)]
        if got.get("s") == "/" and first != second:
            pairs.append((first, second))  # month first, as Americans write
    else:
        month = _MONTHS[got["w"].lower()] if got.get("w") else int(got["m"])
        pairs = [(month, int(got["d"]))]
    return tuple(made for month, day in pairs if (made := _day(year, month, day)))


def printed(words: str) -> Iterator[Printed]:
    """The days printed in some words, in order of place; one place gives one."""
    if not words.isascii():
        words = words.translate(_DIGITS)
    if not _YEAR.search(words):
        return
    found: list[Printed] = []
    for shape in _SHAPES:
        for match in shape.finditer(words):
            days = _readings(match)
            if days and not any(p.start < match.end() and match.start() < p.end for p in found):
                found.append(Printed(match.start(), match.end(), days))
    yield from sorted(found, key=lambda p: p.start)
