"""Own figures against counts that others published: agreement, difference, or why they cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from recount.model import Estimate, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recount.model.study import OtherCount

Verdict = Literal["agree", "ours is lower", "ours is higher"]


def verdict(ours: tuple[float, float], theirs: tuple[float, float | None]) -> Verdict:
    """Whether two ranges can both hold: they agree when they share a value.

    Args:
        ours: at least and at most.
        theirs: at least and at most; None is open.
    """
    low, high = theirs
    if ours[1] < low:
        return "ours is lower"
    return "ours is higher" if high is not None and ours[0] > high else "agree"


def compare_figures(figures: Sequence[Figure], others: Sequence[OtherCount]) -> Iterator[Figure]:
    """One figure for each count of others, with the rows of ours that it is held against.

    The visible part of a hidden population is always lower than the whole: a count of all who left is compared with a
    figure of the persons seen only where the study says that both count the same.
    """
    known = {figure.figure: figure for figure in figures}
    for n, other in enumerate(others, start=1):
        ours = known.get(other.figure)
        name, label = f"compare.{n}", f"{other.figure} against {other.source}"
        reason = _apart(ours, other, list(known))
        method = "ranges that share a value agree"
        if ours is None or ours.least is None or ours.most is None or reason:
            told = f"not comparable, because {reason}"
            yield Figure(name, label, ours.unit if ours else "person", method, None, None, reason=told, group="compare")
            continue
        said = verdict((ours.least, ours.most), (other.least, other.most))
        theirs = f"{other.least:g}" + (" or more" if other.most is None else f" to {other.most:g}")
        note = f"{said}: theirs {theirs}. {other.note}".strip()
        told_by = Estimate(f"counted by {other.source}", None, other.least, other.most, "as published")
        yield replace(
            ours, figure=name, label=label, method=method, shares=(), note=note, group="compare", estimates=(told_by,)
        )


def _apart(ours: Figure | None, other: OtherCount, known: list[str]) -> str | None:
    """Why the two cannot be compared, or None."""
    if other.not_comparable:
        return other.not_comparable
    if ours is None:
        near = get_close_matches(other.figure, known, n=1)
        return f"this study has no figure {other.figure!r}" + (f" (is {near[0]!r} meant?)" if near else "")
    if ours.least is None:
        return f"ours is not estimable: {ours.reason}"
    return None
