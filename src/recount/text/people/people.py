"""The persons one story tells of: named, described, spoken of as he and she, and speaking as I."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.model.quote import Span
from recount.model.reading import Mention
from recount.text.attribute.countries import demonyms
from recount.text.names import fold, name_parts
from recount.text.parser import parse, text_in
from recount.text.people.aliases import HIDDEN, declared_names
from recount.text.people.casing import is_shouted, readable
from recount.text.people.cues import SUBJECTS, Cue, Draft, Gender, Kind, Page
from recount.text.people.described import description_cues, gender_of, person_noun
from recount.text.people.exits import add_setting, exit_signs, is_case
from recount.text.people.joining import attach_declared, join_named, join_names, link_descriptions
from recount.text.people.leads import join_leads, lead_links
from recount.text.people.leaving import Sign
from recount.text.people.names import name_cues, told_again
from recount.text.people.pronouns import pronoun_cues, resolve
from recount.text.people.roles import role_of
from recount.text.people.speakers import give_selves
from recount.text.people.undecided import Telling, tellings, told_to_go, unfound, why_no_case
from recount.text.people.words import EXIT_NOUNS, KIN_NOUNS, MEMBER_NOUNS, SPEECH_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc


_AGE_BESIDE = re.compile(r", (?:now |then |aged )?\d{2}(?=[,.)])")


@dataclass(frozen=True, slots=True)
class Place:
    """One place that speaks of the person; `how` tells names from descriptions, pronouns and first persons."""

    span: Span
    how: Kind
    gender: Gender | None = None  # said by these very words: "widow", "she"


@dataclass(frozen=True, slots=True)
class Told:
    """One person as one story tells of them; all spans are into the story's text."""

    name: str | None  # fullest name told, None when only described
    spellings: tuple[str, ...] = ()
    described_as: tuple[str, ...] = ()
    is_case: bool = False
    not_case: str | None = None  # why this person is no case; None of cases, and where it is undecided
    role: str | None = None
    naming: str = "anonymous"  # named, partial, alias, role, anonymous
    places: tuple[Place, ...] = ()
    narrator: bool = False  # tells the story, or her own turn of it
    signs: tuple[tuple[Span, str], ...] = ()  # the words that say the person belonged or left, and what they say

    def mention(self, story: int, *, by: int = 0) -> Mention:
        """The person as a mention of story number `story`, which begins `by` characters into its text."""
        spans = tuple(place.span.shifted(by) for place in self.places)
        about = (self.name, self.spellings, self.described_as, self.is_case, self.role, self.naming)
        return Mention(story, *about, spans, self.not_case)


def people(doc: Doc, *, narrator: str | None = None) -> list[Told]:
    """Every person of a parsed story, in the order they come in.

    Args:
        doc: one English story.
        narrator: who tells it, where that is known: the byline or the turn's speaker; gets the I outside quotations.
    """
    page = Page.of(calm(doc))
    drafts = _drafts(page, narrator)
    signs = exit_signs(page)
    add_setting(page, signs)
    join_leads(page, drafts, signs)
    found = [d for d in drafts if d.cues and _worth(page, d, signs.get(id(d), []))]
    found += told_to_go(page, drafts, found)
    found += unfound(page, found)
    leaving = tellings(page)
    told = [_told(page, d, signs.get(id(d), []), leaving) for d in found]
    return sorted(told, key=lambda t: t.places[0].span)


def calm(doc: Doc) -> Doc:
    """The story parsed anew in lower case when it is written in capitals only; places stay the same."""
    return parse(readable(text_in(doc))) if is_shouted(text_in(doc)) else doc


def _drafts(page: Page, narrator: str | None) -> list[Draft]:
    names = name_cues(page)
    declared = declared_names(page, names)
    names = [*names, *told_again(page, [d.cue for d in declared if d.cue not in names], names)]
    names = sorted({id(c): c for c in (*names, *(d.cue for d in declared))}.values(), key=lambda c: c.start)
    drafts = join_names(page, names)
    descriptions = description_cues(page, names)
    pronouns = pronoun_cues(page)
    for cue in (*descriptions, *pronouns):
        page.cover(cue)
    cues = sorted((*names, *descriptions, *pronouns), key=lambda c: c.start)
    links, nobody = link_descriptions(page, cues)
    links = {**lead_links(page, names, descriptions), **links}
    _inherit_gender(links, cues)
    drafts += resolve(
        page, [c for c in cues if id(c) not in nobody and not (c.kind == "name" and c.person is None)], links
    )
    join_named(page, names, drafts)
    attach_declared(page, declared)
    drafts += [d.cue.person for d in declared if d.cue.person is not None and d.cue.person not in drafts]
    drafts += give_selves(page, drafts, narrator=narrator)
    _mark_hidden(page)
    return drafts


def _inherit_gender(links: dict[int, Cue], cues: Iterable[Cue]) -> None:
    """As in "Her husband, Anton," says of Anton that he is a man, before the pronouns after it are read."""
    for cue in cues:
        if id(cue) in links and cue.gender is not None and (draft := links[id(cue)].person) is not None:
            draft.take(cue)


def _mark_hidden(page: Page) -> None:
    for match in HIDDEN.finditer(page.text):
        token = next((t for t in page.doc if t.idx >= match.start()), None)
        if token is None:
            continue
        for i in range(token.i - 1, -1, -1):
            if page.sentence[i] != page.sentence[token.i]:
                break
            cue = page.at.get(i)
            if cue is not None and cue.person is not None:
                cue.person.hidden = True
                break


def _worth(page: Page, draft: Draft, signs: list[Sign]) -> bool:  # one return a reason
    """Whether somebody without a name is told of as one certain person: is a case, speaks, or has an age or origin."""
    if any(c.kind == "name" for c in draft.cues) or draft.narrator:
        return True
    described = [c for c in draft.cues if c.kind == "description"]
    if not described or (len(draft.cues) == 1 and _anybody(page, described[0])):
        return False
    if is_case(signs) or any(re.search(r"\d{1,3}-year-old", c.words) for c in described):
        return True
    if any(_of_a_country(page, c) or _AGE_BESIDE.match(page.text, page.span(c.start, c.end).end) for c in described):
        return True
    for cue in draft.cues:
        head = page.doc[cue.head]
        if head.dep_ in SUBJECTS and head.head.lemma_.lower() in SPEECH_VERBS and head.head.tag_ != "VBP":
            return True
    nouns = {person_noun(page.doc[c.head]) for c in described}
    if nouns & (EXIT_NOUNS | {"widow", "widower"}) and any(c.definite for c in described):
        return True
    known = bool(nouns & (MEMBER_NOUNS | KIN_NOUNS | {"man", "woman", "girl", "boy"}))
    if known and len(described) > 1 and any(_does(page, c) for c in described):
        return True  # "a fighter", then "the fighter died"
    return known and len(draft.cues) > 2  # noqa: PLR2004


def _does(page: Page, cue: Cue) -> bool:
    """Whether this place is told to have done something, in the past."""
    head = page.doc[cue.head]
    return cue.definite and head.dep_ in SUBJECTS and head.head.tag_ in {"VBD", "VBN"}


def _of_a_country(page: Page, cue: Cue) -> bool:
    """As in "A Dutch widow declined": of a nationality, and doing something."""
    head = page.doc[cue.head]
    first = head.head if head.dep_ == "conj" else head
    acts = first.dep_ in SUBJECTS and first.head.tag_ in {"VBD", "VBN"}
    return acts and any(fold(t.text) in demonyms() for t in page.doc[cue.start : cue.end])


def _anybody(page: Page, cue: Cue) -> bool:
    """Whether a description told once means anybody of the kind ("what a defector faces"), not one certain person.

    One certain person did something, was asked, gave something, or is told more closely by a clause in the past.
    """
    if cue.definite:
        return False
    head = page.doc[cue.head]
    token, steps = head, 0
    if any(c.dep_ == "relcl" and c.tag_ in {"VBD", "VBN"} for c in head.children):
        return False
    while token.head != token and token.pos_ not in {"VERB", "AUX"} and steps < 6:  # noqa: PLR2004
        token, steps = token.head, steps + 1
    finite = (
        token
        if token.tag_ in {"VBD", "VBZ", "VBP"}
        else next((c for c in token.children if c.dep_ in {"aux", "auxpass"}), token)
    )
    if finite.tag_ in {"VBD", "VBN"} or finite.lower_ in {"had", "was", "were", "did"}:
        return False
    return not (head.dep_ in SUBJECTS and token.lemma_.lower() in SPEECH_VERBS)


def _told(page: Page, draft: Draft, signs: list[Sign], leaving: list[Telling]) -> Told:
    cues = sorted(draft.cues, key=lambda c: (c.start, c.end))
    names = draft.names()
    name = max(names, key=_fullness) if names else None
    case = is_case(signs) and not _speaks_for_others(page, draft, signs)
    described = tuple(dict.fromkeys(c.words for c in cues if c.kind == "description"))
    places = tuple(dict.fromkeys(Place(page.span(c.start, c.end), c.kind, c.gender) for c in cues))
    role = None if case else role_of(page, draft)
    why_not = None if case else why_no_case(page, draft, signs, role, tellings=leaving)
    shown = tuple((page.span(s.token, s.token + 1), f"{s.strength}: {s.how}") for s in signs)
    naming = _naming(draft, name, role)
    return Told(name, tuple(names), described, case, why_not, role, naming, places, draft.narrator, shown)


def _speaks_for_others(page: Page, draft: Draft, signs: list[Sign]) -> bool:
    """An expert, official or journalist is a case only where the story says outright that he or she left."""
    role = role_of(page, draft)
    outright = any(s.strength == "sure" and not s.how.startswith("former") for s in signs)
    # A nurse who joined and fled is told as a person of the story; an official who joined and left held an office.
    kinds = {s.strength for s in signs}
    if role == "doctor":
        return not outright and not ("joined" in kinds and kinds & {"left", "fled"})
    return role in {"researcher", "journalist", "lawyer", "court", "politician", "official", "police"} and not outright


def _fullness(name: str) -> tuple[int, int]:
    parts = name_parts(name)
    # A kunya is told beside the name a person was given; where both are told, the given one is the name.
    return (2 if parts.full else 1 if not parts.kunya else 0, len(fold(name)))


def _naming(draft: Draft, name: str | None, role: str | None) -> str:
    if name is None:
        return "anonymous" if draft.hidden or role is None or draft.narrator else "role"
    parts = name_parts(name)
    if draft.alias and not parts.full:
        return "alias"
    if draft.alias and all(name_parts(n).full is False or n == name for n in draft.names()) and len(draft.names()) == 1:
        return "alias"
    if parts.kunya and not parts.given and not parts.family:
        return "alias"
    if parts.full:
        return "named"
    return "partial"


__all__ = ["Place", "Told", "gender_of", "people"]
