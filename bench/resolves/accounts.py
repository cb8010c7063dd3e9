"""Persons of planted studies at several levels of noise: ours beside Splink, dedupe and nomenklatura.

Two ways of ours. `study`: what a study proposes, from the facts that reading leaves, with the weights that its pairs
teach (pairs that share neither a name nor rare facts are held at a third). `link`: the told attributes as a table, as a
list of persons is linked; nothing but the kinds of the columns is given. The peers get the same table, as their guides
advise; dedupe also gets 200 pairs with the truth, and Splink's figures are at the threshold that is best for it on this
very truth. Independent true accounts only: copies are one account to all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planted import facts_of
from reads._peers import asked
from reads.part import Goal, Measured

from recount.resolve import link
from recount.resolve.clusters import clusters, pair
from recount.resolve.facts import Facts
from recount.resolve.proofs import proofs
from recount.resolve.suggest import suggestions
from recount.simulate import Planted, Scenario, plant
from resolves._scores import scores
from resolves._tables import Table

SETTINGS: dict[str, dict[str, Any]] = {
    "usual": {},
    "no_names_0": {"anonymous": 0.0},
    "no_names_60": {"anonymous": 0.6},
    "noisy": {"wrong": 0.1, "misspelt": 0.6, "missing": 0.5},
    "clean": {"wrong": 0.0, "misspelt": 0.1, "missing": 0.1, "anonymous": 0.1},
}
KINDS = {
    "given": "name", "family": "name", "born": "date", "gender": "exact", "origin": "exact", "place": "exact",
    "work": "exact", "role": "exact", "joined_in": "exact", "left_in": "exact", "children": "exact",
}  # fmt: skip
SHOWN = ("b3_f1", "b3_f1_low", "b3_f1_high", "pair_f1", "pair_f1_low", "pair_f1_high", "pair_p", "pair_r")


def table_of(planted: Planted, name: str) -> Table:
    """What is told of each mention as a row, in the order of `facts_of`."""
    rows, truth = [], []
    for account in planted.accounts:
        if account.copy_of or account.hoax:
            continue
        for said in account.mentions:
            told: dict[str, Any] = {c: said.told.get(c.removesuffix("_in")) for c in KINDS}
            words = (said.name or "").split()
            told["given"] = " ".join(words[:-1]) or (words[0] if words else None)
            told["family"] = words[-1] if len(words) > 1 else None
            told["born"] = f"{account.published.year - int(said.told['age'])}-01-01" if "age" in said.told else None
            rows.append(told)
            truth.append(said.person)
    return Table(name, "planted", rows, KINDS, truth)


def measure(data: Path, *, quick: bool) -> Measured:  # noqa: ARG001  # planted: no data is read
    """B-cubed and pairwise F1 in each setting, and ours over the best of the peers."""
    names = ["usual"] if quick else list(SETTINGS)
    planted = {n: plant(Scenario(persons=150, outlets=16, seed=11, **SETTINGS[n])) for n in names}
    tables = {n: table_of(p, n) for n, p in planted.items()}
    peers = ("splink", "nomenklatura") if quick else ("splink", "dedupe", "nomenklatura")
    answers = asked("linkage", "linkage_peers.py", {"tasks": [t.task(*peers) for t in tables.values()]})
    figures: dict[str, float] = {}
    remarks = []
    for name in names:
        facts, persons = facts_of(planted[name])
        linked = scores(tables[name].truth, link(tables[name].rows, KINDS).person)
        for way, found in {"study": scores(persons, proposed(facts)), "link": linked}.items():
            figures |= {f"{name}.{way}.{k}": found[k] for k in SHOWN}
        best = 0.0
        for peer in peers:
            told = answers[f"{name} {peer}"]
            made = {at: scores(tables[name].truth, own) for at, own in told["clusters"].items()}
            if not made:
                remarks.append(f"{name}: {peer} gave no answer ({told['failed'] or 'too many pairs'})")
                continue
            at = max(made, key=lambda one: made[one]["b3_f1"])
            figures |= {f"{name}.{peer}.{k}": made[at][k] for k in SHOWN}
            best = max(best, made[at]["b3_f1"])
        figures[f"{name}.best_peer.b3_f1"] = best
    goals = [Goal(f"{n}.link.b3_f1", ">=", f"{n}.best_peer.b3_f1") for n in names]
    goals += [Goal(f"{n}.study.b3_f1", ">=", f"{n}.best_peer.b3_f1") for n in names]
    return Measured(figures, tuple(goals), tuple(remarks))


def proposed(facts: list[Facts]) -> list[str]:
    """The person of each mention, as a study of up to 5,000 mentions proposes them."""
    likely = {pair(row["left_id"], row["right_id"]): row["score"] for row in suggestions(facts)}
    apart = {pair(a.mention_id, b.mention_id) for a, b, _ in proofs(facts)}
    home = {m: f"group {n}" for n, group in enumerate(clusters(likely, apart)) for m in group}
    return [home.get(f.mention_id, f.mention_id) for f in facts]
