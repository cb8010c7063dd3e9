"""Words of names that may be one word: spelt otherwise, shortened, or slips of the pen. Found once for a study."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from recount.resolve.nicknames import long_forms, other_forms
from recount.resolve.spelling import alike
from recount.text.names import consonant_skeleton
from recount.text.sounds import sounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.resolve.facts import Facts

PERHAPS = 0.85  # Jaro-Winkler likeness at which two words are not proved to be different names, by hand
ROWS_AT_ONCE = 512  # of the likeness matrix of words: 512 x 20,000 numbers are 40 MB
Kin = dict[str, frozenset[str]]  # each word with those that may be the same, itself among them


def words_of(facts: Iterable[Facts]) -> set[str]:
    """Every word of their names that identifies."""
    words: set[str] = set()
    for name in (name for f in facts for name in f.names):
        words |= {*name.given, *name.family, *name.nasab, *name.nisba}
        words |= {w for w in (name.single, name.kunya) if w}
    return words


def kin(vocabulary: Iterable[str]) -> Kin:
    """For each word, all that may be the same name: the same consonants, a short form, nearly the same writing."""
    words = sorted(set(vocabulary))
    found: dict[str, set[str]] = {word: {word} for word in words}
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_sound[consonant_skeleton(word)].append(word)
    for word in words:
        for other in (o for s in (consonant_skeleton(word), *long_forms(word)) for o in by_sound.get(s, ())):
            found[word].add(other)
            found[other].add(word)
    for word, other in _nearly(words, words):
        found[word].add(other)
    return {word: frozenset(others) for word, others in found.items()}


def near_words(few: Iterable[str], vocabulary: Iterable[str]) -> Kin:
    """As `kin`, for these words alone against a vocabulary: what a study that grows asks of its new names."""
    words, known = sorted(set(few)), sorted(set(vocabulary))
    found: dict[str, set[str]] = {word: {word} for word in words}
    for word, other in _nearly(words, known):
        found[word].add(other)
    return {word: frozenset(others) for word, others in found.items()}


def _nearly(words: list[str], known: list[str]) -> Iterator[tuple[str, str]]:
    """Each of the words with those known that have nearly the same letters or sounds."""
    for start in range(0, len(words), ROWS_AT_ONCE):
        rows = words[start : start + ROWS_AT_ONCE]
        likeness = cdist(rows, known, scorer=JaroWinkler.normalized_similarity, score_cutoff=PERHAPS)
        for a, b in np.argwhere(likeness > 0).tolist():
            yield rows[a], known[b]
    by_frame: dict[str, list[str]] = defaultdict(list)
    for word in known:
        by_frame[_frame(word)].append(word)
    listed = frozenset(known)
    for word in words:
        for other in by_frame[_frame(word)]:
            if other != word and alike(word, other) != "differs":
                yield word, other
        for other in other_forms(word) & listed:
            yield word, other


def _frame(word: str) -> str:
    """The consonants of a word by where they are spoken, without those that are often not written."""
    return "".join(_PLACES.get(sign, "") for sign in sounds(word))


# Lips, teeth and palate, throat; l, r and nasals stand for themselves.
_PLACES = {
    sign: place
    for place, signs in (("b", "bpfv"), ("d", "tTdDzsScCjq"), ("g", "kgG"), ("l", "l"), ("r", "r"), ("n", "nm"))
    for sign in signs
}


def other_spellings(near: Kin) -> Kin:
    """Of these, only pairs that are a slip or another spelling of one word; the word itself is left out."""
    return {
        word: frozenset(o for o in others if o != word and alike(word, o) != "differs") for word, others in near.items()
    }
