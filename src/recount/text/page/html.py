"""The main text of a web page as lines: what belongs to the stories, with what the markup says each line is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from recount.text.page import forms, notices
from recount.text.page.body import WORD, Line, tidy
from recount.text.page.dom import Page, Seen, page_of, tree_of
from recount.text.page.region import Chosen, chosen

READER: Final = "page"  # the name that texts and runs carry; main_text.VERSION rises with it
_CELLS: Final = ("td", "th")
_LEAST_CAPTIONS: Final = 4  # pictures that make a gallery
_CAPTION_WORDS: Final = 6  # shorter ones name a place or a photographer


@dataclass(frozen=True, slots=True)
class Told:
    """What a page tells: its stories' lines, and what was recognised on the way."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...]


def _row_of(page: Page, one: Seen) -> int:
    """The table row that a cell's only line stands in; -1 for any other line."""
    part = page.parts[one.part]
    return part.above if part.tag in _CELLS and part.end == part.begin + 1 else -1


def _lines(page: Page, numbers: Sequence[int], entries: forms.Entries) -> list[Line]:
    """Lines of a text: cells of one row on one line, and over each entry of a live blog its time."""
    made: list[Line] = []
    row = -1
    for n in numbers:
        one = page.lines[n]
        if n in entries.clocks:
            continue
        if n in entries.times:
            made.append(Line(entries.times[n], "heading", 3))
        at = _row_of(page, one)
        if at >= 0 and at == row:
            made[-1] = Line(f"{made[-1].words} | {tidy(one.words)}", made[-1].kind)
        else:
            made.append(Line(tidy(one.words), one.kind, one.level))
        row = at
    return made


def _gallery(page: Page, found: Chosen) -> tuple[int, ...]:
    """The captions that tell the account where its words stand under pictures; else none."""
    told = [n for n in found.captions if len(page.lines[n].words.split()) >= _CAPTION_WORDS]
    if len(told) < _LEAST_CAPTIONS:
        return ()
    beside = sum(page.lines[n].prose for n in found.lines)
    return tuple(told) if sum(page.lines[n].size for n in told) > beside else ()


def visible(page: Page) -> list[Line]:
    """All lines of a page."""
    return [Line(tidy(one.words), one.kind, one.level) for one in page.lines]


def told(page: Page, found: Chosen) -> Told:
    """The stories of a page as `region.chosen` found them, or all its lines where nothing tells them apart."""
    gallery = _gallery(page, found)
    numbers = sorted({*found.lines, *gallery})
    entries = forms.entries(page, numbers)
    lines = [line for line in _lines(page, numbers, entries) if not notices.is_noise(line.words)]
    lines = [
        Line(line.words) if line.kind == "caption" else line for line in lines
    ]  # a gallery's captions are its story
    if not any(WORD.search(line.words) for line in lines):
        return Told(tuple(visible(page)), ("no main text told apart; all visible lines were kept",))
    lines, spoken = forms.with_turns(lines)
    notes = (
        f"gallery: the account stands in the captions of {len(gallery)} pictures" if gallery else "",
        entries.note,
        spoken,
        "readers' comments left out" if found.comments else "",
        "most words stand in parts that the page hides until something is clicked" if found.hidden else "",
    )
    return Told(tuple(lines), tuple(filter(None, notes)))


def story_words(markup: str) -> str:
    """The words of a page's stories, a blank line between lines; all that screening needs of a page."""
    page = page_of(tree_of(markup))
    return "\n\n".join(line.words for line in told(page, chosen(page)).lines)
