"""The day a page was published, and where it says so.

A page says its day in several places, and they differ: what content systems write for machines counts days in
Greenwich or means the last change, what stands under the title is the day that readers saw. So the places are asked in
an order, found on half of the public pages by how often each was right: under the title, in the address, in markup
made for it, then nearby places, and only where all that stand there agree. Where they do not, the day stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from recount.model import UNKNOWN_DATE, DateRange
from recount.text.page.dates import printed
from recount.text.page.dom import Page
from recount.text.page.region import Chosen
from recount.text.page.vocabulary import MODIFIED, PUBLISHED
from recount.text.time.days import day_range

_FIRST: Final = date(1990, 1, 1)  # before the web; earlier days on a page are history
_NEAR: Final = 8  # lines between a day and the story it dates
_ABOVE: Final = 3  # lines over a title that can still be its own
_BELOW: Final = 5  # lines under a story that can still be its own
_LONGEST: Final = 200  # characters of a line that may date a page; longer ones tell of other days
_LONGEST_LABELLED: Final = 60  # characters of prose; "Published on 3 March 2015, last updated on 5 March 2015."


def _any_part(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(part.replace("-", " ")) for part in words.split()), re.IGNORECASE)


_MODIFIED = _any_part(MODIFIED)
_PUBLISHED = _any_part(PUBLISHED)
_LONGEST_BESIDE: Final = 40  # characters beside a day on a line that dates a story: a name, a place, the hour
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_ADDRESS_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3})/(\d{1,2})/")  # "/2020/jan/20/"


@dataclass(frozen=True, slots=True)
class _Told:
    """A day that stands on the page."""

    line: int
    days: tuple[date, ...]  # two where day and month can be swapped
    label: str  # "published", "modified" or nothing
    alone: bool = True  # hardly anything else stands on the line


def _label(words: str) -> str:
    if _MODIFIED.search(words):
        return "modified"
    return "published" if _PUBLISHED.search(words) else ""


def _stated(words: str) -> tuple[date, ...]:
    """The day that a machine-made value begins with; none when it is not one."""
    for one in printed(words[:_LONGEST]):
        return one.days
    given = day_range(words)
    return (given.first,) if given.first and given.first == given.last else ()


def _on_page(page: Page, not_after: date) -> Iterator[_Told]:
    """The days on a page in order of place, each with what its own words call it."""
    told: list[_Told] = []
    for n, one in enumerate(page.lines):
        if one.prose > _LONGEST_LABELLED or one.size > _LONGEST:
            continue
        at = 0
        for found in printed(one.words):
            # "Published 3 March, updated 5 March": the words before a day call it something.
            label = _label(one.words[at : found.start]) or _label(one.words) * (at == 0)
            told.append(_Told(n, found.days, label, one.size - (found.end - found.start) <= _LONGEST_BESIDE))
            at = found.end
    # After the lines: of a day as printed and the same as a time in Greenwich, the printed one is what readers saw.
    for aside in page.asides:
        days = _stated(aside.words) or (_stated(aside.value) if any(ch.isdigit() for ch in aside.value) else ())
        told.append(_Told(aside.line, days, _label(aside.words)))
    for each in sorted(told, key=lambda t: t.line):
        days = tuple(day for day in each.days if _FIRST <= day <= not_after)
        if days:
            yield replace(each, days=days)


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


@dataclass(frozen=True, slots=True)
class _Zones:
    """Days by where they stand; those in running prose are left out, they are days of what is told."""

    under: tuple[_Told, ...]  # between the title and the story
    opening: tuple[_Told, ...]  # among the first lines of the story: many sites set the date below a first paragraph
    near: tuple[_Told, ...]  # the nearest of these
    over: tuple[_Told, ...]  # over the title; over the story where there is no title
    below: tuple[_Told, ...]  # under the story
    anywhere: tuple[_Told, ...]
    top: int = 0  # line of the title, or of the story where there is none


def _zones(page: Page, found: Chosen, not_after: date) -> _Zones:
    lines = page.lines
    readers = set(found.comments)
    told = tuple(_on_page(page, not_after))
    prose = [n for n in found.lines if lines[n].prose]
    if not prose:
        return _Zones((), (), (), (), (), told)
    first, last = prose[0], prose[-1]
    # Readers write below a story: what has such a name above it is the story's own ("Kommentar" is an opinion piece).
    told = tuple(t for t in told if t.line <= first or t.line not in readers)
    titles = [n for n in range(first) if lines[n].kind == "heading" and lines[n].level == 1]
    top = titles[-1] if titles else first
    begin = top if titles else max(0, first - _NEAR)
    under = [t for t in told if begin <= t.line <= first and titles]
    opening = [t for t in told if first < t.line <= first + _NEAR or (t.line == first and not titles)]
    over = [t for t in told if top - _NEAR <= t.line < begin or (not titles and begin <= t.line < first)]
    below = [t for t in told if last < t.line <= last + _BELOW]
    near = [t for t in opening[:1] if t.line <= first + _ABOVE]
    return _Zones(tuple(under), tuple(opening), tuple(near), tuple(over), tuple(below), told, top)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells which day is meant."""

    known: Sequence[date]  # days that other places state
    month_first: bool | None  # how numbers are written where the page comes from; None when unknown

    def plain(self, told: _Told) -> date | None:
        """The one day; of two readings the one that another place, or the page's language, bears out."""
        if len(set(told.days)) == 1:
            return told.days[0]
        near = [day for day in told.days if any(abs(day - other) <= timedelta(days=1) for other in self.known)]
        if len(near) == 1:
            return near[0]
        return None if self.month_first is None else told.days[int(self.month_first)]

    def first(self, told: Sequence[_Told], labels: Sequence[str]) -> date | None:
        """The first day with one of the labels."""
        return next((day for t in told if t.label in labels and (day := self.plain(t))), None)

    def agreed(self, told: Sequence[_Told], label: str) -> date | None:
        """The day of those with a label, where they name one; days on lines of their own count before others."""
        for some in ([t for t in told if t.alone], told):
            days = {day for t in some if t.label == label and (day := self.plain(t))}
            if days:
                return days.pop() if len(days) == 1 else None
        return None


def _dateline(page: Page, found: Chosen) -> date | None:
    """The day with which the first line of prose opens: "Orsa, 3 March 2015 - Three left"."""
    prose = [page.lines[n].words for n in found.lines if page.lines[n].prose]
    for words in prose[:_ABOVE]:
        one = next(printed(words[: 2 * _LONGEST_BESIDE]), None)
        if one and one.start <= _LONGEST_BESIDE and re.match(r"\s?\)?\s?[-.:\u2013\u2014(/]", words[one.end :]):
            return one.days[0] if len(set(one.days)) == 1 else None
    return None


def month_first(language: str) -> bool | None:
    """Whether 03/04 is the fourth of March by an HTML language tag; None where both are written."""
    tag = language.strip().lower().replace("_", "-")
    if tag in ("en-us", "en-ph"):
        return True
    if not tag or tag in ("en", "en-ca"):
        return None
    return False


@dataclass(frozen=True, slots=True)
class Stated:
    """What markup and address say of a page's days."""

    published: tuple[tuple[str, str], ...]  # words and place, the most trusted first
    modified: tuple[tuple[str, str], ...]
    anywhere: tuple[tuple[str, str], ...] = ()  # of things on the page that need not be its story
    addresses: tuple[str, ...] = ()
    language: str = ""  # as the page's own tag has it


def _marked(stated: Sequence[tuple[str, str]]) -> list[tuple[date, str]]:
    return [(days[0], place) for words, place in stated if (days := _stated(words)) and len(set(days)) == 1]


def _day_range(places: Iterable[tuple[date | None, str]], not_after: date) -> tuple[DateRange, str]:
    for day, place in places:
        if day and _FIRST <= day <= not_after:
            return DateRange(day, day, precise=True), place
    return UNKNOWN_DATE, ""


def days_of(
    page: Page, found: Chosen, stated: Stated, *, not_after: date
) -> tuple[tuple[DateRange, str], tuple[DateRange, str]]:
    """The days of publication and of the last change, each with the place that says it; "" where none does.

    Args:
        page: all its lines.
        found: which of them are the stories.
        stated: what markup says.
        not_after: no page was published later.
    """
    zones = _zones(page, found, not_after)
    marked, changed = _marked(stated.published), _marked(stated.modified)
    by_address = next(filter(None, map(in_address, stated.addresses)), None)
    known = [day for day, _ in (*marked, *changed)] + ([by_address] if by_address else [])
    judge = _Judge(known, month_first(stated.language))
    published = (
        (judge.first(zones.under, ("published",)), "printed under the title"),
        (judge.first([t for t in zones.under if t.alone], ("",)), "printed under the title"),
        (by_address, "address"),
        *((day, place) for day, place in marked if place != "meta date"),
        (judge.first(zones.under, ("",)), "printed under the title"),
        (judge.first(zones.opening, ("published",)), "printed at the opening"),
        (judge.agreed(zones.over, "published"), "printed over the title"),
        (judge.agreed(zones.over[-_ABOVE:], ""), "printed over the title"),
        (
            judge.first([t for t in reversed(zones.over) if t.line >= zones.top - _ABOVE], ("",)),
            "printed over the title",
        ),
        (judge.agreed(zones.opening, ""), "printed at the opening"),
        (judge.first([t for t in zones.near if t.alone], ("",)), "printed at the opening"),
        (_dateline(page, found), "dateline"),
        (judge.agreed([t for t in zones.anywhere if t.alone], "published"), "printed on the page"),
        *marked,
        (judge.agreed(zones.below, ""), "printed below the story"),
        *_marked(stated.anywhere),
        (judge.agreed(zones.anywhere, ""), "printed on the page"),
    )
    modified = (
        (judge.first(zones.under, ("modified",)), "printed under the title"),
        *changed,
        (judge.agreed(zones.below, "modified"), "printed below the story"),
    )
    return _day_range(published, not_after), _day_range(modified, not_after)


def itemprops(tree: Any, name: str) -> list[str]:
    """Values of the elements that microdata call `name`, in order."""
    values = []
    for element in tree.iterfind(f".//*[@itemprop='{name}']"):
        value = element.get("content") or element.get("datetime") or " ".join(element.itertext())
        values.append(value[:_LONGEST])
    return values


_IN_SCRIPT: Final = re.compile(
    r"[\"'](?:date_?published|published_?(?:date|time|at|on)?|publish_?(?:date|time)|pub_?date|publication_?date|created_?at"
    r"|date_?created|upload_?date)\\{0,2}[\"']\s*:\s*\\{0,2}[\"']([12][^\"']{9,30})[\"']",
    re.IGNORECASE,
)


def in_scripts(tree: Any) -> list[tuple[str, str]]:
    """The day that the page's scripts and data state, where all that state one agree; else none."""
    days: dict[date, str] = {}
    for script in tree.iter("script"):
        for words in _IN_SCRIPT.findall(script.text or ""):
            found = _stated(words)
            if len(set(found)) == 1:
                days.setdefault(found[0], words)
    return [(words, "script") for words in days.values()] if len(days) == 1 else []
