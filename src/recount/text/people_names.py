"""Names of persons in a story: the parser's, repaired, and those it misses.

The parser tags newspapers and groups as persons and overlooks lone given names; grammar decides: who says, flees
or is 26 is a person, what is "a newspaper" is none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.attribute_countries import country_of
from recount.text.names import ARTICLES, FILIATION, KUNYA, PARTICLES, SUFFIXES, fold, words_of
from recount.text.parser import known_words
from recount.text.people_cues import SUBJECTS, Cue, Page
from recount.text.people_given import is_given
from recount.text.people_words import (
    CAPITAL_SAYERS,
    EXIT_NOUNS,
    KIN_NOUNS,
    MEMBER_NOUNS,
    ORG_APPOSITIONS,
    ORG_WORDS,
    PERSON_NOUNS,
    PERSON_VERBS,
    ROLE_NOUNS,
    TITLE_GENDER,
    TITLE_WORDS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W\d_](?:[\w’'.]*\w)?\.?$")
_INSIDE = ARTICLES | FILIATION | PARTICLES
_HYPHENS = frozenset("-‐‑–")
_CALENDAR = words_of(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday north south east west day week king street park hall palace church tower house "
    "bridge law bill award prize guard press banks fund lake county city"
)  # family names too: a full name may hold one
_DAYS = words_of("monday tuesday wednesday thursday friday saturday sunday")
_OF_A_PERSON = (KIN_NOUNS - {"partner", "relative", "parent", "friend"}) | {"lawyer", "attorney"}
_BODY = MEMBER_NOUNS | words_of("group movement militia gang leader commander faction insurgency stronghold sect")
_PERSONS = PERSON_NOUNS | MEMBER_NOUNS | EXIT_NOUNS | KIN_NOUNS | frozenset(ROLE_NOUNS)
_AGE_AFTER = re.compile(
    r"\s*(?:,|\()\s*(?:aged? |now |then |who is |only )?\d{1,2}\s*(?:,|\)|\.|$)|,? aged \d|, an? \d{1,2}-year"
)
LONGEST = 7  # tokens without hyphens; longer runs of capitals are headlines


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised tokens in a row that may be a name, titles apart."""

    start: int
    end: int
    title: str | None


def name_cues(page: Page) -> list[Cue]:
    """Every place where a person is named, in order, none overlapping."""
    runs = [run for raw in _runs(page) for run in _trimmed(page, raw)]
    kinds = _tags(page, runs)
    things = {_folded(page, run) for run in runs if _of_a_group(page, run)}
    things |= _only_places(page, runs)
    sure = [r for r in runs if (r.title or _folded(page, r) not in things) and _is_person(page, r, kinds)]
    known = {word for run in sure for word in _folded(page, run).split() if len(word) > 2}  # noqa: PLR2004
    more = [r for r in runs if r not in sure and _folded(page, r) not in things and _repeats(page, r, known, sure)]
    more += _overlooked(page, runs, known)
    return [_cue(page, run) for run in sorted({*sure, *more}, key=lambda r: r.start)]


def _overlooked(page: Page, runs: list[_Run], known: set[str]) -> list[_Run]:
    """Lone names told elsewhere that the parser takes for a common noun at the head of a sentence: "Reyes said"."""
    taken = {i for run in runs for i in range(run.start, run.end)}
    found = []
    for token in page.doc:
        if token.i in taken or not _capital(token) or fold(token.text) not in known or token.lower_ in page.lower:
            continue
        after = page.doc[token.i + 1] if token.i + 1 < len(page.doc) else None
        acts = after is not None and (after.lemma_.lower() in PERSON_VERBS or after.text in {"'s", "’s", ":"})
        if acts or fold(token.text) not in known_words():
            found.append(_Run(token.i, token.i + 1, None))
    return found


def cue_of(page: Page, start: int, end: int) -> Cue:
    """A name's place over tokens start to end, whatever the parser says of them."""
    return _cue(page, _Run(start, end, None))


def _cue(page: Page, run: _Run) -> Cue:
    words = re.sub(r"\s+", " ", page.words(run.start, run.end)).rstrip(",;:")
    head = next(
        (i for i in range(run.start, run.end) if page.doc[i].head.i not in range(run.start, run.end)), run.end - 1
    )
    gender = next((TITLE_GENDER[w] for w in fold(run.title or "").split() if w in TITLE_GENDER), None)
    return Cue(run.start, run.end, head, "name", words, gender, run.title, definite=True)  # type: ignore[arg-type]


def _runs(page: Page) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    doc, at = page.doc, 0
    while at < len(doc):
        if not _begins(doc[at]):
            at += 1
            continue
        end = at + 1
        while (step := _goes_on(page, at, end)) > 0:
            end += step
        found.append((at, end))
        at = end
    return found


def _begins(token: Token) -> bool:
    if token.lower_ in {"al", "el", "ash", "ad", "as", "an", "ar", "at"} and token.i + 2 < len(token.doc):
        return token.nbor(1).text in _HYPHENS and not token.whitespace_ and token.nbor(2).text[:1].isupper()
    return _capital(token) and (token.tag_ in {"NNP", "NNPS"} or token.ent_type_ == "PERSON" or _odd_tag(token))


def _odd_tag(token: Token) -> bool:
    """A capitalised word in mid-sentence, or a kunya's first word, is a name whatever its tag."""
    if fold(token.text) in KUNYA:
        return True
    inside = not token.is_sent_start and token.pos_ in {"NOUN", "ADJ", "VERB", "X", "INTJ", "ADV"}
    before = token.doc[token.i - 1].text if token.i else ""
    return inside and before not in {"“", '"', "‘", "'", "•", ":", "-", "–", "—", "\n"} and not before.isspace()


def _capital(token: Token) -> bool:
    text = token.text
    return bool(text[:1].isupper() and _WORD.match(text)) and text not in {"I", "I.", "A"}


def _goes_on(page: Page, start: int, end: int) -> int:
    """How many tokens from `end` on still belong to the name that begins at `start`; 0: it ends here."""
    doc = page.doc
    if end >= len(doc):
        return 0
    token, last = doc[end], doc[end - 1]
    if token.text in _HYPHENS:
        joined = not last.whitespace_ and not token.whitespace_ and end + 1 < len(doc)
        return 2 if joined and doc[end + 1].text[:1].isupper() and doc[end + 1].is_alpha else 0
    if _capital(token) and not (token.is_sent_start and last.text.endswith(".")):
        return 1
    if fold(token.text) in _INSIDE and token.is_lower:
        after = next((i for i in range(end + 1, min(end + 4, len(doc))) if fold(doc[i].text) not in _INSIDE), len(doc))
        inner = page.words(end, after) if after < len(doc) else ""
        if doc[after - 1].text in _HYPHENS or after == len(doc):
            return 0
        hyphen = doc[after].text in _HYPHENS and after + 1 < len(doc)
        target = after + 1 if hyphen else after
        fits = (
            doc[target].text[:1].isupper() and _capital(doc[target]) and inner not in {"as", "at", "an", "a", "e", "y"}
        )
        fits = fits or (hyphen and doc[target].text[:1].isupper())
        return target - end + 1 if fits and not doc[target].is_sent_start else 0
    return 0


def _trimmed(page: Page, raw: tuple[int, int]) -> list[_Run]:
    """The run without titles before and odd words after; a run across two of the parser's names is cut."""
    start, end = raw
    doc = page.doc
    people = [e for e in doc[start:end].ents if e.label_ == "PERSON" and e.start >= start and e.end <= end]
    if len(people) == 1 and (end - start > LONGEST or _odd_lead(page, start, people[0].start)):
        start = people[0].start
        end = people[0].end if end - start > LONGEST else end
    title: list[str] = []
    # "Israeli President Benjamin ...", "Police Commander Anna ...": the name is what follows the last title.
    last = max((i for i in range(start, end - 1) if _is_title(doc[i])), default=None)
    if last is not None:
        title = [doc[i].text for i in range(start, last + 1) if _is_title(doc[i])]
        start = last + 1
    while start < end - 1 and doc[start].ent_type_ != "PERSON" and country_of(doc[start].text):
        start += 1
    while end > start and (fold(doc[end - 1].text) in {"s", ""} or (end - 1 > start and _dated(doc[end - 1]))):
        end -= 1
    return [_Run(start, end, " ".join(title) or None)] if end > start else []


def _is_title(token: Token) -> bool:
    return fold(token.text) in TITLE_WORDS or (token.lower_ in _PERSONS and token.is_sent_start is True)


def _dated(token: Token) -> bool:
    return token.ent_type_ == "DATE" or token.lower_ in _DAYS


def _odd_lead(page: Page, start: int, name: int) -> bool:
    """Whether only words of offices and institutions stand before the parser's name: "State Colin ..."."""
    lead = page.doc[start:name]
    return len(lead) > 0 and all(fold(t.text) in ORG_WORDS or t.ent_type_ in {"ORG", "NORP", "GPE"} for t in lead)


def _folded(page: Page, run: _Run) -> str:
    return fold(page.words(run.start, run.end))


def _tags(page: Page, runs: list[_Run]) -> dict[str, Counter[str]]:
    """What the parser calls each wording, counted over the story."""
    kinds: dict[str, Counter[str]] = {}
    for run in runs:
        tag = page.doc[run.start].ent_type_ or page.doc[run.end - 1].ent_type_
        kinds.setdefault(_folded(page, run), Counter())[tag] += 1
    return kinds


def _is_person(page: Page, run: _Run, kinds: dict[str, Counter[str]]) -> bool:
    words = _folded(page, run).split()
    if not words or run.end - run.start > LONGEST + 4 or _is_thing(page, run, words):
        return False
    if all(w in TITLE_WORDS or w in _PERSONS for w in words):
        return False
    if words[0] in KUNYA and len(words) > 1:
        return True
    if run.title and fold(run.title) not in {"former", "dr"}:
        return True
    if country_of(page.words(run.start, run.end)) and not _aged(page, run):
        return False
    if _told_as_person(page, run):
        return True
    if is_given(words[0]) and _acts_like_a_name(page, run, words):
        return True
    tags = kinds[" ".join(words)]
    tagged = page.doc[run.start].ent_type_ == "PERSON" or page.doc[run.end - 1].ent_type_ == "PERSON"
    if tagged and tags["PERSON"] >= tags["ORG"] + tags["GPE"] + tags["NORP"]:
        return len(words) > 1 or not _common(page, run)
    return _acts(page, run)


def _is_thing(page: Page, run: _Run, words: list[str]) -> bool:
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


def _called_a_thing(page: Page, run: _Run) -> bool:
    """ ", an independent newspaper," after the name; or "is a newspaper"."""
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


def _told_as_person(page: Page, run: _Run) -> bool:
    """Grammar that only persons have around their name: a noun for a person before it, an age or "who" after it."""
    doc = page.doc
    before = doc[run.start - 1] if run.start else None
    if before is not None and before.is_lower and _noun(before) in _PERSONS and before.tag_ == "NN":
        return True
    if before is not None and before.text == "," and run.start > 1:
        noun, after = doc[run.start - 2], doc[run.end] if run.end < len(doc) else None
        if noun.lemma_.lower() in KIN_NOUNS and (after is None or after.text in {",", "."}):
            return noun.tag_ == "NN"
    if _aged(page, run):
        return True
    if _described_after(page, run):
        return True
    rest = page.text[page.span(run.start, run.end).end :][:40]
    kin = re.match(r"['’]s? (?:\w+ )?([\w-]+)", rest)
    if kin is not None and kin.group(1).lower() in _OF_A_PERSON:
        return True
    return bool(re.match(r", (?:who|whose|whom)\b", rest)) and doc[run.start].ent_type_ not in {"ORG", "NORP"}


def _described_after(page: Page, run: _Run) -> bool:
    """ "..., a former guard in ...": the first noun phrase after the comma is headed by a noun for a person."""
    doc = page.doc
    if run.end + 2 >= len(doc) or doc[run.end].text != "," or doc[run.end + 1].lower_ not in {"a", "an"}:
        return False
    for token in doc[run.end + 2 : run.end + 9]:
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        if token.pos_ == "NOUN" and (after is None or (after.pos_ not in {"NOUN", "PROPN"} and after.text != "-")):
            return token.tag_ == "NN" and _noun(token) in _PERSONS
        if token.text in {",", "."}:
            return False
    return False


def _aged(page: Page, run: _Run) -> bool:
    return bool(_AGE_AFTER.match(page.text[page.span(run.start, run.end).end :][:40]))


def _of_a_group(page: Page, run: _Run) -> bool:
    """Whether fighters or members are told to be of it here: "X militants", "a member of X", "the rebel group X"."""
    doc = page.doc
    if run.end < len(doc):
        after = doc[run.end]
        if after.is_lower and after.pos_ == "NOUN" and (after.tag_ == "NNS" or after.lemma_ in {"leader", "commander"}):
            if after.lemma_ in _BODY and fold(doc[run.start].text) not in KUNYA:
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
        return not _aged(page, run) and second.lemma_ not in {"believe", "confide", "trust", "faith", "confidence"}
    return before.lower_ == "of" and second.lemma_ in _BODY and second.is_lower


def _only_places(page: Page, runs: list[_Run]) -> set[str]:
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
            } and not _aged(page, run)
            lone.setdefault(_folded(page, run), []).append(placed)
    return {name for name, placed in lone.items() if all(placed)}


def _noun(token: Token) -> str:
    """The noun's table form; compounds with a hyphen count by their whole ("foot-soldier") or last part."""
    return token.lemma_.lower() if token.lemma_.lower() in _PERSONS else token.lower_


def _acts(page: Page, run: _Run) -> bool:
    """Whether it is the subject of a verb whose subjects are persons; cities and groups say and warn as well."""
    doc = page.doc
    label = doc[run.start].ent_type_
    if run.start and doc[run.start - 1].lower_ in {"from", "in", "of", "to", "at", "near", "into"}:
        return False
    if label in {"GPE", "LOC", "FAC", "WORK_OF_ART", "EVENT", "LAW", "DATE", "LANGUAGE"} and run.end - run.start > 1:
        return False
    if label in {"ORG", "NORP"} and run.end - run.start > 1:
        return _only_persons_do(page, run)
    for token in doc[run.start : run.end]:
        if token.dep_ == "nsubjpass" and token.head.lemma_ in _DONE_TO_PERSONS and not _common(page, run):
            return True
        if token.dep_ == "nsubj" and token.head.lemma_ in PERSON_VERBS and token.head.tag_ != "VBP":
            if label in {"ORG", "GPE", "NORP", "PRODUCT"} and token.head.lemma_ in CAPITAL_SAYERS:
                continue
            if token.tag_ in {"NNS", "NNPS"} or _common(page, run):
                continue
            return True
    return False


def _acts_like_a_name(page: Page, run: _Run, words: list[str]) -> bool:
    """With a given name in front: two words or more are a name; one must act, and be no common word."""
    before = page.doc[run.start - 1].lower_ if run.start else ""
    if len(words) > 1:
        return before != "the"
    verb = page.doc[run.start].head
    return page.doc[run.start].dep_ in SUBJECTS and verb.lemma_ in PERSON_VERBS and not _common(page, run)


def _only_persons_do(page: Page, run: _Run) -> bool:
    """For names the parser takes for organisations: a verb no organisation has, or a "his" and "her" where they have "its"."""
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


_PRIVATE = words_of(
    "live marry divorce weep smile nod shrug recall sob sleep eat pray dream walk sit stand study recount laugh whisper confess "
    "convert flee escape die feel know remember regret travel defect desert cry grow"
)
_DONE_TO_PERSONS = words_of(
    "bear abduct kidnap arrest jail imprison sentence marry raise recruit wound shoot behead enslave widow"
)


def _common(page: Page, run: _Run) -> bool:
    """A lone word that the story also writes in lower case, or that is no proper noun."""
    token = page.doc[run.start]
    if run.end - run.start > 1:
        return False
    return token.lower_ in page.lower or (token.tag_ not in {"NNP", "NNPS"} and token.is_sent_start is True)


def _repeats(page: Page, run: _Run, known: set[str], sure: list[_Run]) -> bool:
    """A run the parser called otherwise, all of whose words are of one name told elsewhere."""
    words = _folded(page, run).split()
    if not words or not all(w in known or w in _INSIDE for w in words) or _is_thing(page, run, words):
        return False
    if country_of(page.words(run.start, run.end)):
        return False
    if not any(set(words) <= set(_folded(page, other).split()) for other in sure):
        return False
    return page.doc[run.start].tag_ == "NNP" or not _common(page, run)
