"""Changes of a codebook are decisions; codings go along where that is safe, and are listed where it is not."""

from dataclasses import replace

import pytest

from recount import coding
from recount.errors import InputError, UnknownCode

HUNGRY = coding.Assignment("a.txt", "We were cold and we were hungry", "leave.push.living", person="Tala Reyes")
STOLE = coding.Assignment("b.txt", "The leaders stole from the poor box", "leave.push.conduct.corruption", "main")
WHY = "coders kept confusing them"


@pytest.fixture
def now(study, codebook):
    """The study's codebook as the log leaves it."""
    return lambda: coding.revised(codebook, study.decisions("codebook", "withdraw"))


@pytest.fixture
def changed(study, now):
    """Decides a change of the codebook as it stands."""
    return lambda op, before, after=(): coding.change(study, now(), op, before, after, why=WHY, by="R. Amsel")


def rows(study):
    return {r.code: r for r in study.query("codings_by_person")}


def test_a_renamed_code_takes_its_children_roll_ups_and_codings_along(study, codebook, now, changed):
    coding.assign(study, [STOLE], codebook=codebook, by="T. Brandvold")
    changed("rename", ["leave.push.conduct"], [{"code": "leave.push.chiefs", "label": "Bad leaders"}])
    book = now()
    assert book.version == f"{codebook.version}+1"
    assert book.digest != codebook.digest
    assert book.code("leave.push.chiefs").label == "Bad leaders"
    assert book.code("leave.push.chiefs.corruption").parent == "leave.push.chiefs"
    assert book.code("leave.push.conduct") is None
    grouped = {code for _, own in book.rollups for code in own}
    assert not any(code.startswith("leave.push.conduct") for code in grouped)
    done = coding.replay(study, book)
    assert done.adrift == ()
    row = rows(study)["leave.push.chiefs.corruption"]
    assert row.value == "main"
    assert coding.stale(study, book) == []


def test_a_coding_keeps_the_version_of_the_codebook_it_was_made_under(study, codebook, now, changed):
    (first,) = coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    changed("retire", ["leave.push.duties"])
    (second,) = coding.assign(study, [STOLE], codebook=now(), by="T. Brandvold")
    versions = [d.body["codebook_version"] for d in (first, second)]
    assert versions == [codebook.version, f"{codebook.version}+1"]
    held = coding.kept(study.decisions("codebook"))
    assert held[first.body["under"]]["leave.push.duties"]["definition"]
    assert "leave.push.duties" not in held[second.body["under"]]
    differ = coding.diff(held[first.body["under"]], held[second.body["under"]])
    assert [(one.code, one.what) for one in differ] == [("leave.push.duties", "removed")]


def test_merged_codes_carry_their_codings_and_list_them_until_somebody_confirms(study, codebook, now, changed):
    coding.assign(study, [HUNGRY, STOLE], codebook=codebook, by="T. Brandvold")
    merged = {"code": "leave.push.hardship", "label": "Hardship", "definition": "Living there was hard."}
    changed("merge", ["leave.push.living", "leave.push.duties"], [merged])
    book = now()
    coding.replay(study, book)
    assert "leave.push.hardship" in rows(study)
    (listed,) = coding.stale(study, book)
    assert (listed.code, listed.now) == ("leave.push.living", ("leave.push.hardship",))
    assert WHY in listed.why
    (again,) = coding.confirm(study, book, [listed.seq], by="R. Amsel")
    assert again.body["coder"] == "T. Brandvold"
    assert again.body["codebook_version"] == book.version
    assert coding.stale(study, book) == []
    coding.replay(study, book)
    assert len(rows(study)) == 2


def test_a_split_code_leaves_each_of_its_codings_to_be_coded_anew(study, codebook, now, changed):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    parts = [
        {"code": "leave.push.hunger", "label": "Hunger", "definition": "Food was short."},
        {"code": "leave.push.cold", "label": "Cold", "definition": "There was no heating."},
    ]
    changed("split", ["leave.push.living"], parts)
    book = now()
    done = coding.replay(study, book)
    assert [a.counted for a in done.adrift] == [True]
    (listed,) = coding.stale(study, book)
    assert listed.now == ("leave.push.hunger", "leave.push.cold")
    with pytest.raises(InputError, match=r"leave\.push\.hunger or leave\.push\.cold"):
        coding.confirm(study, book, [made.seq], by="R. Amsel")
    coding.assign(study, [replace(HUNGRY, code="leave.push.cold", instead=made.seq)], codebook=book, by="T. Brandvold")
    assert coding.stale(study, book) == []
    coding.replay(study, book)
    assert set(rows(study)) == {"leave.push.cold"}


def test_nobody_replaces_the_coding_of_another(study, codebook):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    for number, coder in ((made.seq, "J. Okell"), (9999, "T. Brandvold")):
        with pytest.raises(InputError, match="cannot take its place"):
            coding.assign(study, [replace(HUNGRY, value="main", instead=number)], codebook=codebook, by=coder)
    assert len(study.decisions("coding")) == 1


def test_a_code_split_into_parts_below_it_stays_above_them(study, changed, now):
    part = {"label": "A part", "definition": "One kind of it."}
    changed("split", ["leave.push.living"], [{"code": f"leave.push.living.{k}", **part} for k in ("food", "cold")])
    assert now().below("leave.push.living") == ("leave.push.living", "leave.push.living.food", "leave.push.living.cold")


def test_a_retired_code_counts_no_more_and_comes_back_when_the_change_is_withdrawn(study, codebook, now, changed):
    coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    decision = changed("retire", ["leave.push"])
    assert now().below("leave.push") == ()
    (listed,) = coding.stale(study, now())
    assert "leave.push.living is no longer" in listed.why or "retired" in listed.why
    with pytest.raises(UnknownCode):
        coding.assign(study, [HUNGRY], codebook=now(), by="J. Okell")
    study.decide("withdraw", [{"seq": decision.seq, "why": "too soon"}], by="R. Amsel")
    assert now() == codebook
    assert coding.stale(study, now()) == []


def test_a_definition_that_changed_in_the_file_puts_its_codings_on_the_worklist(study, codebook):
    (made,) = coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    codes = tuple(replace(c, definition="Only hunger.") if c.code == HUNGRY.code else c for c in codebook.codes)
    relabelled = tuple(replace(c, label="Life there") if c.code == HUNGRY.code else c for c in codebook.codes)
    (listed,) = coding.stale(study, replace(codebook, codes=codes, version="0.2.0"))
    assert listed.seq == made.seq
    assert "'Only hunger.'" in listed.why
    assert coding.stale(study, replace(codebook, codes=relabelled, version="0.2.0")) == []


@pytest.mark.parametrize(
    ("op", "before", "after", "error"),
    [
        ("rename", ["leave.push.livin"], [{"code": "x"}], UnknownCode),
        ("rename", ["leave.push.living"], [{"code": "leave.push.duties"}], InputError),
        ("rename", ["leave.push.living"], [{"code": "leave.shove.living"}], InputError),
        ("rename", ["leave.push.living"], [{"code": "Living!"}], InputError),
        ("merge", ["leave.push.living"], [{"code": "leave.push.living"}], InputError),
        ("merge", ["leave.push.living", "leave.push.duties"], [{"code": "leave.push.new"}], InputError),
        ("merge", ["leave.push.conduct", "leave.push.duties"], [{"code": "leave.push.duties"}], InputError),
        ("split", ["leave.push.living"], [{"code": "leave.push.a", "label": "A", "definition": "B"}], InputError),
        ("retire", ["leave.push.living"], [{"code": "leave.push.duties"}], InputError),
        ("burn", ["leave.push.living"], [], InputError),
    ],
)
def test_a_change_that_leaves_no_sound_codebook_is_refused_before_anything_is_stored(
    study, changed, op, before, after, error
):
    with pytest.raises(error):
        changed(op, before, after)
    assert study.decisions("codebook") == []


def test_a_change_without_a_reason_is_refused(study, codebook):
    with pytest.raises(InputError, match="reason"):
        coding.change(study, codebook, "retire", ["leave.push.living"], why=" ", by="R. Amsel")


def test_what_comes_of_a_restricted_code_is_restricted(study, codebook, now, changed):
    secret = next(c.code for c in codebook.codes if c.restricted and len(codebook.below(c.code)) == 1)
    part = {"label": "A part", "definition": "One kind of it."}
    changed("split", [secret], [{"code": f"{secret}_{k}", **part} for k in "ab"])
    assert now().code(f"{secret}_a").restricted
    changed("merge", [f"{secret}_a", f"{secret}_b"], [{"code": f"{secret}_ab", **part}])
    assert now().code(f"{secret}_ab").restricted


def test_changes_follow_each_other_and_a_coding_is_carried_through_all_of_them(study, codebook, now, changed):
    coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    changed("rename", ["leave.push.living"], [{"code": "leave.push.life"}])
    merged = {"code": "leave.push.days", "label": "Days", "definition": "What days were like."}
    changed("merge", ["leave.push.life", "leave.push.duties"], [merged])
    changed("rename", ["leave.push.days"], [{"code": "leave.push.daily"}])
    assert now().version.endswith("+3")
    coding.replay(study, now())
    assert set(rows(study)) == {"leave.push.daily"}
    coding.assign(study, [replace(HUNGRY, code="leave.push.daily", value="main")], codebook=now(), by="T. Brandvold")
    coding.replay(study, now())
    assert rows(study)["leave.push.daily"].value == "main"


def test_the_worklist_is_a_sheet_that_can_be_mended_and_entered(study, codebook, now, changed, tmp_path):
    from recount.coding.stale import worklist_csv

    coding.assign(study, [HUNGRY], codebook=codebook, by="T. Brandvold")
    parts = [{"code": f"leave.push.{k}", "label": k, "definition": f"It was {k}."} for k in ("hunger", "cold")]
    changed("split", ["leave.push.living"], parts)
    path = tmp_path / "worklist.csv"
    told = worklist_csv(study, coding.stale(study, now()))
    path.write_text(told.replace("leave.push.hunger|leave.push.cold", "leave.push.hunger"), encoding="utf-8")
    coding.assign(study, coding.read_codings(study, path), codebook=now(), by="T. Brandvold")
    assert coding.stale(study, now()) == []
    coding.replay(study, now())
    assert {(r.code, r.coder) for r in rows(study).values()} == {("leave.push.hunger", "T. Brandvold")}
