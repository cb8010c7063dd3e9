"""Which names and descriptions of one story are one person, by grammar and by the names' own parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.attribute.countries import demonyms
from recount.text.names import NameParts, agree, fold, name_parts
from recount.text.people.cues import SUBJECTS, Cue, Draft, Page, ages_at, subjects
from recount.text.people.words import KIN_NOUNS, OCCUPATIONS, TITLE_WORDS

if TYPE_CHECKING:
    from recount.text.people.aliases import Declared

_APPOSED = re.compile(r",? ?(?:\(?(?:now |aged )?\d{2}\)?,? ?)?an? ([^,.;:]+)[,.;]")
_AGE_SLIP = 2  # years by which one story may contradict itself: birthdays, an archive's caption
_WHO = frozenset(("who", "whose", "whom"))
_AFTER_PHRASE = _WHO | frozenset((",", ".", ";", ")", "—", "–", "--", "-", "and", ":"))


def join_names(page: Page, names: list[Cue]) -> list[Draft]:
    """One draft for each person named; a lone name that two persons share stays with nobody."""
    parts = {id(c): name_parts(c.words) for c in names}
    drafts: list[Draft] = []
    for cue in [c for c in names if len(parts[id(c)].tokens) > 1 or parts[id(c)].initials]:
        mine = [d for d in drafts if _fits(parts, d, cue) and not _is_told_anew(page, d, cue)]
        draft = next((d for d in mine if _exact(parts, d, cue)), mine[0] if len(mine) == 1 else None)
        if draft is None:
            draft = Draft()
            drafts.append(draft)
        draft.take(cue)
    for cue in [c for c in names if c.person is None]:
        _place_lone(page, parts, drafts, cue)
    for cue in names:
        if cue.person is not None:
            page.cover(cue)
    return drafts


def _fits(parts: dict[int, NameParts], draft: Draft, cue: Cue) -> bool:
    stands = {agree(parts[id(c)], parts[id(cue)]) for c in draft.cues}
    return bool(stands & {"equal", "spelling", "partial"}) and not (stands & {"different"} and "equal" not in stands)


def _exact(parts: dict[int, NameParts], draft: Draft, cue: Cue) -> bool:
    return any(agree(parts[id(c)], parts[id(cue)]) == "equal" for c in draft.cues)


def _is_told_anew(page: Page, draft: Draft, cue: Cue) -> bool:
    """As in "Yasmin, 35, a Moroccan teacher" and "Yasmin, 21, a farmer" further down: two of one name in one story.

    No story introduces somebody a second time as of another age, another country or other work.
    """
    mine = _introduction(page, cue)
    return any(mine.contradicts(_introduction(page, c)) for c in draft.cues)


@dataclass(frozen=True, slots=True)
class _Introduction:
    """What stands right behind a name: an age, and what "a Moroccan teacher" tells."""

    ages: frozenset[int]
    nations: frozenset[str]
    works: frozenset[str]

    def contradicts(self, other: _Introduction) -> bool:
        ages = [abs(a - b) for a in self.ages for b in other.ages]
        both = ((self.nations, other.nations), (self.works, other.works))
        return (bool(ages) and min(ages) > _AGE_SLIP) or any(a and b and not a & b for a, b in both)


def _introduction(page: Page, cue: Cue) -> _Introduction:
    behind = page.text[page.span(cue.start, cue.end).end :][:80]
    told = _APPOSED.match(behind)
    words = [fold(w) for w in told.group(1).split()] if told else []
    return _Introduction(
        frozenset(int(age) for age in ages_at(page, cue)),
        frozenset(demonyms()[w] for w in words if w in demonyms()),
        frozenset(words) & OCCUPATIONS,
    )


def _place_lone(page: Page, parts: dict[int, NameParts], drafts: list[Draft], cue: Cue) -> None:
    drafts_of = [d for d in drafts if not _is_told_anew(page, d, cue)]
    mine = [
        d
        for d in drafts_of
        if any(agree(parts[id(c)], parts[id(cue)]) in {"equal", "spelling", "partial"} for c in d.cues)
    ]
    mine = [d for d in mine if not cue.gender or d.gender() in {cue.gender, None}]  # Mr Olsen is not Mrs Olsen
    if not mine:  # of two family names the first is used: Juan Carlos Restrepo Uribe is Restrepo
        lone = parts[id(cue)].single
        inner = [d for d in drafts_of if lone is not None and any(lone in parts[id(c)].tokens for c in d.cues)]
        inner = [d for d in inner if not cue.gender or d.gender() in {cue.gender, None}]
        mine = inner if len(inner) == 1 else [Draft()]
        drafts += [d for d in mine if d not in drafts]
    if len(mine) > 1 and cue.gender:
        mine = [d for d in mine if d.gender() in {cue.gender, None}] or mine
    exact = [d for d in mine if _exact(parts, d, cue)]
    if len(mine) > 1 and exact:  # who bears this very name, and of two the one told of last
        mine = [max(exact, key=lambda d: max(c.start for c in d.cues))]
    if len(mine) > 1:
        # A story goes on calling by the lone name whom it called so before a namesake came in.
        firsts = sorted(mine, key=lambda d: min(c.start for c in d.cues))
        second = min(c.start for c in firsts[1].cues)
        before = [d for d in mine if any(parts[id(c)].single and c.start < second for c in d.cues)]
        if cue.start < second:
            before = firsts[:1]
        mine = before
    if len(mine) == 1:
        mine[0].take(cue)


def join_named(page: Page, names: list[Cue], drafts: list[Draft]) -> None:
    """As in "said the baker. He is Elias Haddad": a name told of a he or she whom the story has not named yet."""
    for cue in names:
        head = page.doc[cue.head]
        if head.dep_ != "attr" or head.head.lemma_ != "be" or cue.person is None:
            continue
        if any(c.dep_ == "neg" for c in head.head.children):
            continue
        told = next((page.at[t.i] for t in subjects(head.head) if t.i in page.at), None)
        who = told.person if told is not None and told.kind == "pronoun" else None
        if who is not None and who is not cue.person and not who.names() and who in drafts:
            cue.person.absorb(who)


def link_descriptions(page: Page, cues: list[Cue]) -> tuple[dict[int, Cue], set[int]]:
    """Descriptions that grammar ties to another place: `id(description)` to that place; and those that are nobody.

    Ties: "British widow Shirin Adel", "Murad, a guard", "the guard, Murad,", "Murad was a guard". Nobody: "was never a
    guard", "worked as a guard" (a role, not a second person).
    """
    links: dict[int, Cue] = {}
    nobody: set[int] = set()
    by_start = {c.start: c for c in cues}
    by_end = {c.end: c for c in cues}
    for cue in [c for c in cues if c.kind == "description"]:
        head = page.doc[cue.head]
        if _is_role_only(page, cue):
            nobody.add(id(cue))
            continue
        named = _named_by_copula(page, cue) or _called_so(page, cue)
        if named is not None:
            links[id(cue)] = named
            continue
        subject = _copula_subject(page, cue)
        if subject is not None:
            negated = any(c.dep_ == "neg" for c in head.head.children)
            if negated or subject is cue:
                nobody.add(id(cue))
            else:
                links[id(cue)] = subject
            continue
        other = _apposed(page, cue, by_start, by_end)
        if other is not None and other is not cue and _root(links, other) is not cue:
            links[id(cue)] = other
    return links, nobody


def _named_by_copula(page: Page, cue: Cue) -> Cue | None:
    """Who "one of the men" is, where a name says so: "One of the men is Karim Saleh"; "The youngest, Awa Diop, was"."""
    head = page.doc[cue.head]
    if head.lower_ not in {"one", "another"}:
        return None
    verb = head.head
    told = [c for c in head.children if c.dep_ == "appos"]
    if head.dep_ in SUBJECTS and verb.lemma_ == "be" and not any(c.dep_ == "neg" for c in verb.children):
        told += [c for c in verb.children if c.dep_ == "attr"]
    return next((page.at[t.i] for t in told if t.i in page.at and page.at[t.i].kind == "name"), None)


def _called_so(page: Page, cue: Cue) -> Cue | None:
    """Who is called this: "the government calls him a deserter"."""
    head = page.doc[cue.head]
    if head.dep_ not in {"oprd", "attr"} or head.head.lemma_ not in {"call", "brand", "label", "consider", "think"}:
        return None
    if any(c.dep_ == "neg" for c in head.head.children):
        return None
    return next((page.at[c.i] for c in head.head.children if c.dep_ == "dobj" and c.i in page.at), None)


def _root(links: dict[int, Cue], cue: Cue) -> Cue:
    seen = 0
    while id(cue) in links and seen < 20:  # a chain of appositions is never that long  # noqa: PLR2004
        cue = links[id(cue)]
        seen += 1
    return cue


def _is_role_only(page: Page, cue: Cue) -> bool:
    head = page.doc[cue.head]
    if head.dep_ == "pobj" and head.head.lower_ in {"as", "like"}:
        return True
    before = page.doc[cue.start - 1].lower_ if cue.start else ""
    return before in {"as", "like"}


def _copula_subject(page: Page, cue: Cue) -> Cue | None:
    """The place that "is" this description; a pronoun counts."""
    head = page.doc[cue.head]
    verb = head.head
    if head.dep_ not in {"attr", "oprd"} and not (head.dep_ == "conj" and verb.dep_ == "attr"):
        return None
    if head.dep_ == "conj":
        verb = verb.head
    if verb.lemma_ not in {"be", "become", "remain"}:
        return None
    found = next((page.at[t.i] for t in subjects(verb) if t.i in page.at), None)
    if found is None and cue.start and any(c.lower_ == "there" for c in verb.children):
        return None
    return found


def _apposed(page: Page, cue: Cue, by_start: dict[int, Cue], by_end: dict[int, Cue]) -> Cue | None:
    doc = page.doc
    after = _name_from(page, by_start, cue.end)
    if after is not None and after.kind == "name":  # British widow Shirin Adel
        return after
    head = doc[cue.head]
    aged = _aged_between(page, cue.start)
    end = cue.start - (aged or 1)
    while end > 0 and doc[end - 1].text in {'"', "”", "’", "'"} and end not in by_end:
        end -= 1  # "Abu Said", a 30-year-old
    before = by_end.get(end)
    if aged and before is not None:
        return before
    if before is not None and doc[cue.start - 1].text in {",", "(", "—", "–", "--"} and before.kind != "pronoun":
        ends = (
            cue.end >= len(doc) or doc[cue.end].lower_ in _AFTER_PHRASE or doc[cue.end].pos_ in {"ADP", "SPACE", "VERB"}
        )
        listed = head.dep_ == "conj" or (
            head.dep_ in SUBJECTS and before.head != head.head.i and not _opens_so(page, before, cue)
        )
        if head.dep_ == "appos" or (ends and not listed and not _of_another(page, cue, before)):
            return before
    beside = by_end.get(cue.start - 1)
    if beside is not None and beside.kind == "name" and doc[cue.start - 1].lower_ in {"and", "or"}:
        return None  # "Iturbe and a man who ..." tells of one more
    if head.dep_ == "appos" and (of := next((c for c in by_end.values() if c.head == head.head.i), None)) is not None:
        return of if of.kind == "name" else None  # Ann Lee, Orwell's chief executive: Orwell may be a name itself
    follows = _name_from(page, by_start, cue.end + 1)
    if follows is not None and follows.kind == "name" and doc[cue.end].text in {",", "—", "–", "--"}:
        closes = follows.end >= len(doc) or doc[follows.end].lower_ in _AFTER_PHRASE
        if doc[follows.head].dep_ == "appos" or (closes and doc[follows.head].dep_ not in {"conj", *SUBJECTS}):
            return follows
    return None


def _opens_so(page: Page, before: Cue, cue: Cue) -> bool:
    """As in "Mustafa, a mechanic, walked": a sentence opens with both between commas, whatever is taken as subject."""
    doc = page.doc
    opens = before.start == 0 or page.sentence[before.start - 1] != page.sentence[before.start]
    rest = doc[cue.end : cue.end + 2]
    closed = len(rest) > 1 and rest[0].text == "," and (rest[1].pos_ in {"VERB", "AUX"} or rest[1].lower_ in _WHO)
    return opens and closed and doc[cue.start].lower_ in {"a", "an"}


def _name_from(page: Page, by_start: dict[int, Cue], at: int) -> Cue | None:
    """The place that begins at this token, or behind the titles that do: "the defector, Col. Rashid Mansour"."""
    for start in range(at, min(at + 4, len(page.doc))):
        if start in by_start:
            return by_start[start]
        if fold(page.doc[start].text) not in TITLE_WORDS:
            return None
    return None


def _aged_between(page: Page, start: int) -> int:
    """How many tokens an age takes before this one (", 26, a guard", ", now 37 and a nurse"); 0: none stands there."""
    doc = page.doc
    at = start - 1
    if at < 3 or doc[at].lower_ not in {",", "and"} or not doc[at - 1].like_num:  # noqa: PLR2004
        return 0
    at -= 2
    if doc[at].lower_ in {"now", "then", "aged", "only", "just"}:
        at -= 1
    return start - at if at > 0 and doc[at].text == "," else 0


def _of_another(page: Page, cue: Cue, before: Cue) -> bool:
    """As in "Murad, his brother and ..." tells of a second person; "Leyla, Murad's wife," of the first."""
    first = page.doc[cue.start]
    kin = page.doc[cue.head].lemma_.lower() in KIN_NOUNS
    return (
        kin and first.lower_ in {"his", "her", "my"} and before.kind == "name" and page.doc[cue.head].dep_ in SUBJECTS
    )


def attach_declared(page: Page, declared: list[Declared]) -> None:
    """Give names that the story declares assumed to the person told just before them."""
    for one in declared:
        draft = one.cue.person
        if draft is None:
            draft = Draft()
            draft.take(one.cue)
            page.cover(one.cue)
        if one.how == "alias":
            draft.alias = True
        else:
            draft.first_name_only = True
        owner = _owner(page, one)
        if owner is not None and owner is not draft:
            owner.absorb(draft)


def _owner(page: Page, one: Declared) -> Draft | None:  # one return a construction
    if one.after is None:
        return None
    doc = page.doc
    for token in doc[max(0, one.cue.start - 4) : one.cue.start]:  # "we will call him Finch"
        if token.idx >= one.after and token.lower_ in {"him", "her", "himself", "herself"}:
            return page.who(token)
    verb = next(
        (
            t
            for t in doc[max(0, one.cue.start - 12) : one.cue.start]
            if t.idx >= one.after and t.pos_ in {"VERB", "AUX", "ADJ"}
        ),
        None,
    )
    if verb is not None:
        for subject in subjects(verb):
            if (found := page.who(subject)) is not None:
                return found
        if verb.dep_ in {"acl", "relcl", "amod"} and (found := page.who(verb.head)) is not None:
            return found
    sentence = page.sentence[one.cue.start]
    for i in range(one.cue.start - 1, -1, -1):
        if page.sentence[i] != sentence:
            return None
        cue = page.at.get(i)
        if cue is not None and cue is not one.cue and cue.person is not None and doc[i].idx < one.after:
            return cue.person
    return None
