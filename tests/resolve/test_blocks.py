import pytest

from recount.model import Judgement
from recount.resolve import adrift, blocks, judge, persons, suggest, weighed
from recount.simulate import Scenario, plant
from recount.store import Store

FEW = 10  # mentions from which on a study is compared in blocks, here


@pytest.fixture(scope="module")
def accounts():
    return plant(Scenario(persons=60, outlets=12, seed=6)).accounts


def outcome(store):
    suggest(store, at_once=FEW)
    judged = [tuple(row)[1:] for row in store.query("judgements_open")]
    return judged, [tuple(row) for row in store.query("judgements_proved")]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 20)


def test_a_study_that_grew_has_the_same_suggestions_as_one_read_in_one_go(tmp_path, accounts, planted):
    with Store.create(tmp_path / "grew") as grew, Store.create(tmp_path / "whole") as whole:
        planted.fill(grew, accounts[:60], day="2033-01-01T00:00:00Z")
        suggest(grew, at_once=FEW)
        for store in (grew, whole):
            if store is whole:
                planted.fill(store, accounts[:60], day="2033-01-01T00:00:00Z")
            planted.fill(store, accounts[60:75], day="2033-02-01T00:00:00Z")
        assert outcome(grew) == outcome(whole)
        assert outcome(grew)[0]


def test_what_is_added_touches_no_block_that_is_full(tmp_path, accounts, planted):
    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts[:60], day="2033-01-01T00:00:00Z")
        suggest(store, at_once=FEW)
        before = {row.scope: row.run_id for row in store.query("runs_standing", step="resolve.suggest")}
        planted.fill(store, accounts[60:65], day="2033-02-01T00:00:00Z")
        suggest(store, at_once=FEW)
        after = {row.scope: row.run_id for row in store.query("runs_standing", step="resolve.suggest")}
        assert len(before) > 1
        assert [scope for scope in before if after[scope] != before[scope]] == [max(before)]
        assert suggest(store, at_once=FEW).done


def test_nearly_all_that_is_suggested_at_once_is_suggested_in_blocks(tmp_path, accounts, planted):
    with Store.create(tmp_path / "blocks") as parted, Store.create(tmp_path / "once") as once:
        for store in (parted, once):
            planted.fill(store, accounts[:90], day="2033-01-01T00:00:00Z")
        suggest(parted, at_once=FEW)
        suggest(once)
        found = {(r.left_id, r.right_id) for r in parted.query("judgements_open")}
        wanted = {(r.left_id, r.right_id) for r in once.query("judgements_open") if r.score > 0.9}
        assert len(found & wanted) >= 0.95 * len(wanted) > 20


def test_a_study_grown_past_the_bound_keeps_no_suggestion_twice(tmp_path, accounts, planted):
    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts[:40], day="2033-01-01T00:00:00Z")
        suggest(store)
        suggest(store, at_once=FEW)
        pairs = [(r.left_id, r.right_id) for r in store.query("judgements_scored")]
        assert len(pairs) == len(set(pairs)) > 0
        suggest(store)
        assert [(r.left_id, r.right_id) for r in store.query("judgements_scored")]


def test_no_judgement_is_lost_when_accounts_are_added(store, accounts, planted):
    planted.fill(store, accounts[:50], day="2033-01-01T00:00:00Z")
    suggest(store, at_once=FEW)
    pairs = [(r.left_id, r.right_id) for r in store.query("judgements_scored")][:5]
    made = judge(store, [Judgement(*p, "Ada Lund", None, (), "same") for p in pairs])
    planted.fill(store, accounts[50:60], day="2033-02-01T00:00:00Z")
    suggest(store, at_once=FEW)
    persons(store)
    assert {row.seq for row in store.query("judgements_given") if row.seq} == {d.seq for d in made}
    assert adrift(store) == []


def test_weights_are_learnt_anew_when_there_are_twice_as_many_and_stand_when_accounts_are_added(
    tmp_path, accounts, planted
):
    def learnt(store):
        suggest(store, at_once=FEW)
        return {row.scope: row.run_id for row in store.query("runs_standing", step="resolve.weights")}

    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts[:60], day="2033-01-01T00:00:00Z")
        before = learnt(store)
        mentions = len(store.query("mentions_listed"))
        wanted = [n for n in (10, 20, 40, 80, 160) if n <= max(FEW, (mentions - 1) // 20 * 20)]
        assert sorted(before) == [f"first {n:07d}" for n in wanted]
        planted.fill(store, accounts[60:120], day="2033-02-01T00:00:00Z")
        after = learnt(store)
        assert before.items() < after.items()
        suggest(store)
        assert {row.mentions for row in store.query("weights")} == {len(store.query("mentions_listed"))}
        for step in ("resolve.weights", "resolve.suggest"):
            assert [row.scope for row in store.query("runs_standing", step=step)] == ["study"]


def test_the_steps_of_a_pair_are_those_of_its_suggestion_however_much_was_added_since(tmp_path, accounts, planted):
    with Store.create(tmp_path / "study") as store:
        planted.fill(store, accounts[:60], day="2033-01-01T00:00:00Z")
        suggest(store, at_once=FEW)
        persons(store)
        scored = store.query("judgements_scored")
        assert scored
        for row in scored[:20]:
            found = weighed(store, row.left_id, row.right_id)
            assert found.probability == row.score
            assert found.steps[-1].so_far == pytest.approx(sum(step.bits for step in found.steps), abs=0.1)
