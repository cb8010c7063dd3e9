"""Same-person suggestions for people to judge, and the proofs that two are different. Decides nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from recount.resolve import learning
from recount.resolve.at_scale import suggest_at_once
from recount.resolve.blocks import suggest_in_blocks
from recount.resolve.facts import Facts, gather
from recount.resolve.judgements import Places, standing_judgements
from recount.resolve.learnt import Learnt, learnt_from
from recount.resolve.pairs import compared_at_once
from recount.resolve.proofs import proofs
from recount.resolve.rows import proof_row, suggested
from recount.resolve.wide import Wide
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.model import Judgement
    from recount.store import Run, Store

STEP = "resolve.suggest"
VERSION = "3"
AT_ONCE = 5_000  # mentions of cases that are compared all at once; larger studies go block by block


def suggest(store: Store, *, floor: float = 0.5, at_once: int = AT_ONCE, engine: str = "blocks") -> Run:
    """Propose pairs of mentions that may be one person, each with its reasons in bits, and prove others different.

    Only mentions of cases are compared, and only of different stories. Rows go to `judgement`: by "machine" with a
    score and no verdict, or by "proof" with the verdict "different", which the least number of persons is counted
    from. How much each comparison tells is learnt from all pairs and from what people judged, and kept. Above `at_once`
    mentions they are compared block by block, so that what is added is quick to take in; see `blocks` for the weights.

    Args:
        store: an open study.
        floor: least score, 0 to 1, of a suggestion.
        at_once: mentions of cases up to which all are compared at once.
        engine: how larger studies are compared: a name of `model.ENGINES`.

    Raises:
        InputError: there is no such engine, or its packages are not installed (NotInstalled).
    """
    listed = store.query("mentions_listed")
    if len(listed) > at_once and engine != "blocks":
        return suggest_at_once(store, engine=engine, floor=floor, step=STEP, version=VERSION)
    if len(listed) > at_once:
        return suggest_in_blocks(store, listed, floor=floor, first=at_once, step=STEP, version=VERSION)
    for its_step in (STEP, learning.STEP):
        store.forget(its_step, but=["study"])  # a study that was larger once
    facts = gather(store)
    read = sorted({row.run_id for row in store.query("mentions_told")})
    judged, _ = standing_judgements(store, Places(store))
    cases = [f for f in facts if f.is_case]
    wide = cache(lambda: Wide.of(cases))
    learnt = learning.learnt_once(
        store,
        lambda: learnt_from(wide(), judged=judged),
        scope="study",
        mentions=len(cases),
        inputs=digest([facts, read, judged]),
    )
    inputs = digest([facts, read, learnt.numbers])
    with store.run(STEP, version=VERSION, settings={"floor": floor}, inputs=inputs) as run:
        if not run.done:
            run.add("judgement", _rows(wide(), cases, floor, learnt))
            run.add("judgement", (proof_row(*found) for found in proofs(cases)))
    return run


def suggestions(
    cases: list[Facts], *, floor: float = 0.5, judged: Iterable[Judgement] = ()
) -> Iterator[dict[str, Any]]:
    """Rows of `judgement` for the pairs of these mentions whose score reaches the floor, by what they teach.

    Args:
        cases: mentions in the order of their ids.
        floor: least score, 0 to 1.
        judged: verdicts of people that stand.
    """
    wide = Wide.of(cases)
    return _rows(wide, cases, floor, learnt_from(wide, judged=judged))


def _rows(wide: Wide, cases: list[Facts], floor: float, learnt: Learnt) -> Iterator[dict[str, Any]]:
    pairs = compared_at_once(wide, cases)
    told = ((cases[a], cases[b]) for a, b in wide.likely(pairs, floor=floor, learnt=learnt))
    return suggested(told, wide.rare, len(cases), floor, learnt=learnt)
