"""Persons told by a description alone: "a 26-year-old Syrian", "the widow", "a former guard, now 31".

Groups ("seven women") are none of it, nor anybody in general ("any defector", "no fighter").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.attribute.countries import demonyms
from recount.text.names import fold, words_of
from recount.text.people.cues import Cue, Gender, Page
from recount.text.people.words import (
    EXIT_NOUNS,
    KIN_NOUNS,
    MAN_NOUNS,
    MEMBER_NOUNS,
    PERSON_NOUNS,
    ROLE_NOUNS,
    WEAK_MEMBER_NOUNS,
    WOMAN_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

DESCRIBING = PERSON_NOUNS | MEMBER_NOUNS | WEAK_MEMBER_NOUNS | EXIT_NOUNS | KIN_NOUNS | frozenset(ROLE_NOUNS)
_NOBODY = words_of(
    "no any every each either neither another's whatever which what such enough many few several all both some"
)
_INDEFINITE = words_of("a an one another")
_NEAR = 6  # tokens from "one" to the noun of "one of the three women"
_AGE = re.compile(r"\d{1,3}-year-old\b")
_WOMEN = {"frenchwoman", "englishwoman", "dutchwoman", "irishwoman", "filipina"}


def gender_of(noun: str) -> Gender | None:
    """What the noun itself says: "widow" a woman, "gunman" a man, "fighter" neither."""
    word = noun.lower()
    if word in WOMAN_NOUNS or word in _WOMEN:
        return "woman"
    return "man" if word in MAN_NOUNS else None


def person_noun(token: Token) -> str | None:
    """The table's form of a singular noun for a person, compounds with a hyphen included; None for any other word."""
    if token.tag_ in {"NNS", "NNPS"}:
        return None
    start = token.i
    doc = token.doc
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:  # noqa: PLR2004
        start -= 2
    pieces = "".join(t.lower_ for t in doc[start : token.i + 1]).split("-")
    # The last parts of a compound carry it: in "guard-turned-whistle-blower" the last two.
    tails = ["-".join(pieces[i:]) for i in range(len(pieces))]
    return next((w for w in (*tails, token.lower_, token.lemma_.lower()) if w in DESCRIBING), None)


def description_cues(page: Page, names: list[Cue]) -> list[Cue]:
    """Every singular description of a person, names' own tokens apart."""
    named = {i for cue in names for i in range(cue.start, cue.end)}
    found = [cue for head in page.doc if head.i not in named and (cue := _described(page, head, named)) is not None]
    return sorted(found, key=lambda c: c.start)


def _one_of_them(page: Page, head: Token) -> Cue | None:
    """As in "one of the women": one person of a group of persons."""
    of = next((c for c in head.children if c.lower_ == "of" and c.i == head.i + 1), None)
    them = next((c for c in of.children if c.dep_ == "pobj" and c.tag_ == "NNS"), None) if of is not None else None
    if them is None or them.lemma_.lower() not in DESCRIBING or them.i - head.i > _NEAR:
        return None
    if head.dep_ in {"attr", "pobj", "dobj", "appos", "oprd"}:
        return None  # "is one of the women" says it of somebody told already
    gender = gender_of(them.lemma_)
    return Cue(head.i, them.i + 1, head.i, "description", page.words(head.i, them.i + 1), gender)


def _described(page: Page, head: Token, named: set[int]) -> Cue | None:
    if head.lower_ in {"one", "another"}:
        return _one_of_them(page, head)
    noun = (
        person_noun(head)
        if head.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and head.tag_ not in {"NNS", "NNPS"}
        else None
    )
    people = noun is None and _is_demonym_noun(page, head)
    aged = noun is None and not people and _is_aged_head(head)
    if not (noun or people or aged):
        return None
    if noun and (head.pos_ in {"ADJ", "VERB"} or _is_title_of_a_thing(page, head, noun)):
        return None
    start = _start(page, head, named)
    first = page.doc[start]
    modifies = head.dep_ in {"compound", "amod", "nmod"} and not (_ends_phrase(page, head) or _before_name(head, named))
    if first.lower_ in _NOBODY or modifies:
        return None
    if any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} and c.tag_ == "CD" for c in head.children):
        return None
    if _office(page, head, noun):
        return None
    definite = first.lower_ not in _INDEFINITE
    return Cue(
        start,
        head.i + 1,
        head.i,
        "description",
        page.words(start, head.i + 1),
        gender_of(noun or head.text),
        None,
        definite,
    )


def _is_title_of_a_thing(page: Page, head: Token, noun: str) -> bool:
    """A capital in mid-sentence that is no office: "told the Courier"."""
    if fold(head.text) in demonyms():
        return False
    return (
        head.text[:1].isupper()
        and not head.is_sent_start
        and noun not in ROLE_NOUNS
        and page.doc[head.i - 1].text not in "\"“‘'•-"
    )


def _office(page: Page, head: Token, noun: str | None) -> bool:
    """A capitalised title ("the President") or a thing that is called like a person ("the US driver programme")."""
    following = page.doc[head.i + 1] if head.i + 1 < len(page.doc) else None
    if following is not None and following.text == "-" and not head.whitespace_:
        return True
    return noun in {"partner", "head", "twin", "single", "native", "local", "source", "author"} and head.tag_ != "NN"


def _is_demonym_noun(page: Page, head: Token) -> bool:
    """As in "a Syrian", "the Belgian", "the 26-year-old Tunisian": a demonym carries the phrase."""
    if (
        not head.text[:1].isupper()
        or fold(head.text) not in demonyms()
        or (head.dep_ in {"compound", "amod", "nmod", "poss"} and not _ends_phrase(page, head))
    ):
        return False
    if fold(head.text).endswith(("ese", "ish", "ch", "sh")) and not any(_AGE.search(t.text) for t in head.subtree):
        return False  # "the British", "the Chinese" are many
    if head.tag_ in {"NNS", "NNPS"} or (fold(head.text).endswith("s") and fold(head.text) != "swiss"):
        return False
    start = head.i
    while start and page.doc[start - 1].dep_ in {"amod", "compound", "nmod", "nummod", "punct", "npadvmod"}:
        start -= 1
    before = page.doc[start - 1].lower_ if start else ""
    inside = page.doc[start].lower_ if start < head.i else ""
    following = page.doc[head.i + 1] if head.i + 1 < len(page.doc) else None
    if following is not None and (following.pos_ in {"NOUN", "PROPN", "ADJ"} or following.text == "-"):
        return False
    return before in _INDEFINITE | {"the", "this", "that"} or inside in _INDEFINITE | {"the"}


def _ends_phrase(page: Page, head: Token) -> bool:
    following = page.doc[head.i + 1] if head.i + 1 < len(page.doc) else None
    return following is None or following.text in {",", ".", ";", ")"}


def _is_aged_head(head: Token) -> bool:
    """The "old" of "the 26-year-old", when no noun follows."""
    if head.lower_ != "old" or head.i < 4:  # noqa: PLR2004
        return False
    doc = head.doc
    if doc[head.i - 2].lower_ != "year" or doc[head.i - 1].text != "-":
        return False
    after = doc[head.i + 1] if head.i + 1 < len(doc) else None
    return after is None or after.pos_ not in {"NOUN", "PROPN", "ADJ"}


def _start(page: Page, head: Token, named: set[int]) -> int:
    """First token of the phrase: its determiner or possessor, no further than the sentence and other names allow."""
    doc = page.doc
    start = head.i
    left = min(
        (t.i for t in head.lefts if t.dep_ not in {"punct", "cc", "advmod", "mark", "nsubj", "aux"}), default=head.i
    )
    possessor = [t for t in head.lefts if t.dep_ == "poss" and t.i in named]
    if possessor:
        left = min(possessor[-1].i + 2, head.i)
    for i in range(head.i - 1, -1, -1):
        token = doc[i]
        if "\n" in token.text or page.sentence[i] != page.sentence[head.i] or i in named:
            break
        if i < left and not (token.text == "-" or doc[i + 1].text == "-" or _aged_part(token)):
            if token.pos_ == "DET" and start == i + 1:
                start = i
            break
        if token.text in {",", ";", ":", "(", ")", "“", "”", '"', "•", "—", "–", "--", "/", "|"}:
            break
        if token.text == "-" and token.whitespace_:
            break
        start = i
        if token.dep_ in {"det", "poss"} and token.pos_ in {"DET", "PRON"}:
            break  # "last year his sister": the time is no part of it
    return start


def _aged_part(token: Token) -> bool:
    return token.lower_ in {"year", "old"} or (
        token.like_num and token.i + 1 < len(token.doc) and token.nbor(1).text == "-"
    )


def _before_name(head: Token, named: set[int]) -> bool:
    """Whether the noun stands right before a name: "British widow Shirin Adel"."""
    return head.i + 1 in named and head.is_lower
