"""What runs of reading are signed with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from recount.store import Store


@cache
def rules() -> str:
    """A name for the rules of reading: it changes when a line of them does, so no stale reading survives a release."""
    found = hashlib.sha256()
    house = Path(str(files("recount")))
    for room in ("model", "endpoint", "text", "read"):
        for path in sorted((house / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(path.relative_to(house).as_posix().encode() + b"\0" + path.read_bytes())
    return f"rules {found.hexdigest()[:16]}"


def standing(store: Store, step: str) -> dict[str, tuple[str, str]]:
    """What the runs of a step were signed with, by scope: version and inputs."""
    return {row.scope: (row.version, row.inputs) for row in store.query("runs_standing", step=step)}
