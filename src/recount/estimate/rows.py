"""Figures as the store keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.model import Figure


def figure_row(n: int, figure: Figure) -> dict[str, Any]:
    """The row of table `figure`; `n` is its place in print."""
    return {
        "figure_id": figure.figure,
        "n": n,
        "grp": figure.group,
        "name": figure.label,
        "unit": figure.unit,
        "method": figure.method,
        "least": figure.least,
        "most": figure.most,
        "reason": figure.reason,
        "note": figure.note,
        "shares": list(figure.shares),
        "estimates": list(figure.estimates),
    }


def under(figure: Figure) -> Iterator[dict[str, Any]]:
    """The rows of table `figure_row` under a figure."""
    for n, row in enumerate(figure.rows):
        yield {
            "figure_id": figure.figure,
            "n": n,
            "person_id": row.person_id,
            "kind": row.kind,
            "row_id": row.row_id,
            "standing": row.standing,
        }
