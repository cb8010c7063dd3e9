"""Persons told one by one: "an American, a Canadian and a Briton" are three, each with words of its own.

An article counts only in a list: "a Briton said" names one who speaks, and is no count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.model import Span
from recount.text.attribute.countries import demonyms
from recount.text.names import fold
from recount.text.quantity import words
from recount.text.quantity.limits import Bound
from recount.text.quantity.numbers import SMALL

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ITEM = re.compile(r"\b(?P<article>[Aa]n?)[^\S\n]+(?P<name>[A-Z][\w\u2019'-]*[a-z])\b")
_MANY = rf"an?|one|\d+|{'|'.join(SMALL)}"
_OF_ORIGIN = re.compile(r"(?:an|ander|ese|ish|ite|ard|onian|[a-z]{3}er)$")
# Before it another item of the list, perhaps with words put in between: "33 men and, it turned out, a German".
_BEFORE = re.compile(
    rf"\b(?:{_MANY})\s+(?:[\w-]+\s+)?[\w-]+(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+|,?\s+and,\s[a-z ]{{2,30}},\s+)$",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"(?:,?\s+(?:and|or)|,)\s+(?:{_MANY})\s+(?:[A-Z]|[\w-]+\s+[A-Z])")
_GOES_ON = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "CD", "POS", "HYPH"))
_REACH = 80  # characters before an item that may hold the one before it


def singles(doc: Doc, text: str) -> list[Bound]:
    """A count of one for each person of a list who is told by an article and an origin; `text` is the doc's."""
    found = []
    for match in _ITEM.finditer(text):
        if not (_is_origin(match["name"]) and _is_listed(text, match) and _is_head(doc, match)):
            continue
        span = Span(*match.span("article"))
        found.append(Bound(span, span, 1.0, 1.0, 1.0, written="article"))
    return found


def _is_origin(name: str) -> bool:
    return fold(name) in demonyms() or name.lower() in words.PERSONS or _OF_ORIGIN.search(name) is not None


def _is_listed(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _REACH) : match.start()]
    return _AFTER.match(text, match.end()) is not None or _BEFORE.search(before) is not None


def _is_head(doc: Doc, match: re.Match[str]) -> bool:
    """Whether the name stands for the person: "a Briton", not "a British officer"."""
    cut = doc.char_span(*match.span("name"), alignment_mode="expand")
    after = doc[cut.end] if cut is not None and cut.end < len(doc) else None
    return after is None or after.tag_ not in _GOES_ON
