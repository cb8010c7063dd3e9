"""From a figure back to the words: for those who hold the study."""

from __future__ import annotations

from dataclasses import asdict
from difflib import get_close_matches
from typing import Any

from recount.disclose.evidence import evidence
from recount.disclose.release import figures_of, pseudonyms, study_key
from recount.errors import UnknownFigure
from recount.store import Store


def opened_figure(store: Store, figure: str) -> dict[str, Any]:
    """A figure with all its rows opened: pseudonym, standing, words in context, source, hash.

    Raises:
        UnknownFigure: the study has no figure of that name.
        QuoteNotFound: words are not at their place any more.
    """
    figures = figures_of(store)
    found = next((f for f in figures if f.figure == figure), None)
    if found is None:
        near = get_close_matches(figure, [f.figure for f in figures], n=1)
        raise UnknownFigure(figure, near[0] if near else None)
    names = pseudonyms(study_key(store), figures)
    opened = evidence(store, {(r.kind, r.row_id) for r in found.rows})
    rows = [
        {
            "person": names.get(r.person_id or ""),
            "standing": r.standing,
            "kind": r.kind,
            "row_id": r.row_id,
            "evidence": opened[f"{r.kind}:{r.row_id}"],
        }
        for r in found.rows
    ]
    return {
        "id": found.figure,
        "name": found.label,
        "unit": found.unit,
        "method": found.method,
        "least": found.least,
        "most": found.most,
        "reason": found.reason,
        "note": found.note,
        "shares": [asdict(s) for s in found.shares],
        "estimates": [asdict(e) for e in found.estimates],
        "rows": rows,
    }
