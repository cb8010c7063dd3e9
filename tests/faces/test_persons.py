"""Who is who from the command line, on a small planted study."""

import csv
import json
from pathlib import Path

import pytest

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))


def simulated(command, folder, *options):
    said = command("simulate", *options, "--to", folder / "planted", "--json")
    assert said.code == 0, said.err
    study = folder / "study"
    for argv in (("init", study), ("add", study, folder / "planted" / "accounts"), ("run", study)):
        done = command(*argv, "--json")
        assert done.code == 0, done.err
    return study, json.loads(said.out)


@pytest.fixture(scope="module")
def study(command, tmp_path_factory):
    folder = tmp_path_factory.mktemp("planted")
    options = ("--persons", 6, "--outlets", 4, "--reach", 0.3, "--anonymous", 0, "--seed", 5)
    return simulated(command, folder, *options)[0]


def shown(command, study):
    said = command("persons", study, "--json")
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_the_persons_of_a_study_come_with_all_four_counts_and_who_tells_of_them(command, study):
    found = shown(command, study)
    counts = {c["figure"]: c for c in found["counts"]}
    assert set(counts) == {"persons.left", "persons.named", "persons.confirmed", "persons.separate", "persons.likely"}
    likely = counts["persons.likely"]
    for told in likely["estimates"]:
        assert likely["least"] <= told["low"] <= told["value"] <= told["high"] <= likely["most"]
    assert all(p["n_separate"] <= p["n_independent_sources"] <= p["mentions"] for p in found["persons"])
    assert command("persons", study).code == 0


def test_two_persons_are_made_one_and_parted_again_from_the_command_line(command, study):
    before = shown(command, study)["persons"]
    one, other = before[0]["person_id"], before[1]["person_id"]
    made = json.loads(command("merge", study, one, other, "--why", "one voice", "--by", "R. Amsel", "--json").out)
    command("run", study, "--json")
    joined = shown(command, study)["persons"]
    assert len(joined) == len(before) - 1
    assert any(p["weakest"] for p in joined)
    (kept,) = {p["person_id"] for p in joined} & {one, other}
    assert command("split", study, kept, "--by", "R. Amsel").code == 0
    command("run", study, "--json")
    assert shown(command, study)["persons"] == before
    assert made[0]["kind"] == "judgement"


def test_a_retraction_prints_what_changes_and_can_be_withdrawn(command, study):
    before = shown(command, study)
    account = next(
        iter(csv.DictReader((study.parent / "planted" / "mentions.csv").open(encoding="utf-8", newline="")))
    )["file"]
    said = command("retract", study, account, "--why", "made up", "--by", "R. Amsel", "--json")
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert any(change["figure"] == "persons.left" for change in told["changes"])
    command("run", study, "--json")
    figure = json.loads(command("why", study, "persons.left", "--json").out)
    assert "without 1 retracted account" in figure["note"]
    assert command("withdraw", study, told["decisions"][0], "--why", "it was true").code == 0
    command("run", study, "--json")
    assert shown(command, study) == before


def test_the_pairs_that_teach_most_are_listed_first(command, study):
    pairs = json.loads(command("judge", study, "--next", 2, "--json").out)
    every = json.loads(command("judge", study, "--json").out)
    assert len(pairs) <= 2
    assert all(pair in every for pair in pairs)


def test_open_pairs_go_out_as_a_sheet_and_come_back_with_verdicts(command, study, tmp_path):
    assert command("judge", study, "--next", 1, "--to", tmp_path / "pairs.csv").code == 0
    rows = list(csv.DictReader((tmp_path / "pairs.csv").open(encoding="utf-8", newline="")))
    if not rows:
        pytest.skip("the machine suggests no pair here")
    with (tmp_path / "judged.csv").open("w", encoding="utf-8", newline="") as out:
        sheet = csv.DictWriter(out, rows[0])
        sheet.writeheader()
        sheet.writerow(rows[0] | {"verdict": "cannot_tell", "by": "R. Amsel"})
    said = command("judge", study, tmp_path / "judged.csv", "--json")
    assert json.loads(said.out) == {"decisions": 1}


def test_a_wrong_share_is_refused_before_anything_is_written(command, tmp_path):
    said = command("simulate", "--missing", 1.5, "--to", tmp_path / "planted")
    assert said.code == 1
    assert "missing" in said.err
    assert not (tmp_path / "planted").exists()


@pytest.mark.heavy
def test_planted_accounts_are_read(command, tmp_path):
    """Persons found at their places, and held to be cases; precision of cases; copies known as such."""
    from recount.store import Store

    study, counts = simulated(command, tmp_path, "--persons", 60, "--seed", 7)
    gold = list(csv.DictReader((tmp_path / "planted" / "mentions.csv").open(encoding="utf-8", newline="")))
    with Store.open(study) as store:
        rows = store.query("mentions_told")
    held = {}
    for row in rows:
        held.setdefault(Path(row.origin).name, []).append(row)
    found, cases = set(), {}
    for place in gold:
        start, end = int(place["start"]), int(place["end"])
        at = [r for r in held.get(place["file"], ()) if any(p["start"] < end and start < p["end"] for p in r.places)]
        if at:
            found.add(place["mention"])
        own = [r.mention_id for r in at if r.is_case]
        if own:
            cases[place["mention"]] = own[0]
    measured = {
        "persons": len(found) / counts["mentions"],
        "cases": len(cases) / counts["mentions"],
        "cases_precision": len(set(cases.values())) / sum(r.is_case for r in rows),
    }
    for name, floor in FLOORS["simulate"].items():
        assert measured[name] >= floor, measured
