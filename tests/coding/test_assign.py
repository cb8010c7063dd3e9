import hashlib
from dataclasses import replace

import pytest

from recount import coding
from recount.errors import BadCodings, InputError, QuoteDiffers, QuotePlaceUnclear, UnknownCode
from recount.model import Capture, Metadata, Source, sha256_of
from recount.store import Store

BODIES = {
    "a.txt": (
        "Tala Reyes, 31, left the choir in May. “We were cold and we were hungry,” she said. "
        "Reyes and Ivo Brandt had joined together. They left at night. Brandt did not leave for money. They left at night."
    ),
    "b.txt": "Ines Duarte walked out of the choir. “The leaders stole from the poor box,” Duarte said.",
}
PERSONS = {"a.txt": ("Tala Reyes", "Ivo Brandt"), "b.txt": ("Ines Duarte",)}


def ids(origin):
    return hashlib.sha256(origin.encode()).hexdigest()[:32]


@pytest.fixture
def study(tmp_path):
    with Store.create(tmp_path / "study") as made:
        items = []
        for origin, body in BODIES.items():
            sha = made.keep(body.encode())
            at = "2032-05-01T00:00:00Z"
            capture = Capture(ids(origin), ids(origin), origin, "file", "text/plain", len(body), sha, at, "T")
            items.append((Source(ids(origin), Metadata()), capture))
        made.captured(items)
        read_as(made, BODIES, "1")
        yield made


def read_as(store, bodies, version):
    """Stand in for reading: texts, one story each, passages, persons by name."""
    from recount.model import Span
    from recount.text.parser import parse

    for origin, body in bodies.items():
        text_id = ids(origin)
        with store.run("read.texts", scope=text_id, version=version, inputs="x") as run:
            empty = dict.fromkeys(("title", "author", "publication", "address", "published_first", "published_last"))
            made = {
                "text_id": text_id,
                "capture_id": text_id,
                "sha256": sha256_of(body),
                "body": body,
                "language": "en",
            }
            rest = {"published_precise": False, "found": [], "blocks": [], "notes": [], "reader": "test"}
            run.add("text", [{**made, **empty, **rest}])
        story = {"story_id": f"{text_id}.0", "text_id": text_id}
        with store.run("read.stories", scope=text_id, version=version, inputs="x") as run:
            about = {"n": 0, "start": 0, "end_": len(body), "kind": "story"}
            run.add("story", [{**story, **about, "title": None, "belongs_to": None, "speaker": None}])
            for n, sentence in enumerate(parse(body).sents):
                place = {"start": sentence.start_char, "end_": sentence.end_char}
                run.add(
                    "passage",
                    [{"passage_id": f"{text_id}.0.p{n}", "story_id": f"{text_id}.0", "n": n, **place}],
                )
        with store.run("read.claims", scope=text_id, version=version, inputs="x") as run:
            for n, name in enumerate(p for p in PERSONS[origin] if p in body):
                places = [Span(body.index(name), body.index(name) + len(name))]
                told = {"name": name, "spellings": [name], "described_as": [], "is_case": True, "role": None}
                run.add(
                    "mention",
                    [{"mention_id": f"{text_id}.m{n}", **story, "n": n, **told, "naming": "named", "places": places}],
                )


@pytest.fixture
def codebook():
    return coding.load("exit-narratives")


HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")
STOLE = coding.Assignment("b.txt", "The leaders stole from the poor box", "leave.push.conduct.corruption", "main")


def rows(store):
    return [r for r in store.query("codings_by_person") if not r.coder.startswith("machine")]


def test_a_coding_enters_with_its_words_and_is_a_row_after_replay(study, codebook):
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


def test_words_around_a_repeat_or_its_place_tell_which_is_meant(study, codebook):
    body = BODIES["a.txt"]
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


def test_codings_are_laid_anew_on_a_better_reading_and_what_fits_no_more_is_said(study, codebook):
    coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="R. Amsel")
    coding.replay(study, codebook)
    better = {
        "a.txt": "HEADLINE\n" + BODIES["a.txt"].replace("“We were cold", '"We  were cold'),
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


def test_a_person_no_longer_told_of_is_reported_and_the_words_stay_coded(study, codebook):
    coding.assign(study, [HUNGRY], codebook=codebook, by="R. Amsel")
    read_as(study, {"a.txt": BODIES["a.txt"].replace("Tala Reyes, 31,", "A woman")}, "2")
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


def test_suggesting_again_looks_only_at_what_changed(study, codebook):
    assert coding.suggest(study, codebook) == 2
    assert coding.suggest(study, codebook) == 0
    before = study.digest_of("coding.suggest")
    read_as(study, {"b.txt": BODIES["b.txt"]}, "2")
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
