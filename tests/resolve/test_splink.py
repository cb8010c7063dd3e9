import importlib.util
import sys

import numpy as np
import pytest

from recount.errors import InputError, NotInstalled
from recount.model import ENGINES, Judgement
from recount.resolve import judge, splink, suggest
from recount.resolve.at_scale import engine_of
from recount.resolve.learnt import learnt_from
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
@pytest.mark.parametrize("weights", ["by hand", "learnt"])
def test_every_engine_finds_the_same_likely_pairs(wide, name, weights):
    whole, learnt = wide.pairs(), wide.by_hand if weights == "by hand" else learnt_from(wide)
    wanted = whole[wide.scores(whole, learnt=learnt) >= FLOOR]
    found = engine_of(name).pairs(wide, wide.blocks(), learnt, floor=FLOOR)
    assert found[wide.scores(found, learnt=learnt) >= FLOOR].tolist() == wanted.tolist() != []
    assert (wide.story[found[:, 0]] != wide.story[found[:, 1]]).all()
    assert (found[:, 0] < found[:, 1]).all()


def test_an_engine_whose_packages_are_not_there_says_what_to_install(wide, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NotInstalled, match=r"recount\[large\]"):
        splink.DuckDB().pairs(wide, wide.blocks(), wide.by_hand, floor=FLOOR)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NotInstalled, match=r"recount\[spark\]"):
        engine_of("spark")
    with pytest.raises(InputError, match=", ".join(ENGINES)):
        engine_of("quick")


def test_what_rounding_to_half_a_bit_takes_from_a_pair_is_less_than_is_granted(wide):
    pairs = wide.pairs()
    tellers = splink._tellers(wide, wide.by_hand)
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

    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts, day="2033-01-01T00:00:00Z")
        one_by_one, proved = told(store)
        wide, proved_too = told(store, at_once=10, engine="here")
        assert proved_too == proved
        assert all(wide[pair] == one_by_one[pair] for pair in wide)
        assert len(wide) >= 0.97 * len(one_by_one) > 0
        assert suggest(store, at_once=10, engine="here").done
        assert told(store)[0] == one_by_one


@pytest.mark.parametrize("way", [{}, {"at_once": 10, "engine": "here"}])
def test_what_people_judged_teaches_whether_a_study_is_small_or_compared_at_once(tmp_path, planted, way):
    with Store.create(tmp_path / "study") as store:
        planted.fill(store, plant(Scenario(persons=30, outlets=8, seed=9)).accounts, day="2033-01-01T00:00:00Z")
        suggest(store, **way)
        weights, scored = store.query("weights"), store.query("judgements_scored")
        told = {row.mention_id: row.text_id for row in store.query("mentions_told")}
        apart = [(r.left_id, r.right_id) for r in scored if told[r.left_id] != told[r.right_id]][:15]
        judge(store, [Judgement(*pair, "R. Amsel", None, (), "different") for pair in apart])
        suggest(store, **way)
        assert store.query("weights") != weights
        assert {row.mentions for row in store.query("weights")} == {row.mentions for row in weights}
