"""Whole stretches that one voice speaks: turns of a transcript, and accounts told in the first person."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.model.quote import Span
from recount.text.parser import text_in
from recount.text.speech.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from recount.model.claim import Naming
    from recount.model.reading import Block

_MARKED_LINE = re.compile(
    r"^[ \t]*(?:\(\((?P<round>[^()\n]{1,40})\)\)|\[(?P<square>[A-Z][\w.'’ \-]{1,40})\])[ \t]*(?=\S)", re.MULTILINE
)
_NAMED_LINE = re.compile(
    r"^[ \t]*(?:\*\*)?(?P<name>[A-Z][A-Z.'’\-]+(?:[ ][A-Z][A-Z.'’\-]+){0,4}|Q|A|"
    r"[A-Z][\w.'’\-]+(?:[ ][A-Z][\w.'’\-]+){0,3})"
    r"(?:[ ]?\([^)\n]{1,60}\))?[ \t]*:(?:\*\*)?[ \t]+(?=\S)",
    re.MULTILINE,
)
_LEAST_LINES = 3  # marked lines that make a transcript; fewer may be a heading with a colon
_AS_TOLD = re.compile(r"\bas told to\b", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*by\s+(?P<name>[^\n,|]{3,60})", re.IGNORECASE)
_LEAST_FIRST_PERSON = 0.3  # share of sentences outside quotations with "I" as a subject; chosen on invented accounts
_LEAST_SENTENCES = 4
_LEAST_OWN = 2  # sentences with "I" as the subject
_LEAST_WORDS = 4  # words of a sentence that is counted


@dataclass(frozen=True, slots=True)
class Turn:
    """Words that are one voice's alone."""

    words: Span
    name: str | None
    role: str | None
    naming: Naming
    place: Span | None


def turns_of(
    doc: Doc, inside: list[int], blocks: Sequence[Block] = (), *, speaker: str | None = None, author: str | None = None
) -> list[Turn]:
    """The turns of a story, or the whole story when it is one voice's, else none."""
    text = text_in(doc)
    if speaker is not None:
        return _whole(text, speaker)
    given = [_turn(text, b.span, b.speaker) for b in blocks if b.kind == "turn" and b.speaker]
    turns = [t for t in given if t is not None] or _lines(text)
    return turns or _first_person(doc, inside, author)


def _whole(text: str, speaker: str) -> list[Turn]:
    turn = _turn(text, Span(0, len(text)), speaker) if text else None
    return [] if turn is None else [turn]


def _turn(text: str, span: Span, speaker: str) -> Turn | None:
    """A turn without its leading "NAME:"."""
    start = span.start
    lead = re.compile(rf"\s*{re.escape(speaker)}\s*(?:\([^)\n]*\))?\s*:\s*", re.IGNORECASE).match(
        text, start, min(span.end, len(text))
    )
    place = None
    if lead is not None:
        at = text.lower().find(speaker.lower(), start, lead.end())
        place = Span(at, at + len(speaker)) if at >= 0 else None
        start = lead.end()
    return _made(text, start, min(span.end, len(text)), speaker, place)


def _made(text: str, start: int, end: int, speaker: str, place: Span | None) -> Turn | None:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = start + len(words.rstrip())
    if first >= last:
        return None
    name, role, naming = _who(speaker)
    return Turn(Span(first, last), name, role, naming, place)


def _who(speaker: str) -> tuple[str | None, str | None, Naming]:
    low = speaker.strip().lower()
    if low in ("q", "question"):
        return None, "interviewer", "role"
    if low in ("a", "answer"):
        return None, "interviewee", "anonymous"
    words = cues()
    last = low.split()[-1] if low.split() else ""
    if (
        last in words.roles
        or last in words.groups
        or last in ("interviewer", "interviewee", "speaker", "moderator", "court")
    ):
        return None, speaker.strip().lower() if speaker.isupper() else speaker.strip(), "role"
    name = speaker.strip().title() if speaker.isupper() and len(speaker) > len("ACLU") else speaker.strip()
    return name, None, "alias" if low.split()[:1] and low.split()[0] in words.aliases else "named"


def _lines(text: str) -> list[Turn]:
    """Turns from lines "NAME: words", "((Name)) words" or "[Name] words", when a name comes back often enough."""
    for pattern in (_MARKED_LINE, _NAMED_LINE):
        lines = [(m.start(), m.end(), _name_in(m)) for m in pattern.finditer(text)]
        told = Counter(name for _, _, (name, _) in lines)
        if pattern is _MARKED_LINE:
            lines = [line for line in lines if told[line[2][0]] > 1]  # "[Text]" and "[Applause]" name nobody
        names = set(told)
        if len(lines) >= _LEAST_LINES and len(names) < len(lines) and len(names) <= max(2, len(lines) // 2 + 1):
            break
    else:
        return []
    turns = []
    for (_, words, (name, place)), following in zip(lines, [*lines[1:], None], strict=True):
        end = len(text) if following is None else following[0]
        turn = _made(text, words, end, name, place)
        if turn is not None:
            turns.append(turn)
    return turns


def _name_in(match: re.Match[str]) -> tuple[str, Span]:
    group = next(g for g, words in match.groupdict().items() if words)
    return match.group(group), Span(match.start(group), match.end(group))


def _first_person(doc: Doc, inside: list[int], author: str | None) -> list[Turn]:
    """One turn per paragraph of an account that its author tells as "I"."""
    sentences = told = owned = 0
    for sentence in doc.sents:
        tokens = [t for t in sentence if inside[t.i] < 0 and not t.is_space and not t.is_punct]
        if len(tokens) < _LEAST_WORDS:
            continue
        sentences += 1
        owned += any(t.text == "I" and t.dep_ in ("nsubj", "nsubjpass") for t in tokens)
        told += any(t.lower_ in ("i", "we", "my", "our") and (t.dep_ in ("nsubj", "nsubjpass", "poss")) for t in tokens)
    if sentences < _LEAST_SENTENCES or owned < _LEAST_OWN or told < _LEAST_FIRST_PERSON * sentences:
        return []
    text = text_in(doc)
    name, start = _teller(text, author)
    turns = []
    blank = re.search(r"\n[ \t]*\n", text) is not None  # lines may be wrapped where blank lines part paragraphs
    paragraph = re.compile(r"(?:[^\n]|\n(?![ \t]*\n))+" if blank else r"[^\n]+")
    for m in paragraph.finditer(text, start):
        made = _made(text, m.start(), m.end(), name or "the author", None)
        if made is not None:
            turns.append(Turn(made.words, name, None if name else "the author", "named" if name else "role", None))
    return turns


def _teller(text: str, author: str | None) -> tuple[str | None, int]:
    """Who tells, and where the telling begins. Of "as told to B" B only wrote it down."""
    head = text[:400]
    first_line_end = text.find("\n") + 1 if "\n" in text else 0
    byline = _BYLINE.match(head)
    if byline is not None and first_line_end:
        name = _AS_TOLD.split(byline.group("name"))[0].strip(" ,.-–—")
        return name or author, first_line_end
    told = _AS_TOLD.search(author) if author else None
    if author is not None and told is not None:
        return author[: told.start()].strip(" ,.-–—") or None, 0
    return (None if _AS_TOLD.search(head) else author), 0
