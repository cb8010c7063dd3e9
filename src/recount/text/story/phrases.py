"""A story as the phrases it is made of: what copies share word for word, as numbers that are the same everywhere.

A phrase is a run of words without case and punctuation; it is kept as 64 bits, so that tens of thousands of stories
are compared with sorted arrays. That two phrases of a study have one number is as likely as one in a million million.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint64]

QUOTE_WORDS: Final = 6  # a shared quotation of so many words is no chance
DENSE: Final = 128  # phrases of which all are kept in a sample; of twice as many every second, of more every fourth
KNOWN: Final = 200_000  # words whose numbers are kept at hand; some 30 MB

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{20,600})[\"”“»]")
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)  # of Knuth's multiplicative hashing: 2^64 over the golden ratio
_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)  # of splitmix64 (Steele 2014)
_HALF: Final = np.uint64(31)


class _Words(dict[str, int]):
    """The number of each word met so far."""

    def __missing__(self, word: str) -> int:
        # Not hash(): it is salted anew in every process, and samples are kept between runs.
        number = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        if len(self) >= KNOWN:
            self.clear()
        self[word] = number
        return number


_numbers = _Words()


def _words(text: str) -> Numbers:
    words = _WORD.findall(text.lower())
    return np.fromiter(map(_numbers.__getitem__, words), np.uint64, len(words))


def _runs(words: Numbers, size: int) -> Numbers:
    """The number of each run of `size` words, in the order of the text."""
    count = max(0, len(words) - size + 1)
    made = np.zeros(count, np.uint64)
    for n in range(size):
        made = made * _ODD + words[n : n + count]
    made = (made ^ (made >> _HALF)) * _MIX
    return made ^ (made >> _HALF)


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """What one story is compared by."""

    threes: Numbers  # its different three-word phrases, ascending
    fives: Numbers  # its different five-word phrases, ascending
    in_order: Numbers  # its five-word phrases as they stand
    quotes: frozenset[int]  # the openings of its quotations

    @classmethod
    def of(cls, text: str) -> Phrases:
        """The phrases of a story's words."""
        words = _words(text)
        fives = _runs(words, 5)
        quoted = (_words(q) for q in _QUOTED.findall(text))
        opened = frozenset(int(_runs(q[:QUOTE_WORDS], QUOTE_WORDS)[0]) for q in quoted if len(q) >= QUOTE_WORDS)
        return cls(np.unique(_runs(words, 3)), np.unique(fives), fives, opened)


def shared(left: Numbers, right: Numbers) -> int:
    """How many numbers two ascending arrays without repeats have in common."""
    if not len(left) or not len(right):
        return 0
    if len(left) > len(right):
        left, right = right, left
    at = np.searchsorted(right, left)
    at[at == len(right)] = 0
    return int(np.count_nonzero(right[at] == left))


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What of a story is kept to find its copies without its words.

    A phrase is kept when its number is low enough (mod sampling: Broder 1997, Manber 1994), so two stories that share
    a phrase both keep it or neither does, and what they share can be counted whatever their lengths.
    """

    same: str  # a digest of its words as they stand, hex
    count: int  # of its different three-word phrases
    kept: Numbers  # those of them that are kept, ascending

    @classmethod
    def of(cls, text: str) -> Sample:
        """The sample of a story's words."""
        threes = np.unique(_runs(_words(text), 3))
        same = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return cls(same, len(threes), threes[threes < np.uint64((2**64 - 1) // _every(len(threes)))])

    @property
    def every(self) -> int:
        """One phrase in so many is kept."""
        return _every(self.count)


def _every(count: int) -> int:
    return 1 if count <= DENSE else 2 if count <= 2 * DENSE else 4
