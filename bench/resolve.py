"""How well it is found out who is who, and how fast, beside the peers on the same input in the same run.

    python bench/resolve.py [--only NAME ...] [--quick] [--json] [--data ../shared/data]

Each part is a module under `bench/resolves`; each says in its head what it measures, with which measure, and beside
whom. The peers (Splink, dedupe, nomenklatura) pin what our packages do not bear: they run in an environment of their
own, made under bench/.peers on first use. How judging pairs helps is measured by `bench/persons.py --only choice`.
"""

from __future__ import annotations

import sys

from reading import main

if __name__ == "__main__":
    sys.exit(main("resolves", __doc__))
