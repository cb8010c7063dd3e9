"""How good are suggested codes: without codings, with 8 of each code, with 64, beside what most people would do.

    python bench/suggest.py [DATA] [--quick] [--json]

Public sets (../shared/data/07_coding): headlines of the New York Times (topics), sentences of police reports, titles of
bills (topics), sentences of manifestos. Settings were chosen on the first two and confirmed on the others. In every
draw the stories are halved anew: from one half passages are coded, the other is the test. All methods get the same
codings, definitions and passages, and each answers for each code whether a passage has it. Peers
(extra [bench]): word weights with logistic regression; the plain sentence vectors with logistic regression; each in the
better of two forms (suggests/peers.py).

* `f1`: macro-F1 over codes, the mean over draws; intervals of 95 % draw draws, and stories within each, again.
* `ahead`: ours less the better peer, on the same stories; its interval.
* `ece`: expected calibration error over all passages and codes, ten bins of equal width; `ece_made` the same over those
  that ours suggests (cut where the expected F1 is best), which are few: its bins hold a handful each at 8 codings.
* `wrong_...`: the share of wrong ones among the suggestions made when a risk of .2 or .5 is allowed, mean over draws (a
  draw in which all is left to people has none wrong), and the standard error of that mean: a risk is kept if it is not
  overdrawn by more than one of these. `made_...` how many are made, `found_...` the share of all codes that they find.
* `next`: stories of police reports coded because `recount suggest --next` would draw them, beside as many at random (in
  both 20 at random first). Left out of the quick run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from suggests.following import compared
from suggests.peers import CUTS, FORMS, answered, features, similar
from suggests.sets import CHOSEN_ON, CONFIRMED_ON, CodedSet, coded_set, drawn, halves

from recount.coding.learning import Coded, Said, Space, best_cut, cut, learn
from recount.text.meaning import vectors

SIZES = (0, 8, 64)
RISKS = (0.2, 0.5)
DRAWS, AGAIN = 5, 400
ECE = 0.05
SETS = (*CHOSEN_ON, *CONFIRMED_ON)


@dataclass
class Held:
    """What one method answered in the draws of one set and size: by draw, counts of each group [groups, codes]."""

    right: list[NDArray[np.float64]] = field(default_factory=list)
    said: list[NDArray[np.float64]] = field(default_factory=list)

    def add(self, yes: NDArray[np.bool_], truth: NDArray[np.bool_], groups: NDArray[np.int64]) -> None:
        """Count one draw."""
        _, place = np.unique(groups, return_inverse=True)
        right, said = np.zeros((2, place.max() + 1, yes.shape[1]))
        np.add.at(right, place, yes & truth)
        np.add.at(said, place, yes.astype(float) + truth)
        self.right.append(right)
        self.said.append(said)

    def f1(self, weights: list[NDArray[np.float64]] | None = None) -> NDArray[np.float64]:
        """Macro-F1 of each draw, with its groups weighed."""
        made = []
        for n, (right, said) in enumerate(zip(self.right, self.said, strict=True)):
            w = np.ones(len(right)) if weights is None else weights[n]
            made.append(float((2 * (w @ right) / np.maximum(1, w @ said)).mean()))
        return np.array(made)


@dataclass
class Task:
    """One set with all that is made of it once."""

    chosen: CodedSet
    space: Space
    seen: dict[str, tuple[Any, Any]]


def task(chosen: CodedSet) -> Task:
    """Vectors, words, similarities."""
    own, said = vectors(chosen.passages), vectors(chosen.definitions)
    space = Space(
        chosen.passages, own, [Said(n, words) for n, words in enumerate(chosen.definitions)], said, len(chosen.codes)
    )
    return Task(chosen, space, features(chosen, own, said))


def peer_cuts(tasks: list[Task]) -> dict[str, float]:
    """The cut of each peer's similarity that is best for it on the sets that our settings were chosen on."""
    best = {}
    for peer in ("tfidf", "vectors"):
        f1 = []
        for at in CUTS:
            each = []
            for one in tasks:
                if one.chosen.name in CHOSEN_ON:
                    held = Held()
                    held.add(similar(one.seen[peer]) >= at, one.chosen.coded, one.chosen.groups)
                    each.append(held.f1()[0])
            f1.append(np.mean(each) if each else 0.0)
        best[peer] = CUTS[int(np.argmax(f1))]
    return best


def measured(one: Task, size: int, cuts: dict[str, float], draws: int) -> dict[str, float]:
    """All figures of one set and size."""
    held: dict[str, Held] = {}
    chances, made, truths = [], [], []
    risks: dict[float, list[tuple[float, float, float]]] = {risk: [] for risk in RISKS}
    for draw in range(draws):
        pool, test = halves(one.chosen, draw)
        truth, groups = one.chosen.coded[test], one.chosen.groups[test]
        said = drawn(one.chosen, pool, size, draw)
        rows = np.flatnonzero((said >= 0).any(axis=1))
        learned = learn(one.space, Coded(rows, said[rows], one.chosen.groups[rows]))
        chance = learned.chance[test]
        yes = _answered(chance)
        held.setdefault("ours", Held()).add(yes, truth, groups)
        for peer, seen in one.seen.items():
            for form in FORMS if size else ("similar",):
                told = answered(seen[0], said, test, form)[0] if size else similar(seen)[test] >= cuts[peer]
                held.setdefault(f"{peer}.{form}", Held()).add(told, truth, groups)
        chances.append(chance.ravel())
        made.append(yes.ravel())
        truths.append(truth.ravel())
        for risk in RISKS if size else ():
            least = cut(*learned.held, risk=risk)
            shown = (chance >= (2.0 if least is None else least)) & learned.sure
            wrong = float((shown & ~truth).sum() / max(1, shown.sum()))
            risks[risk].append((wrong, float(shown.sum()), float((shown & truth).sum() / truth.sum())))
    found = _compared(held)
    chance, truth, yes = np.concatenate(chances), np.concatenate(truths), np.concatenate(made)
    found["ece"], found["ece_made"] = ece(chance, truth), ece(chance[yes], truth[yes])
    for risk, each in risks.items():
        if each:
            found[f"wrong_at_{risk}"], found[f"made_at_{risk}"], found[f"found_at_{risk}"] = np.mean(each, axis=0)
            found[f"error_at_{risk}"] = float(np.std([one[0] for one in each], ddof=1) / np.sqrt(draws))
    return {name: float(value) for name, value in found.items()}


def _compared(held: dict[str, Held]) -> dict[str, float]:
    """Macro-F1 of each method with intervals, and how far ours is ahead of the better peer."""
    rng = np.random.default_rng(0)
    draws = len(held["ours"].right)
    better = {
        peer: max((name for name in held if name.startswith(peer)), key=lambda name: held[name].f1().mean())
        for peer in ("tfidf", "vectors")
    }
    again: dict[str, list[float]] = {name: [] for name in ("ours", *better.values())}
    for _ in range(AGAIN):
        which = rng.integers(0, draws, draws)
        weights = [
            np.bincount(rng.integers(0, len(r), len(r)), minlength=len(r)).astype(float) for r in held["ours"].right
        ]
        for name, drawn_again in again.items():
            drawn_again.append(float(held[name].f1(weights)[which].mean()))
    found: dict[str, float] = {}
    for name, method in (("ours", "ours"), *better.items()):
        found[f"f1_{name}"] = held[method].f1().mean()
        found[f"f1_{name}_low"], found[f"f1_{name}_high"] = np.quantile(again[method], (0.025, 0.975))
    less = np.array(again["ours"]) - np.maximum(*(np.array(again[name]) for name in better.values()))
    found["ahead"] = found["f1_ours"] - max(found["f1_tfidf"], found["f1_vectors"])
    found["ahead_low"], found["ahead_high"] = np.quantile(less, (0.025, 0.975))
    return found


def ece(chance: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Expected calibration error, ten bins of equal width (Guo et al. 2017)."""
    place = np.minimum((chance * 10).astype(int), 9)
    gaps = [abs(chance[place == k].mean() - truth[place == k].mean()) * (place == k).sum() for k in np.unique(place)]
    return float(np.sum(gaps) / max(1, len(chance)))


def _scored(chance: NDArray[np.float64], truth: NDArray[np.bool_], groups: NDArray[np.int64]) -> tuple[float, float]:
    """Macro-F1 and calibration error of chances."""
    held = Held()
    held.add(_answered(chance), truth, groups)
    return float(held.f1()[0]), ece(chance.ravel(), truth.ravel())


def _answered(chance: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each code is there, cut for each where the expected F1 is best."""
    return np.stack([chance[:, c] >= best_cut(chance[:, c]) for c in range(chance.shape[1])], axis=1)


def goals_of(found: dict[str, float], size: int, *, quick: bool) -> dict[str, tuple[str, bool]]:
    """Each goal in words, and whether it is held; a quick run is too small to judge each set by itself."""
    made: dict[str, tuple[str, bool]] = {}
    if not quick:
        made["ahead"] = ("> 0", found["ahead"] > 0)
    if size:
        made["ece"] = (f"<= {ECE}", found["ece"] <= ECE)
    for risk in RISKS if size and not quick else ():
        within = found[f"wrong_at_{risk}"] - found[f"error_at_{risk}"] <= risk
        made[f"wrong_at_{risk}"] = (f"<= {risk} and one of its errors", within)
    return made


def everything(tasks: list[Task], *, quick: bool, quiet: bool) -> tuple[dict[str, float], dict[str, tuple[str, bool]]]:
    """All figures, and all goals with whether they are held."""
    figures: dict[str, float] = {}
    goals: dict[str, tuple[str, bool]] = {}
    cuts, ahead = peer_cuts(tasks), []
    for one in tasks:
        for size in SIZES:
            found = measured(one, size, cuts, 2 if quick else DRAWS)
            place = f"{one.chosen.name}.{size}"
            figures |= {f"{place}.{name}": round(value, 4) for name, value in found.items()}
            goals |= {f"{place}.{name}": goal for name, goal in goals_of(found, size, quick=quick).items()}
            ahead.append(found["ahead"])
            if not quiet:
                _show(place, found)
    figures["ahead"] = round(float(np.mean(ahead)), 4)
    goals["ahead"] = ("> 0", figures["ahead"] > 0)
    if not quick:
        found = compared(tasks[1].chosen, tasks[1].space, _scored, DRAWS)
        figures |= {f"next.{name}": round(value, 4) for name, value in found.items()}
        goals["next.ahead"] = ("> 0", found["ahead"] > 0)
        goals["next.ece"] = (f"<= {ECE}", found["ece"] <= ECE)
        if not quiet:
            print("next: " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))
    return figures, goals


def main() -> int:
    """Measure and compare with the goals; 0 when they are held."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", nargs="?", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    ask.add_argument("--quick", action="store_true", help="two draws of two sets, a third of their stories")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    sets = [coded_set(asked.data, name) for name in (("police", "immigration") if asked.quick else SETS)]
    start = time.process_time()
    tasks = [task(one.part(3) if asked.quick else one) for one in sets]
    spent = time.process_time() - start
    figures, goals = everything(tasks, quick=asked.quick, quiet=asked.json)
    figures["space_s"] = round(spent, 1)
    holds = all(held for _, held in goals.values())
    if asked.json:
        told = {name: words for name, (words, _) in goals.items()}
        print(json.dumps({"figures": figures, "goals": told, "holds": holds}, indent=1))
    else:
        for name, (words, held) in goals.items():
            if not held:
                print(f"not held: {name} {words}")
        print(f"vectors, words and definitions: {spent:.0f} processor seconds")
        print("all goals hold" if holds else "NOT all goals hold")
    return 0 if holds else 1


def _show(place: str, found: dict[str, float]) -> None:
    told = [f"{n} {found[f'f1_{n}']:.3f} ({found[f'f1_{n}_low']:.3f}-{found[f'f1_{n}_high']:.3f})" for n in
            ("ours", "tfidf", "vectors")]  # fmt: skip
    print(f"{place:15} F1 {', '.join(told)}; ahead {found['ahead']:.3f} ({found['ahead_low']:.3f} at least)")
    rest = [f"{name} {found[name]:.3f}" for name in found if name.startswith(("ece", "wrong", "found"))]
    rest += [f"{name} {found[name]:.0f}" for name in found if name.startswith("made")]
    print(f"{'':15} {', '.join(rest)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
