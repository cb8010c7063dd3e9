"""Lines that belong to the site and not to the account: pay walls, cookie walls, calls to subscribe."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from recount.text.body import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAYWALL = re.compile(
    r"subscribe (?:now |today )?to (?:continue|keep|read|unlock|access)|(?:sign|log) ?in (?:or subscribe )?to (?:continue|read|keep)"
    r"|already (?:a|have a) (?:subscri|member)|(?:article|story|content|page) is (?:only |exclusively )?(?:available )?(?:for|to) "
    r"(?:our )?(?:subscribers|members|paying)|subscriber[- ](?:only|exclusive)|(?:continue|keep) reading (?:with|by|for)"
    r"|to (?:continue|keep) reading,|free articles? (?:left|remaining|this month)|unlock (?:this|the full)|become a (?:subscriber|member) to"
    r"|register (?:for free )?to (?:continue|read)|you(?:'|\u2019)ve (?:reached|read) your (?:limit|last)",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"(?:we|this (?:web)?site|our partners?)[^.]{0,60} uses? cookies|accept (?:all )?cookies|cookie (?:policy|settings|preferences|consent)"
    r"|manage (?:your )?(?:consent|privacy) |your privacy (?:choices|matters)|before you continue to",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(
    r"(?:enable|turn on|requires?|without) java ?script|checking your browser|are you a (?:robot|human)", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"^(?:advertisement|advert|ad|sponsored(?: content)?|share(?: this)?(?: (?:article|story|page|on).{0,30})?|follow us\b.{0,60}"
    r"|read (?:more|next|also)\b.{0,120}|related(?: (?:stories|articles|topics|content))?:?|recommended(?: for you)?|more (?:from|on|in)\b.{0,60}"
    r"|sign up (?:for|to)\b.{0,120}|subscribe\b.{0,80}|newsletter.{0,60}|print(?: this)?|email(?: this)?|comments?(?: \(\d+\))?"
    r"|\d+ comments?|(?:\u00a9|\(c\)|copyright)(?:\W.{0,120})?|all rights reserved.{0,60}|skip to (?:main )?content|back to top"
    r"|most (?:read|popular|viewed)|trending(?: now)?|image source.{0,60}|getty images|tags?:.{0,120}|topics?:.{0,120})$",
    re.IGNORECASE,
)
# A text shorter than this that asks for money is the stub before a wall, not an account that mentions one.
_STUB_WORDS: Final = 250
_WALL_WORDS: Final = 120


def is_furniture(words: str) -> bool:
    """Whether a line is the site's own: an advert's mark, a call to share, a copyright line, a wall's sign."""
    if len(words) > 240:
        return False
    return bool(_FURNITURE.match(words.strip()) or _PAYWALL.search(words) or _COOKIES.search(words))


def marked(lines: Sequence[Line]) -> list[Line]:
    """The lines, with those of the site marked as boilerplate."""
    return [
        replace(line, kind="boilerplate", level=0)
        if line.kind in ("paragraph", "item", "heading") and is_furniture(line.words)
        else line
        for line in lines
    ]


def wall_notes(words: str, page: str = "", *, free: bool | None = None) -> list[str]:
    """What stands between the reader and the account, in words for a person.

    Args:
        words: the main text.
        page: all visible words of the page, where there is one.
        free: what the page says of itself ("isAccessibleForFree"); None when it does not say.
    """
    size = len(words.split())
    if size < _WALL_WORDS and _SCRIPTS.search(page or words):
        return ["page drawn by scripts or guarded by a check: little or nothing of the account is here"]
    if size < _STUB_WORDS and (free is False or _PAYWALL.search(page or words)):
        return ["paywall stub: probably only the beginning of the account"]
    if size < _WALL_WORDS and len(_COOKIES.findall(words)) > 0:
        return ["cookie wall: the page shows its consent notice instead of the account"]
    return []
