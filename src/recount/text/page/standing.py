"""What stands on a page for readers about its story: title, author, publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from recount.text.page.body import tidy
from recount.text.page.dom import Page
from recount.text.page.region import Chosen

_BY = re.compile(r"^(?:by|von|par|por|di|door|av|af|od|\u0430\u0432\u0442\u043e\u0440)[:\s]\s*", re.IGNORECASE)
_LONGEST_NAME: Final = 80  # characters of a byline that is only names
_WORDS_OF_A_SITE: Final = 4
_BETWEEN = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]\s+")  # title and site in the title element
_AUTHORS: Final = (
    ".//*[@itemprop='author']",
    ".//a[@rel='author']",
    ".//*[@class='author']",
    ".//*[@class='byline']",
    ".//*[@class='author-name']",
    ".//*[@class='byline__name']",
)


def _named(element: Any) -> str | None:
    """The names in a byline; None when it says more than names."""
    words = _BY.sub("", tidy(" ".join(element.itertext())))
    if not words or len(words) > _LONGEST_NAME or any(ch.isdigit() for ch in words):
        return None
    return words


def _title(tree: Any, page: Page, found: Chosen) -> Iterator[tuple[str, str, str]]:
    first = found.lines[0] if found.lines else len(page.lines)
    tops = [(n, tidy(one.words)) for n, one in enumerate(page.lines) if one.kind == "heading" and one.level == 1]
    over = [words for n, words in tops if n <= first]
    top = over[-1] if over else tops[0][1] if tops else ""
    if top:
        yield "title", top, "h1"
    element = tree.find(".//title")
    words = tidy(" ".join(element.itertext())) if element is not None else ""
    parts = _BETWEEN.split(words)
    if words:
        yield "title", max(parts, key=len), "title element"
    # What stands behind the last dash names the site when a title stands before it.
    if parts[1:] and len(parts[-1].split()) <= _WORDS_OF_A_SITE and (parts[0] == top or len(parts[-1]) < len(parts[0])):
        yield "publication", parts[-1], "title element"


def of(tree: Any, page: Page, found: Chosen) -> Iterator[tuple[str, str, str]]:
    """Field, value and place of what is printed on the page, the most trusted first."""
    yield from _title(tree, page, found)
    for path in _AUTHORS:
        element = tree.find(path)
        name = _named(element) if element is not None else None
        if name:
            yield "author", name, "byline"
