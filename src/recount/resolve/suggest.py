"""Same-person suggestions for people to judge, and the proofs that two are different. Decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recount.resolve.evidence import evidence, impossible, prior, probability, rarity
from recount.resolve.facts import gather
from recount.resolve.pairs import candidates
from recount.resolve.proofs import proofs
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.resolve.facts import Facts
    from recount.store import Run, Store

STEP = "resolve.suggest"
VERSION = "1"


def suggest(store: Store, *, floor: float = 0.5) -> Run:
    """Propose pairs of mentions that may be one person, each with its reasons in bits, and prove others different.

    Only mentions of cases are compared, and only of different stories. Rows go to `judgement`: by "machine" with a
    score and no verdict, or by "proof" with the verdict "different", which the least number of persons is counted
    from.

    Args:
        store: an open study.
        floor: least score, 0 to 1, of a suggestion.
    """
    facts = gather(store)
    read = sorted({row.run_id for row in store.query("mentions_told")})
    with store.run(STEP, version=VERSION, settings={"floor": floor}, inputs=digest([facts, read])) as run:
        if not run.done:
            cases = [f for f in facts if f.is_case]
            run.add("judgement", _suggested(cases, floor))
            run.add("judgement", _proved(cases))
    return run


def _suggested(cases: list[Facts], floor: float) -> Iterator[dict[str, Any]]:
    rare, before = rarity(cases), prior(len(cases))
    for left, right in candidates(cases, rare):
        reasons = evidence(left, right, rare)
        if impossible(reasons):
            continue
        score = probability(reasons, before)
        if score >= floor:
            yield {
                "judgement_id": f"{left.mention_id}+{right.mention_id}",
                "left_id": left.mention_id,
                "right_id": right.mention_id,
                "by_": "machine",
                "score": score,
                "reasons": list(reasons),
                "verdict": None,
                "why": None,
                "seq": None,
            }


def _proved(cases: list[Facts]) -> Iterator[dict[str, Any]]:
    for left, right, reason in proofs(cases):
        yield {
            "judgement_id": f"{left.mention_id}-{right.mention_id}",
            "left_id": left.mention_id,
            "right_id": right.mention_id,
            "by_": "proof",
            "score": None,
            "reasons": [reason],
            "verdict": "different",
            "why": f"{reason.feature}: {reason.left} / {reason.right}",
            "seq": None,
        }
