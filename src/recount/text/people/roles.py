"""What those are who only speak: researcher, official, journalist, lawyer, relative, court."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.text.names import fold, words_of
from recount.text.people.cues import Cue, Draft, Page
from recount.text.people.described import person_noun
from recount.text.people.words import KIN_NOUNS, ROLE_NOUNS, TITLE_ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHILDREN = words_of("child kid son daughter boy girl toddler infant baby twin triplet one")
_INSTITUTES = words_of("centre center institute university college foundation think-tank school laboratory observatory")


def role_of(page: Page, draft: Draft) -> str | None:
    """The role told of this person, by description first, then by title; None when none is told."""
    cues = sorted(draft.cues, key=lambda c: c.start)
    for cue in cues:
        if cue.kind == "description" and (role := _described(page, cue)) is not None:
            return role
    for cue in cues:
        if {"attorney", "secretary"} & set(fold(cue.title or "").split()):
            return "official"
        for word in reversed(fold(cue.title or "").split()):
            if word in TITLE_ROLES:
                return TITLE_ROLES[word]
        if cue.kind == "name" and (role := _before(page, cue)) is not None:
            return role
        if cue.kind == "name" and _of_an_institute(page, cue):
            return "researcher"
    if any(c.kind == "description" and _is_kin(page.doc[c.head]) for c in cues):
        return "relative"
    return None


def _is_kin(head: Token) -> bool:
    """Kin of somebody who is told of. Everybody may be the father of four, or a mother of one."""
    inner = [g for c in head.children if c.lower_ == "of" for g in c.children if c.dep_ == "prep" and g.dep_ == "pobj"]
    own = any(g.lemma_.lower() in _CHILDREN or g.pos_ == "NUM" for g in inner)
    return person_noun(head) in KIN_NOUNS and not own


def _described(page: Page, cue: Cue) -> str | None:
    head = page.doc[cue.head]
    noun = person_noun(head)
    role = ROLE_NOUNS.get(noun or "")
    if noun in {"head", "director", "fellow", "chief", "founder", "leader", "co-founder", "chair", "manager"}:
        around = {t.lemma_.lower() for t in head.subtree}
        if around & _INSTITUTES:
            return "researcher"
    if role is None and any(t.lower_ in {"prime", "vice"} for t in page.doc[cue.start : cue.end]):
        return "politician"
    if noun == "minister" and any(t.lower_ == "prime" for t in page.doc[cue.start : cue.end]):
        return "politician"
    return role


def _of_an_institute(page: Page, cue: Cue) -> bool:
    """As in "Hanif Qureshi of the Meridian Institute"."""
    behind = page.doc[cue.end : cue.end + 8]
    if not len(behind) or behind[0].lower_ not in {"of", "from", "at"}:
        return False
    end = next((n for n, t in enumerate(behind) if t.pos_ in {"VERB", "AUX", "PUNCT"}), len(behind))
    return any(t.lower_ in _INSTITUTES and t.text[:1].isupper() for t in behind[:end])


def _before(page: Page, cue: Cue) -> str | None:
    """A role noun right before the name, or the credits' "Reporting by"."""
    doc = page.doc
    before: Token | None = doc[cue.start - 1] if cue.start else None
    if before is None:
        return None
    noun = person_noun(before) if before.pos_ in {"NOUN", "PROPN"} else None
    if noun in ROLE_NOUNS:
        return ROLE_NOUNS[noun]
    lead = [t.lower_ for t in doc[max(0, cue.start - 3) : cue.start]]
    if lead[-1] == "by" and set(lead) & {
        "reporting",
        "writing",
        "editing",
        "reported",
        "written",
        "edited",
        "story",
        "words",
    }:
        return "journalist"
    return None
