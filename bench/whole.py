"""The whole way on planted studies: do the bounds that `recount run` reports hold the persons who were told of?

    python bench/whole.py [--seeds 200] [--quick] [--json]

Each seed plants 400 persons, of whom some 80 to 120 are told of in 150 to 200 accounts by twelve outlets of several
families, with copies, aliases, missing and wrong facts; writes them as text; captures, reads, resolves and counts them:
first with nothing judged by anybody, then with the judgements of somebody who knows who is who. "At least" and "at
most" of what `recount run` says by itself have to hold the number told of, in every seed; once all is judged, "at most"
falls short by those whom reading did not take for persons who left, which is shown and has no goal. The total of all
who left is a range, or a refusal in words. Two seeds took 86 s on a busy machine; 200 are hours.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reads.part import Goal  # noqa: E402  # the folder of this file comes first

from recount import capture, coding, estimate, read, resolve  # noqa: E402
from recount.model import DateRange, Judgement, Study  # noqa: E402
from recount.simulate import Scenario, plant, write_study  # noqa: E402
from recount.store import Store  # noqa: E402

PERSONS = 400
PERIOD = DateRange(date(2025, 1, 1), date(2034, 12, 31), precise=True)  # closed: it holds every planted account


def one(seed: int, folder: Path) -> dict[str, Any]:
    """What a planted study says of itself: bounds, range or refusal, and the truth."""
    planted = plant(Scenario(persons=PERSONS, seed=seed, reach=0.02, outlets=12, overlap=0.0, hoax=False))
    write_study(planted, folder / "planted")
    codebook, study = coding.load("exit-narratives", None), Study("Planted", period=PERIOD)
    with Store.create(folder / "study") as store:
        capture.take(store, [folder / "planted" / "accounts"], by="bench", now="2035-01-01T00:00:00Z")
        read.texts(store)
        read.stories(store)
        read.copies(store)
        read.claims(store)
        resolve.suggest(store, floor=study.resolve.floor)
        resolve.persons(store)
        coding.suggest(store, codebook, floor=study.coding.floor)
        coding.replay(store, codebook)
        open_ = _said(store, codebook, study)
        resolve.judge(store, _known(store, folder / "planted" / "mentions.csv"), by="who knows")
        resolve.persons(store)
        return {"told": len(planted.told), "open": open_, "judged": _said(store, codebook, study)}


def _said(store: Store, codebook: Any, study: Study) -> dict[str, Any]:
    estimate.count(store, codebook)
    estimate.hidden(store, period=study.period, settings=study.hidden)
    figures = {row.figure_id: row for row in store.query("figures")}
    left, total = figures["persons.left"], figures["hidden.total"]
    told = {e["name"]: (e["low"], e["high"]) for e in total.estimates or ()}
    return {"least": left.least, "most": left.most, "range": next(iter(told.values()), None), "reason": total.reason}


def _known(store: Store, path: Path) -> list[Judgement]:
    """Each mention that was read joined with the next one of the same planted person."""
    files = {row.capture_id: row.origin.rpartition("/")[2] for row in store.query("captures")}
    gold: dict[str, list[tuple[int, int, str]]] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            gold.setdefault(row["file"], []).append((int(row["start"]), int(row["end"]), row["person"]))
    mentions: dict[str, list[str]] = {}
    for text_id, name in sorted(files.items()):
        for mention in store.query("mentions_of_text", text_id=text_id):
            persons = {
                person
                for place in mention.places
                for start, end, person in gold.get(name, ())
                if place["start"] < end and start < place["end"]
            }
            if len(persons) == 1:
                mentions.setdefault(persons.pop(), []).append(mention.mention_id)
    return [
        Judgement(min(a, b), max(a, b), "who knows", None, (), "same")
        for own in mentions.values()
        for a, b in pairwise(own)
    ]


def main() -> int:
    """Measure; 0 when the bounds hold in every seed and no refusal is without words."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--seeds", type=int, default=200)
    ask.add_argument("--quick", action="store_true", help="2 seeds")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    found, start = [], time.perf_counter()
    for seed in range(2 if asked.quick else asked.seeds):
        with tempfile.TemporaryDirectory() as scratch:
            found.append(one(seed, Path(scratch)))
        if not asked.json:
            print(seed, found[-1], flush=True)
    ranges = [f["judged"]["range"] for f in found if f["judged"]["range"]]
    every = [f[way] for f in found for way in ("open", "judged")]
    figures = {
        "seeds": float(len(found)),
        "bounds_hold": float(sum(f["open"]["least"] <= f["told"] <= f["open"]["most"] for f in found)),
        "judged_bounds_hold": float(sum(f["judged"]["least"] <= f["told"] <= f["judged"]["most"] for f in found)),
        "ranges": float(len(ranges)),
        "ranges_hold": float(sum(r[0] <= PERSONS <= (r[1] if r[1] is not None else float("inf")) for r in ranges)),
        "refused_without_words": float(sum(s["range"] is None and not s["reason"] for s in every)),
        "seconds_a_seed": (time.perf_counter() - start) / len(found),
    }
    goals = [Goal("bounds_hold", ">=", "seeds"), Goal("refused_without_words", "<=", 0)]
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
