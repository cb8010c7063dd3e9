"""The passages of a story: its sentences as a reader would cut them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.model import Span
from recount.text.parser import text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_BULLET = re.compile(r"(?:[•·‣▪◦●○■□▶►➤]|[*\u2013—-](?=\s)|\(?(?:\d{1,2}|[a-z])[.)](?=\s+[A-Z\"“\u2018']))\s*")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]$")  # of a list item, where the parser takes it for a sentence
_ENDED = re.compile(r"[.!?…]['\"”\u2019»)\]]*$")
_CLOSING = re.compile(r"['\"”\u2019»)\]]+(?=\s|$)")
# A stop after these ends no sentence when a lower-case word or a number follows.
_SHORT = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Rev|St|No|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec))\.$"
)


def _pieces(doc: Doc) -> Iterator[Span]:
    """The parser's sentences, cut at line ends, without blank space or bullets around them."""
    text = text_in(doc)
    for sentence in doc.sents:
        at = sentence.start_char
        for line in text[at : sentence.end_char].split("\n"):
            begin, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
            at += len(line) + 1
            if begin < end and (bullet := _BULLET.match(text, begin, end)) and _line_start(text, begin):
                begin = bullet.end()
            if begin < end and not (_NUMBER.match(text[begin:end]) and _line_start(text, begin)):
                yield Span(begin, end)


def _line_start(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _joined(text: str, before: Span, piece: Span) -> bool:
    """Whether two pieces of one line are one sentence after all: no final stop between them, or only an initial's."""
    told, coming = before.of(text), piece.of(text)
    if not _ENDED.search(told):
        return True
    return bool(_SHORT.search(told)) and (
        coming[0].islower() or coming[0].isdigit() or told.endswith(("Mr.", "Mrs.", "Dr."))
    )


def passages(doc: Doc) -> tuple[Span, ...]:
    """The sentences of a parsed story in order, as places in its text.

    Law: none crosses a line end, none begins or ends with blank space, none is without a letter or digit, none
    overlaps another. A closing quotation mark belongs to the sentence before it; a bullet belongs to none.
    """
    text = text_in(doc)
    found: list[Span] = []
    for given in _pieces(doc):
        piece: Span | None = given
        before = found[-1] if found and "\n" not in text[found[-1].end : given.start] else None
        if before and (closing := _CLOSING.match(text, given.start, given.end)) and text[given.start - 1] != " ":
            found[-1] = before = Span(before.start, closing.end())
            rest = text[closing.end() : given.end]
            begin = closing.end() + len(rest) - len(rest.lstrip())
            piece = Span(begin, given.end) if begin < given.end else None
        if piece is None:
            continue
        if before and (_joined(text, before, piece) or not any(c.isalnum() for c in piece.of(text))):
            found[-1] = Span(before.start, piece.end)
        elif any(c.isalnum() for c in piece.of(text)):
            found.append(piece)
    return tuple(found)
