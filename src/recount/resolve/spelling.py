"""Whether two words of names may be one: written alike, spelt by another habit, shortened, or a slip of the pen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from recount.resolve.nicknames import long_forms, other_forms
from recount.text.names import consonant_skeleton, sound_alike
from recount.text.people.given import is_given
from recount.text.sounds import WORDS, least_apart, sounds_like

SPELT = 0.74  # likeness of sounds of two spellings of one name; by bench/resolve.py names, on the half it may look at
KNOWN_SPELT = 0.82  # the same for two words that are both listed given names: Salim and Salam are two of them
SPELT_COST = 0.95  # and less than one consonant may differ
SHORTEST = 2  # letters of which one may be a spelling; single letters are initials
NEAR = 0.74  # share of the letters that a slip leaves as they are: one in four, two in eight
SURE_LETTERS = 5  # in a shorter word a slip is as likely another word


class Fit(NamedTuple):
    """How two words fit: "equal", "spelling", "form" (of another language), "short", "near" or "differs"."""

    how: str
    likeness: float  # 0 to 1


SURE = 0.9
VOWELS = frozenset("aeiou")
_SON_OF = re.compile("^(?:bin|ben|ibn)(?:(?:al|el|ul)(?=.{3}))?")  # Binalshahr, bin al-Shahr
DIFFER = Fit("differs", 0.0)


@lru_cache(maxsize=WORDS)
def fit(left: str, right: str) -> Fit:
    """How two folded words stand to each other; the order of the two makes no difference."""
    one, other = left.replace(" ", ""), right.replace(" ", "")
    if one == other:
        return Fit("equal", 1.0)
    far = least_apart(one, other) >= SPELT_COST  # most words are far apart, and need not be laid side by side
    sounded, cost = (0.0, SPELT_COST) if far else sounds_like(one, other)
    if sound_alike(one, other) and VOWELS & set(one + other):  # without any, y and w are all that tells names apart
        return Fit("spelling", max(sounded, SPELT))
    if min(len(one), len(other)) >= SHORTEST and cost < SPELT_COST and sounded >= _least(one, other):
        return Fit("spelling", sounded)
    if consonant_skeleton(other) in long_forms(one) or consonant_skeleton(one) in long_forms(other):
        return Fit("short", 0.9)
    if other in other_forms(one):
        return Fit("form", 0.85)
    if (" " in left or " " in right) and not {left[:4], right[:4]} & {"abu "}:  # "van der Meer" without its particles
        last = fit(left.rsplit(" ", 1)[-1], right.rsplit(" ", 1)[-1])
        return Fit("spelling", 0.9 * last.likeness) if last.how in {"equal", "spelling"} else DIFFER
    for son, word in ((one, other), (other, one)):
        bare = _SON_OF.sub("", son)
        if bare == son:
            continue
        long = len(bare) >= SURE_LETTERS and sounds_like(bare, word)[0] >= SURE
        if long or (bare == word and len(bare) > SHORTEST):
            return Fit("spelling", SURE)
    return _slip(one, other)


def _least(one: str, other: str) -> float:
    return KNOWN_SPELT if is_given(one) and is_given(other) else SPELT


def alike(left: str, right: str) -> str:
    """The level of `fit` alone."""
    return fit(left, right).how


def _slip(one: str, other: str) -> Fit:
    """Letters dropped, doubled, turned round or mistaken; never the last vowel alone, which tells Samir from Samira."""
    likeness = OSA.normalized_similarity(one, other)
    if likeness < NEAR:
        return DIFFER
    if one[:-1] == other or other[:-1] == one:
        longer = max(one, other, key=len)
        if longer[-1] in "aiou":
            return DIFFER
    if one[:-1] == other[:-1] and {one[-1], other[-1]} & set("aeiou"):
        return DIFFER
    if is_given(one) and is_given(other):  # Amin and Amir: two names, and no slip
        return DIFFER
    return Fit("near", likeness)
