"""What a study's own pairs teach: how many of them are one person, and how much the comparisons tell.

The bits in `evidence` are set by hand for no study in particular. In one study ages are told to the year, in another
they are guessed; in one all are of two countries; in one everybody is told of once, in another ten times. So the share
of pairs that are one person, and how often a level of the features below is seen among pairs of one person, are learnt
from the study's pairs by EM (`weights`), with what people judged held fixed and the bits by hand as what is supposed.
How often a level is seen among pairs of two is counted: nearly all pairs are of two. All pairs of different stories
teach, or a sample that stands for all: pairs that share a name or a rare fact agree far too often. Copies of one story
teach nothing of how one person is told of twice, nor do pairs that are quoted with the same words: either one copies
the other, or it is a phrase of many, which would be taken for persons who differ in all they tell. Names, quotes and
copies are not learnt: names are common or rare far beyond what one study shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recount.resolve.evidence import evidence, impossible, prior
from recount.resolve.weights import DIFFERENT, SAME, UNKNOWN, Weights, learn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recount.model import Judgement, Reason
    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts
    from recount.resolve.wide import Wide

LEVELS: dict[str, tuple[str, ...]] = {
    "age": ("contradicts", "near", "fits"),
    "gender": ("contradicts", "equal"),
    "origin": ("differs", "equal"),
    "work": ("differs", "equal"),
    "role": ("differs", "equal"),
    "unit": ("differs", "equal"),
    "place": ("differs", "equal"),
    "family": ("differs", "equal"),
    "joined": ("contradicts", "differs", "fits"),
    "left": ("contradicts", "differs", "fits"),
}
FEATURES = tuple(LEVELS)
_KNOWN = {"same": SAME, "different": DIFFERENT}
# Pairs of one person that the bits by hand count for in each feature, and the supposed share of such pairs as well: so
# n pairs of one person bring a level down by log2(1 + n / 10) bits at most, three by 0.4, seventy by 3. By planted
# studies of 40 persons and more: with 5, 10 and 20 F1 is the same within .004.
STRENGTH = 10.0
HALF = 20.0  # pairs in all that tell a feature, of which half of what they show is taken; by hand
MOST_PAIRS = 40_000  # that are learnt from; more move nothing (F1 of planted studies the same within .001 from 10,000)
LEAST = 1e-6  # of a pair of one person, where a level's mean is taken over pairs of two
Shifts = Mapping[tuple[str, str], float]  # (feature, level) -> bits to add to those by hand


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights of one study: bits before any evidence, and how far each level is from the bits by hand."""

    before: float
    by: Shifts = field(default_factory=dict)

    @classmethod
    def by_hand(cls, mentions: int) -> Learnt:
        """Nothing learnt, in a study of so many mentions."""
        return cls(prior(mentions))

    def of(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons with the weights of this study, strongest first.

        What speaks for one person never speaks against it in the end, nor the other way round: a level's shift is of
        all its values together, and a value that many share would else be taken for a difference.
        """
        moved = (replace(r, bits=_moved(r.bits, self.by.get((r.feature, r.level), 0.0))) for r in reasons)
        return tuple(sorted(moved, key=lambda r: (-abs(r.bits), r.feature)))


def _moved(bits: float, by: float) -> float:
    moved = round(bits + by, 2)
    return max(0.0, moved) if bits > 0 else min(0.0, moved) if bits < 0 else bits


def learnt_from(wide: Wide, cases: Sequence[Facts], *, judged: Iterable[Judgement] = ()) -> Learnt:
    """The weights of the study that these mentions are of; those by hand where it has no pair to learn from.

    Args:
        wide: the mentions, as they are compared.
        cases: the same, in the same order.
        judged: verdicts of people that stand.
    """
    verdict = {(j.left, j.right): _KNOWN[j.verdict] for j in judged if j.verdict in _KNOWN}
    pairs, stand_for = _sample(wide, verdict)
    told = [(cases[a], cases[b], n) for (a, b), n in zip(pairs, stand_for, strict=True)]
    given = [
        (_row(a, b, wide.rare, verdict), n) for a, b, n in told if _ends(a, b) in verdict or not a.quotes & b.quotes
    ]
    rows = [row for row, _ in given if row]
    if not rows:
        return Learnt.by_hand(len(cases))
    counts = np.array([n for row, n in given if row])
    levels, bits = np.array([row.levels for row in rows]), np.array([row.bits for row in rows])
    others, known = np.array([row.others for row in rows]), np.array([row.known for row in rows])
    supposed, by_hand = _supposed(levels, bits, others, counts, before=prior(len(cases)))
    # The pairs that cannot be one person count in the share: one row more, which agrees in nothing.
    found = learn(
        np.vstack([levels, np.full((1, len(FEATURES)), -1)]),
        supposed,
        counts=np.append(counts, sum(n for row, n in given if not row)),
        judged=np.append(known, DIFFERENT),
        odds=np.append(others, 0.0),
        strength=STRENGTH,
        learn_u=False,
    )
    return Learnt(round(found.before, 2), _shifts(found, by_hand, levels, counts))


def _shifts(found: Weights, by_hand: list[np.ndarray], levels: np.ndarray, counts: np.ndarray) -> Shifts:
    """How far each level that was seen is from the bits by hand; where a feature is told of few pairs, in part."""
    by: dict[tuple[str, str], float] = {}
    for at, feature in enumerate(FEATURES):
        told = counts[levels[:, at] >= 0].sum()
        away = (np.log2(found.m[at] / found.u[at]) - by_hand[at]) * told / (told + HALF)
        seen = (n for n in range(len(away)) if (levels[:, at] == n).any())
        by |= {(feature, LEVELS[feature][n]): round(float(away[n]), 2) for n in seen}
    return by


def _sample(wide: Wide, verdict: Mapping[tuple[str, str], int]) -> tuple[list[tuple[int, int]], list[float]]:
    """Pairs to learn from, and how many each stands for: all of a small study, of a large one some of each sort.

    Half are drawn of the pairs that share what few share, among which are nearly all of one person, half of all others;
    those that people judged are always there. Pairs of one story and of copies are left out.
    """
    many = len(wide.mentions)
    total = many * (many - 1) // 2
    if total <= MOST_PAIRS:
        drawn = [(np.column_stack(np.triu_indices(many, 1)), 1.0)]
    else:
        near, half = wide.pairs(), MOST_PAIRS // 2
        step = max(1, len(near) // half)
        left, right = np.random.default_rng(1).integers(0, many, size=(2, half))
        codes = np.unique(np.minimum(left, right) * many + np.maximum(left, right))
        codes = codes[(codes // many != codes % many) & ~np.isin(codes, near[:, 0] * many + near[:, 1])]
        far = np.column_stack([codes // many, codes % many])
        drawn = [(near[::step], float(step)), (far, (total - len(near)) / max(1, len(far)))]
    place = {mention: n for n, mention in enumerate(wide.mentions)}
    asked = sorted((min(p), max(p)) for a, b in verdict if a in place and b in place for p in [(place[a], place[b])])
    stands = dict.fromkeys(asked, 1.0)
    for pairs, each in drawn:
        taught = pairs[wide.telling_apart(pairs)]
        stands |= {p: each for p in map(tuple, taught.tolist()) if p not in stands}
    return list(stands), list(stands.values())


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


def _ends(left: Facts, right: Facts) -> tuple[str, str]:
    return min(left.mention_id, right.mention_id), max(left.mention_id, right.mention_id)


def _supposed(
    levels: np.ndarray, bits: np.ndarray, others: np.ndarray, counts: np.ndarray, *, before: float
) -> tuple[Weights, list[np.ndarray]]:
    """Shares of levels as seen among pairs that are likely two, and those that the bits by hand then make of one.

    With these bits: of each feature the mean of each level over the pairs that are likely two.
    """
    two = counts / (1 + np.exp2(np.clip(before + others + bits.sum(axis=1), -100, 100)))
    m, u, by_hand = [], [], []
    for at, feature in enumerate(FEATURES):
        told = levels[:, at] >= 0
        many = len(LEVELS[feature])
        # A level that only pairs of one person show has its mean over these.
        weight = two[told] + LEAST * counts[told]
        seen = np.bincount(levels[told, at], weights=weight, minlength=many)
        total = np.bincount(levels[told, at], weights=weight * bits[told, at], minlength=many)
        by_hand.append(total / np.where(seen > 0, seen, 1.0))
        u.append((seen + 1.0) / (seen + 1.0).sum())
        made = u[-1] * np.exp2(by_hand[-1])
        m.append(made / made.sum())
    return Weights(tuple(m), tuple(u), float(1 / (1 + 2**-before))), by_hand
