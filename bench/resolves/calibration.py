"""Whether a score is the share of pairs that are one person: reliability and expected calibration error.

Planted studies of five levels of noise and two sizes, scored as a study scores its pairs, with the weights that they
teach. The error is the mean distance of score and share in bins of a tenth, weighted by pairs. `suggested`: of the
pairs at 0.5 and above, which people are shown. `scored`: of all from 0.05, among them those that share neither a name
nor rare facts and are held at a third. `by_hand`: the same with the weights set by hand. The reliability is drawn bin
by bin.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from planted import facts_of
from reads.part import Goal, Measured

from recount.resolve.learnt import learnt_from
from recount.resolve.pairs import compared_at_once
from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant
from resolves.accounts import SETTINGS

BINS = 10
LEAST = 0.05  # a score; below are nearly all pairs, and they are right to be there
SEEDS = range(200, 204)


class Scored(NamedTuple):
    """Pairs of several studies: two scores of each, and whether it is one person."""

    study: np.ndarray
    by_hand: np.ndarray
    same: np.ndarray


def scored(persons: int, name: str) -> Scored:
    """The pairs that studies of this size and setting compare."""
    held = []
    for seed in SEEDS:
        facts, who = facts_of(plant(Scenario(persons=persons, outlets=16, seed=seed, **SETTINGS[name])))
        wide = Wide.of(facts)
        pairs = compared_at_once(wide, facts)
        truth = np.unique(who, return_inverse=True)[1]
        scores = (wide.scores(pairs, learnt=weights) for weights in (learnt_from(wide), wide.by_hand))
        held.append((*(s.astype(float) for s in scores), truth[pairs[:, 0]] == truth[pairs[:, 1]]))
    return Scored(*(np.concatenate(parts) for parts in zip(*held, strict=True)))


def reliability(score: np.ndarray, same: np.ndarray, least: float) -> tuple[float, list[tuple[int, float, float]]]:
    """The expected calibration error, and for each bin how many pairs, their mean score, the share of one person."""
    kept = score >= least
    score, same = score[kept], same[kept]
    place = np.minimum((score * BINS).astype(int), BINS - 1)
    many = np.bincount(place, minlength=BINS)
    means = [np.bincount(place, weights=w, minlength=BINS) / np.maximum(many, 1) for w in (score, same)]
    error = float((np.abs(means[0] - means[1]) * many).sum() / max(1, many.sum()))
    return error, [(int(n), float(s), float(t)) for n, s, t in zip(many, *means, strict=True) if n]


def measure(data: Path, *, quick: bool) -> Measured:  # noqa: ARG001  # planted: no data is read
    """Errors in each setting and over all, and the bins."""
    figures: dict[str, float] = {}
    remarks = []
    sizes = (60,) if quick else (60, 300)
    for persons in sizes:
        held = {n: scored(persons, n) for n in SETTINGS}
        for name, own in held.items():
            figures[f"{persons}.{name}.suggested_ece"] = reliability(own.study, own.same, 0.5)[0]
            figures[f"{persons}.{name}.scored_ece"] = reliability(own.study, own.same, LEAST)[0]
        every = Scored(*(np.concatenate(parts) for parts in zip(*held.values(), strict=True)))
        figures[f"{persons}.suggested_ece"] = reliability(every.study, every.same, 0.5)[0]
        figures[f"{persons}.scored_ece"], bins = reliability(every.study, every.same, LEAST)
        figures[f"{persons}.by_hand.suggested_ece"] = reliability(every.by_hand, every.same, 0.5)[0]
        figures[f"{persons}.by_hand.scored_ece"] = reliability(every.by_hand, every.same, LEAST)[0]
        for many, said, true in bins:
            drawn = "".join("|" if n == round(said * 40) else "#" if n < round(true * 40) else "." for n in range(41))
            remarks.append(f"{persons} persons: score {said:.2f}, one person {true:.2f}, {many:6} pairs  {drawn}")
    goals = tuple(Goal(f"{n}.{which}_ece", "<=", 0.05) for n in sizes for which in ("suggested", "scored"))
    return Measured(figures, goals, (*remarks, "# is the share of one person, | the score"))
