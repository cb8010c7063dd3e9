import contextlib
import fcntl
import hashlib
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

import recount
from recount.faces.cli import main

ACCOUNTS = ("01-courier-electrician.html", "07-agency-irish-volunteer.txt", "08-saltmouth-irish-volunteer.txt")


class Said(NamedTuple):
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def command():
    """Runs one command line in this process, as the program would."""

    def run(*argv):
        out, err, code = io.StringIO(), io.StringIO(), 0
        before, sys.argv = sys.argv, ["recount", *map(str, argv)]
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                main()
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            sys.argv = before
        return Said(code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture(scope="session")
def program():
    """Starts one command line in a process of its own, with its children in a group that can be ended as one."""
    before = os.environ.get("PYTHONPATH", "")
    path = os.pathsep.join(filter(None, [str(Path(recount.__file__).parents[1]), before]))
    start = "from recount.faces.cli import main; main()"

    def run(*argv, before=(), first="", **more):
        words = [*before, sys.executable, "-c", f"{first}; {start}" if first else start, *map(str, argv)]
        more = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True} | more
        return subprocess.Popen(words, env={**os.environ, "PYTHONPATH": path}, **more)

    return run


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A folder made once for all processes of this test session; tests look at it and copy it, but change nothing."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name, make):
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def demo(once, command):
    """The whole demo study, run once."""

    def make(folder):
        said = command("demo", folder)
        assert said.code == 0, said.err
        (folder / "said.txt").write_text(said.out, encoding="utf-8")

    return once("demo", make)


@pytest.fixture(scope="session")
def accounts():
    """Three invented accounts: one of them is a copy of another."""
    return [str(files("recount") / "demo" / "accounts" / name) for name in ACCOUNTS]


@pytest.fixture(scope="session")
def small(once, command, accounts):
    """A study of three accounts, run once."""

    def make(folder):
        for words in (["init", folder], ["add", folder, *accounts], ["run", folder]):
            said = command(*words)
            assert said.code == 0, said.err

    return once("small", make)


@pytest.fixture
def study(small, tmp_path):
    """A copy of the small study that a test may harm."""
    return shutil.copytree(small, tmp_path / "study")


def _rows(database):
    names = [n for (n,) in database.execute("select name from sqlite_master where type = 'table' order by name")]
    return {name: sorted(database.execute(f'select * from "{name}"'), key=repr) for name in names}


@pytest.fixture(scope="session")
def stored():
    """Every row of a study's database, and the digest of every file beside it: what must not change."""

    def look(folder):
        # Not immutable: what a killed process committed still stands in the write-ahead log.
        with contextlib.closing(sqlite3.connect(folder / "study.db")) as database:
            rows = _rows(database)
        beside = {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.startswith("study.db")
        }
        return rows, beside

    return look
