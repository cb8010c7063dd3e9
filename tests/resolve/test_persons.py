import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.errors import InputError, JudgementsConflict
from recount.model import Judgement
from recount.resolve import adrift, judge, persons, suggest, withdraw
from recount.store import Store, digest


def verdict(left, right, said="same", why=None):
    return Judgement(min(left, right), max(left, right), "Ada Lund", None, (), said, why)


def clusters(store):
    persons(store)
    held = {}
    for row in store.query("persons_told"):
        held.setdefault(row.person_id, []).append(row.mention_id)
    return held


def parts(store):
    return {tuple(sorted(mentions)) for mentions in clusters(store).values()}


@pytest.fixture
def three(pile, person):
    return [
        pile.account(name, person(told))[0]
        for name, told in (("a", "Wren Tolhurst"), ("b", "Renn Tolhurst"), ("c", "W. Tolhurst"))
    ]


def test_a_machine_joins_nobody(pile, three):
    suggest(pile.store, floor=0.0)
    assert parts(pile.store) == {(m,) for m in three}


def test_who_is_judged_the_same_is_one_person_under_the_fullest_name(pile, three):
    a, b, c = three
    judge(pile.store, [verdict(a, c), verdict(b, c)], by="Ada Lund")
    assert parts(pile.store) == {tuple(three)}
    assert {row.person_name for row in pile.store.query("persons_told")} == {"Renn Tolhurst"}


def test_judging_different_later_splits_and_gives_every_mention_its_own_person_back(pile, three):
    a, b, _ = three
    before = clusters(pile.store)
    judge(pile.store, [verdict(a, b)], by="Ada Lund")
    assert parts(pile.store) != {tuple(m) for m in before.values()}
    judge(pile.store, [verdict(a, b, "different", "two sisters")], by="Per Holm")
    assert clusters(pile.store) == before


def test_a_judgement_withdrawn_leaves_everything_as_it_was(pile, three):
    a, b, _ = three
    before = clusters(pile.store)
    (made,) = judge(pile.store, [verdict(a, b)], by="Ada Lund")
    clusters(pile.store)
    withdraw(pile.store, made.seq, by="Ada Lund")
    assert clusters(pile.store) == before
    with pytest.raises(InputError):
        withdraw(pile.store, made.seq, by="Ada Lund")


def test_judgements_that_make_two_persons_one_and_two_are_refused_naming_the_decisions(pile, three):
    a, b, c = three
    made = judge(pile.store, [verdict(a, b), verdict(b, c)], by="Ada Lund")
    with pytest.raises(JudgementsConflict) as error:
        judge(pile.store, [verdict(a, c, "different")], by="Per Holm")
    assert all(f"decision {d.seq}" in str(error.value) for d in made)
    assert len(pile.store.decisions("judgement")) == 2


@pytest.mark.parametrize("said", [None, "maybe"])
def test_a_judgement_without_a_verdict_is_refused(pile, three, said):
    with pytest.raises(InputError):
        judge(pile.store, [verdict(three[0], three[1], said)], by="Ada Lund")


def test_a_judgement_on_a_mention_that_is_not_there_is_refused(pile, three):
    with pytest.raises(InputError):
        judge(pile.store, [verdict(three[0], "nowhere.m0")], by="Ada Lund")


def test_copies_of_one_story_tell_of_one_person_and_say_so(pile, person):
    (a,) = pile.account("a0", person("Mira Tolen"), copies="g")
    (b,) = pile.account("b1", person("Mira Tolen"), copies="g")
    (c,) = pile.account("c1", person("Mira Tolen"))
    assert parts(pile.store) == {(a, b), (c,)}
    judge(pile.store, [verdict(a, b, "different")], by="Ada Lund")
    assert parts(pile.store) == {(a,), (b,), (c,)}


def test_two_persons_of_one_story_are_not_joined_through_a_copy(pile, person):
    pile.account("a0", person("Mira Tolen"), person("Mira Tolen", "her cousin"), copies="g")
    pile.account("b1", person("Mira Tolen"), copies="g")
    assert len(clusters(pile.store)) == 2


def test_ids_stay_when_sources_are_added(pile, person, three):
    a, b, _ = three
    judge(pile.store, [verdict(a, b)], by="Ada Lund")
    before = clusters(pile.store)
    (d,) = pile.account("0-later", person("Wren Tolhurst"), at="2031-09-01T00:00:00Z")
    judge(pile.store, [verdict(a, d)], by="Ada Lund")
    after = clusters(pile.store)
    assert set(before) == set(after)
    assert sorted(len(m) for m in after.values()) == [1, 3]


def test_a_judgement_survives_a_reader_that_moves_and_renumbers_everything(pile, person, three):
    a, b, c = three
    judge(pile.store, [verdict(a, b)], by="Ada Lund")
    told = [person("A passer-by", case=False), person("Renn Tolhurst")]
    words = ["A passer-by", "Renn Tolhurst"]
    pile.read(
        "c-b",
        "In a newer reading the town and Renn Tolhurst spoke. A passer-by watched. ",
        told,
        words,
        published=None,
        copies=None,
        reader="2",
    )
    assert parts(pile.store) == {(a, "c-b.m1"), ("c-b.m0",), (c,)}
    assert adrift(pile.store) == []


def test_a_judgement_whose_words_are_gone_stays_in_the_log_and_is_named(pile, person, three):
    a, b, c = three
    (made,) = judge(pile.store, [verdict(a, b)], by="Ada Lund")
    told, words = [person("Somebody Else")], ["Somebody Else"]
    pile.read("c-b", "The town and Somebody Else spoke.", told, words, published=None, copies=None, reader="2")
    assert parts(pile.store) == {(a,), ("c-b.m0",), (c,)}
    assert [lost.seq for lost in adrift(pile.store)] == [made.seq]


def test_throwing_derived_rows_away_loses_no_judgement(pile, person):
    def read():
        return [
            pile.read(f"c-{n}", f"In the town {n} spoke.", [person(n)], [n], published=None, copies=None)[0]
            for n in ("Wren", "Renn")
        ]

    for n in ("Wren", "Renn"):
        pile.account(n, person(n))
    a, b = "c-Renn.m0", "c-Wren.m0"
    judge(pile.store, [verdict(a, b)], by="Ada Lund")
    before = clusters(pile.store)
    pile.store.forget_derived()
    read()
    assert clusters(pile.store) == before


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_judgements_and_their_undoing_return_the_store_to_the_same_digest(tmp_path_factory, make_pile, person, seed):
    chance = random.Random(seed)
    with Store.create(tmp_path_factory.mktemp("study")) as store:
        pile = make_pile(store)
        mentions = [pile.account(str(n), person(f"Person {chr(65 + n)}orn"))[0] for n in range(6)]
        before = digest(sorted(clusters(store).items()))
        made = []
        for _ in range(5):
            a, b = chance.sample(mentions, 2)
            made += judge(store, [verdict(a, b)], by="Ada Lund")
            clusters(store)
        for decision in chance.sample(made, len(made)):
            withdraw(store, decision.seq, by="Ada Lund")
        assert digest(sorted(clusters(store).items())) == before
