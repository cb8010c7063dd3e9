"""The named unit somebody was in, and the way somebody took: facts that few share, by which accounts meet again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.attribute.scene import AttributeTold, Scene, polarity_of
from recount.text.names import words_of
from recount.text.people.leaving import is_told_as_done
from recount.text.people.words import MEMBER_NOUNS, WEAK_MEMBER_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_UNITS = words_of(
    "brigade battalion regiment platoon squad unit division company detachment column legion katiba battery cell wing"
)
_IN_A_UNIT = words_of(
    "fight serve join belong train enlist enrol enroll command lead assign post attach transfer move work drive cook"
)
_OF = words_of("in with for under to of within")
_GOES = words_of(
    "go come travel cross flee escape leave pass walk drive fly sail ride slip sneak smuggle enter return make reach"
)
_BY = words_of("through via across")
_BORDER = words_of("border frontier river checkpoint crossing")
_AT = words_of("at near")
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_NAMING = frozenset(("ADJ", "NUM", "PROPN"))


def units(scene: Scene) -> Iterator[AttributeTold]:
    """As in "fought in the Falcon Brigade", "a commander of the 3rd Battalion": a unit with a name or a number."""
    for token in scene.doc:
        if token.lemma_.lower() not in _UNITS or (name := _named(token)) is None:
            continue
        verb = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else None
        if verb is None or (token.dep_ == "pobj" and token.head.lower_ not in _OF):
            continue
        if verb.pos_ == "VERB" and verb.lemma_.lower() in _IN_A_UNIT:
            yield from _told(scene, verb, "attr.unit", name, token)
        elif verb.lemma_.lower() in MEMBER_NOUNS | WEAK_MEMBER_NOUNS and (who := scene.owner.get(verb.i)) is not None:
            yield AttributeTold(who, "attr.unit", _words(scene, name, token), scene.span(name, token.i))


def ways(scene: Scene) -> Iterator[AttributeTold]:
    """As in "travelled through Marrin", "crossed the border at Holm": where somebody came through, or crossed."""
    for token in scene.doc:
        if token.dep_ != "pobj" or token.pos_ != "PROPN" or token.ent_type_ not in _PLACES:
            continue
        by, verb = token.head, token.head.head
        border = verb if verb.lemma_.lower() in _BORDER else next(
            (c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in _BORDER), None
        )  # fmt: skip
        crossed = by.lower_ in _AT and border is not None
        verb = verb.head if verb.lemma_.lower() in _BORDER and verb.head.pos_ == "VERB" else verb
        if verb.lemma_.lower() in _GOES and (crossed or by.lower_ in _BY):
            for place in (token, *(c for c in token.conjuncts if c.pos_ == "PROPN" and c.i > token.i)):
                first = min(t.i for t in (place, *place.lefts) if t.pos_ == "PROPN")
                yield from _told(scene, verb, "attr.crossed_at" if crossed else "attr.route", first, place)


def _told(scene: Scene, verb: Token, variable: str, first: int, last: Token) -> Iterator[AttributeTold]:
    person = scene.subject(verb)
    if person is not None and (is_told_as_done(verb) or polarity_of(verb) == "denied"):
        words, span = _words(scene, first, last), scene.span(first, last.i)
        yield AttributeTold(person, variable, words, span, polarity=polarity_of(verb))


def _named(unit: Token) -> int | None:
    """Where the name or number of a unit begins: "Falcon Brigade", "3rd Battalion"; None: it bears none."""
    at = unit.i
    while at and _names(unit.doc[at - 1]) and unit.doc[at - 1].pos_ in _NAMING:
        at -= 1
        if at > 1 and unit.doc[at - 1].text == "-" and _names(unit.doc[at - 2]):  # Al-Bayt
            at -= 2
    return at if at < unit.i else None


def _names(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:1].isdigit()


def _words(scene: Scene, first: int, last: Token) -> str:
    return scene.span(first, last.i).of(scene.text)
