"""What kind of bytes these are, told from the bytes; the name decides only where bytes cannot."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

HTML: Final = "text/html"
PLAIN: Final = "text/plain"
MARKDOWN: Final = "text/markdown"
PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SRT: Final = "application/x-subrip"
VTT: Final = "text/vtt"
EML: Final = "message/rfc822"
JSON: Final = "application/json"
JSONL: Final = "application/jsonl"
WARC: Final = "application/warc"
GZIP: Final = "application/gzip"
ZIP: Final = "application/zip"
BINARY: Final = "application/octet-stream"
CODE: Final = "text/x-source"  # programs, settings and tables, as their names say

# How many bytes of a file are enough to tell its kind: HTML may begin with long comments and scripts.
HEAD: Final = 65_536

_MAGIC: Final = (
    (b"%PDF-", PDF),
    (b"WARC/", WARC),
    (b"filedesc://", "application/x-arc"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-cfb"),  # old Word, and Word files with a password
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"BZh", "application/x-bzip2"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)
_HTML_HEAD = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|title|meta|table)\b", re.IGNORECASE
)
_TAG = re.compile(rb"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_CUE = re.compile(r"^(?:\d+:)?\d+:\d+[,.]\d+[ \t]+-->[ \t]+(?:\d+:)?\d+:\d+[,.]\d+", re.MULTILINE)
_MAIL_HEADER = re.compile(
    r"^(?:from|to|subject|date|message-id|received|mime-version|return-path|delivered-to|content-type"
    r"|reply-to|cc|sender|list-id|x-[\w-]+|dkim-signature):[ \t]",
    re.IGNORECASE,
)
_BY_NAME: Final = {
    "htm": HTML, "html": HTML, "xhtml": HTML, "md": MARKDOWN, "markdown": MARKDOWN, "srt": SRT, "vtt": VTT,
    "eml": EML, "json": JSON, "jsonl": JSONL, "ndjson": JSONL,
    # Text that tells no story: its words would be read as somebody's.
    **dict.fromkeys(
        "py pyi ipynb r rmd js mjs ts css scss c h cc cpp hpp java rs go rb pl php sh bash bat ps1 sql "
        "toml ini cfg conf yaml yml csv tsv xsd xsl tex bib lock log".split(), CODE
    ),
}  # fmt: skip
_MARKS: Final = 3  # tags or header lines that make markup or a letter; prose may hold one by chance
_FIRST_CUE: Final = 200  # characters before the first cue of a subtitle file: its number, perhaps a title
# UTF-16 and UTF-32 text begins with one of these, or has a zero in every second byte.
_WIDE_BOMS: Final = (b"\xff\xfe", b"\xfe\xff")


def _ending(name: str) -> str:
    return name.lower().rpartition(".")[2]


def _unpacked_head(data: bytes) -> bytes:
    """The first bytes inside gzip, or none when it is broken from the start."""
    try:
        return zlib.decompressobj(wbits=31).decompress(data[:HEAD], 512)
    except zlib.error:
        return b""


def _packed(data: bytes) -> str | None:
    if data.startswith(b"\x1f\x8b"):
        inner = _unpacked_head(data)
        return WARC if inner.startswith(b"WARC/") else "application/x-arc" if inner.startswith(b"filedesc:") else GZIP
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    return None


def _zip_kind(data: bytes) -> str:
    """A zip's kind by its members; by its first bytes when only a head is given or the end is cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            names = set(members.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        names = {n for n in ("word/document.xml", "META-INF/container.xml", "xl/workbook.xml") if n.encode() in data}
        if not names and (b"word/" in data and b"[Content_Types].xml" in data):
            names = {"word/document.xml"}
    if any(n.startswith("word/") for n in names):
        return DOCX
    if "META-INF/container.xml" in names:
        return "application/epub+zip"
    if "content.xml" in names and "meta.xml" in names:
        return "application/vnd.oasis.opendocument"
    return "application/vnd.ms-excel" if any(n.startswith("xl/") for n in names) else ZIP


def _head_text(data: bytes) -> str | None:
    """The head as far as it is text; None for bytes that are not."""
    head = data[:HEAD]
    if head.startswith(_WIDE_BOMS):
        return head.decode("utf-16", errors="replace")
    if b"\0" in head:
        zeros_even, zeros_odd = head[0::2].count(0), head[1::2].count(0)
        half = max(1, len(head) // 2)
        # Latin text in UTF-16 has a zero in nearly every second byte and none in the others.
        if max(zeros_even, zeros_odd) > 0.4 * half and min(zeros_even, zeros_odd) < 0.02 * half:
            return head.decode("utf-16-le" if zeros_odd > zeros_even else "utf-16-be", errors="replace")
        return None
    return head.decode("utf-8-sig", errors="replace")


def _looks_html(head: str) -> bool:
    start = head.lstrip("\ufeff \t\r\n")[:4000].encode()
    stripped = re.sub(rb"^(?:<\?xml[^>]*\?>|<!--.*?-->|\s+)+", b"", start, flags=re.DOTALL)
    if not stripped.startswith(b"<"):
        return False
    return bool(_HTML_HEAD.match(stripped)) or (len(_TAG.findall(start)) >= _MARKS and bool(_HTML_HEAD.search(start)))


def _looks_mail(head: str) -> bool:
    """Whether it begins with header lines, of which two are those of a letter."""
    known = 0
    for line in head.lstrip("\ufeff").splitlines()[:60]:
        if not line.strip():
            break
        if _MAIL_HEADER.match(line):
            known += 1
        elif line.startswith("From ") or line[:1] in " \t" or re.match(r"^[\w-]+:[ \t]", line):
            continue
        else:
            return False
    return known >= _MARKS


def _structured(head: str, ending: str) -> str | None:
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[")):
        lines = [line for line in start.splitlines() if line.strip()]
        if ending in ("jsonl", "ndjson") or (len(lines) > 1 and all(x.lstrip().startswith("{") for x in lines[:2])):
            several = ending in ("jsonl", "ndjson") or lines[0].rstrip().endswith("}")
            return JSONL if several else JSON
        if ending == "json" or re.match(r'\{\s*"|\[\s*\{', start):
            return JSON
    if start.startswith("WEBVTT") and start[6:7] in ("", " ", "\t", "\r", "\n"):
        return VTT
    cue = _CUE.search(start[:4000])
    return SRT if cue and cue.start() < _FIRST_CUE else None


def sniff(data: bytes, name: str = "") -> str:
    """The media type of `data`; its head (HEAD bytes) is enough, except for zip files.

    Args:
        data: the bytes, or their first HEAD.
        name: of the file or address; asked only where bytes cannot tell (Markdown from plain text) and
            for formats whose beginning is damaged.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    packed = _packed(data)
    if packed:
        return packed
    # Some writers put a few bytes before the header; readers of PDF accept it within the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return PDF
    head = _head_text(data)
    ending = _ending(name)
    if head is None:
        return BINARY
    found = _structured(head, ending) or (HTML if _looks_html(head) else None)
    found = found or (EML if _looks_mail(head) else None)
    return found or _BY_NAME.get(ending, PLAIN)
