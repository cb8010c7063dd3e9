"""Who is no case, and why; and leavers of whom reading found no person.

A person of an account is a case, or is none for a reason that can be said, or it is undecided. Silence is not "no":
who is only told to have joined, or of whom nothing of the kind is told in an account of leaving, may have left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.text.people.cues import Cue, Draft, Kind, Page, subjects
from recount.text.people.leads import is_heading
from recount.text.people.leaving import is_told_as_done, objects_of, verb_sign
from recount.text.people.roles import role_of
from recount.text.people.runs import PERSONS
from recount.text.people.words import (
    EXIT_NOUNS,
    EXIT_VERBS,
    FORMER,
    GROUP_NOUNS,
    JOIN_VERBS,
    MEMBER_NOUNS,
    PHRASAL_EXITS,
    RETURN_VERBS,
    SURE_EXIT_VERBS,
    WEAK_MEMBER_NOUNS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from recount.text.people.leaving import Sign

# Roles of those who only speak. A nurse, a captain or a resident may be anybody: what somebody is, is no reason.
_ONLY_SPEAK = frozenset(
    (
        "researcher", "journalist", "lawyer", "court", "politician", "official", "police", "aid worker", "clergy",
        "relative",
    )
)  # fmt: skip
_COMES_OR_GOES = EXIT_VERBS | SURE_EXIT_VERBS | JOIN_VERBS | RETURN_VERBS | {"expel", "throw", "kick", "cast"}
_AWAY = frozenset(("flee", "escape"))  # whatever it is that one flees, it may be the place of those one belonged to
_HOME = frozenset(("home", "back", "away", "out", "over"))
_MEMBERS = MEMBER_NOUNS - WEAK_MEMBER_NOUNS
_BODIES = frozenset(("ORG", "NORP", "GPE", "LOC", "FAC"))
_SINGLE = frozenset(("NN", "NNP"))
DIED = "told to have died among them"
WRITES = "writes the account"
NOT_THEIRS = "no sentence on them tells of joining or leaving by them"


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that may tell of somebody's joining, belonging or leaving."""

    sentence: int
    whose: frozenset[int] | None  # ids of the drafts that grammar gives it to; None: open, as for "he" and "they"


def why_no_case(
    page: Page, draft: Draft, signs: list[Sign], role: str | None, *, tellings: Sequence[Telling]
) -> str | None:
    """The reason why this person, who is no case, is none; None: it is undecided.

    Args:
        page: the story.
        draft: a person of it.
        signs: what it says of their belonging or leaving.
        role: as `role_of` finds it.
        tellings: all words of the story that may tell of joining or leaving (`tellings`).
    """
    if any(s.strength == "died" for s in signs):
        return DIED
    own = any(t.whose is not None and id(draft) in t.whose for t in tellings)
    if signs or own:
        return None
    if (reason := only_speaks(role)) is not None:
        return reason
    if any(_signs_the_story(page, cue) for cue in draft.cues):
        return WRITES
    near = {page.sentence[c.start] + step for c in draft.cues for step in (0, 1)}  # who "he" is stands before it
    return None if any(t.whose is None and t.sentence in near for t in tellings) else NOT_THEIRS


def tellings(page: Page) -> list[Telling]:
    """Every word of a story that may tell of joining, belonging or leaving, done or not, and whose it is."""
    found = []
    for token in page.doc:
        if token.pos_ in {"VERB", "AUX"} and (verb_sign(page, token) is not None or _may_tell(token)):
            found.append(Telling(page.sentence[token.i], _whose(page, token)))
        elif token.tag_ in _SINGLE and (token.lemma_.lower() in EXIT_NOUNS | _MEMBERS or token.lower_ in FORMER):
            cue = page.at.get(token.i)
            whose = None if cue is None or cue.person is None else frozenset((id(cue.person),))
            found.append(Telling(page.sentence[token.i], whose))
    return found


def _may_tell(verb: Token) -> bool:
    """Whether a verb of joining, leaving or coming back may be told of a body: left the house is not, fled it is."""
    lemma = verb.lemma_.lower()
    beside = {c.lower_ for c in verb.children}
    phrasal = beside & PHRASAL_EXITS.get(lemma, frozenset()) or (
        lemma in {"go", "come", "get", "run"} and beside & _HOME
    )
    if lemma not in _COMES_OR_GOES and not phrasal:
        return False
    things = list(objects_of(verb))
    return lemma in _AWAY or not things or any(t.pos_ != "NOUN" or t.lemma_.lower() in GROUP_NOUNS for t in things)


def _whose(page: Page, verb: Token) -> frozenset[int] | None:
    """The persons whom a verb is told of, by names and descriptions; None where a pronoun leaves it open.

    Of many ("hundreds left") it is told of nobody in particular, unless they are "both", "we" or "they".
    """
    # A number is the age of "Zakariya, 20, a nurse, escaped" more often than a number of persons.
    who, what = list(subjects(verb)), [c for c in verb.children if c.dep_ == "dobj"]
    held, open_ = _given_to(page, who, frozenset(("PRON", "NUM")))
    things, open_things = _given_to(page, what, frozenset(("PRON",)))
    if not who and not what:
        return None
    return None if open_ or (open_things and not held) else frozenset(held | things)


def _given_to(page: Page, tokens: Iterable[Token], may_be: frozenset[str]) -> tuple[set[int], bool]:
    """The persons that stand at these tokens, and whether some other token of them may stand for one."""
    held, open_ = set[int](), False
    for token in tokens:
        cue = page.at.get(token.i)
        if cue is not None and cue.person is not None and cue.kind in {"name", "description"}:
            held.add(id(cue.person))
        else:
            open_ |= token.pos_ in may_be or token.tag_ in _SINGLE
    return held, open_


def _signs_the_story(page: Page, cue: Cue) -> bool:
    """Whether the name stands behind a "By" that begins a line."""
    if cue.kind != "name" or not cue.start or page.doc[cue.start - 1].lower_ != "by":
        return False
    by = page.doc[cue.start - 1]
    return by.i == 0 or page.paragraph[by.i - 1] != page.paragraph[by.i] or page.doc[by.i - 1].is_space


def only_speaks(role: str | None) -> str | None:
    """The reason why somebody of this role, of whom neither joining nor leaving is told, is no case."""
    return f"told of as {role}, and of no joining or leaving of theirs" if role in _ONLY_SPEAK else None


def told_to_go(page: Page, drafts: Sequence[Draft], found: Sequence[Draft]) -> Iterator[Draft]:
    """Those without a name, not found yet, of whom a verb of joining, leaving or coming back tells as done.

    "A student left the Ninth Lantern" is all that some accounts say of somebody, and may be told of one certain person
    even where nothing else of it is, or where the Ninth Lantern is taken for a building. Left out are those who only
    speak for others (an official who left a party is told of for the party), and whom a heading tells of, who is
    somebody found below it.
    """
    gone: set[int] = set()
    for verb in page.doc:
        if verb.pos_ == "VERB" and (verb_sign(page, verb) is not None or _may_tell(verb)) and is_told_as_done(verb):
            gone |= {id(d) for t in _who_does(verb) if (d := _described(page, t)) is not None}
    for draft in drafts:
        if id(draft) not in gone or draft in found or only_speaks(role_of(page, draft)):
            continue
        if not found or not all(is_heading(page, page.paragraph[c.start]) for c in draft.cues):
            yield draft


def _who_does(verb: Token) -> Iterator[Token]:
    """The subjects of a verb; whom "who" stands for in its place."""
    for token in subjects(verb):
        yield verb.head if token.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl" else token


def _described(page: Page, token: Token) -> Draft | None:
    """Whom a singular description names, as in "a student"."""
    cue = page.at.get(token.i)
    return cue.person if cue is not None and cue.kind == "description" and token.tag_ in _SINGLE else None


def unfound(page: Page, drafts: list[Draft]) -> Iterator[Draft]:
    """Somebody who is told to have left a body of people and is none of the persons found: one draft a place.

    As in "Lorne left the sect", where nothing else shows that Lorne is a person. What is called a company or bears the
    name of one is nobody.
    """
    known = {id(d) for d in drafts}
    for verb in page.doc:
        if verb.pos_ != "VERB":
            continue
        sign = verb_sign(page, verb)
        sure = sign is not None and sign.strength == "sure" and is_told_as_done(verb)
        if not sure and not _may_tell(verb):
            continue
        for token in subjects(verb):
            who = page.who(token)
            if who is not None and id(who) in known:
                continue
            if _called_a_person(page, token) or (sure and _may_be_a_person(page, token)):
                yield _draft(page, token)


def _called_a_person(page: Page, token: Token) -> bool:
    """As in "Anders, a French nurse", whatever the parser takes the name for."""
    called = (c for c in token.children if c.dep_ == "appos" and c.tag_ == "NN" and c.i > token.i)
    return token.i not in page.at and token.text[:1].isupper() and any(c.lemma_.lower() in PERSONS for c in called)


def _may_be_a_person(page: Page, token: Token) -> bool:
    if token.i in page.at or token.ent_type_ in _BODIES or token.tag_ not in _SINGLE:
        return False
    lemma = token.lemma_.lower()
    return (token.tag_ == "NNP" or lemma in PERSONS) and lemma not in GROUP_NOUNS


def _draft(page: Page, token: Token) -> Draft:
    start = token.i
    while start and page.doc[start - 1].head == token and page.doc[start - 1].tag_ in {"NNP", "JJ", "NN"}:
        start -= 1
    kind: Kind = "name" if token.text[:1].isupper() and token.tag_ != "NN" else "description"
    cue = Cue(start, token.i + 1, token.i, kind, page.words(start, token.i + 1))
    draft = Draft()
    draft.take(cue)
    page.cover(cue)
    return draft
