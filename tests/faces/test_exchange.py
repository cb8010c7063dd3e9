import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from recount.store import Store, verify


def codings(study):
    with Store.open(study) as store:
        assert verify(store).findings == ()
        origins = {row.capture_id: row.origin for row in store.query("captures")}
        return {
            (origins[r.text_id], r.start, r.end_, r.words, r.code, r.value, r.coder)
            for r in store.query("codings_kept")
        }


def test_a_study_comes_back_whole_through_a_project_file(command, demo, tmp_path):
    path = tmp_path / "demo.qdpx"
    said = command("export", demo, "--to", path, "--json")
    assert said.code == 0, said
    told = json.loads(said.out)
    assert command("export", demo, "--to", tmp_path / "again.qdpx").code == 0
    assert path.read_bytes() == (tmp_path / "again.qdpx").read_bytes()
    back = tmp_path / "back"
    said = command("import", path, back, "--by", "R. Amsel", "--json")
    assert said.code == 0, said
    taken = json.loads(said.out)
    assert (taken["codings"], taken["left_out"]) == (told["codings"], [])
    assert taken["positions"].startswith("code points")
    assert command("run", back).code == 0
    before, after = codings(demo), codings(back)
    assert {(s, e, w, v, c) for _, s, e, w, _, v, c in after} == {(s, e, w, v, c) for _, s, e, w, _, v, c in before}
    # Into the study it came from: all texts and codes are known, and saying it again changes no coding.
    assert json.loads(command("import", path, back, "--by", "R. Amsel", "--json").out)["left_out"] == []
    assert command("run", back).code == 0
    assert codings(back) == after


def test_a_retracted_account_goes_along_and_says_that_it_is_one(command, study, tmp_path):
    with Store.open(study) as store:
        origin = store.query("captures")[0].origin
    assert (
        command("retract", study, origin, "--why", "The reporter made it up & said so.", "--by", "R. Amsel").code == 0
    )
    path = tmp_path / "out.qdpx"
    said = command("export", study, "--to", path)
    assert "1 of the texts are retracted accounts" in said.out
    with zipfile.ZipFile(path) as packed:
        (name,) = [n for n in packed.namelist() if n.endswith(".qde")]
        project = etree.fromstring(packed.read(name))
    told = [e.text for e in project.iter("{*}Description") if e.getparent().tag.endswith("TextSource")]
    assert told == ["Retracted, counted nowhere: The reporter made it up & said so."]


def test_projects_of_other_programs_become_studies(command, shared, tmp_path):
    study = tmp_path / "study"
    said = command("import", shared / "data/13_exchange/qualcoder-export.qdpx", study, "--by", "R. Amsel")
    assert said.code == 0, said
    assert "30 texts and 490 of 490 codings taken from QualCoder" in said.out
    assert "490 of 490 quoted words are found so" in said.out


@pytest.mark.parametrize("words", ["no project", ""])
def test_what_is_no_project_changes_nothing_and_says_so(command, tmp_path, words):
    path = Path(tmp_path / "x.qdpx")
    path.write_text(words, encoding="utf-8")
    said = command("import", path, tmp_path / "study")
    assert said.code == 1
    assert said.err.startswith(f"recount: {path}: no zip file that can be read")
    assert not (tmp_path / "study").exists()
