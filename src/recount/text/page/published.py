"""The day a page was published, and where it says so.

A page says its day in several places, and they differ: what content systems write for machines counts days in
Greenwich or means the last change, what stands under the title is the day that readers saw. So the places are asked in
an order, found on half of the public pages by how often each was right: under the title, in the address, in markup
made for it, then nearby places, and only where all that stand there agree. Where they do not, the day stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from recount.model import UNKNOWN_DATE, DateRange
from recount.text.page.dated import FIRST_DAY, Dated, Told, stated
from recount.text.page.dates import printed
from recount.text.page.dom import Page
from recount.text.page.region import Chosen

_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})/")  # "/2020/jan/20/"
_IN_SCRIPT: Final = re.compile(
    r"[\"'](?:date_?published|published_?(?:date|time|at|on)?|publish_?(?:date|time)|pub_?date|publication_?date|created_?at"
    r"|date_?created|upload_?date)\\{0,2}[\"']\s*:\s*\\{0,2}[\"']([12][^\"']{9,30})[\"']",
    re.IGNORECASE,
)
_LONGEST_VALUE: Final = 200  # characters of an element that microdata call a day
_WEAK: Final = ("meta date", "meta dc.date", "meta created")  # as often the last change


@dataclass(frozen=True, slots=True)
class Stated:
    """What markup and address say of a page's days: words and place, the most trusted first."""

    published: tuple[tuple[str, str], ...]
    modified: tuple[tuple[str, str], ...]
    anywhere: tuple[tuple[str, str], ...] = ()  # of things on the page that need not be its story
    addresses: tuple[str, ...] = ()
    language: str = ""  # as the page's own tag has it
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells which day is meant."""

    known: Sequence[date]  # days that other places state
    month_first: bool | None  # how numbers are written where the page comes from; None when unknown

    def plain(self, told: Told) -> date | None:
        """The one day; of two readings the one that another place, or the page's language, bears out."""
        if len(set(told.days)) == 1:
            return told.days[0]
        near = [day for day in told.days if any(abs(day - other) <= timedelta(days=1) for other in self.known)]
        if len(near) == 1:
            return near[0]
        return None if self.month_first is None else told.days[int(self.month_first)]

    def first(self, told: Iterable[Told], label: str) -> date | None:
        """The first day with a label."""
        return next((day for t in told if t.label == label and (day := self.plain(t))), None)

    def agreed(self, told: Sequence[Told], label: str) -> date | None:
        """The day of those with a label, where they name one; days on lines of their own count before others."""
        for some in ([t for t in told if t.alone], told):
            days = {day for t in some if t.label == label and (day := self.plain(t))}
            if days:
                return days.pop() if len(days) == 1 else None
        return None


def month_first(language: str) -> bool | None:
    """Whether 03/04 is the fourth of March by an HTML language tag; None where both are written."""
    tag = language.strip().lower().replace("_", "-")
    if tag in ("en-us", "en-ph"):
        return True
    return None if tag in ("", "en", "en-ca") else False


def in_address(address: str) -> date | None:
    """The day that an address carries ("/2015/03/02/", "-20150302"); None for none or several."""
    named = _IN_ADDRESS_NAMED.search(address)
    if named:
        return next((one.days[0] for one in printed(f"{named[3]} {named[2]} {named[1]}")), None)
    days = set()
    for found in _IN_ADDRESS.finditer(address):
        try:
            days.add(date(int(found[1]), int(found[3]), int(found[4])))
        except ValueError:
            continue
    return days.pop() if len(days) == 1 else None


def _marked(values: Sequence[tuple[str, str]]) -> list[tuple[date, str]]:
    return [(days[0], place) for words, place in values if (days := stated(words)) and len(set(days)) == 1]


def _published(dated: Dated, judge: _Judge, said: Stated, by_address: date | None) -> Iterator[tuple[date | None, str]]:
    """The day by one place after another, the most trusted first."""
    marked = _marked(said.published)
    under = dated.under()
    yield judge.first(under, "published"), "printed under the title"
    yield judge.first((t for t in under if t.alone), ""), "printed under the title"
    yield by_address, "address"
    yield from ((day, place) for day, place in marked if place not in _WEAK)
    yield judge.first(under, ""), "printed under the title"
    opening, over = dated.opening(), dated.over()
    yield judge.first(opening, "published"), "printed at the opening"
    yield judge.agreed(over, "published"), "printed over the title"
    yield judge.first(dated.close_over(over), ""), "printed over the title"
    yield judge.agreed(opening, ""), "printed at the opening"
    yield judge.first(dated.close_opening(opening), ""), "printed at the opening"
    yield dated.dateline(), "dateline"
    anywhere = dated.anywhere()
    yield judge.agreed([t for t in anywhere if t.alone], "published"), "printed on the page"
    yield from marked
    yield judge.agreed(dated.below(), ""), "printed below the story"
    yield from _marked(said.anywhere)
    yield judge.agreed(anywhere, ""), "printed on the page"


def _modified(dated: Dated, judge: _Judge, said: Stated) -> Iterator[tuple[date | None, str]]:
    yield judge.first(dated.under(), "modified"), "printed under the title"
    yield from _marked(said.modified)
    yield judge.agreed(dated.below(), "modified"), "printed below the story"


def _first_of(places: Iterable[tuple[date | None, str]], not_after: date) -> tuple[DateRange, str]:
    for day, place in places:
        if day and FIRST_DAY <= day <= not_after:
            return DateRange(day, day, precise=True), place
    return UNKNOWN_DATE, ""


def days_of(
    page: Page, found: Chosen, said: Stated, *, not_after: date
) -> tuple[tuple[DateRange, str], tuple[DateRange, str]]:
    """The days of publication and of the last change, each with the place that says it; "" where none does.

    Args:
        page: all its lines.
        found: which of them are the stories.
        said: what markup and address say.
        not_after: no page was published later.
    """
    dated = Dated(page, found, said.title, not_after)
    by_address = next(filter(None, map(in_address, said.addresses)), None)
    known = [day for day, _ in (*_marked(said.published), *_marked(said.modified))]
    judge = _Judge([*known, by_address] if by_address else known, month_first(said.language))
    published = _first_of(_published(dated, judge, said, by_address), not_after)
    if not published[0].known:
        published = _ahead(said, not_after)
    return published, _first_of(_modified(dated, judge, said), not_after)


def _ahead(said: Stated, not_after: date) -> tuple[DateRange, str]:
    """A day of publication that the markup states although it lies ahead: an embargo, a wrong clock, an invented page.

    Only what says plainly that it is the day of publication is believed against the calendar, and the place tells it.
    """
    for day, place in _marked(said.published):
        if place not in _WEAK and day > not_after:
            return DateRange(day, day, precise=True), f"{place}, a day after the page was captured"
    return UNKNOWN_DATE, ""


def itemprops(tree: Any, name: str) -> list[str]:
    """Values of the elements that microdata call `name`, in order."""
    return [
        (element.get("content") or element.get("datetime") or " ".join(element.itertext()))[:_LONGEST_VALUE]
        for element in tree.iterfind(f".//*[@itemprop='{name}']")
    ]


def in_scripts(tree: Any) -> list[tuple[str, str]]:
    """The day that the page's scripts and data state, where all that state one agree; else none."""
    days: dict[date, str] = {}
    for script in tree.iter("script"):
        for words in _IN_SCRIPT.findall(script.text or ""):
            found = stated(words)
            if len(set(found)) == 1:
                days.setdefault(found[0], words)
    return [(words, "script") for words in days.values()] if len(days) == 1 else []
