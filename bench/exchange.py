"""A project of 2,000 texts and 20,000 codings out to a REFI-QDA file and back: all the same, and how fast.

    python bench/exchange.py [--quick] [--json]

The peer is the floor: the same file's XML parsed and its texts decoded by lxml and zipfile alone, with nothing checked.
QualCoder 4.0 beta on the like (recorded elsewhere, not run here): export 30 s, import 248 s, 0 of 20,000 the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from lxml import etree

from recount.coding.projects import read_project
from recount.model import Release
from recount.report import qdpx

HERE = Path(__file__).parent
GOALS = {"export_s": 5.0, "import_s": 5.0}
CODES = 40


def made(texts: int, codings: int) -> Release:
    """An exchange release: the words of the invented demo accounts, shuffled, with letters of every width."""
    rng = random.Random(20_000)
    told = HERE.parent / "src" / "recount" / "demo" / "accounts"
    stock = " ".join(path.read_text(encoding="utf-8") for path in sorted(told.glob("*.txt"))).split()
    stock += ["été", "naïve", "Łukasz", "أبو", "👩‍🌾", "weiß", "“", "—"]
    bodies = ["\n\n".join(" ".join(rng.choices(stock, k=75)) for _ in range(10)) for _ in range(texts)]
    places = []
    for n in range(codings):
        k = n % texts
        start = rng.randrange(len(bodies[k]) - 60)
        end = start + rng.randrange(5, 60)
        places.append(_coding(n, k, start, end, bodies[k][start:end]))
    rules = {"definition": "Invented.", "parent": None, "include_when": "", "exclude_when": ""}
    texts_told = [
        {"id": f"t{k}", "name": f"{k:05}.txt", "body": b, "sha256": hashlib.sha256(b.encode()).hexdigest()}
        for k, b in enumerate(bodies)
    ]
    body: dict[str, Any] = {
        "policy": "exchange",
        "program": "recount bench",
        "banner": "Invented.",
        "study": {"title": "Bench", "notice": ""},
        "codebook": {"id": "b", "version": "1", "title": "B"},
        "codes": [{"code": f"c{n}", "label": f"Code {n}"} | rules for n in range(CODES)],
        "attributes": [],
        "codings": places,
        "texts": texts_told,
    }
    return Release("x" * 32, "exchange", body)


def _coding(n: int, k: int, start: int, end: int, words: str) -> dict[str, Any]:
    told = {"id": f"d{n}", "text": f"t{k}", "start": start, "end": end, "words": words, "code": f"c{n % CODES}"}
    told |= {"value": "present", "coder": f"coder {n % 4}", "codebook_version": "1"}
    return told | {"memo": "", "at": "2031-05-01T00:00:00Z"}


def floor(path: Path) -> float:
    """Seconds that parsing and decoding alone take."""
    start = time.perf_counter()
    with zipfile.ZipFile(path) as file:
        etree.fromstring(file.read("project.qde"))
        for name in file.namelist():
            if name.startswith("sources/"):
                file.read(name).decode()
    return time.perf_counter() - start


def main() -> int:
    """Measure; 0 when every goal is held and every coding is the same."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--quick", action="store_true", help="a tenth of the input; goals are scaled alike")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    part = 0.1 if asked.quick else 1.0
    release = made(int(2_000 * part), int(20_000 * part))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.qdpx"
        start = time.perf_counter()
        path.write_bytes(qdpx(release))
        export_s = time.perf_counter() - start
        start = time.perf_counter()
        read = read_project(path)
        import_s = time.perf_counter() - start
        floor_s = floor(path)
        size = path.stat().st_size / 1e6
    names = {t.guid: t.name for t in read.texts}
    codes = {c.guid: c.name.removeprefix("Code ") for c in read.codes}
    back = Counter((names[c.text], c.start, c.end, c.words, codes[c.code], c.coder) for c in read.codings)
    sent = Counter(
        (f"{int(c['text'][1:]):05}.txt", c["start"], c["end"], c["words"], c["code"][1:], c["coder"])
        for c in release.body["codings"]
    )
    same = sum((back & sent).values())
    figures = {
        "export_s": export_s, "import_s": import_s, "floor_s": floor_s, "import against floor": import_s / floor_s,
        "codings": float(len(release.body["codings"])), "the same": float(same), "size_mb": size,
    }  # fmt: skip
    goals = {k: v * part for k, v in GOALS.items()} | {"the same": figures["codings"]}
    holds = export_s <= goals["export_s"] and import_s <= goals["import_s"] and same == len(release.body["codings"])
    if asked.json:
        print(json.dumps({"figures": figures, "goals": goals, "holds": holds}, indent=1))
    else:
        for key, value in figures.items():
            print(f"{key:24}{value:12.3f}")
        print("all goals hold" if holds else "NOT all goals hold")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
