"""Codings, plans and settlements as spreadsheets: one row each, read strictly."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from recount.coding.assign import Assignment
from recount.coding.disagreements import Verdict
from recount.coding.plan import Share
from recount.errors import BadCodings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from recount.coding.disagreements import Disagreement
    from recount.store import Store

COLUMNS = ("capture", "words", "code", "value", "person", "coder", "prefix", "suffix")
OPTIONAL = ("start", "memo", "instead")
_NEEDED = ("capture", "words", "code")


def read_codings(store: Store, path: Path) -> list[Assignment]:
    """Codings from a CSV file; nothing is stored, and each keeps its line for later errors.

    Args:
        store: an open study; the captures named must be in it.
        path: UTF-8, with columns capture (origin or id), words, code and perhaps value, person, coder, prefix,
            suffix, start, memo, instead. An empty value is "present".

    Raises:
        BadCodings: with file and line.
    """
    known = {name for row in store.query("captures") for name in (row.origin, row.capture_id)}
    rows = _rows(path, needed=_NEEDED, known=(*COLUMNS, *OPTIONAL))
    return [_assignment(str(path), line, cell, known) for line, cell in rows]


def read_plan(path: Path) -> list[Share]:
    """Who codes what, from a CSV file with the columns capture, coders ("A; B") and perhaps opening.

    Raises:
        BadCodings: with file and line.
    """
    found = []
    for line, cell in _rows(path, needed=("capture", "coders"), known=("capture", "coders", "opening")):
        coders = tuple(name.strip() for name in cell["coders"].split(";") if name.strip())
        if len(set(coders)) != len(coders) or not coders:
            raise BadCodings(str(path), line, f"{cell['coders']!r} names no coders, or one of them twice")
        found.append(Share(cell["capture"], coders, cell["opening"]))
    return found


def read_verdicts(path: Path, listed: Sequence[Disagreement]) -> list[Verdict]:
    """How disagreements are settled, from a CSV file.

    Args:
        path: UTF-8, with columns value, why and perhaps words; which one is meant say no, or capture, code and person.
        listed: the disagreements of the study.

    Raises:
        BadCodings: with file and line.
    """
    found = []
    known = ("no", "capture", "code", "person", "value", "why", "words")
    for line, cell in _rows(path, needed=("value", "why"), known=known):
        meant = [d for d in listed if d.no == cell["no"]] if cell["no"] else [d for d in listed if _is_of(d, cell)]
        if len(meant) != 1:
            which = cell["no"] or f"{cell['code']} of {cell['person'] or 'nobody'} in {cell['capture']}"
            raise BadCodings(
                str(path), line, f"{len(meant)} disagreements fit {which!r}; 'recount disagreements' lists"
            )
        found.append(Verdict(meant[0].no, cell["value"], cell["why"], cell["words"], (str(path), line)))
    return found


def _is_of(one: Disagreement, cell: dict[str, str]) -> bool:
    called = " ".join(cell["person"].split()).casefold()
    whose = called in one.called if called else not one.called
    return whose and cell["capture"] in (one.deal.origin, one.deal.text_id) and cell["code"] == one.key[2]


def _rows(path: Path, *, needed: tuple[str, ...], known: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a sheet with their lines; columns that are not needed may be missing and are empty then."""
    try:
        lines = io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")
    except (OSError, UnicodeDecodeError) as error:
        raise BadCodings(str(path), 1, f"cannot be read as UTF-8 text ({error})") from error
    reader = csv.DictReader(lines, strict=True)
    try:
        _check_columns(str(path), list(reader.fieldnames or ()), needed, known)
        for row in reader:
            if None in row or None in row.values():
                raise BadCodings(str(path), reader.line_num, "more or fewer cells than columns")
            cell = {name: row.get(name, "") for name in known}
            for name in needed:
                if not cell[name].strip():
                    raise BadCodings(str(path), reader.line_num, f"no {name}")
            yield reader.line_num, cell
    except csv.Error as error:
        raise BadCodings(str(path), reader.line_num, str(error)) from error


def _check_columns(path: str, names: list[str], needed: tuple[str, ...], known: tuple[str, ...]) -> None:
    missing = [c for c in needed if c not in names]
    strange = [c for c in names if c not in known]
    if missing or strange:
        what = f"no column {missing[0]!r}" if missing else f"unknown column {strange[0]!r}"
        raise BadCodings(path, 1, f"{what}; the columns are {', '.join(known)}")


def _assignment(path: str, line: int, cell: dict[str, str], known: set[str]) -> Assignment:
    if cell["capture"] not in known:
        raise BadCodings(path, line, f"no capture {cell['capture']!r} in this study")
    for name in ("start", "instead"):
        if cell[name].strip() and not cell[name].strip().isdecimal():
            raise BadCodings(path, line, f"{name} {cell[name]!r} is not a whole number")
    start, instead = cell["start"].strip(), cell["instead"].strip()
    return Assignment(
        capture=cell["capture"],
        words=cell["words"],
        code=cell["code"].strip(),
        value=cell["value"].strip() or "present",
        person=cell["person"],
        coder=cell["coder"].strip(),
        prefix=cell["prefix"],
        suffix=cell["suffix"],
        start=int(start) if start else None,
        memo=cell["memo"],
        instead=int(instead) if instead else None,
        place=(path, line),
    )
