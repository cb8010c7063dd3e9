"""The same three accounts on PostgreSQL: the whole way, with the same figures as on SQLite."""

import pytest

from recount.store import Store

# What is counted and listed; a report's bytes also hold when its captures were made, so those differ between studies.
SAME = ("figures", "figure_rows", "mentions_told", "claims_by_person", "codings_by_person", "stories_told")


@pytest.fixture
def team_study(command, tmp_path, postgres_url, accounts):
    """A study whose store is a PostgreSQL database, run once."""
    folder = tmp_path / "team"
    for words in (["init", folder, "--store", postgres_url], ["add", folder, *accounts], ["run", folder]):
        said = command(*words)
        assert said.code == 0, said.err
    return folder


def answers(folder, url=""):
    with Store.open(folder, url) as store:
        held = {name: store.query(name) for name in SAME}
    # When an account was captured is the study's own; what the account says is not.
    return {
        name: [row._replace(captured_at="") if "captured_at" in row._fields else row for row in rows]
        for name, rows in held.items()
    }


def test_a_team_study_says_the_same_as_one_in_a_file(command, team_study, postgres_url, small):
    assert not (team_study / "study.db").exists()
    ours, theirs = answers(small), answers(team_study, postgres_url)
    for name in SAME:
        assert [tuple(row)[: len(row)] for row in theirs[name]] == [tuple(row) for row in ours[name]], name
    before = {name: (team_study / name).read_bytes() for name in ("report.html", "report-public.html")}
    assert command("verify", team_study).code == 0
    again = command("run", team_study)
    assert "nothing had changed" in again.out, again
    said = command("rebuild", team_study)
    assert said.code == 0, said
    assert "the same figures and the same report bytes" in said.out
    assert {name: (team_study / name).read_bytes() for name in before} == before
    why = command("why", team_study, "persons.left")
    assert "SHA-256" in why.out


def test_a_team_database_that_cannot_be_reached_is_one_line_and_makes_no_study(command, tmp_path):
    folder = tmp_path / "team"
    said = command("init", folder, "--store", "postgresql+psycopg://nobody:secret@127.0.0.1:9/nothing")
    assert said.code == 1, said
    assert len([line for line in said.err.splitlines() if line.startswith("recount: ")]) == 1
    assert "127.0.0.1:9/nothing" in said.err
    assert "secret" not in said.err
    assert "Traceback" not in said.err
    assert not (folder / "study.toml").exists()
