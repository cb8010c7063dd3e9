"""How many persons, and who is who: bounds, the posterior, ids that stay, merges undone, and what a judgement teaches.

    python bench/persons.py [--only PART ...] [--quick] [--json] [--mentions 100000]

All on planted studies (`recount simulate`), where the truth is known. Parts: bounds (time and width, beside the greedy
colouring of networkx), truth (least <= truth <= most), posterior (coverage and bias in six settings),
replay (ids through random updates), undo (merges and splits), choice (judging the pairs that teach most, beside pairs
at random), grow (ten accounts added to a large study; minutes to build, so only when asked for with --only).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from planted import accounts_of, facts_of, fill, traits_of  # noqa: E402  # the folder of this file comes first

from recount.model import Judgement  # noqa: E402
from recount.model.person import Verdict  # noqa: E402
from recount.resolve.clusters import pair as pair_of  # noqa: E402

GOALS: dict[str, tuple[str, float]] = {
    "bounds.exact_200_s": ("<=", 2.0),
    "bounds.open_200": ("<=", 0),
    "bounds.all_1000_s": ("<=", 20.0),
    "bounds.gap_1000": ("<=", 0.08),
    "truth.outside": ("<=", 0),
    "replay.changed": ("<=", 0),
    "replay.order_differs": ("<=", 0),
    "undo.differs": ("<=", 0),
    "posterior.150_s": ("<=", 30.0),
    "posterior.least_coverage": (">=", 0.90),
    "posterior.most_coverage": ("<=", 0.98),
    "posterior.worst_bias": ("<=", 0.05),
    "choice.ahead": (">=", 0.0),
    "grow.added_s": ("<=", 10.0),
    "grow.judgements_lost": ("<=", 0),
    "grow.sure_found": (">=", 0.95),
}
SURE = 0.9  # score of a pair that is all but sure
SETTINGS: dict[str, dict[str, Any]] = {
    "usual": {},
    "half_missing": {"missing": 0.55},
    "nameless": {"anonymous": 1.0, "missing": 0.2},
    "many_wrong": {"wrong": 0.12, "misspelt": 0.6},
    "few_told_often": {"overlap": 0.65, "reach": 0.05},
    "roundups": {"roundup": 0.6, "anonymous": 0.5},
}


def bounds(*, quick: bool, **_: object) -> dict[str, float]:
    """Least number of persons of planted studies, by the proofs that suggestions use."""
    from recount.estimate import least_persons
    from recount.resolve.proofs import proofs
    from recount.simulate import Scenario, plant

    found: dict[str, float] = {"exact_200_s": 0, "open_200": 0, "all_1000_s": 0, "gap_1000": 0}
    found |= {"persons_1000": 0, "networkx_persons_1000": 0}
    scenes: list[dict[str, Any]] = [{}, {"anonymous": 0.6}, {"missing": 0.1, "anonymous": 0.0}, {"roundup": 0.5}]
    for mentions in (200,) if quick else (200, 1_000):
        for scene in scenes:
            planted = plant(Scenario(persons=mentions * 2 // 5, outlets=20, seed=3, hoax=False, **scene))
            facts = facts_of(planted, most=mentions)[0]
            place = {f.mention_id: n for n, f in enumerate(facts)}
            edges = [(place[a.mention_id], place[b.mention_id]) for a, b, _ in proofs(facts)]
            began = time.process_time()
            least = least_persons(len(facts), edges)
            took = time.process_time() - began
            if mentions == 200:
                found["exact_200_s"] = max(found["exact_200_s"], took)
                found["open_200"] += not least.exact
            else:
                found["all_1000_s"] = max(found["all_1000_s"], took)
                found["gap_1000"] = max(found["gap_1000"], least.high / least.low - 1)
                found["persons_1000"] += least.high / len(scenes)
                found["networkx_persons_1000"] += _networkx(len(facts), edges) / len(scenes)
    return found


def _networkx(n: int, edges: list[tuple[int, int]]) -> float:
    """Persons that its greedy colouring (largest first) needs; -1 where it is not installed."""
    try:
        import networkx as nx  # type: ignore[import-untyped]  # ships no types
    except ImportError:
        return -1.0
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(n))
    return float(1 + max(nx.greedy_color(graph, strategy="largest_first").values()))


def truth(*, quick: bool, **_: object) -> dict[str, float]:
    """Planted studies whose truth lies outside least and most."""
    from recount.estimate import least_persons
    from recount.resolve.proofs import proofs
    from recount.simulate import Scenario, plant

    outside, many = 0, 60 if quick else 1_000
    for seed in range(many):
        chance = random.Random(seed)
        drawn: dict[str, Any] = {
            name: chance.uniform(0, 0.6) for name in ("anonymous", "missing", "misspelt", "roundup")
        }
        planted = plant(Scenario(persons=25, outlets=8, seed=seed, hoax=False, wrong=chance.uniform(0, 0.1), **drawn))
        facts, persons = facts_of(planted, most=60)
        place = {f.mention_id: n for n, f in enumerate(facts)}
        edges = [(place[a.mention_id], place[b.mention_id]) for a, b, _ in proofs(facts)]
        least = least_persons(len(facts), edges)
        outside += not least.low <= len(set(persons)) <= len(facts)
    return {"studies": many, "outside": outside}


def posterior(*, quick: bool, **_: object) -> dict[str, float]:
    """Coverage of the 95 % range and bias of the mean, in each setting."""
    import numpy as np

    from recount.estimate.posterior import posterior as one
    from recount.estimate.posterior import posteriors
    from recount.simulate import Scenario, plant

    many, sweeps = (8, 60) if quick else (300, 200)  # of 100, chance puts one outside in a run of five
    found: dict[str, float] = {}
    covered, biases = [], []
    for name, setting in SETTINGS.items():
        planted = (
            plant(Scenario(**({"persons": 60, "outlets": 10, "reach": 0.1, "seed": 1_000 + n} | setting)))
            for n in range(many)
        )
        studies = [traits_of(p, most=80) for p in planted]
        drawn = posteriors([s.values for s in studies], apart=[s.apart for s in studies], sweeps=sweeps)
        inside = [d.low <= s.truth <= d.high for d, s in zip(drawn, studies, strict=True)]
        bias = sum(d.mean - s.truth for d, s in zip(drawn, studies, strict=True)) / sum(s.truth for s in studies)
        found[f"{name}.coverage"], found[f"{name}.bias"] = sum(inside) / many, bias
        found[f"{name}.width"] = float(np.mean([d.high - d.low for d in drawn]))
        found[f"{name}.rhat"] = float(np.quantile([d.rhat for d in drawn], 0.95))
        covered.append(sum(inside) / many)
        biases.append(abs(bias))
    big = traits_of(plant(Scenario(persons=70, outlets=20, seed=5)), most=150)
    began = time.process_time()
    one(big.values, apart=big.apart, sweeps=sweeps)
    found |= {"150_s": time.process_time() - began, "150_mentions": len(big.values)}
    return found | {"least_coverage": min(covered), "most_coverage": max(covered), "worst_bias": max(biases)}


def replay(*, quick: bool, **_: object) -> dict[str, float]:
    """Random accounts, judgements and withdrawals: persons whose id changed though their mentions did not."""
    from recount import resolve
    from recount.errors import JudgementsConflict
    from recount.simulate import Scenario, plant
    from recount.store import Store

    accounts = list(plant(Scenario(persons=30, outlets=8, seed=9)).accounts)
    chance = random.Random(1)
    changed, steps = 0, 40 if quick else 200
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "one") as store:
        fill(store, accounts[:20], day="2033-01-01T00:00:00Z")
        nxt, given = 20, list[int]()
        before = _who(store)
        for step in range(steps):
            what = chance.random()
            if what < 0.25 and nxt < len(accounts):
                fill(store, accounts[nxt : nxt + 1], day=f"2033-02-{step // 24 + 1:02d}T{step % 24:02d}:00:00Z")
                nxt += 1
            elif what < 0.8 or not given:
                pair = sorted(chance.sample(sorted(m for own in before for m in own), 2))
                said = _said(pair, "same" if chance.random() < 0.8 else "different")
                try:
                    given += [d.seq for d in resolve.judge(store, [said])]
                except JudgementsConflict:
                    continue
            else:
                resolve.withdraw(store, given.pop(chance.randrange(len(given))), by="bench")
            after = _who(store)
            changed += sum(after[own] != person for own, person in before.items() if own in after)
            before = after
    return {"updates": steps, "changed": changed, "order_differs": _order(accounts[:40], chance)}


def _said(pair: Sequence[str], verdict: Verdict = "same") -> Judgement:
    return Judgement(pair[0], pair[1], "bench", None, (), verdict)


def _who(store: Any) -> dict[tuple[str, ...], str]:
    """Persons by their mentions."""
    from recount import resolve

    resolve.persons(store)
    held: dict[str, list[str]] = {}
    for row in store.query("person_links"):
        held.setdefault(row.person_id, []).append(row.mention_id)
    return {tuple(own): person for person, own in held.items()}


def _order(accounts: list[Any], chance: random.Random) -> int:
    """Sets of mentions that are persons in one order of adding and judging and not in another."""
    from recount import resolve
    from recount.store import Store

    by_person: dict[str, list[str]] = {}
    for account in accounts:
        for n, said in enumerate(account.mentions):
            by_person.setdefault(said.person, []).append(f"c{account.account}.m{n}")
    links = [tuple(sorted(p)) for own in by_person.values() for p in pairwise(own)]
    outcomes = []
    for _ in range(3):
        order, said = chance.sample(accounts, len(accounts)), chance.sample(links, len(links))
        with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "one") as store:
            for n, account in enumerate(order):
                fill(store, [account], day=f"2033-01-01T00:{n:02d}:00Z")
            resolve.judge(store, (_said(p) for p in said))
            outcomes.append(set(_who(store)))
    return len(outcomes[0] ^ outcomes[1]) + len(outcomes[0] ^ outcomes[2])


def undo(*, quick: bool, **_: object) -> dict[str, float]:
    """Random pairs judged the same and parted again: does the store come back to the same digest."""
    from recount import resolve
    from recount.simulate import Scenario, plant
    from recount.store import Store, digest

    def state(store: Any) -> str:
        resolve.persons(store)
        return digest(
            [*store.query("person_links"), *store.query("judgements_given"), *store.query("claims_by_person")]
        )

    pairs = 100 if quick else 1_000
    chance = random.Random(2)
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "one") as store:
        fill(store, plant(Scenario(persons=250, outlets=12, seed=4)).accounts, day="2033-01-01T00:00:00Z")
        before = state(store)
        mentions = sorted(m for own in _who(store) for m in own)
        chosen = {tuple(sorted(chance.sample(mentions, 2))) for _ in range(pairs)}
        began = time.process_time()
        resolve.judge(store, (_said(p) for p in sorted(chosen)))
        _who(store)
        joined = [person for own, person in _who(store).items() if len(own) > 1]
        for person in joined:
            resolve.split(store, person, by="bench")
        return {"pairs": len(chosen), "differs": float(state(store) != before), "s": time.process_time() - began}


def choice(*, quick: bool, **_: object) -> dict[str, float]:
    """Pairwise F1 of the proposed persons: before, after 50 pairs that teach most, after 200 pairs at random."""
    from recount.simulate import Scenario, plant

    many = 2 if quick else 8
    total = {"before": 0.0, "taught_50": 0.0, "random_200": 0.0, "likeliest_50": 0.0}
    for seed in range(many):
        study = _Study(plant(Scenario(persons=80, outlets=14, seed=40 + seed, anonymous=0.15)))
        total["before"] += study.f1() / many
        for name, pairs, how in (
            ("taught_50", 50, _taught),
            ("likeliest_50", 50, _likeliest),
            ("random_200", 200, _random),
        ):
            again = study.fresh()
            how(again, pairs, random.Random(seed))
            total[name] += again.f1() / many
    return total | {"ahead": total["taught_50"] - total["random_200"]}


class _Study:
    """Suggestions on planted mentions, and a judge who knows the truth."""

    def __init__(self, planted: Any) -> None:
        from recount.resolve.proofs import proofs
        from recount.resolve.suggest import suggestions

        facts, persons = facts_of(planted)
        self.person = {f.mention_id: p for f, p in zip(facts, persons, strict=True)}
        self.suggested = {(r["left_id"], r["right_id"]): r["score"] for r in suggestions(facts)}
        self.proved = {pair_of(a.mention_id, b.mention_id) for a, b, _ in proofs(facts)}
        self.same: set[tuple[str, str]] = set()
        self.different: set[tuple[str, str]] = set()

    def fresh(self) -> _Study:
        """The same study with nothing judged."""
        other = object.__new__(_Study)
        other.__dict__.update(self.__dict__ | {"same": set(), "different": set()})
        return other

    def standing(self) -> Any:
        """As the store would have it."""
        from recount.resolve.proposal import Given, Standing

        root = {m: m for m in self.person}

        def top(m: str) -> str:
            while root[m] != m:
                m = root[m]
            return m

        for a, b in sorted(self.same):
            root[top(b)] = top(a)
        person = {m: top(m) for m in self.person}
        members: dict[str, tuple[str, ...]] = {}
        for m, p in person.items():
            members[p] = (*members.get(p, ()), m)
        given = [Given(p, "same", "judge", 1, None) for p in self.same]
        given += [Given(p, "different", "judge", 1, None) for p in self.different]
        given += [Given(p, "different", "proof", None, None) for p in self.proved]
        return Standing(person, members, {}, self.suggested, tuple(given))

    def judge(self, pair: tuple[str, str]) -> None:
        """The true verdict."""
        (self.same if self.person[pair[0]] == self.person[pair[1]] else self.different).add(pair)

    def f1(self) -> float:
        """Pairwise F1 of what is judged and proposed together."""
        from recount.resolve.clusters import clusters

        held = self.standing()
        groups = [[m for p in group for m in held.members[p]] for group in clusters(held.scores(), held.apart())]
        grouped = {m for group in groups for m in group}
        groups += [list(own) for own in held.members.values() if own[0] not in grouped]
        found = {tuple(sorted(p)) for group in groups for p in combinations(group, 2)}
        true = {p for p in combinations(sorted(self.person), 2) if self.person[p[0]] == self.person[p[1]]}
        both = len(found & true)
        return 2 * both / (len(found) + len(true))


def _taught(study: _Study, pairs: int, _: random.Random) -> None:
    from recount.resolve.choice import telling_pairs

    for _round in range(0, pairs, 10):
        for pair in telling_pairs(study.standing(), 10):
            study.judge(pair)


def _likeliest(study: _Study, pairs: int, _: random.Random) -> None:
    for pair in sorted(study.suggested, key=lambda p: (-study.suggested[p], p))[:pairs]:
        study.judge(pair)


def _random(study: _Study, pairs: int, chance: random.Random) -> None:
    for pair in chance.sample(sorted(study.suggested), min(pairs, len(study.suggested))):
        study.judge(pair)


def grow(*, quick: bool, mentions: int) -> dict[str, float]:
    """Ten accounts added to a large study: suggestions, proofs and persons anew. CPU seconds.

    Then all mentions are compared at once: what of that is suggested block by block too, of all and of scores above .9.
    """
    from recount import resolve
    from recount.faces.cli import COLLECTED
    from recount.simulate import Scenario, plant
    from recount.store import Store

    gc.set_threshold(*COLLECTED)  # as the program has it
    many = 6_000 if quick else mentions
    planted = plant(Scenario(persons=many * 27 // 100 + 60, outlets=24, reach=0.1, seed=2, hoax=False))
    first = accounts_of(planted, many)
    more = planted.accounts[len(first) : len(first) + 10]
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "one") as store:
        told = fill(store, first, day="2033-01-01T00:00:00Z")
        began = time.process_time()
        resolve.suggest(store)
        resolve.persons(store)
        built = time.process_time() - began
        likely = [(r.left_id, r.right_id) for r in store.query("judgements_scored") if r.score > 0.99][:200]
        resolve.judge(store, (_said(p) for p in likely))
        resolve.persons(store)
        before = {(g.left_id, g.right_id, g.verdict) for g in store.query("judgements_given") if g.seq}
        fill(store, more, day="2034-01-01T00:00:00Z")
        began = time.process_time()
        resolve.suggest(store)
        suggested = time.process_time() - began
        resolve.persons(store)
        added = time.process_time() - began
        after = {(g.left_id, g.right_id, g.verdict) for g in store.query("judgements_given") if g.seq}
        lost = len(before - after) + len(resolve.adrift(store))
        found = {(r.left_id, r.right_id) for r in store.query("judgements_scored")}
        resolve.suggest(store, engine="here")
        at_once = {(r.left_id, r.right_id): r.score for r in store.query("judgements_scored")}
    sure = [pair for pair, score in at_once.items() if score > SURE]
    return {
        "mentions": told, "built_s": built, "suggest_s": suggested, "added_s": added, "judgements_lost": lost,
        "found": len(found & at_once.keys()) / len(at_once),
        "sure_found": sum(pair in found for pair in sure) / len(sure),
    }  # fmt: skip


PARTS: dict[str, Callable[..., dict[str, float]]] = {
    "bounds": bounds,
    "truth": truth,
    "posterior": posterior,
    "replay": replay,
    "undo": undo,
    "choice": choice,
    "grow": grow,
}


def main() -> int:
    """Measure the parts asked for; 0 when every goal is held."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=PARTS, default=[p for p in PARTS if p != "grow"], metavar="PART")
    ask.add_argument("--quick", action="store_true", help="on a part of the input, under a minute")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--mentions", type=int, default=100_000, help="of the large study")
    asked = ask.parse_args()
    figures: dict[str, float] = {}
    for part in asked.only:
        measured = PARTS[part](quick=asked.quick, mentions=asked.mentions)
        figures |= {f"{part}.{name}": value for name, value in measured.items()}
        if not asked.json:
            for name, value in measured.items():
                goal = GOALS.get(f"{part}.{name}")
                verdict = (
                    ""
                    if goal is None
                    else f"   goal {goal[0]} {goal[1]:g}: {'held' if _held(goal, value) else 'NOT HELD'}"
                )
                print(f"{part + '.' + name:36} {value:10.4g}{verdict}", flush=True)
    goals = {name: goal for name, goal in GOALS.items() if name in figures}
    holds = all(_held(goal, figures[name]) for name, goal in goals.items())
    if asked.json:
        print(
            json.dumps(
                {"figures": figures, "goals": {n: f"{a} {b:g}" for n, (a, b) in goals.items()}, "holds": holds},
                indent=1,
            )
        )
    return 0 if holds else 1


def _held(goal: tuple[str, float], value: float) -> bool:
    return value <= goal[1] if goal[0] == "<=" else value >= goal[1]


if __name__ == "__main__":
    sys.exit(main())
