"""Codings as a spreadsheet: one row each, read strictly."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from recount.coding.assign import VALUES, Assignment
from recount.errors import BadCodings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recount.store import Store

COLUMNS = ("capture", "words", "code", "value", "person", "coder", "prefix", "suffix")
OPTIONAL = ("start", "memo")
_NEEDED = ("capture", "words", "code")


def read_codings(store: Store, path: Path) -> list[Assignment]:
    """Codings from a CSV file; nothing is stored, and each keeps its line for later errors.

    Args:
        store: an open study; the captures named must be in it.
        path: UTF-8, with columns capture (origin or id), words, code and perhaps value, person, coder, prefix,
            suffix, start, memo. An empty value is "present".

    Raises:
        BadCodings: with file and line.
    """
    try:
        lines = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCodings(str(path), 1, f"cannot be read as UTF-8 text ({error})") from error
    reader = csv.DictReader(lines, strict=True)
    known = {name for row in store.query("captures") for name in (row.origin, row.capture_id)}
    try:
        _check_columns(str(path), reader.fieldnames or ())
        return list(_assignments(str(path), reader, known))
    except csv.Error as error:
        raise BadCodings(str(path), reader.line_num, str(error)) from error


def _check_columns(path: str, found: object) -> None:
    names = list(found)  # type: ignore[call-overload]  # a sequence of names
    missing = [c for c in _NEEDED if c not in names]
    strange = [c for c in names if c not in (*COLUMNS, *OPTIONAL)]
    if missing or strange:
        what = f"no column {missing[0]!r}" if missing else f"unknown column {strange[0]!r}"
        raise BadCodings(path, 1, f"{what}; the columns are {', '.join((*COLUMNS, *OPTIONAL))}")


def _assignments(path: str, reader: csv.DictReader[str], known: set[str]) -> Iterator[Assignment]:
    for row in reader:
        line = reader.line_num
        if None in row or None in row.values():
            raise BadCodings(path, line, "more or fewer cells than columns")
        cell = {name: row.get(name, "") for name in (*COLUMNS, *OPTIONAL)}
        for name in _NEEDED:
            if not cell[name].strip():
                raise BadCodings(path, line, f"no {name}")
        if cell["capture"] not in known:
            raise BadCodings(path, line, f"no capture {cell['capture']!r} in this study")
        value = cell["value"].strip() or "present"
        if value not in VALUES:
            raise BadCodings(path, line, f"{value!r} is no value of a coding; use one of {', '.join(VALUES)}")
        start = cell["start"].strip()
        if start and not start.isdecimal():
            raise BadCodings(path, line, f"start {start!r} is not a number of characters")
        yield Assignment(
            capture=cell["capture"],
            words=cell["words"],
            code=cell["code"].strip(),
            value=value,
            person=cell["person"],
            coder=cell["coder"].strip(),
            prefix=cell["prefix"],
            suffix=cell["suffix"],
            start=int(start) if start else None,
            memo=cell["memo"],
            place=(path, line),
        )
