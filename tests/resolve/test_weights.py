import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.errors import InputError
from recount.resolve.weights import Weights, learn

TRUE_M = ([0.05, 0.15, 0.80], [0.10, 0.90], [0.08, 0.92], [0.2, 0.3, 0.5])
TRUE_U = ([0.90, 0.07, 0.03], [0.60, 0.40], [0.85, 0.15], [0.7, 0.2, 0.1])


def weights(m, u, share):
    return Weights(tuple(np.array(x) for x in m), tuple(np.array(x) for x in u), share)


SUPPOSED = weights(
    ([0.1, 0.3, 0.6], [0.3, 0.7], [0.3, 0.7], [0.3, 0.3, 0.4]),
    ([0.6, 0.3, 0.1], [0.7, 0.3], [0.7, 0.3], [0.6, 0.3, 0.1]),
    0.2,
)


def planted(pairs, share, seed, missing=0.2):
    chance = np.random.default_rng(seed)
    same = chance.random(pairs) < share
    levels = np.column_stack(
        [
            np.where(same, chance.choice(len(m), pairs, p=m), chance.choice(len(m), pairs, p=u))
            for m, u in zip(TRUE_M, TRUE_U, strict=True)
        ]
    )
    return np.where(chance.random(levels.shape) < missing, -1, levels), same


def test_planted_shares_of_levels_are_found_again_from_pairs_that_nobody_judged():
    levels, _ = planted(60_000, 0.1, seed=1)
    found = learn(levels, SUPPOSED)
    assert found.share == pytest.approx(0.1, abs=0.02)
    for got, true in zip((*found.m, *found.u), (*TRUE_M, *TRUE_U), strict=True):
        assert got == pytest.approx(np.array(true), abs=0.04)


def test_what_people_judged_mends_weights_that_were_supposed_the_wrong_way_round():
    levels, same = planted(4_000, 0.3, seed=2)
    turned = Weights(SUPPOSED.u, SUPPOSED.m, 0.5)
    judged = np.full(len(levels), -1)
    judged[:400] = same[:400]
    right = (learn(levels, turned, judged=judged).probability(levels) > 0.5) == same
    assert right.mean() > 0.9


def test_judging_never_makes_planted_pairs_likelier_to_be_told_wrong():
    levels, same = planted(3_000, 0.15, seed=3)
    judged = np.where(np.arange(len(levels)) < 500, same.astype(int), -1)
    loss = [
        -np.log(np.where(same, p, 1 - p)).mean()
        for p in (learn(levels, SUPPOSED, judged=j).probability(levels) for j in (None, judged))
    ]
    assert loss[1] <= loss[0] + 0.005


def test_no_pairs_leave_what_was_supposed_and_few_pairs_stay_near_it():
    none = learn(np.empty((0, 4), int), SUPPOSED)
    assert none.share == pytest.approx(SUPPOSED.share)
    few = learn(np.array([[2, 1, 1, 2], [0, 0, 0, 0]]), SUPPOSED)
    for got, was in zip((*few.m, *few.u), (*SUPPOSED.m, *SUPPOSED.u), strict=True):
        assert got == pytest.approx(was, abs=0.1)


def test_u_counted_elsewhere_is_held():
    levels, _ = planted(2_000, 0.1, seed=4)
    held = learn(levels, SUPPOSED, learn_u=False)
    assert all((a == b).all() for a, b in zip(held.u, SUPPOSED.u, strict=True))


def test_a_row_that_stands_for_many_pairs_is_as_good_as_the_pairs():
    levels, _ = planted(1_000, 0.2, seed=5)
    rows, counts = np.unique(levels, axis=0, return_counts=True)
    one, other = learn(levels, SUPPOSED), learn(rows, SUPPOSED, counts=counts)
    assert one.probability(rows) == pytest.approx(other.probability(rows))


@given(st.integers(0, 10_000))
def test_the_order_of_pairs_changes_nothing_at_all(seed):
    levels, same = planted(200, 0.2, seed=6)
    judged = np.where(np.arange(200) % 7 == 0, same.astype(int), -1)
    order = np.random.default_rng(seed).permutation(200)
    one, other = learn(levels, SUPPOSED, judged=judged), learn(levels[order], SUPPOSED, judged=judged[order])
    assert (one.probability(levels) == other.probability(levels)).all()


@given(st.lists(st.integers(-1, 1), min_size=4, max_size=4), st.integers(0, 3))
def test_what_one_side_does_not_tell_weighs_nothing(row, gone):
    row = [*row[:gone], -1, *row[gone + 1 :]]
    bits = SUPPOSED.bits(np.array([row]))[0]
    assert bits[gone] == 0
    told = [n for n, level in enumerate(row) if level >= 0]
    alone = weights([SUPPOSED.m[n] for n in told], [SUPPOSED.u[n] for n in told], SUPPOSED.share)
    kept = np.array([[row[n] for n in told]], int).reshape(1, len(told))
    assert SUPPOSED.probability(np.array([row])) == pytest.approx(alone.probability(kept))


def test_the_weight_of_agreement_is_the_published_ratio():
    # Fellegi and Sunter: the weight is log2 of m / u for agreement, of (1 - m) / (1 - u) for disagreement.
    one = weights([[0.05, 0.95]], [[0.99, 0.01]], 0.5)
    assert one.bits(np.array([[1], [0]]))[:, 0] == pytest.approx([np.log2(95), np.log2(0.05 / 0.99)])
    assert one.before == 0


@pytest.mark.parametrize(
    "given_to_it",
    [
        {"levels": np.array([[3, 0, 0, 0]])},
        {"levels": np.array([[0, 0, 0]])},
        {"levels": np.array([[0.5, 0, 0, 0]])},
        {"levels": np.array([[0, 0, 0, 0]]), "judged": np.array([2])},
        {"levels": np.array([[0, 0, 0, 0]]), "counts": np.array([1, 1])},
        {"levels": np.array([[0, 0, 0, 0]]), "strength": 0.0},
    ],
)
def test_levels_and_judgements_that_do_not_fit_are_refused(given_to_it):
    with pytest.raises(InputError):
        learn(supposed=SUPPOSED, **given_to_it)


def test_odds_known_from_elsewhere_take_the_place_of_the_share():
    levels, same = planted(3_000, 0.2, seed=8)
    told = np.where(same, 6.0, -6.0)
    found = learn(levels, SUPPOSED, odds=told)
    counted = learn(levels, SUPPOSED, judged=same.astype(int))
    for one, other in zip((*found.m, *found.u), (*counted.m, *counted.u), strict=True):
        assert one == pytest.approx(other, abs=0.03)
