import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError
from recount.estimate.bounds import dsatur, graph_of, least_persons, max_clique


def ring(n):
    return [(i, (i + 1) % n) for i in range(n)]


def planted(chance, mentions, persons, told):
    """Mentions of persons, and some of the true differences among them."""
    who = [chance.randrange(persons) for _ in range(mentions)]
    pairs = [(i, j) for i, j in combinations(range(mentions), 2) if who[i] != who[j]]
    return len(set(who)), [pair for pair in pairs if chance.random() < told]


def by_hand(n, edges):
    """The chromatic number by trying every number of colours on small graphs."""
    near = graph_of(n, edges)

    def fits(v, colours, used, most):
        if v == n:
            return True
        for colour in range(min(used + 1, most)):
            if all(colours[u] != colour for u in range(v) if near[v] >> u & 1):
                colours[v] = colour
                if fits(v + 1, colours, max(used, colour + 1), most):
                    return True
        return False

    return next(k for k in range(n + 1) if fits(0, [None] * n, 0, k))


def test_five_mentions_different_in_a_ring_are_three_persons_though_no_three_are_all_different():
    found = least_persons(5, ring(5))
    assert (found.low, found.high, len(found.clique)) == (3, 3, 2)


@pytest.mark.parametrize(("n", "edges", "least"), [
    (0, [], 0), (1, [], 1), (7, [], 1), (2, [(0, 1)], 2), (6, ring(6), 2), (7, ring(7), 3),
    (4, list(combinations(range(4), 2)), 4), (6, [(i, j) for i, j in combinations(range(6), 2) if i % 3 != j % 3], 3),
])  # fmt: skip
def test_known_graphs_have_their_chromatic_number(n, edges, least):
    found = least_persons(n, edges)
    assert (found.low, found.high) == (least, least)


def test_the_graph_of_mycielski_needs_four_though_it_holds_no_triangle():
    # Groetzsch's graph: 11 vertices, clique 2, chromatic number 4.
    edges = [*ring(5), *((i, 5 + (i + d) % 5) for i in range(5) for d in (1, 4)), *((5 + i, 10) for i in range(5))]
    assert least_persons(11, edges).low == 4


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 8), st.integers(0, 2**31), st.floats(0.1, 0.9))
def test_the_least_number_is_exact_on_every_small_graph(n, seed, share):
    chance = random.Random(seed)
    edges = [pair for pair in combinations(range(n), 2) if chance.random() < share]
    found = least_persons(n, edges)
    assert found.low == found.high == by_hand(n, edges)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 60), st.integers(1, 25), st.floats(0, 1), st.integers(0, 2**31))
def test_the_truth_lies_between_least_and_most(mentions, persons, told, seed):
    truth, edges = planted(random.Random(seed), mentions, persons, told)
    found = least_persons(mentions, edges)
    assert found.low <= found.high
    assert found.low <= truth <= mentions


def test_sixty_mentions_with_many_proved_differences_are_closed():
    for seed in range(10):
        truth, edges = planted(random.Random(seed), 60, 25, 0.8)
        found = least_persons(60, edges)
        assert found.exact
        assert found.low <= truth


def test_the_least_number_does_not_depend_on_how_mentions_are_numbered():
    chance = random.Random(5)
    _, edges = planted(chance, 40, 15, 0.6)
    turned = list(range(40))
    chance.shuffle(turned)
    assert least_persons(40, edges).low == least_persons(40, [(turned[a], turned[b]) for a, b in edges]).low


def test_more_proved_differences_never_lower_the_least_number():
    chance = random.Random(8)
    _, edges = planted(chance, 40, 20, 0.7)
    lows = [least_persons(40, edges[:n]).low for n in range(0, len(edges), 40)]
    assert lows == sorted(lows)


def test_where_it_cannot_close_both_bounds_hold():
    chance = random.Random(2)
    edges = [pair for pair in combinations(range(120), 2) if chance.random() < 0.3]
    found = least_persons(120, edges, nodes=50)
    colours = dsatur(graph_of(120, edges))
    assert all(colours[a] != colours[b] for a, b in edges)
    assert len(found.clique) <= found.low <= found.high <= max(colours) + 1


def test_a_clique_is_one():
    chance = random.Random(3)
    edges = [pair for pair in combinations(range(40), 2) if chance.random() < 0.5]
    clique = max_clique(graph_of(40, edges), (1 << 40) - 1, 10_000)
    assert all((a, b) in set(edges) for a, b in combinations(clique, 2))


@pytest.mark.parametrize("edge", [(0, 0), (0, 3), (-1, 1)])
def test_a_difference_of_a_mention_from_itself_or_from_nobody_is_refused(edge):
    with pytest.raises(InputError):
        least_persons(3, [edge])
