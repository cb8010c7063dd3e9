"""What a study's own pairs teach: how many of them are one person, and how much the comparisons tell.

The bits in `evidence` are set by hand for no study in particular. In one study ages are told to the year, in another
they are guessed; in one all are of two countries; in one everybody is told of once, in another ten times. So the share
of pairs that are one person, and how often a level of the features below is seen among pairs of one person, are learnt
from the study's pairs by EM (`weights`), with what people judged held fixed and the bits by hand as what is supposed.
How often a level is seen among pairs of two is counted: nearly all pairs are of two. All pairs of different stories
teach, or a sample that stands for all: pairs that share a name or a rare fact agree far too often. Copies of one story
teach nothing of how one person is told of twice, nor do pairs that are quoted with the same words: either one copies
the other, or it is a phrase of many, which would be taken for persons who differ in all they tell.

Which name is common and which rare is set by hand, and so are quotes and copies: a study shows too little of it. But
how often two persons are called the same in full is learnt, as one number for all names: where a few hundred names are
all there are, as among recruits of one province, all of them tell less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from recount.resolve.evidence import evidence, impossible, prior
from recount.resolve.likeness import name_reason
from recount.resolve.weights import DIFFERENT, SAME, UNKNOWN, Weights, learn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.model import Judgement, Reason
    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts
    from recount.resolve.keyed import Blocks
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
MOST_MENTIONS = (
    100_000  # that are learnt from; draws differ little up to there, and not at a million (bench, part large)
)
LEAST = 1e-6  # of a pair of one person, where a level's mean is taken over pairs of two
Shifts = Mapping[tuple[str, str], float]  # (feature, level) -> bits to add to those by hand
BEFORE, NAMES = ("before", ""), ("name", "")  # what stands for these two where all is told as numbers
FULL_BITS = 12.0  # names that agree by as much tell two words and more, by hand; of these it is learnt what they tell
FEWEST_NAMES = 0.7  # part of it at which learning begins: at 1 it may end with two of one name all one person
NAMED_ALIKE = 10.0  # pairs of two persons of one name that the bits by hand count for
LEAST_NAMES = 0.2  # of it: one name in full never tells less than a fact that one in ten shares
CLOSE = 0.005  # in that part; nearer no score changes in the second digit
ROUNDS = 10  # of it at most; three or four are gone


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weights of one study: bits before any evidence, and how far each level is from the bits by hand."""

    before: float
    by: Shifts = field(default_factory=dict)
    names: float = 1.0  # part of the bits by hand that names which agree tell, above 0 and at most 1

    @classmethod
    def by_hand(cls, mentions: int) -> Learnt:
        """Nothing learnt, in a study of so many mentions."""
        return cls(prior(mentions))

    @classmethod
    def of_numbers(cls, numbers: Iterable[tuple[str, str, float]]) -> Learnt:
        """The weights whose `numbers` these are."""
        by = {(feature, level): number for feature, level, number in numbers}
        before, names = by.pop(BEFORE), by.pop(NAMES)
        return cls(before, by, names)

    @property
    def numbers(self) -> list[tuple[str, str, float]]:
        """All of it as rows: a feature, a level, the bits to add there; in order."""
        every = {BEFORE: self.before, NAMES: self.names, **self.by}
        return sorted((feature, level, number) for (feature, level), number in every.items())

    def of(self, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
        """The reasons with the weights of this study, strongest first.

        What speaks for one person never speaks against it in the end, nor the other way round: a level's shift is of
        all its values together, and a value that many share would else be taken for a difference.
        """
        moved = (replace(r, bits=self._moved(r)) for r in reasons)
        return tuple(sorted(moved, key=lambda r: (-abs(r.bits), r.feature)))

    def _moved(self, reason: Reason) -> float:
        if reason.feature == "name":
            return self.name(reason.bits)
        moved = round(reason.bits + self.by.get((reason.feature, reason.level), 0.0), 2)
        return max(0.0, moved) if reason.bits > 0 else min(0.0, moved) if reason.bits < 0 else reason.bits

    def name(self, bits: float) -> float:
        """What a comparison of names tells here that by hand tells so much."""
        return round(bits * self.names, 2) if bits > 0 else bits

    def among(self, mentions: int, *, of: int) -> Learnt:
        """These weights, which were learnt of `of` mentions, among so many more of the same kind."""
        return replace(self, before=round(self.before + prior(mentions) - prior(of), 2))


def learnt_from(wide: Wide, *, judged: Iterable[Judgement] = (), blocks: Blocks | None = None) -> Learnt:
    """The weights of the study that these mentions are of; those by hand where it has no pair to learn from.

    Args:
        wide: the mentions, as they are compared.
        judged: verdicts of people that stand.
        blocks: `wide.blocks()`, where that is known already.
    """
    told = _told(wide, {(j.left, j.right): _KNOWN[j.verdict] for j in judged if j.verdict in _KNOWN}, blocks)
    if told is None:
        return wide.by_hand
    some = min(len(wide.mentions), MOST_MENTIONS)
    before, names = prior(some), FEWEST_NAMES
    for _ in range(ROUNDS):
        found, by_hand = _fitted(told, names, before=before)
        after = told.names_tell(found, names)
        if abs(after - names) < CLOSE:
            break
        names = after
    learnt = Learnt(round(found.before, 2), _shifts(found, by_hand, told.levels, told.counts), round(names, 3))
    return learnt.among(len(wide.mentions), of=some)


@dataclass(frozen=True, slots=True)
class _Told:
    """Pairs that teach, and what is compared in each; rows go by pair."""

    levels: np.ndarray  # ints [pairs, features], -1 where one side does not tell
    bits: np.ndarray  # floats [pairs, features], by hand
    name: np.ndarray  # floats [pairs]: what agreeing names tell by hand, 0 where none agree
    able: np.ndarray  # floats [pairs]: what they would tell if they agreed as far as they can
    others: np.ndarray  # floats [pairs]: bits of all else
    known: np.ndarray  # ints [pairs]: what people judged
    counts: np.ndarray  # floats [pairs]: how many each stands for
    impossible: float  # pairs beside these that cannot be one person

    def odds(self, names: float) -> np.ndarray:
        """What all that is not learnt tells, where names tell this part of their bits by hand; floats [pairs]."""
        return np.asarray(self.others + names * self.name)

    def names_tell(self, found: Weights, names: float) -> float:
        """Which part of their bits names that agree in full tell, by how many that are likely two persons do.

        By hand 2 to the minus bits of pairs of two would; if twice as many do, each name tells a bit less.
        """
        likely = found.before + self.odds(names) + found.bits(self.levels).sum(axis=1)
        two = np.where(self.known == UNKNOWN, 1 / (1 + np.exp2(np.clip(likely, -100, 100))), self.known == DIFFERENT)
        alike = self.name >= FULL_BITS
        if not alike.any():
            return 1.0
        two_persons = self.counts * two / self.counts[alike].mean()  # pairs seen, whatever each stands for
        seen = two_persons[alike].sum()
        by_hand = (two_persons * np.exp2(-self.able))[self.able >= FULL_BITS].sum()
        less = np.log2((seen + NAMED_ALIKE) / (by_hand + NAMED_ALIKE))
        return float(np.clip(1 - less / self.name[alike].mean(), LEAST_NAMES, 1.0))


def _told(wide: Wide, verdict: Mapping[tuple[str, str], int], blocks: Blocks | None) -> _Told | None:
    """What pairs of the study show; None where it has none that could be one person."""
    pairs, stand_for = _sample(wide, verdict, blocks)
    facts = {n: wide.facts(n) for n in sorted({n for pair in pairs for n in pair})}
    able = {n: told.bits if (told := name_reason(f, f)) else 0.0 for n, f in facts.items()}
    rows, counts, impossible = [], [], 0.0
    for (a, b), n in zip(pairs, stand_for, strict=True):
        left, right = facts[a], facts[b]
        if left.quotes & right.quotes and _ends(left, right) not in verdict:
            continue
        row = _row(left, right, wide.rare, verdict, min(able[a], able[b]))
        if row:
            rows.append(row)
            counts.append(n)
        else:
            impossible += n
    if not rows:
        return None
    columns = {name: np.array(own) for name, own in zip(_Row._fields, zip(*rows, strict=True), strict=True)}
    return _Told(**columns, counts=np.array(counts), impossible=impossible)


def _fitted(told: _Told, names: float, *, before: float) -> tuple[Weights, list[np.ndarray]]:
    """What EM finds where names tell this part of their bits, and the mean bits by hand of each level."""
    odds = told.odds(names)
    supposed, by_hand = _supposed(told.levels, told.bits, odds, told.counts, before=before)
    # The pairs that cannot be one person count in the share: one row more, which agrees in nothing.
    found = learn(
        np.vstack([told.levels, np.full((1, len(FEATURES)), -1)]),
        supposed,
        counts=np.append(told.counts, told.impossible),
        judged=np.append(told.known, DIFFERENT),
        odds=np.append(odds, 0.0),
        strength=STRENGTH,
        learn_u=False,
    )
    return found, by_hand


def _shifts(found: Weights, by_hand: list[np.ndarray], levels: np.ndarray, counts: np.ndarray) -> Shifts:
    """How far each level that was seen is from the bits by hand; where a feature is told of few pairs, in part."""
    by: dict[tuple[str, str], float] = {}
    for at, feature in enumerate(FEATURES):
        told = counts[levels[:, at] >= 0].sum()
        away = (np.log2(found.m[at] / found.u[at]) - by_hand[at]) * told / (told + HALF)
        seen = (n for n in range(len(away)) if (levels[:, at] == n).any())
        by |= {(feature, LEVELS[feature][n]): round(float(away[n]), 2) for n in seen}
    return by


def _sample(
    wide: Wide, verdict: Mapping[tuple[str, str], int], blocks: Blocks | None
) -> tuple[list[tuple[int, int]], list[float]]:
    """Pairs to learn from, and how many each stands for: all of a small study, of a large one some of each sort.

    Half are drawn of the pairs that share what few share, among which are nearly all of one person, half of all others;
    those that people judged are always there. Of a very large study the first mentions teach: of a million, each pair
    of the others would stand for more pairs than there are pairs of one person. Pairs of one story and of copies are
    left out.
    """
    some = wide.first(MOST_MENTIONS)
    many = len(some.mentions)
    total = many * (many - 1) // 2
    if total <= MOST_PAIRS:
        drawn = [(np.column_stack(np.triu_indices(many, 1)), np.ones(total))]
    else:
        blocks, half = blocks if blocks and some is wide else some.blocks(), MOST_PAIRS // 2
        near, stand_for = blocks.drawn(half, seed=1)
        left, right = np.random.default_rng(1).integers(0, many, size=(2, half))
        codes = np.unique(np.minimum(left, right) * many + np.maximum(left, right))
        far = np.column_stack([codes // many, codes % many])
        far = far[(far[:, 0] != far[:, 1]) & (blocks.sharing(far) == 0)]
        drawn = [(near, stand_for), (far, np.full(len(far), (total - stand_for.sum()) / max(1, len(far))))]
    place = {mention: n for n, mention in enumerate(wide.mentions)}
    asked = sorted((min(p), max(p)) for a, b in verdict if a in place and b in place for p in [(place[a], place[b])])
    stands = dict.fromkeys(asked, 1.0)
    for pairs, each in drawn:
        taught = wide.telling_apart(pairs)
        told = zip(map(tuple, pairs[taught].tolist()), each[taught].tolist(), strict=True)
        stands |= {p: n for p, n in told if p not in stands}
    return list(stands), list(stands.values())


class _Row(NamedTuple):
    """A pair, as in `_Told`."""

    levels: list[int]
    bits: list[float]
    name: float
    able: float
    others: float
    known: int


def _row(left: Facts, right: Facts, rare: Rarity, verdict: Mapping[tuple[str, str], int], able: float) -> _Row | None:
    """None where the two cannot be one person."""
    reasons = evidence(left, right, rare)
    if impossible(reasons):
        return None
    levels, bits, name, others = [-1] * len(FEATURES), [0.0] * len(FEATURES), 0.0, 0.0
    for reason in reasons:
        if reason.level in LEVELS.get(reason.feature, ()):
            at = FEATURES.index(reason.feature)
            levels[at], bits[at] = LEVELS[reason.feature].index(reason.level), reason.bits
        elif reason.feature == "name" and reason.bits > 0:
            name = reason.bits
        else:
            others += reason.bits
    return _Row(levels, bits, name, able, others, verdict.get(_ends(left, right), UNKNOWN))


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
