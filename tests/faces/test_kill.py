"""kill -9 at any moment loses at most the step in progress: never a capture, never a decision, never the outcome."""

import contextlib
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from recount.store import Store, verify

pytestmark = pytest.mark.heavy

KILLS = 16
SEED = 20_320_615  # the moments are random, and the same in every session
SHORT_S = 4.0
LONGEST_S = 14.0  # a moment in the work; the demo takes some 30 s in all, and goes on where it was
REPORTS = ("report.html", "report-public.html")


def log(study):
    with Store.open(study) as store:
        return store.decisions()


def state(study):
    """Figures and the rows under them, and the bytes of the reports."""
    with Store.open(study) as store:
        figures = [tuple(row) for name in ("figures", "figure_rows") for row in store.query(name)]
    return figures, {name: (study / name).read_bytes() for name in REPORTS}


def sound(study):
    """Nothing is wrong in what stands; decisions so far."""
    if not (study / "study.toml").exists():
        return []
    with Store.open(study) as store:
        assert verify(store).findings == ()
        return store.decisions()


def killed(program, after_s, *argv):
    """Start the command and kill it, with all its children, after a while; whether it had ended before."""
    running = program(*argv)
    deadline = time.monotonic() + after_s
    while running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    ended = running.poll()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    _, err = running.communicate(timeout=60)
    assert ended in (None, 0), err
    return ended == 0


def test_a_study_killed_again_and_again_ends_as_if_it_had_not_been(program, command, demo, tmp_path):
    chance, study, decided = random.Random(SEED), tmp_path / "study", []
    for _ in range(KILLS):
        # Short waits fall into capture and the first texts, long ones into all that comes after.
        done = killed(program, chance.uniform(0.2, chance.choice((SHORT_S, LONGEST_S))), "demo", study)
        after = sound(study)
        assert after[: len(decided)] == decided  # what was decided stands, in its order
        decided = after
        if done:  # then there is nothing left to interrupt
            with Store.open(study) as store:
                store.forget_derived()
    said = command("demo", study)
    assert said.code == 0, said
    decided = log(study)
    assert len(decided) == len(log(demo))
    assert len({d.body["capture_id"] for d in decided if d.kind == "capture"}) == sum(
        d.kind == "capture" for d in decided
    )
    figures, pages = state(study)
    assert figures == state(demo)[0]  # the same as in a study that nobody disturbed
    undisturbed = shutil.copytree(study, tmp_path / "undisturbed")
    with Store.open(undisturbed) as store:
        store.forget_derived()
    for name in REPORTS:
        (undisturbed / name).unlink()
    assert command("run", undisturbed).code == 0
    assert state(undisturbed) == (figures, pages)


def test_the_late_steps_killed_at_any_moment_leave_what_stood_or_what_is_new(program, command, demo, tmp_path):
    chance, study = random.Random(SEED + 1), shutil.copytree(demo, tmp_path / "study")
    codings = [d.seq for d in log(study) if d.kind == "coding"]
    for seq in chance.sample(codings, 6):
        said = command("withdraw", study, seq, "--why", "to have work for the late steps", "--by", "R. Amsel", "--json")
        decided = log(study)
        assert decided[-1].seq == json.loads(said.out)["seq"]
        killed(program, chance.uniform(0.8, 6.0), "run", study)
        assert sound(study) == decided
        for name in REPORTS:  # a page is the old one or the new one, never half of one
            assert (study / name).read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert command("run", study).code == 0
    undisturbed = shutil.copytree(study, tmp_path / "undisturbed")
    said = command("rebuild", undisturbed)
    assert said.code == 0, said
    assert state(undisturbed) == state(study)


def test_a_killed_run_leaves_no_process_behind(program, demo, tmp_path):
    """Helpers of a program that was killed end by themselves: nobody is left who would end them."""
    if len(getattr(os, "sched_getaffinity", lambda _: {0})(0)) < 2 or not Path("/proc/self/stat").exists():
        pytest.skip("one processor has no helpers to leave behind; without /proc nobody can look for them")
    study = shutil.copytree(demo, tmp_path / "study")
    with Store.open(study) as store:
        store.forget_derived()
    # So small a study is read without helpers unless they are said to start at once.
    running = program("run", study, first="from recount.read import pool; pool.STARTS_S = 0.01")
    waits(lambda: running.poll() is not None or len(children_of(running.pid)) > 1)
    time.sleep(1)
    children = children_of(running.pid)
    assert children
    running.kill()  # it alone, as the system does when memory ends
    running.wait()
    waits(lambda: not any(map(alive, children)))
    left = [pid for pid in children if alive(pid)]
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    assert left == []


def waits(until, most_s=20):
    deadline = time.monotonic() + most_s
    while not until() and time.monotonic() < deadline:
        time.sleep(0.05)


def about(pid):
    """State and parent of a process; a zombie has ended."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[:2]
    except (OSError, ValueError):
        return "Z", 0
    return state, int(parent)


def children_of(pid):
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()] if Path("/proc").is_dir() else []
    return [one for one in pids if about(one)[1] == pid]


def alive(pid):
    return about(pid)[0] != "Z"
