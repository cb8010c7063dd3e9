"""The paragraphs of a text and what each looks like: heading, prose, item, turn, byline, boilerplate.

What a page's markup said (`Text.blocks`) wins; where there is none, the shape of the lines decides. Lines that were
broken at a fixed width are one paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from recount.model import Block, Span, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

ParagraphKind = Literal["heading", "prose", "item", "turn", "byline", "boilerplate", "rule"]

# A heading is short: over 95 % of the headlines in glued news pages have at most 16 words.
HEADING_WORDS: Final = 16
# A transcript has at least so many turns, and so large a share of its paragraphs opens one; below that, "Name: words"
# is a label or a lead-in. Chosen by reading interviews and reports with labels.
LEAST_TURNS: Final = 4
LEAST_TURN_SHARE: Final = 0.2
# A name on a line of its own says less than "Name: words": a photographer's credit stands so too. Two names must come
# again, and half of what stands under names speak to somebody or of oneself, outside quotation marks.
_TALK = re.compile(r"\?|\b(?:I|[Yy]ou|[Ww]e|me|us|my|[Yy]our|our)\b")

WIDEST: Final = 130  # characters of a line that was broken at a width
LEAST_FIGURES: Final = 3  # lines of a box of figures

_ITEM = re.compile(r"[•·‣▪◦●○■□▶►➤*\u2013—-][ \t]+\S|(?:\d{1,2}|[a-zA-Z])[.)][ \t]+\S|[•‣▪◦●■]\S")
_RULE = re.compile(r"[-=_*~#•. ]{3,}$|<[ /a-z]*>$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = r"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)\.?,?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?\s*[A-Z]{0,4})"
_DATE_LINE = re.compile(
    rf"(?:(?:(?:last )?(?:updated|published|posted|modified)(?: (?:on|at))?|date):?\s*)?(?:{_DAY}\s*)?"
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}})"
    rf"(?:,?\s*(?:at\s+|[-\u2013|]\s*)?{_CLOCK}[\s()A-Z0-9:+]*)?$",
    re.IGNORECASE,
)
# Words of names with something between them: a name that may follow another without anything between can be cut up in
# more ways than a life is long.
_NAME_WORD = r"(?:[A-Z][\w.'\u2019-]*|and|in|of|for|at|the)"
_BYLINE = re.compile(rf"(?:[Bb]y|BY|[Ff]rom)\s+{_NAME_WORD}(?:[\s,&|]+{_NAME_WORD})*[\s,&|]*(?:,.*)?$")
_ORGANS = re.compile(
    r"\(?(?:AP|AFP|CNN|DPA|EFE|PTI|UPI|ANSA|TASS|Reuters|REUTERS|Associated Press|Agence France-Presse"
    r"|Staff (?:Writer|Reporter)|(?:[\w ]+ )?(?:[Cc]orrespondent|[Rr]eporter|[Ee]ditor))\)?$"
)
_CREDIT = re.compile(
    r"\(?(?:(?:additional )?reporting|writing|editing|compiled|written|edited) by\b"
    r"|.{0,200}\bcontributed (?:reporting )?to this (?:report|story|article|piece)\b",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"""(?:
      (?:also\ )?read\ (?:also|more|next|the\ full|our|this)\b | (?:see|read|watch)\ also\b | click\ here\b
    | (?:read|watch|see|hear):\s | more\ (?:on\ this(?:\ story)?|stories|news|from\b|about\ this).{0,60}$
    | (?:most|top)\ (?:read|viewed|popular|shared|stories)\b | recommended(?:\ for\ you|:)
    | related(?:\ (?:stories|articles|content|topics|coverage|news|links|posts|video|reading))?:?(?:$|\s*[:|])
    | view\ (?:more|all)\ | you\ (?:may|might)\ also\ (?:like|be\ interested) | don'?t\ miss:? | editor'?s?'?\ picks?
    | (?:show|hide|toggle|view)\ (?:caption|comments?|all|gallery|more) | skip\ to\ | back\ to\ top | jump\ to\
    | continue\ reading | share\ (?:this|on|via|with)\b
    | (?:tweet|share|print|e-?mail|save|comments?|reply|source|advertisement|advertising|sponsored|loading)\b\W*$
    | (?:share|tweet|print|e-?mail)(?:\W+(?:share|tweet|print|e-?mail|this|article|page|facebook|twitter|link))+\W*$
    | follow\ (?:us|\S+\ \S+)\ on\ | (?:like|join|find)\ us\ on\ | follow\ @
    | (?:subscribe|sign\ up|sign\ in|log\ in|register|join)\b.{0,60}
      \b(?:newsletter|e-?mails?|inbox|updates?|alerts?|account|today|now|here|digital|free)\b
    | (?:get|receive)\ .{0,60}\b(?:newsletter|inbox|e-?mail|alerts)\b
    | .{0,40}\bnewsletters?\b.{0,40}\b(?:sign|subscribe|inbox)
    | .{0,60}\b(?:uses?|accept|use\ of)\b.{0,20}\bcookies\b | .{0,40}\bcookie\ (?:policy|settings|notice|preferences)\b
    | (?:privacy|terms)\ (?:policy|notice|of\ (?:use|service))\b | terms\ (?:and|&)\ conditions
    | (?:copyright|©|\(c\))\s.{0,80}$ | .{0,80}\ball\ rights\ reserved\b
    | .{0,60}may\ not\ be\ (?:published|reproduced|broadcast)
    | .{0,60}(?:getty\ images|shutterstock|/(?:afp|epa|ap|reuters))$
    | (?:image|photo|picture|photograph)\ (?:copyright|credit|source|by)\b.{0,60}$ | media\ caption
    | play\ video | watch\ live | (?:your\ browser|please\ enable|javascript)\b.{0,80}
    | this\ (?:article|story|report|account|interview|page|post)\ (?:was|is|has\ been)\ (?:first\ |originally\ |also\ )?
      (?:published|amended|updated|corrected|edited|produced|translated|supported|invented|part\ of)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Before a colon these words say what the line is, not who speaks.
_LABELS: Final = frozenset(
    """abstract advice aides analysis announcement background breaking by caption caveat comment contact correction
    date disclaimer editor email example exclusive fact facts figure file finding graphic headline image important
    interview key location map media more name note notes opinion origin phone photo photos place poll posted profile
    published quote read related report result review see source sources subject summary tags tel text time timeline
    tip title today topic topics update updated video views warning watch where when who why what how""".split()
)
_NAME = r"[A-Z][\w.'\u2019-]*(?:[ ](?:[A-Z][\w.'\u2019-]*|of|de|del|der|al|bin|ibn|van|von|the|\d+)){0,5}"
_SPEAKER = (
    re.compile(r"\*\*(?P<who>[^*\n]{1,50}?):?\*\*:?\s*(?=\S)"),
    re.compile(r"\(\((?P<who>[^()\n]{1,50})\)\)\s*(?=\S)"),
    re.compile(r"\[(?P<who>[A-Z][^\[\]\n]{1,50})\]:?\s+(?=\S)"),
    re.compile(r"(?P<who>Q|A|Question|Answer|QUESTION|ANSWER)\s*[.:]\s+(?=\S)"),
    re.compile(rf"(?P<who>{_NAME})(?:[ ]?\([^()\n]{{1,60}}\))?:\s+(?=\S)"),
)
_OPENS: Final = frozenset("*([QA")  # without a colon a turn opens with one of these
_MINUTE = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
_QUOTED = re.compile(r"[\"\u201c][^\"\u201d]*[\"\u201d]")
_ALONE = re.compile(
    rf"(?:{_MINUTE}\s+)?(?:\*\*)?(?P<who>{_NAME})(?:[ ]?\([^()\n]{{1,60}}\))?(?:\*\*)?:?(?:\s+{_MINUTE})?:?(?=\n|$)"
)
_STAGE = re.compile(
    r"text|excerpts?|speech|passage|words? |begin|end|applause|laughter|inaudible|sic|editor|video|photo", re.IGNORECASE
)
_FINAL = re.compile(r"[.!?…]['\"”\u2019»)\]]*$")
_OPEN = re.compile(r"[,;:]$|\b(?:and|or|the|a|an|of|to|in|for|with|by|at|from|that)$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading, list item or turn; its span has no blank space at either end."""

    span: Span
    kind: ParagraphKind
    level: int = 0  # of a heading, 1 to 6; 0 where no markup says
    speaker: str | None = None
    marked: bool = False  # markup said the kind


def broken_width(body: str) -> int | None:
    """The width at which the lines of a plain text were broken, in characters; None when they were not.

    Broken lines stop in mid-sentence and nearly as long as the longest; lines of a list or a poem do not.
    """
    rows = body.split("\n")
    pairs = [(a.rstrip(), b.strip()) for a, b in pairwise(rows) if a.strip() and b.strip()]
    if len(pairs) < 3:  # noqa: PLR2004  # fewer show no habit
        return None
    whole = sum(len(row) > WIDEST for row in rows)
    if whole >= len(pairs) and not any(len(b) > WIDEST for _, b in pairs):
        return None  # whole paragraphs have lines of their own: the short lines close together are a list
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[int(len(lengths) * 0.9)]
    if not 40 <= width <= WIDEST:  # noqa: PLR2004  # typewriters, mail and wires broke at 60 to 100
        return None
    torn = sum(len(a) >= 0.7 * width and not _FINAL.search(a) and not _ITEM.match(b) for a, b in pairs)
    return width if torn >= 0.5 * len(pairs) else None


def _rows(body: str) -> list[Span | None]:
    """Each line's span without blank space around it, None for a blank line."""
    found: list[Span | None] = []
    at = 0
    for row in body.split("\n"):
        inner = row.strip()
        begin = at + row.find(inner) if inner else at
        found.append(Span(begin, begin + len(inner)) if inner else None)
        at += len(row) + 1
    return found


def _spans(body: str) -> list[Span]:
    """The paragraphs' places: single lines, or joined lines where they were broken at a width."""
    width = broken_width(body)
    spans: list[Span] = []
    open_ = False
    for row in _rows(body):
        if row is None:
            open_ = False
            continue
        words = row.of(body)
        starts = _ITEM.match(words) or speaker_of(words)
        if open_ and width and not starts:
            spans[-1] = Span(spans[-1].start, row.end)
        else:
            spans.append(row)
        # A short line that ends no sentence ends its paragraph all the same: a heading set close to its prose.
        open_ = row.end - row.start >= 0.6 * (width or 0) or bool(_FINAL.search(words) and width)
    return spans


def unbroken(body: str) -> str:
    """The same text, character for character in place, with a space for each line end inside a paragraph."""
    if broken_width(body) is None:
        return body
    made = list(body)
    for span in _spans(body):
        for at in range(span.start, span.end):
            if made[at] == "\n":
                made[at] = " "
    return "".join(made)


def speaker_of(words: str) -> tuple[str, int] | None:
    """Who opens a turn with these words, and how many characters that takes."""
    if ":" not in words and words[:1] not in _OPENS:
        return None
    for shape in _SPEAKER:
        if found := shape.match(words):
            who = " ".join(found["who"].split()).strip(" :")
            if _STAGE.match(who) or who.split()[0].lower() in _LABELS or not who:
                return None
            return who, found.end()
    return None


def speaker_alone(words: str) -> tuple[str, int] | None:
    """Who a line names, and how many characters it takes, where the line names somebody and says no more."""
    found = _ALONE.match(words)
    who = " ".join(found["who"].split()) if found else ""
    if found is None or _STAGE.match(who) or who.split()[0].lower() in _LABELS:
        return None
    return who, found.end()


def opening(words: str) -> int:
    """How many characters at the beginning of a turn name its speaker; 0 when none do."""
    if found := speaker_of(words):
        return found[1]
    named = speaker_alone(words)
    return len(words) - len(words[named[1] :].lstrip()) if named and words[named[1] :].strip() else 0


def alone_over_turns(lines: Sequence[str], *, may_speak: Sequence[bool]) -> dict[int, str]:
    """The lines that only name who speaks next, with the name; none where the lines are no talk.

    Args:
        lines: the paragraphs in order.
        may_speak: whether each could be what somebody says, or a name over it.
    """
    named = [speaker_alone(words) if may else None for words, may in zip(lines, may_speak, strict=True)]
    found = {
        at: one[0]
        for at, one in enumerate(named[:-1])
        if one is not None and named[at + 1] is None and may_speak[at + 1]
    }
    who = Counter(found.values())
    again = [count for count in who.values() if count > 1]
    if len(again) < 2 or sum(again) < LEAST_TURNS or len(found) < LEAST_TURN_SHARE * len(lines):  # noqa: PLR2004
        return {}
    talk = sum(bool(_TALK.search(_QUOTED.sub("", lines[at + 1]))) for at in found)
    return found if 2 * talk >= len(found) else {}


def is_heading(words: str) -> bool:
    """Whether a line on its own could be a heading: short, opens like one, no final stop."""
    size = len(words.split())
    return (
        1 <= size <= HEADING_WORDS
        and not (words.endswith((".", "!")) and not words.endswith("..."))
        and not _OPEN.search(words)
        and not re.search(r"[.!?][\"”\u2019']$|\w{4}[.!?][\"”\u2019']?\s", words)
        and (words[0].isupper() or words[0].isdigit() or (words[0] in "\"'“\u2018#¿¡" and size > 1))
        and any(w.isalpha() and len(w) > 1 for w in re.findall(r"\w+", words))
    )


def is_credit(words: str) -> bool:
    """Whether a line says who reported, wrote or edited a story."""
    return _CREDIT.match(words) is not None


def _kind(words: str) -> ParagraphKind:
    if _RULE.match(words):
        return "rule"
    if any(shape.match(words) for shape in (_DATE_LINE, _BYLINE, _ORGANS, _CREDIT)):
        return "byline"
    if _BOILERPLATE.match(words):
        return "boilerplate"
    if _ITEM.match(words):
        return "item"
    return "heading" if is_heading(words) else "prose"


_OF_BLOCK: Final[dict[str, ParagraphKind]] = {
    "heading": "heading",
    "item": "item",
    "turn": "turn",
    "boilerplate": "boilerplate",
    "caption": "boilerplate",
}


def _marked(paragraph: Paragraph, words: str, block: Block) -> Paragraph:
    """What markup says; a paragraph in markup may still be a byline, or a heading set in bold."""
    kind = _OF_BLOCK.get(block.kind)
    if kind == "heading" and _kind(words) in ("boilerplate", "byline", "rule"):
        return replace(paragraph, kind=_kind(words))
    if kind is None:
        return paragraph
    return replace(paragraph, kind=kind, level=block.level, speaker=block.speaker, marked=True)


def _with_turns(found: list[Paragraph], body: str) -> list[Paragraph]:
    """The same with turns told by their openings, where the text has enough of them to be a transcript."""
    opened = [speaker_of(p.span.of(body)) if p.kind != "boilerplate" and not p.marked else None for p in found]
    who = Counter(o[0] for o in opened if o)
    told = sum(who.values())
    several = len(who) >= 2 and who.most_common(1)[0][1] >= 2  # noqa: PLR2004  # two who talk, one of them again
    if not several or told < LEAST_TURNS or told < LEAST_TURN_SHARE * len(found):
        return _under_names(found, body)
    return [
        replace(p, kind="turn", speaker=o[0]) if o and (who[o[0]] > 1 or _spoken_once(p, body, told)) else p
        for p, o in zip(found, opened, strict=True)
    ]


def _under_names(found: list[Paragraph], body: str) -> list[Paragraph]:
    """The same with a name on a line of its own and the words under it as one turn, where the text is a talk."""
    speaks = [p.kind in ("heading", "prose", "item") for p in found]
    names = alone_over_turns([p.span.of(body) for p in found], may_speak=speaks)
    made = []
    for at, paragraph in enumerate(found):
        if at - 1 in names:
            span = Span(found[at - 1].span.start, paragraph.span.end)
            made.append(Paragraph(span, "turn", speaker=names[at - 1]))
        elif at not in names:
            made.append(paragraph)
    return made


def _spoken_once(paragraph: Paragraph, body: str, told: int) -> bool:
    """Whether somebody who speaks only once does so in a talk of others, and the line is no headline with a colon."""
    return told > LEAST_TURNS and not is_heading(paragraph.span.of(body))


def paragraphs(text: Text) -> tuple[Paragraph, ...]:
    """The paragraphs of a text in order, each with its kind."""
    starts = [b.span.start for b in text.blocks]
    found: list[Paragraph] = []
    for span in _spans(text.body):
        words = span.of(text.body)
        paragraph = Paragraph(span, _kind(words))
        at = bisect_right(starts, span.start) - 1
        if at >= 0 and text.blocks[at].span.overlaps(span):
            paragraph = _marked(paragraph, words, text.blocks[at])
        found.append(paragraph)
    if not any(p.kind == "turn" for p in found):
        found = _with_turns(found, text.body)
    return tuple(_with_figures(found, text.body))


def _with_figures(found: list[Paragraph], body: str) -> list[Paragraph]:
    """The same, with lines of a box of figures as items: short lines with numbers, close together under a heading."""
    made = list(found)
    start = 0
    for at in range(1, len(found) + 1):
        if at < len(found) and _is_close(found[at - 1], found[at], body):
            continue
        run = found[start:at]
        above = found[start - 1] if start else None
        numbered = sum(any(c.isdigit() for c in p.span.of(body)) for p in run)
        if len(run) >= LEAST_FIGURES and 2 * numbered > len(run) and above is not None and above.kind == "heading":
            made[start:at] = [replace(p, kind="item") for p in run]
        start = at
    return made


def _is_close(before: Paragraph, here: Paragraph, body: str) -> bool:
    """Whether two lines that could both be headings stand on neighbouring lines."""
    plain = before.kind == here.kind == "heading" and not (before.marked or here.marked)
    return plain and body.count("\n", before.span.end, here.span.start) == 1
