"""How two stories are alike, by exact counts of the phrases they share, and the reason to hold them for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from recount.text.story.phrases import Phrases, shared

# All measured on one page seen through several extractors, and on agency stories printed by several papers: copies
# share .65 and more of the shorter text's five-word phrases, other stories of the same events under .45.
COPIED: Final = 0.6
SAME: Final = 0.9  # of the phrases of both together; below it a head, a tail or a paragraph differs
# Stories of one outlet on one theme share up to .17 of their three-word phrases through repeated background.
REWRITTEN: Final = 0.3
REWRITTEN_WITH_QUOTES: Final = 0.2
LEAST_PHRASES: Final = 12  # shared three-word phrases without which two short texts are not compared
UNBROKEN: Final = (
    0.98  # of the phrases between the first and the last that are shared; two changed words of 500 break it
)

_AGENCIES: Final = {
    "ap": "AP", "associated press": "AP", "reuters": "Reuters", "afp": "AFP", "agence france-presse": "AFP",
    "upi": "UPI", "united press international": "UPI", "dpa": "dpa", "efe": "EFE", "ansa": "ANSA", "tass": "TASS",
    "itar-tass": "TASS", "interfax": "Interfax", "xinhua": "Xinhua", "anadolu agency": "Anadolu", "aap": "AAP",
    "pa media": "PA", "press association": "PA", "bloomberg": "Bloomberg",
}  # fmt: skip
_NAME = "|".join(sorted(map(re.escape, _AGENCIES), key=len, reverse=True))
_AGENCY = re.compile(
    rf"\((?P<bracket>{_NAME})\)|^(?:by |\u00a9 ?|source: )?(?:the )?(?P<line>{_NAME})\.?$|"
    rf"(?:[-\u2013\u2014/] ?)(?P<end>{_NAME})$",
    re.IGNORECASE | re.MULTILINE,
)
_EDGE: Final = 400  # characters at either end of a story in which an agency signs it


@dataclass(frozen=True, slots=True)
class Likeness:
    """The reason to hold two stories for one; a `weak` one never chains. Ordered from the nearest."""

    weak: bool
    distance: float  # 0: all phrases of the shorter story shared
    reason: str


def agency_of(words: str) -> str | None:
    """The news agency that signs a story, at its head or its foot."""
    for edge in (words[:_EDGE], words[-_EDGE:]):
        if found := _AGENCY.search(edge):
            return _AGENCIES[str(found[found.lastgroup or 0]).lower()]
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One story as it is compared with another."""

    phrases: Phrases
    agency: str | None

    @classmethod
    def of(cls, words: str) -> Told:
        """What a story's words are compared by."""
        return cls(Phrases.of(words), agency_of(words))


def likeness(left: Told, right: Told) -> Likeness | None:
    """Why two stories are one; None when there is no reason."""
    a, b = left.phrases, right.phrases
    same = shared(a.threes, b.threes)
    shorter = min(len(a.threes), len(b.threes))
    if same < max(1, min(LEAST_PHRASES, shorter)):
        return None
    agency = left.agency if left.agency == right.agency else None
    fives = shared(a.fives, b.fives)
    held = fives / max(1, min(len(a.fives), len(b.fives)))
    if held >= COPIED:
        both = fives / (len(a.fives) + len(b.fives) - fives)
        return Likeness(weak=False, distance=round(1 - held, 6), reason=_copied(a, b, both, agency))
    quotes = len(a.quotes & b.quotes)
    threes = same / shorter
    if threes < (REWRITTEN_WITH_QUOTES if quotes else REWRITTEN):
        return None
    told = f"shares {quotes} {'quotes' if quotes > 1 else 'quote'} and" if quotes else "shares"
    kind = "updated agency copy" if agency else "rewrite"
    return Likeness(
        weak=True, distance=round(1 - threes, 6), reason=f"{kind}: {told} {100 * threes:.0f} % of its phrases"
    )


def _copied(left: Phrases, right: Phrases, both: float, agency: str | None) -> str:
    if both >= SAME:
        return "same text"
    if min(_unbroken(left, right), _unbroken(right, left)) >= UNBROKEN:
        return "same story with another head or tail"
    return "updated agency copy" if agency else "same story with changed parts"


def _unbroken(one: Phrases, other: Phrases) -> float:
    """Of the phrases from the first to the last that the other story has, the share that it has."""
    held = np.isin(one.in_order, other.fives)
    at = np.flatnonzero(held)
    return float(len(at) / (at[-1] - at[0] + 1)) if len(at) else 1.0
