"""The commands of coding on the invented study: agreement as the reference package has it, and blindness kept."""

import csv
import json
from importlib.resources import files

import numpy as np
import pytest

DEMO = files("recount") / "demo"
ONE, TWO = "T. Brandvold", "J. Okell"
PAGE = "accounts/21-herald-upland-page.txt"  # three stories: of Amira Trabelsi, of Rosa Tamblyn, and one of neither
VALUES = ("not_mentioned", "unclear", "denied", "present", "main")  # a later one outweighs an earlier one


def sheet(name):
    return list(csv.DictReader((DEMO / name).read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def said():
    """What each coder says of each code in each story that both coded, straight from the sheets: code -> [2, stories]."""
    twice = [row["capture"] for row in sheet("plan.csv") if ";" in row["coders"]]
    stories = [(origin, person) for origin in twice for person in (("Amira", "Rosa", "") if origin == PAGE else ("",))]
    given = {}
    for row in sheet("codings.csv"):
        if row["capture"] in twice:
            story = (row["capture"], row["person"].split()[0] if row["capture"] == PAGE else "")
            cell = given.setdefault(row["code"], {})
            key = (row["coder"], story)
            cell[key] = max(cell.get(key, 0), VALUES.index(row["value"]))
    return {
        code: np.array([[cell.get((coder, story), 0) for story in stories] for coder in (ONE, TWO)])
        for code, cell in given.items()
    }


@pytest.fixture(scope="module")
def told(demo, command):
    """What the command says, by story."""
    done = command("agreement", demo, "--unit", "story", "--draws", "50", "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def alphas(told):
    return {
        row["code"]: next(c["value"] for c in row["coefficients"] if "nominal" in c["name"]) for row in told["codes"]
    }


def test_agreement_on_the_planted_double_coding_equals_the_reference_package(told, said):
    krippendorff = pytest.importorskip("krippendorff", reason="the reference package comes with the extra [bench]")
    found = alphas(told)
    assert set(found) == set(said)
    assert len(found) >= 50
    for code, cells in said.items():
        wanted = krippendorff.alpha(reliability_data=cells, level_of_measurement="nominal")
        assert found[code] == pytest.approx(wanted, abs=1e-6), code


# As `krippendorff` 0.9.0 computed them from the sheets on 2026-11-25.
RECORDED = {
    "leave.push.living": 0.610051993067591,
    "leave.pull.family": 0.8185483870967742,
    "barrier.reprisal": 0.7794117647058824,
    "exit.trigger": -0.04651162790697683,
    "join.protect": 1.0,
}


@pytest.mark.parametrize("code", sorted(RECORDED))
def test_agreement_is_what_the_reference_package_was_recorded_to_say(told, code):
    assert alphas(told)[code] == pytest.approx(RECORDED[code], abs=1e-6)


def test_prevalence_and_differing_stories_are_those_of_the_sheets(told, said):
    for row in told["codes"]:
        cells = said[row["code"]]
        assert row["units"] == cells.shape[1]
        assert row["differing"] == int((cells[0] != cells[1]).sum())
        assert row["prevalence"] == pytest.approx((cells >= VALUES.index("present")).mean())


def test_every_coefficient_has_a_value_or_a_reason(told):
    rows = [*told["codes"], *told["attributes"], told["sets"]]
    coefficients = [c for row in rows for c in row["coefficients"]]
    assert coefficients
    assert all(c["value"] is not None or c["reason"] for c in coefficients)
    assert all(c["by_story"] is not None or c["reason"] for c in coefficients)
    assert all(s["alpha"] is not None or s["reason"] for s in told["spans"])
    assert told["formulas"]["masi"] != told["formulas"]["masi_product"]


def test_agreement_of_attributes_is_compared_by_person(demo, command):
    done = command("agreement", demo, "--draws", "0", "--json")
    told = {row["code"]: row for row in json.loads(done.out)["attributes"]}
    assert set(told) == {"attr.origin_country", "attr.status_now"}
    assert told["attr.status_now"]["differing"] == 2


@pytest.mark.parametrize("unit", ["person", "story", "sentence"])
def test_the_table_for_people_names_units_codes_and_reasons(demo, command, unit):
    done = command("agreement", demo, "--unit", unit, "--draws", "20")
    assert done.code == 0, done.err
    assert f"units: {unit}s" in done.out
    assert "leave.push.living" in done.out
    assert "1 - J x M" in done.out


def test_the_queue_holds_what_the_analyst_left_open(demo, command):
    queue = json.loads(command("disagreements", demo, "--json").out)
    every = json.loads(command("disagreements", demo, "--all", "--json").out)
    assert len(every) - len(queue) == len(sheet("settled.csv"))
    assert 1 <= len(queue) <= 6
    assert all(one["settled"]["why"] for one in every if one["settled"])


# --- a study of three accounts, coded by two


@pytest.fixture
def coded(study, command, tmp_path):
    """Both coders are dealt the three accounts; one has coded and is done."""
    assert command("plan", study, "--coder", ONE, "--coder", TWO, "--share", "1", "--by", "R. Amsel").code == 0
    path = tmp_path / "codings.csv"
    words = "I could not watch that and go back to fixing air conditioners."
    origin = next(r for r in json.loads(command("plan", study, "--json").out)["stories"] if "01-" in r["origin"])[
        "origin"
    ]
    path.write_text(
        f'capture,words,code,value,person\n{origin},"{words}",join.protect,main,Youssef Ben Amor\n', "utf-8"
    )
    assert command("assign", study, path, "--by", ONE).code == 0
    numbers = [r["no"] for r in json.loads(command("plan", study, "--json").out)["stories"]]
    assert command("done", study, *numbers, "--by", ONE).code == 0
    return study, numbers


def test_no_command_shows_a_coder_what_the_other_coded_before_both_are_done(coded, command):
    study, numbers = coded
    assert command("run", study).code == 0
    words = "I could not watch that"
    looks = [
        ("log", study, "--by", TWO),
        ("log", study, "--kind", "coding", "--by", TWO, "--json"),
        ("disagreements", study, "--all"),
        ("agreement", study),
        ("values", study),
        ("memos", study, "--by", TWO),
        ("codebook", "stale", study, "--by", TWO),
        ("why", study, "join.protect", "--json"),
    ]
    for look in looks:
        said = command(*look)
        assert said.code == 0, said.err
        assert look[0] == "why" or "join.protect" not in said.out, look
        assert look[0] == "why" or words not in said.out, look
    opened = json.loads(command("why", study, "join.protect", "--json").out)["rows"]
    assert all("machine" in dict(row["evidence"]["facts"])["By"] for row in opened)
    assert ONE not in (study / "report.html").read_text(encoding="utf-8")
    assert "main" in command("log", study, "--kind", "coding", "--by", ONE).out
    assert command("done", study, *numbers, "--by", TWO).code == 0
    assert command("run", study).code == 0
    assert ONE in command("log", study, "--by", TWO).out
    assert ONE in (study / "report.html").read_text(encoding="utf-8")
    (one,) = json.loads(command("disagreements", study, "--json").out)
    assert one["said"] == {ONE: "main", TWO: "not_mentioned"}
    settled = command("settle", study, one["no"], "--value", "main", "--why", "He says so.", "--by", "R. Amsel")
    assert settled.code == 0, settled.err
    assert json.loads(command("disagreements", study, "--json").out) == []


def test_the_codebook_of_a_study_is_changed_shown_compared_and_worked_off(coded, command, tmp_path):
    study, _ = coded
    made = command(
        "codebook", "merge", study, "join.protect", "join.grievance", "--into", "join.wrong",
        "--label", "A wrong", "--definition", "A wrong done to oneself or others.", "--why", "hard to tell apart", "--by", ONE,
    )  # fmt: skip
    assert made.code == 0, made.err
    assert "0.1.0+1" in made.out
    shown = json.loads(command("codebook", "show", study, "--json").out)
    assert "join.wrong" in {code["code"] for code in shown["codes"]}
    differ = json.loads(command("codebook", "diff", study, "--json").out)
    assert [(d["code"], d["what"]) for d in differ][:1] == [("join.wrong", "added")]
    (stale,) = json.loads(command("codebook", "stale", study, "--by", ONE, "--json").out)
    assert stale["now"] == ["join.wrong"]
    assert command("codebook", "stale", study, "--confirm", stale["seq"], "--by", ONE, "--json").out.strip() == "[]"
    assert command("undo", study, "--by", ONE).code == 0
    assert len(json.loads(command("codebook", "stale", study, "--by", ONE, "--json").out)) == 1
    assert command("redo", study, "--by", ONE).code == 0
    path = tmp_path / "ours.qdc"
    assert command("codebook", "convert", study, path).code == 0
    assert command("codebook", "check", path).code == 0
    assert command("codebook", "diff", path, study).out.startswith("The same codes")


def test_memos_and_values_are_entered_and_listed(coded, command):
    study, _ = coded
    assert command("memo", study, "Two weeks in?", "--kind", "doubt", "--on", "join.protect", "--by", TWO).code == 0
    assert "Two weeks in?" in command("memos", study, "--by", ONE).out
    people = json.loads(command("values", study, "--person", "Ben Amor", "--json").out)
    assert [p["name"] for p in people] == ["Youssef Ben Amor"]
    assert {a["attribute"] for a in people[0]["attributes"]} >= {"attr.gender", "attr.status_now"}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("settle", "1.1"), "give its number, --value and --why"),
        (("settle", "1.1", "--value", "main", "--why", "x"), "no disagreement '1.1'"),
        (("done", "99"), "no story 99"),
        (("undo",), "nothing to undo"),
        (("redo",), "nothing to redo"),
        (("memo", "x", "--kind", "doubt", "--on", "nothing"), "is no code"),
    ],
)
def test_what_cannot_be_done_is_one_line_that_says_so(study, command, words, what):
    said = command(words[0], study, *words[1:], "--by", "R. Amsel")
    assert said.code == 1
    assert what in said.err
    assert "Traceback" not in said.err


def test_the_report_for_the_team_says_how_well_the_coders_agree_and_the_public_one_does_not(demo, told):
    team = (demo / "report.html").read_text(encoding="utf-8")
    assert "How well the coders agree" in team
    assert f"{told['stories']} stories were coded by two or more people" in team
    assert "How well the coders agree" not in (demo / "report-public.html").read_text(encoding="utf-8")


def test_a_run_says_what_is_sealed_and_which_codings_fit_no_more(coded, command):
    study, numbers = coded
    said = json.loads(command("run", study, "--json").out)
    assert (said["sealed"], said["adrift"]) == (1, [])
    made = command("codebook", "retire", study, "join.protect", "--why", "of no use", "--by", ONE)
    assert made.code == 0, made.err
    said = command("run", study)
    assert "1 codings are sealed" in said.out
    assert "join.protect" not in said.out
    for coder in (ONE, TWO):
        command("done", study, *numbers, "--by", coder)
    said = command("run", study)
    assert "'join.protect' is not in the codebook now" in said.out
    assert ONE in said.out
