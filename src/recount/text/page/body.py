"""Puts the lines of a text together, and keeps account of what each line is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from recount.model import Block, Span
from recount.model.reading import BlockKind
from recount.text.page.decode import normal

WORD = re.compile(r"[^\W_]")  # a text without one has no words
_SPACES = re.compile(r"[ \t\u00a0\u202f\u2007]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text to be: its words and what the markup says it is."""

    words: str
    kind: BlockKind = "paragraph"
    level: int = 0  # of a heading, 1 to 6
    speaker: str | None = None  # of a turn; shown before the words, outside the block


def tidy(words: str) -> str:
    """Words of one marked-up block on one line: white space means nothing in markup."""
    if words.isascii() and words.isprintable():  # most lines; nothing in them but spaces can need a change
        return " ".join(words.split())
    return _SPACES.sub(" ", normal(words).replace("\n", " ")).strip()


def assemble(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...]]:
    """Body and blocks: a blank line between blocks, items of one list on following lines.

    Words are taken as they are (see `tidy`); lines without words are left out. The block of a turn covers what
    was said, and the speaker's name stands before it ("Name: words"), so that a quote never holds the name.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    before: Line | None = None
    for line in lines:
        words = line.words.strip()
        if not words:
            continue
        if before is not None:
            gap = "\n" if before.kind == line.kind == "item" else "\n\n"
            parts.append(gap)
            at += len(gap)
        if line.speaker:
            lead = f"{line.speaker}: "
            parts.append(lead)
            at += len(lead)
        parts.append(words)
        blocks.append(Block(Span(at, at + len(words)), line.kind, line.level, line.speaker))
        at += len(words)
        before = line
    return "".join(parts), tuple(blocks)
