"""Does it pay to code what was drawn because much is to be learnt from it, rather than stories at random?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from recount.coding.learning import Coded, Learned, Space, drawn, inclusion, learn, worth
from suggests.sets import CodedSet, halves

FIRST, EACH, ROUNDS = 20, 10, 4  # stories at random, then drawn so many at a time, so often

Score = Callable[[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]], tuple[float, float]]


def compared(chosen: CodedSet, space: Space, score: Score, draws: int) -> dict[str, float]:
    """Macro-F1 and calibration after as many stories, drawn or at random: means over draws."""
    made = []
    for draw in range(draws):
        pool, test = halves(chosen, draw)
        each: list[float] = []
        for active in (False, True):
            learned = _coded(chosen, space, pool, draw, active=active)
            each += score(learned.chance[test], chosen.coded[test], chosen.groups[test])
        made.append(each)
    less = np.array(made)[:, 2] - np.array(made)[:, 0]
    random, random_ece, active, active_ece = np.mean(made, axis=0)
    return {
        "f1_at_random": float(random),
        "f1_drawn": float(active),
        "ahead": float(less.mean()),
        "ahead_error": float(less.std(ddof=1) / np.sqrt(draws)) if draws > 1 else 0.0,
        "ece_at_random": float(random_ece),
        "ece": float(active_ece),
    }


def _coded(chosen: CodedSet, space: Space, pool: NDArray[np.int64], draw: int, *, active: bool) -> Learned:
    stories = np.random.default_rng(draw).permutation(np.unique(chosen.groups[pool]))
    weight = dict.fromkeys(stories[:FIRST].tolist(), 1.0)
    for n in range(ROUNDS):
        rest = np.setdiff1d(stories, list(weight))
        if active:
            learned = learn(space, _known(chosen, pool, weight))
            rows = pool[np.isin(chosen.groups[pool], rest)]
            names, place = np.unique(chosen.groups[rows], return_inverse=True)
            chance = inclusion(worth(learned.chance[rows], learned.taught, place), EACH)
            own = drawn(chance, draw * ROUNDS + n)
            stands_for = 1 / chance[own]
            weight |= dict(zip(names[own].tolist(), (stands_for / stands_for.mean()).tolist(), strict=True))
        else:
            some = np.random.default_rng(draw * ROUNDS + n).permutation(rest)[:EACH]
            weight |= dict.fromkeys(some.tolist(), 1.0)
    return learn(space, _known(chosen, pool, weight))


def _known(chosen: CodedSet, pool: NDArray[np.int64], weight: dict[int, float]) -> Coded:
    rows = pool[np.isin(chosen.groups[pool], list(weight))]
    groups = chosen.groups[rows]
    return Coded(rows, chosen.coded[rows].astype(int), groups, np.array([weight[g] for g in groups.tolist()]))
