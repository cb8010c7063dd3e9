"""Plain text and Markdown: words as they stand, with paragraphs found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from recount.model import Block, Span
from recount.text.page.body import Line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

# A file is wrapped by hand when its longest lines are about as long as a screen or a typed page is wide.
_WRAP_LEAST, _WRAP_MOST = 50, 110
# A line that leaves this much of the width free ended because its paragraph did.
_SHORT: Final = 0.6
_RUN = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def _wrapped(lines: list[str]) -> int:
    """The width at which a run of lines was wrapped by hand; 0 when it was not."""
    width = max(len(line) for line in lines)
    if not lines[1:] or not _WRAP_LEAST <= width <= _WRAP_MOST:
        return 0
    full = sum(len(line) >= _SHORT * width for line in lines[:-1])
    return width if full >= 0.7 * (len(lines) - 1) else 0


def paragraphs(body: str) -> tuple[Block, ...]:
    """Blocks of a text without markup; `body` is not changed.

    A line is a paragraph, unless the lines were wrapped by hand: then a paragraph goes on until a short line.
    """
    blocks: list[Block] = []
    for run in _RUN.finditer(body):
        lines = run.group().rstrip("\n").split("\n")
        width = _wrapped(lines)
        start = at = run.start()
        for n, line in enumerate(lines):
            end = at + len(line)
            last = n == len(lines) - 1
            if last or not width or len(line) < _SHORT * width:
                words = body[start:end]
                first = start + len(words) - len(words.lstrip())
                blocks.append(Block(Span(first, start + len(words.rstrip())), "paragraph"))
                start = end + 1
            at = end + 1
    return tuple(blocks)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The YAML at the top of a Markdown file as plain strings, and the rest; lists are joined."""
    found = _FRONT.match(text)
    if not found:
        return {}, text
    import yaml  # most Markdown files have no such head

    try:
        head = yaml.safe_load(found.group(1))
    except (yaml.YAMLError, ValueError):
        return {}, text
    if not isinstance(head, dict):
        return {}, text
    flat = {}
    for name, value in head.items():
        if isinstance(value, list):
            value = "; ".join(str(v) for v in value)  # noqa: PLW2901  # one value, flattened
        if value is not None and not isinstance(value, dict):
            flat[str(name).lower()] = str(value)
    return flat, text[found.end() :]


def _inline(token: Token) -> str:
    """The words of a paragraph without its marks: link texts stay, their addresses go."""
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if child.type == "hardbreak" else " ")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "image" and child.content:
            parts.append("")  # the caption of a picture is not prose of the account
    return "".join(parts)


def markdown_lines(text: str) -> Iterator[Line]:
    """Headings, paragraphs and items of a Markdown text, in order."""
    from markdown_it import MarkdownIt  # comes with rich; imported on use, few accounts are Markdown

    items, heading = 0, 0
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "list_item_open":
            items += 1
        elif token.type == "list_item_close":
            items -= 1
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type in ("fence", "code_block"):
            yield Line(tidy(token.content))
        elif token.type == "inline":
            for words in _inline(token).split("\n"):
                yield Line(tidy(words), "heading" if heading else "item" if items else "paragraph", heading)
