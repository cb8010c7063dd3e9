"""What the blocks miss, by how many pairs they give: the choice of `keyed.MOST` and `keyed.EACH`.

Planted studies of some 3,000 mentions, small enough that every pair can be scored. `held`: of the pairs of one person,
the share that stands in a block; `likely_held`: the same of the pairs that would be suggested, which is what a study
loses; `pairs` for each mention. `one_key`: common keys dropped instead of joined.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from planted import facts_of
from reads.part import Goal, Measured

from recount.resolve.keyed import EACH, MOST, blocks
from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant

LIMITS = ((10, 10), (30, 20), (60, 40), (MOST, EACH), (120, 160))


def measure(data: Path, *, quick: bool) -> Measured:  # noqa: ARG001  # planted: no data is read
    """Recall and pairs at each limit; the chosen one loses no more than 2 % of what would be suggested."""
    persons = 250 if quick else 800
    facts, who = facts_of(plant(Scenario(persons=persons, outlets=20, seed=17, hoax=False)))
    wide = Wide.of(facts)
    truth = np.unique(who, return_inverse=True)[1]
    every = np.column_stack(np.triu_indices(len(facts), 1)).astype(np.int64)
    every = every[wide.story[every[:, 0]] != wide.story[every[:, 1]]]
    likely = wide.scores(every, floor=0.5) >= 0.5
    same = truth[every[:, 0]] == truth[every[:, 1]]
    codes = every[:, 0] * len(facts) + every[:, 1]
    figures: dict[str, float] = {"mentions": len(facts)}
    ways = {f"{most}_{each}": blocks(*wide.found_by(), most=most, each=each).pairs() for most, each in LIMITS}
    ways["one_key"] = blocks(*wide.found_by(), joined=1).pairs()
    for name, found in ways.items():
        held = np.isin(codes, found[:, 0] * len(facts) + found[:, 1])
        figures[f"{name}.held"] = float(held[same].mean())
        figures[f"{name}.likely_held"] = float(held[likely].mean())
        figures[f"{name}.pairs"] = len(found) / len(facts)
    return Measured(figures, (Goal(f"{MOST}_{EACH}.likely_held", ">=", 0.98),))
