"""How good a suggester is: counted by hand on planted codings, and an interval that covers what it says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from recount import coding
from recount.coding.agreement import clustered_share
from recount.errors import InputError

ONE, TWO, THIRD = "T. Brandvold", "J. Okell", "R. Amsel"
LIVING, DUTIES, MONEY = "leave.push.living", "leave.push.duties", "leave.pull.incentive"
NAMES = ("Tala Reyes", "Ivo Brandt", "Ines Duarte", "Petra Lund")
STORIES = {
    f"{n}.txt": f"{NAMES[n]} left the choir. They were cold in house {n}. They scrubbed house {n}. No money was owed in {n}."
    for n in range(4)
}
PLACES = {LIVING: "They were cold in house {}", DUTIES: "They scrubbed house {}", MONEY: "No money was owed in {}"}
# By story: what each of two coders says of the codes, and what two machines suggest.
PEOPLE = {
    ONE: {0: {LIVING: "present"}, 1: {LIVING: "main", MONEY: "denied"}, 2: {}, 3: {DUTIES: "present"}},
    TWO: {0: {LIVING: "main"}, 1: {LIVING: "present"}, 2: {DUTIES: "unclear"}, 3: {DUTIES: "present"}},
}
MACHINES = {
    "machine:one": {0: {LIVING: "present"}, 1: {LIVING: "present", MONEY: "denied"}, 2: {LIVING: "present"}, 3: {}},
    "machine:two": {0: {LIVING: "denied"}, 1: {}, 2: {DUTIES: "unclear"}, 3: {DUTIES: "main"}},
}


def suggest(study, ids, machines=MACHINES):
    with study.run("coding.suggest", version="t", inputs="t") as run:
        for machine, own in machines.items():
            for n, said in own.items():
                for code, value in said.items():
                    text_id, words = ids(f"{n}.txt"), PLACES[code].format(n)
                    start = STORIES[f"{n}.txt"].index(words)
                    placed = {"text_id": text_id, "story_id": f"{text_id}.0", "mention_id": f"{text_id}.m0"}
                    told = {"start": start, "end_": start + len(words), "words": words, "score": 0.5}
                    named = {"coding_id": f"{text_id}.{machine}.{code}", "code": code, "value": value, "coder": machine}
                    run.add("coding", [{**placed, **told, **named, "codebook_version": "0"}])


def assignments(people):
    return [
        coding.Assignment(f"{n}.txt", PLACES[code].format(n), code, value, person=NAMES[n], coder=coder)
        for coder, own in people.items()
        for n, said in own.items()
        for code, value in said.items()
    ]


@pytest.fixture
def coded(studied, codebook, ids):
    """Four stories of one person each, coded by two who are done, with suggestions of two machines."""
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share(origin, (ONE, TWO)) for origin in STORIES], by=THIRD)
    coding.assign(study, assignments(PEOPLE), codebook=codebook, by=THIRD)
    for coder in (ONE, TWO):
        coding.finish(study, range(1, 5), coder=coder)
    suggest(study, ids)
    return study


def row(found, suggester, codes="(all codes)"):
    return next((r for r in found.rows if (r.suggester, r.codes) == (suggester, codes)), None)


def counts(score):
    return score.right, score.precision.of if score.precision else 0, score.recall.of if score.recall else 0


@pytest.mark.parametrize("unit", ["person", "story", "sentence"])
def test_each_coder_is_held_against_for_herself_and_a_denial_is_no_presence(coded, codebook, unit):
    found = coding.scores(coded, codebook, unit=unit)
    assert (found.stories, found.coders, found.findings, found.seen) == (4, 2, 7, 0)
    # one: living in 0 and 1 for both coders, money denied in 1 for ONE; living in 2 is nobody's.
    assert counts(row(found, "machine:one")) == (5, 8, 7)
    # two: a denial where both say it is there, and duties in 3; what is left open is no finding.
    assert counts(row(found, "machine:two")) == (2, 4, 7)
    # People: ONE has 4 findings, TWO 3, and 3 of them are the same, seen from both sides.
    assert counts(row(found, "(another coder)")) == (6, 7, 7)


def test_rows_are_by_family_or_code_or_for_all_together(coded, codebook):
    assert {r.codes for r in coding.scores(coded, codebook, by="all").rows} == {"(all codes)"}
    assert {r.codes for r in coding.scores(coded, codebook, by="family").rows} == {"(all codes)", "leave"}
    by_code = coding.scores(coded, codebook, by="code")
    assert counts(row(by_code, "machine:one", MONEY)) == (1, 2, 1)
    assert counts(row(by_code, "machine:two", DUTIES)) == (2, 2, 2)
    assert row(by_code, "machine:two", MONEY).precision is None
    assert row(by_code, "machine:two", MONEY).recall.share == 0


def test_a_story_in_which_a_coder_answered_a_suggestion_before_she_was_done_is_left_out(studied, codebook, ids):
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share(origin, (ONE,)) for origin in STORIES], by=THIRD)
    words = PLACES[MONEY].format(0)
    seen = [coding.Assignment("0.txt", words, MONEY, "rejected", person=NAMES[0], coder=ONE)]
    coding.assign(study, [*assignments({ONE: PEOPLE[ONE]}), *seen], codebook=codebook, by=THIRD)
    coding.finish(study, range(1, 5), coder=ONE)
    suggest(study, ids)
    found = coding.scores(study, codebook, unit="story")
    assert (found.stories, found.seen, found.findings) == (3, 1, 3)
    assert counts(row(found, "machine:one")) == (2, 3, 3)


def test_what_was_coded_after_the_last_was_done_or_without_a_plan_is_no_truth(studied, codebook, ids):
    study = studied(STORIES, dict.fromkeys(STORIES, NAMES))
    coding.plan(study, [coding.Share("0.txt", (ONE, TWO))], by=THIRD)
    coding.assign(study, assignments({ONE: {1: {LIVING: "present"}}}), codebook=codebook, by=THIRD)
    for coder in (ONE, TWO):
        coding.finish(study, [1], coder=coder)
    coding.assign(study, assignments({ONE: {0: {LIVING: "present"}}}), codebook=codebook, by=THIRD)
    suggest(study, ids)
    found = coding.scores(study, codebook, unit="story")
    assert (found.stories, found.findings) == (1, 0)
    assert row(found, "machine:one").precision.share == 0
    assert row(found, "machine:one").recall is None


def test_before_anybody_is_done_there_is_nothing_to_hold_against(study, codebook):
    found = coding.scores(study, codebook)
    assert (found.stories, found.rows) == (0, ())
    assert coding.scores_summary(found) == {}


@pytest.mark.parametrize("given", [{"unit": "word"}, {"by": "year"}])
def test_an_unknown_unit_or_grouping_is_an_error(study, codebook, given):
    with pytest.raises(InputError):
        coding.scores(study, codebook, **given)


# --- the interval


def test_independent_findings_have_jeffreys_interval_but_for_students_t():
    hits = np.array([1] * 60 + [0] * 140)
    got = clustered_share(hits, np.ones(200, dtype=int))
    assert (got.share, got.hits, got.of, got.clusters) == (0.3, 60, 200, 200)
    assert got.low == pytest.approx(betaincinv(60.5, 140.5, 0.025), abs=0.002)
    assert got.high == pytest.approx(betaincinv(60.5, 140.5, 0.975), abs=0.002)


def test_findings_that_come_in_clusters_are_worth_fewer_and_the_interval_is_wider():
    alone = clustered_share([1] * 60 + [0] * 140, [1] * 200)
    together = clustered_share([10] * 6 + [0] * 14, [10] * 20)
    assert together.share == alone.share
    assert together.high - together.low > 2.5 * (alone.high - alone.low)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted), max_size=20))
def test_the_share_lies_in_its_interval_and_that_in_nought_to_one(clusters):
    got = clustered_share([a for a, _ in clusters], [b for _, b in clusters])
    if got is None:
        assert not any(b for _, b in clusters)
    else:
        assert 0 <= got.low <= got.share <= got.high <= 1
        assert got.low < got.high


def test_where_all_are_right_each_cluster_counts_once():
    assert clustered_share([50, 50], [50, 50]).low == pytest.approx(betaincinv(2.5, 0.5, 0.025))


def test_more_hits_than_there_are_is_an_error():
    with pytest.raises(InputError):
        clustered_share([2], [1])


@pytest.mark.parametrize(("clusters", "share"), [(12, 0.5), (30, 0.15), (40, 0.8)])
def test_the_interval_covers_a_planted_share_as_often_as_it_says(clusters, share):
    rng = np.random.default_rng(7)
    held = 0
    for _ in range(400):
        sizes = rng.integers(1, 12, clusters)
        # Beta-binomial: findings of one story share a rate, intra-cluster correlation .2.
        rates = rng.beta(share * 4, (1 - share) * 4, clusters)
        got = clustered_share(rng.binomial(sizes, rates), sizes)
        held += got.low <= share <= got.high
    assert held / 400 >= 0.92
