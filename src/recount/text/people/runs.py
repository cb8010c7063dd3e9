"""Capitalised words in a row that may be a name: where they begin and end, and the titles before them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.attribute.countries import country_of
from recount.text.names import ARTICLES, FILIATION, KUNYA, PARTICLES, fold, words_of
from recount.text.people.cues import Page
from recount.text.people.words import (
    EXIT_NOUNS,
    KIN_NOUNS,
    MEMBER_NOUNS,
    ORG_WORDS,
    PERSON_NOUNS,
    ROLE_NOUNS,
    TITLE_WORDS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


_WORD = re.compile(r"[^\W\d_](?:[\w’'.]*\w)?\.?$")
# Letters behind a name: honours, offices and degrees, no part of it.
_LETTERS = frozenset("KC QC SC MP MEP MSP TD MD PhD DPhil CBE OBE MBE RN Esq".split())
INSIDE = ARTICLES | FILIATION | PARTICLES
_HYPHENS = frozenset("-‐‑–")
_MARKS = frozenset("\"“”„«»‘’'")
_DAYS = words_of("monday tuesday wednesday thursday friday saturday sunday")
PERSONS = PERSON_NOUNS | MEMBER_NOUNS | EXIT_NOUNS | KIN_NOUNS | frozenset(ROLE_NOUNS)
_AGE_AFTER = re.compile(
    r"\s*(?:,|\()\s*(?:aged? |now |then |who is |only )?\d{1,2}\s*(?:,|\)|\.|$)|,? aged \d|, an? \d{1,2}-year"
)
LONGEST = 7  # tokens without hyphens; longer runs of capitals are headlines


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised tokens in a row that may be a name, titles apart."""

    start: int
    end: int
    title: str | None


def capital_runs(page: Page) -> list[tuple[int, int]]:
    """Stretches of tokens, first and after last, that are written as names are."""
    found: list[tuple[int, int]] = []
    doc, at = page.doc, 0
    while at < len(doc):
        if not _begins(doc[at]):
            at += 1
            continue
        end = at + 1
        while (step := _goes_on(page, end)) > 0:
            end += step
        found.append((at, end))
        at = end
    return found


def _begins(token: Token) -> bool:
    if token.lower_ in {"al", "el", "ash", "ad", "as", "an", "ar", "at"} and token.i + 2 < len(token.doc):
        return token.nbor(1).text in _HYPHENS and not token.whitespace_ and token.nbor(2).text[:1].isupper()
    return is_capital(token) and (token.tag_ in {"NNP", "NNPS"} or token.ent_type_ == "PERSON" or _odd_tag(token))


def _odd_tag(token: Token) -> bool:
    """A capitalised word in mid-sentence, or a kunya's first word, is a name whatever its tag."""
    if fold(token.text) in KUNYA:
        return True
    inside = not token.is_sent_start and token.pos_ in {"NOUN", "ADJ", "VERB", "X", "INTJ", "ADV"}
    before = token.doc[token.i - 1].text if token.i else ""
    return inside and before not in {"“", '"', "‘", "'", "•", ":", "-", "–", "—", "\n"} and not before.isspace()


def is_capital(token: Token) -> bool:
    """Whether the token is a word with a capital, no pronoun."""
    text = token.text
    return bool(text[:1].isupper() and _WORD.match(text)) and text not in {"I", "I.", "A"}


def _goes_on(page: Page, end: int) -> int:
    """How many tokens from `end` on still belong to the name before them; 0: it ends here."""
    doc = page.doc
    if end >= len(doc):
        return 0
    token, last = doc[end], doc[end - 1]
    if token.text in _MARKS and end + 3 < len(doc) and doc[end + 2].text in _MARKS and not last.is_sent_end:
        called, family = doc[end + 1], doc[end + 3]  # Abdirahman "Dheere" Nur
        if is_capital(called) and is_capital(family) and not family.is_sent_start and not token.whitespace_:
            return 4
    if token.text in _HYPHENS:
        joined = not last.whitespace_ and not token.whitespace_ and end + 1 < len(doc)
        return 2 if joined and doc[end + 1].text[:1].isupper() and doc[end + 1].is_alpha else 0
    if is_capital(token) and not (token.is_sent_start and last.text.endswith(".")):
        return 1
    if fold(token.text) in INSIDE and token.is_lower:
        after = next((i for i in range(end + 1, min(end + 4, len(doc))) if fold(doc[i].text) not in INSIDE), len(doc))
        inner = page.words(end, after) if after < len(doc) else ""
        if doc[after - 1].text in _HYPHENS or after == len(doc):
            return 0
        hyphen = doc[after].text in _HYPHENS and after + 1 < len(doc)
        target = after + 1 if hyphen else after
        fits = (
            doc[target].text[:1].isupper()
            and is_capital(doc[target])
            and inner not in {"as", "at", "an", "a", "e", "y"}
        )
        fits = fits or (hyphen and doc[target].text[:1].isupper())
        return target - end + 1 if fits and not doc[target].is_sent_start else 0
    return 0


def trimmed(page: Page, raw: tuple[int, int]) -> list[Run]:
    """The run without titles before and odd words after; a run across two of the parser's names is cut."""
    start, end = raw
    doc = page.doc
    people = [e for e in page.persons if e.start >= start and e.end <= end]
    if len(people) == 1 and (end - start > LONGEST or _odd_lead(page, start, people[0].start)):
        start = people[0].start
        end = people[0].end if end - start > LONGEST else end
    title: list[str] = []
    # "Ruritanian President Anna ...", "Police Commander Anna ...": the name is what follows the last title.
    last = max((i for i in range(start, end - 1) if _is_title(doc[i])), default=None)
    if last is not None:
        title = [doc[i].text for i in range(start, last + 1) if _is_title(doc[i])]
        start = last + 1
    while start < end - 1 and doc[start].ent_type_ != "PERSON" and country_of(doc[start].text):
        start += 1
    while end > start and (fold(doc[end - 1].text) in {"s", ""} or (end - 1 > start and _dated(doc[end - 1]))):
        end -= 1
    while end - start > 2 and doc[end - 1].text.rstrip(".") in _LETTERS:  # noqa: PLR2004  # a name of two words before them
        end -= 1
    return [Run(start, end, " ".join(title) or None)] if end > start else []


def _is_title(token: Token) -> bool:
    return fold(token.text) in TITLE_WORDS or (token.lower_ in PERSONS and token.is_sent_start is True)


def _dated(token: Token) -> bool:
    return token.ent_type_ == "DATE" or token.lower_ in _DAYS


def _odd_lead(page: Page, start: int, name: int) -> bool:
    """Whether only words of offices and institutions stand before the parser's name: "State Anna ..."."""
    lead = page.doc[start:name]
    return len(lead) > 0 and all(fold(t.text) in ORG_WORDS or t.ent_type_ in {"ORG", "NORP", "GPE"} for t in lead)


def folded(page: Page, run: Run) -> str:
    """The run's words, folded."""
    return fold(page.words(run.start, run.end))


def is_aged(page: Page, run: Run) -> bool:
    """Whether an age stands right after the run: ", 26,", "(26)", ", aged 26"."""
    return bool(_AGE_AFTER.match(page.text[page.span(run.start, run.end).end :][:40]))


def is_common(page: Page, run: Run) -> bool:
    """A lone word that the story also writes in lower case, or that is no proper noun."""
    token = page.doc[run.start]
    if run.end - run.start > 1:
        return False
    return token.lower_ in page.lower or (token.tag_ not in {"NNP", "NNPS"} and token.is_sent_start is True)
