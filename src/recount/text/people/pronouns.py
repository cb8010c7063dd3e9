"""He, she and "the woman" to their person, where gender and nearness leave one; unresolved otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recount.text.attribute.countries import demonyms
from recount.text.names import fold, words_of
from recount.text.people.cues import SUBJECTS, Cue, Draft, Gender, Page
from recount.text.people.described import person_noun
from recount.text.people.words import (
    EXIT_NOUNS,
    FORMER,
    KIN_NOUNS,
    MEMBER_NOUNS,
    ROLE_NOUNS,
    SPEECH_VERBS,
    WEAK_MEMBER_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_PRONOUNS: dict[str, Gender] = {
    "he": "man",
    "him": "man",
    "his": "man",
    "himself": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "herself": "woman",
}
REACH = 3  # sentences back; beyond, English stories name the person again
_AHEAD = 1.0  # how much better the best must be than the next: a subject against another noun of its sentence


def pronoun_cues(page: Page) -> list[Cue]:
    """Every he and she, with the gender its own word says."""
    return [
        Cue(t.i, t.i + 1, t.i, "pronoun", t.text, _PRONOUNS[t.lower_])
        for t in page.doc
        if t.lower_ in _PRONOUNS and t.pos_ == "PRON"
    ]


def resolve(page: Page, cues: list[Cue], links: dict[int, Cue]) -> list[Draft]:
    """Walk the story once and give each description and pronoun its person, new persons included."""
    opened: list[Draft] = []
    told: list[Cue] = []  # places with a person, in order
    for cue in sorted(cues, key=lambda c: (c.start, c.kind != "name")):
        if cue.person is not None:
            told.append(cue)
            continue
        if cue.kind == "pronoun":
            draft = _of_pronoun(page, cue, told)
        elif id(cue) in links and _linked(links, cue) is not None:
            draft = _linked(links, cue)
        else:
            draft = _of_description(page, cue, told) if cue.definite else None
            if draft is None and id(cue) not in links:
                draft = Draft()
                opened.append(draft)
        if draft is not None:
            draft.take(cue)
            page.cover(cue)
            told.append(cue)
    _look_ahead(page, cues)
    for cue in [c for c in cues if c.person is None and id(c) in links]:
        target = links[id(cue)].person
        if target is not None:
            target.take(cue)
            page.cover(cue)
    return opened


def _look_ahead(page: Page, cues: list[Cue]) -> None:
    """A story that begins with he or she and names one person as subject soon after has begun with that person."""
    told = [c for c in cues if c.person is not None]
    first = min(told, key=lambda c: c.start, default=None)
    if first is None or first.person is None or page.doc[first.head].dep_ not in SUBJECTS:
        return
    early = [c for c in cues if c.kind == "pronoun" and c.person is None and c.start < first.start]
    near = [
        c for c in early if page.sentence[first.start] - page.sentence[c.start] <= REACH and page.quoted[c.start] < 0
    ]
    genders = {c.gender for c in near}
    if len(genders) == 1 and first.person.gender() in {*genders, None}:
        for cue in near:
            first.person.take(cue)
            page.cover(cue)


def _linked(links: dict[int, Cue], cue: Cue) -> Draft | None:
    seen: set[int] = set()
    while id(cue) in links and id(cue) not in seen:
        seen.add(id(cue))
        cue = links[id(cue)]
        if cue.person is not None:
            return cue.person
    return None


def _of_pronoun(page: Page, cue: Cue, told: list[Cue]) -> Draft | None:
    scores: dict[int, tuple[float, Draft]] = {}
    quote = page.quoted[cue.start]
    count = page.sentence if quote >= 0 else page.narrated  # a long quotation puts nobody out of the reporter's mind
    here = count[cue.start]
    barred = _barred(page, cue, told)
    for other in reversed(told):
        if here - count[other.start] > REACH:
            break
        draft = other.person
        if draft is None or draft.gender() not in {cue.gender, None} or id(draft) in barred:
            continue
        if page.paragraph[cue.start] - page.paragraph[other.start] > 4:  # blank lines count as one each  # noqa: PLR2004
            continue
        if quote >= 0 and page.quoted[other.start] not in {quote, -1}:
            continue
        if quote < 0 <= page.quoted[other.start] and other.kind != "name":
            continue  # whom a speaker tells of is not who the reporter goes on with
        score = _nearness(page, cue, other) + (0.3 if draft.gender() == cue.gender else 0.0)
        if score > scores.get(id(draft), (-99.0, draft))[0]:
            scores[id(draft)] = (score, draft)
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _AHEAD):
        return None
    return ranked[0][1]


def _barred(page: Page, cue: Cue, told: list[Cue]) -> set[int]:
    """Persons whom this pronoun cannot be, by any of their places in its sentence."""
    barred = set()
    for other in reversed(told):
        if page.sentence[other.start] != page.sentence[cue.start]:
            break
        if _clashes(page, cue, other):
            barred.add(id(other.person))
    return barred


def _nearness(page: Page, cue: Cue, other: Cue) -> float:
    """Subjects weigh most, then pronouns that already stand for somebody; each sentence back costs."""
    head = page.doc[other.head]
    while head.dep_ in {"conj", "appos"} and head.head.pos_ in {"NOUN", "PROPN", "PRON", "DET"} and head.head != head:
        head = head.head  # Karim and Omar met: both are its subject; another, a Dutch convert, too
    count = page.sentence if page.quoted[cue.start] >= 0 else page.narrated
    back = count[cue.start] - count[other.start]
    score = -1.3 * back
    if head.dep_ in SUBJECTS:
        score += {"ROOT": 2.3, "conj": 2.1}.get(head.head.dep_, 2.0)
    elif head.dep_ in {"dobj", "attr", "appos", "ROOT", "dative"}:
        score += 1.0
    elif head.dep_ == "poss":
        score += 0.4
    draft = other.person
    if draft is not None:
        if _says_of(page, cue, other) and _only_speaks(page, draft):
            score -= 1.2  # an official who says "he was arrested" speaks of another
        if any(
            page.doc[c.head].head.lemma_ in {"kill", "die"} and page.doc[c.head].dep_ in SUBJECTS
            for c in draft.cues[-4:]
        ):
            score -= 1.0  # the dead do nothing more
        score += 0.06 * min(10, len(draft.cues))
        spoken = any(_speaks(page, c) for c in draft.cues[-12:])
        score += 0.8 if spoken and _speaks(page, cue) else 0.0
        if other.kind == "description" and not other.definite and len(draft.cues) == 1:
            # Somebody told of in passing ("a man who laughed was questioned") seldom goes on to speak.
            score -= 1.0 if _speaks(page, cue) and not spoken else 0.0 if head.dep_ in SUBJECTS else 0.4
    return score


def _says_of(page: Page, cue: Cue, other: Cue) -> bool:
    """Whether the pronoun stands in what the other says: "Whitfield said he had ..."."""
    speaker = page.doc[other.head]
    speaker = speaker.head if speaker.dep_ == "appos" else speaker  # his lawyer, Karen Moe, said he had
    said = speaker.head
    speaks = speaker.dep_ in SUBJECTS and said.lemma_ in SPEECH_VERBS and page.quoted[speaker.i] < 0
    return speaks and any(
        a.dep_ == "ccomp" and a.head == said for a in (page.doc[cue.head], *page.doc[cue.head].ancestors)
    )


def _only_speaks(page: Page, draft: Draft) -> bool:
    for cue in draft.cues:
        head = page.doc[cue.head]
        if cue.title or (cue.kind == "description" and person_noun(head) in ROLE_NOUNS):
            return True
        if cue.kind == "description" and any(c.dep_ == "poss" for c in head.children):
            return True  # his parole officer, her cousin
    return False


def _speaks(page: Page, cue: Cue) -> bool:
    head = page.doc[cue.head]
    return head.dep_ in SUBJECTS and head.head.lemma_ in SPEECH_VERBS and page.quoted[cue.head] < 0


def _clashes(page: Page, cue: Cue, other: Cue) -> bool:
    """Subject and object of one verb are two persons ("Murad told him"); "his wife" is not he."""
    mine, theirs = page.doc[cue.head], page.doc[other.head]
    if cue.words.lower().endswith("self") or mine.dep_ == "poss":
        # "his wife": the wife is not the one who has her.
        return other.start <= cue.start < other.end
    same_verb = mine.head == theirs.head or (mine.dep_ == "pobj" and mine.head.head == theirs.head)
    return same_verb and theirs.dep_ in SUBJECTS and mine.dep_ not in SUBJECTS


def _of_description(page: Page, cue: Cue, told: list[Cue]) -> Draft | None:  # one return a kind
    """The person a definite description goes back to: same noun, age or nationality, or the only fit."""
    head = page.doc[cue.head]
    noun = person_noun(head)
    earlier = told
    if any(t.lower_ in _NEWCOMERS for t in page.doc[cue.start : cue.head]):
        return None
    if noun == "client":
        return _client_of(page, cue, earlier)
    if noun in KIN_NOUNS:
        return _one({id(c.person): c.person for c in earlier if _same_kin(page, cue, c)})
    age = re.search(r"\d{1,3}(?=-year-old)", cue.words)
    if age is not None:
        found = {id(c.person): c.person for c in earlier if _aged(page, c, age.group())}
        return _one(found) if found else _the_one_at_hand(page, cue, earlier)
    nation = demonyms().get(fold(head.text))
    if nation is not None:
        found = {id(c.person): c.person for c in earlier if c.kind == "description" and nation in _nations(page, c)}
        return _one(found) if found else _the_one_at_hand(page, cue, earlier)
    same = {
        id(c.person): c.person for c in earlier if c.kind == "description" and person_noun(page.doc[c.head]) == noun
    }
    titled = {id(c.person): c.person for c in earlier if c.title and noun in fold(c.title).split()}
    if same or titled:
        return _one({**same, **titled}) or _last(earlier, {**same, **titled})
    if noun in {"man", "woman", "girl", "boy", "lady", "teenager", "person", "youth"}:
        near = [c for c in earlier if page.sentence[cue.start] - page.sentence[c.start] <= REACH]
        return _one(
            {id(c.person): c.person for c in near if c.person and cue.gender and c.person.gender() == cue.gender}
        )
    if noun in EXIT_NOUNS | MEMBER_NOUNS | WEAK_MEMBER_NOUNS:
        inside = EXIT_NOUNS | MEMBER_NOUNS | WEAK_MEMBER_NOUNS
        member = _one(
            {
                id(c.person): c.person
                for c in earlier
                if c.kind == "description" and person_noun(page.doc[c.head]) in inside
            }
        )
        if member is not None:
            return member
    return _the_one_at_hand(page, cue, earlier)


def _the_one_at_hand(page: Page, cue: Cue, earlier: list[Cue]) -> Draft | None:
    """As in "The Polish student, 20," after nobody but Jakub Nowicki was told of: news stories vary the name so.

    Only for a subject that is told closer than by a bare noun, and only when one single person fits.
    """
    head = page.doc[cue.head]
    noun = person_noun(head)
    closer = page.doc[cue.start : cue.head]
    told = any(t.lower_ in FORMER or fold(t.text) in demonyms() or t.pos_ in {"ADJ", "NUM"} for t in closer)
    if (
        noun in ROLE_NOUNS
        or not (told or noun is None)
        or head.dep_ not in SUBJECTS
        or page.doc[cue.start].lower_ != "the"
    ):
        return None
    if any(
        t.lower_ in _OTHERS and (t.i == 0 or t.nbor(-1).text != "-") for t in closer
    ):  # not the old of "26-year-old"
        return None
    near = [c for c in earlier if page.sentence[cue.start] - page.sentence[c.start] <= REACH]
    return _one(
        {
            id(c.person): c.person
            for c in near
            if c.person and (not cue.gender or c.person.gender() in {cue.gender, None})
        }
    )


_NEWCOMERS = words_of("other second third first last next latest previous another earlier")
_OTHERS = words_of("other second third first next last same new local old young older younger elderly")


def _client_of(page: Page, cue: Cue, earlier: list[Cue]) -> Draft | None:
    """As in "His client" of Karim's lawyer is Karim."""
    lawyer = _possessor(page, cue)
    roles = [c for c in earlier if c.kind == "description" and c.person is lawyer and lawyer is not None]
    return _one({id(d): d for c in roles if (d := _possessor(page, c)) is not None})


def _one(found: dict[int, Draft | None]) -> Draft | None:
    return next(iter(found.values())) if len(found) == 1 else None


def _last(earlier: list[Cue], among: dict[int, Draft | None]) -> Draft | None:
    """Of several with one title the one spoken of last, when nobody else of them was spoken of in that stretch."""
    recent = [c.person for c in earlier[-3:] if id(c.person) in among]
    return recent[-1] if recent and all(d is recent[-1] for d in recent) else None


def _same_kin(page: Page, cue: Cue, other: Cue) -> bool:
    if other.kind != "description" or person_noun(page.doc[other.head]) != person_noun(page.doc[cue.head]):
        return False
    mine, theirs = _possessor(page, cue), _possessor(page, other)
    return mine is None or theirs is None or mine is theirs


def _possessor(page: Page, cue: Cue) -> Draft | None:
    owner: Token | None = next((t for t in page.doc[cue.head].children if t.dep_ == "poss"), None)
    return page.who(owner) if owner is not None else None


def _aged(page: Page, cue: Cue, age: str) -> bool:
    end = page.span(cue.start, cue.end).end
    return bool(
        re.search(rf"\b{age}\b", cue.words) or re.match(rf"\s*[,(]\s*(?:aged |now )?{age}\b", page.text[end : end + 16])
    )


def _nations(page: Page, cue: Cue) -> set[str]:
    return {demonyms()[fold(t.text)] for t in page.doc[cue.start : cue.end] if fold(t.text) in demonyms()}
