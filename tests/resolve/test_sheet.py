import csv
import io

import pytest

from recount.errors import BadJudgements
from recount.resolve import judge, open_pairs, persons, read_judgements, suggest, write_open_pairs


@pytest.fixture
def study(pile, person):
    pile.account("first.html", person("Wren Tolhurst"), person("Karim Doss"))
    pile.account("second.html", person("Wren Tolhurst"), person("Ilse Brandt"))
    suggest(pile.store)
    return pile.store


def sheet(tmp_path, *rows):
    path = tmp_path / "judgements.csv"
    head = "left_origin,left_words,right_origin,right_words,verdict,why,by\n"
    path.write_text(head + "".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_open_pairs_go_out_and_come_back_as_judgements(study, tmp_path):
    rows = list(csv.reader(io.StringIO(write_open_pairs(study))))
    assert len(rows) == 2
    rows[1][4:7] = ["same", "same village", "Ada Lund"]
    path = tmp_path / "back.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    (found,) = read_judgements(study, path)
    judge(study, [found])
    persons(study)
    told = [r.mention_id for r in study.query("persons_told") if r.person_name == "Wren Tolhurst"]
    assert told == ["c-first.html.m0", "c-second.html.m0"]
    assert study.decisions("judgement")[0].by == "Ada Lund"
    suggest(study)
    assert write_open_pairs(study).count("\n") == 1


GOOD = ("first.html", "Wren Tolhurst", "second.html", "Wren Tolhurst", "same", "", "Ada Lund")


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        (0, "third.html", "third.html"), (1, "Wren Nobody", "Wren Nobody"), (1, "", "missing"), (4, "perhaps", "perhaps"),
        (3, "Wren Tolhurst and Ilse", None), (1, "the town", "the town"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_refused_with_file_and_line_and_nothing_is_stored(
    study, tmp_path, column, value, says
):
    bad = tuple(value if i == column else cell for i, cell in enumerate(GOOD))
    path = sheet(tmp_path, GOOD, bad)
    if says is None:
        assert len(read_judgements(study, path)) == 2
        return
    with pytest.raises(BadJudgements) as error:
        read_judgements(study, path)
    assert f"{path}, line 3" in str(error.value)
    assert says in str(error.value)
    assert study.decisions("judgement") == []


def test_a_sheet_without_a_column_or_that_is_no_text_is_refused(study, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("left,right\n", encoding="utf-8")
    with pytest.raises(BadJudgements, match="left_origin"):
        read_judgements(study, path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadJudgements):
        read_judgements(study, path)


def test_rows_without_a_verdict_are_passed_over(study, tmp_path):
    assert read_judgements(study, sheet(tmp_path, (*GOOD[:4], "", "", ""))) == []


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_comes_back_as_it_was(pile, person, tmp_path):
    pile.account("=evil.html", person("Wren Tolhurst"))
    pile.account("second.html", person("Wren Tolhurst"))
    suggest(pile.store)
    rows = list(csv.reader(io.StringIO(write_open_pairs(pile.store))))
    assert not any(cell.startswith("=") for cell in rows[1])
    rows[1][4:7] = ["different", "", "Ada Lund"]
    path = tmp_path / "back.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    assert len(read_judgements(pile.store, path)) == 1


def test_open_pairs_say_who_where_and_why(study):
    (pair,) = open_pairs(study)
    assert pair.left == "Wren Tolhurst (first.html)"
    assert "bits" in pair.because
    assert 0.5 <= pair.score <= 1


def test_a_row_that_names_nobody_is_by_whoever_enters_the_sheet(study, tmp_path):
    first, second = read_judgements(study, sheet(tmp_path, (*GOOD[:6], ""), GOOD))
    made = judge(study, [first, second], by="Per Holm")
    assert [d.by for d in made] == ["Per Holm", "Ada Lund"]
