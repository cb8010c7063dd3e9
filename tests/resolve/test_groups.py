from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recount.resolve.clusters import clusters
from recount.resolve.groups import groups

MANY = 9
pair = st.sampled_from(list(combinations(range(MANY), 2)))
scores = st.dictionaries(pair, st.integers(51, 99).map(lambda n: n / 100), max_size=22)


def grouped(links, apart=()):
    pairs = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    score = np.array([links[p] for p in sorted(links)])
    return groups(pairs, score, many=MANY, apart=np.array(sorted(apart), dtype=np.int64).reshape(-1, 2)).tolist()


@given(scores, st.sets(pair, max_size=8))
def test_part_by_part_the_clusters_are_those_of_the_whole(links, apart):
    home = grouped(links, apart)
    found = {tuple(n for n in range(MANY) if home[n] == first) for first in set(home)}
    named = {(str(a), str(b)): score for (a, b), score in links.items()}
    wanted = {tuple(map(int, group)) for group in clusters(named, [(str(a), str(b)) for a, b in apart])}
    wanted |= {(n,) for n in range(MANY) if not any(n in group for group in wanted)}
    assert found == wanted


@given(scores, st.sets(pair, max_size=8))
def test_two_that_are_kept_apart_are_never_in_one_cluster_and_a_cluster_is_named_by_its_first(links, apart):
    home = grouped(links, apart)
    assert not any(home[a] == home[b] for a, b in apart)
    assert all(home[first] == first <= n for n, first in enumerate(home))


def test_a_pair_that_is_likelier_two_joins_nobody():
    assert grouped({(0, 1): 0.49}) == list(range(MANY))
