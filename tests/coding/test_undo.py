"""Undo and redo are decisions like any other: nothing leaves the log, and what stands is what a plain list would hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount import coding
from recount.coding.undo import history
from recount.errors import InputError
from recount.model import Decision, standing

HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")
STOLE = coding.Assignment("b.txt", "The leaders stole from the poor box", "leave.push.conduct.corruption", "main")


def codes(study, codebook):
    coding.replay(study, codebook)
    return {r.code for r in study.query("codings_by_person")}


def test_a_sheet_is_undone_and_redone_as_a_whole_and_the_log_keeps_all_of_it(study, codebook):
    coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="R. Amsel")
    before = study.decisions()
    coding.undo(study, by="R. Amsel")
    assert codes(study, codebook) == set()
    coding.redo(study, by="R. Amsel")
    assert codes(study, codebook) == {HUNGRY.code, STOLE.code}
    assert study.decisions()[: len(before)] == before
    assert len(study.decisions("withdraw")) == 4


def test_each_undoes_her_own_acts_and_a_new_act_ends_what_can_be_redone(study, codebook):
    coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    coding.assign(study, [STOLE], codebook=codebook, by="T. Brandvold")
    coding.undo(study, by="R. Amsel")
    assert codes(study, codebook) == {STOLE.code}
    with pytest.raises(InputError, match="nothing to undo"):
        coding.undo(study, by="R. Amsel")
    with pytest.raises(InputError, match="nothing to redo"):
        coding.redo(study, by="T. Brandvold")
    coding.note(study, codebook, "doubt", "Is this hunger?", on="leave.push.living", by="R. Amsel")
    with pytest.raises(InputError, match="nothing to redo"):
        coding.redo(study, by="R. Amsel")


def test_undo_works_in_a_later_session(tmp_path, studied, bodies, codebook):
    from recount.store import Store

    first = studied(bodies, {"a.txt": ("Tala Reyes", "Ivo Brandt"), "b.txt": ("Ines Duarte",)})
    coding.assign(first, [HUNGRY], codebook=codebook, by="R. Amsel")
    first.close()
    with Store.open(tmp_path / "study") as second:
        coding.undo(second, by="R. Amsel")
        assert codes(second, codebook) == set()
    with Store.open(tmp_path / "study") as third:
        coding.redo(third, by="R. Amsel")
        assert codes(third, codebook) == {HUNGRY.code}


def test_what_was_withdrawn_by_hand_is_not_undone_again(study, codebook):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    study.decide("withdraw", [{"seq": made.seq, "why": "a slip"}], by="T. Brandvold")
    with pytest.raises(InputError, match="nothing to undo"):
        coding.undo(study, by="R. Amsel")


class Log:
    """A log without a store."""

    def __init__(self):
        self.made = []

    def decide(self, kind, bodies, *, by):
        new = []
        for body in bodies:
            new.append(Decision(len(self.made) + 1, "", by, kind, body, "", ""))
            self.made.append(new[-1])
        return new

    def decisions(self, *kinds):
        return [d for d in self.made if d.kind in kinds]


@given(st.lists(st.one_of(st.just("undo"), st.just("redo"), st.integers(1, 3)), max_size=25))
def test_any_run_of_acts_undos_and_redos_leaves_what_a_plain_list_would(steps):
    log, acts, undone = Log(), [], []
    for step in steps:
        if step == "undo" and acts:
            coding.undo(log, by="A")
            undone.append(acts.pop())
        elif step == "redo" and undone:
            coding.redo(log, by="A")
            acts.append(undone.pop())
        elif isinstance(step, int):
            rows = [{"row": n + 1, "rows": step} for n in range(step)]
            acts.append(tuple(d.seq for d in log.decide("coding", rows, by="A")))
            undone.clear()
        log.decide("coding", [{}], by="B")  # another person's acts change nothing
    mine = [d.seq for d in standing(log.made) if d.by == "A"]
    assert mine == sorted(seq for act in acts for seq in act)
    found, back = history(log.made, "A")
    assert found == acts
    assert [act for act, _ in back] == undone
