"""What is to be taken, found before anything is stored: files in order, addresses, and what is known of each."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from recount.capture.sources_csv import NAME, supplied
from recount.errors import NothingThere, SameOrigin
from recount.model import Metadata

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to take: a file, or an address where `path` is None."""

    origin: str
    path: Path | None
    supplied: Metadata = Metadata()  # noqa: RUF009  # frozen, so one instance serves all
    reason: str | None = None  # already known to be unreadable: a folder that may not be listed


class _Tables:
    """Every sources.csv, read once."""

    def __init__(self) -> None:
        self._read: dict[Path, dict[str, Metadata]] = {}

    def of(self, folder: Path) -> dict[str, Metadata]:
        if folder not in self._read:
            table = folder / NAME
            self._read[folder] = supplied(table) if table.is_file() else {}
        return self._read[folder]

    def about(self, path: Path, top: Path) -> Metadata:
        """What the nearest table from the file's folder up to `top` says of it."""
        folder = path.parent
        while True:
            told = self.of(folder).get(_posix(path.relative_to(folder)))
            if told is not None:
                return told
            if folder == top or top not in folder.parents:
                return Metadata()
            folder = folder.parent


def _posix(path: Path) -> str:
    """A path that is the same on every machine: slashes, NFC, and bytes that are no UTF-8 shown as escapes."""
    sound = path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", sound)


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name == "Thumbs.db"


def _walk(top: Path, leave_out: Path, tables: _Tables) -> Iterator[tuple[Path, str | None]]:
    """Files below `top`, and what cannot be gone into, with the reason."""
    refused: list[OSError] = []
    for where, folders, names in os.walk(top, onerror=refused.append):
        here = Path(where)
        tables.of(here)
        folders[:] = [n for n in folders if not _hidden(n) and (here / n).resolve() != leave_out]
        # os.walk lists links to folders but does not go into them: they may lead in circles.
        yield from ((here / n, "link to a folder; add that folder itself") for n in folders if (here / n).is_symlink())
        yield from ((here / n, None) for n in names if not _hidden(n) and n != NAME)
    for error in refused:
        yield Path(str(error.filename)), f"folder that cannot be listed ({error.strerror})"


def _of_folder(top: Path, leave_out: Path, tables: _Tables) -> Iterator[Item]:
    if top.resolve() == leave_out:
        return
    name = top.resolve().name
    for path, reason in sorted(_walk(top, leave_out, tables), key=lambda found: _posix(found[0])):
        origin = "/".join(filter(None, (name, _posix(path.relative_to(top)))))
        yield Item(origin, path, Metadata() if reason else tables.about(path, top), reason)


def _of_path(path: Path, leave_out: Path, tables: _Tables) -> Iterator[Item]:
    if path.is_dir():
        yield from _of_folder(path, leave_out, tables)
    elif path.name == NAME:
        for file, about in sorted(supplied(path).items()):
            yield Item(file, path.parent / file, about)
    elif path.exists() or path.is_symlink():
        yield Item(_posix(Path(path.name)), path, tables.about(path, path.parent))
    else:
        raise NothingThere(str(path))


def _apart(items: Iterable[Item]) -> list[Item]:
    """The items, each once."""
    first: dict[str, Item] = {}
    for item in items:
        known = first.setdefault(item.origin, item)
        if known is item or known.path is None or item.path is None:
            continue
        if known.path.resolve() != item.path.resolve():
            raise SameOrigin(item.origin, str(known.path), str(item.path))
    return list(first.values())


def plan(what: Sequence[str | Path], leave_out: Path) -> list[Item]:
    """All that `what` names: files, folders with all below them, addresses.

    Hidden files, sources.csv and the folder `leave_out` (the study's own) are not taken.

    Raises:
        NothingThere: a path does not exist.
        BadSources: a sources.csv is wrong.
        SameOrigin: two files would be kept under one name.
    """
    tables, items = _Tables(), list[Item]()
    for one in what:
        if isinstance(one, str) and _ADDRESS.match(one.strip()):
            items.append(Item(one.strip(), None))
        else:
            items.extend(_of_path(Path(one), leave_out.resolve(), tables))
    return _apart(items)
