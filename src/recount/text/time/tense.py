"""Whether a time is told of the future, by the words of its clause; no parser."""

from __future__ import annotations

import re

_AFTER = 80  # characters after a time that may hold it, where none stands before
_REACH = 200  # characters before a time that may hold the verb that governs it
_FUTURE = re.compile(
    r"\b(?:will|shall|going to|due|set to|set for|scheduled|is to|are to|about to|deadline|payable|expires?|"
    r"(?:plan|hope|intend|want|vow|agree|promise|expect)(?:s|n?ed)?(?:\s[\w$'\u2019-]+){0,5}?\sto\b|"
    r"(?:would|must|should|may|might)(?! have)|won['\u2019]t)\b|['\u2019]ll\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:by|until|till|to)\b", re.IGNORECASE)
_HAD = re.compile(r"\b(?:was|were|had|did)\b", re.IGNORECASE)
_IRREGULAR = (
    "was were had did said told went left came fled took got made began ran became fell kept lost met held sent won "
    "gave found saw knew thought brought bought caught taught fought sought spent wrote spoke broke drove rose grew "
    "flew drew threw stood understood led fed bled felt dealt meant slept wept swept built lent paid laid sat hid rode "
    "shot struck swore wore tore stole chose froze woke forgot drank sang sank swam hung heard sold shook beat read put"
)
_NO_VERBS = "need|speed|indeed|exceed|proceed|succeed|agreed|expected|scheduled|hundred|intended|supposed|hoped"
_PAST = re.compile(
    rf"(?<!\bbe )(?<!\bto )\b(?:{_IRREGULAR.replace(' ', '|')}|(?!(?:{_NO_VERBS})\b)[a-z]{{2,}}ed)\b", re.IGNORECASE
)
_SPEECH = re.compile(r"said|told|added|announced|reported|stated|declared|disclosed", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BREAK = re.compile(
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec))(?<!Sept)[.;!?](?=\s|$)|\n|[\"\u201c\u201d]"
)


def looks_ahead(text: str, at: int, end: int) -> bool:
    """Whether a future governs the words from `at` to `end`.

    The verb that stands nearest before them in their clause decides, else the first after them. A parse was measured
    in its place on the news texts of TimeBank and AQUAINT and read no more values right.
    """
    begin = _clause(text, at)
    limit = _UNTIL.match(text, at) is not None and begin < at
    past = _HAD if limit else _PAST
    found = [(m.start(), n) for n, p in enumerate((past, _FUTURE)) for m in p.finditer(text, begin, at)]
    if found:
        return max(found)[1] == 1  # the nearest verb governs
    if limit:
        return True  # "Complete the form by 15 December": a limit without a past before it lies ahead
    stop = _BREAK.search(text, end, end + _AFTER)
    last = stop.start() if stop else min(len(text), end + _AFTER)
    after = [(m.start(), n) for n, p in enumerate((_PAST, _FUTURE)) if (m := p.search(text, end, last))]
    return bool(after) and min(after)[1] == 1


def may_lie_ahead(text: str, at: int) -> bool:
    """Whether words stand before a time in its clause, and none of them is a verb of the past."""
    begin = _clause(text, at)
    limit = _UNTIL.search(text, max(begin, at - len("until ")), at)
    governing = [m for m in (_HAD if limit else _PAST).finditer(text, begin, at) if not _is_speech(m, at)]
    return _WORD.search(text, begin, at) is not None and not governing


def _is_speech(verb: re.Match[str], at: int) -> bool:
    """Whether a verb only says who says it: "officers said the rally on 12 May", but not "said on 12 May"."""
    return _SPEECH.fullmatch(verb.group()) is not None and at - verb.end() > len(" on ")


def _clause(text: str, at: int) -> int:
    """Where the clause of the words at `at` begins, at most `_REACH` before; a full stop of "Nov. 6" ends none."""
    least = max(0, at - _REACH)
    return max((m.end() for m in _BREAK.finditer(text, least, at)), default=least)
