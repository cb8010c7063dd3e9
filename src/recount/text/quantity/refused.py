"""Numbers that count nothing: list numbers, scores, ages, telephone numbers, names, addresses, idle words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.quantity import words
from recount.text.quantity.limits import Bound
from recount.text.quantity.nouns import Counted, is_person, singular
from recount.text.quantity.told import Place, Site

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEAR = 8  # tokens between the counts of one list; chosen by hand
AGES = (5, 110)  # years; who speaks or acts in a story is no younger or older

_GLUED_BEFORE = re.compile(r"\d[-\u2010-\u2014/]$")
_GLUED_AFTER = re.compile(r"[-\u2010-\u2014/]\d")
_DIGITS_BEFORE = re.compile(r"\d[ \u00a0]$|\+$")
_DIGITS_AFTER = re.compile(r"[ \u00a0]\(?\d")
_NUMBERED_BY = re.compile(r"\b(?:No|Nos|Nr|Art|Sec|Ch|p|pp|vol)\.?[ \u00a0]?$", re.IGNORECASE)
_LINE_START = re.compile(r"(?:^|\n)[ \t(]*$")
_LIST_NUMBER = re.compile(r"[.)](?=\s)")
_AGED = re.compile(
    r"\b(?:aged?|ages|turned|turning|age of|ages of)[ \u00a0]+(?:(?:about|just|only|over|under|between) )?$",
    re.IGNORECASE,
)
_BETWEEN_AGES = re.compile(r"\bbetween (?:the )?ages\b[^.;]{0,12}$|\bages? (?:of )?\w+ (?:to|and) $", re.IGNORECASE)
_OLD = re.compile(
    r"[ \u00a0]*-?(?:years?|months?|weeks?)?[ \u00a0-]*(?:old\b|of age\b)|"
    r"[ \u00a0]?(?:[ap]\.?m\b|o['\u2019]clock|GMT\b)"
)
_CLOSED = re.compile(r"[ \u00a0]?[),]")
_OPENED = re.compile(r"[,(][ \u00a0]?$")
_COMMON = frozenset(("house", "area", "day", "week", "year", "point", "world", "count"))
_PLACES = frozenset(("GPE", "NORP", "DATE", "PERSON"))


def counts_nothing(doc: Doc, text: str, place: Place) -> bool:
    """Whether the place alone says that this number is no count; `text` is the doc's."""
    number = place.bound.number
    before, after = text[max(0, number.start - 24) : number.start], text[number.end : number.end + 18]
    return (
        _is_glued(place.bound, before, after)
        or (_LINE_START.search(before) is not None and _LIST_NUMBER.match(after) is not None)
        or _is_age(before, after)
        or _is_age_of(doc, place, before, after)
        or _is_name(doc, place.bound, place)
    )


def _is_glued(bound: Bound, before: str, after: str) -> bool:
    """Scores, votes, telephone numbers: digits beside digits."""
    if _GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after) or _NUMBERED_BY.search(before):
        return bound.rule != "range"
    return bound.written == "digits" and bool(_DIGITS_BEFORE.search(before) or _DIGITS_AFTER.match(after))


def _is_age(before: str, after: str) -> bool:
    """As in "aged 26", "turned 18", "17 years old", "between the ages of 5 and 7", and clock times."""
    return _OLD.match(after) is not None or _AGED.search(before) is not None or _BETWEEN_AGES.search(before) is not None


def _is_age_of(doc: Doc, place: Place, before: str, after: str) -> bool:
    """As in "Mara Lind, 34, said"; "(34)" after a name."""
    bound = place.bound
    if _is_age_of_person(doc, place):
        return True
    if place.first < 2 or bound.qualifier is not None or bound.kind != "count":  # noqa: PLR2004 - a name and a comma
        return False
    if not (_CLOSED.match(after) and _OPENED.search(before) and AGES[0] <= bound.value <= AGES[1]):
        return False
    name = doc[place.first - 2]
    return name.tag_ in ("NNP", "NNPS", "NN", "PRP", "POS") or name.ent_type_ == "PERSON"


def _is_age_of_person(doc: Doc, place: Place) -> bool:
    """As in "a man of 24 who was born there", "boys of 18"."""
    bound = place.bound
    if place.first < 2 or doc[place.first - 1].lower_ != "of" or bound.qualifier is not None or bound.kind != "count":  # noqa: PLR2004 - a noun and "of"
        return False
    noun = singular(doc[place.first - 2].text)
    persons = noun in words.PERSONS | words.MINORS | words.KIN or is_person(noun)
    goes_on = place.last + 1 < len(doc) and doc[place.last + 1].pos_ in ("NOUN", "PROPN", "ADJ")
    return persons and not goes_on and AGES[0] <= bound.value <= AGES[1]


def _is_name(doc: Doc, bound: Bound, place: Place) -> bool:
    """Whether the number is part of a name: Boeing 747, Resolution 2178, 12 Baker Street, the Group of Seven."""
    if bound.qualifier is not None or bound.kind == "money":
        return False
    before = doc[place.first - 1] if place.first else None
    after = doc[place.last + 1] if place.last + 1 < len(doc) else None
    if bound.written == "words":
        return _is_capital(doc[place.first], before, after)
    if before is not None and before.lower_.rstrip(".") in words.NUMBERED:
        return not (before.tag_ in ("NN", "NNS") and before.lower_ in _COMMON)
    named = before is not None and before.tag_ in ("NNP", "NNPS") and before.ent_type_ not in _PLACES
    if named and before is not None and before.head.i in range(place.first - 1, place.last + 5):
        return before.dep_ in ("compound", "nmod", "nummod", "appos", "amod")
    near = doc[place.last + 1 : place.last + 5] if after is not None and after.tag_ == "NNP" else ()
    return any(t.lower_.rstrip(".") in words.STREETS and t.text[:1].isupper() for t in near)


def _is_capital(word: Token, before: Token | None, after: Token | None) -> bool:
    """A number word with a capital that no sentence or heading gives it, beside another."""
    opens = word.is_sent_start or (before is not None and (before.is_punct or before.is_space))
    if opens or not word.text[:1].isupper():
        return False
    if after is not None and (after.tag_ in ("NNS", "NNPS") or after.ent_type_ == "NORP"):
        return False
    return any(t is not None and t.text[:1].isupper() and t.is_alpha for t in (before, after))


def is_idle(site: Site, place: Place, what: Counted) -> bool:
    """Words that only look like a count: "several reasons", "one day", "one of the defectors"."""
    bound, doc = place.bound, site.doc
    people = what.unit == "person" or what.noun in words.MINORS | words.KIN
    if bound.people_only and bound.base is None and (not people or what.kind != "count"):
        return True
    if bound.rule == "vague.scores" and doc[min(place.last + 1, len(doc) - 1)].lower_ != "of":
        return True
    if bound.rule == "vague.couple" and doc[min(place.last + 1, len(doc) - 1)].lower_ not in ("of", "more"):
        return True  # "a couple from the north": two who are married, not a number
    if bound.value != 1 or bound.rule is not None or bound.written != "words" or bound.share is not None:
        return False
    if what.of_group or bound.qualifier is None:
        noun = doc[what.head]
        harmed = people and noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in words.HARM_VERBS
        return not (stands_in_breakdown(site, place) or (harmed and not what.of_group))
    return False


def stands_in_breakdown(site: Site, place: Place) -> bool:
    """Whether a count stands coordinated with this one: "two were British and one was German"."""
    root = place.root(site.doc)
    mine = (root, root.head, root.head.head if root.dep_ == "nummod" else root.head)
    others = [p.root(site.doc) for p in site.following if p.bound.kind == "count" and p.first < root.sent.end]
    earlier = [t for t in site.doc[root.sent.start : place.first] if t.like_num and t.ent_type_ not in ("DATE", "TIME")]
    theirs = {i for other in (*others, *earlier) for i in (other.i, other.head.i)}
    if any(c.i in theirs for token in mine for c in token.conjuncts):
        return True
    joined = place.first > 0 and site.doc[place.first - 1].lower_ in ("and", "plus")
    return joined and any(place.first - t.i <= NEAR for t in earlier)
