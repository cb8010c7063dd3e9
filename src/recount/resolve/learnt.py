"""What a study's own pairs teach of how much its comparisons tell.

The bits in `evidence` are set by hand for no study in particular. In one study ages are told to the year, in another
they are guessed; in one all are of two countries. So how often a level of the features below is seen among pairs of
one person is learnt from the study's pairs by EM (`weights`), with what people judged held fixed and the bits by hand
as what is supposed. How often it is seen among pairs of two is counted: nearly all pairs are of two. What is learnt is
a shift from the bits by hand. Names, quotes and copies are not learnt: pairs are looked at because of them, and among
such pairs their agreement is no measure of how common it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recount.resolve.evidence import evidence, impossible
from recount.resolve.weights import DIFFERENT, SAME, UNKNOWN, Weights, learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recount.model import Judgement, Reason
    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts

LEVELS: dict[str, tuple[str, ...]] = {
    "age": ("contradicts", "near", "fits"),
    "gender": ("contradicts", "equal"),
    "origin": ("differs", "equal"),
    "work": ("differs", "equal"),
    "role": ("differs", "equal"),
    "unit": ("differs", "equal"),
    "family": ("differs", "equal"),
    "joined": ("contradicts", "differs", "fits"),
    "left": ("contradicts", "differs", "fits"),
}
FEATURES = tuple(LEVELS)
_KNOWN = {"same": SAME, "different": DIFFERENT}
STRENGTH = 40.0  # pairs that the bits by hand count for in each feature; by bench/resolve.py on planted studies
MOST_PAIRS = 50_000  # that are learnt from; more move nothing
MOST_SHIFT = 2.0  # bits that a level may be moved by: a study of few persons may not turn a comparison round
Shifts = dict[tuple[str, str], float]  # (feature, level) -> bits to add to those by hand


def shifts(
    pairs: Sequence[tuple[Facts, Facts]], rare: Rarity, *, before: float, judged: Iterable[Judgement] = ()
) -> Shifts:
    """How far this study's pairs move each level from the bits by hand.

    Args:
        pairs: mentions that are compared, none twice.
        rare: how often each value is told.
        before: bits before any evidence.
        judged: verdicts of people that stand.
    """
    verdict = {(j.left, j.right): _KNOWN[j.verdict] for j in judged if j.verdict in _KNOWN}
    rows = [row for pair in _some(pairs, verdict) if (row := _row(*pair, rare, verdict))]
    if not rows:
        return {}
    levels, bits = np.array([row.levels for row in rows]), np.array([row.bits for row in rows])
    odds, known = before + np.array([row.others for row in rows]), np.array([row.known for row in rows])
    supposed = _supposed(levels, bits, odds)
    found = learn(levels, supposed, judged=known, odds=odds, strength=STRENGTH, learn_u=False)
    return {
        (feature, level): round(
            float(np.clip(_bits(found, at)[n] - _bits(supposed, at)[n], -MOST_SHIFT, MOST_SHIFT)), 2
        )
        for at, feature in enumerate(FEATURES)
        for n, level in enumerate(LEVELS[feature])
        if (levels[:, at] == n).any()
    }


class _Row(NamedTuple):
    """A pair: levels and bits of what is learnt, the bits of all else, and what people judged."""

    levels: list[int]
    bits: list[float]
    others: float
    known: int


def _row(left: Facts, right: Facts, rare: Rarity, verdict: Mapping[tuple[str, str], int]) -> _Row | None:
    """None where the two cannot be one person."""
    reasons = evidence(left, right, rare)
    if impossible(reasons):
        return None
    levels, bits, others = [-1] * len(FEATURES), [0.0] * len(FEATURES), 0.0
    for reason in reasons:
        if reason.level in LEVELS.get(reason.feature, ()):
            at = FEATURES.index(reason.feature)
            levels[at], bits[at] = LEVELS[reason.feature].index(reason.level), reason.bits
        else:
            others += reason.bits
    return _Row(levels, bits, others, verdict.get(_ends(left, right), UNKNOWN))


def _some(pairs: Sequence[tuple[Facts, Facts]], verdict: Mapping[tuple[str, str], int]) -> list[tuple[Facts, Facts]]:
    """All of them, or every so many so that they are enough, and all that were judged."""
    step = -(-len(pairs) // MOST_PAIRS)
    return [p for n, p in enumerate(pairs) if n % step == 0 or _ends(*p) in verdict]


def _ends(left: Facts, right: Facts) -> tuple[str, str]:
    return min(left.mention_id, right.mention_id), max(left.mention_id, right.mention_id)


def shifted(reasons: Iterable[Reason], by: Mapping[tuple[str, str], float]) -> tuple[Reason, ...]:
    """The reasons with the weights of this study, strongest first."""
    moved = (replace(r, bits=round(r.bits + by.get((r.feature, r.level), 0.0), 2)) for r in reasons)
    return tuple(sorted(moved, key=lambda r: (-abs(r.bits), r.feature)))


def _bits(weights: Weights, at: int) -> np.ndarray:
    return np.asarray(np.log2(weights.m[at] / weights.u[at]))


def _supposed(levels: np.ndarray, bits: np.ndarray, odds: np.ndarray) -> Weights:
    """Shares of levels as seen among pairs that are likely two, and those that the bits by hand then make of one."""
    two = 1 / (1 + np.exp2(np.clip(odds + bits.sum(axis=1), -100, 100)))
    m, u = [], []
    for at, feature in enumerate(FEATURES):
        told = levels[:, at] >= 0
        many = len(LEVELS[feature])
        seen = np.bincount(levels[told, at], weights=two[told], minlength=many) + 1.0
        total = np.bincount(levels[told, at], weights=bits[told, at], minlength=many)
        by_hand = total / np.maximum(1, np.bincount(levels[told, at], minlength=many))
        u.append(seen / seen.sum())
        made = u[-1] * np.exp2(by_hand)
        m.append(made / made.sum())
    return Weights(tuple(m), tuple(u), 0.5)
