"""Lists of other stories' headlines on a page: "Read also", "Most read"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from recount.text.page.layout import ParagraphKind
from recount.text.story.cohesion import ECHO, echo

# What stands above a list of other stories' headlines.
_MORE = re.compile(
    r"(?:(?:read|see|watch) (?:also|more|next)|more (?:from|on|in|stories)\b.{0,30}|also (?:in|on) .{0,30}|"
    r"(?:(?:most |more |the )?(?:read|popular|viewed|related|latest|recommended|trending|top)\b ?){1,2}"
    r"(?:stories|news|articles|headlines|reading|coverage|today|now|for you|on .{1,30}|in .{1,30})?|"
    r"you (?:may|might) also (?:like|be interested in)|in other news|elsewhere.{0,30}):?$",
    re.IGNORECASE,
)
LISTED: Final = 25  # words of a headline at the most


def headlines_listed(words: Sequence[str], kinds: Sequence[ParagraphKind]) -> frozenset[int]:
    """Headlines of other stories, listed below words that say so, and those words; indices of paragraphs.

    Below such a list another story may begin at once: with the first heading whose words come again in the prose.
    """
    found: set[int] = set()
    for at, label in enumerate(words):
        if at in found or not (_is_line(label, kinds[at]) and _MORE.match(label)):
            continue
        end = at + 1
        while end < len(words) and _is_line(words[end], kinds[end]):
            end += 1
        if end == at + 1:
            continue
        opening = "\n".join(
            words[i] for i in range(end, min(end + 3, len(words))) if kinds[i] in ("prose", "turn", "item")
        )
        heads = (i for i in range(at + 1, end) if kinds[i] == "heading")
        found.update(range(at, next((i for i in heads if echo(words[i], opening) >= ECHO), end)))
    return frozenset(found)


def _is_line(words: str, kind: ParagraphKind) -> bool:
    """Whether a paragraph is a line like a headline: no byline, short, and without a sentence's end."""
    if kind == "heading" or (kind == "boilerplate" and _MORE.match(words)):
        return True
    return kind in ("prose", "item") and len(words.split()) <= LISTED and words[-1] not in '.!?"\u201d:'
