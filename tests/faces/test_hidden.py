import json

from click.testing import CliRunner

from recount.faces.cli import cli


def said(tmp_path, words, *options):
    path = tmp_path / "lists.csv"
    path.write_text(words, encoding="utf-8")
    done = CliRunner().invoke(cli, ["hidden", str(path), "--iterations", "200", *options])
    assert done.exit_code == 0, done.output
    return done.output


TABLE = "birth,death,files,n\n1,0,0,60\n0,1,0,49\n1,1,0,4\n0,0,1,247\n1,0,1,112\n0,1,1,142\n1,1,1,12\n"


def test_a_table_of_lists_is_told_of_together(tmp_path):
    words = said(tmp_path, TABLE)
    assert "Seen on some list: 626" in words
    assert "range over the assumptions" in words
    assert "estimated from the others" in words


def test_programs_get_every_number(tmp_path):
    told = json.loads(said(tmp_path, TABLE, "--json", "--singly"))
    assert told["sizes"] == [188, 207, 513]
    assert told["range"][0] < 730 < told["range"][1]
    assert {m["method"] for m in told["methods"]} >= {"Mt", "Mb", "decomposable models averaged"}


def test_what_cannot_be_estimated_says_why(tmp_path):
    words = said(tmp_path, "a,b,n\n1,0,30\n0,1,30\n1,1,4\n", "--open")
    assert "not estimable" in words
    assert "3 are needed" in words
    assert "open" in words


def test_one_list_has_every_method_or_its_reason(tmp_path):
    told = json.loads(said(tmp_path, "times\n" + "1\n" * 32 + "2\n" * 16 + "3\n" * 6 + "4\n", "--one-list", "--json"))
    by_name = {m["method"]: m for m in told["methods"]}
    assert round(by_name["one list, Poisson"]["value"], 1) == 88.5
    assert by_name["one list, negative binomial"]["reason"]
    assert "88" in said(tmp_path, "times\n" + "1\n" * 32 + "2\n" * 16 + "3\n" * 6 + "4\n", "--one-list")
