"""The whole way on planted studies: do the bounds that `recount run` reports hold the persons who were told of?

    python bench/whole.py [--seeds 200] [--first 0] [--workers 2] [--quick] [--json]

Each seed plants 400 persons, of whom some 58 to 120 are told of in 100 to 150 accounts by twelve outlets of five
families, with copies, aliases, missing and wrong facts; writes them as text; captures, reads, resolves and counts them:
first with nothing judged by anybody, then with all judged by somebody who knows who is who. Both times "at least"
and "at most" have to hold the number told of, in every seed. Six scenarios take turns: families that find their persons
by themselves, persons who differ more, a family that takes persons up from another, one that passes over what another
tells, persons who can be told of only once, and all of it. The total of all who left is a range, or a refusal in words.

The steps are those of `recount run` without suggested codings, releases and pages, on which no figure here rests.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Literal

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"  # each worker has one processor

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reads.part import Goal  # noqa: E402  # the folder of this file comes first

from recount import capture, coding, estimate, read, resolve  # noqa: E402
from recount.estimate.hidden.figures import RANGE  # noqa: E402
from recount.model import DateRange, Judgement, Study  # noqa: E402
from recount.simulate import Scenario, plant, write_study  # noqa: E402
from recount.store import Store  # noqa: E402

Verdict = Literal["same", "different"]
PERSONS = 400
PERIOD = DateRange(date(2025, 1, 1), date(2034, 12, 31), precise=True)  # closed: it holds every planted account
SCENARIOS: dict[str, dict[str, float]] = {
    "by themselves": {},
    "persons differ": {"uneven": 2.0},
    "one follows": {"follows": 0.3},
    "one avoids": {"avoids": 0.6},
    "told of once": {"once": 0.2},
    "all of it": {"uneven": 2.0, "follows": 0.3, "avoids": 0.3, "once": 0.1},
}
REACH = 0.022  # of an outlet of middling reach: about 90 of the 400 are told of, 15 to 20 of them by two families


def one(seed: int) -> dict[str, Any]:
    """What a planted study says of itself: bounds, range or refusal, and the truth."""
    name = list(SCENARIOS)[seed % len(SCENARIOS)]
    dials: dict[str, Any] = SCENARIOS[name]
    planted = plant(Scenario(persons=PERSONS, seed=seed, reach=REACH, outlets=12, overlap=0.0, hoax=False, **dials))
    codebook, study = coding.load("exit-narratives", None), Study("Planted", period=PERIOD)
    with tempfile.TemporaryDirectory() as scratch, Store.create(Path(scratch) / "study") as store:
        folder = Path(scratch) / "planted"
        write_study(planted, folder)
        capture.take(store, [folder / "accounts"], by="bench", now="2035-01-01T00:00:00Z")
        read.texts(store)
        read.stories(store)
        read.copies(store)
        read.claims(store)
        resolve.suggest(store, floor=study.resolve.floor)
        resolve.persons(store)
        open_ = _said(store, codebook, study)
        resolve.judge(store, _known(store, folder / "mentions.csv"), by="who knows")
        resolve.persons(store)
        told = {"seed": seed, "scenario": name, "told": len(planted.told)}
        return told | {"open": open_, "judged": _said(store, codebook, study)}


def _said(store: Store, codebook: Any, study: Study) -> dict[str, Any]:
    estimate.count(store, codebook)
    estimate.hidden(store, period=study.period, settings=study.hidden)
    figures = {row.figure_id: row for row in store.query("figures")}
    left, total = figures["persons.left"], figures["hidden.total"]
    told = {e["name"]: (e["low"], e["high"]) for e in total.estimates or ()}
    return {"least": left.least, "most": left.most, "range": told.get(RANGE), "reason": total.reason}


def _known(store: Store, path: Path) -> list[Judgement]:
    """Each mention that was read joined with the next one of the same planted person; of each suggestion, the truth."""
    whose = _whose(store, path)
    mentions: dict[str, list[str]] = {}
    for mention, person in whose.items():
        mentions.setdefault(person, []).append(mention)
    said: dict[tuple[str, str], Verdict] = {
        (min(p), max(p)): "same" for own in mentions.values() for p in pairwise(own)
    }
    for row in store.query("judgements_open"):
        same = row.left_id in whose and whose[row.left_id] == whose.get(row.right_id)
        said[min(row.left_id, row.right_id), max(row.left_id, row.right_id)] = "same" if same else "different"
    return [Judgement(left, right, "who knows", None, (), verdict) for (left, right), verdict in said.items()]


def _whose(store: Store, path: Path) -> dict[str, str]:
    """The planted person of each mention that was read at a place of one, and of no other."""
    files = {row.capture_id: row.origin.rpartition("/")[2] for row in store.query("captures")}
    gold: dict[str, list[tuple[int, int, str]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            gold.setdefault(row["file"], []).append((int(row["start"]), int(row["end"]), row["person"]))
    found = {}
    for text_id, name in sorted(files.items()):
        for mention in store.query("mentions_of_text", text_id=text_id):
            persons = {
                person
                for place in mention.places
                for start, end, person in gold.get(name, ())
                if place["start"] < end and start < place["end"]
            }
            if len(persons) == 1:
                found[mention.mention_id] = persons.pop()
    return found


def _every(seeds: Iterable[int], workers: int) -> Iterator[dict[str, Any]]:
    """The seeds, each on one processor: a parser is loaded once a worker; reading starts no processes of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, initializer=_alone, initargs=(context.Value("i", 0),)) as pool:
        yield from pool.imap_unordered(one, seeds)


def _alone(taken: Any) -> None:
    """Keep this worker on a processor of its own."""
    processors = sorted(os.sched_getaffinity(0))
    with taken.get_lock():
        os.sched_setaffinity(0, {processors[taken.value % len(processors)]})
        taken.value += 1


def _holds(bounds: dict[str, Any], told: int) -> bool:
    return bool(bounds["least"] <= told <= bounds["most"])


def summed(found: list[dict[str, Any]]) -> dict[str, float]:
    """The figures of all seeds."""
    ranges = [f["judged"]["range"] for f in found if f["judged"]["range"]]
    every = [f[way] for f in found for way in ("open", "judged")]
    figures = {"seeds": float(len(found)), "told_least": float(min(f["told"] for f in found))}
    figures["told_most"] = float(max(f["told"] for f in found))
    for way in ("open", "judged"):
        figures[f"{way}_bounds_hold"] = float(sum(_holds(f[way], f["told"]) for f in found))
        figures[f"{way}_least_over_told"] = median(f[way]["least"] / f["told"] for f in found)
        figures[f"{way}_most_over_told"] = median(f[way]["most"] / f["told"] for f in found)
    figures["ranges"] = float(len(ranges))
    held = sum(low <= PERSONS <= (high if high is not None else float("inf")) for low, high in ranges)
    figures["range_coverage"] = held / len(ranges) if ranges else 1.0
    figures["range_low"] = median(low for low, _ in ranges) if ranges else 0.0
    figures["range_high"] = median(high or float("inf") for _, high in ranges) if ranges else 0.0
    figures["refused"] = float(sum(s["range"] is None for s in every))
    figures["refused_without_words"] = float(sum(s["range"] is None and not s["reason"] for s in every))
    return figures


def main() -> int:
    """Measure; 0 when the bounds hold in every seed and no refusal is without words."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", type=int, default=200, help="go on up to this seed, which is left out")
    ask.add_argument("--first", type=int, default=0, help="begin with this seed, to go on from an earlier run")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--quick", action="store_true", help="4 seeds")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    if asked.first >= asked.seeds and not asked.quick:
        ask.error(f"no seed lies from --first {asked.first} up to --seeds {asked.seeds}")
    found, start = [], time.perf_counter()
    for each in _every(range(asked.first, asked.first + 4 if asked.quick else asked.seeds), asked.workers):
        found.append(each)
        if not asked.json:
            print(each, flush=True)
    figures = summed(found) | {"seconds_a_seed": (time.perf_counter() - start) / len(found)}
    goals = [
        Goal("open_bounds_hold", ">=", "seeds"), Goal("judged_bounds_hold", ">=", "seeds"),
        Goal("range_coverage", ">=", 0.9), Goal("refused_without_words", "<=", 0),
    ]  # fmt: skip
    holds = all(goal.reached(figures) for goal in goals)
    if asked.json:
        print(json.dumps({"figures": figures, "goals": {g.figure: str(g) for g in goals}, "holds": holds}, indent=1))
    else:
        for key, value in figures.items():
            print(f"{key:24}{value:10.3f}")
        print("all goals hold" if holds else "NOT all goals hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
