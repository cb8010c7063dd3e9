"""Verbs of joining, belonging and leaving, and the bodies of people that they are told of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recount.text.attribute.countries import country_of
from recount.text.names import fold, words_of
from recount.text.people.bodies import name_of
from recount.text.people.cues import Page
from recount.text.people.words import (
    EXIT_VERBS,
    GROUP_NOUNS,
    JOIN_VERBS,
    MEMBER_NOUNS,
    PERSON_NOUNS,
    PHRASAL_EXITS,
    PLACE_NOUNS,
    PLACE_WORDS,
    RETURN_VERBS,
    ROLE_NOUNS,
    SURE_EXIT_VERBS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


Strength = Literal["sure", "left", "fled", "joined", "parted", "exposed", "died"]
_UNREAL = words_of(
    "want plan hope try attempt threaten refuse urge ask order consider wish intend decide vow need encourage "
    "allow help tell dream force fail forbid promise think dare prepare start"
)
_DID = words_of("manage decide start begin help")
_BACK = words_of("return re-enter reenter enter entry back home")
_IF = words_of("if unless whether should")
MODALS = words_of("would could might may will can should must 'll ’ll wo ca")
_OUTSIDERS = words_of(
    "parliament congress cabinet board committee council senate assembly jury staff team faculty panel bar "
    "academy union commission house government"
)
_MILITARY = words_of(
    "army regime military navy force forces troops garrison barracks guard police regiment brigade battalion"
)
# Bodies that people leave every day without having turned their back on them: leaving them is half a sign.
_PLAIN_HOSTS = _MILITARY - frozenset(("regime",)) | words_of(
    "company firm agency corporation employer project programme program crew team band staff corps party "
    "ministry department"
)
_TURNED_AWAY = words_of("flee escape abandon renounce desert defect disown run break slip sneak abscond")
_AUTHORITIES = words_of("regulator inspector investigator prosecutor watchdog authority inspectorate auditor")
_FILES = words_of("file document record memo recording log email dossier evidence")
_EXPOSES = words_of("expose leak disclose")
# Who managed to leave has left; who travelled to fight with a group is told as having gone to it.
_ON_THE_WAY = words_of("manage help continue begin travel go come fly move leave cross sail drive")
_STAYS = words_of("spend live fight serve stay work train belong drive cook")
_WENT = words_of("travel go follow enter move come")
_INTO = words_of("with for under in by to among alongside inside into")
_RANKS = words_of("private corporal sergeant lieutenant captain conscript clerk cook driver medic nurse guard recruit")
_HOSTS = GROUP_NOUNS | _MILITARY
THROWS = words_of("throw kick cast drive turf boot")  # out
EXPELS = words_of("expel excommunicate banish")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing a story says of somebody's belonging or leaving."""

    strength: Strength
    token: int  # the word that says it
    how: str  # "defected", "left", "joined", ...


def verb_sign(page: Page, verb: Token) -> Sign | None:
    """What a verb says of its subject's belonging or leaving, done or not; None: nothing."""
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
    whistled = lemma == "blow" and any(c.lower_ == "whistle" for c in verb.children)
    if lemma in _EXPOSES or whistled or _hands_over(verb, lemma):
        return None if passive else Sign("exposed", verb.i, lemma)
    if lemma in SURE_EXIT_VERBS:
        return None if passive else Sign("sure", verb.i, lemma)
    return _inside(page, verb, lemma) or _outside(page, verb, lemma, passive=passive)


def _hands_over(verb: Token, lemma: str) -> bool:
    """Told the regulators, gave the police her files."""
    given = {t.lemma_.lower() for c in verb.children if c.dep_ in {"dobj", "dative"} for t in (c, *c.subtree)}
    if lemma == "tell":
        return bool(given & _AUTHORITIES) and any(c.dep_ == "ccomp" for c in verb.children)
    return lemma in {"give", "hand", "pass", "send", "take"} and bool(given & _FILES)


def _inside(page: Page, verb: Token, lemma: str) -> Sign | None:
    """Joining and belonging; "used to" and "had been" say that it is over."""
    if lemma == "use" and any(c.dep_ == "xcomp" and _joins(page, c) for c in verb.children):
        return Sign("sure", verb.i, "used to belong")
    if _belonging(page, verb):
        return Sign("sure" if _over(verb) else "joined", verb.i, "belonged")
    if lemma == "be" and verb.tag_ == "VBD" and any(c.dep_ == "attr" and _serves(c) for c in verb.children):
        return Sign("joined", verb.i, "belonged")
    if lemma in JOIN_VERBS | _WENT | _STAYS and _joins(page, verb):
        return Sign("joined", verb.i, "belonged" if lemma in _STAYS else "joined")
    return None


def _outside(page: Page, verb: Token, lemma: str, *, passive: bool) -> Sign | None:
    """Leaving, coming back, falling in the ranks."""
    if lemma in JOIN_VERBS:
        return None
    if lemma in EXIT_VERBS:
        return None if passive and lemma != "surrender" else _leaving(page, verb)
    if lemma in PHRASAL_EXITS:
        told = {c.text for c in verb.children if c.dep_ in {"prt", "advmod", "dobj", "prep"}}
        particles = told & PHRASAL_EXITS[lemma]
        body = any(_is_body(page, thing, named=True) for thing in objects_of(verb))
        return Sign("sure" if body else "left", verb.i, f"{lemma} {min(particles)}") if particles else None
    thrown = passive and lemma in THROWS and any(c.lower_ in {"out", "off"} for c in verb.children)
    if thrown and any(_is_body(page, thing, named=True) for thing in objects_of(verb)):
        return Sign("sure", verb.i, "expel")
    if lemma in RETURN_VERBS and (passive or lemma in {"return", "re-enter", "reenter"}):
        return _coming_back(verb, lemma, passive=passive)
    return Sign("died", verb.i, lemma) if lemma == "die" and _for_the_cause(verb) else None


def _coming_back(verb: Token, lemma: str, *, passive: bool) -> Sign | None:
    if not passive and any(c.dep_ == "dobj" for c in verb.children):
        return None  # returned the keys
    # An arrest ends belonging only when it meets somebody on the way back.
    if lemma in {"expel", "excommunicate"}:
        return Sign("sure", verb.i, lemma)
    back = lemma not in {"arrest", "detain"} or {t.lemma_.lower() for t in verb.subtree} & _BACK
    return Sign("left", verb.i, lemma) if back else None


def _for_the_cause(verb: Token) -> bool:
    """Died conducting an attack or fighting: who fell in the ranks did not leave them."""
    words = {t.lemma_.lower() for t in verb.subtree}
    return (
        bool(words & {"fight", "fighting", "conduct", "martyrdom", "battle", "suicide", "combat"})
        and verb.lemma_ == "die"
    )


def _leaving(page: Page, verb: Token) -> Sign | None:
    things = list(objects_of(verb))
    lemma = verb.lemma_.lower()
    bodies = [t for t in things if _is_body(page, t, named=True)]
    if bodies:
        plain = all(t.lemma_.lower() in _PLAIN_HOSTS for t in bodies) and lemma not in _TURNED_AWAY
        return Sign("parted" if plain else "sure", verb.i, lemma)
    if lemma == "leave" and any(
        c.dep_ in {"ccomp", "oprd"} or (c.dep_ == "dobj" and page.who(c)) for c in verb.children
    ):
        return None  # left him dead, left them waiting
    if any(t.lemma_.lower() in PLACE_NOUNS or t.ent_type_ in {"GPE", "LOC", "FAC"} for t in things):
        if lemma in {"flee", "escape"}:
            return Sign("fled", verb.i, lemma)
        return Sign("left", verb.i, lemma) if any(_is_unknown_name(page, t) for t in things) else None
    if lemma == "surrender" or any(t.lower_ in {"it", "them"} for t in things):
        return Sign("left", verb.i, lemma)
    return Sign("left", verb.i, lemma) if not [t for t in things if t.dep_ == "dobj"] else None


def objects_of(verb: Token) -> Iterator[Token]:
    """What is left: the object, or what follows "from", "out of", "with"."""
    for child in verb.children:
        if child.dep_ == "dobj":
            yield child
            yield from _one_of_several(child)
            yield from child.conjuncts
        elif child.dep_ == "prep" and child.lower_ in {"from", "out", "of", "with", "by"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner
                elif inner.dep_ == "prep":
                    yield from (t for t in inner.children if t.dep_ == "pobj")
        elif child.dep_ in {"advmod", "prt"} and child.lower_ in {"away", "out", "off"}:  # walked away from the gang
            for prep in child.children:
                if prep.dep_ == "prep":
                    yield from (t for t in prep.children if t.dep_ == "pobj")


def _one_of_several(token: Token) -> Iterator[Token]:
    """The gangs of "quit one of the city's gangs"."""
    if token.lower_ == "one":
        for of in token.children:
            if of.lower_ == "of":
                yield from (t for t in of.children if t.dep_ == "pobj")


def _is_body(page: Page, token: Token, *, named: bool) -> bool:
    """Whether this is a body of people one belongs to: a noun for one, or a name of no place and no person."""
    lemma = token.lemma_.lower()
    if lemma in {"rank", "clutch", "grip", "life", "territory", "control", "stronghold", "area", "camp", "compound"}:
        owners = [c for c in token.children if c.dep_ in {"poss", "compound", "nmod", "amod"}]
        inner = [g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
        return lemma == "rank" or any(_is_body(page, o, named=True) for o in (*owners, *inner) if o != token)
    if lemma in GROUP_NOUNS and lemma not in PLACE_NOUNS:
        return not any(c.lower_ in {"police", "search", "tour", "news", "family", "small"} for c in token.children)
    if not named or page.who(token) is not None or token.pos_ != "PROPN":
        return False
    if name_of(token) in page.bodies:
        return True
    if token.ent_type_ in {"ORG", "NORP"} or (token.ent_type_ in {"", "PRODUCT", "PERSON"}):
        words = (
            " ".join(t.text for t in token.subtree if t.ent_type_ == token.ent_type_ and t.pos_ == "PROPN")
            or token.text
        )
        place = country_of(token.text) or country_of(words)
        return place is None and not set(fold(words).split()) & {
            "university",
            "school",
            "college",
            "airport",
            "hospital",
            "street",
            "court",
        }
    return False


def _is_unknown_name(page: Page, token: Token) -> bool:
    """Whether it is a name with "the" that the parser takes for a place and that is none we know: the Long Furrow."""
    if token.pos_ != "PROPN" or page.who(token) is not None or not any(c.lower_ == "the" for c in token.children):
        return False
    name = name_of(token)
    return country_of(name) is None and not set(name.split()) & (PLACE_WORDS | PLACE_NOUNS)


def _belonging(page: Page, verb: Token) -> bool:
    """As in "was a member of the sect", "had been with the movement"."""
    if verb.lemma_ not in {"be", "become"}:
        return False
    attr = next((c for c in verb.children if c.dep_ in {"attr", "oprd"}), None)
    # A spokesman for the sect may be an outsider; one who was it until May was inside.
    until = any(c.lower_ in {"until", "till"} for c in verb.children)
    works = PERSON_NOUNS | frozenset(ROLE_NOUNS) if until else PERSON_NOUNS - frozenset(ROLE_NOUNS)
    working = attr is not None and attr.lemma_.lower() in works
    if attr is not None and attr.tag_ == "NN" and (working or attr.lemma_.lower() in MEMBER_NOUNS | _RANKS):
        return belongs_to_body(page, attr)
    return any(
        c.dep_ == "prep"
        and c.lower_ == "with"
        and any(g.dep_ == "pobj" and _is_body(page, g, named=False) for g in c.children)
        for c in verb.children
    )


def belongs_to_body(page: Page, token: Token) -> bool:
    """Whether a weak word is tied to a body that people leave: "former member of the cult", "ex-sect cook"."""
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "with", "for", "from"}:
            for thing in child.children:
                if thing.dep_ == "pobj" and _is_body(
                    page, thing, named=token.lemma_.lower() in {"member", "soldier", "believer"} | _RANKS
                ):
                    return True
        if child.dep_ in {"compound", "nmod", "amod", "poss"} and child.i < token.i and child.lemma_.lower() in _HOSTS:
            return True
    return False


def _serves(token: Token) -> bool:
    """A post inside a body of people: was a guard, was a bodyguard."""
    return token.tag_ == "NN" and token.lemma_.lower() in (MEMBER_NOUNS | {"guard"}) - {"terrorist", "extremist"}


def _over(verb: Token) -> bool:
    """Whether the belonging is told as over: "had been", "was once", "until last year"."""
    words = {c.lower_ for c in verb.children}
    return (verb.tag_ == "VBN" and "had" in words) or bool(words & {"once", "formerly", "previously", "until", "till"})


def _joins(page: Page, verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    things = list(objects_of(verb)) + [
        g for c in verb.children if c.dep_ == "prep" and c.lower_ in _INTO for g in c.children if g.dep_ == "pobj"
    ]
    named = lemma not in {"travel", "go", "live", "work", "stay", "follow", "move", "enter", "come", "fight", "train"}
    named = named or any(c.dep_ == "prep" and c.lower_ in {"for", "with"} for c in verb.children)
    if any(_is_body(page, t, named=named) or _of_a_body(page, t) for t in things):
        return not any(t.lemma_.lower() in _OUTSIDERS | (_PLAIN_HOSTS - _MILITARY) for t in things)
    return _alone(verb) and lemma in {
        "join",
        "enlist",
        "recruit",
        "conscript",
        "abduct",
        "radicalise",
        "radicalize",
        "indoctrinate",
    }


def _alone(verb: Token) -> bool:
    return not any(t.dep_ == "dobj" for t in verb.children)


def _of_a_body(page: Page, token: Token) -> bool:
    """As in "the movement's workshop", "the school of the sect"."""
    return any(c.dep_ == "poss" and _is_body(page, c, named=False) for c in token.children)


def is_told_as_done(verb: Token) -> bool:  # one return a construction
    """Whether it is told as done: not denied, wished, planned, feared, asked for or supposed."""
    token, steps = verb, 0
    while steps < 5:  # deeper embeddings do not change whether it happened  # noqa: PLR2004
        children = list(token.children)
        if any(c.dep_ == "neg" for c in children):
            return False
        if any(c.dep_ == "aux" and c.lower_ in MODALS for c in children):
            return False
        if any(c.dep_ == "mark" and c.lower_ in _IF for c in children):
            return False
        head = token.head
        if token.tag_ == "VBG" and any(
            c.dep_ == "aux" and c.lower_ in {"is", "are", "am", "'s", "’s", "'m", "’m"} for c in children
        ):
            return False  # is leaving: not yet
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in children)
        if infinitive:
            return head != token and head.lemma_.lower() in _ON_THE_WAY and head.tag_ != "VB" and is_told_as_done(head)
        if token.dep_ in {"xcomp", "pcomp"} and head.lemma_ in _UNREAL - _DID:
            return False
        if token.dep_ == "pcomp" and head.lower_ in {"without", "before", "of", "for", "about"}:
            return head.lower_ == "before"
        if token.dep_ not in {"conj", "xcomp"} or head == token:
            return True
        token, steps = head, steps + 1
    return True
