from dataclasses import replace

import pytest

from recount import coding
from recount.errors import BadCodings, InputError, QuoteDiffers, QuotePlaceUnclear, UnknownCode

HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")
STOLE = coding.Assignment("b.txt", "The leaders stole from the poor box", "leave.push.conduct.corruption", "main")


def rows(store):
    return [r for r in store.query("codings_by_person") if not r.coder.startswith("machine")]


def test_a_coding_enters_with_its_words_and_is_a_row_after_replay(study, codebook, ids):
    made = coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="R. Amsel")
    assert [d.body["code"] for d in made] == ["leave.push.living", "leave.push.conduct.corruption"]
    assert made[0].body["anchor"]["words"] == HUNGRY.words
    assert coding.replay(study, codebook) == coding.Replayed(2, ())
    found = {r.code: r for r in rows(study)}
    assert found["leave.push.living"].mention_id == f"{ids('a.txt')}.m0"
    assert found["leave.push.conduct.corruption"].value == "main"
    assert {r.verdict for r in found.values()} == {"accepted"}
    assert {r.coder for r in found.values()} == {"R. Amsel"}


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        (replace(HUNGRY, words="We were cold and we were not hungry"), QuoteDiffers),
        (replace(HUNGRY, words="They left at night"), QuotePlaceUnclear),
        (replace(HUNGRY, code="leave.push.weather"), UnknownCode),
        (replace(HUNGRY, value="maybe"), InputError),
        (replace(HUNGRY, capture="c.txt"), InputError),
        (replace(HUNGRY, person="Nora Quist"), InputError),
        (replace(HUNGRY, coder="machine:cues"), InputError),
    ],
)
def test_one_bad_coding_keeps_all_of_them_out(study, codebook, bad, error):
    before = study.decisions()
    with pytest.raises(error):
        coding.assign(study, [STOLE, bad], codebook=codebook, by="R. Amsel")
    assert study.decisions() == before


def test_words_around_a_repeat_or_its_place_tell_which_is_meant(study, codebook, bodies):
    body = bodies["a.txt"]
    second = body.rindex("They left at night")
    by_words = replace(HUNGRY, words="They left at night", code="exit.escape", prefix="for money. ")
    by_place = replace(by_words, prefix="", start=second, person="Ivo Brandt")
    for one in (by_words, by_place):
        (made,) = coding.assign(study, [one], codebook=codebook, by="R. Amsel")
        assert made.body["anchor"]["start"] == second


def test_a_later_coding_of_the_same_words_takes_the_place_of_the_earlier_one(study, codebook):
    coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    coding.assign(study, [replace(HUNGRY, value="main")], codebook=codebook, by="R. Amsel")
    coding.assign(study, [replace(HUNGRY, value="denied")], codebook=codebook, by="T. Brandvold")
    coding.replay(study, codebook)
    assert {(r.coder, r.value) for r in rows(study)} == {("R. Amsel", "main"), ("T. Brandvold", "denied")}


def test_a_withdrawn_coding_is_gone_and_comes_back_when_the_withdrawal_is_withdrawn(study, codebook):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    (undone,) = study.decide("withdraw", [{"seq": made.seq}], by="R. Amsel")
    coding.replay(study, codebook)
    assert rows(study) == []
    study.decide("withdraw", [{"seq": undone.seq}], by="R. Amsel")
    coding.replay(study, codebook)
    assert [r.code for r in rows(study)] == ["leave.push.living"]


def test_withdrawing_a_later_coding_brings_the_earlier_one_back(study, codebook):
    coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    (later,) = coding.assign(study, [replace(HUNGRY, value="main")], codebook=codebook, by="R. Amsel")
    study.decide("withdraw", [{"seq": later.seq}], by="R. Amsel")
    coding.replay(study, codebook)
    assert [r.value for r in rows(study)] == ["present"]


def test_codings_are_laid_anew_on_a_better_reading_and_what_fits_no_more_is_said(study, codebook, bodies, read_as):
    coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="R. Amsel")
    coding.replay(study, codebook)
    better = {
        "a.txt": "HEADLINE\n" + bodies["a.txt"].replace("“We were cold", '"We  were cold'),
        "b.txt": "Ines Duarte walked out of the choir.",
    }
    read_as(study, better, "2")
    done = coding.replay(study, codebook)
    (kept,) = rows(study)
    assert kept.start == better["a.txt"].index("We  were")
    assert done.rows == 1
    (lost,) = done.adrift
    assert "is not in the text" in lost.why
    assert not lost.counted


def test_a_person_no_longer_told_of_is_reported_and_the_words_stay_coded(study, codebook, bodies, read_as):
    coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    read_as(study, {"a.txt": bodies["a.txt"].replace("Tala Reyes, 31,", "A woman")}, "2")
    done = coding.replay(study, codebook)
    assert [a.counted for a in done.adrift] == [True]
    assert [r.mention_id for r in rows(study)] == [None]


def test_replaying_twice_changes_nothing(study, codebook):
    coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="R. Amsel")
    coding.replay(study, codebook)
    before = study.digest_of("coding.replay")
    coding.replay(study, codebook)
    assert study.digest_of("coding.replay") == before


def test_a_rejected_suggestion_says_so_and_an_untouched_one_has_no_verdict(study, codebook):
    coding.suggest(study, codebook)
    machine = [r for r in study.query("codings_by_person") if r.coder == "machine:cues"]
    assert machine
    assert {r.verdict for r in machine} == {None}
    one = machine[0]
    row = study.query("suggested_codings_of_text", text_id=one.text_id, coder="machine:cues")[0]
    no = coding.Assignment(one.text_id, row.words, row.code, coding.REJECTED, start=row.start)
    coding.assign(study, [no], codebook=codebook, by="R. Amsel")
    assert coding.suggest(study, codebook) == 1
    after = {r.coding_id: r.verdict for r in study.query("codings_by_person")}
    assert after[row.coding_id] == "rejected"
    assert list(after.values()).count(None) == len(machine) - 1


def test_suggesting_again_looks_only_at_what_changed(study, codebook, bodies, read_as):
    assert coding.suggest(study, codebook) == 2
    assert coding.suggest(study, codebook) == 0
    before = study.digest_of("coding.suggest")
    read_as(study, {"b.txt": bodies["b.txt"]}, "2")
    assert coding.suggest(study, codebook) == 1
    assert study.digest_of("coding.suggest") != ""
    assert len({r.coding_id for r in study.query("codings_by_person")}) > 0
    assert before != ""


def sheet(tmp_path, *lines):
    path = tmp_path / "codings.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_sheet_of_codings_is_read_and_entered(study, codebook, tmp_path):
    path = sheet(
        tmp_path,
        "capture,words,code,value,person,coder,prefix,suffix",
        'a.txt,"We were cold and we were hungry",leave.push.living,main,Tala Reyes,T. Brandvold,,',
        "b.txt,The leaders stole from the poor box,leave.push.conduct.corruption,,Ines Duarte,,,",
    )
    coding.assign(study, coding.read_codings(study, path), codebook=codebook, by="R. Amsel")
    coding.replay(study, codebook)
    assert {(r.coder, r.value) for r in rows(study)} == {("T. Brandvold", "main"), ("R. Amsel", "present")}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("c.txt,We were cold,leave.push.living,,,,,", "no capture 'c.txt'"),
        ("a.txt,,leave.push.living,,,,,", "no words"),
        ("a.txt,We were cold,leave.push.living,perhaps,,,,", "'perhaps' is no value"),
        ("a.txt,We were cold,leave.push.living", "cells than columns"),
        ("a.txt,We were warm and we were hungry,leave.push.living,,,,,", "is not in the text"),
        ("a.txt,We were cold,leave.push.livin,,,,,", "did you mean 'leave.push.living'"),
        ("a.txt,They left at night,exit.escape,,,,,", "2 times"),
        ("a.txt,We were cold,leave.push.living,,Nora Quist,,,", "no person is told of as 'Nora Quist'"),
    ],
)
def test_a_bad_row_is_named_with_file_and_line_before_anything_is_stored(study, codebook, tmp_path, line, what):
    path = sheet(
        tmp_path,
        "capture,words,code,value,person,coder,prefix,suffix",
        "b.txt,The leaders stole from the poor box,leave.push.conduct.corruption,,,,,",
        line,
    )
    before = study.decisions()
    with pytest.raises(BadCodings) as error:
        coding.assign(study, coding.read_codings(study, path), codebook=codebook, by="R. Amsel")
    assert str(error.value).startswith(f"{path}, line 3: ")
    assert what in str(error.value)
    assert study.decisions() == before


def test_a_sheet_without_a_needed_column_or_with_a_strange_one_is_refused(study, tmp_path):
    with pytest.raises(BadCodings, match="no column 'words'"):
        coding.read_codings(study, sheet(tmp_path, "capture,code", "a.txt,leave"))
    with pytest.raises(BadCodings, match="unknown column 'colour'"):
        coding.read_codings(study, sheet(tmp_path, "capture,words,code,colour", "a.txt,x,leave,red"))
