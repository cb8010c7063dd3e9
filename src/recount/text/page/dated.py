"""The days that stand on a page, by where they stand and what the words beside them call them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from recount.text.page.dates import printed
from recount.text.page.dom import Aside, Page
from recount.text.page.region import Chosen
from recount.text.page.vocabulary import MODIFIED, PUBLISHED
from recount.text.time.days import day_range

FIRST_DAY: Final = date(1990, 1, 1)  # before the web; earlier days on a page are history
NEAR: Final = 8  # lines between a day and the story it dates
CLOSE: Final = 3  # lines that leave no doubt which story is meant
BELOW: Final = 5  # lines under a story that can still be its own
_FAR: Final = 60  # lines between a title and its story
_LONGEST: Final = 200  # characters of a line that may date a page; longer ones tell of other days
_LONGEST_PROSE: Final = 60  # the same of prose; "Published on 3 March 2015, last updated on 5 March 2015."
_LONGEST_BESIDE: Final = 40  # characters beside a day on a line that dates a story: a name, a place, the hour
_MOST: Final = 300  # days on a page, beyond which it is a calendar
_SAME: Final = 15  # characters with which two titles begin alike


def _any_part(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(part.replace("-", " ")) for part in words.split()), re.IGNORECASE)


_AFTER_DATELINE = re.compile(r"\s?\)?\s?[-.:\u2013\u2014(/]")
_MODIFIED = _any_part(MODIFIED)
_PUBLISHED = _any_part(PUBLISHED)


@dataclass(frozen=True, slots=True)
class Told:
    """A day that stands on the page."""

    line: int
    days: tuple[date, ...]  # two where day and month can be swapped
    label: str  # "published", "modified" or nothing
    alone: bool = True  # hardly anything else stands on the line


def _label(words: str) -> str:
    if _MODIFIED.search(words):
        return "modified"
    return "published" if _PUBLISHED.search(words) else ""


def stated(words: str) -> tuple[date, ...]:
    """The day that a machine-made value begins with; none when it is not one."""
    words = words[:_LONGEST]
    for one in printed(words):
        return one.days
    given = day_range(words)
    return (given.first,) if given.first and given.first == given.last else ()


class Dated:
    """A page's days, read where they are asked for."""

    def __init__(self, page: Page, found: Chosen, title: str, not_after: date) -> None:
        self._page, self._not_after = page, not_after
        self._asides: dict[int, list[Aside]] = defaultdict(list)
        for aside in page.asides:
            self._asides[aside.line].append(aside)
        prose = [n for n in found.lines if page.lines[n].prose]
        self._first, self._last = (prose[0], prose[-1]) if prose else (len(page.lines), len(page.lines))
        self._readers = set(found.comments)
        self._title = self._title_line(title)

    def _title_line(self, title: str) -> int | None:
        """The line that carries the story's title, the nearest over its first prose."""
        lines, wanted = self._page.lines, title[:_SAME].casefold()
        near = range(self._first - 1, max(-1, self._first - _FAR), -1)
        top = next((n for n in near if lines[n].kind == "heading" and lines[n].level == 1), None)
        if top is None and len(wanted) == _SAME:
            top = next((n for n in near if lines[n].words[:_SAME].casefold() == wanted), None)
        return top

    def _in_line(self, n: int) -> Iterator[Told]:
        one = self._page.lines[n] if n < len(self._page.lines) else None
        if one is not None and one.prose <= _LONGEST_PROSE and one.size <= _LONGEST:
            at = 0
            for found in printed(one.words):
                # "Published 3 March, updated 5 March": the words before a day call it something.
                label = _label(one.words[at : found.start]) or _label(one.words) * (at == 0)
                alone = one.size - (found.end - found.start) <= _LONGEST_BESIDE
                if alone or one.kind != "heading":  # a title tells of the day it names
                    yield Told(n, found.days, label, alone)
                at = found.end
        # After the line: of a day as printed and the same as a time in Greenwich, the printed one is what readers saw.
        for aside in self._asides.get(n, ()):
            words = aside.words[:_LONGEST]
            days = stated(words) or (stated(aside.value) if any(ch.isdigit() for ch in aside.value) else ())
            yield Told(n, days, _label(words))

    def _between(self, begin: int, end: int) -> list[Told]:
        """The days in lines `begin` up to `end`; those that no page can have been published on are left out."""
        found: list[Told] = []
        for n in range(max(0, begin), min(end, len(self._page.lines) + 1)):
            # Readers write below a story: what has such a name above it is its own ("Kommentar", an opinion piece).
            if n > self._first and n in self._readers:
                continue
            for told in self._in_line(n):
                days = tuple(day for day in told.days if FIRST_DAY <= day <= self._not_after)
                if days:
                    found.append(Told(n, days, told.label, told.alone))
            if len(found) > _MOST:
                return []
        return found

    def under(self) -> list[Told]:
        """Between the title and the story."""
        return [] if self._title is None else self._between(self._title, self._first + 1)

    def over(self) -> list[Told]:
        """Over the title, or over the story where there is no title."""
        top = self._first if self._title is None else self._title
        return self._between(top - NEAR, top)

    def close_over(self, told: Sequence[Told]) -> list[Told]:
        """Of the days over the title those right over it, the nearest first."""
        top = self._first if self._title is None else self._title
        return [t for t in reversed(told) if t.line >= top - CLOSE]

    def opening(self) -> list[Told]:
        """Among the first lines of the story: many sites set the day below a first paragraph."""
        return self._between(self._first + (self._title is not None), self._first + NEAR + 1)

    def close_opening(self, told: Sequence[Told]) -> list[Told]:
        """The first of these, when it stands among the very first lines."""
        return [t for t in told[:1] if t.line <= self._first + CLOSE and t.alone]

    def below(self) -> list[Told]:
        """Under the story."""
        return self._between(self._last + 1, self._last + BELOW + 1)

    def anywhere(self) -> list[Told]:
        """On the whole page."""
        return self._between(0, len(self._page.lines) + 1)

    def dateline(self) -> date | None:
        """The day with which one of the first lines of prose opens: "Orsa, 3 March 2015 - Three left"."""
        for one in self._page.lines[self._first : self._first + CLOSE]:
            words = one.words[: 2 * _LONGEST_BESIDE]
            found = next(printed(words), None)
            if found and found.start <= _LONGEST_BESIDE and _AFTER_DATELINE.match(words[found.end :]):
                return found.days[0] if len(set(found.days)) == 1 else None
        return None
