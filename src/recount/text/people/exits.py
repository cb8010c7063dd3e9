"""Who left: signs that a story says this very person belonged to a body of people and is out of it.

A sure sign suffices: a noun (defector, ex-member, "former fighter") or a leaving of a body of people ("fled the
group", "defected"). A half sign (joined; escaped; came home) counts only with its other half. Leaving a company or a
party is no turning away; it counts with having exposed something.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.names import words_of
from recount.text.people.cues import SUBJECTS, Draft, Page, subjects
from recount.text.people.described import DESCRIBING, person_noun
from recount.text.people.leaving import EXPELS, MODALS, THROWS, Sign, belongs_to_body, is_told_as_done, verb_sign
from recount.text.people.words import (
    EXIT_NOUNS,
    FORMER,
    GROUP_NOUNS,
    KIN_NOUNS,
    MEMBER_NOUNS,
    PERSON_NOUNS,
    PLACE_NOUNS,
    ROLE_NOUNS,
    WEAK_MEMBER_NOUNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_AGAINST = words_of(
    "enemy victim hostage captive critic opponent neighbour neighbor prisoner detainee slave leader founder patient "
    "client friend colleague lawyer analyst source insider suspect convert"
)
REACH = 2  # sentences back to those of whom somebody is told to be one
_ONE_AMONG = words_of(
    "youngest oldest eldest first last second third fourth fifth sixth seventh eighth ninth tenth latest other one "
    "another"
)
OPENING = 4  # sentences, the heading among them, that say what a story is about


def exit_signs(page: Page) -> dict[int, list[Sign]]:
    """All signs by person (`id` of the draft)."""
    signs: dict[int, list[Sign]] = {}
    found: list[tuple[Draft | None, Sign]] = []

    for token in page.doc:
        if token.lower_ in _ONE_AMONG and token.dep_ in {*SUBJECTS, "amod"}:
            found += [(who, Sign("sure", token.i, "one of those who left")) for who in _among_leavers(page, token)]
        if token.lower_ == "both" and token.dep_ in SUBJECTS:
            found += _of_both(page, token)
        if token.lower_ in {"them", "these", "those"} and token.dep_ == "pobj" and _many_left(page, token):
            found += [(who, Sign("sure", token.i, "left with others")) for who in _one_of(page, token)]
        if token.pos_ in {"VERB", "AUX"}:
            found += _of_verb(page, token)
        elif token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            found += _of_noun(page, token)
    for draft, sign in found:
        if draft is not None:
            signs.setdefault(id(draft), []).append(sign)
    return signs


def _among_leavers(page: Page, token: Token) -> Iterator[Draft]:
    """Who is "the youngest" or "a fourth" after a sentence told of several who left."""
    number = page.sentence[token.i]
    before = (t for t in page.doc[: token.sent.start] if 0 < number - page.sentence[t.i] <= REACH)
    if any(_are_leavers(page, t) for t in before if t.tag_ == "NNS" and t.dep_ in SUBJECTS):
        # "The youngest, Awa Diop, was 15" is parsed either way round.
        named = token.head if token.dep_ == "amod" and token.nbor(1).text == "," else token
        for one in (named, *(c for c in token.children if c.dep_ == "appos")):
            if (who := page.who(one)) is not None:
                yield who


def _are_leavers(page: Page, noun: Token) -> bool:
    """Defectors, former members, women who fled the group."""
    lemma = noun.lemma_.lower()
    former = _former(noun) and (lemma == "member" or _strong_member(lemma))
    return (
        former
        or lemma in EXIT_NOUNS - {"returnee"}
        or any(_leaves(page, c) for c in noun.children if c.dep_ == "relcl")
    )


def _of_both(page: Page, token: Token) -> Iterator[tuple[Draft | None, Sign]]:
    """As in "Huda left. Karim did not. Both had joined the group": of the two told just before, if they are two."""
    sign = verb_sign(page, token.head) if token.head.pos_ == "VERB" else None
    if sign is None or not is_told_as_done(token.head):
        return
    number, near = page.sentence[token.i], {}
    for i, cue in page.at.items():
        if 0 < number - page.sentence[i] <= REACH and cue.person is not None and cue.kind == "name":
            near[id(cue.person)] = cue.person
    if len(near) == 2:  # noqa: PLR2004
        yield from ((who, sign) for who in near.values())


def is_case(signs: list[Sign]) -> bool:
    """Whether these signs together say that the person belonged and left."""
    kinds = {s.strength for s in signs}
    if "died" in kinds and "sure" not in kinds:
        return False
    gone = kinds & {"left", "fled"}
    exposed = "exposed" in kinds and bool(kinds & {"parted", "left"})
    return "sure" in kinds or bool(gone and "joined" in kinds) or exposed


def add_setting(page: Page, signs: dict[int, list[Sign]]) -> None:
    """Where a story's first sentences tell of several who left a body of people, who "left" in it left that body."""
    told = _several_left(page)
    if told is None:
        return
    for mine in signs.values():
        if any(s.strength == "left" for s in mine):
            mine.append(Sign("joined", told, "one of several"))


def _several_left(page: Page) -> int | None:
    joined: set[int] = set()  # plural nouns told to have joined
    told: set[int] = set()  # sentences that say something; a byline does not
    for token in page.doc:
        if token.tag_ in _FINITE:
            told.add(page.sentence[token.i])
        if len(told) > OPENING:
            return None
        if token.tag_ in {"NNS", "NNPS"} and token.lemma_.lower() in EXIT_NOUNS - {"returnee", "runaway", "escapee"}:
            return token.i
        sign = verb_sign(page, token) if token.pos_ == "VERB" else None
        if sign is not None and is_told_as_done(token):
            whose = (token.head,) if token.dep_ == "relcl" else ()  # "men who quit the gang"
            named = (*subjects(token), *_they(token), *whose)
            many = {t.i for t in named if t.tag_ == "NNS" and t.lemma_.lower() in DESCRIBING | {"people", "child"}}
            if many and (sign.strength == "sure" or (sign.strength == "left" and many & joined)):
                return token.i
            joined |= many if sign.strength == "joined" else set()
    return None


def _they(verb: Token) -> list[Token]:
    """The nouns before a "they" in its own sentence: "three women told how they fled"."""
    return [t for t in verb.sent if t.i < verb.i] if any(s.lower_ == "they" for s in subjects(verb)) else []


def _of_noun(page: Page, token: Token) -> Iterator[tuple[Draft | None, Sign]]:
    noun = person_noun(token)
    plural = token.tag_ in {"NNS", "NNPS"}
    if plural:
        # One of the defectors is Shirin Adel. Among the deserters are Murad and Yusuf.
        if token.lemma_.lower() in EXIT_NOUNS or (_former(token) and _strong_member(token.lemma_.lower())):
            yield from ((who, Sign("sure", token.i, "defector")) for who in _one_of(page, token))
        elif any(_leaves(page, verb) for verb in token.children if verb.dep_ == "relcl"):
            yield from ((who, Sign("sure", token.i, "one of those who left")) for who in _one_of(page, token))
        return
    if noun is None:
        return
    draft = _bearer(page, token)
    if draft is None or _denied(token):
        return
    if noun in EXIT_NOUNS:
        if noun != "returnee":
            yield draft, Sign("sure", token.i, noun)
    elif _former(token):
        inside = _strong_member(noun) or belongs_to_body(page, token)
        if inside:
            yield draft, Sign("sure", token.i, f"former {noun}")
        elif noun in WEAK_MEMBER_NOUNS:
            yield draft, Sign("joined", token.i, f"former {noun}")
    elif _of_its_own(page, token) or (
        noun in MEMBER_NOUNS and noun not in WEAK_MEMBER_NOUNS and noun not in {"terrorist", "extremist"}
    ):
        yield draft, Sign("joined", token.i, noun)


def _leaves(page: Page, verb: Token) -> bool:
    """As in "one of nine people who quit the order"."""
    sign = verb_sign(page, verb)
    return sign is not None and sign.strength == "sure" and is_told_as_done(verb)


def _of_its_own(page: Page, token: Token) -> bool:
    """As in "the militia's cook", "the group's treasurer": somebody of its own ranks; its lawyer or enemy is not."""
    noun = token.lemma_.lower()
    ranks = PERSON_NOUNS - frozenset(ROLE_NOUNS) - KIN_NOUNS - _AGAINST
    return noun in ranks and any(
        c.dep_ == "poss" and c.lemma_.lower() in GROUP_NOUNS - PLACE_NOUNS and page.at.get(c.i) is page.at.get(token.i)
        for c in token.children
    )


def _strong_member(noun: str) -> bool:
    return noun in MEMBER_NOUNS and noun not in WEAK_MEMBER_NOUNS


def _former(token: Token) -> bool:
    """Whether "former" or the like stands before the noun in its own phrase, or "once" before all of it."""
    doc = token.doc
    if any(c.dep_ == "advmod" and c.lower_ in {"once", "formerly", "previously"} for c in token.children):
        return True
    for i in range(token.i - 1, max(-1, token.i - 7), -1):
        before = doc[i]
        if before.lower_ in FORMER or (before.lower_ == "time" and i > 1 and doc[i - 2].lower_ == "one"):
            return True
        if before.text in {",", ";", "."} or before.pos_ in {"VERB", "ADP", "PRON"} or before.dep_ == "det":
            return False
    return False


def _bearer(page: Page, token: Token) -> Draft | None:
    cue = page.at.get(token.i)
    if cue is not None and cue.person is not None:
        return cue.person
    while token.dep_ == "conj" and token.head != token:
        token = token.head  # "as a traitor, a deserter and a thief"
    # "Murad, himself a deserter"; "calls him a deserter"; "as a former fighter": the noun is no place of its own.
    if token.dep_ in {"attr", "oprd"}:
        things = [c for c in token.head.children if c.dep_ == "dobj"]  # calls him a deserter
        for subject in things or subjects(token.head):
            if (who := page.who(subject)) is not None:
                return who
    if token.dep_ == "pobj" and token.head.lower_ == "as":
        verb = token.head.head
        objects = [c for c in verb.children if c.dep_ == "dobj"]
        for one in objects or list(subjects(verb)):
            if (who := page.who(one)) is not None:
                return who
    if token.dep_ in {"compound", "amod", "nmod"} and token.i + 1 < len(page.doc):
        cue = page.at.get(token.i + 1)  # defector Murad
        return cue.person if cue is not None and cue.kind == "name" else None
    return None


def _one_of(page: Page, token: Token) -> Iterator[Draft]:
    """Who is told to be one of these: "one of the deserters is X", "among the deserters are X and Y"."""
    prep = token.head if token.dep_ == "pobj" else None
    if prep is None:
        for child in token.children:
            if child.dep_ == "appos":  # two deserters have been named: A and B
                yield from _persons(page, child)
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"like", "including", "as"}:
                for thing in child.children:
                    yield from _persons(page, thing)
        return
    yield from _told_to_be_one(page, prep)


def _told_to_be_one(page: Page, prep: Token) -> Iterator[Draft]:
    """Who is told with "of" or "among" to be one of them."""
    top = prep.head
    if prep.lower_ == "of" and top.lower_ in {"one", "first", "last", "another", "latest"}:
        cue = page.at.get(top.i)
        if cue is not None and cue.person is not None:
            yield cue.person
        if top.head.lemma_ == "be" and not any(c.dep_ == "neg" for c in top.head.children):
            for other in (*top.head.children, *(c for c in top.head.children if c.dep_ in {"attr", "nsubj"})):
                if other != top:
                    yield from _persons(page, other)
        if top.dep_ == "appos":
            yield from _persons(page, top.head)
    elif prep.lower_ == "among" and prep.head.lemma_ == "be":
        for child in prep.head.children:
            if child.dep_ in {"nsubj", "attr"}:
                yield from _persons(page, child)


def _many_left(page: Page, token: Token) -> bool:
    """Whether the sentence before tells of several who left: "Many fighters have surrendered. Among them are ..."."""
    sentence = token.sent
    before = page.doc[sentence.start - 1].sent if sentence.start else None
    for noun in before or ():  # Twenty former members have signed. Among them are ...
        if noun.tag_ == "NNS" and noun.dep_ in SUBJECTS and _are_leavers(page, noun):
            return True
    for verb in before or ():
        sign = verb_sign(page, verb) if verb.pos_ == "VERB" else None
        if sign is None or sign.strength not in {"sure", "left"} or not is_told_as_done(verb):
            continue
        if any(
            t.tag_ == "NNS" and (sign.strength == "sure" or t.lemma_.lower() in MEMBER_NOUNS) for t in subjects(verb)
        ):
            return True
    return False


def _persons(page: Page, token: Token) -> Iterator[Draft]:
    for one in (token, *token.conjuncts):
        if (who := page.who(one)) is not None and page.at.get(one.i) is not None:
            yield who


def _denied(token: Token) -> bool:
    """Not a deserter; not considered to be one; would be one."""
    verb, steps = token.head, 0
    if token.dep_ not in {"attr", "oprd", "xcomp", "ccomp", "dobj"}:
        return False
    while steps < 4:  # deeper embeddings are no denial of this noun  # noqa: PLR2004
        if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in MODALS) for c in verb.children):
            return True
        if verb.lemma_ == "deny":
            return True
        if verb.dep_ not in {"xcomp", "ccomp"} or verb.head == verb:
            return False
        verb, steps = verb.head, steps + 1
    return False


def _of_verb(page: Page, verb: Token) -> Iterator[tuple[Draft | None, Sign]]:
    yield from _thrown_out(page, verb)
    sign = verb_sign(page, verb)
    if sign is None or not is_told_as_done(verb):
        return
    told = False
    for subject in subjects(verb):
        told = True
        yield page.who(subject), sign
    before = page.at.get(verb.i - 1)
    if not told and verb.tag_ == "VBD" and before is not None and before.kind == "name":
        yield before.person, sign  # "In 2016 Morrow walked out", where the parser takes the name for a date


def _thrown_out(page: Page, verb: Token) -> Iterator[tuple[Draft | None, Sign]]:
    """As in "the sect threw her out", "it expelled him": the one it is done to is out."""
    lemma = verb.lemma_.lower()
    out = lemma in THROWS and any(c.lower_ in {"out", "off"} and c.dep_ in {"prt", "advmod"} for c in verb.children)
    if not (out or lemma in EXPELS) or not is_told_as_done(verb):
        return
    by = [t for t in subjects(verb) if t.lower_ in {"it", "they"} or t.lemma_.lower() in GROUP_NOUNS]
    if by:
        yield from ((page.who(c), Sign("sure", verb.i, "expel")) for c in verb.children if c.dep_ == "dobj")
