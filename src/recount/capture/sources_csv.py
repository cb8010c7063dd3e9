"""sources.csv: what an analyst knows of the files beside it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path, PurePosixPath
from typing import Final

from recount.errors import BadSources
from recount.model import DateRange, Metadata
from recount.text.time.days import day_range

NAME: Final = "sources.csv"
COLUMNS: Final = ("file", "title", "author", "publication", "published", "language", "address", "family")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Rows with the line each begins on."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BadSources(str(path), line, "not UTF-8; save the table as 'CSV UTF-8'") from error
    except OSError as error:
        raise BadSources(str(path), 1, f"cannot be read ({error.strerror})") from error
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)  # spreadsheets write semicolons where the comma is decimal
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((line, [unicodedata.normalize("NFC", cell.strip()) for cell in row]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadSources(str(path), line, f"not a table ({error})") from error
    return rows


def _head(path: Path, rows: list[tuple[int, list[str]]]) -> list[str]:
    if not rows:
        raise BadSources(str(path), 1, f"empty; the first line names the columns: {', '.join(COLUMNS)}")
    line, cells = rows[0]
    head = [cell.lower() for cell in cells]
    for name in head:
        if name not in COLUMNS:
            raise BadSources(str(path), line, f"unknown column {name!r}; the columns are {', '.join(COLUMNS)}")
        if head.count(name) > 1:
            raise BadSources(str(path), line, f"column {name!r} stands twice")
    if "file" not in head:
        raise BadSources(str(path), line, "no column 'file'")
    return head


def _published(path: Path, line: int, words: str) -> DateRange:
    given = day_range(words) if _DAY.fullmatch(words) else DateRange()
    if not given.known:
        raise BadSources(str(path), line, f"published is {words!r}, but must be YYYY, YYYY-MM or YYYY-MM-DD")
    return given


def _metadata(path: Path, line: int, given: dict[str, str]) -> Metadata:
    language, address = given.get("language", "").lower(), given.get("address", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise BadSources(str(path), line, f"language is {language!r}, but must be two letters, such as en")
    if address and not re.match(r"https?://\S+$", address):
        raise BadSources(str(path), line, f"address is {address!r}, but must begin with http:// or https://")
    published = _published(path, line, given["published"]) if given.get("published") else DateRange()
    return Metadata(
        title=given.get("title") or None,
        author=given.get("author") or None,
        publication=given.get("publication") or None,
        address=address or None,
        language=language or None,
        published=published,
        family=given.get("family") or None,
        found=tuple((name, NAME) for name in sorted(given) if name != "file" and given[name]),
    )


def _checked_file(path: Path, line: int, named: str) -> str:
    relative = PurePosixPath(named.replace("\\", "/"))
    if not named or relative.is_absolute() or ".." in relative.parts:
        raise BadSources(str(path), line, f"file is {named!r}, but must be a path beside or below {NAME}")
    if not (path.parent / relative).is_file():
        raise BadSources(str(path), line, f"no file {named!r} beside it")
    return str(relative)


def supplied(path: Path) -> dict[str, Metadata]:
    """What the table says of each file; keys are paths relative to its folder, with slashes, in NFC.

    Raises:
        BadSources: an unknown column, an absent or repeated file, or a value that cannot be; names the line.
    """
    rows = _rows(path)
    head = _head(path, rows)
    told: dict[str, Metadata] = {}
    for line, cells in rows[1:]:
        if len(cells) > len(head):
            raise BadSources(str(path), line, f"{len(cells)} cells, but {len(head)} columns; put quotes around commas")
        given = dict(zip(head, cells, strict=False))
        file = _checked_file(path, line, given.get("file", ""))
        if file in told:
            raise BadSources(str(path), line, f"file {file!r} stands twice")
        told[file] = _metadata(path, line, given)
    return told
