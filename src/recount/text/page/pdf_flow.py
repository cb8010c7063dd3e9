"""Paragraphs out of printed lines: a page says where words stand, not what belongs together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from recount.model.reading import BlockKind
from recount.text.page.body import WORD, Line

_ENDS = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
_HYPHEN = re.compile(r"(\w)[-\u00ad]$")
_MARK = re.compile(r"^[\u2022\u2023\u25aa\u25cf\u25e6\u2043\u00b7\u2013*-]\s+(?=\S)")
_BULLET = re.compile(rf"{_MARK.pattern}|^\(?(?:\d{{1,3}}|[a-z])[.)]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?[-\u2013 ]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013 ]*$", re.IGNORECASE)
# Shares of the height of a letter or of a column's width, chosen by us on printed web pages and reports.
_WIDER: Final = 1.25  # a gap that much above the usual one ends a paragraph
_INDENT: Final = 0.8
_SHORT: Final = 0.2  # of the column that a line leaves free where its paragraph ends
_VERY_SHORT: Final = 0.4
_LARGER: Final = 1.15  # letters that much above the body's are a heading's
_LONGEST_HEADING: Final = 120  # characters
_LEAST_PAGES: Final = 3  # fewer do not show what repeats
_MOST_REPEATED: Final = 0.6  # of the pages: a line at their edge is a running head or foot
_EDGE: Final = 2  # lines from the top or bottom of a page that may be one


@dataclass(frozen=True, slots=True)
class Printed:
    """One line as it stands on a page; the origin is the page's lower left corner."""

    words: str
    page: int
    left: float
    right: float
    first_base: float  # lower edge of its first letter
    last_base: float  # of its last letter: pdfium joins lines across a hyphen
    size: float  # height of its letters


def _numbers_aside(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def without_furniture(lines: Sequence[Printed], pages: int) -> list[Printed]:
    """The lines without page numbers and running heads and feet."""
    at_edges: Counter[str] = Counter()
    for page in range(pages):
        here = [line.words for line in lines if line.page == page]
        at_edges.update({_numbers_aside(words) for words in (*here[:_EDGE], *here[-_EDGE:])})
    running = {
        words
        for words, times in at_edges.items()
        if pages >= _LEAST_PAGES and times > _MOST_REPEATED * pages and len(words) < _LONGEST_HEADING
    }
    return [line for line in lines if _numbers_aside(line.words) not in running and not _PAGE_NUMBER.match(line.words)]


class _Layout:
    """What is usual in one file: size of letters, gap between lines, right edges of columns."""

    def __init__(self, lines: Sequence[Printed]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size * 2) / 2] += len(line.words)
        self.size = sizes.most_common(1)[0][0] or 1.0
        gaps: Counter[float] = Counter()
        self._edges: dict[tuple[int, int], float] = {}
        for before, line in pairwise(lines):
            gap = self.gap(before, line)
            if 0 < gap < 3:  # noqa: PLR2004  # three letters high is no line's distance
                gaps[round(gap * 20) / 20] += 1
        self.usual_gap = gaps.most_common(1)[0][0] if gaps else 1.0
        for line in lines:
            key = self._column(line)
            self._edges[key] = max(self._edges.get(key, 0.0), line.right)

    def _column(self, line: Printed) -> tuple[int, int]:
        return line.page, round(line.left / (3 * self.size))

    def gap(self, before: Printed, line: Printed) -> float:
        """Distance of two lines in heights of a letter; below 0 when the second begins a column or page."""
        if before.page != line.page:
            return -1.0
        return (before.last_base - line.first_base) / (max(before.size, line.size) or 1.0)

    def free(self, line: Printed) -> float:
        """Share of its column that a line leaves empty at its end."""
        page, left = self._column(line)
        edge = max(self._edges.get((page, left + by), 0.0) for by in (-1, 0, 1))
        return (edge - line.right) / (edge - line.left) if edge > line.left else 0.0


def _ends_before(before: Printed, line: Printed, layout: _Layout) -> bool:
    """Whether a paragraph ends between two lines that follow each other."""
    ended = bool(_ENDS.search(before.words))
    if _BULLET.match(line.words) and (ended or layout.free(before) > _SHORT or _BULLET.match(before.words)):
        return True
    if max(before.size, line.size) > _LARGER * min(before.size, line.size):
        return True
    gap = layout.gap(before, line)
    if gap <= 0:  # next column or page: only the words can tell
        return ended and not line.words[:1].islower()
    if gap > _WIDER * layout.usual_gap:
        return True
    indented = line.left - before.left > _INDENT * line.size
    if ended and (indented or layout.free(before) > _SHORT):
        return True
    return layout.free(before) > _VERY_SHORT and not line.words[:1].islower()


def _kind(words: str, size: float, layout: _Layout, *, alone: bool) -> tuple[BlockKind, int]:
    if _BULLET.match(words):
        return "item", 0
    short = len(words) < _LONGEST_HEADING
    if short and size > _LARGER * layout.size:
        return "heading", 1 if size > _LARGER**3 * layout.size else 2
    titled = short and alone and not _ENDS.search(words) and words[:1].isupper() and bool(WORD.search(words))
    return ("heading", 3) if titled and len(words) < _LONGEST_HEADING // 2 else ("paragraph", 0)


def flowed(lines: Sequence[Printed]) -> Iterator[Line]:
    """Headings, paragraphs and items, in order, each on one line; words broken by a hyphen are whole again."""
    lines = [line for line in lines if line.words]
    if not lines:
        return
    layout = _Layout(lines)
    words, count = "", 0
    for n, line in enumerate(lines):
        hyphen = _HYPHEN.search(words)
        broken = hyphen is not None and line.words[:1].islower()
        words = words[: hyphen.end(1)] + line.words if hyphen and broken else f"{words} {line.words}".lstrip()
        count += 1
        if n + 1 == len(lines) or _ends_before(line, lines[n + 1], layout):
            kind, level = _kind(words, line.size, layout, alone=count == 1)
            yield Line(_MARK.sub("", words), kind, level)  # numbers stay: court papers are cited by them
            words, count = "", 0
