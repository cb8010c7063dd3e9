"""Quotation marks: where words stand between them, over sentences and paragraphs.

Curly, straight, doubled-single, low, angled and British single marks. An apostrophe is not a mark, a mark for
inches is not one, and a quotation that goes on in the next paragraph repeats its opening mark without having
been closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from recount.model.quote import Span

_MARK = re.compile(r"''|``|[“”„‟\"«»‘’']")
_DOUBLE = frozenset(("“", "”", "„", "‟", '"', "''", "``", "«", "»"))
_OPENS = frozenset("“„‟«‘") | {"``"}
_CLOSES = frozenset("”»")
_BEFORE_OPENING = frozenset(" \t\n\u00a0([{—–-/:…\"'“‘‐") | {""}
_SINGLES = frozenset("'’")
_STOPS = frozenset(".,;:?!…—–-)]")
_ELISIONS = re.compile(r"(?:em|til|tis|twas|cause|cos|n|round|bout|\d0s|\d\d)\b", re.IGNORECASE)
LONGEST_SINGLE = 600  # characters between single marks; beyond that an apostrophe was taken for a mark


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: `span` with the marks, `words` without them; never empty, never nested."""

    span: Span
    words: Span
    closed: bool  # False: the paragraph ended first
    continues: bool = False  # it goes on from the paragraph before, which was not closed


class _Mark(NamedTuple):
    """One mark in a line, and what its surroundings allow it to be."""

    start: int
    end: int
    text: str
    may_open: bool
    may_close: bool


def quotations(text: str) -> list[Quotation]:
    """All outermost quotations of a text, in order; quotations inside quotations belong to their words."""
    found: list[Quotation] = []
    carried = False  # the paragraph before ended inside a quotation
    start = 0
    for line in text.split("\n"):
        if line.strip():
            here = _in_line(text, start, start + len(line), carried=carried)
            if here and carried and not text[start : here[0].span.start].strip():
                here[0] = Quotation(here[0].span, here[0].words, here[0].closed, continues=True)
            carried = bool(here) and not here[-1].closed
            found.extend(here)
        start += len(line) + 1
    return _believable(text, found)


def _in_line(text: str, start: int, end: int, *, carried: bool) -> list[Quotation]:
    marks = _marks(text, start, end)
    doubles = _double(text, [m for m in marks if m.text in _DOUBLE], start, end, carried=carried)
    singles = [m for m in marks if m.text not in _DOUBLE]
    outermost: list[Quotation] = []
    for q in sorted(doubles + _single(text, singles, doubles), key=lambda q: q.span.start):
        if not outermost or q.span.start >= outermost[-1].span.end:
            outermost.append(q)
    return outermost


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks = []
    for m in _MARK.finditer(text, start, end):
        before = text[m.start() - 1] if m.start() > start else ""
        after = text[m.end()] if m.end() < end else ""
        mark = m.group()
        may_open = mark not in _CLOSES and after != "" and not after.isspace() and before in _BEFORE_OPENING
        if mark in "”’" and before in (" ", "") and after.isalnum():
            may_open = mark == "”"  # a closing mark typed for an opening one
        spaced = before == " " and m.start() - 1 > start and text[m.start() - 2] in _STOPS | _SINGLES
        may_close = mark not in _OPENS and before != "" and (not before.isspace() or (spaced and not after.isalnum()))
        if mark in _OPENS:
            may_open = after != "" and not after.isspace()
        if mark == "“":
            may_close = not may_open
        marks.append(_Mark(m.start(), m.end(), mark, may_open, may_close))
    return marks


def _double(text: str, marks: list[_Mark], start: int, end: int, *, carried: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: _Mark | None = None
    depth = 0
    for m in marks:
        if opened is None:
            if m.may_open:
                opened, depth = m, 1
            elif carried and not found and m.may_close and m.start > start:
                # The quotation ran on without repeating its mark: this closes it.
                found.append(Quotation(Span(start, m.end), Span(start, m.start), closed=True, continues=True))
        elif m.text == "“" and opened.text in "„‟":
            found += _between(text, opened.start, opened.end, m.start, m.end)
            opened = None
        elif m.text == "“" and opened.text == "“" and m.may_open:
            depth += 1
        elif m.may_close and not (m.may_open and _reopens(text, opened, m)):
            depth -= 1
            if depth == 0 or m.text != "”":
                found += _between(text, opened.start, opened.end, m.start, m.end)
                opened = None
        elif m.may_open and m.text == '"':
            opened = m  # the earlier one was never closed
    if opened is not None:
        words_end = start + len(text[start:end].rstrip())
        if words_end > opened.end:
            found.append(Quotation(Span(opened.start, words_end), Span(opened.end, words_end), closed=False))
    return found


def _reopens(text: str, opened: _Mark, mark: _Mark) -> bool:
    """Whether a straight mark that could be either opens anew: a space before it and none after."""
    return text[mark.start - 1].isspace() and mark.start > opened.end


def _between(text: str, start: int, words_start: int, words_end: int, end: int) -> list[Quotation]:
    if not text[words_start:words_end].strip():
        return []
    return [Quotation(Span(start, end), Span(words_start, words_end), closed=True)]


def _single(text: str, marks: list[_Mark], doubles: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    inside = _Inside(doubles)
    free = [m for m in marks if not inside.has(m.start)]
    at = 0
    while at < len(free):
        m = free[at]
        if m.text in ("‘", "'") and m.may_open and not _ELISIONS.match(text, m.end):
            close = _closing_single(text, free, at)
            if close is not None:
                found += _between(text, m.start, m.end, free[close].start, free[close].end)
                at = close
        at += 1
    return found


def _closing_single(text: str, marks: list[_Mark], opening: int) -> int | None:
    """Index of the mark that closes; a plural's apostrophe ("the fighters' wives") only when nothing better comes."""
    doubtful: int | None = None
    for at in range(opening + 1, min(len(marks), opening + 40)):
        m = marks[at]
        if m.start - marks[opening].end > LONGEST_SINGLE:
            break
        if m.text == "‘" or not m.may_close or (m.end < len(text) and text[m.end].isalnum()):
            continue
        before, after = text[m.start - 1], text[m.end : m.end + 1]
        if before in _STOPS or (not after.strip() and before not in "sS") or after in _STOPS or after == "\n":
            return at
        doubtful = at if doubtful is None else doubtful
    return doubtful


class _Inside:
    """Whether places, asked in rising order, lie inside one of some ordered spans."""

    def __init__(self, ordered: list[Quotation]) -> None:
        self._left = list(reversed(ordered))

    def has(self, place: int) -> bool:
        while self._left and self._left[-1].span.end <= place:
            self._left.pop()
        return bool(self._left) and self._left[-1].span.start <= place


def _believable(text: str, found: list[Quotation]) -> list[Quotation]:
    """Drop what was opened and not closed in mid-sentence, unless the next paragraph goes on with it."""
    kept = []
    for at, q in enumerate(found):
        goes_on = at + 1 < len(found) and found[at + 1].continues
        lead = text[max(0, q.span.start - 2) : q.span.start].strip(" \t\u00a0")
        if q.closed or goes_on or q.continues or lead == "" or lead[-1] in ",:\n.":
            kept.append(q)
    return kept
