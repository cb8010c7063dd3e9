"""The study's store: captures and decisions that only grow, and derived rows signed by runs."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import sqlalchemy as sa

from recount.errors import CaptureMissing, InputError, NotAStudy
from recount.model import GENESIS, Capture, Decision, Source, standing
from recount.store.blobs import Blobs
from recount.store.canonical import canonical, digest
from recount.store.dependents import drop
from recount.store.engine import connect, in_our_words
from recount.store.migrate import bring_up
from recount.store.run import Run
from recount.store.schema import JSON_COLUMNS, capture, decision, run, source

Row = Any  # a named tuple with the columns of the query


@cache
def _question(name: str) -> sa.TextClause:
    path = files("recount.store") / "queries" / f"{name}.sql"
    if not path.is_file():
        raise InputError(f"no query named {name!r} in store/queries")
    return sa.text(path.read_text(encoding="utf-8"))


@cache
def _shape(columns: tuple[str, ...]) -> type:
    return namedtuple("Row", columns)  # noqa: PYI024  # the columns are known only when the query has run


def _rows(result: sa.CursorResult[Any]) -> list[Row]:
    columns = tuple(result.keys())
    shape, coded = _shape(columns), [i for i, name in enumerate(columns) if name in JSON_COLUMNS]
    if not coded:
        return [shape(*row) for row in result]
    return [shape(*(_value(v) if i in coded else v for i, v in enumerate(row))) for row in result]


def _value(told: str | None) -> Any:
    """What a JSON column holds; most lists are empty, and need no parser."""
    return None if told is None else [] if told == "[]" else json.loads(told)


def utc_now() -> str:
    """Now, UTC, ISO 8601 to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Store:
    """All that a study keeps. One process writes at a time; readers never wait."""

    def __init__(self, folder: Path, url: str, wait_s: float) -> None:
        self.folder = folder
        self._path = url.rsplit("@", maxsplit=1)[-1] or str(folder / "study.db")
        self._wait_s = wait_s
        self._blobs = Blobs(folder / "captures")
        self._engine = connect(folder, url, wait_s)
        self._writer: sa.Connection | None = None
        self._grouped = False
        self._stood: dict[str, dict[str, str]] = {}  # step -> scope -> run id, while runs are made together
        with in_our_words(self._path, wait_s):
            bring_up(self._engine, self._path)
            self._reader = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    def create(cls, folder: Path, url: str = "") -> Self:
        """A new store in `folder`, which is made if it is absent."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, url, 5.0)

    @classmethod
    def open(cls, folder: Path, url: str = "", *, wait_s: float = 5.0) -> Self:
        """The store of the study in `folder`; `wait_s` is how long a write waits for another writer."""
        if not url and not (folder / "study.db").exists():
            raise NotAStudy(str(folder))
        return cls(folder, url, wait_s)

    def close(self) -> None:
        """Let go of the database."""
        self._reader.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def query(self, name: str, **values: object) -> list[Row]:
        """The rows that answer store/queries/<name>.sql; inside a run they include what it has added.

        A value that is a list stands for the members of an "in"; give no more than some hundreds at a time.
        """
        question = _question(name)
        for given in (key for key, value in values.items() if isinstance(value, list)):
            question = question.bindparams(sa.bindparam(given, expanding=True))
        with in_our_words(self._path, self._wait_s):
            return _rows((self._writer or self._reader).execute(question, values))

    def blob(self, sha256: str) -> bytes:
        """The captured bytes of that hash, checked; CaptureMissing or CaptureChanged."""
        return self._blobs.read(sha256)

    def keep(self, data: bytes) -> str:
        """Keep bytes for ever; their SHA-256, hex. Durable when it returns; the same bytes are kept once."""
        return self._blobs.keep(data)

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """One write transaction; all or nothing."""
        if self._writer is not None:
            if not self._grouped:
                raise InputError("a run is open already; runs do not nest")
            yield self._writer
            return
        with (
            in_our_words(self._path, self._wait_s),
            self._engine.connect().execution_options(recount_writes=True) as connection,
            connection.begin(),
        ):
            self._writer = connection
            try:
                yield connection
            finally:
                self._writer = None

    @contextmanager
    def together(self, *steps: str) -> Iterator[None]:
        """Many small runs in one transaction: they enter together or not at all, and wait for the disk once.

        Compute first and write then: other writers wait as long as this is open. What stands of the `steps` named is
        asked once for all their runs; name those that make many.
        """
        with self._writing():
            self._grouped = True
            for step in steps:
                self._stood[step] = {row.scope: row.run_id for row in self.query("runs_standing", step=step)}
            try:
                yield
            finally:
                self._grouped = False
                self._stood.clear()

    def captured(self, items: Iterable[tuple[Source, Capture]]) -> int:
        """Enter sources and captures, each with a decision that chains it; how many captures were new."""
        with self._writing() as connection:
            self._lock(connection)
            known = set(connection.execute(sa.select(capture.c.capture_id)).scalars())
            sources = set(connection.execute(sa.select(source.c.source_id)).scalars())
            new: list[tuple[Source, Capture]] = []
            told: list[dict[str, str]] = []
            for origin, taken in items:
                if taken.sha256 and not self._blobs.path(taken.sha256).exists():
                    raise CaptureMissing(str(self._blobs.path(taken.sha256)), taken.sha256)
                if origin.source_id not in sources:
                    sources.add(origin.source_id)
                    told.append({"source_id": origin.source_id, "supplied": canonical(origin.supplied)})
                if taken.capture_id not in known:
                    known.add(taken.capture_id)
                    new.append((origin, taken))
            if told:
                connection.execute(source.insert(), told)
            rows = [{c.name: getattr(taken, c.name) for c in capture.columns} for _, taken in new]
            if rows:
                connection.execute(capture.insert(), rows)
            self._append(connection, [("capture", t.captured_by, _chained(o, t)) for o, t in new])
        return len(new)

    def decide(self, kind: str, bodies: Iterable[dict[str, Any]], *, by: str) -> list[Decision]:
        """Append decisions to the log in one transaction; durable when it returns."""
        with self._writing() as connection:
            self._lock(connection)
            return self._append(connection, [(kind, by, body) for body in bodies])

    def _lock(self, connection: sa.Connection) -> None:
        # SQLite's BEGIN IMMEDIATE has locked already; PostgreSQL would let two writers read the same last link.
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("lock table decision in exclusive mode"))

    def _append(self, connection: sa.Connection, items: list[tuple[str, str, dict[str, Any]]]) -> list[Decision]:
        last = connection.execute(
            sa.select(decision.c.seq, decision.c.hash).order_by(decision.c.seq.desc()).limit(1)
        ).first()
        seq, prev = (last.seq, last.hash) if last else (0, GENESIS)
        at, made = utc_now(), []
        for kind, by, given in items:
            seq += 1
            body = json.loads(canonical(given))
            link = Decision.link(seq, at, by, kind, body, prev)
            made.append(Decision(seq, at, by, kind, body, prev, link))
            prev = link
        if made:
            connection.execute(decision.insert(), [_decision_row(d) for d in made])
        return made

    def decisions(self, *kinds: str) -> list[Decision]:
        """The log in order, or only its decisions of these kinds."""
        wanted = sa.select(decision).order_by(decision.c.seq)
        if kinds:
            wanted = wanted.where(decision.c.kind.in_(kinds))
        with in_our_words(self._path, self._wait_s):
            rows = (self._writer or self._reader).execute(wanted).all()
        return [Decision(r.seq, r.at, r.by_, r.kind, json.loads(r.body), r.prev, r.hash) for r in rows]

    def supplied(self) -> dict[str, dict[str, Any]]:
        """What people last said of each source, by source id; a later word on a source takes the place of the first."""
        told = {row.source_id: row.supplied for row in self.query("captures")}
        return told | {d.body["source_id"]: d.body["supplied"] for d in self.decisions("source")}

    def retracted(self) -> dict[str, Decision]:
        """Accounts that stand retracted, by capture id: nothing they tell is counted."""
        stands = standing(self.decisions("retract", "withdraw"), "retract")
        return {decision.body["capture_id"]: decision for decision in stands}

    @contextmanager
    def run(
        self, step: str, *, version: str, inputs: str, scope: str = "study", settings: dict[str, Any] | None = None
    ) -> Iterator[Run]:
        """Replace the derived rows of (step, scope) in one transaction, unless the same run stands already."""
        signed = canonical(settings or {})
        run_id = digest([step, scope, version, signed, inputs])[:32]
        stands = self._standing(step, scope)
        if stands == run_id:
            yield Run(None, run_id, done=True)
            return
        with self._writing() as connection:
            # Asked again under the lock: another process may have done the same step since.
            old = self._standing(step, scope) if not self._grouped else stands
            if old is not None:
                drop(connection, old)
                self._stood.clear()  # runs that rested on it went too
            current = Run(connection, run_id, done=False)
            yield current
            row: dict[str, Any] = {"run_id": run_id, "step": step, "scope": scope, "version": version}
            row |= {"settings": signed, "inputs": inputs, "outputs": current.outputs, "row_count": current.row_count}
            connection.execute(run.insert(), row)
            self._stood.get(step, {})[scope] = run_id

    def _standing(self, step: str, scope: str) -> str | None:
        """The id of the run that stands for a step and scope; inside a transaction, as that sees it."""
        if step in self._stood:
            return self._stood[step].get(scope)
        wanted = sa.select(run.c.run_id).where(run.c.step == step, run.c.scope == scope)
        with in_our_words(self._path, self._wait_s):
            found: str | None = (self._writer or self._reader).execute(wanted).scalar()
        return found

    def digest_of(self, *steps: str) -> str:
        """A digest over the finished runs of these steps, or of all: what a later step takes as its inputs."""
        wanted = sa.select(run.c.step, run.c.scope, run.c.run_id, run.c.outputs).order_by(run.c.step, run.c.scope)
        if steps:
            wanted = wanted.where(run.c.step.in_(steps))
        with in_our_words(self._path, self._wait_s):
            return digest(tuple(r) for r in (self._writer or self._reader).execute(wanted))

    def forget(self, step: str, *, but: Iterable[str] = ()) -> None:
        """Throw away the rows of the runs of one step, and what rests on them: switched off, or done otherwise.

        Args:
            step: of the runs.
            but: scopes whose runs stay. Where no other stands, nothing is written and nobody waits.
        """
        kept = set(but)
        gone = [row.run_id for row in self.query("runs_standing", step=step) if row.scope not in kept]
        if not gone:
            return
        with self._writing() as connection:
            for run_id in gone:
                drop(connection, run_id)
            self._stood.clear()

    def forget_derived(self) -> None:
        """Throw all derived rows away; captures and decisions stay."""
        with self._writing() as connection:
            connection.execute(run.delete())


def _chained(told: Source, taken: Capture) -> dict[str, Any]:
    names = {"capture_id": taken.capture_id, "origin": taken.origin, "sha256": taken.sha256, "reason": taken.reason}
    return {**names, "supplied": digest([told.supplied])}


def _decision_row(made: Decision) -> dict[str, Any]:
    return {
        "seq": made.seq,
        "at": made.at,
        "by_": made.by,
        "kind": made.kind,
        "body": canonical(made.body),
        "prev": made.prev,
        "hash": made.hash,
    }
