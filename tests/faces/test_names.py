import json

from click.testing import CliRunner

from recount.faces.cli import cli


def ran(*argv):
    return CliRunner().invoke(cli, ["names", *argv])


def test_two_names_are_compared_without_a_study():
    found = ran("Hicham Tazi", "Hisham Tazy", "--json")
    (pair,) = json.loads(found.output)
    assert (pair["level"], pair["may_be_one"]) == ("spelling", True)
    assert "two spellings" in ran("Hicham Tazi", "Hisham Tazy").output.replace("\n", " ")


def test_a_file_of_pairs_is_compared_row_by_row(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name1,name2\nAbu Hamza,Umm Hamza\nMirren Vale,Vale Mirren\n", encoding="utf-8")
    assert [p["level"] for p in json.loads(ran(str(path), "--json").output)] == ["contradicts", "spelling"]


def test_a_file_without_the_two_columns_is_refused_in_words(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("a,b\nx,y\n", encoding="utf-8")
    found = ran(str(path))
    assert found.exit_code != 0
    assert "name1" in found.output + str(found.exception)
