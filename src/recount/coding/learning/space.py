"""All passages of a study and all that the codebook says of its codes, in one space: what is near what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from recount.coding.learning.ridge import left_out, solved
from recount.coding.learning.words import weighed
from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Chosen on headlines of news and on reports of the police, held to on the other sets of bench/suggest.py.
WORDS = 0.5  # how much shared words count beside likeness in meaning, before any coding
FIRST, FIRST_WEIGHT = 10, 0.3  # likest passages of each code that stand in for codings while there are none
OTHERS, OTHERS_WEIGHT = 300, 0.1  # passages at random that stand in for those without a code
SAID = 3.0  # how many codings the codebook's own words on a code are worth
SMALL = 200  # one of so many passages, at most, stands in for a coding


@dataclass(frozen=True, slots=True)
class Said:
    """Something the codebook says of a code: a definition, a rule, an example."""

    code: int  # which
    words: str
    weight: float = SAID  # in codings; a negative one says what the code is not


class Space:
    """Passages and what is said of codes, with the kernel that likens them.

    The kernel of two is the cosine of their vectors, after the mean of the passages is taken off, plus that of their
    word weights, plus 1: a ridge on it has a constant that is shrunk as well.
    """

    def __init__(
        self, passages: Sequence[str], vectors: NDArray[np.float32], said: Sequence[Said], said_vectors: Any, codes: int
    ) -> None:
        """Put everything in its place.

        Args:
            passages: the words of each.
            vectors: [passages, any width], each of length 1.
            said: at least one positive for every code.
            said_vectors: [said, the same width].
            codes: how many.
        """
        if {one.code for one in said if one.weight > 0} != set(range(codes)):
            raise InputError("every code needs words of its own before passages can be likened to it")
        self.n, self.codes, self.said = len(passages), codes, tuple(said)
        both = np.vstack([vectors, said_vectors]).astype(np.float32)
        both -= both[: self.n].mean(axis=0) if self.n else 0
        self._vectors = both / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9)
        self._words = weighed([*passages, *(one.words for one in said)])
        self.rules = np.arange(self.n, self.n + len(said))

    def kernel(self, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
        """How like each of `left` is to each of `right`, [left, right]."""
        near = (self._vectors[left] @ self._vectors[right].T).astype(np.float64)
        made: Floats = near + (self._words[left] @ self._words[right].T).toarray() + 1.0
        return made

    def targets(self) -> tuple[Floats, Floats]:
        """What the codebook's words teach: 0 or 1 for each code [said, codes], and their weights [said]."""
        wanted = np.zeros((len(self.said), self.codes))
        for n, one in enumerate(self.said):
            wanted[n, one.code] = one.weight > 0
        return wanted, np.array([abs(one.weight) for one in self.said])

    def likeness(self) -> Floats:
        """How like each passage is to each code by the codebook alone, [passages, codes], in standard deviations.

        First by the nearness of meaning and shared words to what the codebook says of the code; then a ridge learns
        from the likest passages as if people had coded them, and the mean of both stands: passages of one study speak
        more like one another than like a codebook.
        """
        if self.n < FIRST:
            return np.zeros((self.n, self.codes))
        means, words = np.zeros((self.n, self.codes)), np.zeros((self.n, self.codes))
        for code in range(self.codes):
            own = self.rules[[one.code == code and one.weight > 0 for one in self.said]]
            means[:, code] = (self._vectors[: self.n] @ self._vectors[own].T).mean(axis=1)
            words[:, code] = np.asarray((self._words[: self.n] @ self._words[own].T).sum(axis=1)).ravel() / len(own)
        plain = standardised(means) + WORDS * standardised(words)
        return standardised(standardised(plain) + standardised(self._taught_by(plain)))

    def _taught_by(self, likeness: Floats) -> Floats:
        first = min(FIRST, max(1, self.n // SMALL))
        likest = np.concatenate([np.argsort(-likeness[:, c], kind="stable")[:first] for c in range(self.codes)])
        others = np.random.default_rng(0).permutation(self.n)[:OTHERS]
        wanted, weights = self.targets()
        rows = np.concatenate([likest, others, self.rules])
        taught = np.zeros((len(rows), self.codes))
        taught[np.arange(len(likest)), np.repeat(np.arange(self.codes), first)] = 1
        taught[-len(self.said) :] = wanted
        weight = [np.full(len(likest), FIRST_WEIGHT), np.full(len(others), OTHERS_WEIGHT), weights]
        alpha = solved(self.kernel(rows, rows), taught, np.concatenate(weight))[1]
        return self.applied(rows, alpha)

    def applied(self, rows: NDArray[np.int64], alpha: Floats) -> Floats:
        """What a ridge on `rows` says of all passages, [passages, codes]."""
        step = 4096  # passages at a time, so that memory does not grow with the study
        parts = [self.kernel(np.arange(at, min(self.n, at + step)), rows) @ alpha for at in range(0, self.n, step)]
        return np.vstack(parts) if parts else np.zeros((0, alpha.shape[1]))

    def fitted(
        self, rows: NDArray[np.int64], coded: Floats, weights: Floats, groups: NDArray[np.int64]
    ) -> tuple[Floats, Floats]:
        """A ridge taught by codings and by the codebook: what it says of all passages, and of those coded, left out.

        Args:
            rows: passages that people coded, [coded].
            coded: 0 or 1, [coded, codes].
            weights: how many passages each stands for, [coded].
            groups: passages of one group are left out together, [coded].

        Returns:
            Of all passages [passages, codes]; of the coded ones by a ridge that their group had no part in.
        """
        wanted, said = self.targets()
        every = np.concatenate([rows, self.rules])
        inverse, alpha = solved(self.kernel(every, every), np.vstack([coded, wanted]), np.concatenate([weights, said]))
        return self.applied(every, alpha), left_out(inverse, alpha, coded, groups)


def standardised(values: Floats) -> Floats:
    """Each column less its mean, in its standard deviations; a column without any stays 0."""
    spread = values.std(axis=0)
    made: Floats = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return made
