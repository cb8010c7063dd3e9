"""Learning codes from codings: arrays in, chances out."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.coding.learning import Coded, Said, Space, best_cut, cut, drawn, inclusion, learn, worth
from recount.coding.learning.chance import curve, on
from recount.coding.learning.ridge import PENALTY, left_out, solved
from recount.coding.learning.words import weighed
from recount.errors import InputError

FLOORS = json.loads((Path(__file__).resolve().parents[1] / "floors.json").read_text())["coding"]
KINDS = 3  # codes of the planted passages
NONE = KINDS


def planted(n, seed, spread=0.9):
    """Passages of three codes and of none: directions that lie apart, with noise; their codes, and their stories."""
    rng = np.random.default_rng(seed)
    middle = np.linalg.qr(rng.normal(size=(24, 24)))[0][: KINDS + 1]
    kinds = rng.choice(KINDS + 1, n, p=[0.1, 0.1, 0.1, 0.7])
    vectors = middle[kinds] + spread * rng.normal(size=(n, 24)) / np.sqrt(24)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    said = middle[:KINDS] + 0.8 * rng.normal(size=(KINDS, 24)) / np.sqrt(24)
    words = [f"word{rng.integers(40)} of{rng.integers(9)}" for _ in range(n)]
    about = [Said(k, f"definition {k}") for k in range(KINDS)]
    truth = kinds[:, None] == np.arange(KINDS)
    return Space(words, vectors, about, said, KINDS), truth, np.arange(n) // 5


def of(truth, groups, rows):
    rows = np.asarray(rows)
    return Coded(rows, truth[rows].astype(int), groups[rows])


def f1(yes, truth):
    return float((2 * (yes & truth).sum(axis=0) / np.maximum(1, yes.sum(axis=0) + truth.sum(axis=0))).mean())


def chosen(chance):
    return np.stack([chance[:, k] >= best_cut(chance[:, k]) for k in range(chance.shape[1])], axis=1)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_what_is_left_out_is_what_a_ridge_without_the_group_says(seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(12, 4))
    kernel, targets, weights = x @ x.T + 1, rng.normal(size=(12, 2)), rng.uniform(0.2, 3, 12)
    groups = rng.integers(0, 4, 9)  # the last three rows are never left out
    inverse, alpha = solved(kernel, targets, weights)
    said = left_out(inverse, alpha, targets[:9], groups)
    for group in np.unique(groups):
        own = np.flatnonzero(groups == group)
        rest = np.setdiff1d(np.arange(12), own)
        refit = np.linalg.solve(kernel[np.ix_(rest, rest)] + np.diag(PENALTY / weights[rest]), targets[rest])
        assert np.allclose(said[own], kernel[np.ix_(own, rest)] @ refit)


def test_word_weights_are_those_of_the_usual_formula():
    # Two passages: "food" in both (idf 1), "water" and "salt" in one each (idf 1 + ln 1.5); "food" twice is 1 + ln 2.
    rows = weighed(["Food, food and water", "food; SALT"]).toarray()
    rare = 1 + np.log(3 / 2)
    first = np.array([1 + np.log(2), rare, rare])  # food, and, water
    assert np.allclose(np.sort(rows[0]), np.sort([*first / np.linalg.norm(first), 0]))
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(weighed(["", "a b"]).toarray(), 0)


def test_what_people_said_of_a_story_has_no_part_in_its_own_scores():
    space, truth, groups = planted(120, 1)
    rows = np.arange(80)
    said = truth[rows].astype(float)
    other = said.copy()
    own = groups[rows] == 3
    other[own] = 1 - other[own]
    weights = np.ones(80)
    _, before = space.fitted(rows, said, weights, groups[rows])
    _, after = space.fitted(rows, other, weights, groups[rows])
    assert np.allclose(before[own], after[own])
    assert not np.allclose(before[~own], after[~own])


def test_without_codings_the_definitions_find_more_than_chance_and_nothing_is_called_learnt():
    space, truth, _ = planted(800, 2)
    learned = learn(space)
    assert not learned.sure.any()
    assert len(learned.held[0]) == 0
    for k in range(KINDS):
        assert learned.chance[truth[:, k], k].mean() > 4 * learned.chance[~truth[:, k], k].mean()


def test_codings_teach_and_more_codings_teach_more():
    scores = {}
    for n in (0, 60, 600):
        each = []
        for seed in range(3):
            space, truth, groups = planted(1600, 10 + seed)
            learned = learn(space, of(truth, groups, np.arange(n)))
            each.append(f1(chosen(learned.chance[800:]), truth[800:]))
        scores[n] = np.mean(each)
    assert scores[0] + 0.05 < scores[60] < scores[600] - 0.01
    assert scores[600] >= FLOORS["learnt.planted"]


def test_chances_are_as_often_right_as_they_say():
    said, right = [], []
    for seed in range(4):
        space, truth, groups = planted(2000, 20 + seed, spread=1.4)
        learned = learn(space, of(truth, groups, np.arange(600)))
        said.append(learned.chance[600:].ravel())
        right.append(truth[600:].ravel())
    said, right = np.concatenate(said), np.concatenate(right)
    for low, high in ((0, 0.1), (0.1, 0.4), (0.4, 0.7), (0.7, 1.01)):
        own = (said >= low) & (said < high)
        assert own.sum() > 100
        assert abs(said[own].mean() - right[own].mean()) < 0.06


@pytest.mark.parametrize("risk", [0.1, 0.3])
def test_no_more_suggestions_are_wrong_than_the_risk_allows(risk):
    wrong, found = [], []
    for seed in range(25):
        space, truth, groups = planted(900, 100 + seed)
        learned = learn(space, of(truth, groups, np.arange(300)))
        least = cut(*learned.held, risk=risk)
        made = learned.chance[300:] >= (2 if least is None else least)
        wrong.append((made & ~truth[300:]).sum() / max(1, made.sum()))
        found.append((made & truth[300:]).sum() / truth[300:].sum())
    assert np.mean(wrong) <= risk
    assert np.mean(np.array(wrong) <= risk) >= 0.8  # in each study, not only on the mean of many
    assert np.mean(found) > 0.3  # silence would keep any risk


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.5, 9)), max_size=60), st.floats(0.02, 0.9))
def test_a_cut_leaves_no_more_wrong_ones_among_the_coded_than_the_risk_and_more_risk_never_raises_it(coded, risk):
    chance, right, weights = (np.array([one[k] for one in coded], dtype=float) for k in range(3))
    least = cut(chance, right, weights, risk=risk)
    bolder = cut(chance, right, weights, risk=min(0.99, risk + 0.1))
    if least is not None:
        own = chance >= least
        assert (weights * (1 - right))[own].sum() <= risk * weights[own].sum()
        assert bolder is not None
        assert bolder <= least


def test_where_too_little_is_coded_nothing_is_suggested():
    assert cut(np.ones(4), np.ones(4), np.ones(4), risk=0.2) is None  # one more wrong one would be a fifth of five
    assert cut(np.ones(5), np.ones(5), np.ones(5), risk=0.2) == 1.0
    with pytest.raises(InputError, match="risk"):
        cut(np.ones(5), np.ones(5), np.ones(5), risk=1.0)


def test_the_same_codings_give_the_same_chances():
    space, truth, groups = planted(400, 5)
    some = of(truth, groups, np.arange(100))
    assert np.array_equal(learn(space, some).chance, learn(planted(400, 5)[0], some).chance)


def test_what_is_known_of_one_code_says_nothing_of_one_that_nobody_has_looked_for():
    space, truth, groups = planted(400, 6)
    coded = of(truth, groups, np.arange(200))
    coded.said[:, 2] = -1
    learned = learn(space, coded)
    assert learned.sure.tolist() == [True, True, False]
    assert np.array_equal(learned.chance[:, 2], learn(space).chance[:, 2])


def test_a_code_that_is_never_found_in_many_coded_stories_becomes_unlikely():
    space, truth, groups = planted(800, 7)
    coded = of(truth, groups, np.arange(400))
    coded.said[:, 0] = 0
    learned = learn(space, coded)
    assert learned.chance[400:, 0].max() < 0.2 < learn(space).chance[400:, 0].max()


def test_a_curve_moves_from_the_usual_one_as_codings_come():
    rng = np.random.default_rng(3)
    score = rng.normal(0.2, 0.3, 4000)
    right = (rng.random(4000) < 1 / (1 + np.exp(-(4 * score - 2)))).astype(float)
    none = np.zeros(4000)
    at = curve(score, none, right, np.ones(4000))
    assert at[0] == pytest.approx(4, abs=0.5)
    assert at[2] == pytest.approx(-2, abs=0.2)
    assert abs(on(at, score, none).mean() - right.mean()) < 0.005


@settings(deadline=None)
@given(st.lists(st.floats(0, 50), min_size=1, max_size=40), st.data())
def test_chances_of_a_draw_sum_to_its_size_and_leave_no_story_without_one(values, data):
    n = data.draw(st.integers(1, len(values)))
    chance = inclusion(np.array(values), n)
    assert chance.sum() == pytest.approx(n)
    assert (chance > 0).all()
    assert (chance <= 1 + 1e-12).all()
    picked = drawn(chance, data.draw(st.integers(0, 99)))
    assert len(set(picked.tolist())) == n


def test_stories_are_drawn_as_often_as_is_said():
    chance = inclusion(np.array([9.0, 1, 1, 4, 0, 2]), 2)
    seen = np.zeros(6)
    for seed in range(3000):
        seen[drawn(chance, seed)] += 1
    assert np.allclose(seen / 3000, chance, atol=0.03)
    with pytest.raises(InputError, match="7 stories"):
        inclusion(np.ones(6), 7)


def test_a_story_is_worth_more_where_chances_are_open_and_codes_are_new():
    chance = np.array([[0.5, 0.01], [0.99, 0.01], [0.01, 0.5]])
    open_, sure, new = worth(chance, np.array([24, 0]), np.array([0, 1, 2]))
    assert sure < open_ < new


def test_a_code_that_the_codebook_says_nothing_of_is_an_error():
    with pytest.raises(InputError, match="words of its own"):
        Space(["a word"], np.ones((1, 4)) / 2, [Said(0, "x")], np.ones((1, 4)) / 2, 2)


def test_a_passage_that_stands_for_two_counts_like_two():
    space, truth, groups = planted(400, 8)
    rows = np.arange(120)
    twice = of(truth, groups, np.concatenate([rows, rows[60:]]))
    weighed_ = Coded(rows, truth[rows].astype(int), groups[rows], np.where(rows >= 60, 2.0, 1.0))
    one, other = learn(space, twice), learn(space, weighed_)
    assert np.allclose(one.chance[120:], other.chance[120:], atol=1e-6)
    with pytest.raises(InputError, match="weight each"):
        Coded(rows, truth[rows].astype(int), groups[rows], np.ones(3))
