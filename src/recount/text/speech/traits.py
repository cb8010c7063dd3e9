"""What a story tells of its persons by which it may call them later: "the 27-year-old", "the doctor"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Titles before a name, and what the person is called by later.
OFFICES = {
    "dr": "doctor",
    "prof": "professor",
    "det": "detective",
    "insp": "inspector",
    "sgt": "sergeant",
    "capt": "captain",
    "col": "colonel",
    "gen": "general",
    "lt": "lieutenant",
    "cmdr": "commander",
    "sen": "senator",
    "gov": "governor",
    "rev": "reverend",
}
_LEAST, _MOST = 5, 110  # years
_AGED = re.compile(r"^(?:the|this|that) (\d{1,3})-year-old\b", re.IGNORECASE)
_SO_OLD = re.compile(r"\b(\d{1,3})-year-old$")


def age_in(words: str) -> int | None:
    """The age by which words point back to somebody: "the 27-year-old"."""
    found = _AGED.match(words)
    return int(found.group(1)) if found is not None and _LEAST <= int(found.group(1)) <= _MOST else None


def aged(doc: Doc) -> dict[int, Token]:
    """Age -> the last word of the name told with it, for ages that one name alone has: "Ada Lisk, 27,"."""
    found: dict[int, dict[str, Token]] = {}
    for token in doc:
        if token.pos_ != "PROPN" or token.i + 1 >= len(doc):
            continue
        age = _behind(token) or _ahead(token)
        if age is not None and _LEAST <= age <= _MOST:
            found.setdefault(age, {})[token.lower_] = token
    return {age: next(iter(names.values())) for age, names in found.items() if len(names) == 1}


def _behind(name: Token) -> int | None:
    """Of "Ada Lisk, 27," and "Ada Lisk (27)"."""
    after = name.doc[name.i + 1 : name.i + 4]
    if len(after) < 2 or after[0].text not in (",", "(") or not after[1].text.isdigit():  # noqa: PLR2004
        return None
    closed = len(after) == 2 or after[2].text in (",", ".", ")", ";")  # noqa: PLR2004
    return int(after[1].text) if closed else None


def _ahead(name: Token) -> int | None:
    """Of "27-year-old Ada Lisk", at the last word of the name."""
    if name.nbor().pos_ == "PROPN":
        return None
    first = name.i
    while first > 0 and name.doc[first - 1].pos_ == "PROPN":
        first -= 1
    told = _SO_OLD.search(name.doc[max(0, first - 6) : first].text)
    return int(told.group(1)) if told is not None else None
