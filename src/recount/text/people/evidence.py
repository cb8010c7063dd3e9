"""What speaks for capitalised words being a person's name, and what against: grammar first, the parser's tag second."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from recount.text.attribute.countries import country_of, demonyms
from recount.text.names import KUNYA, SUFFIXES, fold, words_of
from recount.text.parser import known_words
from recount.text.people.cues import SUBJECTS, Page
from recount.text.people.given import is_given
from recount.text.people.runs import LONGEST, PERSONS, Run, folded, is_aged, is_common
from recount.text.people.words import (
    CAPITAL_SAYERS,
    KIN_NOUNS,
    MAKES,
    MEMBER_NOUNS,
    ORG_APPOSITIONS,
    ORG_WORDS,
    PERSON_VERBS,
    ROLE_NOUNS,
    SPEECH_VERBS,
    TITLE_WORDS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


_HE_SHE = words_of("he him his she her")
_CALENDAR = words_of(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday north south east west day week king street park hall palace church tower house "
    "bridge law bill award prize guard press banks fund lake county city"
)  # family names too: a full name may hold one
# "Partner", "leader" and the like are said of firms and groups as well.
_SURELY = (
    PERSONS - frozenset(ROLE_NOUNS) - words_of("partner twin single native local source member witness victim relative")
)
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
    if len(words) == 1 and words[0] in MAKES and not _acts(page, run):
        return False
    if is_given(words[0]) and _acts_like_a_name(page, run, words):
        return True
    if _is_told_to_be_one(page, run, words):
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
    # The one letter of "Nils A." is an initial, not the A of an interview.
    hard = [w for w in words if w in ORG_WORDS and w not in SUFFIXES and (len(w) > 1 or len(words) == 1)]
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
    # A builder or a publisher may be a firm or a person; of an age, or named as persons are, it is a person.
    person = is_aged(page, run) or doc[run.start].ent_type_ == "PERSON"
    things = ORG_APPOSITIONS - PERSONS if person else ORG_APPOSITIONS
    for token in doc[run.start : run.end]:
        if any(c.dep_ == "appos" and c.i >= run.end and c.lemma_.lower() in things for c in token.children):
            return True
        head = token.head
        if token.dep_ in SUBJECTS and head.lemma_ == "be":
            attr = next((c for c in head.children if c.dep_ == "attr"), None)
            if attr is not None and attr.lemma_.lower() in things:
                return True
    if run.end + 1 < len(doc) and doc[run.end].text == "," and doc[run.end + 1].lower_ in {"a", "an", "the"}:
        for token in doc[run.end + 2 : run.end + 9]:
            if token.text in {",", "."} or token.pos_ in {"VERB", "ADP"}:
                last = doc[token.i - 1]
                return last.lemma_.lower() in things
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
    owned = re.match(r"['’]s? ([\w-]+)(?: ([\w-]+))?", rest)  # her brother, her elder brother
    nouns = {word.lower() for word in owned.groups() if word} if owned is not None else set()
    if nouns & _OF_A_PERSON:
        return True
    given = run.end - run.start == 1 and is_given(doc[run.start].text)
    if given and {noun.removesuffix("s") for noun in nouns} & KIN_NOUNS:
        return True  # Nadia's parents
    of_many = doc[run.start].ent_type_ in {"ORG", "NORP"} and (run.end - run.start > 1 or is_common(page, run))
    return bool(re.match(r", (?:who|whose|whom)\b", rest)) and not of_many


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


def is_listed(page: Page, run: Run, sure: list[Run]) -> bool:
    """Whether a full or a given name stands in one list with a person's: "Timur Aliev, Selçuk Demirtaş and ..."."""
    lone = run.end - run.start < 2  # noqa: PLR2004
    if (
        (lone and not is_given(page.doc[run.start].text))
        or run.title is not None
        or is_thing(page, run, folded(page, run).split())
    ):
        return False
    if page.doc[run.start].ent_type_ in {"GPE", "LOC", "FAC", "ORG", "NORP"} or country_of(
        page.words(run.start, run.end)
    ):
        return False
    full = {i for other in sure if lone or other.end - other.start > 1 for i in range(other.start, other.end)}
    inside = range(run.start, run.end)
    return any(
        other.i in full and other.i not in inside
        for token in page.doc[run.start : run.end]
        for other in (*token.conjuncts, *([token.head] if token.dep_ in {"conj", "appos"} else []))
    )


def orphans(page: Page, runs: list[Run], sure: list[Run]) -> list[Run]:
    """Subjects that a he or she right after them must be, since nobody else was told of: "Natasha worked ... she"."""
    told = {r.start for r in sure} | {t.i for t in page.doc if t.tag_ == "NN" and _noun(t) in PERSONS}
    pronouns = [t for t in page.doc if t.lower_ in _HE_SHE and page.quoted[t.i] < 0]
    found = []
    for run in runs:
        here = page.sentence[run.start]
        if not _is_subject(page, run) or run.end - run.start > LONGEST or is_common(page, run):
            continue
        after = next((t.i for t in pronouns if t.i > run.end and page.sentence[t.i] in {here, here + 1}), None)
        if after is None or any(i < after and here - 1 <= page.sentence[i] for i in told):
            continue
        others = any(_is_subject(page, r) for r in runs if run.end <= r.start < after)
        words = folded(page, run).split()
        if len(words) == 1 and words[0] in known_words() and not is_given(words[0]):
            continue  # "Leaving was another matter. Her passport ..."
        if not others and not is_thing(page, run, words) and not country_of(page.words(run.start, run.end)):
            found.append(run)
    return found


def _is_subject(page: Page, run: Run) -> bool:
    return any(t.dep_ in SUBJECTS for t in page.doc[run.start : run.end])


def shortened_bodies(page: Page, runs: list[Run], kinds: dict[str, Counter[str]]) -> set[str]:
    """First words of bodies named in full ("Fulmar" of "Fulmar Bank"), unless a person is named so in full too."""
    found, persons = set(), set()
    for run in runs:
        words = folded(page, run).split()
        if len(words) < 2:  # noqa: PLR2004
            continue
        tags = kinds[" ".join(words)]
        body = words[-1] in ORG_WORDS - SUFFIXES or tags["ORG"] > tags["PERSON"]
        if body and run.title is None:
            found.add(words[0])
        elif tags["PERSON"]:
            persons |= set(words)
    return {word for word in found if word not in persons and not is_given(word)}


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
        return label == "WORK_OF_ART" and _speaks(page, run)
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


def _speaks(page: Page, run: Run) -> bool:
    """Whether two or three capitals are told to say something, which no book does: "Ioana Popa said"."""
    before = page.doc[run.start - 1].lower_ if run.start else ""
    subject = next((t for t in page.doc[run.start : run.end] if t.dep_ == "nsubj"), None)
    short = run.end - run.start <= 3  # noqa: PLR2004  # a name; titles of books are longer
    return subject is not None and subject.head.lemma_ in SPEECH_VERBS and short and before != "the"


def _acts_like_a_name(page: Page, run: Run, words: list[str]) -> bool:
    """With a given name in front: two words or more are a name; one must act, and be no common word."""
    before = page.doc[run.start - 1].lower_ if run.start else ""
    if len(words) > 1:
        return before != "the"
    verb = page.doc[run.start].head
    acts = verb.lemma_ in PERSON_VERBS or verb.tag_ == "VBD" or _is_years_old(verb)
    return page.doc[run.start].dep_ in SUBJECTS and acts and before != "the" and not is_common(page, run)


def _is_told_to_be_one(page: Page, run: Run, words: list[str]) -> bool:
    """As in "Wanjiku Kamau is Kenyan", "was a nurse": of two words and more, or of a given name."""
    before = page.doc[run.start - 1].lower_ if run.start else ""
    if before == "the" or (len(words) == 1 and not is_given(words[0])):
        return False
    subject = next((t for t in page.doc[run.start : run.end] if t.dep_ == "nsubj" and t.head.lemma_ == "be"), None)
    if subject is None or subject.head.tag_ not in {"VBZ", "VBD"}:
        return False
    told = [c for c in subject.head.children if c.dep_ in {"attr", "acomp"}]
    return any(
        (c.dep_ == "acomp" and fold(c.text) in demonyms()) or (c.tag_ == "NN" and _noun(c) in _SURELY) for c in told
    )


def _is_years_old(verb: Token) -> bool:
    """As in "Salma is 19 now", "is a cook"."""
    told = [c for c in verb.children if c.dep_ in {"attr", "acomp"}]
    return verb.lemma_ == "be" and any(c.like_num or (c.tag_ == "NN" and _noun(c) in PERSONS) for c in told)


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
