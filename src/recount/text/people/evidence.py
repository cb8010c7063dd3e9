"""What speaks for capitalised words being a person's name, and what against: grammar first, the parser's tag second."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from recount.text.attribute.countries import country_of
from recount.text.names import KUNYA, SUFFIXES, fold, words_of
from recount.text.people.cues import SUBJECTS, Page
from recount.text.people.given import is_given
from recount.text.people.runs import LONGEST, PERSONS, Run, folded, is_aged, is_common
from recount.text.people.words import (
    CAPITAL_SAYERS,
    KIN_NOUNS,
    MEMBER_NOUNS,
    ORG_APPOSITIONS,
    ORG_WORDS,
    PERSON_VERBS,
    TITLE_WORDS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


_CALENDAR = words_of(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday north south east west day week king street park hall palace church tower house "
    "bridge law bill award prize guard press banks fund lake county city"
)  # family names too: a full name may hold one
_OF_A_PERSON = (KIN_NOUNS - {"partner", "relative", "parent", "friend"}) | {"lawyer", "attorney"}
_BODY = MEMBER_NOUNS | words_of("group movement militia gang leader commander faction insurgency stronghold sect")
_PRIVATE = words_of(
    "live marry divorce weep smile nod shrug recall sob sleep eat pray dream walk sit stand study recount laugh "
    "whisper confess convert flee escape die feel know remember regret travel defect desert cry grow"
)
_DONE_TO_PERSONS = words_of(
    "bear abduct kidnap arrest jail imprison sentence marry raise recruit wound shoot behead enslave widow"
)


def tag_counts(page: Page, runs: list[Run]) -> dict[str, Counter[str]]:
    """What the parser calls each wording, counted over the story."""
    kinds: dict[str, Counter[str]] = {}
    for run in runs:
        tag = page.doc[run.start].ent_type_ or page.doc[run.end - 1].ent_type_
        kinds.setdefault(folded(page, run), Counter())[tag] += 1
    return kinds


def is_person(page: Page, run: Run, kinds: dict[str, Counter[str]]) -> bool:  # one return a rule
    """Whether the run names a person: what it is called, what is told of it, what it does, then the parser's tag."""
    words = folded(page, run).split()
    if not words or run.end - run.start > LONGEST + 4 or is_thing(page, run, words):
        return False
    if all(w in TITLE_WORDS or w in PERSONS for w in words):
        return False
    if words[0] in KUNYA and len(words) > 1:
        return True
    if run.title and fold(run.title) not in {"former", "dr"}:
        return True
    if country_of(page.words(run.start, run.end)) and not is_aged(page, run):
        return False
    if _told_as_person(page, run):
        return True
    if is_given(words[0]) and _acts_like_a_name(page, run, words):
        return True
    tags = kinds[" ".join(words)]
    tagged = page.doc[run.start].ent_type_ == "PERSON" or page.doc[run.end - 1].ent_type_ == "PERSON"
    if tagged and tags["PERSON"] >= tags["ORG"] + tags["GPE"] + tags["NORP"]:
        return len(words) > 1 or not is_common(page, run)
    return _acts(page, run)


def is_thing(page: Page, run: Run, words: list[str]) -> bool:
    """Words or grammar of an organisation, a place, a headline."""
    text = page.words(run.start, run.end)
    if any(c.isdigit() for c in text) or (text.isupper() and len(text) > 1 and not page.text.isupper()):
        return True
    hard = [w for w in words if w in ORG_WORDS and w not in SUFFIXES]
    if hard and (len(words) == 1 or any(w not in _CALENDAR for w in hard)):
        return True
    doc = page.doc
    before = doc[run.start - 1] if run.start else None
    if before is not None and before.lemma_.lower() in ORG_APPOSITIONS and before.is_lower and before.pos_ == "NOUN":
        return True
    if before is not None and before.lower_ == "the" and run.title is None and len(words) == 1:
        return True
    return _called_a_thing(page, run)


def _called_a_thing(page: Page, run: Run) -> bool:
    """As in ", an independent newspaper," after the name; or "is a newspaper"."""
    doc = page.doc
    for token in doc[run.start : run.end]:
        if any(c.dep_ == "appos" and c.i >= run.end and c.lemma_.lower() in ORG_APPOSITIONS for c in token.children):
            return True
        head = token.head
        if token.dep_ in SUBJECTS and head.lemma_ == "be":
            attr = next((c for c in head.children if c.dep_ == "attr"), None)
            if attr is not None and attr.lemma_.lower() in ORG_APPOSITIONS:
                return True
    if run.end + 1 < len(doc) and doc[run.end].text == "," and doc[run.end + 1].lower_ in {"a", "an", "the"}:
        for token in doc[run.end + 2 : run.end + 9]:
            if token.text in {",", "."} or token.pos_ in {"VERB", "ADP"}:
                last = doc[token.i - 1]
                return last.lemma_.lower() in ORG_APPOSITIONS
    return False


def _told_as_person(page: Page, run: Run) -> bool:
    """Grammar that only persons have around their name: a noun for a person before it, an age or "who" after it."""
    doc = page.doc
    before = doc[run.start - 1] if run.start else None
    if before is not None and before.is_lower and _noun(before) in PERSONS and before.tag_ == "NN":
        return True
    if before is not None and before.text == "," and run.start > 1:
        noun, after = doc[run.start - 2], doc[run.end] if run.end < len(doc) else None
        if noun.lemma_.lower() in KIN_NOUNS and (after is None or after.text in {",", "."}):
            return noun.tag_ == "NN"
    if is_aged(page, run):
        return True
    if _described_after(page, run):
        return True
    rest = page.text[page.span(run.start, run.end).end :][:40]
    kin = re.match(r"['’]s? (?:\w+ )?([\w-]+)", rest)
    if kin is not None and kin.group(1).lower() in _OF_A_PERSON:
        return True
    return bool(re.match(r", (?:who|whose|whom)\b", rest)) and doc[run.start].ent_type_ not in {"ORG", "NORP"}


def _described_after(page: Page, run: Run) -> bool:
    """As in "..., a former guard in ...": the first noun phrase after the comma is headed by a noun for a person."""
    doc = page.doc
    if run.end + 2 >= len(doc) or doc[run.end].text != "," or doc[run.end + 1].lower_ not in {"a", "an"}:
        return False
    for token in doc[run.end + 2 : run.end + 9]:
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.pos_ == "NOUN" and (after is None or (after.pos_ not in {"NOUN", "PROPN"} and after.text != "-")):
            return token.tag_ == "NN" and _noun(token) in PERSONS
        if token.text in {",", "."}:
            return False
    return False


def is_of_a_group(page: Page, run: Run) -> bool:
    """Whether fighters or members are told to be of it here: "X militants", "a member of X", "the rebel group X"."""
    doc = page.doc
    if run.end < len(doc):
        noun = doc[run.end]
        many = (
            noun.lower_.endswith("s") and noun.lower_[:-1] in _BODY
        )  # tagged as a verb at times: "militants more than"
        if (
            noun.is_lower
            and (many or noun.lemma_ in {"leader", "commander"})
            and fold(doc[run.start].text) not in KUNYA
        ):
            return True
    if run.start and doc[run.start - 1].lower_ == "the" and run.end - run.start > 1 and run.title is None:
        after = doc[run.end] if run.end < len(doc) else None
        return after is None or after.pos_ not in {"NOUN", "PROPN"}  # the Long Furrow; not: the Weller family
    if run.start < 2:  # noqa: PLR2004
        return False
    before, second = doc[run.start - 1], doc[run.start - 2]
    if before.is_lower and before.lemma_ in ORG_APPOSITIONS and before.pos_ == "NOUN":
        return True
    if before.lower_ in {"in", "near", "outside", "around"} and run.end - run.start == 1 and not _acts(page, run):
        return not is_aged(page, run) and second.lemma_ not in {"believe", "confide", "trust", "faith", "confidence"}
    return before.lower_ == "of" and second.is_lower and second.lemma_ in _BODY | ORG_APPOSITIONS


def only_places(page: Page, runs: list[Run]) -> set[str]:
    """Lone words that stand behind "in", "from" or "to" each time they are told, and never act."""
    lone: dict[str, list[bool]] = {}
    for run in runs:
        if run.end - run.start == 1 and run.title is None:
            before = page.doc[run.start - 1].lower_ if run.start else ""
            placed = before in {
                "in",
                "from",
                "at",
                "near",
                "above",
                "below",
                "outside",
                "around",
                "into",
            } and not is_aged(page, run)
            lone.setdefault(folded(page, run), []).append(placed)
    return {name for name, placed in lone.items() if all(placed)}


def _noun(token: Token) -> str:
    """The noun's table form; compounds with a hyphen count by their whole ("foot-soldier") or last part."""
    return token.lemma_.lower() if token.lemma_.lower() in PERSONS else token.lower_


def _acts(page: Page, run: Run) -> bool:
    """Whether it is the subject of a verb whose subjects are persons; cities and groups say and warn as well."""
    doc = page.doc
    label = doc[run.start].ent_type_
    if run.start and doc[run.start - 1].lower_ in {"from", "in", "of", "to", "at", "near", "into"}:
        return False
    if label in {"GPE", "LOC", "FAC", "WORK_OF_ART", "EVENT", "LAW", "DATE", "LANGUAGE"} and run.end - run.start > 1:
        return False
    if label in {"ORG", "NORP"}:
        return _only_persons_do(page, run)
    for token in doc[run.start : run.end]:
        if token.dep_ == "nsubjpass" and token.head.lemma_ in _DONE_TO_PERSONS and not is_common(page, run):
            return True
        if token.dep_ == "nsubj" and token.head.lemma_ in PERSON_VERBS and token.head.tag_ != "VBP":
            if label in {"ORG", "GPE", "NORP", "PRODUCT"} and token.head.lemma_ in CAPITAL_SAYERS:
                continue
            if token.tag_ in {"NNS", "NNPS"} or is_common(page, run):
                continue
            return True
    return False


def _acts_like_a_name(page: Page, run: Run, words: list[str]) -> bool:
    """With a given name in front: two words or more are a name; one must act, and be no common word."""
    before = page.doc[run.start - 1].lower_ if run.start else ""
    if len(words) > 1:
        return before != "the"
    verb = page.doc[run.start].head
    return page.doc[run.start].dep_ in SUBJECTS and verb.lemma_ in PERSON_VERBS and not is_common(page, run)


def _only_persons_do(page: Page, run: Run) -> bool:
    """For names taken for organisations: a verb that none has, or a "his" and "her" where they have "its"."""
    doc = page.doc
    if run.start and doc[run.start - 1].lower_ in {"the", "a"}:
        return False
    for token in doc[run.start : run.end]:
        verb = token.head
        if token.dep_ not in SUBJECTS or verb.pos_ not in {"VERB", "AUX"}:
            continue
        if verb.lemma_ in _PRIVATE or (token.dep_ == "nsubjpass" and verb.lemma_ in _DONE_TO_PERSONS):
            return True
        owns = (t for t in verb.subtree if t.i > token.i and page.quoted[t.i] == page.quoted[token.i])
        return any(t.lower_ in {"his", "her", "himself", "herself"} for t in owns)
    return False
