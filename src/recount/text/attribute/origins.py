"""Where a person is from and where now: nationality, birth, residence, as ISO 3166 codes of the words told."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from recount.text.attribute.countries import country_of, demonyms, places
from recount.text.attribute.scene import AttributeTold, Scene, certainty_of, polarity_of
from recount.text.names import fold, words_of
from recount.text.people.described import DESCRIBING
from recount.text.people.words import MEMBER_NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from recount.model.claim import Polarity

# A demonym before one of these says whose army it is, not where the man is from.
_INSTITUTIONS = words_of(
    "army military navy government regime police force forces state border embassy air intelligence security "
    "parliament party federal national ministry presidential television tv radio newspaper media language dialect "
    "opposition observatory district supreme high constitutional court prison coalition coast customs consulate "
    "royal foreign"
)
_ORIGIN_VERBS = words_of("come hail originate")
_BORN = words_of("bear raise grow bring")
_STAY_VERBS = words_of(
    "live reside settle stay remain hide shelter base strand hold detain jail imprison exile resettle house "
    "relocate be work study locate serve"
)
_MOVES = words_of("move emigrate return relocate")  # "has moved to Austria": is there now
_THOUGHT = words_of("believe think understand report say know")
_SPEAKING = words_of("speak interview talk tell meet reach")
_NOW = words_of("now currently today still")
_JOINED_BORN = re.compile(r"^[-‐‑](?:born|based|raised)$")


def origins(scene: Scene) -> Iterator[AttributeTold]:
    """Every country told as a person's own."""
    for token in scene.doc:
        if token.text[:1].isupper() and fold(token.text) in _single_demonyms():
            yield from _demonym(scene, token)
        elif token.lower_ == "from" and token.dep_ == "prep":
            yield from _from(scene, token)
        elif token.lower_ == "of" and token.i and scene.doc[token.i - 1].text == ",":
            yield from _of_place(scene, token)
        elif token.lower_ in {"born", "raised"} and token.i > 1 and scene.doc[token.i - 1].text == "-":
            yield from _joined_born(scene, token)
        elif token.lemma_.lower() in _BORN and token.pos_ == "VERB":
            yield from _born(scene, token)
        elif token.lower_ in {"citizen", "national", "native", "passport", "citizenship", "nationality"}:
            yield from _citizen(scene, token)


@cache
def _single_demonyms() -> frozenset[str]:
    return frozenset(word.split()[-1] for word in demonyms())


def _code_at(scene: Scene, token: Token) -> tuple[str, int] | None:
    """The country of a demonym that ends in this token, with its first token: "North Korean" before "Korean"."""
    doc = scene.doc
    if token.i and doc[token.i - 1].text[:1].isupper():
        two = demonyms().get(fold(doc[token.i - 1].text + " " + token.text))
        if two is not None:
            return two, token.i - 1
    one = demonyms().get(fold(token.text))
    return (one, token.i) if one is not None else None


def _demonym(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    found = _code_at(scene, token)
    if found is None:
        return
    code, first = found
    person, polarity = None, "asserted"
    owner = token.head
    if owner.dep_ == "poss" and scene.owner.get(owner.i) in {None, scene.owner.get(owner.head.i)}:
        return  # of "a Jordanian pilot's widow" the pilot is from Jordan
    if token.i in scene.owner:
        person = scene.owner[token.i]
        if not _modifies_person(scene, token):
            return
    elif token.dep_ in {"acomp", "attr"} and token.head.lemma_ in {"be", "become"}:
        person = scene.subject(token.head)
        polarity = polarity_of(token.head)
    elif token.i + 1 in scene.owner and token.dep_ in {"amod", "compound", "nmod", "appos"} and token.whitespace_:
        person = scene.owner[token.i + 1]  # Tunisian Salma Haddad
    elif token.dep_ in {"amod", "compound", "nmod"} and token.head.i in scene.owner and _modifies_person(scene, token):
        person = scene.owner[token.head.i]
    if person is not None:
        above = token.head if token.dep_ != "attr" else token
        polarity = _nominal_polarity(above) if polarity == "asserted" else polarity
        yield AttributeTold(person, "attr.origin_country", code, scene.span(first, token.i), polarity=polarity)  # type: ignore[arg-type]


def _nominal_polarity(token: Token) -> Polarity:
    return polarity_of(token.head) if token.dep_ == "attr" else "asserted"


def _modifies_person(scene: Scene, token: Token) -> bool:
    """Whether between the demonym and the noun for the person stands nothing that has a nationality of its own."""
    doc = scene.doc
    person = scene.owner.get(token.i, scene.owner.get(token.head.i))
    after = token.i + 1
    while after < len(doc) and (scene.owner.get(after) == person or after <= token.head.i):
        word = doc[after]
        thing = word.lower_ in _INSTITUTIONS and not (
            word.lower_ == "national" and word.dep_ not in {"compound", "amod"}
        )
        if thing or (word.text == "-" and doc[after + 1 : after + 2].text.lower() in {"based", "backed", "led", "run"}):
            return False
        if word.lemma_.lower() in DESCRIBING | MEMBER_NOUNS:
            return True
        if word.pos_ in {"VERB", "ADP", "PUNCT"} and word.text != "-":
            break
        after += 1
    return True


def _place_in(scene: Scene, prep: Token) -> tuple[str, int, int] | None:
    """The country of the place a preposition leads to, with first and last token; the widest place wins."""
    things = [c for c in prep.children if c.dep_ == "pobj"]
    for thing in things:
        inside = sorted(t.i for t in thing.subtree if t.i <= thing.i + 8)
        run = _resolvable(scene, inside)
        if run is not None:
            return run
    return None


def _resolvable(scene: Scene, inside: list[int]) -> tuple[str, int, int] | None:
    doc = scene.doc
    found: tuple[str, int, int] | None = None
    for at in inside:
        if not doc[at].text[:1].isupper():
            continue
        for size in (4, 3, 2, 1):
            words = doc[at : at + size]
            if len(words) < size or any(
                not w.text[:1].isupper() and w.text not in {"-", "of", "and", "the"} for w in words
            ):
                continue
            code = places().get(fold(words.text))
            if code is not None and (size > 1 or country_of(words.text)):
                # "Paris, Texas": the later, wider place says the country.
                found = (code, found[1] if found else at, at + size - 1)
                break
    return found


def _from(scene: Scene, prep: Token) -> Iterator[AttributeTold]:
    above = prep.head
    doc = scene.doc
    person, polarity = None, "asserted"
    if above.pos_ in {"NOUN", "PROPN"} or above.i in scene.owner:
        person = scene.owner.get(above.i)
        if person is None and prep.i and scene.owner.get(prep.i - 1) is not None:
            person = scene.owner[prep.i - 1]
    elif above.lemma_.lower() in _ORIGIN_VERBS | {"be"}:
        person, polarity = scene.subject(above), polarity_of(above)
        if above.lemma_ == "come" and any(c.dep_ == "prt" for c in above.children):
            return
    if person is None and prep.i > 1 and doc[prep.i - 1].text == "," and doc[prep.i - 2].i in scene.owner:
        person = scene.owner[prep.i - 2]
    found = _place_in(scene, prep)
    if person is not None and found is not None:
        yield AttributeTold(person, "attr.origin_country", found[0], scene.span(prep.i, found[2]), polarity=polarity)  # type: ignore[arg-type]


def _of_place(scene: Scene, prep: Token) -> Iterator[AttributeTold]:
    """As in "Anna Berg, 22, of Malmo, ..."."""
    at = prep.i - 2
    while at >= 0 and prep.i - at <= 5 and (scene.doc[at].like_num or scene.doc[at].text == ","):  # noqa: PLR2004
        at -= 1
    person = scene.owner.get(at)
    found = _place_in(scene, prep)
    if person is not None and found is not None:
        yield AttributeTold(person, "attr.origin_country", found[0], scene.span(prep.i, found[2]))


def _born(scene: Scene, verb: Token) -> Iterator[AttributeTold]:
    if verb.lemma_ in {"grow", "bring"} and not any(c.lower_ == "up" for c in verb.children):
        return
    person = scene.subject(verb)
    if person is None:
        return
    for prep in verb.children:
        if (
            prep.dep_ == "prep"
            and prep.lower_ in {"in", "to", "near"}
            and (found := _place_in(scene, prep)) is not None
        ):
            yield AttributeTold(
                person, "attr.origin_country", found[0], scene.span(verb.i, found[2]), polarity=polarity_of(verb)
            )


def _joined_born(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    """As in "Tunisian-born", "London-born"."""
    code = country_of(scene.doc[token.i - 2].text)
    at = token.i + 1
    while (
        at < len(scene.doc)
        and at <= token.i + 6
        and at not in scene.owner
        and scene.doc[at].pos_ not in {"VERB", "PUNCT", "ADP"}
    ):
        at += 1
    person = scene.owner.get(at, scene.owner.get(token.i))
    if code is not None and person is not None and scene.doc[token.i - 2].text[:1].isupper():
        yield AttributeTold(person, "attr.origin_country", code, scene.span(token.i - 2, token.i))


def _citizen(scene: Scene, token: Token) -> Iterator[AttributeTold]:
    """As in "a citizen of Mali", "a native of Tunis", "holds a Belgian passport"."""
    person = scene.owner.get(token.i)
    verb = token.head
    if person is None and token.dep_ in {"attr", "dobj"}:
        person = scene.subject(verb)
    if person is None:
        return
    polarity = polarity_of(verb) if token.dep_ in {"attr", "dobj"} else "asserted"
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "of" and (found := _place_in(scene, prep)) is not None:
            yield AttributeTold(
                person, "attr.origin_country", found[0], scene.span(token.i, found[2]), polarity=polarity
            )
    if token.i not in scene.owner and token.dep_ in {"attr", "dobj"}:
        for child in token.children:
            found_code = (
                country_of(child.text)
                if child.text[:1].isupper() and child.dep_ in {"amod", "compound", "nmod"}
                else None
            )
            if found_code is not None:
                yield AttributeTold(
                    person, "attr.origin_country", found_code, scene.span(child.i, token.i), polarity=polarity
                )


def locations(scene: Scene) -> Iterator[AttributeTold]:
    """Where the person is at last report: told in the present, with "now", or of being kept or stranded somewhere."""
    for prep in scene.doc:
        if prep.dep_ != "prep" or prep.lower_ not in {"in", "from", "near", "at", "to"}:
            continue
        verb = prep.head
        while verb.dep_ in {"prep", "pobj"} and verb.head != verb and verb.pos_ != "VERB":
            verb = verb.head  # in a camp in Jordan; in hiding in Turkey
        lemma = verb.lemma_.lower()
        if verb.pos_ not in {"VERB", "AUX"} or (prep.lower_ == "from") != (lemma in _SPEAKING):
            continue
        if (prep.lower_ == "to") != (lemma in _MOVES) or lemma not in _STAY_VERBS | _SPEAKING | _MOVES:
            continue
        if not _is_now(verb, lemma):
            continue
        person = scene.subject(verb) if verb.dep_ != "acl" else scene.who(verb.head)
        found = _place_in(scene, prep)
        if person is None or found is None:
            continue
        told = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_ in _THOUGHT else None
        certainty = "probable" if lemma in _SPEAKING or told is not None else certainty_of(list(verb.children))
        yield AttributeTold(
            person,
            "attr.location_now",
            found[0],
            scene.span(min(verb.i, prep.i), found[2]),
            "attribute",
            polarity_of(verb),
            certainty,
            scene.now(),
        )


def _is_now(verb: Token, lemma: str) -> bool:
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _THOUGHT:  # is believed to be in Georgia
        above = [c for c in verb.head.children if c.dep_ == "auxpass"]
        return lemma in {"be", "live", "hide"} and any(c.tag_ in {"VBZ", "VBP"} for c in above)
    if lemma in _MOVES:
        return any(h.lower_ in {"has", "have", "'s", "’s"} for h in helpers)
    if any(c.lower_ in _NOW for c in verb.children):
        return True
    if any(h.tag_ == "MD" for h in helpers):
        return False
    if lemma in {"strand", "base", "exile", "resettle", "relocate"} or lemma in _SPEAKING:
        return True
    if lemma == "be":
        return verb.tag_ in {"VBZ", "VBP"}
    finite = helpers[0] if helpers else verb
    if lemma == "settle":
        return finite.tag_ in {"VBZ", "VBP"} or finite.lower_ in {"has", "have"}
    return finite.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBG" and not helpers and verb.dep_ in {"acl", "advcl"})
