import numpy as np
import pytest

from recount.resolve.together import ALONE, learn_together
from recount.resolve.weights import Weights

# Of one person: comparison, differs or agrees. The last goes together with the one before it.
M = np.array([[0.2, 0.8], [0.1, 0.9], [0.15, 0.85], [0.2, 0.8], [0.15, 0.85], [0.25, 0.75]])
U = np.tile([0.98, 0.02], (6, 1))
SUPPOSED = Weights(tuple(np.array([0.15, 0.85]) for _ in M), tuple(U), share=0.001)


def drawn(*, goes_with=0.0, many=300_000, same=0.002, told=1.0, seed=3):
    """Levels of pairs of which so many are of one person; among two the last agrees with the third in so many."""
    chance = np.random.default_rng(seed)
    one = chance.random(many) < same
    agree = chance.random((many, len(M))) < np.where(one[:, None], M[:, 1], U[:, 1])
    agree[:, -1] = np.where(~one & (chance.random(many) < goes_with), agree[:, -2], agree[:, -1])
    levels = agree.astype(np.int64)
    levels[chance.random(levels.shape) >= told] = -1
    return levels, one


def learnt(levels):
    return learn_together(levels, SUPPOSED, counts=np.ones(len(levels)), strength=5.0)


@pytest.mark.parametrize("goes_with", [0.0, 0.9])
@pytest.mark.parametrize("told", [1.0, 0.8])
def test_the_shares_among_pairs_of_one_person_are_found_whether_or_not_two_comparisons_go_together(goes_with, told):
    levels, one = drawn(goes_with=goes_with, told=told)
    found = learnt(levels)
    assert np.array(found.m) == pytest.approx(M, abs=0.06)
    assert found.share == pytest.approx(one.mean(), rel=0.15)


def test_what_goes_together_counts_once_and_what_does_not_counts_in_full():
    levels, one = drawn(goes_with=0.9)
    found = learnt(levels)
    assert found.beside[5] == 4 or found.beside[4] == 5
    both = np.array([[0, 0, 0, 0, 1, 1]])
    alone = np.array([[0, 0, 0, 0, 1, -1]])
    assert found.bits(both).sum() == pytest.approx(found.bits(alone).sum(), abs=0.5)
    apart = found.bits(np.array([[1, 1, 1, 1, -1, -1]]))[0, :4]
    assert apart == pytest.approx(np.log2(M[:4, 1] / U[:4, 1]), abs=0.3)
    likely = found.before + found.bits(levels).sum(axis=1) > 0
    assert (likely[~one]).mean() < 0.0002
    assert likely[one].mean() > 0.8


def test_what_goes_together_never_tells_more_for_it():
    levels, _ = drawn(goes_with=0.5, many=20_000)
    found = learnt(levels)
    assert all((less <= 0).all() for less in found.less)
    assert found.beside.count(ALONE) == 1


def test_the_order_of_the_pairs_makes_no_difference_and_the_same_pairs_may_be_counted_or_listed():
    levels, _ = drawn(goes_with=0.5, many=20_000)
    found = learnt(levels)
    turned = learnt(levels[::-1])
    rows, many = np.unique(levels, axis=0, return_counts=True)
    counted = learn_together(rows, SUPPOSED, counts=many.astype(float), strength=5.0)
    for other in (turned, counted):
        assert np.array(other.m) == pytest.approx(np.array(found.m), abs=1e-9)
        assert other.beside == found.beside


def test_what_is_not_told_tells_nothing_and_nothing_can_be_learnt_of_nothing():
    found = learnt(np.full((10, 6), -1))
    assert (found.bits(np.full((2, 6), -1)) == 0).all()
    assert np.array(found.m) == pytest.approx(np.array(SUPPOSED.m))
