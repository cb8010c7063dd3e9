"""A study read by an endpoint: off unless chosen, told about, kept, rebuilt the same, and checked."""

import contextlib
import json
import sqlite3

import pytest

KEY = "sk-very-secret-7431"
STORY = "Rosa Tamblyn, 27, left the Long Furrow in February. Her brother, Jory Peck, stayed with the movement.\n"
GERMAN = "Der lange Weg\n\nDie junge Frau verließ die Bewegung im Winter. Sie habe gehungert, sagte sie der Zeitung.\n"
ROSA = {
    "names": ["Rosa Tamblyn"],
    "descriptions": [],
    "left": True,
    "left_words": "left the Long Furrow",
    "role": None,
    "alias": False,
}
AGE = {
    "kind": "attribute",
    "words": "27",
    "person": 0,
    "variable": "attr.age",
    "value": "27",
    "polarity": "asserted",
    "certainty": "certain",
    "speakers": [],
}
INVENTED = {**AGE, "words": "Rosa Tamblyn, 28", "value": "28"}


@pytest.fixture
def asked(command, endpoint, tmp_path, monkeypatch):
    """A study whose two accounts an endpoint is to read, one of them in German; not run yet."""
    monkeypatch.setenv("RECOUNT_ENDPOINT_KEY", KEY)
    endpoint.answer = json.dumps({"persons": [ROSA], "claims": [AGE, INVENTED]})
    accounts, study = tmp_path / "accounts", tmp_path / "study"
    accounts.mkdir()
    (accounts / "a.txt").write_text(STORY)
    (accounts / "b.txt").write_text(GERMAN)
    assert command("init", study).code == 0
    assert command("add", study, accounts).code == 0
    settings = (study / "study.toml").read_text()
    settings = settings.replace('reader = "rules"', 'reader = "endpoint"')
    settings = settings.replace('address = ""', f'address = "{endpoint.address}"').replace(
        'model = ""', 'model = "small-model"'
    )
    (study / "study.toml").write_text(settings)
    return study


def rows(study, question):
    with contextlib.closing(sqlite3.connect(study / "study.db")) as database:
        return database.execute(question).fetchall()


def test_a_study_is_read_by_the_chosen_endpoint_and_says_so_and_says_what_was_left_out(command, asked, endpoint):
    said = command("run", asked)
    assert said.code == 0, said.err
    assert "small-model at 127.0.0.1" in said.err
    assert "nothing leaves it" in said.err
    assert "1 in de" in said.out
    assert "1 things that were answered" in said.out
    assert len(endpoint.asked) == 1
    assert rows(asked, "select words, value from claim where variable = 'attr.age'") == [("27", "27")]
    ((given, reason),) = rows(asked, "select given, reason from refused")
    assert "28" in given
    assert "not in the text" in reason
    ((settings, version),) = rows(
        asked, "select settings, version from run where step = 'read.claims' and row_count > 0"
    )
    assert json.loads(settings)["model"] == "small-model"
    assert json.loads(settings)["host"].startswith("127.0.0.1:")
    assert "small-model at 127.0.0.1" in version


def test_a_rebuild_asks_nobody_and_gives_the_same_bytes_the_key_stands_nowhere_and_tampering_shows(
    command, asked, endpoint
):
    assert command("run", asked).code == 0
    endpoint.answer = "something else altogether"
    said = command("rebuild", asked)
    assert said.code == 0, said.out
    assert "the same report bytes" in said.out
    assert len(endpoint.asked) == 1
    assert not [p for p in asked.rglob("*") if p.is_file() and KEY.encode() in p.read_bytes()]
    checked = command("verify", asked)
    assert checked.code == 0
    assert "1 answers checked: clean" in checked.out
    (path,) = (asked / "answers").rglob("*.json")
    path.write_text(path.read_text().replace("27", "37"))
    checked = command("verify", asked)
    assert checked.code == 1
    assert "this answer changed" in " ".join(checked.out.split())


def test_an_endpoint_that_fails_stops_the_run_with_one_line_and_the_rules_can_go_on(command, asked, endpoint):
    endpoint.status = 401
    said = command("run", asked)
    assert said.code == 1
    assert "refused the question with status 401" in said.err
    assert "Traceback" not in said.err
    settings = (asked / "study.toml").read_text()
    (asked / "study.toml").write_text(settings.replace('reader = "endpoint"', 'reader = "rules"'))
    tried = len(endpoint.asked)
    said = command("run", asked)
    assert said.code == 0
    assert len(endpoint.asked) == tried
    assert "at 127.0.0.1" not in said.err
    assert rows(asked, "select distinct name from mention where is_case") == [("Rosa Tamblyn",)]


def test_one_file_can_be_read_by_an_endpoint_and_what_leaves_is_said_first(command, endpoint, tmp_path):
    endpoint.answer = json.dumps({"persons": [ROSA], "claims": [AGE, INVENTED]})
    (tmp_path / "a.txt").write_text(STORY)
    said = command("read", tmp_path / "a.txt", "--endpoint", endpoint.address, "--model", "small-model", "--json")
    made = json.loads(said.out)
    assert [c["value"] for c in made["claims"]] == ["27"]
    assert len(made["refused"]) == 1
    said = command("read", tmp_path / "a.txt", "--endpoint", "http://models.example.org/v1", "--model", "m")
    assert said.code == 1
    assert "not encrypted" in said.err
