from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from recount.resolve.choice import most_telling
from recount.resolve.clusters import clusters, weakest

NAMES = "abcdefghij"
scores = st.dictionaries(st.sampled_from(list(combinations(NAMES, 2))), st.floats(0.05, 0.99), min_size=1, max_size=25)
differences = st.sets(st.sampled_from(list(combinations(NAMES, 2))), max_size=12)


def test_one_bad_link_does_not_swallow_two_persons():
    links = {("a", "b"): 0.95, ("a", "c"): 0.95, ("b", "c"): 0.95, ("d", "e"): 0.95, ("d", "f"): 0.95, ("e", "f"): 0.95}
    assert clusters(links | {("c", "d"): 0.8}, []) == [("a", "b", "c"), ("d", "e", "f")]


def test_a_chain_of_suggestions_never_joins_what_is_proved_different():
    assert clusters({("a", "b"): 0.99, ("b", "c"): 0.98}, [("a", "c")]) == [("a", "b"), ("c",)]


@given(scores, differences)
def test_no_cluster_holds_a_proved_difference_and_everybody_is_in_one(links, apart):
    found = clusters(links, apart)
    assert sorted(m for group in found for m in group) == sorted({m for p in links for m in p})
    assert not any(set(p) <= set(group) for group in found for p in apart)


@given(scores, differences, st.randoms())
def test_the_order_in_which_pairs_are_given_changes_nothing(links, apart, chance):
    turned = list(links.items())
    chance.shuffle(turned)
    assert clusters(dict(turned), list(apart)[::-1]) == clusters(links, apart)


def test_the_weakest_link_is_the_one_that_nothing_stronger_goes_round():
    links = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.6, ("c", "d"): 0.7}
    found = weakest("abcd", links)
    assert (found.left, found.right, found.score) == ("c", "d", 0.7)
    assert weakest("a", links) is None


@settings(max_examples=50)
@given(scores)
def test_without_its_weakest_link_a_cluster_falls_apart_or_hangs_by_as_weak_a_one(links):
    members = {m for p in links for m in p}
    found = weakest(members, links)
    left = {p: s for p, s in links.items() if s > found.score}
    assert len(_components(members, left)) > 1 or len(_components(members, links)) > 1


def _components(members, links):
    groups = [{m} for m in members]
    for one, other in links:
        touched = [g for g in groups if one in g or other in g]
        groups = [g for g in groups if g not in touched] + [set().union(*touched)]
    return groups


def test_what_teaches_most_is_where_most_hangs_by_least():
    # Two groups of four that one unsure link would join; a pair of two on its own, as unsure.
    sure = {p: 0.97 for group in ("abcd", "efgh") for p in combinations(group, 2)}
    unsure = {("d", "e"): 0.6, ("i", "j"): 0.6}
    first, *_ = most_telling(sure | unsure, [], {}, 3)
    assert first == ("d", "e")


def test_what_is_proved_different_is_not_asked():
    assert most_telling({("a", "b"): 0.9}, [("a", "b")], {}, 5) == []
