import random
from itertools import pairwise

import pytest

from recount.errors import JudgementsConflict
from recount.estimate import least_persons
from recount.model import Judgement
from recount.resolve import judge, persons, withdraw
from recount.resolve.proofs import proofs
from recount.simulate import Scenario, plant
from recount.store import Store


@pytest.mark.parametrize("seed", range(12))
def test_least_truth_and_most_stand_in_this_order_on_planted_studies(seed, planted):
    chance = random.Random(seed)
    scene = {name: chance.uniform(0, 0.6) for name in ("anonymous", "missing", "misspelt", "roundup")}
    facts, truth = planted.facts_of(
        plant(Scenario(persons=25, outlets=8, seed=seed, hoax=False, wrong=0.1, **scene)), most=50
    )
    place = {f.mention_id: n for n, f in enumerate(facts)}
    least = least_persons(len(facts), [(place[a.mention_id], place[b.mention_id]) for a, b, _ in proofs(facts)])
    assert least.low <= len(set(truth)) <= len(facts)


def who(store):
    persons(store)
    held = {}
    for row in store.query("person_links"):
        held.setdefault(row.person_id, []).append(row.mention_id)
    return {tuple(own): person for person, own in held.items()}


def test_through_random_updates_no_id_changes_for_a_person_whose_mentions_do_not(tmp_path, planted):
    accounts = plant(Scenario(persons=30, outlets=8, seed=9)).accounts
    chance = random.Random(1)
    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts[:12], day="2033-01-01T00:00:00Z")
        before, more, given = who(store), 12, []
        for step in range(24):
            what = chance.random()
            if what < 0.25:
                planted.fill(store, accounts[more : more + 1], day=f"2033-02-{step + 1:02d}T00:00:00Z")
                more += 1
            elif what < 0.8 or not given:
                pair = sorted(chance.sample(sorted(m for own in before for m in own), 2))
                said = "same" if chance.random() < 0.8 else "different"
                try:
                    given += [d.seq for d in judge(store, [Judgement(*pair, "Ada Lund", None, (), said)])]
                except JudgementsConflict:
                    continue
            else:
                withdraw(store, given.pop(), by="Ada Lund")
            after = who(store)
            assert all(after[own] == person for own, person in before.items() if own in after)
            before = after


def test_any_order_of_adding_and_judging_gives_the_same_persons(tmp_path, planted):
    accounts = list(plant(Scenario(persons=12, outlets=8, seed=3)).accounts)[:14]
    by_person = {}
    for account in accounts:
        for n, said in enumerate(account.mentions):
            by_person.setdefault(said.person, []).append(f"c{account.account}.m{n}")
    links = [tuple(sorted(p)) for own in by_person.values() for p in pairwise(own)]
    outcomes = []
    for turn in range(3):
        chance = random.Random(turn)
        with Store.create(tmp_path / str(turn)) as store:
            for n, account in enumerate(chance.sample(accounts, len(accounts))):
                planted.fill(store, [account], day=f"2033-01-{n + 1:02d}T00:00:00Z")
            judge(store, [Judgement(*p, "Ada Lund", None, (), "same") for p in chance.sample(links, len(links))])
            outcomes.append(set(who(store)))
    assert outcomes[0] == outcomes[1] == outcomes[2]
