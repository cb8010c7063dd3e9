from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from recount.resolve.evidence import rarity
from recount.resolve.learnt import learnt_from
from recount.resolve.postings import Entry, Postings
from recount.resolve.wide import Wide
from recount.simulate import Scenario, plant


@pytest.fixture(scope="module")
def facts(planted):
    return planted.facts_of(plant(Scenario(persons=150, outlets=12, seed=31)))[0]


def found(facts, *, before, sizes):
    postings, pairs = Postings(), []
    for start, end in pairwise(np.cumsum([0, *sizes]).tolist()):
        postings.add(Entry.of(f) for f in facts[start:end])
        pairs += postings.pairs(facts[start:end], before=before)
    return pairs


def test_nearly_all_that_would_be_suggested_of_all_pairs_is_looked_at(facts):
    wide = Wide.of(facts)
    learnt = learnt_from(wide)
    every = np.column_stack(np.triu_indices(len(facts), 1))
    every = every[wide.story[every[:, 0]] != wide.story[every[:, 1]]]
    wanted = {(facts[a].mention_id, facts[b].mention_id) for a, b in wide.likely(every, floor=0.9, learnt=learnt)}
    looked_at = set(found(facts, before=learnt.before, sizes=[len(facts)]))
    assert len(looked_at & wanted) >= 0.98 * len(wanted) > 0
    assert len(looked_at) < 0.3 * len(every)


def test_pairs_are_of_two_stories_each_once_and_ask_for_more_the_less_is_likely_before(facts):
    few, many = (found(facts[:200], before=before, sizes=[60, 60, 80]) for before in (-14.0, -8.0))
    story = {f.mention_id: f.story_id for f in facts}
    assert set(few) < set(many)
    assert len(many) == len(set(many))
    assert all(a < b and story[a] != story[b] for a, b in many)


def test_a_value_is_as_rare_as_accounts_up_to_now_tell_it_copies_once(facts):
    postings = Postings()
    copied = [replace(f, copies="one") for f in facts[100:120]]
    postings.add(Entry.of(f) for f in (*facts[:100], *copied))
    wanted = rarity([*facts[:100], *copied])
    told = postings.rarity(facts[:100])
    assert told.accounts == wanted.accounts
    assert {key: wanted.counts[key] for key in told.counts} == told.counts != {}


def test_an_entry_is_read_back_from_its_row(facts):
    entries = [Entry.of(f) for f in facts[:50]]
    assert [Entry.of_row(entry.row) for entry in entries] == entries
