"""The one account that the program was first measured on, read by general means; skipped where it is not at hand."""

import json
import re
import subprocess
import sys

import pytest

from recount import disclose
from recount.store import Store

ALL = 45  # stories, counts, attributions, the person and codings that were read by hand
EXTRA = 3  # counts nobody would want; few, because a reader has to look at each


@pytest.fixture(scope="module")
def scored(command, shared, tmp_path_factory):
    """What the scorer says of the account as read."""
    said = command("read", shared / "seed" / "defectors-article.txt", "--json")
    assert said.code == 0, said.err
    path = tmp_path_factory.mktemp("seed") / "read.json"
    path.write_text(said.out, encoding="utf-8")
    words = [sys.executable, shared / "seed" / "score.py", path, shared / "seed" / "expected.json", "--misses"]
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout


def test_all_that_was_read_by_hand_is_found(scored):
    assert re.search(rf"^all +{ALL} of {ALL}$", scored, re.MULTILINE), scored


def test_few_counts_are_found_that_nobody_wants(scored):
    extra = re.search(r"^quantities beyond the expected: (\d+)", scored, re.MULTILINE)
    assert extra, scored
    assert int(extra[1]) <= EXTRA, scored


@pytest.fixture(scope="module")
def study(command, shared, tmp_path_factory):
    """The study that the two lines `add` and `run` make of the folder with the account."""
    folder = tmp_path_factory.mktemp("seed") / "study"
    assert command("init", folder).code == 0
    said = command("add", folder, shared / "seed", "--json")
    assert said.code in (0, 3), said.err
    ran = command("run", folder, "--json")
    assert ran.code == 0, ran.err
    return folder


def test_the_folder_of_the_account_ends_in_a_report(command, study):
    assert (study / "report.html").is_file()
    assert (study / "report-public.html").is_file()
    assert command("verify", study).code == 0
    figures = {f["id"]: f for f in json.loads(command("why", study, "--json").out)}
    assert figures["persons.left"]["most"] >= 1


def test_what_is_no_account_becomes_a_source_or_a_reason_and_breaks_nothing(command, study):
    captured = [d["body"] for d in json.loads(command("log", study, "--kind", "capture", "--json").out)]
    by_name = {body["origin"].split("/")[-1]: body for body in captured}
    assert set(by_name) == {"defectors-article.txt", "expected.json", "score.py"}
    assert by_name["defectors-article.txt"]["reason"] is None
    assert "JSON without words" in by_name["expected.json"]["reason"]
    assert by_name["score.py"]["sha256"]  # kept, whatever is made of it


def test_no_person_and_no_number_comes_from_what_is_no_account(study):
    with Store.open(study) as store:
        content = disclose.released(store, "team").body
    rows = [row for f in content["figures"] if f["group"] != "sources" for row in f["rows"]]
    origins = {dict(content["evidence"][row["evidence"]]["facts"])["File"] for row in rows}
    assert origins == {"seed/defectors-article.txt"}
