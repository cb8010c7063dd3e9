"""Ages as told: now, then, and at joining. Never computed, never guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.model.quote import Span
from recount.model.times import UNKNOWN_DATE, DateRange
from recount.text.attribute.scene import AttributeTold, Scene, certainty_of, polarity_of
from recount.text.names import words_of
from recount.text.people.words import JOIN_VERBS
from recount.text.quantity.numbers import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_UNDER_20 = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d{{1,3}}|(?:{_TENS})(?:[- ](?:{_UNDER_20}))?|{_UNDER_20})"
_YEAR_OLD = re.compile(rf"\b({_NUMBER})[- ]years?[- ]old\b", re.IGNORECASE)
_AGED = re.compile(
    rf"\baged?(?: of| about| around| just| only)? ({_NUMBER})\b(?![-–]| (?:to|and|or) {_NUMBER}|:)", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\s?[,(–—]\s?((?:who is |then |now |then aged |now aged |also |just |only |aged |age )?"
    rf"({_NUMBER}))(?=\s?[,.;)–—]|\s+(?:at the time|and an?\b)|$)",
    re.IGNORECASE,
)
_OF = re.compile(r" (of (1[2-9]|[2-9]\d))(?=[,.;)\s]|$)(?! (?:the|her|his|their|whom|which))")  # a hairdresser of 34
_HAS_CHILDREN = words_of("mother father mum dad parent grandmother grandfather leader head commander member chief")
_BARE = re.compile(rf"^{_NUMBER}$", re.IGNORECASE)
_DECADE = re.compile(
    r"\bin (?:his|her) (?:(early|mid|late)[- ])?(teens|twenties|thirties|forties|fifties|sixties|[2-7]0s)\b",
    re.IGNORECASE,
)
_DECADES = {"teens": 13, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60}
LEAST_BARE = 12  # "they were ten" counts heads more often than years
OLDEST = 110  # years; a larger number beside a name is no age
_JOINED = JOIN_VERBS | words_of("enter take abduct kidnap draft conscript travel go marry become")


def ages(scene: Scene) -> Iterator[AttributeTold]:
    """Every age told of a person, with the time it was so where the words say one."""
    for match in _YEAR_OLD.finditer(scene.text):
        yield from _year_old(scene, match)
    for match in _AGED.finditer(scene.text):
        yield from _aged(scene, match)
    for place, person in scene.places:
        if place.how in {"name", "description"}:
            beside = _BESIDE.match(scene.text, place.span.end)
            if beside is not None:
                span = Span(beside.start(1), beside.end(1))
                yield from _told(scene, person, span, beside.group(2), _then(beside.group(1), scene))
            of = _OF.match(scene.text, place.span.end) if place.how == "description" else None
            if of is not None and scene.doc[scene.token_at(place.span.end - 1)].lemma_ not in _HAS_CHILDREN:
                yield from _told(scene, person, Span(of.start(1), of.end(1)), of.group(2), scene.now())
    for token in scene.doc:
        if token.lemma_ in {"be", "turn"} and token.pos_ in {"AUX", "VERB"}:
            yield from _being(scene, token)
        elif token.lemma_.lower() in _JOINED and token.pos_ == "VERB":
            yield from _at_age(scene, token)
    yield from _decades(scene)


def _told(
    scene: Scene,
    person: int,
    span: Span,
    number: str,
    when: DateRange,
    *,
    variable: str = "attr.age",
    verb: Token | None = None,
) -> Iterator[AttributeTold]:
    years = value_of(number)
    if years is None or not 0 < years < OLDEST or years != int(years):
        return
    near = scene.doc[max(0, scene.token_at(span.start) - 2) : scene.token_at(span.start)]
    polarity = polarity_of(verb) if verb is not None else "asserted"
    yield AttributeTold(person, variable, str(int(years)), span, "attribute", polarity, certainty_of(list(near)), when)


def _then(words: str, scene: Scene) -> DateRange:
    if words.lower().startswith("then"):
        return DateRange(words="then", relative_to="event")
    return scene.now()


def _year_old(scene: Scene, match: re.Match[str]) -> Iterator[AttributeTold]:
    """Of the phrase it stands in: its own place, the name after it, or the one it is said of."""
    last = scene.token_at(match.end() - 1)
    first = scene.token_at(match.start())
    doc = scene.doc
    person = scene.owner.get(last, scene.owner.get(first))
    at = last + 1
    while person is None and at < len(doc) and at <= last + 5 and doc[at].pos_ in {"NOUN", "PROPN", "ADJ"}:
        person = scene.owner.get(at)
        at += 1
    verb = doc[last].head
    if person is None and verb.lemma_ == "be":
        return  # told by _being
    noun = doc[at - 1] if at > last + 1 else doc[last]
    if person is None and noun.dep_ in {"attr", "appos", "pobj"}:
        above = noun.head if noun.dep_ == "appos" else None
        person = scene.owner.get(above.i) if above is not None else None
    if person is not None:
        joined = doc[first - 1].lower_ == "a" and first > 1 and doc[first - 2].lower_ == "as"
        yield from _told(
            scene,
            person,
            Span(match.start(), match.end()),
            match.group(1),
            UNKNOWN_DATE if joined else _tense(scene, noun),
        )
        return
    if first > 1 and doc[first - 1].lower_ in {"a", "an"} and doc[first - 2].lower_ == "as":  # joined as a 15-year-old
        above = doc[first - 2].head
        subject = scene.subject(above) if above.pos_ == "VERB" else None
        if subject is not None:
            variable = "attr.age_join" if above.lemma_.lower() in _JOINED else "attr.age"
            when = DateRange(words=above.text, relative_to="event")
            yield from _told(scene, subject, Span(match.start(), match.end()), match.group(1), when, variable=variable)


def _tense(scene: Scene, noun: Token) -> DateRange:
    return (
        scene.now()
        if not any(c.lower_ == "then" for c in noun.children)
        else DateRange(words="then", relative_to="event")
    )


def _aged(scene: Scene, match: re.Match[str]) -> Iterator[AttributeTold]:
    """As in "Name, aged 26", "who is aged 26", "joined aged 17", "at the age of 17"."""
    doc = scene.doc
    token = doc[scene.token_at(match.start())]
    span = Span(match.start(), match.end())
    verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"} and a.lemma_ != "age"), None)
    before = [(p, i) for p, i in scene.places if p.span.end <= match.start()]
    gap = scene.text[before[-1][0].span.end : match.start()] if before else None
    if gap is not None and re.fullmatch(r"[\s,(]*(?:is |was |now |then )?", gap) and before[-1][0].how != "pronoun":
        yield from _told(scene, before[-1][1], span, match.group(1), _then(gap.strip(" ,("), scene))
        return
    if verb is None:
        return
    person = scene.subject(verb)
    if person is None:
        return
    if verb.lemma_ == "be":
        yield from _told(scene, person, span, match.group(1), _past(scene, verb), verb=verb)
    elif verb.lemma_.lower() in _JOINED:
        yield from _told(scene, person, span, match.group(1), UNKNOWN_DATE, variable="attr.age_join", verb=verb)
    else:
        when = DateRange(words=scene.text[verb.idx : verb.idx + len(verb)], relative_to="event")
        yield from _told(scene, person, span, match.group(1), when, verb=verb)


def _past(scene: Scene, verb: Token) -> DateRange:
    """Of a past "was 17": the clause that says when, in words; of a present: when the story came out."""
    helper = next((c for c in verb.children if c.dep_ == "aux"), verb)
    if verb.tag_ in {"VBZ", "VBP"} and helper == verb:
        return scene.now()
    when = next((c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i), None)
    if when is not None:
        words = scene.text[when.left_edge.idx : when.right_edge.idx + len(when.right_edge)]
        return DateRange(words=words[:80], relative_to="event")
    found = scene.date_of(verb)
    return found[0] if found is not None else DateRange(words="then", relative_to="event")


def _being(scene: Scene, verb: Token) -> Iterator[AttributeTold]:
    """As in "He is 26", "was 17 when he joined", "is 26 years old", "turned 18"."""
    if verb.dep_ == "advcl" and verb.head.lemma_.lower() in _JOINED:
        return  # "joined when he was 15" is told by the joining
    number = next(
        (c for c in verb.children if c.dep_ in {"attr", "acomp", "dobj", "npadvmod", "nummod"} and _BARE.match(c.text)),
        None,
    )
    end = number
    if number is None:
        years = next((c for c in verb.children if c.dep_ in {"acomp", "attr"} and c.lower_ in {"old", "years"}), None)
        number = next((t for t in years.subtree if _BARE.match(t.text)), None) if years is not None else None
        end = years
        if years is not None and years.lower_ == "years" and not any(c.lower_ == "old" for c in years.subtree):
            return
    if number is None or end is None or number.i < verb.i:
        return
    after = scene.doc[end.i + 1] if end.i + 1 < len(scene.doc) else None
    if after is not None and (
        after.text in {"%", "-", "-year", ":"}
        or (after.lower_ in {"percent", "per", "of", "to", "years", "people"} and end == number)
    ):
        return
    person = scene.subject(verb)
    if person is None or (end == number and (value_of(number.text) or 0) < LEAST_BARE):
        return
    first = number.i - 1 if number.i and scene.doc[number.i - 1].text == "-" else number.i
    first = first - 1 if first < number.i else first
    clause = next(
        (c for c in (*verb.children, *number.children) if c.dep_ in {"advcl", "relcl", "ccomp"} and c.i > number.i),
        None,
    )
    joining = clause is not None and _is_joining(scene, clause, person)
    last = clause.right_edge.i if clause is not None and joining else max(end.i, number.i)
    span = scene.span(first, last)
    when = UNKNOWN_DATE if joining else _past(scene, verb)
    variable = "attr.age_join" if joining else "attr.age"
    words = scene.text[scene.doc[first].idx : scene.doc[number.i].idx + len(number)]
    yield from _told(scene, person, span, words, when, variable=variable, verb=verb)


def _is_joining(scene: Scene, clause: Token, person: int) -> bool:
    if clause.lemma_.lower() not in _JOINED:
        return False
    who = scene.subject(clause)
    objects = {scene.who(c) for c in clause.children if c.dep_ == "dobj"}
    return person == who or person in objects or who is None


def _at_age(scene: Scene, verb: Token) -> Iterator[AttributeTold]:
    """As in "joined at 17", "at 17 she joined", "was recruited when she was 17"."""
    person = scene.subject(verb)
    if person is None:
        return
    for prep in verb.children:
        if prep.dep_ == "prep" and prep.lower_ == "at":
            number = next((c for c in prep.children if c.dep_ == "pobj" and _BARE.match(c.text)), None)
            after = scene.doc[number.i + 1] if number is not None and number.i + 1 < len(scene.doc) else None
            clock = after is not None and after.lower_ in {"am", "pm", "a.m.", "p.m.", "o'clock", ":", "%"}
            if number is not None and not clock:
                yield from _told(
                    scene,
                    person,
                    scene.span(prep.i, number.i),
                    number.text,
                    UNKNOWN_DATE,
                    variable="attr.age_join",
                    verb=verb,
                )
        if prep.dep_ == "advcl" and prep.lemma_ == "be" and any(c.lower_ in {"when", "while"} for c in prep.children):
            number = next((c for c in prep.children if c.dep_ in {"attr", "acomp"} and _BARE.match(c.text)), None)
            number = number or next(
                (t for t in prep.subtree if _BARE.match(t.text) and t.head.lower_ in {"years", "old", "year"}), None
            )
            if number is not None and scene.subject(prep) in {person, None}:
                span = scene.span(prep.left_edge.i, prep.right_edge.i)
                yield from _told(scene, person, span, number.text, UNKNOWN_DATE, variable="attr.age_join", verb=verb)


def _decades(scene: Scene) -> Iterator[AttributeTold]:
    for match in _DECADE.finditer(scene.text):
        token = scene.doc[scene.token_at(match.start())]
        before = [(p, i) for p, i in scene.places if p.span.end <= match.start()]
        near = before[-1] if before else None
        verb = next((a for a in token.ancestors if a.lemma_ == "be"), None)
        person = scene.subject(verb) if verb is not None else None
        if near is not None and scene.text[near[0].span.end : match.start()].strip(" ,") == "":
            person = near[1]
        if person is None:
            continue
        word = match.group(2).lower()
        start = _DECADES.get(word) or int(re.sub(r"\D", "", word))
        low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match.group(1) or "").lower(), (0, 9))
        low, high = (0, 6) if word == "teens" else (low, high)
        yield AttributeTold(
            person,
            "attr.age",
            f"{start + low}-{start + high}",
            Span(match.start(), match.end()),
            certainty="estimate",
            when=scene.now(),
        )
