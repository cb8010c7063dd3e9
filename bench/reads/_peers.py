"""Peers that cannot live beside our packages: each group in an environment of its own, made on first use."""

from __future__ import annotations

import json
import subprocess
import tempfile
import venv
from pathlib import Path
from typing import Any

_BENCH = Path(__file__).parent.parent


def asked(group: str, script: str, given: object) -> Any:
    """What `bench/peers/<script>` prints as JSON for `given`, run with the packages of `bench/peers/<group>.txt`."""
    python = _python(group)
    with tempfile.TemporaryDirectory(prefix="recount-bench-") as folder:
        path = Path(folder) / "input.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        done = subprocess.run(
            [str(python), "-W", "ignore", str(_BENCH / "peers" / script), str(path)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _python(group: str) -> Path:
    home = _BENCH / ".peers" / group
    python = home / "bin" / "python"
    if not (home / "made").exists():
        venv.create(home, with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", "-r", str(_BENCH / "peers" / f"{group}.txt")]
        subprocess.run(command, check=True)
        (home / "made").touch()
    return python
