"""How well and how fast accounts are read, beside the peers on the same input in the same run.

    python bench/reading.py [--only NAME ...] [--quick] [--json] [--data ../shared/data]

Each part is a module under `bench/reads`; each says in its head what it measures, with which measure, and beside whom.
Peers come with the extra `[bench]`; those that cannot live beside our packages run in environments of their own, made
under bench/.peers on first use.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import cast

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reads.part import Measured, Part  # noqa: E402  # the folder of this file comes first


def main(folder: str = "reads", about: str | None = __doc__) -> int:
    """Measure the parts asked for, modules of this folder; 0 when every goal is held."""
    parts = tuple(sorted(path.stem for path in (HERE / folder).glob("[a-z]*.py") if path.stem != "part"))
    ask = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=parts, default=parts, metavar="NAME", help=", ".join(parts))
    ask.add_argument("--quick", action="store_true", help="on a part of the input, in seconds")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--data", type=Path, default=HERE.parent.parent / "shared" / "data")
    asked = ask.parse_args()
    if not asked.data.is_dir():
        ask.error(f"{asked.data}: no public test data there; give its folder with --data")
    found = {name: _measured(f"{folder}.{name}", asked.data, quick=asked.quick) for name in asked.only}
    reached = {f"{n}.{g.figure}": g.reached(m.figures) for n, m in found.items() for g in m.goals}
    if asked.json:
        figures = {f"{n}.{k}": v for n, m in found.items() for k, v in m.figures.items()}
        goals = {f"{n}.{g.figure}": str(g) for n, m in found.items() for g in m.goals}
        print(json.dumps({"figures": figures, "goals": goals, "holds": all(reached.values())}, indent=1))
    else:
        for name, measured in found.items():
            _say(name, measured)
    return 0 if all(reached.values()) else 1


def _measured(name: str, data: Path, *, quick: bool) -> Measured:
    part = cast("Part", importlib.import_module(name))
    return part.measure(data, quick=quick)


def _say(name: str, measured: Measured) -> None:
    print(f"\n{name}")
    goals = {goal.figure: goal for goal in measured.goals}
    for figure, value in measured.figures.items():
        goal = goals.get(figure)
        verdict = f"   goal {goal}: {'held' if goal.reached(measured.figures) else 'NOT HELD'}" if goal else ""
        print(f"  {figure:44} {value:10.4g}{verdict}")
    for remark in measured.remarks:
        print(f"  {remark}")


if __name__ == "__main__":
    sys.exit(main())
