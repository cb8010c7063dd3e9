"""The run that signs every derived row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from recount.errors import InputError, QuoteNotFound
from recount.store.canonical import canonical
from recount.store.schema import JSON_COLUMNS, PRECIOUS, metadata, text

BODIES = 256  # texts kept at hand while quotes are checked; rows come text by text, so a few are enough


class Run:
    """One step over one scope in one transaction: its rows enter together or not at all.

    `done` is True when the same step with the same version, settings and inputs stands already; then there is
    nothing to add. `run_id` depends on those alone, so the same work has the same id on every machine.
    """

    def __init__(self, connection: sa.Connection | None, run_id: str, *, done: bool) -> None:
        self.run_id = run_id
        self.done = done
        self.row_count = 0
        self._connection = connection
        self._outputs = hashlib.sha256()

    def add(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert derived rows, signed; JSON columns take plain values or data classes."""
        target = metadata.tables.get(table)
        if self.done or self._connection is None or target is None or target in PRECIOUS or table == "run":
            raise InputError(f"run {self.run_id[:12]} cannot add to table {table!r}")
        ready = [self._row(row) for row in rows]
        if "words" in target.columns:
            self._check_quotes(ready)
        if ready:
            self._connection.execute(target.insert(), ready)
            self.row_count += len(ready)

    def _row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        ready = {k: canonical(v) if k in JSON_COLUMNS and v is not None else v for k, v in row.items()}
        # The rows' digest is signed without the run's own id: it tells whether the outcome changed.
        self._outputs.update(canonical(ready).encode())
        self._outputs.update(b"\n")
        return {**ready, "run_id": self.run_id}

    def _check_quotes(self, rows: list[dict[str, Any]]) -> None:
        """No words, no claim: whoever wrote a row, its words must stand at its place."""
        bodies: dict[str, str] = {}
        for row in rows:
            text_id = row["text_id"]
            if text_id not in bodies:
                if len(bodies) >= BODIES:
                    bodies.clear()
                bodies[text_id] = self._body(text_id)
            if not row["words"] or bodies[text_id][row["start"] : row["end_"]] != row["words"]:
                raise QuoteNotFound(row["words"], text_id, row["start"])

    def _body(self, text_id: str) -> str:
        found = None
        if self._connection is not None:
            found = self._connection.execute(sa.select(text.c.body).where(text.c.text_id == text_id)).scalar()
        return found or ""

    @property
    def outputs(self) -> str:
        """SHA-256 over all rows added so far, hex."""
        return self._outputs.hexdigest()
