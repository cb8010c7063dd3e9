"""A lead tells of "a 24-year-old mother who fled", the next paragraph gives a name: one person, not two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.attribute.countries import demonyms
from recount.text.names import fold
from recount.text.people.cues import SUBJECTS, Cue, Draft, Gender, Page, ages_at
from recount.text.people.described import person_noun
from recount.text.people.exits import is_case
from recount.text.people.leaving import Sign
from recount.text.people.words import OCCUPATIONS, ROLE_NOUNS, SPEECH_VERBS, WEAK_MEMBER_NOUNS

if TYPE_CHECKING:
    from collections.abc import Sequence

# Paragraphs, blank lines counted as one each: heading, lead, and the two after it.
_LEAD = 5
_AFTER = 5
_HEADED = 2  # from a heading to whom it is about
_PRONOUNS: dict[str, Gender] = {"she": "woman", "he": "man"}
BESIDE = 12  # tokens between a name and a description that introduces it


def lead_links(page: Page, names: Sequence[Cue], descriptions: Sequence[Cue]) -> dict[int, Cue]:
    """The lead's description to the first name of the story, where that opens a sentence with an age and nothing else.

    Known before any pronoun is read: else "he" would waver between the two.
    """
    first = min(names, key=lambda c: c.start, default=None)
    if first is None or first.title is not None or not _opens_sentence(page, first):
        return {}
    after = page.text[page.span(first.start, first.end).end :][:12]
    age = re.match(r", (?:now |aged )?(\d{2}),", after)
    if age is None:
        return {}
    leads = [c for c in descriptions if c.start < first.start and _leads(page, c, first)]
    told = set(re.findall(r"\b(\d{1,3})-year-old", " ".join(c.words for c in leads)))
    if len(leads) != 1 or not told <= {age.group(1)}:
        return {}
    if {_spoken_of(page, leads[0]), _spoken_of(page, first)} == {"woman", "man"}:
        return {}
    beside = [c for c in descriptions if first.end <= c.start < first.end + BESIDE and not c.definite]
    fits = all(_compatible(told_of(page, leads), told_of(page, beside)) for told_of in (_nations, _works))
    return {id(leads[0]): first} if fits else {}


def _leads(page: Page, cue: Cue, name: Cue) -> bool:
    """Whether this description opens the story as somebody new who is no official, shortly before the name."""
    head = page.doc[cue.head]
    near = page.paragraph[cue.start] <= _LEAD and page.paragraph[name.start] - page.paragraph[cue.start] <= _AFTER
    new = not cue.definite and not _is_another(page, cue) and person_noun(head) not in ROLE_NOUNS
    return near and new and head.dep_ in {*SUBJECTS, "ROOT", "appos", "dep"} and page.quoted[cue.head] < 0


def _opens_sentence(page: Page, cue: Cue) -> bool:
    return cue.start == 0 or page.sentence[cue.start - 1] != page.sentence[cue.start]


def join_leads(page: Page, drafts: Sequence[Draft], signs: dict[int, list[Sign]]) -> None:
    """Join a leaver described in the heading or lead with the one leaver named right after.

    Between them they must be told to have left, and the name must open a paragraph without a description of its own;
    age, nationality and gender must not contradict.
    """
    leavers = [d for d in drafts if d.cues and is_case(signs.get(id(d), []))]
    named = [d for d in drafts if any(c.kind == "name" for c in d.cues)]
    starts = (at.start for d in leavers if d in named and (at := _first_name(d)) is not None)
    named_first = min(starts, default=len(page.doc))  # who is described behind a leaver's name is one more
    for draft in [d for d in drafts if d.cues and d not in named and not d.narrator]:
        first = min(draft.cues, key=lambda c: c.start)
        if page.paragraph[first.start] > _LEAD or _is_another(page, first) or first.start > named_first:
            continue
        mine = signs.get(id(draft), [])
        if not mine and not _speaks(page, first):
            continue
        target = _target(page, first, named, leavers)
        if target is None or not is_case([*mine, *signs.get(id(target), [])]):
            continue
        if _agree(page, draft, target):
            signs.setdefault(id(target), []).extend(signs.pop(id(draft), []))
            target.absorb(draft)


def _speaks(page: Page, cue: Cue) -> bool:
    """Whether the lead lets this somebody speak: "An Irish volunteer said ..."."""
    head = page.doc[cue.head]
    kept = person_noun(head) not in ROLE_NOUNS and not cue.definite
    return kept and head.dep_ in SUBJECTS and head.head.lemma_.lower() in SPEECH_VERBS


def _target(page: Page, first: Cue, named: list[Draft], leavers: list[Draft]) -> Draft | None:
    if is_heading(page, page.paragraph[first.start]):
        rest = [d for d in leavers if d.cues and all(c is not first for c in d.cues) and _near(page, first, d)]
        return rest[0] if len(rest) == 1 else None
    after = [d for d in named if (at := _first_name(d)) is not None and at.start > first.end]
    after.sort(key=lambda d: _first_name(d).start)  # type: ignore[union-attr]  # a name's place was just found
    if not after:
        return None
    name = _first_name(after[0])
    if name is None or page.paragraph[name.start] - page.paragraph[first.start] > _AFTER:
        return None
    head = page.doc[name.head]
    opens = head.dep_ in SUBJECTS and name.start - page.doc[name.start].sent.start <= 4 and name.title is None  # noqa: PLR2004
    introduced = any(c.kind == "description" and abs(c.start - name.start) < BESIDE for c in after[0].cues)
    if after[0] in leavers and page.paragraph[name.start] != page.paragraph[first.start]:
        return after[0]
    return after[0] if opens and not introduced and page.paragraph[name.start] > page.paragraph[first.start] else None


def is_heading(page: Page, paragraph: int) -> bool:
    """Whether the line ends without the stop of a sentence."""
    last = next((t.text for t in reversed(page.in_paragraph[paragraph]) if not t.is_space), "")
    return last not in {".", "!", "?", "”", '"', "’", "'", "…"}


def _near(page: Page, first: Cue, draft: Draft) -> bool:
    return min(page.paragraph[c.start] for c in draft.cues) - page.paragraph[first.start] <= _HEADED


def _first_name(draft: Draft) -> Cue | None:
    return min((c for c in draft.cues if c.kind == "name"), key=lambda c: c.start, default=None)


def _is_another(page: Page, cue: Cue) -> bool:
    return page.doc[cue.start].lower_ in {"another", "one"} or cue.kind != "description"


def _agree(page: Page, left: Draft, right: Draft) -> bool:
    named = _first_name(right)
    mine, theirs = left.gender(), right.gender() or (named and _spoken_of(page, named))
    if mine and theirs and mine != theirs:
        return False
    return all(_compatible(told(page, left.cues), told(page, right.cues)) for told in (_ages, _nations, _works))


def _spoken_of(page: Page, cue: Cue) -> Gender | None:
    """Whether the paragraph goes on behind this place with "she" alone or with "he" alone."""
    rest = (t for t in page.in_paragraph[page.paragraph[cue.start]] if t.i >= cue.end)
    told = {_PRONOUNS[t.lower_] for t in rest if t.lower_ in _PRONOUNS}
    return next(iter(told)) if len(told) == 1 else None


def _compatible(mine: set[str], theirs: set[str]) -> bool:
    return not mine or not theirs or bool(mine & theirs)


def _works(page: Page, cues: Sequence[Cue]) -> set[str]:
    """Work that is nobody's post inside a body of people as well, as cooks and drivers have."""
    nouns = {person_noun(page.doc[c.head]) for c in cues if c.kind == "description"}
    return {noun for noun in nouns if noun in OCCUPATIONS - WEAK_MEMBER_NOUNS}


def _ages(page: Page, cues: Sequence[Cue]) -> set[str]:
    return {age for cue in cues for age in ages_at(page, cue)}


def _nations(page: Page, cues: Sequence[Cue]) -> set[str]:
    words = [fold(t.text) for c in cues if c.kind == "description" for t in page.doc[c.start : c.end]]
    return {demonyms()[w] for w in words if w in demonyms()}
