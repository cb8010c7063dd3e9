"""Values of persons' attributes that an endpoint gives: of the codebook's kinds, and borne out by the quoted words."""

from __future__ import annotations

import re

from recount.errors import ClaimUnfounded
from recount.read.answer import LEAVINGS, STATUSES, VARIABLES
from recount.text.attribute.countries import country_of
from recount.text.names import fold
from recount.text.people.described import gender_of
from recount.text.people.words import TITLE_GENDER
from recount.text.quantity.numbers import numbers

_HE_SHE = {"he": "man", "him": "man", "his": "man", "himself": "man"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "woman"
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_STEM = 4  # letters by which "divorced" is known in "divorcee" and "daughters" in "daughter"
_OLDEST = 110  # years
_LONGEST = 60  # characters of a value
_MOST_WORDS = 4  # of a country's or city's name


def checked_value(variable: object, value: object, words: str, kind: str) -> tuple[str, str]:
    """Variable and value where the words bear them out; ClaimUnfounded says why not."""
    if variable not in VARIABLES or not str(variable).startswith("event." if kind == "event" else "attr."):
        raise ClaimUnfounded(f"variable {variable!r}", f"is none of an {kind}")
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        raise ClaimUnfounded(f"value {value!r}", "is no short word")
    reason = _why_not(str(variable), value.strip(), words)
    if reason is not None:
        raise ClaimUnfounded(f"{variable} {value!r}", f"{reason} {words!r}")
    return str(variable), value.strip()


def _why_not(variable: str, value: str, words: str) -> str | None:
    if variable in {"attr.age", "attr.age_join"}:
        told = {n.value for n in numbers(words.replace("-", " "))}
        fits = value.isdecimal() and 0 < int(value) < _OLDEST and float(value) in told
        return None if fits else "no such number of years stands in"
    if variable == "attr.gender":
        return None if value in genders_told(words) else "no word says so in"
    if variable in {"attr.origin_country", "attr.location_now"}:
        return None if value in _countries(words) else "no word names that country in"
    if variable == "attr.status_now":
        return None if value in STATUSES else "no such situation; of"
    if variable.startswith("event."):
        known = ("joined", "recruited") if variable == "event.joined" else LEAVINGS
        return None if value in known else "no such event; of"
    stems = {fold(w)[:_STEM] for w in _WORD.findall(words)}
    return None if any(fold(w)[:_STEM] in stems for w in _WORD.findall(value)) else "no word of it stands in"


def genders_told(words: str) -> set[str]:
    """The genders that explicit words among these say: a noun, a title, he or she. A name says none."""
    found = set()
    for word in _WORD.findall(words):
        plain = fold(word)
        found |= {g for g in (gender_of(plain), _HE_SHE.get(plain), TITLE_GENDER.get(plain)) if g}
    return found


def _countries(words: str) -> set[str]:
    told = re.findall(r"[\w’'.-]+", words)
    runs = (
        " ".join(told[i : i + n]).strip(".-’'") for n in range(1, _MOST_WORDS + 1) for i in range(len(told) - n + 1)
    )
    return {code for run in runs if run[:1].isupper() and (code := country_of(re.sub(r"-born$|[’']s$", "", run)))}
