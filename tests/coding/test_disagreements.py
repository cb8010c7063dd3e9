"""Disagreements of blind coders queue; a third person settles with a reason; what the coders said stays."""

from dataclasses import replace

import pytest

from recount import coding
from recount.errors import InputError, QuoteDiffers

ONE, TWO, THIRD = "T. Brandvold", "J. Okell", "R. Amsel"
HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")
MONEY = coding.Assignment(
    "a.txt", "Brandt did not leave for money", "leave.pull.incentive", "denied", person="Ivo Brandt"
)
NIGHT = coding.Assignment("a.txt", "They left at night", "exit.escape", person="Ivo Brandt", prefix="together. ")


@pytest.fixture
def coded(study, codebook):
    """Both coded one story: they agree on one thing, differ in degree on another and on whether a third is there."""
    coding.plan(study, [coding.Share("a.txt", (ONE, TWO))], by=THIRD)
    coding.assign(study, [HUNGRY, MONEY, NIGHT], codebook=codebook, by=ONE)
    coding.assign(study, [replace(HUNGRY, value="main"), MONEY], codebook=codebook, by=TWO)
    for coder in (ONE, TWO):
        coding.finish(study, [1], coder=coder)
    return study


def verdicts(study):
    return {(r.coder, r.code): (r.value, r.verdict) for r in study.query("codings_by_person")}


def test_coders_who_differ_in_value_or_by_silence_are_listed_and_those_who_agree_are_not(coded, codebook):
    found = coding.disagreements(coded, codebook)
    assert [(d.no, d.key[2], dict(d.said), d.person) for d in found] == [
        ("1.1", "leave.push.living", {ONE: "present", TWO: "main"}, "Tala Reyes"),
        ("1.2", "exit.escape", {ONE: "present", TWO: "not_mentioned"}, "Ivo Brandt"),
    ]


def test_what_only_one_coder_saw_is_disputed_and_a_difference_of_degree_is_not(coded, codebook):
    coding.replay(coded, codebook)
    told = verdicts(coded)
    assert told[ONE, "exit.escape"] == ("present", "disputed")
    assert told[ONE, "leave.push.living"] == ("present", "accepted")
    assert told[TWO, "leave.push.living"] == ("main", "accepted")


def test_a_third_person_settles_with_a_reason_and_both_originals_stay(coded, codebook):
    before = coded.decisions("coding")
    given = [
        coding.Verdict("1.1", "main", "She names nothing else."),
        coding.Verdict("1.2", "not_mentioned", "They walked out; nobody was kept."),
    ]
    coding.settle(coded, codebook, given, by=THIRD)
    coding.replay(coded, codebook)
    told = verdicts(coded)
    assert told[THIRD, "leave.push.living"] == ("main", "accepted")
    assert (THIRD, "exit.escape") not in told
    assert told[ONE, "leave.push.living"][1] == told[TWO, "leave.push.living"][1] == "superseded"
    assert told[ONE, "exit.escape"][1] == "superseded"
    assert coded.decisions("coding") == before
    assert [d.settled.value for d in coding.disagreements(coded, codebook)] == ["main", "not_mentioned"]


def test_a_settlement_can_be_taken_back_and_the_disagreement_is_open_again(coded, codebook):
    (made,) = coding.settle(coded, codebook, [coding.Verdict("1.2", "present", "At night, unseen.")], by=THIRD)
    coding.undo(coded, by=THIRD)
    coding.replay(coded, codebook)
    assert verdicts(coded)[ONE, "exit.escape"][1] == "disputed"
    assert coding.disagreements(coded, codebook)[1].settled is None
    assert made.kind == "settle"


@pytest.mark.parametrize(
    ("verdict", "by", "error"),
    [
        (coding.Verdict("1.1", "main", "Mine is right."), ONE, InputError),
        (coding.Verdict("1.1", "main", "  "), THIRD, InputError),
        (coding.Verdict("1.9", "main", "So."), THIRD, InputError),
        (coding.Verdict("1.1", "maybe", "So."), THIRD, InputError),
        (coding.Verdict("1.1", "main", "So.", "We were warm and we were hungry"), THIRD, QuoteDiffers),
    ],
)
def test_a_settlement_that_cannot_stand_is_refused(coded, codebook, verdict, by, error):
    with pytest.raises(error):
        coding.settle(coded, codebook, [coding.Verdict("1.2", "present", "Good."), verdict], by=by)
    assert coded.decisions("settle") == []


def test_a_settlement_may_rest_on_words_of_its_own(coded, codebook):
    coding.settle(
        coded, codebook, [coding.Verdict("1.1", "main", "Hunger is what she says.", "we were hungry")], by=THIRD
    )
    coding.replay(coded, codebook)
    row = next(r for r in coded.query("evidence_of_codings") if r.coder == THIRD)
    assert row.words == "we were hungry"
    assert row.why == "settled: Hunger is what she says."


def test_what_is_coded_after_all_are_done_counts_but_is_not_blind(coded, codebook):
    coding.assign(coded, [NIGHT], codebook=codebook, by=TWO)
    withdrawn = next(
        d.seq for d in coded.decisions("coding") if d.by == ONE and d.body["code"] == "leave.pull.incentive"
    )
    coded.decide("withdraw", [{"seq": withdrawn, "why": "on second thought"}], by=ONE)
    coding.replay(coded, codebook)
    assert (TWO, "exit.escape") in verdicts(coded)
    assert (ONE, "leave.pull.incentive") not in verdicts(coded)
    # What the coders had said when the last of them was done is what is compared.
    assert [d.key[2] for d in coding.disagreements(coded, codebook)] == ["leave.push.living", "exit.escape"]
    found = coding.agreement(coded, codebook, unit="story", draws=0)
    assert {row.code: row.differing for row in found.codes} == {
        "leave.push.living": 1,
        "leave.pull.incentive": 0,
        "exit.escape": 1,
    }


def test_a_coding_withdrawn_while_blind_was_never_said(study, codebook):
    coding.plan(study, [coding.Share("a.txt", (ONE, TWO))], by=THIRD)
    coding.assign(study, [HUNGRY], codebook=codebook, by=ONE)
    coding.undo(study, by=ONE)
    for coder in (ONE, TWO):
        coding.finish(study, [1], coder=coder)
    assert coding.disagreements(study, codebook) == []


def test_attributes_of_one_person_are_compared_as_well(study, codebook):
    coding.plan(study, [coding.Share("a.txt", (ONE, TWO))], by=THIRD)
    status = coding.Assignment("a.txt", "left the choir in May", "attr.status_now", "free", person="Tala Reyes")
    coding.assign(study, [status], codebook=codebook, by=ONE)
    coding.assign(study, [replace(status, value="unknown")], codebook=codebook, by=TWO)
    for coder in (ONE, TWO):
        coding.finish(study, [1], coder=coder)
    (found,) = coding.disagreements(study, codebook)
    assert dict(found.said) == {ONE: "free", TWO: "unknown"}
    coding.settle(study, codebook, [coding.Verdict("1.1", "free", "She left; nobody holds her.")], by=THIRD)
    coding.replay(study, codebook)
    assert verdicts(study)[THIRD, "attr.status_now"] == ("free", "accepted")


def test_sheets_of_plans_and_settlements_name_their_faults_with_the_line(coded, codebook, tmp_path):
    from recount.errors import BadCodings

    path = tmp_path / "sheet.csv"
    path.write_text("capture,coders\na.txt,T. Brandvold; T. Brandvold\n", encoding="utf-8")
    with pytest.raises(BadCodings, match="line 2"):
        coding.read_plan(path)
    path.write_text("capture,coders,opening\na.txt,T. Brandvold;J. Okell,Tala\n", encoding="utf-8")
    assert coding.read_plan(path) == [coding.Share("a.txt", (ONE, TWO), "Tala")]
    listed = coding.disagreements(coded, codebook)
    path.write_text("capture,code,person,value,why\na.txt,exit.escape,ivo  brandt,present,At night\n", encoding="utf-8")
    (verdict,) = coding.read_verdicts(path, listed)
    assert (verdict.no, verdict.value) == ("1.2", "present")
    path.write_text("capture,code,person,value,why\na.txt,exit.escape,Tala Reyes,present,At night\n", encoding="utf-8")
    with pytest.raises(BadCodings, match="0 disagreements"):
        coding.read_verdicts(path, listed)
