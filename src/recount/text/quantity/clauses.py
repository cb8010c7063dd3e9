"""The clause around a counted noun: what is said of it, how surely, by whom it was counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from recount.model import Span
from recount.model.claim import Certainty
from recount.text.quantity import words
from recount.text.quantity.told import span_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CLAUSES = frozenset(("ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "xcomp"))
_EDGES = frozenset(
    (",", ";", ":", ".", "-", "\u2013", "\u2014", '"', "\u201c", "\u201d", "'", "\u2018", "\u2019", "(", ")", "!", "?")
)


def clause_of(token: Token) -> tuple[Token, int, int]:
    """The clause that `token` stands in: its head, first and last token, without conjunctions and edge punctuation."""
    head = next((t for t in (token, *token.ancestors) if t.dep_ in _CLAUSES and t.pos_ in ("VERB", "AUX")), None)
    if head is None:
        return _noun_clause(token)
    inside = {t.i for t in head.subtree}
    for child in head.children:
        besides = child.dep_ in ("cc", "mark") or (
            child.dep_ in ("conj", "parataxis") and child.pos_ in ("VERB", "AUX")
        )
        if besides and not any(t.i == token.i for t in child.subtree):
            inside -= {t.i for t in child.subtree}
    first = last = token.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return head, *_trimmed(token.doc, first, last, token.i)


def _noun_clause(token: Token) -> tuple[Token, int, int]:
    sent = token.sent
    return sent.root, *_trimmed(token.doc, sent.start, sent.end - 1, token.i)


def _trimmed(doc: Doc, first: int, last: int, keep: int) -> tuple[int, int]:
    while first < keep and (doc[first].text in _EDGES or doc[first].is_space or doc[first].dep_ in ("cc", "mark")):
        first += 1
    while last > keep and (doc[last].text in _EDGES or doc[last].is_space or doc[last].dep_ == "cc"):
        last -= 1
    return first, last


def is_limited(noun: Token) -> bool:
    """Whether the words say which ones: "the two women who fled", "the 58 people counted by police"."""
    return any(c.dep_ in ("relcl", "acl", "prep", "amod", "compound") for c in noun.children)


def said_of(doc: Doc, noun: Token, clause: tuple[Token, int, int]) -> str | None:
    """The predicate, when the counted noun is its subject: "left the group since January last year"."""
    head, _, last = clause
    if not _is_subject(noun, head) or head.i <= noun.i or last < head.i:
        return None
    begin = min((t.i for t in head.children if t.dep_ == "neg" and t.i < head.i), default=head.i)
    return " ".join(doc[begin : last + 1].text.split())


def noun_phrase(noun: Token) -> Span:
    """A noun with all that hangs on it: "the defectors surveyed by the researchers"."""
    inside = [t.i for t in noun.subtree]
    first, last = _trimmed(noun.doc, min(inside), max(inside), noun.i)
    return span_of(noun.doc, first, last)


def described(doc: Doc, first: int, noun: Token) -> str | None:
    """The noun with what limits it, as written; None when it is only "people"."""
    limits = [t for t in noun.children if t.dep_ in ("relcl", "acl", "prep") and t.i > noun.i and not _is_of_time(t)]
    end = noun.i
    for limit in sorted(limits, key=lambda t: t.i):
        last = max(t.i for t in limit.subtree)
        if min(t.i for t in limit.subtree) <= end + 2:
            end = last
    begin = min(first, noun.i)
    _, end = _trimmed(doc, begin, end, noun.i)
    if end == noun.i and begin == noun.i and noun.lower_ in ("people", "persons", "individuals", "others"):
        return None
    return " ".join(doc[begin : end + 1].text.split())


def _is_of_time(token: Token) -> bool:
    return any(t.ent_type_ in ("DATE", "TIME") for t in token.children)


def _is_subject(noun: Token, head: Token) -> bool:
    token = noun
    while token.dep_ in ("conj", "pobj", "prep", "nummod", "appos", "quantmod", "compound") and token.head is not token:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass") and token.head.i == head.i


def certainty_of(token: Token, qualifier: str | None) -> Certainty:
    """How sure the account is of this number: by the verbs, adverbs and modals that govern it."""
    if qualifier and "estimated" in qualifier.lower():
        return "estimate"
    found: set[str] = set()
    for verb in _governing(token):
        around = [verb, *(c for c in verb.children if c.dep_ in ("aux", "advmod", "acomp", "oprd", "auxpass"))]
        for word in around:
            if word.lower_ in words.POSSIBLE:
                found.add("possible")
            elif word.lower_ in words.PROBABLE:
                found.add("probable")
            elif word.lemma_.lower() in words.ESTIMATE and word.pos_ == "VERB":
                found.add("estimate")
    if "estimate" in found:
        return "estimate"
    if "possible" in found:
        return "possible"
    return "probable" if "probable" in found else "certain"


def _governing(token: Token) -> Iterator[Token]:
    """The verbs above a token, as long as each is the content of the next ("authorities estimate that ...")."""
    at = next(
        (t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX", "ADJ") and t.dep_ in (*_CLAUSES, "acomp")),
        None,
    )
    while at is not None:
        yield at
        if at.dep_ not in ("ccomp", "xcomp", "acomp", "conj", "pcomp") or at.head is at:
            return
        at = at.head if at.dep_ != "conj" else next((t for t in at.ancestors if t.dep_ == "ccomp"), None)


def is_denied(doc: Doc, begin: int, noun: Token) -> bool:
    """As in "not 58 but 60", "did not have 20,000 fighters".

    A subject or a definite object is there whatever is denied of it.
    """
    if (
        begin
        and doc[begin - 1].lower_ == "not"
        and not (begin > 1 and doc[begin - 2].pos_ in ("AUX", "VERB") and noun.dep_ in ("nsubj", "nsubjpass"))
    ):
        return True
    definite = any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "any") for c in noun.children)
    head = noun.head
    if noun.dep_ not in ("dobj", "attr") or definite or head.lemma_.lower() not in words.DENIABLE:
        return False
    return any(c.dep_ == "neg" for c in head.children) and not any(
        c.lower_ in ("will", "wo", "would") for c in head.children
    )


def counted_by(noun: Token) -> Span | None:
    """Who counted: "the researchers" of "the defectors surveyed by the researchers"."""
    for limit in noun.children:
        if limit.dep_ not in ("acl", "relcl") or limit.lemma_.lower() not in words.SURVEYED:
            continue
        for agent in limit.children:
            if agent.dep_ == "agent" or (agent.dep_ == "prep" and agent.lower_ == "by"):
                for who in agent.children:
                    if who.dep_ == "pobj":
                        inside = [t.i for t in who.subtree]
                        first, last = _trimmed(who.doc, min(inside), max(inside), who.i)
                        return span_of(who.doc, first, last)
        for who in limit.children:
            if (
                limit.dep_ == "relcl"
                and who.dep_ == "nsubj"
                and who.lower_ not in ("who", "that", "which", "they", "he", "she", "we", "i", "it")
            ):
                inside = [t.i for t in who.subtree]
                return span_of(who.doc, min(inside), max(inside))
    return None
