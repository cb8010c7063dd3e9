"""Lists of persons with doubles, whose truth is known: ours beside Splink's own example settings, dedupe, nomenklatura.

Febrl 1 to 4 (4: two lists of which each holds a person once), Splink's fake_1000 and its 50,578 historical figures with
errors. Ours is `resolve.link` with the kinds of the columns, nothing else. Splink's figures are at the threshold that
is best for it on this very truth (`example`: at 0.95, where its examples cut). dedupe gets 200 pairs with the truth; it
is asked on sets of up to 1,000 rows, since it takes minutes on more; nomenklatura on up to 400,000 pairs. `--quick`:
the two sets of 1,000 rows and the historical figures of 500 persons, without dedupe.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
from reads._peers import asked
from reads.part import Goal, Measured

from recount.resolve import link
from resolves import _tables
from resolves._scores import scores

SHOWN = ("b3_f1", "b3_f1_low", "b3_f1_high", "pair_f1", "pair_f1_low", "pair_f1_high", "pair_p", "pair_r")
DEDUPE_ROWS = 1_000


def sets(data: Path, *, quick: bool) -> list[_tables.Table]:
    """The sets that are asked for."""
    if quick:
        return [_tables.febrl(data, "1"), _tables.fake_1000(data), _tables.historical(data, persons=500)]
    return [*(_tables.febrl(data, n) for n in "1234"), _tables.fake_1000(data), _tables.historical(data)]


def measure(data: Path, *, quick: bool) -> Measured:
    """B-cubed and pairwise F1 of each set; ours at least the best of the peers."""
    figures: dict[str, float] = {}
    goals: list[Goal] = []
    remarks: list[str] = []
    for table in sets(data, quick=quick):
        figures |= ours(table)
        peers = ["splink", "nomenklatura"] + ["dedupe"] * (not quick and len(table.rows) <= DEDUPE_ROWS)
        answers = asked("linkage", "linkage_peers.py", {"tasks": [table.task(*peers)]})
        best = 0.0
        for peer in peers:
            told = answers[f"{table.name} {peer}"]
            made = {at: scores(table.truth, own) for at, own in told["clusters"].items()}
            if not made:
                remarks.append(f"{table.name}: {peer} gave no answer ({told['failed'] or 'too many pairs'})")
                continue
            at = max(made, key=lambda one: made[one]["b3_f1"])
            figures |= {f"{table.name}.{peer}.{k}": made[at][k] for k in SHOWN}
            figures[f"{table.name}.{peer}.cpu_s"] = told["cpu_s"]
            if peer == "splink":
                figures[f"{table.name}.splink.example.b3_f1"] = made["0.95"]["b3_f1"]
            best = max(best, made[at]["b3_f1"])
        figures[f"{table.name}.best_peer.b3_f1"] = best
        goals.append(Goal(f"{table.name}.ours.b3_f1", ">=", f"{table.name}.best_peer.b3_f1"))
    return Measured(figures, tuple(goals), tuple(remarks))


def ours(table: _tables.Table) -> dict[str, float]:
    """Scores, the share of true pairs that were compared at all, and CPU seconds."""
    kinds = {column: kind for column, kind in table.kinds.items() if column not in _tables.TOLD_TWICE}
    side = [row["side"] for row in table.rows] if "side" in table.rows[0] else None
    began = time.process_time()
    linked = link(table.rows, kinds, side=side)
    took = time.process_time() - began
    truth = np.unique(table.truth, return_inverse=True)[1]
    many = np.bincount(truth)
    same = (truth[linked.pairs[:, 0]] == truth[linked.pairs[:, 1]]).sum()
    found = scores(table.truth, linked.person)
    return {f"{table.name}.ours.{k}": found[k] for k in SHOWN} | {
        f"{table.name}.ours.blocking_recall": float(same / (many * (many - 1) // 2).sum()),
        f"{table.name}.ours.pairs": float(len(linked.pairs)),
        f"{table.name}.ours.cpu_s": took,
    }
