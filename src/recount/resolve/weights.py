"""How much each level of a comparison tells, learnt from a study's own pairs: Fellegi and Sunter's weights by EM.

Levels are numbered per comparison from 0 (the two disagree) upwards; -1 says that one side does not tell. A level's
weight is log2 of how much oftener it is seen among pairs of one person (m) than among pairs of two (u).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 1_000  # of EM at most; rounds are over patterns of levels, so they cost little
SETTLED = 1e-6  # change of any share, below which EM stops
STRENGTH = 20.0  # pairs that what is supposed beforehand counts for, by hand: a study of 20 judged pairs may correct it
STEPS_A_BIT = 8  # odds are taken to an eighth of a bit, so that few patterns are gone through
UNKNOWN, DIFFERENT, SAME = -1, 0, 1  # what people judged of a pair


@dataclass(frozen=True, slots=True)
class Weights:
    """What every level tells, and the share of pairs that are one person. All shares lie strictly within 0 and 1."""

    m: tuple[np.ndarray, ...]  # per comparison, floats [levels], sum 1: among pairs of one person
    u: tuple[np.ndarray, ...]  # the same among pairs of two persons
    share: float  # of the compared pairs that are one person
    rounds: int = 0  # of EM that were gone; 0 when nothing was learnt

    def __post_init__(self) -> None:
        shapes = [len(one) for one in self.m] == [len(one) for one in self.u]
        if not shapes or not 0 < self.share < 1 or not all(_proper(one) for one in (*self.m, *self.u)):
            raise InputError(
                "weights need shares strictly within 0 and 1 that add up to 1, as many levels in m as in u"
            )

    @property
    def before(self) -> float:
        """Bits before any evidence."""
        return odds_of(self.share)

    def bits(self, levels: np.ndarray) -> np.ndarray:
        """The weight of every comparison.

        Args:
            levels: ints [pairs, comparisons], -1 where one side does not tell.

        Returns:
            Floats [pairs, comparisons] in bits; 0 where one side does not tell.
        """
        return bits_of(self.m, self.u, _checked(levels, [len(one) for one in self.m]))

    def probability(self, levels: np.ndarray) -> np.ndarray:
        """How probable it is that each pair is one person, floats [pairs]."""
        return _odds_to_share(self.before + self.bits(levels).sum(axis=1))


def bits_of(m: Sequence[np.ndarray], u: Sequence[np.ndarray], levels: np.ndarray) -> np.ndarray:
    """What each told level tells, floats [pairs, comparisons] in bits; 0 where one side does not tell."""
    found = np.zeros(levels.shape)
    for at, (same, two) in enumerate(zip(m, u, strict=True)):
        told = levels[:, at] >= 0
        found[told, at] = np.log2(same / two)[levels[told, at]]
    return found


def odds_of(share: float) -> float:
    """Log2 of the odds that go with a share."""
    return float(np.log2(share / (1 - share)))


def learn(  # what is given of the pairs, by name
    levels: np.ndarray,
    supposed: Weights,
    *,
    counts: np.ndarray | None = None,
    judged: np.ndarray | None = None,
    odds: np.ndarray | None = None,
    strength: float = STRENGTH,
    learn_u: bool = True,
) -> Weights:
    """The weights under which these pairs are likeliest, drawn towards what was supposed of them beforehand.

    Every comparison is taken to be independent of the others, given whether the pair is one person. What people judged
    is held fixed; which pairs they were shown does not bias the outcome as long as the choice went by these levels. The
    same input gives the same weights: there is no chance in it.

    Args:
        levels: ints [pairs, comparisons], 0 and up, -1 where one side does not tell; missing tells nothing.
        supposed: the weights to start from, and to hold to where the pairs say little.
        counts: how many pairs stand behind each row, floats [pairs]; None: one.
        judged: ints [pairs], 1 the same person, 0 different, -1 not judged; None: nobody judged.
        odds: what is known of each pair from elsewhere, floats [pairs], in bits beside those of the share of all pairs
            and of the comparisons. None: nothing.
        strength: pairs that `supposed` counts for in each comparison, and pairs of one person that its share counts
            for; above 0, so that no share becomes 0.
        learn_u: False holds u as supposed: where it was counted on pairs drawn at random, that is the better estimate.

    Raises:
        InputError: the shapes do not fit, a level is out of range, the strength is not above 0.

    Source: Fellegi and Sunter 1969, "A theory for record linkage"; Winkler 1988, "Using the EM algorithm for weight
    computation in the Fellegi-Sunter model of record linkage"; missing values as in Enamorado, Fifield and Imai 2019,
    "Using a probabilistic model to assist merging of large-scale administrative records".
    """
    if strength <= 0:
        raise InputError(f"what is supposed must count for more than no pair, got strength {strength}")
    rows, many, known, elsewhere = _grouped(_checked(levels, [len(one) for one in supposed.m]), counts, judged, odds)
    prior = _Prior(supposed, strength, learn_u=learn_u)
    # Begun at what people judged: else pairs that nobody judged could hold it to the wrong one of two likely outcomes.
    now = prior.after(rows, np.where(known == UNKNOWN, 0.0, many), (known == SAME).astype(float), done=0)
    for done in range(1, ROUNDS + 1):
        likely = _odds_to_share(now.before + elsewhere + now.bits(rows).sum(axis=1))
        same = np.where(known == UNKNOWN, likely, known == SAME)
        after = prior.after(rows, many, same, done=done)
        change = max(_most_apart(after.m, now.m), _most_apart(after.u, now.u), abs(after.share - now.share))
        now = after
        if change < SETTLED:
            break
    return now


@dataclass(frozen=True, slots=True)
class _Prior:
    """What is supposed before any pair is seen, and for how many pairs it counts."""

    supposed: Weights
    strength: float
    learn_u: bool

    def after(self, rows: np.ndarray, many: np.ndarray, same: np.ndarray, *, done: int) -> Weights:
        """The likeliest weights where each row stands for so many pairs, this share of them of one person."""
        m = tuple(_shares(rows[:, n], many * same, self.strength, one) for n, one in enumerate(self.supposed.m))
        u = tuple(_shares(rows[:, n], many * (1 - same), self.strength, one) for n, one in enumerate(self.supposed.u))
        share = float((many @ same + self.strength) / (many.sum() + self.strength / self.supposed.share))
        return Weights(m, u if self.learn_u else self.supposed.u, share, done)


def _shares(levels: np.ndarray, weight: np.ndarray, strength: float, supposed: np.ndarray) -> np.ndarray:
    """Of the pairs that tell a level, the share of each, with the supposed shares as so many pairs more."""
    told = levels >= 0
    seen = np.bincount(levels[told], weights=weight[told], minlength=len(supposed)) + strength * supposed
    return np.asarray(seen / seen.sum())


def _grouped(
    levels: np.ndarray, counts: np.ndarray | None, judged: np.ndarray | None, odds: np.ndarray | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Each pattern of levels, judgement and odds once, in order, with how many pairs show it."""
    many = np.ones(len(levels)) if counts is None else np.asarray(counts, dtype=float)
    known = np.full(len(levels), UNKNOWN) if judged is None else np.asarray(judged)
    steps = np.zeros(len(levels)) if odds is None else np.rint(np.asarray(odds, dtype=float) * STEPS_A_BIT)
    if not many.shape == known.shape == steps.shape == (len(levels),) or (many < 0).any():
        raise InputError(
            f"{len(levels)} pairs need as many counts, judgements and odds, got {many.shape}, {known.shape}"
        )
    if not np.isin(known, (UNKNOWN, DIFFERENT, SAME)).all():
        raise InputError("a judgement of a pair is 1 (same), 0 (different) or -1 (not judged)")
    patterns, at = np.unique(np.column_stack([levels, known, steps.astype(int)]), axis=0, return_inverse=True)
    many = np.bincount(at.ravel(), weights=many, minlength=len(patterns))
    return patterns[:, :-2], many, patterns[:, -2], patterns[:, -1] / STEPS_A_BIT


def _odds_to_share(odds: np.ndarray) -> np.ndarray:
    """The probability that goes with log2 of the odds."""
    return np.asarray(1 / (1 + np.exp2(-np.clip(odds, -500, 500))))


def _checked(levels: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
    levels = np.asarray(levels)
    if levels.ndim != 2 or levels.shape[1] != len(sizes) or levels.dtype.kind not in "iu":  # noqa: PLR2004
        raise InputError(f"levels are whole numbers [pairs, {len(sizes)} comparisons], got {levels.shape}")
    if levels.size and ((levels < -1).any() or (levels >= np.array(sizes)).any()):
        raise InputError(f"a level is out of range; the comparisons have {', '.join(map(str, sizes))} levels")
    return levels


def _proper(shares: np.ndarray) -> bool:
    return bool(len(shares)) and bool((shares > 0).all()) and abs(float(shares.sum()) - 1) < SETTLED


def _most_apart(left: Sequence[np.ndarray], right: Sequence[np.ndarray]) -> float:
    return max((float(np.abs(a - b).max()) for a, b in zip(left, right, strict=True)), default=0.0)
