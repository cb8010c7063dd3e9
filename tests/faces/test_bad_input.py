"""Each kind of bad input gets one clear line that names file and place, and changes nothing stored."""

import contextlib
import csv
import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from functools import partial
from importlib.resources import files

import pytest

from recount.faces import steps

CODE = "- {{id: {id}, label: {id}, definition: d{more}}}\n"


@pytest.fixture
def refused(command, stored):
    """Runs a command that must be refused with one line naming all of `names`, and change nothing stored."""

    def run(folder, *argv, names, code=1):
        before = stored(folder) if (folder / "study.db").exists() else sorted(folder.rglob("*"))
        said = command(*argv)
        after = stored(folder) if (folder / "study.db").exists() else sorted(folder.rglob("*"))
        assert said.code == code, said
        lines = [line for line in said.err.splitlines() if line.startswith("recount: ")]
        assert len(lines) == 1, said.err
        assert "Traceback" not in said.err
        assert all(str(name) in lines[0] for name in names), lines[0]
        assert after == before
        return lines[0]

    return run


def setting(study, line):
    path = study / "study.toml"
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["run", "add", "verify", "rebuild", "why", "report", "judge", "assign", "log"])
def test_an_unknown_setting_is_refused_by_every_command(refused, study, accounts, tmp_path, verb):
    path = setting(study, 'questoin = "Why?"')
    sheet = tmp_path / "codings.csv"
    sheet.touch()
    more = {"add": accounts, "assign": [sheet], "report": ["--to", tmp_path / "r.html"]}.get(verb, [])
    line = refused(study, verb, study, *more, names=[path, "'questoin'", "'question'"])
    assert "did you mean" in line


KINDS = {
    "title": "title = 3",
    "coding": "title = 'x'\ncoding = 1",
    "period": "title = 'x'\nperiod = { first = 'spring' }",
    "disclosure.least_cell": "title = 'x'\n[disclosure]\nleast_cell = 0",
}


@pytest.mark.parametrize(("name", "lines"), KINDS.items(), ids=KINDS)
def test_a_setting_of_a_wrong_kind_is_refused(refused, study, name, lines):
    path = study / "study.toml"
    path.write_text(lines, encoding="utf-8")
    refused(study, "run", study, names=[path, repr(name)])


def test_a_study_file_that_is_not_toml_is_refused_with_its_line(refused, study):
    refused(study, "run", study, names=[setting(study, "title = = 3"), "line 1"])


FAULTS = {
    "a duplicate id": ([("a", ""), ("b", ""), ("a", "")], 4, "duplicate id 'a'"),
    "a cycle": ([("a", ", parent: b"), ("b", ", parent: a")], 2, "cycle"),
    "a parent that is no code": ([("a", ""), ("a.b", ", parent: c")], 3, "'c'"),
}


@pytest.fixture(params=FAULTS, ids=lambda name: name.replace(" ", "-"))
def faulty(request, tmp_path):
    """A codebook with one fault, the line it stands on, and what must be said of it."""
    codes, line, words = FAULTS[request.param]
    path = tmp_path / "mine.yaml"
    body = "".join(CODE.format(id=code, more=more) for code, more in codes)
    path.write_text("codes:\n" + body + "codebook: {id: mine, version: '1', title: Mine}\n", encoding="utf-8")
    return path, line, words


def test_a_faulty_codebook_is_refused_with_its_line_and_no_study_is_made(refused, tmp_path, faulty):
    path, line, words = faulty
    folder = tmp_path / "new"
    refused(folder, "init", folder, "--codebook", path, names=[f"{path}:{line}:", words])
    assert not folder.exists()


def test_a_codebook_that_became_faulty_stops_a_run_before_it_begins(refused, study, faulty):
    path, line, words = faulty
    shutil.copy(path, study / "mine.yaml")
    text = (study / "study.toml").read_text(encoding="utf-8")
    (study / "study.toml").write_text(text.replace('"exit-narratives"', '"mine.yaml"'), encoding="utf-8")
    refused(study, "run", study, names=[f"mine.yaml:{line}:", words])
    refused(study, "codebook", "check", study / "mine.yaml", names=[f"mine.yaml:{line}:", words])


ORIGIN = "07-agency-irish-volunteer.txt"
WRONG = {
    "words that are not in the text": ("Declan Roche never said this", "leave.push.living", "is not in the text"),
    "a code that is not in the codebook": ("Declan Roche", "leave.push.livin", "did you mean 'leave.push.living'"),
}


@pytest.mark.parametrize(("words", "code", "why"), WRONG.values(), ids=WRONG)
def test_one_wrong_coding_of_two_is_named_by_its_line_and_neither_is_stored(
    refused, command, study, tmp_path, words, code, why
):
    with (files("recount") / "demo" / "codings.csv").open(encoding="utf-8", newline="") as packed:
        good = next(row for row in csv.DictReader(packed) if row["capture"].endswith(ORIGIN)) | {"capture": ORIGIN}
    path = tmp_path / "codings.csv"

    def write(*rows):
        with path.open("w", encoding="utf-8", newline="") as file:
            sheet = csv.DictWriter(file, good)
            sheet.writeheader()
            sheet.writerows(rows)

    write(good, good | {"words": words, "code": code, "prefix": "", "suffix": ""})
    refused(study, "assign", study, path, names=[f"{path}, line 3", why, "nothing was stored"])
    write(good)
    assert command("assign", study, path).code == 0


@pytest.mark.parametrize("verb", ["run", "add", "verify", "rebuild", "log"])
def test_a_study_written_by_a_newer_program_is_left_alone(refused, study, accounts, verb):
    with sqlite3.connect(study / "study.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    more = accounts if verb == "add" else []
    refused(study, verb, study, *more, names=[study / "study.db", "newer Recount", "9999"])


HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def held(study, monkeypatch):
    """The study, with another process in the middle of a write."""
    monkeypatch.setattr(steps.Store, "open", partial(steps.Store.open, wait_s=0.2))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", HOLD, study / "study.db"], **pipes) as other:
        assert other.stdout.readline() == "held\n"
        yield study
        other.stdin.close()


def test_a_study_locked_by_another_process_says_so(refused, held, tmp_path):
    new = tmp_path / "new.txt"
    new.write_text("Mira Tolen left the band in spring.", encoding="utf-8")
    names = [held / "study.db", "locked by another process", "nothing was changed"]
    refused(held, "add", held, new, names=names)
    refused(held, "rebuild", held, names=names)
    path = held / "study.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('population = ""', 'population = "all"'), encoding="utf-8")
    refused(held, "run", held, names=names)


def test_those_who_only_look_do_not_wait_for_one_who_writes(command, held):
    for words in (["verify", held], ["why", held], ["log", held], ["run", held]):
        said = command(*words)
        assert said.code == 0, said


def unshared(folder, size):
    """Words before a command that give it a disk of its own of that size at `folder`, if this system lets us."""
    script = f'mount -t tmpfs -o size={size} tmpfs "{folder}" && cp -r "{folder}.full/." "{folder}" && "$@"; code=$?; '
    script += f'mkdir -p "{folder}.after" && cp -r "{folder}/." "{folder}.after"; exit $code'
    return ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]


def on_a_small_disk(program, study, size, *argv):
    """A command on a copy of the study on a disk of `size` bytes; what it said, and the copy as it was left."""
    disk = study.with_name("disk")
    disk.mkdir()
    shutil.copytree(study, f"{disk}.full")
    ran = program(*argv, before=unshared(disk, size))
    out, err = ran.communicate(timeout=120)
    return ran.returncode, out, err, disk.with_name("disk.after")


@pytest.fixture
def small_disk(tmp_path):
    words = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", f'mount -t tmpfs tmpfs "{tmp_path}"']
    if not shutil.which("unshare") or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a small disk for one process (unshare --mount)")


def size_of(folder):
    return sum(-(-path.stat().st_size // 4096) * 4096 + 4096 for path in folder.rglob("*"))


@pytest.mark.parametrize("spare", [4_096, 40_960, 131_072])
def test_a_full_disk_is_one_line_and_what_stood_stands(program, study, stored, tmp_path, small_disk, spare):
    new = tmp_path / "new"
    new.mkdir()
    for n in range(40):
        (new / f"{n}.txt").write_text(f"Mira Tolen left band {n}. " * 400, encoding="utf-8")
    before = stored(study)
    code, _, err, after = on_a_small_disk(program, study, size_of(study) + spare, "add", tmp_path / "disk", new)
    assert code == 1, err
    lines = [line for line in err.splitlines() if line.startswith("recount: ")]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    assert "no space left" in lines[0].lower()
    assert str(tmp_path / "disk") in lines[0]
    rows, beside = stored(after)
    assert rows == before[0]
    assert before[1].items() <= beside.items()


def test_a_disk_that_is_full_when_bytes_are_to_be_kept_is_one_line(refused, study, many, monkeypatch):
    """The same where no disk can be made small: the system's own refusal, at the moment at which it comes."""

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    refused(study, "add", study, many, names=[study / "captures", "no space left"])


@pytest.mark.heavy
def test_a_disk_that_fills_up_during_a_run_loses_nothing_and_the_same_run_goes_on(
    program, command, study, stored, tmp_path, small_disk
):
    text = (study / "study.toml").read_text(encoding="utf-8")
    (study / "study.toml").write_text(text.replace("floor = 0.5", "floor = 0.4"), encoding="utf-8")
    code, _, err, after = on_a_small_disk(program, study, size_of(study) + 65_536, "run", tmp_path / "disk")
    assert code == 1, err
    assert "Traceback" not in err
    assert "no space left" in err.lower()
    for folder in (study, after):
        assert command("verify", folder).code == 0
        assert command("run", folder).code == 0
    assert (after / "report.html").read_bytes() == (study / "report.html").read_bytes()


BATCH = 100  # rows that capture enters in one transaction
MANY = 160


@pytest.fixture
def many(tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(MANY):
        (folder / f"{n:03}.txt").write_text(f"Mira Tolen left band {n} in spring.\n", encoding="utf-8")
    return folder


def blobs(study):
    return [p for p in (study / "captures").rglob("*") if p.is_file() and not p.name.startswith(".")]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
@pytest.mark.parametrize("after", [20, 120])
def test_an_interrupted_add_goes_on_where_it_was(program, command, stored, tmp_path, many, how, after):
    study = tmp_path / "study"
    assert command("init", study).code == 0
    adding = program("add", study, many)
    while len(blobs(study)) < after and adding.poll() is None:
        time.sleep(0.002)
    with contextlib.suppress(ProcessLookupError):  # it may have ended at this very moment
        os.killpg(adding.pid, how)
    _, err = adding.communicate(timeout=60)
    assert "Traceback" not in err
    if adding.returncode == 130:
        assert "the same command goes on from there" in err
    kept = {path.name: path.read_bytes() for path in blobs(study)}
    captured = [d for d in log(command, study) if d["kind"] == "capture"]
    assert command("verify", study).code == 0
    assert len(kept) - BATCH - 1 <= len(captured) <= len(kept)  # at most the rows in hand are lost, never bytes
    said = command("add", study, many, "--json")
    assert said.code == 0
    assert json.loads(said.out)["known"] == len(captured)
    again = [d for d in log(command, study) if d["kind"] == "capture"]
    assert again[: len(captured)] == captured
    assert len(again) == MANY
    assert len({d["body"]["origin"] for d in again}) == MANY
    assert len(blobs(study)) == MANY
    assert all(path.read_bytes() == kept[path.name] for path in blobs(study) if path.name in kept)
    assert command("verify", study).code == 0


def log(command, study):
    return json.loads(command("log", study, "--json").out)


def changed(study, words):
    """The kept bytes that hold these words, with one byte changed."""
    path = next(p for p in blobs(study) if words in p.read_bytes())
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(words, words.swapcase(), 1))
    return path


def test_a_capture_whose_bytes_were_changed_is_named_by_verify(command, study, stored):
    path = changed(study, b"Youssef")
    before = stored(study)
    said = command("verify", study, "--json")
    assert said.code == 1
    (found,) = json.loads(said.out)["findings"]
    assert (found["kind"], found["where"]) == ("bytes", "01-courier-electrician.html")
    assert str(path) in found["what"]
    assert stored(study) == before


def test_a_capture_whose_bytes_were_changed_stops_a_run_that_needs_them(refused, command, tmp_path):
    study, new = tmp_path / "study", tmp_path / "new.txt"
    new.write_text("Mira Tolen left the band in spring.", encoding="utf-8")
    assert command("init", study).code == 0
    assert command("add", study, new).code == 0
    path = changed(study, b"Tolen")
    refused(study, "run", study, names=[path, "bytes changed since capture", "restore the file"])
    path.unlink()
    refused(study, "run", study, names=[path, "are missing", "restore the file"])


def test_a_rebuild_throws_nothing_away_that_it_cannot_make_again(refused, study):
    path = changed(study, b"Youssef")
    refused(study, "rebuild", study, names=[path, "bytes changed since capture"])


def test_a_folder_that_cannot_be_written_is_one_line(refused, tmp_path):
    file = tmp_path / "file"
    file.touch()
    refused(tmp_path, "init", file / "study", names=[file])


def test_what_is_no_study_is_named(refused, tmp_path):
    for verb in ("run", "verify", "rebuild", "why", "log"):
        refused(tmp_path, verb, tmp_path / "nothing", names=[tmp_path / "nothing", "recount init"])


def test_a_study_made_twice_is_refused_and_one_whose_making_was_interrupted_can_be_made(
    refused, command, tmp_path, study
):
    refused(study, "init", study, names=[study, "a study is here already"])
    (study / "study.toml").unlink()  # as after a kill between the store and its settings
    refused(study, "run", study, names=[study, "no study.toml here"])
    assert command("init", study).code == 0
    assert command("verify", study).code == 0


def test_a_missing_account_is_named_before_any_other_is_stored(refused, study, tmp_path):
    there, gone = tmp_path / "there.txt", tmp_path / "gone.txt"
    there.write_text("Mira Tolen left.", encoding="utf-8")
    refused(study, "add", study, there, gone, names=[gone, "nothing was added"])


def test_help_and_wrong_usage_say_so_without_a_trace(command):
    assert command("--help").code == 0
    said = command("nonsense")
    assert said.code == 2
    assert "No such command" in said.err
