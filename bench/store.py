"""Is the store fast enough: 2,000 texts of 750 words and 20,000 codings, beside plain sqlite3 and Taguette.

    python bench/store.py [--quick] [--json] [--taguette PYTHON]

Each side runs in a process of its own on the same input. The floor is `sqlite3` alone doing the same work: bytes
hashed and kept in a table, each coding checked against its text, one durable transaction or one commit each. The peer
is Taguette 1.5 from the package index; it pins SQLAlchemy 1.4 and so needs an environment of its own, which is made
under bench/.peers on first use (or give one with --taguette).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WORDS = 750
GOALS = {"import_s": 3.0, "codings_s": 3.0, "single_p95_ms": 15.0, "verify_s": 1.0, "peak_mb": 300.0}
CODES = ("leave.push.living", "leave.push.duties", "join.ideal", "barrier.reprisal", "exit.escape")


def make(folder: Path, *, texts: int, codings: int, singles: int) -> dict[str, Any]:
    """The input: the words of the invented demo accounts, shuffled, and places to code; the same for every side."""
    rng = random.Random(20_000)
    told = HERE.parent / "src" / "recount" / "demo" / "accounts"
    stock = " ".join(path.read_text(encoding="utf-8") for path in sorted(told.glob("*.txt"))).split()
    stock += ["été", "naïve", "Łukasz", "أبو", "👩‍🌾", "weiß"]
    bodies = ["\n\n".join(" ".join(rng.choices(stock, k=75)) for _ in range(WORDS // 75)) for _ in range(texts)]
    (folder / "accounts").mkdir()
    for n, body in enumerate(bodies):
        (folder / "accounts" / f"{n:05}.txt").write_text(body, encoding="utf-8")
    places = [_place(rng, n % texts, bodies) for n in range(codings + singles)]
    given = {"texts": bodies, "codings": places[:codings], "single": places[codings:]}
    (folder / "input.json").write_text(json.dumps(given), encoding="utf-8")
    return given


def _place(rng: random.Random, n: int, bodies: list[str]) -> tuple[int, int, int]:
    line = rng.choice(bodies[n].split("\n\n"))
    words = line.split(" ")
    at = rng.randrange(len(words) - 10)
    quoted = " ".join(words[at : at + 10])
    start = bodies[n].index(line) + len(" ".join(words[:at])) + (at > 0)
    return n, start, start + len(quoted)


def ours(folder: Path) -> dict[str, Any]:
    """Recount: capture, texts, codings in one transaction, codings one by one, every quote checked again."""
    from recount import capture, coding, read
    from recount.coding import Assignment
    from recount.store import Store, verify

    given = json.loads((folder / "input.json").read_text(encoding="utf-8"))
    codebook = coding.load("exit-narratives", None)
    seconds = {}
    with Store.create(folder / "study") as store:
        start = time.perf_counter()
        capture.take(store, [folder / "accounts"], by="bench")
        read.texts(store)
        seconds["import_s"] = time.perf_counter() - start

        def assignment(k: int, place: list[int]) -> Assignment:
            n, at, end = place
            return Assignment(
                f"accounts/{n:05}.txt", given["texts"][n][at:end], CODES[k % len(CODES)], "present", start=at
            )

        start = time.perf_counter()
        coding.assign(store, [assignment(k, p) for k, p in enumerate(given["codings"])], codebook=codebook, by="bench")
        seconds["codings_s"] = time.perf_counter() - start
        each = []
        for k, place in enumerate(given["single"]):
            start = time.perf_counter()
            coding.assign(store, [assignment(k, place)], codebook=codebook, by="bench")
            each.append(time.perf_counter() - start)
        seconds["single_p95_ms"] = 1000 * sorted(each)[int(0.95 * len(each))]
        _one_story_each(store)
        coding.replay(store, codebook)
        start = time.perf_counter()
        wrong = len(store.query("quotes_out_of_place"))
        seconds["verify_s"] = time.perf_counter() - start
        seconds["verified"] = verify(store).quotes
        seconds["wrong"] = wrong
    seconds["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds


def _one_story_each(store: Any) -> None:
    """One story a text: what is measured here is the store, not the parser."""
    with store.together():
        for row in store.query("text_digests"):
            story = {"story_id": f"{row.text_id}.0", "text_id": row.text_id, "n": 0, "start": 0, "end_": len(row.body)}
            with store.run("read.stories", scope=row.text_id, version="bench", inputs=row.sha256) as run:
                run.add("story", [{**story, "kind": "story"}])


def floor(folder: Path) -> dict[str, Any]:
    """Plain sqlite3 doing the same: the least that it can cost."""
    given = json.loads((folder / "input.json").read_text(encoding="utf-8"))
    base = sqlite3.connect(folder / "floor.db", isolation_level=None)
    base.execute("pragma journal_mode=wal")
    base.execute("pragma synchronous=full")
    base.execute("create table text (n integer primary key, sha256 text, body text)")
    base.execute("create table coding (n integer, start integer, end_ integer, code text, words text)")
    seconds = {}
    start = time.perf_counter()
    base.execute("begin immediate")
    for n, path in enumerate(sorted((folder / "accounts").iterdir())):
        data = path.read_bytes()
        base.execute("insert into text values (?, ?, ?)", (n, hashlib.sha256(data).hexdigest(), data.decode()))
    base.execute("commit")
    seconds["import_s"] = time.perf_counter() - start

    def enter(k: int, place: list[int]) -> None:
        n, at, end = place
        (body,) = base.execute("select body from text where n = ?", (n,)).fetchone()
        words = given["texts"][n][at:end]
        if body[at:end] != words:
            raise ValueError(words)
        base.execute("insert into coding values (?, ?, ?, ?, ?)", (n, at, end, CODES[k % len(CODES)], words))

    start = time.perf_counter()
    base.execute("begin immediate")
    for k, place in enumerate(given["codings"]):
        enter(k, place)
    base.execute("commit")
    seconds["codings_s"] = time.perf_counter() - start
    each = []
    for k, place in enumerate(given["single"]):
        start = time.perf_counter()
        enter(k, place)
        each.append(time.perf_counter() - start)
    seconds["single_p95_ms"] = 1000 * sorted(each)[int(0.95 * len(each))]
    start = time.perf_counter()
    rows = base.execute("select text.body, coding.start, coding.end_, coding.words from coding join text using (n)")
    seconds["wrong"] = sum(body[at:end] != words for body, at, end, words in rows)
    seconds["verify_s"] = time.perf_counter() - start
    seconds["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds


def peer_python(given: str | None) -> str:
    """The interpreter of an environment that has Taguette; made once beside this file."""
    if given:
        return given
    home = HERE / ".peers" / "taguette"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "peers" / "taguette.txt")], check=True
        )
    return str(python)


def _side(name: str, folder: Path, taguette: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--side", name, str(folder)]
    if name == "taguette":
        command = [
            taguette,
            str(HERE / "peers" / "taguette_store.py"),
            str(folder / "input.json"),
            str(folder / "peer.db"),
        ]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the input; goals are scaled alike")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--taguette", help="an interpreter that has Taguette 1.5")
    parser.add_argument("--side", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.side:
        print(json.dumps({"ours": ours, "floor": floor}[args.side[0]](Path(args.side[1]))))
        return 0
    part = 0.1 if args.quick else 1.0
    folder = Path(tempfile.mkdtemp(prefix="recount-bench-"))
    try:
        make(folder, texts=int(2_000 * part), codings=int(20_000 * part), singles=200)
        sides = {name: _side(name, folder, "") for name in ("floor", "ours")}
        sides["taguette"] = _side("taguette", folder, peer_python(args.taguette))
    finally:
        shutil.rmtree(folder)
    goals = {k: v * part if k in ("import_s", "codings_s", "verify_s") else v for k, v in GOALS.items()}
    holds = all(sides["ours"][k] <= v for k, v in goals.items()) and not sides["ours"]["wrong"]
    ratios = {
        f"{k} against {p}": round(sides["ours"][k] / sides[p][k], 2) for k in goals for p in ("floor", "taguette")
    }
    figures = {f"{side}.{k}": round(v, 4) for side, own in sides.items() for k, v in own.items()} | ratios
    if args.json:
        print(json.dumps({"figures": figures, "goals": goals, "holds": holds}, indent=1))
    else:
        print(f"{'':>16}{'goal':>10}{'ours':>10}{'sqlite3':>10}{'Taguette':>10}")
        for k, goal in goals.items():
            row = [goal, sides["ours"][k], sides["floor"][k], sides["taguette"][k]]
            print(f"{k:>16}" + "".join(f"{v:>10.3f}" for v in row))
        print("all goals hold" if holds else "NOT all goals hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
