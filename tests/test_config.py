from datetime import date

import pytest

from recount import config
from recount.errors import BadSetting, InputError, NotAStudy, StudyExists, UnknownSetting
from recount.model import DateRange, Study
from recount.model.study import OtherCount


def given(tmp_path, words):
    (tmp_path / "study.toml").write_text(words, encoding="utf-8")
    return tmp_path


def test_what_is_written_is_read_back(tmp_path):
    study = Study(
        'A "study" \\ of\nleaving',
        "Why?",
        period=DateRange(date(2030, 1, 1), date(2031, 6, 30), precise=True),
        profile="cult",
        notice="ü",
        other_counts=(
            OtherCount("persons.left", 58.0, "A report", 60.0),
            OtherCount("leave", 5.0, "B", note="in 2030"),
        ),
    )
    config.write(tmp_path, study)
    assert config.load(tmp_path) == study


@pytest.mark.parametrize(
    ("words", "error", "says"),
    [
        ('title = "x"\nquestoin = "y"', UnknownSetting, "did you mean 'question'"),
        ('title = "x"\n[disclosure]\nleast_sell = 3', UnknownSetting, "did you mean 'disclosure.least_cell'"),
        ('title = "x"\n[disclosure]\nleast_cell = "3"', BadSetting, "must be int"),
        ('title = "x"\n[disclosure]\nleast_cell = true', BadSetting, "must be int"),
        ('title = "x"\n[disclosure]\nleast_cell = 0', BadSetting, "1 or more"),
        ('title = "x"\n[resolve]\nfloor = 2', BadSetting, "between 0 and 1"),
        ('title = "x"\n[resolve]\nengine = "quick"', BadSetting, "one of blocks, here, duckdb, spark"),
        ('title = "x"\nperiod = "2015"', BadSetting, "first and last"),
        ('title = "x"\nperiod = {first = 2016-01-01, last = 2015-01-01}', InputError, "before it begins"),
        ('title = "x"\n[other_counts]\nleast = 3', BadSetting, r"tables \[\[other_counts\]\]"),
        ('title = "x"\n[[other_counts]]\nfigur = "a"', UnknownSetting, "did you mean 'other_counts.figure'"),
        ('title = "x"\n[[other_counts]]\nfigure = "a"', InputError, "lacks a setting"),
        ("title = ", InputError, "not valid TOML"),
        ('question = "x"', InputError, "lacks a setting"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_one_line_that_names_file_and_place(tmp_path, words, error, says):
    with pytest.raises(error, match=says) as raised:
        config.load(given(tmp_path, words))
    assert "\n" not in str(raised.value)


def test_a_whole_number_is_a_good_enough_share(tmp_path):
    assert config.load(given(tmp_path, 'title = "x"\n[resolve]\nfloor = 1')).resolve.floor == 1.0


def test_a_folder_without_a_study_and_a_study_that_is_there_already(tmp_path):
    with pytest.raises(NotAStudy, match="recount init"):
        config.load(tmp_path)
    config.write(tmp_path, Study("x"))
    with pytest.raises(StudyExists):
        config.write(tmp_path, Study("y"))
