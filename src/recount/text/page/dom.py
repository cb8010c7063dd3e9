"""What stands visibly on a page, line by line, and in which part of it.

One pass over the tree gives lines and parts as plain values; what belongs to a story is decided on those
(`region.py`), so that no rule walks the tree again. A page of 150 kB takes some three milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from recount.model.reading import BlockKind
from recount.text.page import marks

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
# What the walk does with an element; 0 for those that only dress words.
_LINK, _STATES, _UNSEEN, _BREAK, _BLOCK, _SITE = range(1, 7)
_WHAT: Final = {
    "a": _LINK,
    **dict.fromkeys(("span", "time", "abbr"), _STATES),
    **dict.fromkeys(
        """script style noscript template head iframe object embed applet svg math canvas audio video select datalist
        textarea button input map area""".split(),
        _UNSEEN,
    ),
    **dict.fromkeys(("br", "hr"), _BREAK),
    **dict.fromkeys(
        """address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure
        form header legend li main menu ol option p pre section summary table tbody td tfoot th thead tr ul
        h1 h2 h3 h4 h5 h6""".split(),
        _BLOCK,
    ),
    **dict.fromkeys(("nav", "footer"), _SITE),
}
_OF_TAG: Final = {
    **dict.fromkeys(("nav", "aside", "footer", "form", "menu", "dialog"), marks.CHROME),
    **dict.fromkeys(("figure", "figcaption", "caption"), marks.CAPTION),
    "article": marks.POST,
    "main": marks.MAIN,
}
_OF_ROLE: Final = {
    **dict.fromkeys(("navigation", "complementary", "contentinfo", "banner", "search", "dialog", "menu"), marks.CHROME),
    "main": marks.MAIN,
    "article": marks.POST,
}
_KINDS: Final[dict[str, BlockKind]] = {
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("p", "td", "th", "div", "article", "section", "body", "blockquote"), "paragraph"),
}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_C1_REFERENCE = re.compile(r"&#(?:(1(?:2[89]|[345]\d))|[xX]([89][0-9a-fA-F]));?")
_SENTENCE_END = re.compile(r"[.!?\u2026:;\u3002\uff01\uff1f\u061f\u06d4\u0964][\"'\u201d\u2019\u00bb)\]]*$")
_LARGE: Final = 20_000  # characters of markup without ">"
_MOST_ATTRIBUTES: Final = 2_000  # of one tag
_LONGEST_TAG: Final = 40  # characters of its name
_ENOUGH: Final = 80  # characters from which a line is prose whatever its end
_LEAST: Final = 25  # characters below which a line is none
_EAST_ASIAN: Final = "\u2e80"  # from here on, signs each say what two or three letters say


class Seen(NamedTuple):
    """One visible line of a page."""

    words: str  # white space made one
    kind: BlockKind
    level: int  # of a heading
    part: int  # index of the part it stands in
    linked: int  # how many of its characters are links
    prose: int  # characters outside links when it reads like prose, else 0

    @property
    def size(self) -> int:
        """Characters."""
        return len(self.words)


@dataclass(slots=True)
class Part:
    """An element of a page that may hold lines: those from `begin` up to `end`."""

    tag: str
    above: int  # index of the part around it; -1 for the body
    marks: int  # see marks.py
    make: str  # its class: parts of one make hold things of one kind
    begin: int
    end: int = 0


class Aside(NamedTuple):
    """Words that stand within a line without being of it, or a day that an element states beside its words."""

    line: int  # index of the line it stands before or in
    part: int  # index of the part around it
    tag: str
    value: str  # of its attribute datetime, content or title
    words: str


@dataclass(slots=True)
class Page:
    """The visible lines of a page, and the parts that hold them in the order they begin."""

    lines: list[Seen] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def _as_browsers(match: re.Match[str]) -> str:
    byte = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
    return bytes([byte]).decode("cp1252", errors="replace")


def _without_monsters(text: str) -> str:
    """The markup without tags of thousands of attributes, on which the parser's time grows with the square."""
    pieces = text.split(">")
    for n, piece in enumerate(pieces):
        if len(piece) > _LARGE and piece.count("=") + piece.count(" ") > _MOST_ATTRIBUTES and "<" in piece:
            before, _, tag = piece.rpartition("<")
            pieces[n] = f"{before}<{tag[:_LONGEST_TAG].split(' ')[0]}"
    return ">".join(pieces)


def tree_of(text: str) -> Any:
    """The page as an lxml tree; None when there is no markup to speak of."""
    from lxml import etree

    # &#146; and its like mean windows-1252 in every browser; the parser would make control characters of them.
    if "&#1" in text or "&#x" in text or "&#X" in text:
        text = _C1_REFERENCE.sub(_as_browsers, text)
    if len(text) > _LARGE:
        text = _without_monsters(text)
    data = _XML_HEAD.sub("", text, count=1).replace("\0", " ").encode("utf-8", errors="replace")
    # Not lxml.html: looking up its classes for each element costs as much as the parsing.
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _prose(words: str, linked: int) -> int:
    size = len(words)
    free = size - linked
    if 2 * linked > size or free < _LEAST or words.startswith(("http://", "https://")):
        return 0
    if free < _ENOUGH and not words.isascii() and max(words) >= _EAST_ASIAN:
        free *= 2
    return free if free >= _ENOUGH or _SENTENCE_END.search(words) else 0


def _marks(element: Any, tag: str) -> tuple[int, str]:
    """What tag, class, id, role and style of an element say, and its class."""
    if tag == "body":
        return 0, ""  # the page's own frame often carries such names ("has-sidebar")
    found = _OF_TAG.get(tag, 0)
    names = make = ""
    for name, value in element.items():
        if name == "class":
            make = value
            names += f" {value}"
        elif name == "id":
            names += f" {value}"
        elif name == "style":
            if _HIDDEN_STYLE.search(value):
                found |= marks.HIDDEN
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            found |= marks.HIDDEN
        elif name == "itemprop":
            found |= marks.STORY if value == "articleBody" else 0
        elif name == "role":
            found |= _OF_ROLE.get(value, 0)
    return (found | marks.marks_of(names) if names else found), make


def _kind(parts: list[Part], at: int) -> tuple[BlockKind, int]:
    """What a line is by the parts around it, the nearest first; in a caption everything is one."""
    kind: BlockKind | None = None
    while at >= 0:
        part = parts[at]
        level = _HEADINGS.get(part.tag)
        if level:
            return "heading", level
        if part.tag in ("figcaption", "caption") or (kind is None and part.marks & marks.CAPTION):
            return "caption", 0
        kind = kind or _KINDS.get(part.tag)
        if part.tag in ("div", "article", "section", "body"):
            break
        at = part.above
    return kind or "paragraph", 0


class _Walk:
    """Collects characters until a block ends."""

    def __init__(self) -> None:
        self.page = Page()
        self.here = -1
        self.passed = False  # whether a menu or a footer was passed over
        self._stories = 0  # how many articles or mains are open
        self._links = 0  # the same of links
        self._words: list[str] = []
        self._linked = self._size = 0

    def add(self, words: str) -> None:
        # White space between blocks is most of what a page has.
        if self._words or not words.isspace():
            self._words.append(words)
            self._size += len(words)
            if self._links > 0:
                self._linked += len(words)

    def flush(self) -> None:
        words = " ".join("".join(self._words).split())
        if words:
            kind, level = _kind(self.page.parts, self.here)
            linked = min(len(words), round(self._linked * len(words) / self._size)) if self._linked else 0
            prose = 0 if kind == "heading" else _prose(words, linked)
            self.page.lines.append(Seen(words, kind, level, self.here, linked, prose))
        self._words = []
        self._linked = self._size = 0

    def opened(self, element: Any, tag: str, what: int, *, whole: bool) -> bool:
        """Take note that an element begins; False when nothing in it is to be seen."""
        if what == _LINK:
            self._links += 1
            return True
        if what == _STATES:
            return not self._stated(element, tag)
        site = what == _SITE and not whole and (tag == "nav" or not self._stories)
        if what == _UNSEEN or site:
            self.passed = self.passed or site
            self.add(" ")
            return False
        if self._words:
            self.flush()
        if what != _BREAK:
            found, make = _marks(element, tag)
            self.page.parts.append(Part(tag, self.here, found, make, len(self.page.lines)))
            self.here = len(self.page.parts) - 1
            self._stories += tag in ("article", "main")
        return True

    def _stated(self, element: Any, tag: str) -> bool:
        """Keep a day that an element states; True when its words are the site's, not of the line around it."""
        if not element.attrib:
            return False
        value = element.get("datetime") or element.get("title") or element.get("content") or ""
        alone = len(element) == 0
        aside = tag == "span" and alone and bool(_marks(element, tag)[0] & (marks.CHROME | marks.HIDDEN))
        if aside or any(ch.isdigit() for ch in value):
            words = (element.text or "") if alone else ""
            self.page.asides.append(Aside(len(self.page.lines), self.here, tag, value, words))
        return aside

    def closed(self, tag: str, what: int) -> None:
        if what == _LINK:
            self._links -= 1
        elif what >= _BREAK:
            if self._words:
                self.flush()
            if what != _BREAK:
                part = self.page.parts[self.here]
                part.end = len(self.page.lines)
                self.here = part.above
                self._stories -= tag in ("article", "main")


def _walked(body: Any, *, whole: bool) -> _Walk:
    from lxml import etree

    made = _Walk()
    walk = etree.iterwalk(body, events=("start", "end"))
    skipped = None
    for event, element in walk:
        tag = element.tag
        what = _WHAT.get(tag, 0) if isinstance(tag, str) else _UNSEEN
        if event == "start":
            if what and not made.opened(element, tag, what, whole=whole):
                walk.skip_subtree()
                skipped = element
                continue
            words = element.text
        else:
            if what and element is not skipped:
                made.closed(tag, what)
            words = element.tail if element is not body else None
        if words:
            made.add(words)
    return made


def page_of(tree: Any) -> Page:
    """The lines and parts of a page; none when it has no body.

    Menus and footers are a quarter of all elements: they are passed over, unless no prose stands elsewhere.
    """
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return Page()
    made = _walked(body, whole=False)
    if made.passed and not any(one.prose for one in made.page.lines):
        made = _walked(body, whole=True)
    return made.page
