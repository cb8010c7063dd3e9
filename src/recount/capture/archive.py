"""Web archives (WARC, also packed): each page in it is one capture; what cannot be read is said."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from recount.capture.http_message import parsed, payload
from recount.text.page import media

# Kinds of payload that can be an account. Style sheets and scripts sniff as plain text, so plain text must be declared.
_PAGES: Final = (media.HTML, media.PDF, media.DOCX)
_DECLARED_PLAIN: Final = ("text/plain", "text/markdown")
_DIGEST = re.compile(r"(sha1|sha256|md5):(\S+)$", re.IGNORECASE)
_GZIP: Final = b"\x1f\x8b"
_STEP: Final = 65_536
_RECORDS: Final = ("response", "resource", "conversion")


@dataclass(frozen=True, slots=True)
class Member:
    """One page of an archive, or one thing wrong with it."""

    address: str  # empty when the trouble is with the archive itself
    data: bytes
    media_type: str
    at: str | None  # UTC, ISO 8601: when the archive says it was fetched
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in an archive that is no account: an image, a redirect, an error page."""

    address: str


def _digest_fits(header: str, block: bytes) -> bool:
    """Whether the block is what its own digest says; unknown kinds of digest are not held against it."""
    found = _DIGEST.match(header.strip())
    if not found:
        return True
    kind, told = found.group(1).lower(), found.group(2)
    made = hashlib.new(kind, block, usedforsecurity=False).digest()
    try:
        bare = told.upper().rstrip("=")
        wide = bare + "=" * (-len(bare) % 8)
        return told.lower() == made.hex() or base64.b32decode(wide) == made
    except binascii.Error:
        return True


def _moment(header: str) -> str | None:
    found = re.match(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?Z", header or "")
    return f"{found.group(1)}Z" if found else None


def with_charset(kind: str, charset: str | None) -> str:
    """The media type, with the charset where a server stated one that the bytes do not."""
    said = charset and charset not in ("utf-8", "utf8") and kind in (media.HTML, media.PLAIN)
    return f"{kind}; charset={charset}" if said else kind


def _wanted(kind: str, declared: str) -> bool:
    return kind in _PAGES or (kind in (media.PLAIN, media.MARKDOWN) and declared in _DECLARED_PLAIN)


def _member(found: Any, block: bytes, most_bytes: int) -> Member | Skipped:
    address = str(found.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    at = _moment(str(found.headers.get("WARC-Date") or ""))
    declared = str(found.headers.get("Content-Type") or "")
    kind_of_block = str(found.headers.get("WARC-Type") or "")
    charset, trouble = None, None
    if kind_of_block == "response" and "http" in declared:
        answer = parsed(block)
        if answer is None:
            return Member(address, block, media.BINARY, at, "not an HTTP answer, though the archive says so")
        if not answer.good or answer.status in (HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT):
            return Skipped(address)
        data, trouble = payload(answer, most_bytes)
        declared, charset = answer.media_type, answer.charset
    else:
        data, declared = block, declared.partition(";")[0].strip().lower()
    kind = media.sniff(data[: media.HEAD] if not data.startswith(b"PK") else data, address)
    if not re.match(r"https?:|file:", address, re.IGNORECASE) or not (_wanted(kind, declared) or trouble):
        return Skipped(address)
    return Member(address, data, with_charset(kind, charset), at, trouble)


def _one(found: Any, most_bytes: int) -> Member | Skipped | None:
    """What one record of the archive gives; None for those that never hold a page."""
    kind = str(found.headers.get("WARC-Type") or "")
    address = str(found.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    size, begins = found.content_length, found.stream_pos
    broken = Member("", b"", media.WARC, None, f"cut off in the part at byte {begins}; what came before was taken")
    if not kind or not str(found.headers.get("Content-Length") or "").strip():
        return broken
    if kind not in _RECORDS:
        return broken if found.reader.consume(size) < size else None
    if size > most_bytes:
        return Member(address, b"", media.BINARY, None, f"{size} bytes, more than the {most_bytes} that are kept")
    block = found.reader.read(size)
    made = _member(found, block, most_bytes)
    if not isinstance(made, Member):
        return made if len(block) == size else broken
    why = None
    if len(block) < size:
        why = f"cut off: {len(block)} of {size} bytes are there"
    elif not _digest_fits(str(found.headers.get("WARC-Block-Digest") or ""), block):
        why = "damaged: its bytes are not those of its WARC-Block-Digest"
    return replace(made, reason=why) if why else made


def _packed_to_the_end(path: Path, begins: int) -> bool:
    """Whether gzip goes on soundly to the file's end from byte `begins`, where its last part was read.

    A part cut off within its first bytes unpacks to nothing, and would not be missed.
    """
    with path.open("rb") as file:
        if file.read(2) != _GZIP:
            return True
        file.seek(begins)
        if file.read(2) != _GZIP:
            begins = 0  # all parts in one gzip member, against the standard
        file.seek(begins)
        unpacker = zlib.decompressobj(wbits=31)
        data = b""
        while data or (data := file.read(_STEP)):
            if unpacker.eof:
                unpacker = zlib.decompressobj(wbits=31)
            try:
                unpacker.decompress(data, _STEP)
            except zlib.error:
                return False
            data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    return unpacker.eof


def members(path: Path, most_bytes: int) -> Iterator[Member | Skipped]:
    """The pages of an archive in order; troubles come as members with a reason, and end it when nothing can follow."""
    from fastwarc.warc import ArchiveIterator

    seen = last = 0
    trouble = False
    with path.open("rb") as stream:
        try:
            for found in ArchiveIterator(stream, parse_http=False):
                seen, last = seen + 1, found.stream_pos
                made = _one(found, most_bytes)
                if made is not None:
                    trouble = isinstance(made, Member) and made.reason is not None
                    yield made
        except (OSError, ValueError, RuntimeError) as error:
            where = f"after {seen} sound parts; those were taken" if seen else "from its beginning"
            yield Member("", b"", media.WARC, None, f"broken archive {where} ({error})")
            return
    if not seen:
        yield Member("", b"", media.WARC, None, "an archive with nothing in it")
    elif not trouble and not _packed_to_the_end(path, last):
        yield Member("", b"", media.WARC, None, f"cut off after {seen} parts; those were taken")
