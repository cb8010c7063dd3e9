"""Stories that are written in capitals only, as wire services sent them: made readable place for place."""

from __future__ import annotations

import re

from recount.text.attribute.countries import demonyms, places
from recount.text.names import words_of
from recount.text.parser import known_nouns, known_words
from recount.text.people.given import is_given
from recount.text.people.words import GROUP_NOUNS, ORG_WORDS, PERSON_NOUNS, PLACE_NOUNS, ROLE_NOUNS, TITLE_WORDS

_LEAST_LETTERS = 200  # a heading in capitals is no story in capitals
_APART = 3  # white space between the words of one name, a wrapped line's end included
_MOST_LOWER = 0.03  # of the letters: units and typing errors stand in lower case even there
_SMALL = words_of(
    "a an the and or but nor of in on at to by for from with as into over after before between under against among "
    "through during about than that this these those who which what when where while he she it they we you his her "
    "its their our your him them is are was were be been being has have had do does did will would can could may "
    "might must should not no if so because also said says say told i"
)


_PROPER = frozenset(word for place in (*places(), *demonyms()) for word in place.split() if len(word) > 2) - frozenset(  # noqa: PLR2004
    "the and new city north south east west united states republic central great democratic cork nice split solo bath "
    "union coast west bank province camp port home man male santa side arab".split()
) | words_of("january february march april june july august september october november december monday tuesday "
              "thursday friday saturday sunday") - frozenset(("march",))  # fmt: skip


# English first names; the parser knows them in a story with small letters, but here they must be made out first.
_FIRST = words_of(
    "james john robert michael william david richard charles joseph thomas christopher daniel paul george kenneth "
    "steven edward brian ronald anthony kevin jason jeffrey ryan jacob nicholas eric jonathan stephen larry justin "
    "brandon benjamin samuel gregory alexander raymond patrick dennis jerry tyler aaron adam nathan henry peter kyle "
    "walter harold arthur howard philip martin mary patricia jennifer linda elizabeth barbara susan jessica sarah "
    "karen nancy lisa margaret betty sandra ashley dorothy kimberly emily donna michelle amanda melissa deborah "
    "stephanie rebecca laura sharon cynthia kathleen amy angela shirley ruth brenda pamela nicole katherine catherine "
    "helen debra rachel carolyn janet heather diane julie joyce christina joan evelyn"
)
_NEVER_FAMILY = GROUP_NOUNS | ORG_WORDS | PERSON_NOUNS | PLACE_NOUNS | frozenset(ROLE_NOUNS) | TITLE_WORDS


def is_shouted(text: str, *, least: int = _LEAST_LETTERS) -> bool:
    """Whether nearly all letters, and at least so many, are capitals."""
    letters = [c for c in text if c.isalpha() and c.lower() != c.upper()]
    return len(letters) >= least and sum(c.islower() for c in letters) <= _MOST_LOWER * len(letters)


def readable(text: str, *, least: int = _LEAST_LETTERS) -> str:
    """The story as a parser can read it: in capitals only, it is recased; any other comes back as it is.

    Args:
        text: a story, or a piece of one.
        least: how many letters it takes to say that something is written in capitals.
    """
    return recased(text, known_words(), nouns=known_nouns()) if is_shouted(text, least=least) else text


def recased(text: str, common: frozenset[str], *, nouns: frozenset[str] = frozenset()) -> str:
    """The story with common words in lower case and the rest as names; every character keeps its place.

    Args:
        text: a story in capitals.
        common: words, in lower case, that are no names, unless they are given names.
        nouns: those of them that are nothing but nouns; behind a given name such a word is a family name.
    """
    # Wires wrap their lines; a wrapped line would end a sentence.
    out = list(re.sub(r"(?<=\S)\n(?=\S)", " ", text))
    given = -1  # where the given name ended that the word before was
    for match in re.finditer(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text):
        word = match.group()
        small = _lowered(word)
        behind = given >= 0 and text[given : match.start()].isspace() and match.start() - given <= _APART
        named = small not in _SMALL and (small in _FIRST or is_given(small))
        family = behind and _may_be_family(re.sub(r"['’]s?$", "", small), nouns)
        known = small in _SMALL or (small not in _PROPER and not named and not family and _in(small, common))
        given = match.end() if small not in _PROPER and (named or (behind and not known)) else -1
        initial = len(word) == 1 and small not in {"a", "i"}
        first = _begins_sentence(text, match.start())
        shown = word if initial or small == "i" else small if known and not first else word[0] + small[1:]
        if len(shown) == len(word):
            out[match.start() : match.end()] = shown
    return "".join(out)


def _may_be_family(word: str, nouns: frozenset[str]) -> bool:
    """Whether a common word behind a given name is a family name: nothing but a noun, of no body, place or office."""
    noun = word if word in nouns else word.removesuffix("s")
    return noun in nouns and not {word, noun} & (_NEVER_FAMILY | _SMALL)


def _lowered(word: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _in(word: str, common: frozenset[str]) -> bool:
    """Whether the word or its base form is common: plurals, past forms, -ing, possessives."""
    bare = re.sub(r"['’]s?$", "", word)
    forms = {bare, bare.removesuffix("s"), bare.removesuffix("es"), bare.removesuffix("ed"), bare.removesuffix("d")}
    forms |= {
        bare.removesuffix("ing"),
        bare.removesuffix("ing") + "e",
        bare.removesuffix("ly"),
        re.sub("ies$", "y", bare),
    }
    forms |= {re.sub("ied$", "y", bare), re.sub(r"(.)\1(?:ed|ing)$", r"\1", bare)}
    return any(form in common for form in forms if len(form) > 1)


def _begins_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \"“'‘([\t")
    if not before:
        return True
    if before[-1] in ".!?]" and not re.search(r"\b[A-Z]{1,4}\.$", before[-6:]):
        return True
    return before.endswith("\n\n") or bool(re.search(r"\n\s*\n\s*$", before))
