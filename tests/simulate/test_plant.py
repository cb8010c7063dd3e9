import hashlib
from collections import Counter
from datetime import date

import pytest

from recount.errors import FolderNotEmpty, InputError
from recount.simulate import Scenario, plant, truth, write_study
from recount.simulate.chance import Chance
from recount.simulate.outlets import LAST


def digest(folder):
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes())
    return whole.hexdigest()


def test_a_seed_fixes_every_byte(tmp_path):
    write_study(plant(Scenario(persons=25, seed=7)), tmp_path / "planted")
    # Sameness on every machine: written down once; a change of what is planted changes it on purpose.
    assert digest(tmp_path / "planted") == "1c2884dedc5a3328704417bed76f48612ba2c84e1670e64db06d276c7abc1cf1"


def test_another_seed_plants_another_study():
    assert plant(Scenario(persons=10, seed=1)).persons != plant(Scenario(persons=10, seed=2)).persons


def test_a_larger_population_begins_with_the_smaller_one():
    assert (
        plant(Scenario(persons=30, seed=3, hoax=False)).persons[:10]
        == plant(Scenario(persons=10, seed=3, hoax=False)).persons
    )


@pytest.fixture(scope="module")
def planted():
    return plant(Scenario(persons=80, seed=5))


def test_what_is_told_is_true_unless_it_is_said_to_be_wrong(planted):
    people = {p.person: p for p in planted.persons}
    wrong = right = 0
    for said in planted.mentions:
        person = people[said.person]
        for feature in ("gender", "origin", "place", "work", "role"):
            if feature in said.told:
                assert (said.told[feature] == getattr(person, feature)) is (feature not in said.wrong)
                wrong, right = wrong + (feature in said.wrong), right + (feature not in said.wrong)
    assert 0 < wrong / (wrong + right) < 0.06


def test_no_account_tells_of_somebody_who_has_not_left(planted):
    people = {p.person: p for p in planted.persons}
    for account in planted.accounts:
        assert all(people[said.person].left < account.published for said in account.mentions)
        assert account.published <= max(LAST, date(2034, 1, 1))


def test_a_copy_comes_after_what_it_copies_and_tells_the_same(planted):
    by_name = {a.account: a for a in planted.accounts}
    copies = [a for a in planted.accounts if a.copy_of]
    assert copies
    for copy in copies:
        first = by_name[copy.copy_of]
        assert first.published <= copy.published
        assert first.outlet != copy.outlet
        assert [(m.person, m.told, m.name) for m in first.mentions] == [
            (m.person, m.told, m.name) for m in copy.mentions
        ]


def test_nobody_stands_twice_in_one_account(planted):
    assert all(len({m.person for m in a.mentions}) == len(a.mentions) for a in planted.accounts)


def test_a_fabricator_is_one_person_under_two_names_and_no_real_one(planted):
    made_up = [a for a in planted.accounts if a.hoax]
    names = Counter(m.person for a in made_up for m in a.mentions)
    assert sorted(names.values()) == [1, 2]
    assert all(not p.real for p in planted.persons if p.person in names)
    assert len({m.name for a in made_up for m in a.mentions}) == 3


def test_the_histories_count_independent_accounts_and_leave_the_hidden_at_zero(planted):
    histories = planted.histories()
    assert len(histories) == 80
    assert sum(map(sum, histories.values())) == sum(
        len(a.mentions) for a in planted.accounts if not a.copy_of and not a.hoax
    )
    told = {m.person for m in planted.mentions}
    assert {p for p, h in histories.items() if sum(h)} == {p for p in told if p in histories}
    assert any(not sum(h) for h in histories.values())


@pytest.mark.parametrize(
    ("setting", "low", "high"), [("anonymous", 0.45, 0.75), ("copying", 1.2, 1.8), ("missing", 0.5, 0.7)]
)
def test_shares_are_about_what_was_asked_for(setting, low, high):
    planted = plant(Scenario(persons=150, seed=2, **{setting: 0.6}))
    mentions = planted.mentions
    found = {
        "anonymous": sum(m.name is None for m in mentions) / len(mentions),
        "copying": sum(a.copy_of is not None for a in planted.accounts)
        / sum(a.copy_of is None for a in planted.accounts),
        "missing": 1 - sum("role" in m.told for m in mentions) / len(mentions),
    }
    assert low < found[setting] < high


def on(planted):
    """Persons on the lists of the national and of the regional family, and on both."""
    place = {name: n for n, name in enumerate(planted.families)}
    rows = [(h[place["national"]] > 0, h[place["regional"]] > 0) for h in planted.histories().values()]
    return sum(n for n, _ in rows), sum(r for _, r in rows), sum(n and r for n, r in rows)


def test_lists_that_follow_or_avoid_each_other_share_more_or_fewer_persons():
    about = {"persons": 400, "seed": 3, "overlap": 0.0}
    national, _, both = on(plant(Scenario(**about)))
    follows, avoids = on(plant(Scenario(**about, follows=1.0))), on(plant(Scenario(**about, avoids=1.0)))
    assert follows[0] == follows[2] == national
    assert avoids[0] == national
    assert avoids[2] == 0 < both


def test_who_can_be_told_of_only_once_is_and_the_truth_names_them():
    planted = plant(Scenario(persons=300, seed=3, overlap=0.6, once=0.5, hoax=False))
    histories, once = planted.histories(), {p.person for p in planted.persons if p.once}
    assert 0.4 < len(once) / 300 < 0.6
    assert max(sum(histories[p]) for p in once) == 1
    assert max(sum(h) for p, h in histories.items() if p not in once) > 1


def test_persons_all_alike_are_told_of_more_evenly_than_persons_who_differ():
    def spread(uneven):
        counts = [sum(h) for h in plant(Scenario(persons=400, seed=3, overlap=0.0, uneven=uneven)).histories().values()]
        mean = sum(counts) / len(counts)
        return sum((c - mean) ** 2 for c in counts) / len(counts) / mean

    assert spread(0.0) < spread(1.0) < spread(3.0)


def test_every_place_in_the_gold_holds_the_words(tmp_path):
    import csv

    write_study(plant(Scenario(persons=30, seed=4)), tmp_path / "planted")
    rows = list(csv.DictReader((tmp_path / "planted" / "mentions.csv").open(encoding="utf-8", newline="")))
    assert rows
    for row in rows:
        text = (tmp_path / "planted" / "accounts" / row["file"]).read_text(encoding="utf-8")
        assert text[int(row["start"]) : int(row["end"])] == row["words"]
    gold = {row["mention"] for row in rows}
    assert gold == {m["mention"] for a in truth(plant(Scenario(persons=30, seed=4)))["accounts"] for m in a["mentions"]}


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        write_study(plant(Scenario(persons=3)), tmp_path)


@pytest.mark.parametrize(
    "wrong", [{"persons": 0}, {"anonymous": 1.5}, {"delay_days": -1}, {"reach": -0.1}, {"follows": 2}, {"uneven": -1}]
)
def test_a_scenario_that_cannot_be_is_refused(wrong):
    with pytest.raises(InputError):
        Scenario(**wrong)


def test_chance_falls_the_same_way_for_ever():
    chance = Chance("a", 1)
    assert [chance.below(1000) for _ in range(3)] + [chance.of("abc"), chance.wait(5)] == [548, 302, 834, "a", 12]
    assert sorted(chance.order(range(9))) == list(range(9))
