"""What somebody answers to what others say or ask: denies, declines, neither confirms nor denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.speech.polarity import negated
from recount.text.speech.source import noun_span, source_of
from recount.text.speech.spans import Attributed, cue_ranges, made

if TYPE_CHECKING:
    from spacy.tokens import Token

    from recount.model.claim import Act, Response
    from recount.text.speech.cues import Cues

_ANSWERS = frozenset(("comment", "respond", "reply", "answer", "elaborate", "discuss"))
_ASKED = frozenset(("ask", "question", "press", "quiz", "approach", "contact"))
_TOPIC = frozenset(("on", "about", "to", "over", "regarding"))
_REFUSES = frozenset(("decline", "refuse"))


def unanswered(verb: Token, words: Cues) -> Attributed | None:
    """As in "Asked about the payments, he would not comment": the matter, or else the words of the refusal."""
    if verb.lemma_.lower() not in _ANSWERS:
        return None
    refusing = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSES else None
    if refusing is None and not negated(verb):
        return None
    source = source_of(verb)
    if source is None:
        return None
    above = refusing if refusing is not None else verb
    cue = tuple(sorted({*cue_ranges(above), *cue_ranges(verb)}))
    matter = _matter(verb, above)
    content = noun_span(matter) if matter is not None else (cue[0][0], cue[-1][1])
    return made(verb, words.acts.get(verb.lemma_.lower(), "say"), (content,), source, cue, matter)


def _matter(verb: Token, above: Token) -> Token | None:
    """What is not answered: after "on" or "about", the object, or what was asked about."""
    for host in (verb, above):
        for child in host.children:
            if child.dep_ == "prep" and child.lower_ in _TOPIC:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
            if child.dep_ == "dobj" and host is verb:
                return child
    for child in above.children:
        if child.dep_ == "advcl" and child.lemma_.lower() in _ASKED:
            about = next((c for c in child.children if c.dep_ == "prep" and c.lower_ in _TOPIC), None)
            return None if about is None else next((c for c in about.children if c.dep_ == "pobj"), None)
    return None


def answers(verb: Token, *, clause: bool) -> bool:
    """Whether a cue is an answer of somebody's: of "the port denied that", not of "the law denies them a vote"."""
    return verb.lemma_.lower() in _ANSWERS or (verb.lemma_.lower() == "deny" and clause)


def response(act: Act, verb: Token | None, words: str, *, withheld: bool) -> Response:
    """The answer that a cue, or a quoted "No comment", gives."""
    if words.strip(" .,!").lower() == "no comment":
        return "declined"
    if verb is None:
        return "none"
    if _neither(verb):
        return "neither_confirmed_nor_denied"
    if withheld:
        refused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _REFUSES
        return "declined" if refused or verb.lemma_.lower() in _ANSWERS else "none"
    return "denied" if act == "deny" and not negated(verb) else "none"


def _neither(verb: Token) -> bool:
    """Whether "confirm" and "deny" stand joined under one negation, or one refusal."""
    pair = [verb, *(c for c in verb.children if c.dep_ == "conj")]
    if verb.dep_ == "conj":
        pair.append(verb.head)
    by_lemma = {t.lemma_.lower(): t for t in pair}
    if not {"confirm", "deny"} <= set(by_lemma):
        return False
    first = min(pair, key=lambda t: t.i)
    return negated(first) or (first.dep_ == "xcomp" and first.head.lemma_.lower() in _REFUSES)
