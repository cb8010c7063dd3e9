import csv
import json

from click.testing import CliRunner

from recount.faces.cli import cli

ROWS = [
    ("Lena", "Tolvik", "1961-04-09"), ("Lena", "Tolvick", "1961-04-09"), ("Ruth", "Marsen", "1970-12-01"),
    ("Milo", "Wexhurst", "1988-02-28"), ("Ruth", "Marsen", "1970-12-01"), ("Jonas", "Kestmark", "1955-07-17"),
]  # fmt: skip


def table(path):
    with path.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("given", "family", "born"), *ROWS])
    return str(path)


def test_rows_of_one_person_get_one_number(tmp_path):
    to = tmp_path / "linked.csv"
    columns = ["--column", "given=name", "--column", "family=name", "--column", "born=date"]
    done = CliRunner().invoke(cli, ["link", table(tmp_path / "list.csv"), *columns, "--to", str(to), "--json"])
    assert json.loads(done.output) == {"rows": 6, "persons": 4, "file": str(to)}
    with to.open(encoding="utf-8") as lines:
        numbers = [row["person"] for row in csv.DictReader(lines)]
    assert numbers == ["1", "1", "2", "3", "2", "4"]


def test_a_column_that_is_not_there_and_a_kind_that_is_none_are_said(tmp_path):
    path, to = table(tmp_path / "list.csv"), ["--to", str(tmp_path / "linked.csv")]
    missing = CliRunner().invoke(cli, ["link", path, "--column", "town=words", *to])
    assert "no column town; it has given, family, born" in str(missing.exception)
    wrong = CliRunner().invoke(cli, ["link", path, "--column", "born=day", *to])
    assert wrong.exit_code == 2
    assert "is not NAME=KIND" in wrong.output
