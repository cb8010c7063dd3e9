"""Takes files, folders, archives and addresses into a study: bytes first, then the row that tells of them."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from recount.capture import archive, lines
from recount.capture.fetch import Fetcher
from recount.capture.plan import Item, plan
from recount.capture.rows import Obtained, source_of
from recount.errors import NotFetched, Unreadable
from recount.model import Capture, Metadata, Source
from recount.model.source import Method
from recount.model.study import CaptureSettings
from recount.store import Store, canonical
from recount.store.store import utc_now
from recount.text.page import media
from recount.text.page.main_text import check

# Rows of one transaction. An interrupted command loses at most these, and their bytes are kept.
_BATCH: Final = 100
_SMALL: Final = 1_000_000  # bytes
_LONGEST_S: Final = 2.0  # seconds that rows wait at most while slow addresses are fetched
_WRITERS: Final = 8  # threads; measured on ext4: 8 write 14 times as many files a second as one, 16 hardly more
_MOST_UNKEPT: Final = 64_000_000  # bytes that may wait in memory

Tell = Callable[[str, int, int], None]  # what is done, how many are, how many there are


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that was to be taken and cannot be read."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one `recount add`."""

    new: int
    known: int  # the same bytes of the same origin were there already
    failed: int
    skipped: int = 0  # parts of archives that are no accounts: images, redirects, error pages
    corrected: int = 0  # known sources of which sources.csv now says something else
    failures: tuple[Failure, ...] = ()


class _Desk:
    """Enters captures in batches and keeps count."""

    def __init__(self, store: Store, by: str, now: Callable[[], str], limits: CaptureSettings) -> None:
        self.store, self.by, self.now, self.limits = store, by, now, limits
        self.skipped = 0
        # What stands already is not checked again, so that adding a large folder twice costs little.
        self._stands: dict[str, str | None] = {row.capture_id: row.reason for row in store.query("captures")}
        self._waiting: list[tuple[Source, Capture]] = []
        self._told = {source_id: canonical(told) for source_id, told in store.supplied().items()}
        self._corrected: list[dict[str, object]] = []
        self.corrected = 0
        self._flushed_s = time.monotonic()
        # Each kept file waits for the disk; several that wait together take hardly longer than one.
        self._pool = ThreadPoolExecutor(_WRITERS, thread_name_prefix="recount-keep")
        self._keeping: list[Future[str]] = []
        self._unkept = 0  # bytes
        self._new = self._known = 0
        self._failures: list[Failure] = []

    def enter(self, obtained: Obtained, supplied: Metadata) -> None:
        """One row; it is stored with its batch."""
        if obtained.reason is not None:
            self._failures.append(Failure(obtained.origin, obtained.reason))
        taken = obtained.capture()
        if taken.capture_id in self._stands:
            self._known += obtained.reason is None
            self._correct(taken.source_id, supplied)
        else:
            self._stands[taken.capture_id] = obtained.reason
            self._waiting.append((source_of(obtained.origin, supplied), taken))
        if len(self._waiting) >= _BATCH or time.monotonic() - self._flushed_s > _LONGEST_S:
            self.flush()

    def _correct(self, source_id: str, supplied: Metadata) -> None:
        """A table beside the files that now says something else of a source is a new word on it, and a decision."""
        if supplied != Metadata() and canonical(supplied) != self._told.get(source_id):
            self._told[source_id] = canonical(supplied)
            self._corrected.append({"source_id": source_id, "supplied": supplied})

    def _keep(self, data: bytes) -> None:
        self._keeping.append(self._pool.submit(self.store.keep, data))
        self._unkept += len(data)
        if self._unkept > _MOST_UNKEPT:
            self._settle()

    def _settle(self) -> None:
        """Wait until all bytes are on the disk."""
        # One whose bytes were refused stays first in line, so that no later flush enters its row without them.
        while self._keeping:
            self._keeping[0].result()
            self._keeping.pop(0)
        self._unkept = 0

    def close(self) -> None:
        """Store what waits and let the writers go."""
        try:
            self.flush()
        finally:
            self._pool.shutdown()

    def flush(self) -> None:
        """Store what waits."""
        self._settle()
        waiting = self._waiting
        if waiting:
            self.store.captured(waiting)
        self._waiting = []
        corrected, self._corrected = self._corrected, []
        if corrected:
            self.store.decide("source", corrected, by=self.by)
        self.corrected += len(corrected)
        self._new += sum(taken.reason is None for _, taken in waiting)
        self._flushed_s = time.monotonic()

    def obtained(self, origin: str, method: Method, data: bytes, kind: str, **more: str | None) -> Obtained:
        """A row for bytes in hand: kept, and checked whether they can be read unless `reason` says they cannot."""
        made = Obtained(origin, method, kind, len(data), self.now(), self.by, **more)
        if not data:
            return replace(made, reason=made.reason or "empty: it has no bytes")
        made = replace(made, sha256=hashlib.sha256(data).hexdigest())
        self._keep(data)  # also when known: bytes that were lost since come back
        stands = made.capture().capture_id
        if stands in self._stands:
            return replace(made, reason=self._stands[stands])
        if made.reason is None:
            try:
                check(data, kind, origin, most_unpacked_bytes=self.limits.most_unpacked_bytes)
            except Unreadable as error:
                made = replace(made, reason=error.reason)
        return made

    def stands(self, obtained: Obtained) -> bool:
        """Whether the same bytes of the same origin were captured before."""
        return obtained.capture().capture_id in self._stands

    def failure(self, origin: str, method: Method, reason: str, size: int = 0) -> Obtained:
        """A row without bytes."""
        return Obtained(origin, method, media.BINARY, size, self.now(), self.by, reason=reason)

    def taken(self) -> Taken:
        """The counts so far."""
        failures = tuple(self._failures)
        return Taken(self._new, self._known, len(failures), self.skipped, self.corrected, failures)


def _trouble(path: Path) -> tuple[str | None, int]:
    """Why a path cannot be read as a file, before it is opened, and its size."""
    try:
        about = path.stat()
    except OSError as error:
        return f"cannot be read ({error.strerror or 'no such file'})", 0
    if not stat.S_ISREG(about.st_mode):
        # Opening a pipe would wait for ever, and a device may never end.
        return "not a file: a pipe, socket or device", 0
    return None, about.st_size


def _head(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)


def _take_file(desk: _Desk, item: Item, path: Path) -> None:
    reason, size = (item.reason, 0) if item.reason else _trouble(path)
    if reason is None:
        try:
            # What is small is read whole at once: opening a file costs more than reading it.
            small = size <= min(_SMALL, desk.limits.most_bytes)
            data = _head(path, _SMALL + 1 if small else media.HEAD)
            kind = media.sniff(data, path.name)
            if kind == media.WARC:
                _take_archive(desk, item, path)
                return
            if kind == media.JSONL:
                _take_lines(desk, item, lines.of_jsonl(path, desk.limits.most_bytes))
                return
            if small and len(data) <= _SMALL:
                _take_bytes(desk, item, data, kind)
                return
            if size <= desk.limits.most_bytes:
                data = path.read_bytes()
                _take_bytes(desk, item, data, media.sniff(data, path.name))
                return
            reason = f"{size} bytes, more than the {desk.limits.most_bytes} that are kept; it was not read"
        except OSError as error:
            reason = f"cannot be read ({error.strerror or error})"
    desk.enter(desk.failure(item.origin, "file", reason, size), item.supplied)


def _take_bytes(desk: _Desk, item: Item, data: bytes, kind: str) -> None:
    if kind == media.JSON:
        several = lines.of_list(data)
        if several is not None:
            _take_lines(desk, item, several)
            return
    desk.enter(desk.obtained(item.origin, "file", data, kind), item.supplied)


def _take_lines(desk: _Desk, item: Item, found: Iterator[lines.Line]) -> None:
    empty = True
    for line in found:
        empty = False
        origin = f"{item.origin}#{line.n}"
        if line.reason is not None:
            desk.enter(desk.failure(origin, "file", line.reason, line.size), item.supplied)
        else:
            desk.enter(desk.obtained(origin, "file", line.data, media.JSON), item.supplied)
    if empty:
        desk.enter(desk.failure(item.origin, "file", "empty: no account in it"), item.supplied)


def _take_archive(desk: _Desk, item: Item, path: Path) -> None:
    for found in archive.members(path, desk.limits.most_bytes):
        if isinstance(found, archive.Skipped):
            desk.skipped += 1
            continue
        origin = f"{item.origin}#{found.address}" if found.address else item.origin
        about = item.supplied
        if found.address and not about.address:
            about = replace(about, address=found.address, found=(*about.found, ("address", "WARC-Target-URI")))
        row = desk.obtained(origin, "archive", found.data, found.media_type, reason=found.reason)
        desk.enter(replace(row, at=found.at or row.at), about)


def _take_address(desk: _Desk, item: Item, fetcher: Fetcher) -> None:
    try:
        got = fetcher.fetch(item.origin)
    except NotFetched as error:
        desk.enter(desk.failure(item.origin, "fetch", error.reason), item.supplied)
        return
    row = desk.obtained(item.origin, "fetch", got.data, got.media_type, reason=got.reason)
    if not desk.stands(row):
        row = replace(row, archive_sha256=desk.store.keep(got.archive))
    desk.enter(replace(row, at=got.at), Metadata(address=got.address, found=(("address", "fetch"),)))


def _take_all(desk: _Desk, items: Sequence[Item], fetcher: Fetcher, tell: Tell) -> None:
    try:
        for n, item in enumerate(items):
            tell("capture", n, len(items))
            if item.path is None:
                _take_address(desk, item, fetcher)
            else:
                _take_file(desk, item, item.path)
        tell("capture", len(items), len(items))
    finally:
        # Also when interrupted: what was taken stays taken.
        desk.close()


def take(
    store: Store,
    what: Sequence[str | os.PathLike[str]],
    *,
    by: str,
    now: Callable[[], str] | str = utc_now,
    limits: CaptureSettings | None = None,
    allow_private: bool = False,
    tell: Tell | None = None,
) -> Taken:
    """Capture all that `what` names; what cannot be read becomes a capture with a reason, and the rest goes on.

    Nothing is stored when a path is absent or a sources.csv is wrong. Adding again continues an interrupted add:
    the same bytes of the same origin are known.

    Args:
        store: of the study; its own folder is never taken.
        what: files, folders, http(s) addresses.
        by: who captures.
        now: the time, UTC, ISO 8601 to the second, or what tells it.
        limits: sizes and times.
        allow_private: fetch also from addresses inside this machine or network.
        tell: told before each file or address.

    Raises:
        InputError: NothingThere, BadSources, SameOrigin.
    """
    clock = (lambda: now) if isinstance(now, str) else now
    bounds = limits or CaptureSettings()
    items = plan([one if isinstance(one, str) else Path(one) for one in what], store.folder)
    desk = _Desk(store, by, clock, bounds)
    fetcher = Fetcher(bounds, allow_private=allow_private, now=clock)
    _take_all(desk, items, fetcher, tell or (lambda _what, _done, _all: None))
    return desk.taken()
