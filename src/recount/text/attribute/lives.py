"""Gender by explicit words, family, work, and what somebody did inside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.attribute.scene import AttributeTold, Scene, polarity_of
from recount.text.names import fold, words_of
from recount.text.people.described import gender_of, person_noun
from recount.text.people.words import (
    MEMBER_NOUNS,
    OCCUPATIONS,
    TITLE_GENDER,
    WEAK_MEMBER_NOUNS,
)
from recount.text.quantity.numbers import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_MARITAL = {
    "widow": "widow",
    "widower": "widower",
    "widowed": "widowed",
    "married": "married",
    "divorced": "divorced",
    "divorcee": "divorced",
    "single": "single",
    "unmarried": "single",
    "engaged": "engaged",
    "bride": "married",
    "housewife": "married",
    "bachelor": "single",
}
_WED = words_of("married divorced widowed remarried")
_SPOUSES = words_of("husband wife spouse")
_CHILDREN = words_of("child kid son daughter baby toddler")
_PARENTS = words_of("mother father mum mom dad parent")
_INSIDE = (MEMBER_NOUNS | WEAK_MEMBER_NOUNS) - words_of(
    "member believer bride insider follower supporter loyalist sympathiser sympathizer abductee captive official "
    "diplomat terrorist extremist zealot agent spy employee worker staffer executive contractor trader nurse cook "
    "teacher driver volunteer officer missionary elder novice disciple devotee adherent general colonel"
)
_WITHIN = words_of(
    "group movement militia camp compound commune brigade cult sect there rank unit fighter militant gang front "
    "headquarters"
)
_WORK_VERBS = words_of("work serve train act employ appoint")


def genders(scene: Scene) -> Iterator[AttributeTold]:
    """What explicit words say: a noun, a title, a he or she that is the person's beyond doubt. Never a name."""
    told: set[tuple[int, str, str]] = set()
    for place, person in scene.places:
        first, last = scene.token_at(place.span.start), scene.token_at(place.span.end - 1)
        found: tuple[str, int] | None = None
        if place.how == "pronoun" and place.gender:
            found = place.gender, first
        elif place.how == "description":
            found = next(((g, i) for i in range(last, first - 1, -1) if (g := gender_of(scene.doc[i].text))), None)
            found = found if found is None or _carries(scene, found[1], last) else None
        elif place.how == "name":
            found = _by_title(scene, first)
        if found is None or (person, found[0], place.how) in told:
            continue
        told.add((person, found[0], place.how))
        certainty = "probable" if place.how == "pronoun" else "certain"
        yield AttributeTold(person, "attr.gender", found[0], scene.span(found[1], found[1]), certainty=certainty)  # type: ignore[arg-type]


def _carries(scene: Scene, at: int, last: int) -> bool:
    """Whether the word is of the person told and no possessor's or other noun's: not in "the widow's lawyer"."""
    return at == last or (scene.doc[at].head.i == last and scene.doc[at].dep_ in {"compound", "amod", "appos"})


def _by_title(scene: Scene, first: int) -> tuple[str, int] | None:
    for i in (first, first - 1):
        if i >= 0 and fold(scene.doc[i].text) in TITLE_GENDER:
            return TITLE_GENDER[fold(scene.doc[i].text)], i
    return None


def families(scene: Scene) -> Iterator[AttributeTold]:
    """Married, widowed, how many children: told, not inferred from a name."""
    for token in scene.doc:
        word = token.lower_ if token.lower_ in _MARITAL else token.lemma_.lower()
        if word in _MARITAL:
            yield from _marital(scene, token, _MARITAL[word])
        if token.lemma_.lower() in _SPOUSES and token.pos_ == "NOUN":
            yield from _spouse(scene, token)
        if token.lemma_.lower() in _CHILDREN and token.pos_ == "NOUN":
            yield from _children(scene, token)
        if token.lemma_.lower() in _PARENTS:
            yield from _parent_of(scene, token)
        if (
            token.lower_ == "pregnant"
            and token.dep_ in {"acomp", "conj"}
            and (person := scene.subject(token.head)) is not None
        ):
            yield AttributeTold(
                person, "attr.family", "pregnant", scene.span(token.i, token.i), polarity=polarity_of(token.head)
            )


def _marital(scene: Scene, token: Token, value: str) -> Iterator[AttributeTold]:
    person = scene.owner.get(token.i)
    verb = token.head
    first, last, polarity = token.i, token.i, "asserted"
    if (
        person is not None
        and token.dep_ in {"compound", "amod"}
        and person_noun(token.head) is None
        and token.head.i in scene.owner
    ):
        person = scene.owner[token.head.i]
    if token.pos_ == "VERB" and token.lemma_ == "marry":
        to = any(c.dep_ in {"prep", "dative"} and c.lower_ == "to" for c in token.children)
        bride = next((c for c in token.children if c.dep_ == "dobj"), None) if to else None
        person = scene.subject(token) if bride is None else scene.who(bride)  # the imam married her to a fighter
        helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
        first = min([token.i, *(h.i for h in helpers)])
        polarity = polarity_of(token)
        if any(h.tag_ == "MD" or h.lower_ == "to" for h in helpers) or (helpers == [] and token.tag_ == "VBG"):
            return
    elif token.lower_ in _WED and any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
        person, polarity = scene.subject(token), polarity_of(token)  # "is married with five children", read as one verb
    elif token.dep_ in {"acomp", "attr", "oprd"}:
        person = scene.subject(verb)
        polarity = polarity_of(verb)
    elif token.pos_ == "ADJ" and token.dep_ == "amod" and value == "single":
        return  # a single shot
    elif token.lower_ == "engaged":
        return
    if person is not None:
        yield AttributeTold(person, "attr.family", value, scene.span(first, last), polarity=polarity)  # type: ignore[arg-type]


def _spouse(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    """As in "her husband" says of her that she is or was married."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    person = scene.who(owner) if owner is not None else None
    if owner is not None and person is not None and scene.owner.get(token.i) != person:
        late = any(c.lower_ in {"late", "ex", "former", "dead", "future", "then"} for c in token.children)
        value = "married" if not late else f"had a {token.lemma_.lower()}"
        yield AttributeTold(person, "attr.family", value, scene.span(owner.i, token.i), certainty="probable")


def _children(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    """As in "with her five young children", "has two sons", "one child"."""
    number = next((c for c in token.children if c.dep_ == "nummod"), None)
    many = value_of(number.text) if number is not None else None
    one = next((c for c in token.children if c.lower_ in {"a", "an"}), None)
    if number is None and one is not None and token.dep_ == "dobj" and token.head.lemma_ == "have":
        if (parent := scene.subject(token.head)) is not None:
            value, polarity = f"1 {token.lemma_.lower()}", polarity_of(token.head)
            yield AttributeTold(parent, "attr.family", value, scene.span(one.i, token.i), polarity=polarity)
        return
    if (
        number is None
        or many is None
        or any(c.lower_ in {"than", "other", "of"} for c in token.children if c.i < number.i)
    ):
        return
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    person = scene.who(owner) if owner is not None else None
    verb = token.head
    polarity = "asserted"
    if owner is None and token.dep_ == "dobj" and verb.lemma_ in {"have", "bear", "raise", "leave"}:
        person, polarity = scene.subject(verb), polarity_of(verb)
    if owner is None and token.dep_ == "pobj" and verb.lower_ == "with":  # is married with five children
        above = verb.head
        person = scene.subject(above) if above.lower_ in _WED or above.lemma_ == "be" else scene.owner.get(above.i)
    if person is not None:
        value = f"{int(many)} {_plain_child(token)}"
        yield AttributeTold(person, "attr.family", value, scene.span(number.i, token.i), polarity=polarity)


def _plain_child(token: Token) -> str:
    lemma = token.lemma_.lower()
    return {"kid": "children", "child": "children", "baby": "children", "toddler": "children"}.get(lemma, lemma + "s")


def _parent_of(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    """As in "a mother of three", "the father of two girls"."""
    doc = scene.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in {"of", "to"}:
        return
    many = value_of(doc[token.i + 2].text)
    after = doc[token.i + 3].lemma_.lower() if token.i + 3 < len(doc) else ""
    person = scene.owner.get(token.i)
    if person is None and token.dep_ == "attr":
        person = scene.subject(token.head)
    if many is not None and person is not None and (doc[token.i + 2].pos_ == "NUM"):
        last = token.i + 3 if after in _CHILDREN | {"girl", "boy"} else token.i + 2
        yield AttributeTold(person, "attr.family", f"{int(many)} children", scene.span(token.i, last))


def occupations(scene: Scene) -> Iterator[AttributeTold]:
    """Work as told, outside ("a baker") or inside what somebody belonged to ("a former guard")."""
    told: set[tuple[int, str, str]] = set()
    for token in scene.doc:
        noun = person_noun(token) if token.pos_ in {"NOUN", "PROPN"} else None
        if noun is None or noun not in OCCUPATIONS | _INSIDE:
            continue
        for one in _work(scene, token, noun):
            if (key := (one.person, one.variable, one.value)) not in told:
                told.add(key)
                yield one


def _work(scene: Scene, token: Token, noun: str) -> Iterator[AttributeTold]:
    person, polarity = scene.owner.get(token.i), "asserted"
    as_role = token.dep_ == "pobj" and token.head.lower_ == "as"
    verb = token.head
    if as_role:
        verb = token.head.head
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in _WORK_VERBS:
            return
        person, polarity = scene.subject(verb), polarity_of(verb)
    elif token.dep_ in {"attr", "oprd"} and verb.lemma_ in {"be", "become"}:
        person, polarity = scene.subject(verb), polarity_of(verb)
    elif person is not None and token.dep_ == "poss":
        return
    if person is None or not _is_head(scene, token, person):
        return
    case = scene.people[person].is_case
    inside = noun in _INSIDE and case
    if as_role and case:
        inside = noun in _INSIDE or _told_inside(verb)
    elif noun in OCCUPATIONS and noun not in _INSIDE:
        inside = False
    if noun not in OCCUPATIONS and not inside:
        return
    first = token.i
    before = scene.doc[token.i - 1] if token.i else None
    if before is not None and before.lower_ in {"former", "ex", "one-time", "trainee", "retired"}:
        first = before.i
    variable = "attr.role_inside" if inside else "attr.occupation"
    yield AttributeTold(person, variable, noun, scene.span(first, token.i), polarity=polarity)  # type: ignore[arg-type]


def _is_head(scene: Scene, token: Token, person: int) -> bool:
    """The noun of the place itself, or one before it of the same person ("former guard Murad"); no possessor's."""
    after = token.i + 1
    if after < len(scene.doc) and scene.doc[after].text in {"'s", "’s", "'", "’"}:
        return False
    if token.dep_ in {"compound", "nmod", "amod"} and scene.owner.get(token.head.i) == person:
        return bool(re.match(r"[A-Z]", scene.doc[after].text)) if after < len(scene.doc) else False
    return True


def _told_inside(verb: Token) -> bool:
    """Whether the work is told of a place inside: "worked as a cook for the group", "there"."""
    return any(t.lemma_.lower() in _WITHIN for t in verb.subtree)
