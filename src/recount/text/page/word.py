"""Word files (.docx): paragraphs, headings, items and tables in order."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from recount.errors import Unreadable
from recount.model import Metadata
from recount.text.page.body import Line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.model.reading import BlockKind

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVEL = re.compile(r"(?:heading|berschrift|titre)\s*(\d)$", re.IGNORECASE)
# Members of a real file number some dozens; pictures raise it to hundreds.
_MOST_MEMBERS: Final = 10_000


def checked_zip(data: bytes, name: str, most_unpacked_bytes: int) -> None:
    """Raise Unreadable unless `data` is a whole zip that unpacks to less than the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            listed = members.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable(name, "truncated or damaged zip (a docx is one); obtain the whole file") from error
    if any(member.flag_bits & 1 for member in listed):
        raise Unreadable(name, "protected by a password; save it without one")
    size = sum(member.file_size for member in listed)
    if size > most_unpacked_bytes or len(listed) > _MOST_MEMBERS:
        raise Unreadable(
            name,
            f"zip bomb: {len(data)} bytes unpack to {size} in {len(listed)} members (limit {most_unpacked_bytes})",
        )


def _opened(data: bytes, name: str) -> Any:
    from docx import Document
    from lxml.etree import LxmlError

    try:
        return Document(io.BytesIO(data))
    # python-docx raises whatever the missing or broken part leads to; none of it is the caller's fault.
    except (KeyError, ValueError, TypeError, AttributeError, OSError, LxmlError, zipfile.BadZipFile, EOFError) as error:
        raise Unreadable(
            name, f"damaged docx: {type(error).__name__} while opening it; save it again from Word"
        ) from error
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("docx", "zlib"):
            raise Unreadable(
                name, "damaged docx: a part of it is missing or broken; save it again from Word"
            ) from error
        raise


def _words(paragraph: Any) -> str:
    """All words of a paragraph, inserted ones too; deleted ones and text boxes not."""
    parts: list[str] = []

    def walk(element: Any) -> None:
        for child in element:
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                parts.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif child.tag not in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", _MC_FALLBACK):
                walk(child)

    walk(paragraph)
    return tidy("".join(parts))


def _style_names(document: Any) -> dict[str, str]:
    try:
        return {style.style_id: str(style.name or "") for style in document.styles}
    except (KeyError, AttributeError, ValueError):
        return {}


def _kind(paragraph: Any, styles: dict[str, str]) -> tuple[BlockKind, int]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = styles.get(style.get(f"{_W}val"), style.get(f"{_W}val") or "") if style is not None else ""
    level = _LEVEL.search(named)
    if level:
        return "heading", min(6, max(1, int(level.group(1))))
    if named.lower() in ("title", "titel", "titre"):
        return "heading", 1
    if named.lower() == "caption":
        return "caption", 0
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or named.lower().startswith("list")
    return ("item", 0) if numbered else ("paragraph", 0)


def _lines(body: Any, styles: dict[str, str]) -> Iterator[Line]:
    for element in body.iter(f"{_W}p", f"{_W}tr"):
        if any(above.tag == _MC_FALLBACK for above in element.iterancestors()):
            continue
        inside_row = any(above.tag == f"{_W}tr" for above in element.iterancestors())
        if element.tag == f"{_W}tr" and not inside_row:
            cells = (" ".join(filter(None, map(_words, cell.iter(f"{_W}p")))) for cell in element.iter(f"{_W}tc"))
            yield Line(" | ".join(filter(None, cells)))
        elif element.tag == f"{_W}p" and not inside_row:
            kind, level = _kind(element, styles)
            yield Line(_words(element), kind, level)


def _metadata(document: Any) -> Metadata:
    found: list[tuple[str, str]] = []
    taken: dict[str, str] = {}
    try:
        core = document.core_properties
        given = {"title": core.title, "author": core.author}
    except (KeyError, AttributeError, ValueError):
        given = {}
    for field, value in given.items():
        # python-docx writes its own name as author into files it makes.
        if value and tidy(value) and tidy(value) != "python-docx":
            taken[field] = tidy(value)
            found.append((field, f"docx {field}"))
    return Metadata(title=taken.get("title"), author=taken.get("author"), found=tuple(found))


def word_lines(data: bytes, name: str, most_unpacked_bytes: int) -> tuple[list[Line], Metadata, tuple[str, ...]]:
    """Lines of a Word file, what it says of itself, and notes.

    Raises:
        Unreadable: truncated, damaged, protected, or a zip bomb.
    """
    checked_zip(data, name, most_unpacked_bytes)
    document = _opened(data, name)
    lines = list(_lines(document.element.body, _style_names(document)))
    parts = {str(part.partname) for part in document.part.package.iter_parts()}
    notes = tuple(f"{what} not read" for what in ("footnotes", "comments") if f"/word/{what}.xml" in parts)
    return lines, _metadata(document), notes
