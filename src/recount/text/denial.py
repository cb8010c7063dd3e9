"""Whether words deny, and whether a cut leaves a denial behind: for words that something outside says are quotes.

English, by word lists and without a parser, so that the same check holds wherever such words come in.
"""

from __future__ import annotations

import re

REACH = 200  # characters looked back over; the sentence's own beginning is nearer as a rule
_NO = r"(?:not|never|no|nobody|neither|nor|without|cannot|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)|\w+n[’']t)"
_NEGATES = re.compile(rf"\b{_NO}\b", re.IGNORECASE)
# So few words between: "did not", "never once", "denies that he had ever".
_NOT_ONLY = r"(?!(?:only|just|merely|simply|least)\b)"  # "not only because of it" denies nothing
_CUT_OFF = re.compile(rf"\b{_NO}\s+{_NOT_ONLY}(?:[\w’'-]+\s+){{0,4}}$", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"[.!?…][\"”’']?\s|\n|[;:“\"]")
_STEP = r"(?:leave|left|quit|go|gone|come|join(?:ed)?|desert(?:ed)?|defect(?:ed)?|flee|fled|run|walk out|walk away)"
_OTHERWISE = (  # a time, or a reason among others
    r"(?!(?:[\w-]+\s+){1,3}(?:years?|months?|weeks?|days?|hours?|nights?|time|while)\b|(?:years|months|weeks|days|long)\b"
    r"|(?:[\w’'-]+\s+){0,3}(?:alone|only)\b)"
)
# "Did not leave because ..." is no such form: it may just as well say why somebody stayed.
_NO_REASON = re.compile(
    rf"\b(?:(?:did|do|does|had|have|has)(?:\s+not|n[’']t)|never)\s+{_NOT_ONLY}(?:[\w’'-]+\s+){{0,2}}?{_STEP}\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?(?:for|over)\s+{_OTHERWISE}"
    rf"|\bnot\s+(?:because|for|over|out\s+of|due\s+to)\s+{_OTHERWISE}",
    re.IGNORECASE,
)


def led_by(body: str, start: int) -> str:
    """What stands before character `start` in the same sentence."""
    before = body[max(0, start - REACH) : start]
    return before[max((m.end() for m in _SENTENCE_ENDS.finditer(before)), default=0) :]


def negates(words: str) -> bool:
    """Whether a word of them denies or negates something."""
    return _NEGATES.search(words) is not None


def cut_off(before: str) -> bool:
    """Whether words were cut off just behind a negation that belongs to them: "joined" out of "never joined"."""
    return _CUT_OFF.search(before) is not None


def denies_reason(words: str) -> bool:
    """Whether the words say that something was no reason for a step: "did not leave for money", "not because of it"."""
    return _NO_REASON.search(words) is not None
