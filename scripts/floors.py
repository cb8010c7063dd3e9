"""Quality floors only go up: each number in tests/floors.json is at least what it was in the commits before.

A floor that has to go down, because another goal was worth more, says so: the commit that lowers it has a line
"Floor-lowered: <why>", and earlier commits are then not held against it.
"""

import json
import subprocess
import sys
from pathlib import Path

FILE = "tests/floors.json"


def _flat(value: object, name: str = "") -> dict[str, float]:
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in _flat(inner, f"{name}{key}.").items()}
    return {name.rstrip("."): float(value)}  # type: ignore[arg-type]  # a floor that is no number is an error here


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Print every floor that went down or away; 1 if there is one."""
    now = _flat(json.loads(Path(FILE).read_text(encoding="utf-8")))
    log = _git("log", "--format=%H %(trailers:key=Floor-lowered,valueonly,separator=%x20)", "--", FILE).splitlines()
    lowered: list[str] = []
    for line in log:
        commit, _, why = line.partition(" ")
        then = _flat(json.loads(_git("show", f"{commit}:{FILE}")))
        lowered += [f"{k}: {v:g} -> {now.get(k, 'gone')}" for k, v in then.items() if now.get(k, -1) < v]
        if why.strip():
            break
    for line in sorted(set(lowered)):
        sys.stdout.write(f"floor lowered: {line}\n")
    return 1 if lowered else 0


if __name__ == "__main__":
    sys.exit(main())
