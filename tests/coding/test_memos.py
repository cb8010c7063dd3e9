"""Memos have a kind and a thing they are on, and stand in the log."""

import pytest

from recount import coding
from recount.errors import InputError

HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")


def test_memos_stand_on_codes_codings_accounts_and_the_study(study, codebook):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    on = ["leave.push.living", "attr.gender", str(made.seq), "a.txt", "study"]
    kinds = ["definition", "decision", "doubt", "method", "method"]
    for kind, where in zip(kinds, on, strict=True):
        coding.note(study, codebook, kind, f"on {where}", on=where, by="T. Brandvold")
    found = coding.memos(study, codebook, viewer="R. Amsel")
    assert [(m.kind, m.on, m.words) for m in found] == [(k, w, f"on {w}") for k, w in zip(kinds, on, strict=True)]
    assert [m.kind for m in coding.memos(study, codebook, viewer="R. Amsel", on="attr.gender")] == ["decision"]


@pytest.mark.parametrize(
    ("kind", "words", "on"),
    [("note", "x", "study"), ("doubt", " ", "study"), ("doubt", "x", "leave.push.livin"), ("doubt", "x", "999")],
)
def test_a_memo_of_no_kind_without_words_or_on_nothing_is_refused(study, codebook, kind, words, on):
    with pytest.raises(InputError):
        coding.note(study, codebook, kind, words, on=on, by="T. Brandvold")
    assert study.decisions("memo") == []


def test_a_memo_can_be_undone(study, codebook):
    coding.note(study, codebook, "doubt", "Is this so?", by="T. Brandvold")
    coding.undo(study, by="T. Brandvold")
    assert coding.memos(study, codebook, viewer="R. Amsel") == []
    coding.redo(study, by="T. Brandvold")
    assert [m.words for m in coding.memos(study, codebook, viewer="R. Amsel")] == ["Is this so?"]
