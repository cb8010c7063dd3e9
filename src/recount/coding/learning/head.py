"""What machines learn from what people coded: the chance of each code in each passage, and where to be silent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.learning.chance import USUAL, alone, curve, folds, on
from recount.errors import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recount.coding.learning.space import Space

    Floats = NDArray[np.float64]

UNKNOWN = -1
MOST = 1500  # passages without a code that a ridge learns from; a sample stands for more, each for its share


@dataclass(frozen=True, slots=True)
class Coded:
    """What people said of some passages: 1 the code is there, 0 it is not, -1 nobody has said."""

    rows: NDArray[np.int64]  # [coded], which passages
    said: NDArray[np.int64]  # [coded, codes]
    groups: NDArray[np.int64]  # [coded], passages of one story and its copies have one number
    weights: Floats | None = None  # [coded], above 0: how many passages each stands for; None: as many as any other

    def __post_init__(self) -> None:
        weights = self.rows if self.weights is None else self.weights
        if len({len(self.rows), len(self.said), len(self.groups), len(weights)}) > 1:
            raise InputError("codings need a passage, a group and a weight each")


@dataclass(frozen=True, slots=True)
class Learned:
    """The chance of each code in each passage; of coded passages as learnt without their story.

    `held` says of which coded passages and codes a chance may be held against what people said, and how many passages
    each of them stands for: those coded for one code together stand for all, however many were coded for it.
    """

    chance: Floats  # [passages, codes]
    sure: NDArray[np.bool_]  # [codes]: learnt from codings; else by the codebook alone
    taught: NDArray[np.int64]  # [codes]: passages that people coded so
    held: tuple[Floats, Floats, Floats]  # chances, 0 or 1, weights; all [held]


def learn(space: Space, coded: Coded | None = None) -> Learned:
    """Learn each code from the codebook and from what people coded; the same codings give the same chances."""
    likeness = space.likeness()
    chance = alone(likeness)
    sure = np.zeros(space.codes, dtype=bool)
    taught = np.zeros(space.codes, dtype=np.int64)
    parts: list[tuple[Floats, Floats, Floats]] = []
    if coded is not None and len(coded.rows):
        taught = (coded.said == 1).sum(axis=0)
        for codes in _alike(coded.said):
            known = np.flatnonzero(coded.said[:, codes[0]] != UNKNOWN)
            if len(known):
                some = _Some(space, likeness, coded, known, codes)
                for n, code in enumerate(codes):
                    sure[code] = some.sure(n)
                    chance[:, code], own = some.chances(n, calibrated=bool(sure[code]))
                    if sure[code]:
                        parts.append((own[0], own[1], own[2] * (space.n / own[2].sum())))
    none = np.zeros(0)
    held = [np.concatenate([none, *(part[k] for part in parts)]) for k in range(3)]
    return Learned(chance, sure, taught, (held[0], held[1], held[2]))


def _alike(said: NDArray[np.int64]) -> list[list[int]]:
    """Codes together that people have said something of in the same passages: one ridge serves them all."""
    found: dict[bytes, list[int]] = {}
    for code in range(said.shape[1]):
        found.setdefault((said[:, code] != UNKNOWN).tobytes(), []).append(code)
    return list(found.values())


class _Some:
    """The ridge of some codes, and their curves."""

    def __init__(
        self, space: Space, likeness: Floats, coded: Coded, known: NDArray[np.int64], codes: list[int]
    ) -> None:
        said = coded.said[known][:, codes]
        kept, self._weights = _kept(said)
        if coded.weights is not None:
            self._weights = self._weights * coded.weights[known][kept]
        self._rows, self._groups = coded.rows[known][kept], coded.groups[known][kept]
        self._said = said[kept].astype(np.float64)
        self._likeness, self._codes = likeness[:, codes], codes
        wanted = np.zeros((len(kept), space.codes))
        wanted[:, codes] = self._said
        every, left = space.fitted(self._rows, wanted, self._weights, self._groups)
        self._every, self._left = every[:, codes], left[:, codes]
        self._fold = folds(self._groups)

    def sure(self, n: int) -> bool:
        """Whether people have said of a code that it is not there, and looked at several stories."""
        return not self._said[:, n].all() and len(np.unique(self._groups)) > 1

    def chances(self, n: int, *, calibrated: bool) -> tuple[Floats, tuple[Floats, Floats, Floats]]:
        """Of all passages, those coded as seen from outside their story; and these with what people said of them."""
        score, likeness, said = self._left[:, n], self._likeness[self._rows, n], self._said[:, n]
        at = curve(score, likeness, said, self._weights) if calibrated else USUAL
        made = on(at, self._every[:, n], self._likeness[:, n])
        outside = on(at, score, likeness)
        if calibrated:
            for fold in np.unique(self._fold):
                own, rest = self._fold == fold, self._fold != fold
                if rest.any():
                    at = curve(score[rest], likeness[rest], said[rest], self._weights[rest])
                    outside[own] = on(at, score[own], likeness[own])
        made[self._rows] = outside
        return made, (outside, said, self._weights)


def _kept(said: NDArray[np.int64]) -> tuple[NDArray[np.int64], Floats]:
    """Which coded passages are learnt from, and how many each stands for: all with a code, and a sample of the rest."""
    without = np.flatnonzero(~(said == 1).any(axis=1))
    weights = np.ones(len(said))
    if len(without) > MOST:
        drawn = np.random.default_rng(0).permutation(without)[:MOST]
        weights[drawn] = len(without) / MOST
        kept = np.sort(np.concatenate([np.setdiff1d(np.arange(len(said)), without), drawn]))
        return kept, weights[kept]
    return np.arange(len(said)), weights
