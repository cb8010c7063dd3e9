"""The main text of a web page: trafilatura decides what belongs to the stories, the page's markup what each line is.

trafilatura reads one story well, but drops headings and may drop whole stories of a page that has several; both
are put back from the markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any, Final

from recount.model.reading import BlockKind
from recount.text.page.body import WORD, Line, tidy
from recount.text.page.dom import Seen

# Beyond this many characters of markup trafilatura takes minutes; such pages are read line by line.
LARGEST: Final = 5_000_000
# A lost story has at least this much prose; below it are teasers and notes. Chosen on the public news pages.
_LEAST_WORDS: Final = 60
_SENTENCE: Final = 80  # characters; shorter lines are bylines, dates and links
_BYLINE: Final = 25  # words that may stand between a heading and its first paragraph
_MENU: Final = 0.4  # share of a line in links from which it is a menu
_FLUSHES: Final = frozenset(("head", "p", "item", "quote", "row", "code", "ab", "lb", "list", "table", "figure", "div"))
_KEY = re.compile(r"\W+")


def page_reader() -> str:
    """The extractor and its version."""
    return f"trafilatura {version('trafilatura')}"


def _key(words: str) -> str:
    return _KEY.sub("", words).casefold()


def _extracted_lines(body: Any) -> Iterator[Line]:
    """Lines of the extractor's own tree (TEI-like tags)."""
    from lxml import etree

    parts: list[str] = []
    stack: list[Any] = []

    def line() -> Line:
        kind: BlockKind = "paragraph"
        level = 0
        for element in reversed(stack):
            if element.tag == "head":
                rend = element.get("rend") or ""
                kind, level = "heading", int(rend[1]) if re.fullmatch(r"h[1-6]", rend) else 2
                break
            if element.tag == "item":
                kind = "item"
                break
        made = Line(tidy("".join(parts)), kind, level)
        parts.clear()
        return made

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag in _FLUSHES:
                yield line()
            elif element.tag == "cell" and "".join(parts).strip():
                parts.append(" | ")
            stack.append(element)
            parts.append(element.text or "")
        else:
            if element.tag in _FLUSHES:
                yield line()
            stack.pop()
            parts.append(element.tail or "")
    yield line()


def extracted(html: str, not_after: str) -> tuple[list[Line], Any]:
    """What trafilatura takes for the main text, and what it found out about the page (None when it gave up)."""
    from trafilatura import bare_extraction

    dates = {"original_date": True, "extensive_search": True, "max_date": not_after}
    found = bare_extraction(
        html, favor_precision=True, include_comments=False, with_metadata=True, date_extraction_params=dates
    )
    if found is None or isinstance(found, dict):
        return [], None
    return [line for line in _extracted_lines(found.body) if line.words], found


def _places(lines: Sequence[Line], seen: Sequence[Seen]) -> list[int | None]:
    """For each line the place in `seen` where it begins; None where the two differ."""
    starts: dict[str, list[int]] = {}
    for n, one in enumerate(seen):
        starts.setdefault(_key(one.words)[:40], []).append(n)
    places: list[int | None] = []
    last = -1
    for line in lines:
        here = [n for n in starts.get(_key(line.words)[:40], ()) if n > last]
        places.append(here[0] if here else None)
        last = here[0] if here else last
    return places


def _heading_before(seen: Sequence[Seen], at: int, taken: set[int]) -> int | None:
    """The heading that stands over place `at`, with no more than a byline or a picture's caption between."""
    for n in range(at - 1, max(-1, at - 6), -1):
        one = seen[n]
        if one.kind == "heading":
            return n if (n not in taken and one.link_share < 1.0) or (not one.chrome and n not in taken) else None
        if n in taken or len(one.words.split()) > _BYLINE:
            return None
    return None


def with_headings(lines: Sequence[Line], seen: Sequence[Seen]) -> list[Line]:
    """The lines with the headings that stand over them on the page; the page's only h1 is its title, not a line."""
    places = _places(lines, seen)
    taken = {n for n in places if n is not None}
    tops = sum(one.kind == "heading" and one.level == 1 for one in seen)
    made: list[Line] = []
    for line, at in zip(lines, places, strict=True):
        if at is not None and line.kind != "heading":
            over = _heading_before(seen, at, taken)
            if over is not None and not (seen[over].level == 1 and tops == 1):
                taken.add(over)
                if not made or _key(made[-1].words) != _key(seen[over].words):
                    made.append(Line(seen[over].words, "heading", seen[over].level))
        made.append(line)
    return made


def _is_prose(one: Seen) -> bool:
    return not one.chrome and not one.comment and one.link_share < _MENU


def _container(element: Any) -> Any:
    """The element that holds one story: the nearest article, or the nearest part with a heading of its own."""
    while element is not None and element.tag not in ("body", "main", "html"):
        if element.tag == "article" or (
            element.tag in ("section", "div") and next(element.iter("h1", "h2", "h3"), None) is not None
        ):
            return element
        element = element.getparent()
    return None


def lost_stories(lines: Sequence[Line], seen: Sequence[Seen]) -> list[Line]:
    """Lines with the stories put back that stand beside a kept one, in parts of the same make, and were dropped."""
    kept = {_key(line.words) for line in lines}
    parts: dict[Any, list[int]] = {}
    for n, one in enumerate(seen):
        if _is_prose(one) and one.element is not None:
            part = _container(one.element)
            if part is not None:
                parts.setdefault(part, []).append(n)
    make = {part: (part.getparent(), part.tag, part.get("class")) for part in parts}
    stays = {
        part
        for part, held in parts.items()
        if any(_key(seen[n].words) in kept for n in held if len(seen[n].words) > _SENTENCE)
    }
    models = {make[part] for part in stays}
    lost = [
        part
        for part, held in parts.items()
        if part not in stays and make[part] in models and _words(seen, held) >= _LEAST_WORDS
    ]
    if not lost:
        return list(lines)
    back = {n: seen[n] for part in lost for n in parts[part]}
    return _woven(lines, seen, back)


def _words(seen: Sequence[Seen], held: Sequence[int]) -> int:
    return sum(
        len(seen[n].words.split()) for n in held if seen[n].kind == "paragraph" and len(seen[n].words) > _SENTENCE
    )


def _woven(lines: Sequence[Line], seen: Sequence[Seen], back: dict[int, Seen]) -> list[Line]:
    """Kept lines and those put back, in the page's order."""
    waiting = sorted(back)
    made: list[Line] = []
    for line, at in zip(lines, _places(lines, seen), strict=True):
        while waiting and at is not None and waiting[0] < at:
            one = back[waiting.pop(0)]
            made.append(Line(one.words, one.kind, one.level))
        made.append(line)
    made.extend(Line(back[n].words, back[n].kind, back[n].level) for n in waiting)
    return made


def visible_lines(seen: Sequence[Seen]) -> list[Line]:
    """All lines that belong to no menu, or all there are when nothing else stands on the page."""
    prose = [one for one in seen if _is_prose(one)]
    chosen = prose if any(WORD.search(one.words) for one in prose) else seen
    return [Line(one.words, one.kind, one.level) for one in chosen]


def page_lines(html: str, seen: Sequence[Seen], not_after: str) -> tuple[list[Line], Any, tuple[str, ...]]:
    """Main text of a page as lines, trafilatura's findings about it, and notes."""
    if len(html) > LARGEST:
        return visible_lines(seen), None, ("page too large to tell its main text; all visible lines were kept",)
    lines, found = extracted(html, not_after)
    if not any(WORD.search(line.words) for line in lines):
        return visible_lines(seen), found, ("no main text told apart; all visible lines were kept",)
    return with_headings(lost_stories(lines, seen), seen), found, ()
