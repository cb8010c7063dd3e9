# ruff: noqa: E501  (one pattern a line reads best)
"""Names that a story says are not the real ones, and names taken on: pseudonyms, kunyas, "known as"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recount.text.people.names import cue_of
from recount.text.people.words import PSEUDONYM_CUES

if TYPE_CHECKING:
    from recount.text.people.cues import Cue, Page

How = Literal["alias", "first_name"]

_NAME = (
    r"(?P<name>(?:(?:Abu|Abou|Umm|Um|Oum) )?[A-Z][\w’'.-]*(?:(?: (?:al|el|ash|at|as|ad|ar)-[A-Z]\w+)"
    r"|(?: (?:bin|ibn|al|el|de|van|von) )?[A-Z][\w’'.-]*|(?: [A-Z][\w’'.-]*))?)"
)
_QUOTE = r"[\"“”‘’']?"
_AFTER = re.compile(
    r"[\"”’]?\s*[,(–—-]{0,2}\s*(?:also |this is |which is |that is |who is |it is )?(?:"
    + "|".join(PSEUDONYM_CUES)
    + ")",
    re.IGNORECASE,
)
_BEFORE: tuple[tuple[How, re.Pattern[str]], ...] = tuple(
    (how, re.compile(lead + r"\s+(?:only\s+)?" + _QUOTE + _NAME))  # type: ignore[misc]
    for how, lead in (
        ("alias", r"\b(?:asked|wanted|wants|asks|preferred|chose|agreed|requested|wishes) to be (?:called|known as|named|referred to as|identified as|identified by)(?: only)?(?: by)?(?: (?:his|her|their) (?:first|middle|given) names?(?: only)?,?)?"),
        ("alias", r"\b(?:will|shall|'ll|’ll) (?:call|name|refer to) (?:him|her|them)(?: as)?"),
        ("alias", r"\bwe (?:are calling|are identifying|call|named) (?:him|her)(?: as)?"),
        ("alias", r"\b(?:calls|called|calling|styled|styles) (?:himself|herself)"),
        ("alias", r"\b(?:go|goes|went|going) by(?: the (?:name|alias|pseudonym|nickname|nom de guerre)(?: of)?)?"),
        ("alias", r"\b(?:the|his|her|a) (?:pseudonym|alias|nom de guerre|kunya|nickname|code ?name|assumed name|war name|fake name|false name)(?: of| was| is|,)?"),
        ("alias", r"\b(?:better |also |otherwise |widely |then |once )?(?:known|nicknamed|dubbed|codenamed|code-named)(?: only| simply| locally| online| to \w+)?(?: as| by the name(?: of)?)?"),
        ("alias", r"\b(?:took|takes|taking|adopted|using|used|uses|given|assumed) the (?:name|alias|pseudonym|nom de guerre)(?: of)?"),
        ("alias", r"\b(?:everybody|everyone|friends|colleagues|comrades|people|they|locals|neighbours|neighbors|others) (?:call|calls|called)(?: him| her)?"),
        ("alias", r"\balias"),
        ("alias", r"\ba\.?k\.?a\.?"),
        ("first_name", r"\b(?:identified|named|known|identifying (?:himself|herself))(?: only| simply| just)(?: as| by (?:his|her|the) (?:first|given|last) names?,?)"),
        ("first_name", r"\b(?:give|gave|gives|giving|use|used|uses|using) (?:only )?(?:his|her|their) (?:first|given|middle) names?(?: only)?,"),
        ("first_name", r"\b(?:gave|gives|giving) (?:only )?(?:his|her) (?:first |given )?name (?:only )?as"),
        ("first_name", r"\b(?:asked|wanted) (?:that )?only (?:his|her) first name(?: be used)?,?"),
    )
)  # fmt: skip
# “Mara” will not give her real name.
_MARKED = re.compile(
    r"[\"“‘'](?P<name>[A-Z][\w’'-]+)[\"”’'],? (?:who )?(?:will|would|does|did|do|has|is|was|asked|declined|refused|prefers|wants)\b"
    r"[^.\n]{0,40}\bname\b"
)
# Wasp, as the others called him; Bint al-Sahel, as she signs her letters.
_AS_CALLED = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?: (?:al-)?[A-Z][\w’'-]*){0,2}), as (?:\w+ ){1,3}?"
    r"(?:(?:calls?|called|knew|know|nicknamed|named|dubbed) (?:him|her|himself|herself)|signs (?:his|her|himself|herself))\b"
)
_STOPPED = re.compile(r"[^\W\d_]{3}\.$")
_LONE = re.compile(
    r"[,(]\s*(?:who (?:gave|asked to use|wanted to use)|using|giving) only (?:his|her|a) (?:first|given) name"
)
HIDDEN = re.compile(
    r"(?:(?:asked|wished|requested|preferred|wanted|insisted|chose|declined|refused|did not want|didn[’']t want|on condition)[^.\n]{0,40}?"
    r"(?:not (?:to )?be (?:named|identified)|to (?:be (?:named|identified)|give (?:his|her|their) (?:\w+ )?name|remain anonymous)|anonymity|remain anonymous|(?:his|her) (?:full |real )?name))"
    r"|on (?:the )?condition of anonymity|(?:whose|his|her) (?:real |full )?name (?:is|was|has been|is being) withheld|not (?:be )?(?:named|identified) for"
)


@dataclass(frozen=True, slots=True)
class Declared:
    """A name the story declares to be assumed; `owner_before` is where the person it belongs to is told, if apart."""

    cue: Cue
    how: How
    after: int | None  # characters before this place hold the person who bears it; None: the name alone


def declared_names(page: Page, names: list[Cue]) -> list[Declared]:
    """Names told to be assumed or partial; those the parser overlooked come with a place of their own."""
    text = page.text
    found: list[Declared] = []
    by_start = {page.doc[c.start].idx: c for c in names}
    for how, pattern in _BEFORE:
        for match in pattern.finditer(text):
            stop = bool(_STOPPED.search(match["name"]))  # the sentence's, not an initial's
            cue = _cue_at(page, by_start, match.start("name"), match.end("name") - stop)
            if cue is not None and _singles_out(text, match):
                found.append(Declared(cue, how, match.start()))
    for match in (*_MARKED.finditer(text), *_AS_CALLED.finditer(text)):
        cue = _cue_at(page, by_start, match.start("name"), match.end("name"))
        if cue is not None:
            found.append(Declared(cue, "alias", None))
    for cue in names:
        end = page.span(cue.start, cue.end).end
        if _AFTER.match(text, end):
            found.append(Declared(cue, "alias", None))
        elif _LONE.match(text, end):
            found.append(Declared(cue, "first_name", None))
    return found


def _singles_out(text: str, match: re.Match[str]) -> bool:
    """Whether "known" or "dubbed" stands alone before a capital ("known Tunisian"): then it names nobody."""
    lead = text[match.start() : match.start("name")].rstrip("\"“”‘’' ").lower()
    return not lead.endswith(("known", "known only", "using", "given")) or "the" in lead.split()


def _cue_at(page: Page, by_start: dict[int, Cue], start: int, end: int) -> Cue | None:
    if start in by_start:
        return by_start[start]
    span = page.doc.char_span(start, end, alignment_mode="contract")
    if span is None or not len(span):
        return None
    for cue in by_start.values():
        if cue.start < span.end and span.start < cue.end:
            return cue
    words = [t for t in span if t.text[:1].isupper()]
    if not words or (span[0].ent_type_ in {"GPE", "ORG", "NORP", "LOC", "DATE"} and len(words) > 1):
        return None
    cue = cue_of(page, span.start, span.end)
    by_start[start] = cue
    return cue
