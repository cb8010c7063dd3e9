"""Quality floors only go up: each number in tests/floors.json is at least what it was in the commit before."""

import json
import subprocess
import sys
from pathlib import Path

FILE = "tests/floors.json"


def _flat(value: object, name: str = "") -> dict[str, float]:
    if isinstance(value, dict):
        return {k: v for key, inner in value.items() for k, v in _flat(inner, f"{name}{key}.").items()}
    return {name.rstrip("."): float(value)}  # type: ignore[arg-type]  # a floor that is no number is an error here


def main() -> int:
    """Print every floor that went down or away; 1 if there is one."""
    now = _flat(json.loads(Path(FILE).read_text(encoding="utf-8")))
    log = subprocess.run(["git", "log", "-2", "--format=%H", "--", FILE], capture_output=True, text=True, check=False)  # noqa: S607
    lowered = []
    for commit in log.stdout.split():
        shown = subprocess.run(["git", "show", f"{commit}:{FILE}"], capture_output=True, text=True, check=True)  # noqa: S603, S607
        then = _flat(json.loads(shown.stdout))
        lowered += [f"{k}: {v:g} -> {now.get(k, 'gone')}" for k, v in then.items() if now.get(k, -1) < v]
    for line in lowered:
        sys.stdout.write(f"floor lowered: {line}\n")
    return 1 if lowered else 0


if __name__ == "__main__":
    sys.exit(main())
