import importlib.util
import sys

import numpy as np
import pytest

from recount.errors import InputError, NotInstalled
from recount.model import ENGINES
from recount.resolve import splink, suggest
from recount.resolve.at_scale import engine_of
from recount.resolve.evidence import rarity
from recount.resolve.facts import gather
from recount.resolve.pairs import candidates
from recount.resolve.rows import suggested
from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant
from recount.store import Store

FLOOR = 0.5
HAS = {name: importlib.util.find_spec(name) is not None for name in ("splink", "pyspark")}
ENGINES_HERE = [
    "here",
    pytest.param("duckdb", marks=pytest.mark.skipif(not HAS["splink"], reason="the extra [large] is not installed")),
    pytest.param(
        "spark",
        marks=[pytest.mark.heavy, pytest.mark.skipif(not HAS["pyspark"], reason="the extra [spark] is not installed")],
    ),
]


@pytest.fixture(scope="module")
def wide(planted):
    facts, _ = planted.facts_of(plant(Scenario(persons=40, outlets=10, seed=5, wrong=0.08, roundup=0.3)))
    return Wide.of(facts)


@pytest.mark.parametrize("name", ENGINES_HERE)
def test_every_engine_finds_the_same_likely_pairs(wide, name):
    whole = wide.pairs()
    wanted = whole[wide.scores(whole) >= FLOOR]
    found = engine_of(name).pairs(wide, floor=FLOOR)
    assert found[wide.scores(found) >= FLOOR].tolist() == wanted.tolist() != []
    assert (wide.story[found[:, 0]] != wide.story[found[:, 1]]).all()
    assert (found[:, 0] < found[:, 1]).all()


def test_an_engine_whose_packages_are_not_there_says_what_to_install(wide, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NotInstalled, match=r"recount\[large\]"):
        splink.DuckDB().pairs(wide, floor=FLOOR)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NotInstalled, match=r"recount\[spark\]"):
        engine_of("spark")
    with pytest.raises(InputError, match=", ".join(ENGINES)):
        engine_of("quick")


def test_what_rounding_to_half_a_bit_takes_from_a_pair_is_less_than_is_granted(wide):
    pairs = wide.pairs()
    tellers = splink._tellers(wide)
    exact, rounded = wide.bits(pairs), np.zeros(len(pairs))
    for feature, tell in tellers.items():
        rounded += tell(*(wide.value[feature][pairs[:, n]] for n in (0, 1)))
    possible = ~(np.stack(list(exact.values())) <= -splink.MOST_BITS).any(axis=0)
    total = np.stack(list(exact.values())).sum(axis=0)
    assert (rounded[possible] >= total[possible] - splink.SLACK).all()


def test_a_study_has_the_same_suggestions_at_once_as_one_by_one(tmp_path, planted):
    accounts = plant(Scenario(persons=40, outlets=10, seed=6)).accounts

    def told(store, **way):
        suggest(store, **way)
        scored = {(r.left_id, r.right_id): r.score for r in store.query("judgements_scored")}
        return scored, {(r.left_id, r.right_id) for r in store.query("judgements_proved")}

    def by_hand(store):
        cases = [f for f in gather(store) if f.is_case]
        rare = rarity(cases)
        rows = suggested(((cases[a], cases[b]) for a, b in candidates(cases, rare)), rare, len(cases), FLOOR)
        return {(r["left_id"], r["right_id"]): r["score"] for r in rows}

    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts, day="2033-01-01T00:00:00Z")
        learnt, proved = told(store)
        at_once = by_hand(store)
        wide, proved_too = told(store, at_once=10, engine="here")
        assert proved_too == proved
        assert all(wide[pair] == at_once[pair] for pair in wide.keys() & at_once.keys())
        assert len(wide) >= 0.97 * len(at_once) > 0
        assert suggest(store, at_once=10, engine="here").done
        assert told(store)[0] == learnt
