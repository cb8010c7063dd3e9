from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.model import Judgement, Reason
from recount.resolve.evidence import evidence, impossible, prior, probability
from recount.resolve.learnt import LEVELS, Learnt, learnt_from
from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant
from recount.text.names import name_parts


@pytest.fixture(scope="module")
def told(planted):
    facts, persons = planted.facts_of(plant(Scenario(persons=60, outlets=12, seed=21, wrong=0.0, missing=0.1)))
    wide = Wide.of(facts)
    pairs = np.column_stack(np.triu_indices(len(facts), 1))
    pairs = pairs[wide.telling_apart(pairs)]
    who = np.unique(persons, return_inverse=True)[1]
    return facts, wide, pairs, who[pairs[:, 0]] == who[pairs[:, 1]]


def loss(told, learnt):
    facts, wide, pairs, same = told
    found = [learnt.of(evidence(facts[a], facts[b], wide.rare)) for a, b in pairs.tolist()]
    score = np.clip([0.0 if impossible(r) else probability(r, learnt.before) for r in found], 1e-4, 1 - 1e-4)
    return -np.log(np.where(same, score, 1 - score)).mean()


def test_what_planted_pairs_teach_makes_scores_truer(told):
    assert loss(told, learnt_from(told[1])) < 0.5 * loss(told, told[1].by_hand)


def test_the_share_of_pairs_that_are_one_person_is_found(told):
    facts, wide, _, same = told
    true = np.log2(same.mean() / (1 - same.mean()))
    assert abs(learnt_from(wide).before - true) < 0.5 < abs(prior(len(facts)) - true)


def test_a_sample_of_the_pairs_teaches_nearly_what_all_do(told, monkeypatch):
    wide = told[1]
    every = learnt_from(wide)
    monkeypatch.setattr("recount.resolve.learnt.MOST_PAIRS", 3_000)
    some = learnt_from(wide)
    assert some.before == pytest.approx(every.before, abs=0.5)
    assert loss(told, some) < 1.5 * loss(told, every)


def test_a_study_of_five_accounts_keeps_nearly_the_weights_by_hand(told):
    facts = told[0][:6]
    found = learnt_from(Wide.of(facts))
    assert abs(found.before - prior(6)) < 0.5
    assert found.by
    assert max(abs(bits) for bits in found.by.values()) < 1.0


def test_nothing_is_learnt_of_levels_that_were_not_seen_nor_of_no_pairs(told):
    facts, wide, _, _ = told
    assert all(level in LEVELS[feature] for feature, level in learnt_from(wide).by)
    assert learnt_from(Wide.of([])) == Learnt.by_hand(0)
    assert learnt_from(Wide.of(facts[:1])) == Learnt.by_hand(1)


def test_copies_of_one_story_teach_nothing(told):
    facts = told[0][:30]
    copied = [replace(f, copies="group") for f in facts]
    assert learnt_from(Wide.of(copied)) == Learnt.by_hand(30)


def test_pairs_quoted_with_the_same_words_teach_only_what_was_judged_of_them(told):
    facts = [replace(f, quotes=frozenset({"that is why i went home"})) for f in told[0][:30]]
    wide = Wide.of(facts)
    assert learnt_from(wide) == Learnt.by_hand(30)
    pairs = np.column_stack(np.triu_indices(30, 1))
    a, b = pairs[wide.telling_apart(pairs)][0].tolist()
    ends = sorted((facts[a].mention_id, facts[b].mention_id))
    assert learnt_from(wide, judged=[Judgement(*ends, "R. Amsel", None, (), "same")]).by


def test_a_judgement_moves_the_levels_that_its_pair_shows(told):
    facts, wide, pairs, _ = told
    other_work = [
        (a, b)
        for a, b in pairs.tolist()
        if any(r.feature == "work" and r.level == "differs" for r in evidence(facts[a], facts[b], wide.rare))
    ][:60]
    ends = [sorted((facts[a].mention_id, facts[b].mention_id)) for a, b in other_work]
    same, different = (
        learnt_from(wide, judged=[Judgement(*e, "R. Amsel", None, (), verdict) for e in ends])
        for verdict in ("same", "different")
    )
    assert same.by["work", "differs"] > different.by["work", "differs"] + 1
    assert same.before > different.before


def test_names_tell_less_where_many_bear_the_same_and_as_much_as_by_hand_where_nobody_does(told):
    chance = np.random.default_rng(4)
    words = [
        "".join(s + v for s, v in zip(chance.choice(list("bdfgklmnprst"), 4), "aoiu", strict=True)).title()
        for _ in range(120)
    ]
    few, many = [], []
    for n in range(600):
        who = n % 60
        told_of = {
            "mention_id": f"m{n}",
            "story_id": f"s{n}",
            "account": f"s{n}",
            "copies": None,
            "quotes": frozenset(),
        }
        for pile, at in ((few, who % 12), (many, who)):
            name = f"{words[at]} {words[at + 60]}"
            pile.append(replace(told[0][who], **told_of, told=(name,), names=(name_parts(name),), alias=False))
    assert learnt_from(Wide.of(many)).names > 0.95
    assert learnt_from(Wide.of(few)).names < 0.85


@given(st.floats(-20, 30), st.floats(0.01, 1))
def test_names_that_differ_tell_as_by_hand_and_those_that_agree_no_more(bits, part):
    (moved,) = Learnt(-5.0, names=part).of([Reason("name", "", "", "equal", bits)])
    assert moved.bits == (bits if bits <= 0 else round(bits * part, 2))


def test_weights_are_told_as_numbers_and_read_back(told):
    found = learnt_from(told[1])
    assert Learnt.of_numbers(found.numbers) == found


@given(st.lists(st.floats(-8, 8), max_size=5))
def test_what_is_learnt_of_one_level_changes_no_other(bits):
    reasons = [Reason("age", "", "", "fits", b) for b in bits] + [Reason("name", "", "", "equal", 9.0)]
    moved = Learnt(-5.0, {("age", "near"): 1.0}).of(reasons)
    assert sorted(r.bits for r in moved) == pytest.approx(sorted([*bits, 9.0]), abs=0.005)


@given(st.floats(-8, 8), st.floats(-8, 8))
def test_what_speaks_for_one_person_never_comes_to_speak_against(bits, by):
    (moved,) = Learnt(-5.0, {("work", "equal"): by}).of([Reason("work", "", "", "equal", bits)])
    assert moved.bits * bits >= 0
