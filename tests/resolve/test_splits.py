import random

import pytest

from recount.errors import InputError, JudgementsConflict
from recount.model import Judgement
from recount.resolve import conflicts, hanging, judge, merge, next_pairs, persons, proposed, split, suggest
from recount.store import Store, digest


def who(store):
    persons(store)
    held = {}
    for row in store.query("person_links"):
        held.setdefault(row.person_id, []).append(row.mention_id)
    return held


def state(store):
    persons(store)
    return digest([*store.query("person_links"), *store.query("judgements_given"), *store.query("claims_by_person")])


@pytest.fixture
def four(pile, person):
    told = ("Wren Tolhurst", "Renn Tolhurst", "W. Tolhurst", "Wren Tolhurst")
    found = [pile.account(f"a{n}", person(name, age="26"))[0] for n, name in enumerate(told)]
    persons(pile.store)
    return found


def test_a_merge_and_a_split_give_every_claim_back(pile, four):
    before = state(pile.store)
    merge(pile.store, four[0], four[1], by="Ada Lund", why="one voice")
    assert state(pile.store) != before
    (both,) = [p for p, m in who(pile.store).items() if len(m) == 2]
    split(pile.store, both, by="Ada Lund", why="two sisters")
    assert state(pile.store) == before


def test_a_split_takes_only_the_named_mentions_out(pile, four):
    a, b, c, _ = four
    judge(pile.store, [Judgement(a, b, "Ada Lund", None, (), "same"), Judgement(b, c, "Ada Lund", None, (), "same")])
    (three,) = [p for p, m in who(pile.store).items() if len(m) == 3]
    split(pile.store, three, [c], by="Per Holm")
    assert sorted(map(tuple, who(pile.store).values())) == [(a, b), (c,), (four[3],)]


def test_what_copies_joined_is_parted_by_a_judgement(pile, person):
    (a,) = pile.account("a0", person("Mira Tolen"), copies="g")
    (b,) = pile.account("b1", person("Mira Tolen"), copies="g")
    (one,) = who(pile.store)
    made = split(pile.store, one, [b], by="Ada Lund", why="mother and daughter")
    assert [d.body["verdict"] for d in made] == ["different"]
    assert sorted(map(tuple, who(pile.store).values())) == [(a,), (b,)]


@pytest.mark.parametrize("mentions", [["nobody"], None])
def test_a_split_that_leaves_nobody_on_one_side_is_refused(pile, four, mentions):
    with pytest.raises(InputError):
        split(pile.store, four[0], mentions or [four[0]], by="Ada Lund")


def test_a_merge_against_a_judgement_is_refused_and_of_one_person_too(pile, four):
    judge(pile.store, [Judgement(four[0], four[1], "Ada Lund", None, (), "different")])
    persons(pile.store)
    with pytest.raises(JudgementsConflict):
        merge(pile.store, four[0], four[1], by="Per Holm")
    with pytest.raises(InputError):
        merge(pile.store, four[0], four[0], by="Per Holm")


def test_many_random_merges_and_splits_return_the_store_to_the_same_digest(tmp_path, make_pile, person):
    chance = random.Random(4)
    with Store.create(tmp_path / "study") as store:
        pile = make_pile(store)
        mentions = [pile.account(str(n), person(f"Person {chr(65 + n)}orn"))[0] for n in range(12)]
        before = state(store)
        for _ in range(8):
            one, other = chance.sample(mentions, 2)
            held = {m: p for p, own in who(store).items() for m in own}
            if held[one] != held[other]:
                merge(store, one, other, by="Ada Lund")
        for person_id in [p for p, own in who(store).items() if len(own) > 1]:
            split(store, person_id, by="Ada Lund")
        assert state(store) == before


def test_a_proof_against_what_people_judged_is_shown_with_the_chain(pile, person):
    (a,) = pile.account("a", person("Wren Tolhurst", age="20"), published="2031-05-01")
    (b,) = pile.account("b", person("W. Tolhurst"), published="2031-05-01")
    (c,) = pile.account("c", person(None, "a driver", age="61"), published="2031-05-01")
    judge(pile.store, [Judgement(a, b, "Ada Lund", None, (), "same"), Judgement(b, c, "Ada Lund", None, (), "same")])
    suggest(pile.store, floor=0.5)
    persons(pile.store)
    (found,) = [x for x in conflicts(pile.store) if x.kind == "joined"]
    assert "age" in found.different
    assert len(found.chain) == 2
    assert all("decision" in step for step in found.chain)


def test_suggestions_that_would_join_two_judged_different_are_shown(pile, four):
    suggest(pile.store, floor=0.0)
    judge(pile.store, [Judgement(four[0], four[3], "Ada Lund", None, (), "different", "two cousins")])
    persons(pile.store)
    found = [x for x in conflicts(pile.store) if x.kind == "suggested"]
    assert found
    assert all("two cousins" in x.different for x in found)
    for group in proposed(pile.store):
        assert not {four[0], four[3]} <= set(group.mentions)


def test_a_person_hangs_by_the_join_the_machine_believes_least(pile, four):
    suggest(pile.store, floor=0.0)
    merge(pile.store, four[0], four[3], by="Ada Lund")
    persons(pile.store)
    merge(pile.store, four[0], four[2], by="Ada Lund")
    persons(pile.store)
    (link,) = hanging(pile.store).values()
    assert four[2] in (link.left, link.right)


def test_the_next_pairs_are_open_ones(pile, four):
    suggest(pile.store, floor=0.0)
    persons(pile.store)
    first, *_ = next_pairs(pile.store, 10)
    judge(pile.store, [Judgement(*first, "Ada Lund", None, (), "cannot_tell")])
    persons(pile.store)
    assert first not in next_pairs(pile.store, 10)
