"""What a number counts: the noun that it stands before, as a unit.

Nouns are found by walking to the right of the number over what may stand before a noun, and only then by the parse:
news headlines and lists break parses oftener than they break word order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.quantity import words
from recount.text.quantity.limits import Bound

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BEFORE_A_NOUN = frozenset(("JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "AFX"))
_NOUN = frozenset(("NN", "NNS", "NNP", "NNPS"))
_PRONOUNS = frozenset(["them", "us", "these", "those", "whom", "which", "they"])
_DETERMINERS = frozenset(["the", "his", "her", "their", "its", "our", "my", "these", "those", "all", "such"])
_HYPHENS = frozenset(("-", "\u2010", "\u2011"))
_PREFIXES = frozenset(["ex", "non", "co", "pro", "anti"])
_LONGEST = 7  # tokens between a number and its noun; no counted noun in the news texts read for this was further away


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun phrase a number counts: tokens `first` to `last` after the number, `head` the noun; or a pronoun."""

    first: int
    last: int
    head: int
    unit: str
    noun: str
    kind: str  # count, percent, money, duration, measure, frequency, abstract
    of_group: bool = False  # "20 of his men", "four of them": some of a group that was told before


def singular(word: str) -> str:
    """The singular of an English plural, lower case; a word that is no plural is returned as it is."""
    low = word.lower()
    if low in words.SINGULAR:
        return words.SINGULAR[low]
    if low in words.INVARIANT or not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return low[:-3] + "man" if low.endswith("men") and len(low) > 4 else low  # noqa: PLR2004 - "gunmen", not "omen"
    if low.endswith("ies") and len(low) > 4:  # noqa: PLR2004 - "ties"
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "xes", "sses", "zes")):
        return low[:-2]
    return low[:-1]


def is_person(noun: str) -> bool:
    """Whether a singular noun names a person (not a minor or a relative, who are counted under their own noun)."""
    if noun in words.PERSONS:
        return True
    return bool(
        re.search(
            r"(?:[a-z]{2}(?:man|woman)|(?<!l)ologist|[a-z]{2}nalist|[a-z]{3}rist|[a-z]{2}cian|fighter|worker|seeker|member)$",
            noun,
        )
    ) and noun not in ("roman", "talisman", "caiman")


def counted(doc: Doc, bound: Bound, at: int, blocked: frozenset[int]) -> Counted | None:
    """The noun phrase after token `at` (the last of the number), or None when the number stands bare.

    `blocked` are tokens that tell a time: "58 people Sunday" counts people.
    """
    at += 1
    if bound.comma and at < len(doc) and doc[at].text == ",":
        at += 1  # "two, and perhaps as many as five, brothers"
    first, of_group = _past_of(doc, bound, at)
    if first < len(doc) and first not in blocked and of_group and doc[first].lower_ in _PRONOUNS:
        return Counted(first, first, first, "", doc[first].lower_, "count", of_group=True)
    head = _head(doc, first, blocked)
    if head is None:
        return None
    token = doc[head]
    if not _agrees(bound, token, of_group=of_group):
        return None
    unit, noun = unit_of(doc, first, token)
    return Counted(first, head, head, unit, noun, _kind(singular(token.text)), of_group=of_group)


def _past_of(doc: Doc, bound: Bound, at: int) -> tuple[int, bool]:
    """Past "of", "more", "of the": where the noun phrase may begin, and whether it names a group told before."""
    while (
        at < len(doc)
        and doc[at].lower_
        in ("more", "other", "of", "further", "additional", "or", "such", "whole", "full", "different")
        and doc[at].lower_ != "or"
    ):
        if doc[at].lower_ == "of":
            at += 1
            group = bound.written != "vague" and bound.share is None
            while at < len(doc) and (doc[at].lower_ in _DETERMINERS or doc[at].tag_ in ("PRP$", "PDT")):
                if doc[at].lower_ in ("these", "those") and (
                    at + 1 == len(doc) or doc[at + 1].tag_ not in (*_NOUN, *_BEFORE_A_NOUN, "CD")
                ):
                    return at, True
                group, at = True, at + 1
            return at, group
        if doc[at].lower_ == "other" and (at + 1 == len(doc) or doc[at + 1].tag_ not in (*_NOUN, *_BEFORE_A_NOUN)):
            break
        at += 1
    if bound.base is not None or bound.share is not None:
        while at < len(doc) and doc[at].lower_ in _DETERMINERS:
            at += 1
    return at, False


def _head(doc: Doc, first: int, blocked: frozenset[int]) -> int | None:
    """The token of the counted noun, walking right over adjectives and compounds; None when no noun comes."""
    best = None
    for at in range(first, min(len(doc), first + _LONGEST)):
        token = doc[at]
        if at in blocked or token.is_space or (at > first and token.is_sent_start):
            break
        if _is_prefix(doc, at):
            continue
        if (
            token.tag_ in _NOUN
            or _is_nationality(doc, at)
            or (token.lower_ in words.INVARIANT and _stands_for_people(doc, at))
        ):
            if best is not None and not _compounds(doc[best], token):
                break
            best = at
            if token.tag_ in ("NNS", "NNPS") and not _goes_on(doc, at, blocked):
                break
        elif (
            token.tag_ not in _BEFORE_A_NOUN
            or (best is not None and token.tag_ != "HYPH")
            or (token.tag_ in ("VBN", "VBG") and not _modifies(doc, token, first, at))
        ):
            break
    return best


def _is_prefix(doc: Doc, at: int) -> bool:
    """The "ex" and the hyphen of "120 ex-members", which the parser takes for nouns."""
    hyphen = at if doc[at].text in _HYPHENS else at + 1
    return 0 < hyphen < len(doc) - 1 and doc[hyphen].text in _HYPHENS and doc[hyphen - 1].lower_ in _PREFIXES


def _is_nationality(doc: Doc, at: int) -> bool:
    """As in "12 German and 19 Dutch": an adjective of origin that no noun follows."""
    if doc[at].tag_ != "JJ" or doc[at].ent_type_ != "NORP":
        return False
    return at + 1 == len(doc) or doc[at + 1].tag_ not in (*_NOUN, *_BEFORE_A_NOUN)


def _stands_for_people(doc: Doc, at: int) -> bool:
    """As in "Twelve of the wounded", "two Chinese": an adjective or participle with no noun after it."""
    token = doc[at]
    return token.pos_ in ("ADJ", "PROPN", "NOUN") or (at > 0 and doc[at - 1].lower_ == "the")


def _modifies(doc: Doc, token: Token, first: int, at: int) -> bool:
    """Whether a participle stands before a noun ("12 wounded soldiers"), not after its subject ("12 wounded")."""
    after = doc[at + 1] if at + 1 < len(doc) else None
    return (
        after is not None
        and (after.tag_ in _NOUN or after.tag_ in ("JJ", "HYPH"))
        and (token.dep_ in ("amod", "compound", "nmod") or at > first or token.head.i > at)
    )


def _compounds(left: Token, right: Token) -> bool:
    if left.tag_ in ("NN", "HYPH") or left.text.endswith("-"):
        return True
    if left.tag_ == "NNP":
        return right.tag_ in ("NN", "NNS", "NNP", "NNPS")
    return left.dep_ in ("compound", "nmod", "amod") and left.head.i >= right.i


def _goes_on(doc: Doc, at: int, blocked: frozenset[int]) -> bool:
    after = doc[at + 1] if at + 1 < len(doc) else None
    if after is None or after.i in blocked or after.tag_ not in _NOUN:
        return False
    return doc[at].dep_ in ("compound", "nmod") and doc[at].head.i > at


def _agrees(bound: Bound, token: Token, *, of_group: bool) -> bool:
    """A number over one counts plurals: "the 747 flight" and "a three year sentence" count nothing."""
    low = token.lower_
    if token.tag_ in ("NNS", "NNPS") or low in words.INVARIANT or low in words.SINGULAR:
        return True
    if low in words.MONEY | words.MEASURES and token.text != "M":
        return True
    if token.tag_ == "JJ" and token.ent_type_ == "NORP":
        return True
    if token.tag_ == "NNP":
        return token.ent_type_ == "NORP" and (low.endswith("s") or bound.value == 1)
    one = bound.value == 1 and bound.rule is None
    return (one and not of_group) or (bound.share is not None and bound.base is None)


def unit_of(doc: Doc, first: int, head: Token) -> tuple[str, str]:
    """Unit and noun: ("person", "woman"), ("fighter jet", "fighter jet"), ("close-support aircraft", ...)."""
    noun = singular(head.text)
    before = doc[first : head.i]
    pair = f"{before[-1].lower_}-{noun}" if len(before) else noun
    if noun in ("bomber", "fighter") and not (
        len(before) and before[-1].lower_ in ("suicide", "car", "foreign", "rebel", "child", "male", "female")
    ):
        people = noun == "fighter"
    else:
        people = is_person(noun) or pair in words.PERSONS
    if people or _demonym(head):
        return "person", noun if people else head.lower_.removesuffix("s")
    if noun in words.MINORS | words.KIN:
        return noun, noun
    compound = _compound(doc, first, head)
    return (f"{compound} {noun}" if compound else noun), noun


def _demonym(head: Token) -> bool:
    return head.ent_type_ == "NORP" or (
        head.tag_ == "NNPS"
        and head.text[:1].isupper()
        and head.text.endswith(("ans", "ons", "is", "ish", "ese", "ers", "ites"))
    )


def _compound(doc: Doc, first: int, head: Token) -> str:
    """The nouns and hyphened words just before the head, lower case: "fighter", "close-support"."""
    kept: list[str] = []
    at = head.i - 1
    while at >= first:
        token = doc[at]
        hyphened = at - 1 >= first and doc[at - 1].text in ("-", "\u2010", "\u2011")
        if hyphened:
            begin = at - 2 if at - 2 >= first else at
            kept.insert(0, doc[begin : at + 1].text.lower())
            at = begin - 1
            continue
        if token.tag_ != "NN" and not (token.tag_ == "NNS" and token.dep_ == "compound"):
            break
        kept.insert(0, token.lower_)
        at -= 1
    return " ".join(kept)


def _kind(noun: str) -> str:
    for kind, listed in (
        ("abstract", words.ABSTRACT),
        ("duration", words.DURATIONS),
        ("money", words.MONEY),
        ("measure", words.MEASURES),
        ("frequency", words.FREQUENCIES),
    ):
        if noun in listed:
            return kind
    return "count"
