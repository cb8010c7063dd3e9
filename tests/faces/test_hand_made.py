"""Studies whose folder somebody made or harmed by hand."""


def test_settings_written_by_hand_are_a_study_that_has_nothing_yet(command, tmp_path):
    (tmp_path / "study.toml").write_text('title = "By hand"\n', encoding="utf-8")
    said = command("run", tmp_path, "--json")
    assert said.code == 0, said.err
    assert (tmp_path / "report.html").is_file()


def test_a_lost_database_is_said_and_not_made_anew(command, tmp_path):
    (tmp_path / "study.toml").write_text('title = "By hand"\n', encoding="utf-8")
    (tmp_path / "captures").mkdir()
    said = command("run", tmp_path)
    assert said.code == 1
    assert "study.db" in said.err
    assert "gone" in said.err
    assert not (tmp_path / "study.db").exists()
