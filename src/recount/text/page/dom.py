"""What stands visibly on a page, line by line, and in which part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from recount.model.reading import BlockKind
from recount.text.page.body import tidy

_HEADINGS: Final = {f"h{n}": n for n in range(1, 7)}
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "applet",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "datalist",
        "textarea",
        "button",
        "input",
        "map",
        "area",
    ]
)
_CHROME_TAGS: Final = frozenset(("nav", "aside", "footer", "form", "menu", "dialog"))
# Names by which sites mark what belongs to the site and not to a story.
_CHROME_NAMES = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-?list|disqus|related|recommend\w*|sidebar|share|sharing|social|newsletter|promo\w*"
    r"|cookies?|consent|gdpr|banner|breadcrumbs?|menu|navbar|navigation|masthead|footer|advert\w*|sponsor\w*|outbrain"
    r"|taboola|teasers?|most-?read|popular|trending|subscribe|signup|login|toolbar|widget|hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"(?:^|[\s_-])(?:comments?|comment-?list|disqus_thread|respond)(?:$|[\s_-])", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_XML_HEAD = re.compile(r"\A\s*<\?xml[^>]*\?>")
_C1_REFERENCE = re.compile(r"&#(?:(1(?:2[89]|[345]\d))|[xX]([89][0-9a-fA-F]));?")


@dataclass(frozen=True, slots=True)
class Seen:
    """One visible line of a page."""

    words: str
    kind: BlockKind
    level: int  # of a heading
    chrome: bool  # part of the site, not of a story
    link_share: float  # share of its characters that are links
    element: Any  # the lxml element it stands in
    comment: bool = False  # stands among readers' comments


def _as_browsers(match: re.Match[str]) -> str:
    byte = int(match.group(1)) if match.group(1) else int(match.group(2), 16)
    return bytes([byte]).decode("cp1252", errors="replace")


def tree_of(text: str) -> Any:
    """The page as an lxml tree; None when there is no markup to speak of."""
    from lxml import etree, html

    # &#146; and its like mean windows-1252 in every browser; the parser would make control characters of them.
    text = _C1_REFERENCE.sub(_as_browsers, _XML_HEAD.sub("", text)).replace("\0", " ")
    text = re.sub(r"[\ud800-\udfff]", "\ufffd", text)
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _named(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _unseen(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _UNSEEN
        or element.get("hidden") is not None
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _is_chrome(element: Any, *, in_story: bool) -> bool:
    if element.tag in _CHROME_TAGS or element.get("role") in ("navigation", "complementary", "contentinfo", "banner"):
        return True
    if element.tag == "header":
        return not in_story
    # The page's own frame often carries such a name ("has-sidebar"), so body and main never count.
    return element.tag not in ("body", "html", "main", "article") and bool(_CHROME_NAMES.search(_named(element)))


class _Lines:
    """Collects characters until a block ends."""

    def __init__(self) -> None:
        self.made: list[Seen] = []
        self._parts: list[str] = []
        self._linked = 0
        self._total = 0

    def add(self, words: str | None, *, linked: bool) -> None:
        if words:
            self._parts.append(words)
            size = len(words.strip())
            self._total += size
            self._linked += size * linked

    def flush(self, stack: list[Any], chrome: int, comment: int) -> None:
        words = tidy("".join(self._parts))
        if words:
            kind, level, element = _kind(stack)
            share = self._linked / self._total if self._total else 0.0
            self.made.append(Seen(words, kind, level, chrome > 0, share, element, comment > 0))
        self._parts, self._linked, self._total = [], 0, 0


def _kind(stack: list[Any]) -> tuple[BlockKind, int, Any]:
    for element in reversed(stack):
        if element.tag in _HEADINGS:
            return "heading", _HEADINGS[element.tag], element
        if element.tag in ("figcaption", "caption"):
            return "caption", 0, element
        if element.tag in ("li", "dd", "dt"):
            return "item", 0, element
        if element.tag in ("p", "td", "div", "article", "section", "body"):
            return "paragraph", 0, element
    return "paragraph", 0, stack[-1] if stack else None


def seen_lines(tree: Any) -> list[Seen]:
    """Every visible line of the page in order."""
    from lxml import etree

    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return []
    lines = _Lines()
    stack: list[Any] = []
    chrome = comment = linked = story = 0
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _unseen(element):
                walk.skip_subtree()
            else:
                if element.tag in _BLOCKS:
                    lines.flush(stack, chrome, comment)
                chrome += _is_chrome(element, in_story=story > 0)
                comment += bool(_COMMENTS.search(_named(element))) and element.tag not in ("body", "main", "article")
                linked += element.tag == "a"
                story += element.tag in ("article", "main")
                stack.append(element)
                lines.add(element.text, linked=linked > 0)
            continue
        if stack and stack[-1] is element:
            if element.tag in _BLOCKS:
                lines.flush(stack, chrome, comment)
            stack.pop()
            story -= element.tag in ("article", "main")
            chrome -= _is_chrome(element, in_story=story > 0)
            comment -= bool(_COMMENTS.search(_named(element))) and element.tag not in ("body", "main", "article")
            linked -= element.tag == "a"
        if element is not body:
            lines.add(element.tail, linked=linked > 0)
    lines.flush(stack, chrome, comment)
    return lines.made
