"""Suggestions and proofs as the store keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recount.model import Reason
from recount.resolve.evidence import evidence, impossible, probability
from recount.resolve.learnt import Learnt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.resolve.evidence import Rarity
    from recount.resolve.facts import Facts

BEFORE = "before"  # the feature of the reason that says where the odds begin; the first of each suggestion


def suggested(
    pairs: Iterable[tuple[Facts, Facts]], rare: Rarity, mentions: int, floor: float, *, learnt: Learnt | None = None
) -> Iterator[dict[str, Any]]:
    """Rows of the pairs whose score reaches the floor; `mentions` is how many there are to choose from.

    `learnt` is what the study's own pairs teach of the weights, nothing where they are those by hand.
    """
    weights = learnt or Learnt.by_hand(mentions)
    first = begins(mentions, weights)
    for left, right in pairs:
        reasons = evidence(left, right, rare)
        if impossible(reasons):
            continue
        reasons = weights.of(reasons)
        score = probability(reasons, weights.before)
        if score >= floor:
            yield {
                "judgement_id": f"{left.mention_id}+{right.mention_id}",
                "left_id": left.mention_id,
                "right_id": right.mention_id,
                "by_": "machine",
                "score": score,
                "reasons": [first, *reasons],
                "verdict": None,
                "why": None,
                "seq": None,
            }


def begins(mentions: int, weights: Learnt) -> Reason:
    """Where the odds begin, as the first reason of a suggestion."""
    return Reason(BEFORE, "", "", f"of {mentions} mentions", weights.before)


def proof_row(one: Facts, other: Facts, reason: Reason) -> dict[str, Any]:
    """The row of a proof that two mentions are two persons."""
    left, right = sorted((one.mention_id, other.mention_id))
    return {
        "judgement_id": f"{left}-{right}",
        "left_id": left,
        "right_id": right,
        "by_": "proof",
        "score": None,
        "reasons": [reason],
        "verdict": "different",
        "why": f"{reason.feature}: {reason.left} / {reason.right}",
        "seq": None,
    }
