"""Suggestions for a study of very many mentions in one go, by one of the engines; see `blocks` for the other way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from recount.errors import InputError
from recount.model import ENGINES
from recount.resolve import learning
from recount.resolve.facts import gather
from recount.resolve.judgements import Places, standing_judgements
from recount.resolve.learnt import learnt_from
from recount.resolve.proofs import proofs
from recount.resolve.rows import proof_row, suggested
from recount.resolve.splink import DuckDB, Engine, Here, Spark
from recount.resolve.wide import Wide
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.facts import Facts
    from recount.resolve.keyed import Blocks
    from recount.resolve.learnt import Learnt
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

    Weights are learnt as in a smaller study, from what people judged and from a sample of the pairs.

    Args:
        store: an open study.
        engine: what finds the pairs: "here", "duckdb" or "spark".
        floor: least score of a suggestion.
        step: the name that runs are signed with.
        version: of the step.
    """
    for its_step in (step, learning.STEP):
        store.forget(its_step, but=["study"])
    cases = [f for f in gather(store) if f.is_case]
    judged, _ = standing_judgements(store, Places(store))
    told = digest([cases, sorted({row.run_id for row in store.query("mentions_told")})])
    pile = _Pile(cases)
    learnt = learning.learnt_once(
        store,
        lambda: learnt_from(pile.wide, judged=judged, blocks=pile.blocks),
        scope="study",
        mentions=len(cases),
        inputs=digest([told, judged]),
    )
    # All engines give the same rows, so that which one it was is no part of what the run rests on.
    settings = {"floor": floor, "way": "wide"}
    with store.run(step, version=version, settings=settings, inputs=digest([told, learnt.numbers])) as run:
        if not run.done:
            run.add("judgement", _rows(pile, engine_of(engine), learnt, floor))
            run.add("judgement", (proof_row(*found) for found in proofs(cases)))
    return run


class _Pile:
    """The cases as they are compared; made when first asked for, since a run that stands needs neither."""

    def __init__(self, cases: list[Facts]) -> None:
        self.cases = cases

    @cached_property
    def wide(self) -> Wide:
        return Wide.of(self.cases)

    @cached_property
    def blocks(self) -> Blocks:
        return self.wide.blocks()


def _rows(pile: _Pile, engine: Engine, learnt: Learnt, floor: float) -> Iterator[dict[str, Any]]:
    wide, cases = pile.wide, pile.cases
    pairs = engine.pairs(wide, pile.blocks, learnt, floor=floor)
    told = ((cases[a], cases[b]) for a, b in wide.likely(pairs, floor=floor, learnt=learnt))
    return suggested(told, wide.rare, len(cases), floor, learnt=learnt)
