import json
from pathlib import Path

import numpy as np
import pytest

from recount.resolve.clusters import clusters, pair
from recount.resolve.evidence import evidence, impossible, prior, probability, rarity
from recount.resolve.learnt import learnt_from
from recount.resolve.pairs import candidates
from recount.resolve.proofs import proofs
from recount.resolve.rows import suggested
from recount.resolve.suggest import suggestions
from recount.resolve.wide import NAME_SLACK, Wide
from recount.simulate import Scenario, plant

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))["linkage"]


@pytest.fixture(scope="module")
def study(planted):
    facts, persons = planted.facts_of(plant(Scenario(persons=120, outlets=14, seed=21, wrong=0.08, roundup=0.3)))
    return facts, np.unique(persons, return_inverse=True)[1]


def test_many_pairs_at_once_have_the_same_score_as_one_by_one(study):
    facts, _ = study
    wide, rare = Wide.of(iter(facts)), rarity(facts)
    pairs = wide.pairs()[::7]
    wanted = []
    for a, b in pairs.tolist():
        reasons = evidence(facts[a], facts[b], rare)
        wanted.append(0.0 if impossible(reasons) else probability(reasons, prior(len(facts))))
    assert wide.scores(pairs) == pytest.approx(wanted, abs=1e-4)
    assert {0.0} < set(wanted)


def test_every_bit_of_the_evidence_is_of_a_feature_that_is_known_here(study):
    facts, _ = study
    wide = Wide.of(facts)
    pairs = wide.pairs()[::11]
    bits = wide.bits(pairs)
    for n, (a, b) in enumerate(pairs.tolist()):
        told = {r.feature: r.bits for r in evidence(facts[a], facts[b], wide.rare)}
        assert {f: pytest.approx(v, abs=1e-4) for f, v in told.items() if v} == {
            f: b[n] for f, b in bits.items() if b[n]
        }


def test_names_agree_no_better_than_each_does_with_itself_but_for_what_is_granted(study):
    wide = Wide.of(study[0])
    alone = np.arange(len(wide.distinct["name"]))
    own = np.maximum(wide.told("name", alone, alone), 0)
    left, right = (side.ravel() for side in np.meshgrid(alone[::3], alone))
    assert (wide.told("name", left, right) <= np.minimum(own[left], own[right]) + NAME_SLACK).all()


def test_with_a_floor_the_scores_that_reach_it_are_the_same_and_all_others_stay_below(study):
    wide = Wide.of(study[0])
    pairs = wide.pairs()
    full, floored = wide.scores(pairs), wide.scores(pairs, floor=0.5)
    assert (full[full >= 0.5] == floored[full >= 0.5]).all()
    assert (floored[full < 0.5] < 0.5).all()
    assert (wide.persons(pairs, full) == wide.persons(pairs, floored)).all()


def test_with_a_floor_two_that_cannot_be_one_person_still_cannot_unless_only_their_names_say_so(study):
    wide = Wide.of(study[0])
    pairs = wide.pairs()
    bits = wide.bits(pairs)
    impossible = np.stack([own for feature, own in bits.items() if feature != "name"]).min(axis=0) <= -60
    assert impossible.any()
    assert (wide.scores(pairs, floor=0.5)[impossible] == 0).all()


def test_values_are_as_rare_as_when_all_are_counted_at_once(study):
    facts, _ = study
    assert Wide.of(facts).rare == rarity(facts)


def test_nearly_all_that_is_suggested_one_by_one_is_among_the_pairs(study):
    facts, _ = study
    wide, rare = Wide.of(facts), rarity(facts)
    place = {f.mention_id: n for n, f in enumerate(facts)}
    rows = suggested(((facts[a], facts[b]) for a, b in candidates(facts, rare)), rare, len(facts), 0.5)
    wanted = {tuple(sorted((place[r["left_id"]], place[r["right_id"]]))) for r in rows}
    assert len(wanted & set(map(tuple, wide.pairs().tolist()))) >= 0.97 * len(wanted) > 0


def test_no_two_of_one_account_are_proposed_as_one_person(study):
    facts, _ = study
    wide = Wide.of(facts)
    pairs = wide.pairs()
    home = wide.persons(pairs, wide.scores(pairs))
    told = [(f.story_id, first) for f, first in zip(facts, home.tolist(), strict=True)]
    assert len(told) == len(set(told))


def test_persons_of_planted_studies_are_found(planted):
    found = []
    for seed, setting in enumerate(({}, {"anonymous": 0.6}, {"misspelt": 0.6, "wrong": 0.1})):
        facts, persons = planted.facts_of(plant(Scenario(persons=100, outlets=14, seed=70 + seed, **setting)))
        wide = Wide.of(facts)
        pairs = wide.pairs()
        found.append(b_cubed(persons, wide.persons(pairs, wide.scores(pairs, learnt=learnt_from(wide))).tolist()))
    assert sum(found) / len(found) >= FLOORS["planted_b3_f1"]


def test_persons_of_a_large_pile_are_found_by_weights_that_a_sample_teaches(planted):
    facts, persons = planted.facts_of(plant(Scenario(persons=1_000, outlets=24, reach=0.1, seed=77, hoax=False)))
    wide = Wide.of(facts)
    blocks = wide.blocks()
    learnt = learnt_from(wide, blocks=blocks)
    pairs = blocks.pairs(of=wide.story)
    learnt_f1, by_hand_f1 = (
        b_cubed(persons, wide.persons(pairs, wide.scores(pairs, learnt=weights, floor=0.5)).tolist())
        for weights in (learnt, wide.by_hand)
    )
    assert learnt_f1 >= FLOORS["large_b3_f1"]
    assert learnt_f1 > by_hand_f1 + 0.03


def test_persons_that_a_study_proposes_are_found_and_a_score_is_the_share_that_is_one_person(planted):
    found, scores, same = [], [], []
    for seed, setting in enumerate(({}, {"anonymous": 0.6}, {"misspelt": 0.6, "wrong": 0.1})):
        facts, persons = planted.facts_of(plant(Scenario(persons=60, outlets=14, seed=70 + seed, **setting)))
        who = dict(zip((f.mention_id for f in facts), persons, strict=True))
        rows = {pair(r["left_id"], r["right_id"]): r["score"] for r in suggestions(facts)}
        apart = {pair(a.mention_id, b.mention_id) for a, b, _ in proofs(facts)}
        home = {m: group[0] for group in clusters(rows, apart) for m in group}
        found.append(b_cubed(persons, [home.get(f.mention_id, f.mention_id) for f in facts]))
        scores += rows.values()
        same += [who[a] == who[b] for a, b in rows]
    assert sum(found) / len(found) >= FLOORS["study_b3_f1"]
    place = np.minimum((np.array(scores) * 10).astype(int), 9)
    away = [np.bincount(place, weights=w) for w in (scores, np.array(same, dtype=float))]
    assert np.abs(away[0] - away[1]).sum() / len(scores) <= 0.05  # the expected calibration error


def b_cubed(truth, found):
    true, own = np.unique(truth, return_inverse=True)[1], np.unique(found, return_inverse=True)[1]
    both = np.unique(true * len(true) + own, return_inverse=True)[1]
    same = np.bincount(both)[both]
    precision, recall = (same / np.bincount(own)[own]).mean(), (same / np.bincount(true)[true]).mean()
    return 2 * precision * recall / (precision + recall)
