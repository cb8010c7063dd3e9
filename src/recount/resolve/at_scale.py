"""Suggestions for a study of very many mentions in one go, by one of the engines; see `blocks` for the other way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from recount.errors import InputError
from recount.model import ENGINES
from recount.resolve.facts import gather
from recount.resolve.proofs import proofs
from recount.resolve.rows import proof_row, suggested
from recount.resolve.splink import DuckDB, Engine, Here, Spark
from recount.resolve.wide import Wide
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.facts import Facts
    from recount.store import Run, Store


def engine_of(name: str) -> Engine:
    """The engine of this name.

    Raises:
        InputError: there is none of that name.
        NotInstalled: its packages are not there.
    """
    if name == "here":
        return Here()
    if name == "duckdb":
        return DuckDB()
    if name == "spark":
        return Spark.local()
    raise InputError(f"no engine {name!r} compares mentions; take one of {', '.join(ENGINES)}")


def suggest_at_once(store: Store, *, engine: str, floor: float, step: str, version: str) -> Run:
    """Suggestions and proofs for all cases of a study in one run, whatever its size.

    The weights are those by hand, as they are when mentions are compared block by block.

    Args:
        store: an open study.
        engine: what finds the pairs: "here", "duckdb" or "spark".
        floor: least score of a suggestion.
        step: the name that runs are signed with.
        version: of the step.
    """
    for row in store.query("runs_standing", step=step):
        if row.scope != "study":
            with store.run(step, scope=row.scope, version=version, inputs="compared all at once"):
                pass
    read = sorted({row.run_id for row in store.query("mentions_told")})
    cases = [f for f in gather(store) if f.is_case]
    # All engines give the same rows, so that which one it was is no part of what the run rests on.
    settings = {"floor": floor, "way": "wide"}
    with store.run(step, version=version, settings=settings, inputs=digest([cases, read])) as run:
        if not run.done:
            run.add("judgement", _rows(cases, engine_of(engine), floor))
            run.add("judgement", (proof_row(*found) for found in proofs(cases)))
    return run


def _rows(cases: list[Facts], engine: Engine, floor: float) -> Iterator[dict[str, Any]]:
    wide = Wide.of(cases)
    pairs = engine.pairs(wide, floor=floor)
    # A score is rounded before it is held against the floor.
    likely = pairs[wide.scores(pairs, floor=floor - 1e-4) >= floor - 1e-4]
    told = ((cases[a], cases[b]) for a, b in np.asarray(likely).tolist())
    return suggested(told, wide.rare, len(cases), floor)
