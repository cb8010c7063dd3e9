"""I and me to who says it: a quotation's speaker, a turn of an interview, or the one who tells the whole story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.names import agree, fold, name_parts, words_of
from recount.text.people.cues import Cue, Draft, Page, subjects
from recount.text.people.words import ORG_WORDS, SPEECH_VERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

_SELF = words_of("i me my mine myself")
_TURN = re.compile(
    r"^[ \t]*(?:\(\(\s*(?P<a>[^()\n]{1,40}?)\s*\)\)|\[(?P<b>[A-Z][^\]\n]{1,40})\]"
    r"|(?P<c>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}):(?=\s))",
    re.MULTILINE,
)
_ASKS = re.compile(r"^(?:q|question|interviewer|reporter|host|moderator|wn|presenter|journalist)$", re.IGNORECASE)
_CAPITALS = r"([A-Z][\w’'-]+(?: (?:[A-Z]\.|[A-Z][\w’'-]+|al-\w+|bin|van|de)){1,3})"
_BYLINE = re.compile(rf"(?:^|\n|\*|_)\s*(?:By|BY|Words by|Told by) {_CAPITALS}")
_SIGNED = re.compile(rf"\n\s*(?:[-–—]+\s*)?{_CAPITALS}[^\S\n]*(?:,[^\n]{{0,60}})?\s*$")
TAIL = 4  # tokens before the verb in "the young woman said"
_HEAD = 400  # characters in which a byline stands
# A story with fewer than this many first persons outside quotations is a reporter's aside, not an account.
LEAST_SELF = 4


def self_cues(page: Page) -> list[Cue]:
    """Every I, me and my."""
    return [
        Cue(t.i, t.i + 1, t.i, "self", t.text)
        for t in page.doc
        if t.lower_ in _SELF
        and (t.pos_ == "PRON" or t.text == "I")
        and not (t.text == "I" and t.nbor(-1).ent_type_ == "PERSON" if t.i else False)
    ]


def give_selves(page: Page, drafts: list[Draft], *, narrator: str | None) -> list[Draft]:
    """Give each first person to who says it; the drafts this opens (a narrator never named) are returned."""
    opened: list[Draft] = []
    selves = self_cues(page)
    speakers = _quote_speakers(page)
    turns = _turns(page, drafts)
    rest: list[Cue] = []
    for cue in selves:
        quote = page.quoted[cue.start]
        draft = speakers.get(quote) if quote >= 0 else _turn_at(page, turns, cue)
        if draft is not None:
            draft.take(cue)
            page.cover(cue)
        elif quote < 0 and not turns:
            rest.append(cue)
    if len(rest) >= LEAST_SELF:
        draft = _narrator(page, drafts, narrator)
        if not draft.cues:
            opened.append(draft)
        draft.narrator = True
        for cue in rest:
            draft.take(cue)
            page.cover(cue)
    return opened


def _narrator(page: Page, drafts: list[Draft], narrator: str | None) -> Draft:
    """The draft of who tells the story: as given, else as its own byline or signature names one."""
    signed = _BYLINE.search(page.text[:_HEAD]) or _SIGNED.search(page.text)
    for name in (narrator, signed.group(1) if signed else None):
        parts = name_parts(name or "")
        fit = [
            d
            for d in drafts
            if parts.tokens and any(agree(name_parts(n), parts) in {"equal", "spelling"} for n in d.names())
        ]
        if fit:
            return fit[0]
    return Draft(byline=narrator if narrator and _is_one_person(narrator) else None)


def _is_one_person(author: str) -> bool:
    """Whether an author line names one person in full, no desk and no two."""
    words = set(fold(author).split())
    return (
        name_parts(author).full
        and not words & (ORG_WORDS | {"and", "staff", "desk", "correspondent"})
        and "," not in author
    )


def _quote_speakers(page: Page) -> dict[int, Draft]:
    """The speaker of each quotation by its number: the verb of speech beside it, else who spoke just before."""
    found: dict[int, Draft] = {}
    before: tuple[int, Draft] | None = None  # paragraph and speaker of the last quotation
    for number in range(len(page.quotes)):
        if number not in page.in_quote:
            continue
        paragraph = page.paragraph[page.in_quote[number][0].i]
        said = _beside(page, number)
        if said is None and before is not None and paragraph - before[0] <= 2 and _alone(page, paragraph):  # noqa: PLR2004
            said = before[1]
        if said is None and before is not None and paragraph == before[0]:
            said = before[1]
        if said is not None:
            found[number] = said
            before = (paragraph, said)
        elif before is not None and paragraph != before[0]:
            before = None
    return found


def _beside(page: Page, number: int) -> Draft | None:
    """Who is the subject of a verb of speech outside the quotation, in a sentence the quotation touches or follows."""
    inside = page.in_quote[number]
    sentences = {page.sentence[t.i] for t in inside}
    last, first = max(sentences), min(sentences)
    paragraph = page.paragraph[inside[0].i]
    near = [t for t in page.in_paragraph[paragraph] if first - 1 <= page.sentence[t.i] <= last + 1]
    verbs = [t for t in near if page.quoted[t.i] < 0 and t.lemma_.lower() in SPEECH_VERBS and t.pos_ in {"VERB", "AUX"}]
    start, end = inside[0].i, inside[-1].i
    verbs.sort(key=lambda t: min(abs(t.i - start), abs(t.i - end)))
    for verb in verbs:
        if page.sentence[verb.i] == first - 1 and not page.text[: inside[0].idx].rstrip(" \"“‘'").endswith((":", ",")):
            continue
        if page.sentence[verb.i] == last + 1 and not _leans_back(verb):
            continue
        who = _subject(page, verb)
        if who is not None:
            return who
        return None
    return _according(page, near)


def _leans_back(verb: Token) -> bool:
    """Whether a sentence after the quotation is its tail: "... ." said Murad; or She said."""
    says_more = any(c.dep_ in {"ccomp", "dobj"} and c.i > verb.i for c in verb.children)
    return not says_more and verb.i - verb.sent.start <= TAIL


def _subject(page: Page, verb: Token) -> Draft | None:
    for token in subjects(verb):
        who = page.who(token)
        if who is not None:
            return who
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    cue = page.at.get(after.i) if after is not None else None  # said Murad, parsed as its object
    return cue.person if cue is not None and cue.kind in {"name", "description"} else None


def _according(page: Page, near: list[Token]) -> Draft | None:
    for token in near:
        if token.lower_ == "according" and page.quoted[token.i] < 0:
            for later in page.doc[token.i + 1 : token.i + 9]:
                if (who := page.who(later)) is not None:
                    return who
    return None


def _alone(page: Page, paragraph: int) -> bool:
    """Whether the quotation is all of its paragraph, so that it carries the one before on."""
    return not any(page.quoted[t.i] < 0 and t.is_alpha for t in page.in_paragraph[paragraph])


def _turns(page: Page, drafts: list[Draft]) -> list[tuple[int, Draft | None]]:
    """Where each turn of an interview begins, in characters, and who has it; the one who asks is nobody."""
    marks = [(m.start(), (m.group("a") or m.group("b") or m.group("c")).strip()) for m in _TURN.finditer(page.text)]
    if len(marks) < 3 or len({name for _, name in marks}) < 2:  # an odd colon makes no interview  # noqa: PLR2004
        return []
    out: list[tuple[int, Draft | None]] = []
    for start, name in marks:
        if _ASKS.match(name):
            out.append((start, None))
        elif name.lower() in {"a", "answer"}:
            out.append((start, _interviewee(page, drafts, marks[0][0])))
        else:
            parts = name_parts(name)
            fit = [
                d
                for d in drafts
                if any(agree(name_parts(n), parts) in {"equal", "spelling", "partial"} for n in d.names())
            ]
            out.append((start, fit[0] if fit else None))
    return out


def _interviewee(page: Page, drafts: list[Draft], before: int) -> Draft | None:
    """Who answers: the person the lines before the first question tell most of, by name or as he or she."""
    told = [(sum(page.doc[c.start].idx < before for c in d.cues), d) for d in drafts if not _asks(page, d)]
    most = max((count for count, _ in told), default=0)
    fit = [d for count, d in told if count == most and count]
    return min(fit, key=lambda d: min(c.start for c in d.cues), default=None)


def _asks(page: Page, draft: Draft) -> bool:
    """Whether the credits name this person: "Interview: Ilja Sandor", "By Ilja Sandor"."""
    firsts = [c.start for c in draft.cues if c.kind == "name"]
    lead = page.doc[max(0, min(firsts) - 2) : min(firsts)] if firsts else ()
    return any(t.lower_ in {"interview", "by", "words", "text", "interviewed"} for t in lead)


def _turn_at(page: Page, turns: list[tuple[int, Draft | None]], cue: Cue) -> Draft | None:
    place = page.doc[cue.start].idx
    return next((draft for start, draft in reversed(turns) if start <= place), None)
