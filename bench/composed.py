"""Pages composed of the invented stories of the tests, so that every seam, box, list and turn on them is known.

Each page holds two or three stories in one of four ways (each with its headline, with a dateline alone, behind a rule,
with nothing between), boxes of facts tied to a story, lists of other headlines, and one page in five is a transcript.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from recount.model import Story, Text
from recount.text.story.stories import stories

ARTICLES = Path(__file__).parents[1] / "tests" / "golden" / "articles"
SEAMS = ("headline", "dateline", "rule", "nothing")
PLACES = ("HARNBECK", "OLDWATER", "PORT LISSEN", "KASTREL")
LISTS = ("Read also", "More from this section", "Most read", "Related stories")


@dataclass(frozen=True, slots=True)
class _Piece:
    title: str
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Page:
    """A composed page and what is true of it; places are characters."""

    body: str = ""
    starts: list[tuple[int, str]] = field(default_factory=list)  # of a story after the first, and its seam
    boxes: list[tuple[int, int]] = field(default_factory=list)  # where a box begins, and its story's number
    lists: list[tuple[int, int]] = field(default_factory=list)  # what belongs to no story
    turns: list[tuple[int, str]] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)  # every story's start

    def add(self, words: str) -> int:
        """Put a paragraph below; where it begins."""
        self.body += "\n\n" if self.body else ""
        at = len(self.body)
        self.body += words
        return at


def _pieces() -> list[_Piece]:
    found = []
    for path in sorted(ARTICLES.glob("*.json")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        for story in json.loads(path.read_text(encoding="utf-8"))["stories"]:
            if story["kind"] == "story":
                lines = [p.strip() for p in text[story["start"] : story["end"]].split("\n\n")]
                prose = tuple(" ".join(p.split()) for p in lines if len(p.split()) > 20)
                found.append(_Piece(story["title"], prose[:9]))
    return found


def composed(count: int, seed: int = 11) -> list[Page]:
    """So many pages."""
    chance, pieces = random.Random(seed), _pieces()
    return [_transcript(chance, pieces) if n % 5 == 4 else _several(chance, pieces) for n in range(count)]


def _several(chance: random.Random, pieces: list[_Piece]) -> Page:
    page = Page()
    for n, piece in enumerate(chance.sample(pieces, chance.choice((2, 2, 3)))):
        seam = chance.choice(SEAMS) if n else "headline"
        if seam == "rule":
            page.add("* * *")
        if seam == "headline":
            at = page.add(piece.title)
            page.add(piece.paragraphs[0])
        else:
            lead = f"{chance.choice(PLACES)} (Oldwater Press) - " if seam == "dateline" else ""
            at = page.add(lead + piece.paragraphs[0])
        page.begun.append(at)
        if n:
            page.starts.append((at, seam))
        for paragraph in piece.paragraphs[1:]:
            page.add(paragraph)
        if chance.random() < 0.4:
            words = [p.split(". ")[0].rstrip(".") for p in piece.paragraphs[1:5]]
            page.boxes.append((page.add("At a glance"), n))
            page.add("\n".join(f"• {' '.join(w.split()[:14])}" for w in words))
        if chance.random() < 0.5:
            others = chance.sample([p for p in pieces if p is not piece], 4)
            at = page.add(chance.choice(LISTS))
            for other in others:
                page.add(other.title)
            page.lists.append((at, len(page.body)))
    return page


def _transcript(chance: random.Random, pieces: list[_Piece]) -> Page:
    page, piece = Page(), chance.choice(pieces)
    page.begun.append(page.add(piece.title))
    page.add(piece.paragraphs[0])
    voices = chance.choice((("Q", "A"), ("MIRJAM OSTER", "ROSA TAMBLYN"), ("Host", "Guest")))
    for n, paragraph in enumerate(piece.paragraphs[1:]):
        voice = voices[n % 2]
        asked = " ".join(paragraph.split()[:12]).rstrip(".,;") + "?" if n % 2 == 0 else paragraph
        page.turns.append((page.add(f"{voice}: {asked}"), voice))
    return page


def _tells(found: Sequence[Story], at: int) -> bool:
    """Whether a character is a story's: the innermost entry around it is no boilerplate."""
    around = [s for s in found if s.span.start <= at < s.span.end]
    return bool(around) and min(around, key=lambda s: s.span.end - s.span.start).kind != "boilerplate"


def measured(count: int) -> dict[str, float]:
    """Shares of what is true of the pages that is found."""
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    cut = 0
    for page in composed(count):
        found = stories(Text(page.body))
        own = [s for s in found if s.kind == "story"]
        first = min(s.span.start for s in own)
        begun = {s.span.start for s in own} - {first}
        cut += len(begun)
        for at, seam in page.starts:
            all_[seam] += 1
            right[seam] += at in begun
        for at, n in page.boxes:
            all_["sidebars"] += 1
            right["sidebars"] += any(
                s.kind == "sidebar" and s.span.start == at and s.belongs_to is not None
                and found[s.belongs_to].span.start == page.begun[n]
                for s in found
            )  # fmt: skip
        for start, end in page.lists:
            all_["lists"] += 1
            right["lists"] += not any(_tells(found, at) for at in range(start, end) if page.body[at] != "\n")
        for at, voice in page.turns:
            all_["turns"] += 1
            right["turns"] += any(s.kind == "turn" and s.span.start == at and s.speaker == voice for s in found)
    hits = sum(right[s] for s in SEAMS)
    precision, recall = hits / max(1, cut), hits / max(1, sum(all_[s] for s in SEAMS))
    figures = {"boundary_precision": precision, "boundary_recall": recall}
    figures["boundary_f1"] = 2 * precision * recall / max(1e-9, precision + recall)
    figures |= {f"recall_{seam}": right[seam] / max(1, all_[seam]) for seam in SEAMS}
    return figures | {kind: right[kind] / max(1, all_[kind]) for kind in ("sidebars", "lists", "turns")}
