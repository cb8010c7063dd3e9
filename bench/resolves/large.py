"""Mentions by the hundred thousand and the million: time, memory, and how many true pairs the blocks still hold.

Planted persons are told of by planted outlets, as in a study, 27,000 persons at a time so that the planting itself fits
into memory; what is measured begins with the facts of each mention and ends with persons proposed under constraints.
Of the true pairs few can be suggested in so large a pile, whatever compares them: `true_likely` is the share whose
score reaches the floor, `true_likely_held` the share of those that stands in a block, on true pairs drawn at random.
Weights are learnt from a sample of the pairs, as in a study; `here_by_hand` goes by those set by hand.
`here`: arrays in memory. `duckdb`: Splink on DuckDB finds the pairs, the rest is the same. Each in a process of its
own; CPU seconds of all its processors, without the planting; memory is the most that the whole process held, planting
included. `--quick`: 10,000 mentions by both.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).parents[1]
sys.path.insert(0, str(HERE))

import numpy as np  # noqa: E402
from planted import facts_of  # noqa: E402  # the folder of this file comes first
from reads.part import Goal, Measured  # noqa: E402

from recount.resolve.at_scale import engine_of  # noqa: E402
from recount.resolve.facts import Facts  # noqa: E402
from recount.resolve.learnt import learnt_from  # noqa: E402
from recount.resolve.wide import Wide  # noqa: E402
from recount.simulate import Scenario, plant  # noqa: E402
from resolves._scores import scores  # noqa: E402

PERSONS = 27_000  # planted at a time: some 96,000 mentions
FLOOR = 0.5
DRAWN = 200_000  # true pairs


class Planting:
    """Facts of so many mentions, one by one, and what planting them took."""

    def __init__(self, mentions: int) -> None:
        self.mentions = mentions
        self.persons: list[str] = []
        self.cpu_s = self.wall_s = 0.0

    def __iter__(self) -> Iterator[Facts]:
        seed = 0
        while len(self.persons) < self.mentions:
            began = time.process_time(), time.perf_counter()
            some = min(PERSONS, (self.mentions - len(self.persons)) * 30 // 100 + 50)
            planted = plant(Scenario(persons=some, outlets=24, reach=0.1, seed=seed, hoax=False))
            facts, persons = facts_of(planted, most=self.mentions - len(self.persons))
            del planted
            self.cpu_s += time.process_time() - began[0]
            self.wall_s += time.perf_counter() - began[1]
            self.persons += [f"{seed} {one}" for one in persons]
            for f in facts:
                account = f"{seed} {f.account}"
                yield replace(
                    f, mention_id=f"{seed} {f.mention_id}", story_id=account, account=account,
                    copies=f"{seed} {f.copies}" if f.copies else None,
                )  # fmt: skip
            seed += 1


def side(engine: str, mentions: int, *, by_hand: bool) -> dict[str, float]:
    """One engine on so many mentions, from facts to persons, by weights that are learnt or set by hand."""
    planting = Planting(mentions)
    began = time.process_time(), time.perf_counter()
    wide = Wide.of(planting)
    blocks = wide.blocks()
    learnt = wide.by_hand if by_hand else learnt_from(wide, blocks=blocks)
    pairs = engine_of(engine).pairs(wide, blocks, learnt, floor=FLOOR)
    found = wide.scores(pairs, floor=FLOOR, learnt=learnt)
    home = wide.persons(pairs, found)
    cpu_s, wall_s = time.process_time() - began[0] - planting.cpu_s, time.perf_counter() - began[1] - planting.wall_s
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    truth = np.unique(planting.persons, return_inverse=True)[1]
    many = np.bincount(truth)
    all_true = (many * (many - 1) // 2).sum()
    same = truth[pairs[:, 0]] == truth[pairs[:, 1]]
    drawn = _true_pairs(truth)
    likely = wide.scores(drawn, learnt=learnt) >= FLOOR
    held = np.isin(drawn @ (len(truth), 1), pairs @ (len(truth), 1))
    right = scores(planting.persons, home.tolist())
    return {
        "cpu_s": cpu_s, "wall_s": wall_s, "peak_gb": peak, "pairs": float(len(pairs)),
        "likely": float((found >= FLOOR).sum()), "persons": float(len(np.unique(home))), "truth": float(len(many)),
        "true_pairs_held": float(same.sum() / all_true),
        "true_likely": float(likely.mean()), "true_likely_held": float(held[likely].mean()),
        "likely_precision": float(same[found >= FLOOR].mean()), "likely_score": float(found[found >= FLOOR].mean()),
        "before": learnt.before, "true_before": float(np.log2(2 * all_true / len(truth) ** 2)),
        "names": learnt.names, "b3_f1": right["b3_f1"], "b3_p": right["b3_p"],
    }  # fmt: skip


def _true_pairs(truth: np.ndarray) -> np.ndarray:
    """Pairs of one person drawn at random, ints [pairs, 2], left < right."""
    order = np.argsort(truth, kind="stable")
    found = []
    for behind in range(1, int(np.bincount(truth).max())):
        same = truth[order[behind:]] == truth[order[:-behind]]
        found.append(np.column_stack([order[:-behind][same], order[behind:][same]]))
    every = np.concatenate(found)
    kept = np.random.default_rng(1).choice(len(every), min(DRAWN, len(every)), replace=False)
    return np.asarray(every[kept], dtype=np.int64)


def measure(data: Path, *, quick: bool) -> Measured:  # noqa: ARG001  # planted: no data is read
    """Each engine at each size."""
    wanted = [("here", 10_000), ("here_by_hand", 10_000), ("duckdb", 10_000)] if quick else [
        ("here", 100_000), ("here_by_hand", 100_000), ("duckdb", 100_000), ("here", 1_000_000)
    ]  # fmt: skip
    figures: dict[str, float] = {}
    remarks = []
    for engine, mentions in wanted:
        command = [sys.executable, "-W", "ignore", __file__, engine, str(mentions)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"OMP_NUM_THREADS": "1"}
        )
        figures[f"{engine}.{mentions}.ran"] = float(done.returncode == 0)
        if done.returncode:
            remarks.append(f"{engine} {mentions}: {done.stderr.splitlines()[-1][:200]}")
            continue
        told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        figures |= {f"{engine}.{mentions}.{name}": value for name, value in told.items()}
    goals = [Goal(f"{e}.{n}.peak_gb", "<=", 8.0) for e, n in wanted if f"{e}.{n}.peak_gb" in figures]
    goals += [Goal(f"{e}.{n}.cpu_s", "<=", 600.0) for e, n in wanted if f"{e}.{n}.cpu_s" in figures]
    goals += [Goal(f"{e}.{n}.ran", ">=", 1.0) for e, n in wanted]
    learnt, by_hand = (f"{e}.{n}.b3_f1" for e, n in wanted[:2])
    goals += [Goal(learnt, ">=", by_hand)] if {learnt, by_hand} <= set(figures) else []
    return Measured(figures, tuple(goals), tuple(remarks))


if __name__ == "__main__":
    name = sys.argv[1].removesuffix("_by_hand")
    print(json.dumps(side(name, int(sys.argv[2]), by_hand=name != sys.argv[1])))
