"""Which runs rest on a run: those whose rows go when its rows go.

A database that deletes a row takes along the rows that refer to it. The runs that signed those must go too, or they
would stand as done with rows missing. A figure goes with its evidence in the same way: whoever is stopped between a
step and the figures has no figures, never figures that rest on what is gone.
"""

from __future__ import annotations

import sqlalchemy as sa

from recount.store.schema import EVIDENCE, PRECIOUS, figure_row, metadata, person, run

BATCH = 500  # values in one question; SQLite allows 32,766, older ones 999


def _edges() -> list[tuple[sa.Column[str], sa.Column[str], sa.ColumnElement[bool]]]:
    """(referring column, referred column, for which referring rows) between derived tables."""
    keys = [
        (key.parent, key.column, sa.true())
        for table in metadata.sorted_tables
        if table not in PRECIOUS and table is not run
        for key in table.foreign_keys
        if key.column.table not in PRECIOUS and key.column.table is not run
    ]
    evidence = [(figure_row.c.row_id, column, figure_row.c.kind == kind) for kind, column in EVIDENCE.items()]
    return [*keys, *evidence, (figure_row.c.person_id, person.c.person_id, sa.true())]


EDGES = _edges()


def dependents(connection: sa.Connection, run_id: str) -> set[str]:
    """Ids of all runs with a row that refers to a row of this run, directly or through others; not itself."""
    found: set[str] = set()
    frontier = {run_id}
    while frontier:
        reached: set[str] = set()
        for child, parent, held in EDGES:
            for own in _batches(frontier):
                keys = sa.select(parent).where(parent.table.c.run_id.in_(own))
                resting = sa.select(child.table.c.run_id).where(held, child.in_(keys)).distinct()
                reached |= set(connection.execute(resting).scalars())
        frontier = reached - found - {run_id}
        found |= frontier
    return found


def drop(connection: sa.Connection, run_id: str) -> None:
    """Delete a run, its rows, and every run that rests on it."""
    gone = {run_id, *dependents(connection, run_id)}
    for own in _batches(gone):
        connection.execute(run.delete().where(run.c.run_id.in_(own)))


def _batches(ids: set[str]) -> list[list[str]]:
    ordered = sorted(ids)
    return [ordered[n : n + BATCH] for n in range(0, len(ordered), BATCH)]
