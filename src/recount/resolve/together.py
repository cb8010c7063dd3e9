"""Weights for comparisons that go together: a town and its postcode agree together in many pairs of two persons.

`weights` takes every comparison to be independent of the others. In a large table that is wrong of pairs of two
persons: so many share a place that learning takes them for one person, and then finds that the names of one person
differ. So how often a level is seen among pairs of two is counted given the level of one other comparison, that with
which it goes together most: a tree of dependences (Chow and Liu 1968), as in naive Bayes with a tree (Friedman, Geiger
and Goldszmidt 1997). It is counted on pairs that are surely of two persons. What goes together may only tell less for
it, never more. Among pairs of one person the comparisons stay independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.resolve.weights import ROUNDS, SETTLED, bits_of, odds_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recount.resolve.weights import Weights

SURELY_TWO = 0.01  # a pair that is less probably of one person than this is counted as of two
LEAST_PAIRS = 5.0  # that independence counts for at each two levels: a handful of pairs shows nothing
ALONE = -1


@dataclass(frozen=True, slots=True)
class Together:
    """How much each level tells, given the level of the comparison that it goes together with."""

    m: tuple[np.ndarray, ...]  # per comparison, floats [levels], sum 1: among pairs of one person
    u: tuple[np.ndarray, ...]  # the same among pairs of two persons, whatever else agrees
    beside: tuple[int, ...]  # per comparison, the one it goes together with, or ALONE
    less: tuple[np.ndarray, ...]  # per comparison, floats [levels of that one, levels]: bits, 0 or below
    share: float  # of all pairs that are of one person
    rounds: int = 0

    @property
    def before(self) -> float:
        """Bits before any evidence."""
        return odds_of(self.share)

    def bits(self, levels: np.ndarray) -> np.ndarray:
        """The weight of every comparison, floats [pairs, comparisons]; 0 where one side does not tell.

        Args:
            levels: ints [pairs, comparisons], -1 where one side does not tell.
        """
        found = bits_of(self.m, self.u, levels)
        for at, other in enumerate(self.beside):
            if other != ALONE:
                both = (levels[:, at] >= 0) & (levels[:, other] >= 0)
                found[both, at] += self.less[at][levels[both, other], levels[both, at]]
        return found


def learn_together(levels: np.ndarray, supposed: Weights, *, counts: np.ndarray, strength: float) -> Together:
    """The weights of these pairs by EM; what each comparison tells of two persons alone is held as supposed.

    Args:
        levels: ints [pairs, comparisons], 0 and up, -1 where one side does not tell; missing tells nothing.
        supposed: the weights to start from; its m counts for `strength` pairs in each comparison.
        counts: how many pairs stand behind each row, floats [pairs].
        strength: above 0.
    """
    rows, many = _patterns(levels, counts)
    now = _independent(supposed)
    beside = _beside(rows, many * (_likely(now, rows) < SURELY_TWO), [len(u) for u in now.u])
    for done in range(1, ROUNDS + 1):
        surely = many * (_likely(now, rows) < SURELY_TWO)
        less = tuple(_less(rows, surely, at, other, now.u) for at, other in enumerate(beside))
        same = many * _likely(Together(now.m, now.u, beside, less, now.share), rows)
        m = tuple(_shares(rows[:, at], same, strength, one) for at, one in enumerate(supposed.m))
        share = float((same.sum() + strength * supposed.share) / (many.sum() + strength))
        change = max(float(np.abs(a - b).max()) for a, b in zip(m, now.m, strict=True))
        now = Together(m, now.u, beside, less, share, done)
        if change < SETTLED:
            break
    return now


def _independent(supposed: Weights) -> Together:
    alone = tuple(ALONE for _ in supposed.m)
    return Together(supposed.m, supposed.u, alone, tuple(np.zeros((0, 0)) for _ in supposed.m), supposed.share)


def _likely(weights: Together, rows: np.ndarray) -> np.ndarray:
    """How probable it is that each row is of one person."""
    return np.asarray(1 / (1 + np.exp2(-np.clip(weights.before + weights.bits(rows).sum(axis=1), -500, 500))))


def _patterns(levels: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each pattern of levels once, and how many pairs show it."""
    code = np.zeros(len(levels), dtype=np.int64)
    for own in levels.T:  # numbered anew at each column, so that no number grows too large
        code = np.unique(code * (int(own.max(initial=0)) + 2) + own + 1, return_inverse=True)[1].ravel()
    first = np.unique(code, return_index=True)[1]
    return levels[first], np.bincount(code, weights=counts)


def _shares(levels: np.ndarray, weight: np.ndarray, strength: float, supposed: np.ndarray) -> np.ndarray:
    told = levels >= 0
    seen = np.bincount(levels[told], weights=weight[told], minlength=len(supposed)) + strength * supposed
    return np.asarray(seen / seen.sum())


def _table(rows: np.ndarray, weight: np.ndarray, one: int, other: int, sizes: tuple[int, int]) -> np.ndarray:
    """How many pairs show each two levels, floats [levels of one, levels of other]."""
    told = (rows[:, one] >= 0) & (rows[:, other] >= 0)
    code = rows[told, one].astype(np.int64) * sizes[1] + rows[told, other]
    return np.bincount(code, weights=weight[told], minlength=sizes[0] * sizes[1]).reshape(sizes)


def _beside(rows: np.ndarray, weight: np.ndarray, sizes: Sequence[int]) -> tuple[int, ...]:
    """For each comparison the one it goes together with: the tree of most mutual information, from one on."""
    many = len(sizes)
    shared = np.zeros((many, many))
    for one in range(many):
        for other in range(one):
            told = _table(rows, weight, one, other, (sizes[one], sizes[other]))
            shared[one, other] = shared[other, one] = _information(told)
    beside = [ALONE] * many
    inside = [int(shared.sum(axis=1).argmax())]
    while len(inside) < many:
        open_ = [at for at in range(many) if at not in inside]
        at, other = max(((a, b) for a in open_ for b in inside), key=lambda two: (shared[two], -two[0], -two[1]))
        beside[at] = other
        inside.append(at)
    return tuple(beside)


def _information(table: np.ndarray) -> float:
    """Mutual information of a table of counts, in bits; 0 where nothing was counted."""
    if table.sum() <= 0:
        return 0.0
    share = table / table.sum()
    alone = share.sum(axis=1, keepdims=True) * share.sum(axis=0)
    seen = share > 0
    return float((share[seen] * np.log2(share[seen] / alone[seen])).sum())


def _less(rows: np.ndarray, weight: np.ndarray, at: int, other: int, u: Sequence[np.ndarray]) -> np.ndarray:
    """By how many bits each level tells less, given each level of what it goes together with."""
    if other == ALONE:
        return np.zeros((0, 0))
    seen = _table(rows, weight, other, at, (len(u[other]), len(u[at])))
    wanted = seen.sum(axis=1, keepdims=True) * u[at]
    return np.asarray(np.minimum(0.0, np.log2((wanted + LEAST_PAIRS) / (seen + LEAST_PAIRS))))
