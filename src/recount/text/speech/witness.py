"""How a speaker comes to know what is said, by the speaker's own words: saw it, took part in it, was told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.speech.draft import is_first

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from recount.model.claim import Evidence
    from recount.text.speech.draft import Draft
    from recount.text.speech.polarity import Force

_SEES = frozenset(("see", "watch", "witness", "observe", "notice", "glimpse", "spot", "overhear"))
_HEARS = frozenset(("hear", "learn", "read", "understand", "gather"))
_TELLS = frozenset(("tell", "inform", "assure", "warn"))
# Verbs that say how somebody is, thinks or speaks, not what somebody did or went through.
_NO_DEED = frozenset(
    """
be have think believe know want wish hope fear feel like love hate need understand expect mean say tell add ask call
agree deny admit regret remember recall seem appear become consider suppose guess doubt wonder imagine claim intend plan
accept trust prefer forgive thank
""".split()
)
_FROM = frozenset(("from", "about", "of"))
_PRESENT = frozenset(("there", "present", "inside"))
_OTHERS = frozenset(("he", "she", "they"))


def witnessed(part: Tokens, head: Token | None, draft: Draft, weighed: Force) -> Evidence:
    """What one sentence of the words of `draft` rests on; "unstated" where its words do not tell."""
    if draft.who is not None and draft.who.kind == "document":
        return "document"
    if weighed.question or weighed.future or weighed.condition:
        return "unstated"
    verbs = [t for t in part if t.pos_ in ("VERB", "AUX")]
    if head is not None and head in verbs:
        verbs = [head, *(v for v in verbs if v.i != head.i)]
    for verb in verbs:
        told = _sensed(verb, draft)
        if told is not None:
            return told
    did = head is not None and weighed.polarity == "asserted" and _did(head, draft)
    return "took_part" if did else "unstated"


def _sensed(verb: Token, draft: Draft) -> Evidence | None:
    lemma = verb.lemma_.lower()
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    own = subject is not None and _is_speaker(subject, draft)
    passive = subject is not None and subject.dep_ == "nsubjpass"
    listener = any(c.dep_ in ("dobj", "dative") and is_first(c) for c in verb.children)
    if lemma in _TELLS and ((passive and own) or (listener and draft.form in ("direct", "turn"))):
        return "heard"
    if not own or passive or any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children):
        return None
    if lemma in _SEES:
        return "saw"
    if lemma in _HEARS:
        reported = any(c.dep_ == "ccomp" or (c.dep_ == "prep" and c.lower_ in _FROM) for c in verb.children)
        return "heard" if reported else ("saw" if lemma == "hear" else None)
    if lemma == "be" and any(c.lower_ in _PRESENT and c.dep_ in ("advmod", "acomp", "prep") for c in verb.children):
        return "saw"
    return None


def _did(head: Token, draft: Draft) -> bool:
    if head.pos_ not in ("VERB", "AUX") or head.lemma_.lower() in _NO_DEED:
        return False
    subject = next((c for c in head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return head.tag_ == "VBG" and draft.form == "indirect"  # "recalled being beaten"
    done_to = draft.form in ("direct", "turn") and any(
        c.dep_ in ("dobj", "dative") and is_first(c) for c in head.children
    )
    return done_to or _is_speaker(subject, draft)


def _is_speaker(subject: Token, draft: Draft) -> bool:
    """Whether a subject within the words is who says them: "I", or in reported words a pronoun that fits."""
    if draft.form in ("direct", "turn"):
        return is_first(subject) and subject.dep_ != "poss"
    if draft.speaker is not None and subject.i == draft.speaker.i:
        return True
    if subject.lower_ not in _OTHERS or draft.who is None or draft.who.kind not in ("person", "people"):
        return False
    plural = draft.who.plural or draft.who.kind == "people"
    fits = draft.who.gender in ("", "f" if subject.lower_ == "she" else "m")
    return (subject.lower_ == "they") == plural and (plural or fits)
