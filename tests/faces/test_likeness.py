"""Suggestions learnt from the invented study's own codings, by command."""

import json
import shutil
import sqlite3

import pytest

CODER = "machine:embedded"


@pytest.fixture
def copied(demo, tmp_path):
    """A copy of the demo that a test may change."""
    return shutil.copytree(demo, tmp_path / "demo")


def suggested(folder):
    with sqlite3.connect(folder / "study.db") as store:
        return store.execute(
            "select coding_id, code, value, words, score, reason, verdict from coding where coder = ? order by 1",
            (CODER,),
        ).fetchall()


def test_learnt_suggestions_stand_beside_the_others_and_the_command_learns_the_same_again(copied, command):
    before = suggested(copied)
    told = json.loads(command("suggest", copied, "--json").out)
    assert told["suggested"] == len(before) > 0
    assert suggested(copied) == before
    codes = {one["code"]: one for one in told["codes"]}
    assert codes["exit.escape"]["learnt"]
    assert codes["exit.escape"]["coded"] > 5
    assert told["done"] < told["passages"]


def test_what_is_drawn_next_is_dealt_with_its_chances_in_the_log(copied, command):
    told = json.loads(command("suggest", copied, "--next", "1", "--coder", "L. Veit", "--by", "R. Amsel", "--json").out)
    (one,) = told["next"]
    (deal,) = json.loads(command("log", copied, "--kind", "plan", "--json").out)[-1]["body"]["deals"]
    assert deal["coders"] == ["L. Veit"]
    assert deal["chance"] == one["chance"]
    said = command("suggest", copied, "--next", "99")
    assert said.code == 1
    assert "cannot be drawn" in said.err


def test_no_figure_changes_when_nothing_is_learnt(copied, command):
    before = json.loads(command("why", copied, "--json").out)
    settings = copied / "study.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("learns = true", "learns = false"), encoding="utf-8"
    )
    assert command("run", copied, "--json").code == 0
    assert suggested(copied) == []
    assert json.loads(command("why", copied, "--json").out) == before
    assert command("suggest", copied).code == 1


@pytest.mark.parametrize("line", ["risk = 0.0", "risk = 1", 'learns = "no"', "learn = true"])
def test_settings_that_are_none_are_named(copied, command, line):
    settings = copied / "study.toml"
    kept = [row for row in settings.read_text(encoding="utf-8").splitlines() if not row.startswith(line.split()[0])]
    kept.insert(kept.index("[coding]") + 1, line)
    settings.write_text("\n".join(kept), encoding="utf-8")
    said = command("suggest", copied)
    assert said.code == 1
    assert f"coding.{line.split()[0]}" in said.err


@pytest.mark.heavy
def test_a_rebuild_suggests_the_same(copied, command):
    before = suggested(copied)
    assert command("rebuild", copied).code == 0
    assert suggested(copied) == before
