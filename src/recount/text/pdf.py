"""PDF files with a text layer, as paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from recount.errors import Unreadable
from recount.model import Metadata
from recount.text.body import WORD, Line, tidy
from recount.text.decode import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

# FPDF_GetLastError, fpdfview.h
_PASSWORD, _SECURITY = 4, 5
_HYPHEN = re.compile(r"(\w)[-\u00ad]$")
# pdfium puts one of these for the hyphen at a line's end, and leaves the line's end out.
_BROKEN = re.compile(r"(?<=\w)[\x02\ufffe](?:\r?\n)?(?=[^\W\d_])(?![A-Z])")
_SOFT = re.compile(r"[\x02\ufffe]")
_ENDS = re.compile(r"[.!?:;\u2026][\"'\u201d\u2019)\]]*$")
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?[-\u2013 ]*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-\u2013 ]*$", re.IGNORECASE)
# Titles that word processors write by themselves.
_JUNK_TITLE = re.compile(
    r"^(?:microsoft\s+\w+\s+-\s+.*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt)|)$", re.IGNORECASE
)
# A line running over at least this share of the page's longest lines goes on in the next line.
_FULL: Final = 0.75
_LEAST_PAGES: Final = 3  # fewer do not show what repeats
_LONGEST_EDGE: Final = 120  # characters of a running head or foot
_LONGEST_HEADING: Final = 90  # characters


def _opened(data: bytes, name: str) -> Any:
    import pypdfium2 as pdfium

    tail = data[-4096:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        # pdfium would mend the file from what is left, and the lost pages would not be missed.
        raise Unreadable(name, "truncated PDF: its end is missing; obtain the whole file")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code in (_PASSWORD, _SECURITY) or "password" in str(error).lower():
            raise Unreadable(name, "PDF protected by a password; save it without one") from error
        raise Unreadable(name, "damaged or truncated PDF; obtain the whole file") from error


def _pages(document: Any, name: str, most_characters: int) -> Iterator[str]:
    import pypdfium2 as pdfium

    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
            layer = page.get_textpage()
            words = str(layer.get_text_bounded())
            layer.close()
            page.close()
        except pdfium.PdfiumError as error:
            raise Unreadable(name, f"damaged PDF: page {number + 1} cannot be read") from error
        total += len(words)
        if total > most_characters:
            raise Unreadable(name, f"PDF unpacks to more than {most_characters} characters")
        yield normal(_SOFT.sub("-", _BROKEN.sub("", words)))


def _repeated(pages: list[list[str]]) -> set[str]:
    """Running heads and feet: first or last lines that stand on most pages, numbers aside."""
    if len(pages) < _LEAST_PAGES:
        return set()
    seen: dict[str, int] = {}
    for lines in pages:
        edges = {re.sub(r"\d+", "#", line) for line in (*lines[:2], *lines[-2:])}
        for edge in edges:
            seen[edge] = seen.get(edge, 0) + 1
    return {edge for edge, times in seen.items() if times > 0.6 * len(pages) and len(edge) < _LONGEST_EDGE}


def _joined(lines: list[str]) -> Iterator[str]:
    """Paragraphs of lines that a page broke: a short line that ends a sentence, or an empty one, ends it."""
    widths = sorted(len(line) for line in lines if line)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0
    words = ""
    for line in lines:
        hyphen = _HYPHEN.search(words)
        if not line:
            if words and _ENDS.search(words):
                yield words
                words = ""
            continue
        goes_on = hyphen is not None and line[:1].islower()
        words = words[: hyphen.end(1)] + line if hyphen and goes_on else f"{words} {line}".lstrip()
        if len(line) < _FULL * width and (_ENDS.search(line) or (len(line) < 0.6 * width and not words.islower())):
            yield words
            words = ""
    if words:
        yield words


def _looks_heading(words: str) -> bool:
    return len(words) < _LONGEST_HEADING and not _ENDS.search(words) and words[:1].isupper()


def pdf_lines(data: bytes, name: str, most_characters: int) -> tuple[list[Line], Metadata, tuple[str, ...]]:
    """Paragraphs of a PDF in reading order, what it says of itself, and notes.

    Raises:
        Unreadable: truncated, damaged, protected by a password, without a text layer, or beyond the limit.
    """
    document = _opened(data, name)
    try:
        raw = list(_pages(document, name, most_characters))
        given = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    pages = [[tidy(line) for line in page.split("\n")] for page in raw]
    if not any(WORD.search(page) for page in raw):
        raise Unreadable(
            name, f"PDF without a text layer ({len(raw)} pages of pictures); recognise its text (OCR) first"
        )
    running = _repeated([[line for line in page if line] for page in pages])
    kept = [
        line
        for page in pages
        for line in page
        if re.sub(r"\d+", "#", line) not in running and not _PAGE_NUMBER.match(line or "x")
    ]
    lines = [
        Line(words, "heading" if _looks_heading(words) else "paragraph", 2 * _looks_heading(words))
        for words in _joined(kept)
    ]
    bare = sum(not WORD.search(page) for page in raw)
    notes = (f"{bare} of {len(raw)} pages have no text layer",) if bare else ()
    return lines, _metadata(given), notes


def _metadata(given: dict[str, str]) -> Metadata:
    found, taken = [], {}
    for field, key in (("title", "Title"), ("author", "Author")):
        value = tidy(given.get(key, ""))
        if value and not _JUNK_TITLE.match(value):
            taken[field] = value
            found.append((field, f"pdf {key}"))
    return Metadata(title=taken.get("title"), author=taken.get("author"), found=tuple(found))
