"""Connections: SQLite with the settings that make it durable, or PostgreSQL; their errors in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from recount.errors import StoreBusy, StoreDamaged, StoreError, StoreFull


def connect(folder: Path, url: str, wait_s: float) -> sa.Engine:
    """An engine for the study's database: `url`, or study.db in `folder` when it is empty."""
    if url:
        return sa.create_engine(url, connect_args={"connect_timeout": max(1, int(wait_s))})
    engine = sa.create_engine(
        f"sqlite:///{folder / 'study.db'}", connect_args={"timeout": wait_s, "check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    # We say BEGIN ourselves; the driver would begin too late for a write lock and not at all for reads.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-32000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    # IMMEDIATE: two writers queue at the door instead of failing half-way through. A reader begins nothing: in a
    # transaction it would go on seeing the database as it was at its first question.
    if connection.get_execution_options().get("recount_writes", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def in_our_words(path: str, wait_s: float) -> Iterator[None]:
    """Turn a database's errors into those of Recount."""
    try:
        yield
    except (exc.OperationalError, exc.DatabaseError) as error:
        raise _named(error, path, wait_s) from error


def _named(error: exc.DBAPIError, path: str, wait_s: float) -> Exception:
    words = str(error.orig).lower()
    if "locked" in words or "busy" in words or "lock timeout" in words:
        return StoreBusy(path, wait_s)
    if "disk is full" in words or "no space left" in words:
        return StoreFull(path)
    if isinstance(error, exc.IntegrityError):
        return error
    damaged = ("not a database", "malformed", "unable to open", "connection", "disk i/o error", "readonly database")
    if any(sign in words for sign in damaged):
        return StoreDamaged(path, str(error.orig).splitlines()[0])
    if "append-only" in words:
        return StoreError(f"{path}: {str(error.orig).splitlines()[0]}; captures and decisions are kept for ever")
    return error
