from collections import defaultdict
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.resolve.keyed import blocks

held = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 8)), max_size=60)


def keys_of(rows):
    found = defaultdict(set)
    for holder, key in rows:
        found[holder].add(key)
    return found


def pairs(rows, **limits):
    return [tuple(p) for p in put(rows, **limits).pairs().tolist()]


def put(rows, **limits):
    return blocks(np.array([h for h, _ in rows], int), np.array([k for _, k in rows], int), **limits)


@given(held)
def test_with_no_limit_every_two_that_share_a_key_are_a_pair(rows):
    own = keys_of(rows)
    wanted = [(a, b) for a, b in combinations(sorted(own), 2) if own[a] & own[b]]
    assert pairs(rows, most=100, each=10_000) == wanted


@given(held, st.integers(1, 5), st.integers(1, 3))
def test_whatever_the_limits_a_pair_shares_a_key_and_comes_once_and_in_order(rows, most, joined):
    own, found = keys_of(rows), pairs(rows, most=most, joined=joined)
    assert found == sorted(set(found))
    assert all(a < b and own[a] & own[b] for a, b in found)


@given(held, st.integers(1, 5))
def test_a_rare_key_is_enough_and_two_common_ones_are_when_few_have_both(rows, most):
    own, found = keys_of(rows), set(pairs(rows, most=most, each=10_000, joined=2))
    holders = defaultdict(set)
    for holder, keys in own.items():
        for key in keys:
            holders[key].add(holder)
    wanted = set()
    for key, who in holders.items():
        if len(who) <= most:
            wanted |= set(combinations(sorted(who), 2))
        for other, too in holders.items():
            if key < other and len(who) > most < len(too) and len(who & too) <= most:
                wanted |= set(combinations(sorted(who & too), 2))
    assert found == wanted


@pytest.mark.parametrize("each", [1, 3, 10])
def test_no_more_pairs_are_given_than_were_asked_for_and_the_rarest_come_first(each):
    rows = [(h, 0) for h in range(20)] + [(h, 1 + h // 2) for h in range(20)]
    found = pairs(rows, most=50, each=each, joined=1)
    assert len(found) <= each * 20
    assert {(h, h + 1) for h in range(0, 20, 2)} <= set(found)


def test_nobody_holds_anything():
    assert pairs([]) == []


@given(held, st.integers(1, 5), st.integers(1, 200))
def test_pairs_that_are_drawn_stand_for_all_and_are_all_where_they_are_few(rows, most, drawn):
    found = put(rows, most=most)
    pairs, stand_for = found.drawn(drawn, seed=1)
    known = {tuple(p): n for n, p in enumerate(found.pairs().tolist())}
    assert all(tuple(p) in known for p in pairs.tolist())
    assert len(pairs) <= drawn
    if (found.size * (found.size - 1) // 2).sum() <= drawn:
        assert pairs.tolist() == found.pairs().tolist()
        assert np.allclose(stand_for, 1)
    blocks_of = [
        set(np.flatnonzero([h in found.held[found.numbers == b] for b in range(len(found.size))])) for h in range(13)
    ]
    assert found.sharing(pairs).tolist() == [len(blocks_of[a] & blocks_of[b]) for a, b in pairs.tolist()]


def test_what_is_drawn_comes_to_the_sum_of_all_in_the_mean():
    chance = np.random.default_rng(3)
    found = blocks(np.repeat(np.arange(300), 6), chance.integers(0, 90, size=1_800), most=25)
    every = found.pairs()
    wanted = len(every), int((every.sum(axis=1) % 3 == 0).sum())
    told = []
    for seed in range(200):
        pairs, stand_for = found.drawn(400, seed=seed)
        told.append((stand_for.sum(), stand_for[pairs.sum(axis=1) % 3 == 0].sum()))
    assert np.mean(told, axis=0) == pytest.approx(wanted, rel=0.02)
