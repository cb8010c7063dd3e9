"""Tables that other programs wrote: capture histories, and how often each person of one list is told of."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from recount.errors import BadTable
from recount.estimate.hidden.table import MOST_LISTS, CaptureTable, Floats, Ints, tabulate

COUNTS = frozenset({"count", "counts", "n", "freq", "persons"})  # names of a last column of persons


def capture_table(path: Path) -> CaptureTable:
    """Capture histories: a column of 0 and 1 a list, and persons with that history where the last column says so.

    Raises:
        BadTable: not such a table; names the line.
    """
    head, rows = _rows(path)
    counted = head[-1].lower() in COUNTS
    lists = head[:-1] if counted else head
    if not 1 <= len(lists) <= MOST_LISTS or len(set(lists)) < len(lists):
        raise BadTable(str(path), 1, f"{len(lists)} lists; 1 to {MOST_LISTS} of different names are needed")
    for line, row in rows:
        for cell in row[: len(lists)]:
            if _number(cell) not in {0.0, 1.0}:
                raise BadTable(str(path), line, f"{cell!r} is not 0 or 1")
        if counted and ((many := _number(row[-1])) is None or many < 0 or many != int(many)):
            raise BadTable(str(path), line, f"{row[-1]!r} is no number of persons")
    told = np.array([[float(cell) for cell in row] for _, row in rows]).reshape(len(rows), len(head))
    if counted:
        return tabulate(lists, told[:, :-1], told[:, -1])
    return tabulate(lists, told)


def one_list_table(path: Path) -> tuple[Ints, Floats, tuple[str, ...]]:
    """One list: times told of in the first column, a row a person, and what is known of the person in the others.

    A column that is not all numbers is taken as kinds: one column of 0 and 1 for each kind but the first.

    Returns:
        Times [persons], what is known as numbers [persons, columns], and the names of those columns.

    Raises:
        BadTable: not such a table; names the line.
    """
    head, rows = _rows(path)
    for line, row in rows:
        if (times := _number(row[0])) is None or times < 1 or times != int(times):
            raise BadTable(str(path), line, f"{row[0]!r} is not how often somebody is told of, 1 or more")
    counts = np.array([int(float(row[0])) for _, row in rows])
    known: list[Floats] = []
    names: list[str] = []
    for j, name in enumerate(head[1:], 1):
        cells = [row[j] for _, row in rows]
        numbers = [_number(cell) for cell in cells]
        if all(number is not None for number in numbers):
            known.append(np.array(numbers, dtype=np.float64))
            names.append(name)
            continue
        for kind in sorted(set(cells))[1:]:
            known.append(np.array([cell == kind for cell in cells], dtype=np.float64))
            names.append(f"{name}: {kind}")
    return counts, np.array(known).reshape(len(known), len(rows)).T, tuple(names)


def _rows(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            told = [(reader.line_num, [cell.strip() for cell in row]) for row in reader if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadTable(str(path), 1, f"cannot be read as a table of CSV in UTF-8 ({error})") from error
    if len(told) < 2:  # noqa: PLR2004  # a head and one row
        raise BadTable(str(path), 1, "nothing in it; the first line names the columns")
    head = told[0][1]
    for line, row in told[1:]:
        if len(row) != len(head):
            raise BadTable(str(path), line, f"{len(row)} cells, but {len(head)} columns")
    return head, told[1:]


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
