"""Names of bodies of people, as a story itself shows them: joined, deserted, called a movement elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.attribute.countries import country_of
from recount.text.names import fold
from recount.text.people.words import GROUP_NOUNS, JOIN_VERBS, PLACE_NOUNS, SURE_EXIT_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BODY_NOUNS = GROUP_NOUNS - PLACE_NOUNS
_TAKEN = frozenset(("ORG", "NORP"))


def body_names(doc: Doc) -> frozenset[str]:
    """Folded names that some place of the story shows to be of a body of people; places and countries are none.

    A parser takes one name for an organisation here and for a place there. What was joined, deserted or called a sect
    at one place of a story is that at all others.
    """
    found = {name_of(t) for t in doc if t.pos_ == "PROPN" and _shown(t)}
    return frozenset(name for name in found if name and country_of(name) is None)


def name_of(token: Token) -> str:
    """The name that this token ends, folded: "the Ninth Lantern" without its article."""
    start = token.i
    while start and token.doc[start - 1].pos_ == "PROPN" and token.doc[start - 1].head == token:
        start -= 1
    return fold(token.doc[start : token.i + 1].text)


def _shown(token: Token) -> bool:
    """Whether this place shows the name to be of a body of people."""
    verb = token.head if token.dep_ == "dobj" else None
    if verb is not None and verb.lemma_.lower() in JOIN_VERBS - {"sign", "recruit"} | SURE_EXIT_VERBS:
        return True
    if token.dep_ == "pobj" and token.head.lower_ in {"from", "in", "with", "to"}:
        verb = token.head.head
        if verb.lemma_.lower() in SURE_EXIT_VERBS | {"enlist", "pledge"}:
            return True
    if any(c.dep_ == "appos" and c.lemma_.lower() in _BODY_NOUNS for c in token.children):
        return True
    named = token.dep_ in {"compound", "nmod", "appos"} and token.head.lemma_.lower() in _BODY_NOUNS
    return token.ent_type_ in _TAKEN or (named and token.head.is_lower)
