"""Lines that belong to the site and not to the account: pay walls, cookie walls, calls to subscribe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from recount.text.page.body import Line
from recount.text.page.vocabulary import ELSEWHERE


def _any_of(patterns: str, frame: str = "{}") -> re.Pattern[str]:
    """One pattern a line; a line break of the source means nothing."""
    return re.compile(
        frame.format("|".join(line.strip() for line in patterns.split("\n") if line.strip())), re.IGNORECASE
    )


_PAYWALL: Final = _any_of(r"""
    subscribe (?:now |today )?to (?:continue|keep|read|unlock|access)
    (?:sign|log) ?in (?:or subscribe )?to (?:continue|read|keep)
    already (?:a|have a) (?:subscri|member)
    (?:article|story|content|page) is (?:only |exclusively )?(?:available )?(?:for|to) (?:our )?(?:subscribers|members)
    subscriber[- ](?:only|exclusive)
    (?:continue|keep) reading (?:with|by|for)
    to (?:continue|keep) reading,
    free articles? (?:left|remaining|this month)
    unlock (?:this|the full)
    become a (?:subscriber|member) to
    register (?:for free )?to (?:continue|read)
    you(?:'|\u2019)ve (?:reached|read) your (?:limit|last)
""")
_COOKIES: Final = _any_of(r"""
    (?:we|this (?:web)?site|our partners?)\b[^.]{0,60} uses? cookies
    accept (?:all )?cookies
    cookie (?:policy|settings|preferences|consent)
    manage (?:your )?(?:consent|privacy)\b
    your privacy (?:choices|matters)
    before you continue to
""")
_SCRIPTS: Final = _any_of(r"""
    (?:enable|turn on|requires?|without) java ?script
    checking your browser
    are you a (?:robot|human)
""")
_FURNITURE: Final = _any_of(
    r"""
    advertisement
    advert
    sponsored(?: content)?
    share(?: this)?(?: (?:article|story|page|on)\b.{0,30})?
    follow us\b.{0,60}
    read (?:more|next|also)(?:\s*[:\u2192>].{0,120}|\.{0,3})
    related(?: (?:stories|articles|topics|content))?:?
    recommended(?: for you)?
    more (?:from|on|in) [^.]{0,60}
    sign up (?:for|to)\b.{0,120}
    subscribe(?:\s*|\s+(?:to|now|today|for)\b.{0,80})
    (?:our |the )?newsletter.{0,60}
    print(?: this)?
    email(?: this)?
    comments?(?: \(\d+\))?
    \d+ comments?
    (?:\u00a9|\(c\)|copyright)(?:\W.{0,120})?
    all rights reserved.{0,60}
    skip to (?:main )?content
    back to top
    most (?:read|popular|viewed)
    trending(?: now)?
    image source.{0,60}
    getty images
    (?:tags?|topics?|filed under):.{0,120}
    """,
    frame=r"(?:{})\Z",
)
_POINTS: Final = re.compile(
    "(?:{})\\W*".format(
        "|".join(
            re.escape(words.strip().removesuffix("~")) + (r"\b.{0,120}" if words.strip().endswith("~") else "")
            for words in re.split(r"[|\n]", ELSEWHERE)
            if words.strip()
        )
    ),
    re.IGNORECASE,
)
# A text shorter than this that asks for money is the stub before a wall, not an account that mentions one.
_STUB_WORDS: Final = 250
_WALL_WORDS: Final = 120
_LONGEST: Final = 240  # characters of a site's own line


def is_furniture(words: str) -> bool:
    """Whether a line is the site's own: an advert's mark, a call to share, a copyright line, a wall's sign."""
    if len(words) > _LONGEST:
        return False
    return bool(_FURNITURE.match(words.strip()) or _PAYWALL.search(words) or _COOKIES.search(words))


def is_noise(words: str) -> bool:
    """Whether a line only points elsewhere or marks an advert, so that nothing is lost without it."""
    return len(words) <= _LONGEST and bool(_POINTS.fullmatch(words))


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
    if size < _WALL_WORDS and _COOKIES.search(words):
        return ["cookie wall: the page shows its consent notice instead of the account"]
    return []
