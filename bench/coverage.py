"""How often every interval that a study prints holds the truth, over populations with a planted truth.

    python bench/coverage.py [--only hidden intervals] [--quick] [--json]

`hidden`: the range of those never seen, in scenarios with persons who differ and lists that depend on each other.
`intervals`: shares, rates, crosses, shares corrected by a sample, recent months completed; beside what others print.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_threads] = "1"  # small systems, many of them: threads only wait for each other

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from reads.part import Measured  # noqa: E402  # the folder of this file comes first, after the threads are set

PARTS = tuple(sorted(path.stem for path in (HERE / "covers").glob("[a-z]*.py")))


def main() -> int:
    """Measure the parts asked for; 0 when every coverage lies where it should."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="NAME", help=", ".join(PARTS))
    ask.add_argument("--quick", action="store_true", help="fewer populations, in seconds")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    found: dict[str, Measured] = {
        n: importlib.import_module(f"covers.{n}").measure(quick=asked.quick) for n in asked.only
    }
    missed = [f"{n}.{g.figure} {g}" for n, m in found.items() for g in m.goals if not g.reached(m.figures)]
    if asked.json:
        figures = {f"{n}.{k}": v for n, m in found.items() for k, v in m.figures.items()}
        goals: dict[str, str] = {}
        for name, measured in found.items():
            for goal in measured.goals:
                key = f"{name}.{goal.figure}"
                goals[key] = f"{goals[key]}, {goal}" if key in goals else str(goal)
        print(json.dumps({"figures": figures, "goals": goals, "holds": not missed}, indent=1))
        return 1 if missed else 0
    for name, measured in found.items():
        print(f"\n{name}")
        for remark in measured.remarks:
            print(f"  {remark}")
        for figure, value in measured.figures.items():
            bounds = ", ".join(str(g) for g in measured.goals if g.figure == figure)
            print(f"  {figure:58} {value:8.3f}{f'   goal {bounds}' if bounds else ''}")
    print("\nall goals hold" if not missed else "\nNOT held: " + "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
