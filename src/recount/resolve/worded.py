"""Which of very many pairs of names may agree at all: told by their words, before any two names are compared.

Two names agree only where each word of the one is a word of the other, spelt so or otherwise (`likeness`). So each two
words are compared once, by `spelling.fit` itself, and a pair of names that leaves a word over on both sides is known
not to agree. Never the other way: what is not of the plainest kind may always agree, and a test holds it so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from recount.resolve.alignment import JOINED, MOST_JOINED, UNLIKE_LONG
from recount.resolve.spelling import fit
from recount.text.names import FILIATION
from recount.text.sounds import companies, weight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recount.resolve.facts import Facts
    from recount.text.names import NameParts

SONS = ("bin", "ben", "ibn")  # words that begin so may be another word with "son of" before it
MOST_WORDS = 3  # of a name that is looked at here
NONE = -1
AT_ONCE = 500_000  # pairs of names


@dataclass(frozen=True, slots=True)
class Worded:
    """Many names by their words; of each at most MOST_WORDS, else it is not plain."""

    core: np.ndarray  # ints [names, MOST_WORDS]: words that must be found in the other name; NONE where there are fewer
    every: np.ndarray  # ints [names, MOST_WORDS]: nisbas among them, which need not be found
    runs: np.ndarray  # ints [names, runs]: words run together, as the other name may write them
    initials: np.ndarray  # ints [names], how many
    plain: np.ndarray  # bools [names]: whether this module may say anything of the name
    words: tuple[str, ...]  # that the numbers stand for

    @classmethod
    def of(cls, named: Sequence[Facts]) -> Worded:
        """The names of these mentions."""
        place: dict[str, int] = {}

        def numbers(words: Sequence[str], most: int) -> list[int]:
            own = [place.setdefault(word, len(place)) for word in words[:most]]
            return own + [NONE] * (most - len(own))

        core, every, runs, initials, plain = [], [], [], [], []
        for f in named:
            name = f.names[0] if _plain(f) else None
            must = [*name.given, *filter(None, [name.single]), *name.family] if name else []
            words = [*must, *name.nisba] if name else []
            core.append(numbers(must, MOST_WORDS))
            every.append(numbers(words, MOST_WORDS))
            runs.append(numbers(_runs(words), _MOST_RUNS))
            initials.append(len(name.initials) if name else 0)
            plain.append(name is not None)
        return cls(
            np.array(core, dtype=np.int32),
            np.array(every, dtype=np.int32),
            np.array(runs, dtype=np.int32),
            np.array(initials, dtype=np.int32),
            np.array(plain, dtype=bool),
            tuple(place),
        )

    def may_agree(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether two names may speak for one person, bools [pairs]; where not, they tell nothing or speak against.

        Args:
            left: ints [pairs], numbers of names.
            right: ints [pairs], the same.
        """
        if not self.words:  # nobody is named, or by initials alone
            return np.ones(len(left), dtype=bool)
        found = np.asarray(~(self.plain[left] & self.plain[right]))
        for at in range(0, len(left), AT_ONCE):
            some = np.flatnonzero(~found[at : at + AT_ONCE]) + at
            found[some] = self._whole(left[some], right[some]) | self._run(left[some], right[some])
        return found

    def _whole(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether either name is found in the other, word by word; an initial may stand for any word."""
        over = [self._left_over(*side) <= self.initials[side[1]] for side in ((left, right), (right, left))]
        return np.asarray(over[0] | over[1])

    def _left_over(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """How many words of each name are none of the other, ints [pairs]."""
        mine, theirs = self.core[one][:, :, None], self.every[other][:, None, :]
        told = (mine != NONE) & (theirs != NONE)
        code = np.where(told, mine.astype(np.int64) * len(self.words) + theirs, 0)
        once, back = np.unique(code[told], return_inverse=True)
        sides = zip((once // len(self.words)).tolist(), (once % len(self.words)).tolist(), strict=True)
        fits = np.array([fit(self.words[a], self.words[b]).how != "differs" for a, b in sides], dtype=bool)
        found = np.zeros(code.shape, dtype=bool)
        found[told] = fits[back.ravel()]
        return np.asarray(((self.core[one] != NONE) & ~found.any(axis=2)).sum(axis=1))

    def _run(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Whether words of the one, run together, may be a word of the other."""
        found = np.zeros(len(left), dtype=bool)
        sound = _Sound.of(self.words)
        for one, other in ((left, right), (right, left)):
            for run in self.runs[one].T:
                for word in self.every[other].T:
                    both = np.flatnonzero(~found & (run != NONE) & (word != NONE))
                    found[both] = sound.near(run[both], word[both])
        return found


@dataclass(frozen=True, slots=True)
class _Sound:
    """Words by the consonants that cost a whole; see `text.sounds.least_apart`."""

    solid: np.ndarray  # ints [words, companies]
    all: np.ndarray  # ints [words, companies]
    weight: np.ndarray  # floats [words]
    long: np.ndarray  # ints [words], letters

    @classmethod
    def of(cls, words: Sequence[str]) -> _Sound:
        held = np.array([companies(word) for word in words], dtype=np.int16)
        return cls(
            held[:, :, 0], held[:, :, 1], np.array([weight(w) for w in words]), np.array([len(w) for w in words])
        )

    def near(self, run: np.ndarray, word: np.ndarray) -> np.ndarray:
        """Whether a run may be the word, by the least that they lie apart."""
        apart = np.maximum(
            np.maximum(self.solid[run] - self.all[word], 0).sum(axis=1),
            np.maximum(self.solid[word] - self.all[run], 0).sum(axis=1),
        )
        most = (1 - JOINED) * (self.weight[run] + self.weight[word]) / 2
        return np.asarray((apart <= most) & (np.abs(self.long[run] - self.long[word]) <= UNLIKE_LONG))


_MOST_RUNS = 2 * (MOST_WORDS - 1) + 2  # two words, or all three; with an article between them or without


def _runs(words: Sequence[str]) -> list[str]:
    """As `alignment` runs words together."""
    apart = [*pairwise(words), *([tuple(words)] if len(words) == MOST_WORDS else [])]
    return [between.join(some) for some in apart for between in ("", "al")]


def _plain(f: Facts) -> bool:
    """Whether there is one name, of given, family or lone words, nisbas and initials, and nothing odd in it."""
    if len(f.names) != 1:
        return False
    name: NameParts = f.names[0]
    words = [*name.given, *filter(None, [name.single]), *name.family, *name.nisba]
    return not (name.kunya or name.nasab) and len(words) <= MOST_WORDS and all(map(_is_plain, words))


def _is_plain(word: str) -> bool:
    """Longer than initials written as one word, and not of several words or with "son of" in it."""
    return len(word) > MOST_JOINED and " " not in word and not word.startswith(SONS) and word not in FILIATION
