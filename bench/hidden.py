"""How many were never seen: values and seconds beside the recorded ones of the R packages.

    python bench/hidden.py [--quick] [--json] [--data ../shared/data]

The R packages are no dependencies and are not run: their outputs and seconds were recorded once, on two cores without
load (`09_mse/reference`). Ours run here on one thread, in seconds of that thread; `worst` is the largest difference,
relative to their value.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"  # small systems, many of them: threads only wait for each other

import numpy as np  # noqa: E402  # after the threads are set

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reads.part import Goal  # noqa: E402  # the folder of this file comes first

from recount.estimate.hidden.averaging import averaged  # noqa: E402
from recount.estimate.hidden.closed import closed_family  # noqa: E402
from recount.estimate.hidden.heldout import METHODS, held_out  # noqa: E402
from recount.estimate.hidden.latent import latent  # noqa: E402
from recount.estimate.hidden.loglinear import best, fits  # noqa: E402
from recount.estimate.hidden.models import hierarchical  # noqa: E402
from recount.estimate.hidden.onelist import one_list  # noqa: E402
from recount.estimate.hidden.said import summary  # noqa: E402
from recount.estimate.hidden.sparse import bootstrap, stepwise  # noqa: E402
from recount.estimate.hidden.table import CaptureTable, tabulate  # noqa: E402
from recount.estimate.hidden.total import MOST_TIMES  # noqa: E402

FILES = {
    "kosovo": "LCMCR__kosovo_aggregate", "hare": "Rcapture__hare", "hiv": "Rcapture__HIV", "ukdat": "SparseMSE__UKdat",
    "ukdat_5": "SparseMSE__UKdat_5", "neworl_5": "SparseMSE__NewOrl_5", "artificial_3": "SparseMSE__Artificial_3",
}  # fmt: skip
R_ALL_MODELS_S = 75.7  # Rcapture, 6,893 models of 5 lists (another table of 5 lists, kept back)
ONE_LIST = {"ztpoisson": "Poisson", "ztgeom": "geometric", "chao": "Chao", "zelterman": "Zelterman"}
BOUNDS = {
    "rcapture.worst_n": 1e-6, "rcapture.worst_aic": 1e-6, "closed.worst_n": 1e-6, "closed.worst_aic": 1e-6,
    "models_1024.s": 1.0, "models_6893.s": 8.0, "kosovo.by_bic.away_from_10356.519": 5e-4, "nonsense.printed": 0,
    "sparsemse.worst_n": 1e-7, "sparsemse.worst_acceleration": 1e-7, "sparsemse.bootstraps_1000.s": 20.0,
    "dga.worst_mean": 1e-8, "dga.lists_5.same_grid.s": 2.0, "madigan_york.worst_mean": 1e-9,
    "one_list.worst_n": 1e-6, "one_list.worst_se": 1e-6, "one_list.worst_loglik": 1e-6,
}  # fmt: skip
GOALS = tuple(Goal(figure, "<=", bound) for figure, bound in BOUNDS.items())
SLOW_GOALS = (
    Goal("latent.kosovo.away_from_10500", "<=", 200),
    Goal("latent.kosovo.rhat", "<=", 1.05),
    Goal("latent.kosovo.effective", ">=", 400),
)
T = TypeVar("T")


class Bench:
    """The recorded numbers beside ours; figures fill up as parts run."""

    def __init__(self, data: Path, *, quick: bool) -> None:
        self.folder, self.quick = data / "09_mse", quick
        self.recorded = self._json("mse_reference_rcapture_sparsemse_dga")
        self.tables = {name: self._table(name) for name in FILES}
        self.figures: dict[str, float] = {}

    def _json(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "reference" / f"{name}.json").read_text())
        return found

    def _table(self, name: str) -> CaptureTable:
        rows = list(csv.reader((self.folder / "csv" / f"{FILES[name]}.csv").open()))
        told = np.array(rows[1:], dtype=float)
        if rows[0][-1] in {"freq", "count", "n"}:
            return tabulate(rows[0][:-1], told[:, :-1], told[:, -1])
        return tabulate(rows[0], told)

    def worst(self, name: str, ours: float, theirs: float) -> None:
        """Keep the largest relative difference."""
        self.figures[name] = max(self.figures.get(name, 0.0), abs(ours - theirs) / max(abs(theirs), 1e-300))

    def timed(self, name: str, theirs_s: float, work: Callable[[], T]) -> T:
        """Ours and the recorded seconds, and how many times faster ours are."""
        began = time.process_time()
        out = work()
        took = time.process_time() - began
        self.figures |= {f"{name}.s": took, f"{name}.r_s": theirs_s, f"{name}.times_faster": theirs_s / took}
        return out

    def rcapture(self) -> None:
        """All models of each table, and the closed family."""
        for name, told in self.recorded.items():
            table = self.tables[name]
            for key, theirs in told.items():
                if key.startswith("rcapture_closedpMS"):
                    models = hierarchical(table.k, theirs["maxorder"])
                    label = f"models_{len(models)}" if name != "hiv" else "models_113.hiv"
                    found = {f.name: f for f in self.timed(label, theirs["seconds"], partial(fits, table, models))}
                    self._models(found, theirs, table)
            self._closed(table, told["rcapture_closedp"])
        table, every = self.tables["ukdat_5"], hierarchical(5)
        self.timed("models_6893", R_ALL_MODELS_S, partial(fits, table, every))
        top = best(fits(self.tables["kosovo"]))
        total = top.total if top else float("nan")
        self.figures |= {"kosovo.by_bic": total, "kosovo.by_bic.away_from_10356.519": abs(total - 10_356.519)}

    def _models(self, found: dict[str, Any], theirs: dict[str, Any], table: CaptureTable) -> None:
        for model, n, se, aic, trouble in zip(
            *(theirs[k] for k in ("models", "abundance", "stderr", "AIC", "infoFit")), strict=True
        ):
            ours = found[model]
            self._nonsense(n, table.n, printed=ours.standing != "none" and ours.total > MOST_TIMES * table.n)
            if not trouble:
                self.worst("rcapture.worst_n", ours.total, n)
                self.worst("rcapture.worst_se", ours.se, se)
                self.worst("rcapture.worst_aic", ours.aic, aic)

    def _closed(self, table: CaptureTable, theirs: dict[str, Any]) -> None:
        ours = closed_family(table)
        for model, n, aic in zip(*(theirs[k] for k in ("models", "abundance", "AIC")), strict=True):
            told = ours[model]
            self._nonsense(n, table.n, printed=told.value is not None and not 0 < told.value < MOST_TIMES * table.n)
            if told.value is not None and told.aic is not None:
                self.worst("closed.worst_n", told.value, n)
                self.worst("closed.worst_aic", told.aic, aic)

    def _nonsense(self, n: float, seen: int, *, printed: bool) -> None:
        """Totals that are negative or beyond all reason: how many they print, and how many we do."""
        self.figures["nonsense.r_printed"] = self.figures.get("nonsense.r_printed", 0) + (not 0 < n < MOST_TIMES * seen)
        self.figures["nonsense.printed"] = self.figures.get("nonsense.printed", 0) + printed

    def sparsemse(self) -> None:
        """Steps and bootstraps."""
        for name, told in self.recorded.items():
            ended = stepwise(self.tables[name]).total
            self.worst("sparsemse.worst_n", ended.value or 0.0, told["sparsemse_stepwise"]["estimate"]["point est."])
        for name, theirs in self._json("mse_reference_sparsemse_bca").items():
            draws = theirs["nboot"]
            label = f"sparsemse.bootstraps_{draws}" if name in {"ukdat_5", "ukdat"} else f"sparsemse.{name}"
            ours = self.timed(label, theirs["seconds"], partial(bootstrap, self.tables[name], draws))
            self.worst("sparsemse.worst_acceleration", ours.acceleration, theirs["ahat"])

    def dga(self) -> None:
        """Decomposable models, on the grids of the original and on our own."""
        for name, told in self.recorded.items():
            for key, theirs in told.items():
                if not key.startswith("dga"):
                    continue
                grid = np.arange(1, theirs["Nmissing_max"] + 1)
                label = (
                    "dga.lists_5.same_grid"
                    if (name, theirs["delta"]) == ("ukdat_5", 0.03125)
                    else f"dga.{name}.{key[4:]}"
                )
                work = partial(averaged, self.tables[name], theirs["delta"], unseen=grid)
                self.worst("dga.worst_mean", self.timed(label, theirs["seconds"], work).mean, theirs["mean"])
        recorded_s = self.recorded["ukdat_5"]["dga_delta_0.03125"]["seconds"]
        self.timed("dga.lists_5", recorded_s, partial(averaged, self.tables["ukdat_5"], 0.03125))
        theirs = self._json("dga_madigan_york")["my5"]
        counts = np.array([int(v) for v in theirs["Y"][2:-1].split(",")])
        ours = averaged(CaptureTable(tuple("12345"), counts), theirs["delta"], unseen=np.arange(1, 301))
        self.worst("madigan_york.worst_mean", ours.mean, theirs["mean"])

    def one_list(self) -> None:
        """The zero-truncated family with and without covariates."""
        recorded = self._json("onelist_reference")
        for key, y, x in self._one_list_data(recorded):
            for theirs, ours in ONE_LIST.items():
                wanted = recorded[key][theirs]
                total = one_list(y, x, ours).total
                for part, value, name in (
                    ("n", total.value, "N"),
                    ("se", total.se, "se"),
                    ("loglik", total.loglik, "loglik"),
                ):
                    self.worst(f"one_list.worst_{part}", value or 0.0, wanted[name])
        counts = next(y for key, y, _ in self._one_list_data(recorded) if key == "netherlands_intercept")
        wanted = recorded["netherlands_intercept"]["ztnegbin"]
        told = self.timed(
            "one_list.ztnegbin", wanted["seconds"], partial(one_list, counts, None, "negative binomial")
        ).total
        self._nonsense(wanted["N"], len(counts), printed=told.value is not None)

    def _one_list_data(self, recorded: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
        rows = list(csv.DictReader((self.folder / "reference" / "onelist_data_netherlandsimmigrant.csv").open()))
        nations = sorted({row["nation"] for row in rows})[1:]
        known = [[r["gender"] == "male", r["age"] == ">40yrs", *(r["nation"] == n for n in nations)] for r in rows]
        counts = np.array([int(row["capture"]) for row in rows])
        yield "netherlands_intercept", counts, None
        yield "netherlands_cov", counts, np.array(known, dtype=float)
        carcasses = np.array([[int(k), v] for k, v in recorded["carcass_counts"].items()])
        yield "carcass_intercept", np.repeat(*carcasses.T), None

    def latent(self) -> None:
        """Latent classes: long enough to agree on Kosovo, and the seconds an iteration of one chain takes."""
        recorded = self._json("mse_reference_lcmcr")
        for name, chains, iterations in (("kosovo", 16, 60_000), ("hiv", 16, 2_000), ("ukdat_5", 16, 2_000)):
            many = 2_000 if self.quick else iterations
            theirs = recorded[name]
            each_s = float(np.mean([run["seconds"] for run in theirs["runs"]])) / theirs["iterations"]
            began = time.process_time()
            found = latent(self.tables[name], classes=theirs["K"], chains=chains, iterations=many, most=many)
            ours_s = (time.process_time() - began) / (many * chains)
            self.figures |= {
                f"latent.{name}.us_an_iteration": 1e6 * ours_s,
                f"latent.{name}.r_us_an_iteration": 1e6 * each_s,
            }
            self.figures[f"latent.{name}.times_faster"] = each_s / ours_s
            if name == "kosovo":
                median = float(np.median(found.totals))
                self.figures |= {"latent.kosovo.median": median, "latent.kosovo.away_from_10500": abs(median - 10_500)}
                self.figures |= {"latent.kosovo.rhat": found.rhat, "latent.kosovo.effective": found.effective}

    def checks(self) -> None:
        """Lists held out: how often the known size lay in the interval."""
        every = tuple(check for table in self.tables.values() for check in held_out(table))
        for method in METHODS:
            inside, n, ratio = summary(every, method)
            self.figures |= {f"held_out.{method}.inside": inside, f"held_out.{method}.of": n}
            self.figures[f"held_out.{method}.median_ratio"] = ratio or float("nan")


def main() -> int:
    """Measure; 0 when every goal is held."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--quick", action="store_true", help="latent classes for 2,000 iterations only")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    asked = ask.parse_args()
    if not (asked.data / "09_mse").is_dir():
        ask.error(f"{asked.data}: no public test data there; give its folder with --data")
    bench = Bench(asked.data, quick=asked.quick)
    for part in (bench.rcapture, bench.sparsemse, bench.dga, bench.one_list, bench.latent, bench.checks):
        part()
    goals = GOALS + (() if asked.quick else SLOW_GOALS)
    holds = all(goal.reached(bench.figures) for goal in goals)
    if asked.json:
        print(
            json.dumps({"figures": bench.figures, "goals": {g.figure: str(g) for g in goals}, "holds": holds}, indent=1)
        )
        return 0 if holds else 1
    for name, value in bench.figures.items():
        verdicts = [f"{g} {'held' if g.reached(bench.figures) else 'NOT HELD'}" for g in goals if g.figure == name]
        print(f"{name:44} {value:14.6g}  {'; '.join(verdicts)}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
