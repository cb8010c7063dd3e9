"""PDF files with a text layer, as paragraphs."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

from recount.errors import Unreadable
from recount.model import Metadata
from recount.text.page.body import WORD, Line, tidy
from recount.text.page.pdf_flow import Printed, flowed, without_furniture

# FPDF_GetLastError, fpdfview.h
_PASSWORD, _SECURITY = 4, 5
_TAIL: Final = 4096  # bytes at the end of a file among which its end mark stands
# pdfium puts one of these for the hyphen at a line's end, and leaves the line's end out.
_BROKEN = re.compile(r"(?<=\w)[\x02\ufffe](?=[^\W\d_])(?![A-Z])")
_SOFT = re.compile(r"[\x02\ufffe]")
# Titles that word processors write by themselves.
_JUNK_TITLE = re.compile(
    r"^(?:microsoft\s+\w+\s+-\s+.*|untitled.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt)|)$", re.IGNORECASE
)


def _opened(data: bytes, name: str) -> Any:
    import pypdfium2 as pdfium

    tail = data[-_TAIL:]
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


def _base(layer: Any, n: int) -> float:
    """The height on the page of the line on which a letter stands."""
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer, n, x, y)
    return float(y.value)


def _height(layer: Any, shown: list[int]) -> float:
    """The usual height of a line's letters: a bullet or a word in another font does not count."""
    sample = shown[:: max(1, len(shown) // 9)]
    boxes = (layer.get_charbox(n, loose=True) for n in sample)
    return float(median(abs(top - bottom) for _, bottom, _, top in boxes))


def _printed(layer: Any, page: int) -> Iterator[Printed]:
    """The lines of one page with their places."""
    from pypdfium2 import raw

    codes = [raw.FPDFText_GetUnicode(layer, n) for n in range(layer.count_chars())]
    start = 0
    for end in [n for n, code in enumerate(codes) if code in (10, 13)] + [len(codes)]:
        shown = [n for n in range(start, end) if codes[n] > 32]  # noqa: PLR2004  # the space
        words = "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes[start:end])  # noqa: PLR2004
        start = end + 1
        words = tidy(_SOFT.sub("-", _BROKEN.sub("", words)))
        if shown and words:
            left = layer.get_charbox(shown[0], loose=True)[0]
            right = layer.get_charbox(shown[-1], loose=True)[2]
            bases = _base(layer, shown[0]), _base(layer, shown[-1])
            yield Printed(words, page, left, right, *bases, _height(layer, shown))


def _pages(document: Any, name: str, most_characters: int) -> Iterator[list[Printed]]:
    import pypdfium2 as pdfium

    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
            layer = page.get_textpage()
            total += layer.count_chars()
            if total > most_characters:
                raise Unreadable(name, f"PDF unpacks to more than {most_characters} characters")
            yield list(_printed(layer, number))
            layer.close()
            page.close()
        except pdfium.PdfiumError as error:
            raise Unreadable(name, f"damaged PDF: page {number + 1} cannot be read") from error


def pdf_lines(data: bytes, name: str, most_characters: int) -> tuple[list[Line], Metadata, tuple[str, ...]]:
    """Paragraphs of a PDF in reading order, what it says of itself, and notes.

    Raises:
        Unreadable: truncated, damaged, protected by a password, without a text layer, or beyond the limit.
    """
    document = _opened(data, name)
    try:
        pages = list(_pages(document, name, most_characters))
        given = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    bare = sum(not any(WORD.search(line.words) for line in page) for page in pages)
    if bare == len(pages):
        raise Unreadable(name, f"PDF without a text layer ({bare} pages of pictures); recognise its text (OCR) first")
    printed = [line for page in pages for line in page]
    lines = list(flowed(without_furniture(printed, len(pages)) or printed))
    notes = (f"{bare} of {len(pages)} pages have no text layer",) if bare else ()
    return lines, _metadata(given), notes


def _metadata(given: dict[str, str]) -> Metadata:
    found, taken = [], {}
    for field, key in (("title", "Title"), ("author", "Author")):
        value = tidy(given.get(key, ""))
        if value and not _JUNK_TITLE.match(value):
            taken[field] = value
            found.append((field, f"pdf {key}"))
    return Metadata(title=taken.get("title"), author=taken.get("author"), found=tuple(found))
