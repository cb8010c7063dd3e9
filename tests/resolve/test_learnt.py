import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Judgement, Reason
from recount.resolve.evidence import evidence, impossible, prior, probability, rarity
from recount.resolve.learnt import LEVELS, MOST_SHIFT, shifted, shifts
from recount.resolve.pairs import candidates
from recount.simulate import Scenario, plant


@pytest.fixture(scope="module")
def told(planted):
    facts, persons = planted.facts_of(plant(Scenario(persons=90, outlets=12, seed=21, wrong=0.0, missing=0.1)))
    who = dict(zip((f.mention_id for f in facts), persons, strict=True))
    rare = rarity(facts)
    pairs = list(candidates(facts, rare))
    same = np.array([who[a.mention_id] == who[b.mention_id] for a, b in pairs])
    return pairs, rare, prior(len(facts)), same


def loss(pairs, rare, before, same, learnt):
    found = [shifted(evidence(a, b, rare), learnt) for a, b in pairs]
    score = np.clip([0.0 if impossible(r) else probability(r, before) for r in found], 1e-4, 1 - 1e-4)
    return -np.log(np.where(same, score, 1 - score)).mean()


def test_what_planted_pairs_teach_makes_scores_truer(told):
    pairs, rare, before, _ = told
    assert loss(*told, shifts(pairs, rare, before=before)) < 0.8 * loss(*told, {})


def test_the_order_of_pairs_teaches_nothing(told):
    pairs, rare, before, _ = told
    turned = [(b, a) for a, b in reversed(pairs)]
    assert shifts(pairs, rare, before=before) == shifts(turned, rare, before=before)


def test_no_level_is_moved_further_than_may_be_and_none_that_was_not_seen(told):
    pairs, rare, before, _ = told
    found = shifts(pairs, rare, before=before)
    assert all(abs(bits) <= MOST_SHIFT and level in LEVELS[feature] for (feature, level), bits in found.items())
    assert shifts([], rare, before=before) == {}


def test_a_judgement_moves_the_levels_that_its_pair_shows(told):
    pairs, rare, before, _ = told
    few = [p for p in pairs if any(r.feature == "age" and r.level == "fits" for r in evidence(*p, rare))][:60]
    ends = [sorted((a.mention_id, b.mention_id)) for a, b in few]
    by_verdict = {
        verdict: shifts(few, rare, before=before, judged=[Judgement(*e, "R. Amsel", None, (), verdict) for e in ends])
        for verdict in ("same", "different")
    }
    assert by_verdict["same"]["age", "fits"] >= by_verdict["different"]["age", "fits"]
    assert by_verdict["same"] != by_verdict["different"]


@given(st.lists(st.floats(-8, 8), max_size=5))
def test_what_is_learnt_of_one_level_changes_no_other(bits):
    reasons = [Reason("age", "", "", "fits", b) for b in bits] + [Reason("name", "", "", "equal", 9.0)]
    moved = shifted(reasons, {("age", "fits"): 1.0})
    assert sorted(r.bits for r in moved) == sorted([round(b + 1.0, 2) for b in bits] + [9.0])
