"""HTTP answers as bytes: status, headers and payload, as a server sent them or an archive kept them."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any, Final

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})[ \t]*([^\r\n]*)\r?\n")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_STEP: Final = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, its body still as it went over the wire."""

    status: int
    words: str  # the server's words for the status
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of that name; empty when there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def good(self) -> bool:
        """Whether the server gave what was asked for (2xx)."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    @property
    def media_type(self) -> str:
        """What the server says it sent, without parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding the server states; None when it states none."""
        found = _CHARSET.search(self.header("Content-Type"))
        return found.group(1).lower() if found else None


def parsed(block: bytes) -> Answer | None:
    """The answer in `block`; None when it is not HTTP."""
    while True:
        status = _STATUS.match(block)
        end = _HEAD_END.search(block)
        if not status:
            return None
        head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
        code = int(status.group(1))
        if code >= HTTPStatus.OK or not end:
            break
        block = body  # "100 Continue" comes before the answer itself
    headers: list[tuple[str, str]] = []
    for line in re.split(rb"\r?\n", head)[1:]:
        text = line.decode("latin-1")
        if text[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}")
        elif ":" in text:
            name, _, value = text.partition(":")
            headers.append((name.strip(), value.strip()))
    return Answer(code, status.group(2).decode("latin-1").strip(), tuple(headers), body)


def _unchunked(body: bytes) -> tuple[bytes, bool]:
    """The bytes inside chunks, and whether the last chunk is there; unchunked bytes come back as they are."""
    if not _CHUNK.match(body):
        return body, True  # some archives keep the header but store the body without chunks
    parts: list[bytes] = []
    at = 0
    while True:
        size = _CHUNK.match(body, at)
        if not size:
            return b"".join(parts), False
        length = int(size.group(1), 16)
        if length == 0:
            return b"".join(parts), True
        part = body[size.end() : size.end() + length]
        parts.append(part)
        if len(part) < length:
            return b"".join(parts), False
        at = size.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _inflated(body: bytes, most: int) -> tuple[bytes, bool]:
    for wbits in (47, -15):  # gzip or zlib by its head; some servers send bare deflate
        unpacker = zlib.decompressobj(wbits=wbits)
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        return data, unpacker.eof
    return body, True  # said to be packed, and is not: archives made by browsers store it unpacked


def _streamed(reader: Any, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while size <= most:
        part = reader.read(min(_STEP, most + 1 - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _unpacked(body: bytes, coding: str, most: int) -> tuple[bytes, bool]:
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflated(body, most)
    if coding in ("br", "zstd"):
        from fastwarc.stream_io import BrotliReader, ZstdReader

        source: IO[bytes] = io.BytesIO(body)
        try:
            return _streamed((BrotliReader if coding == "br" else ZstdReader)(source), most), True
        except OSError:
            return body, False
    return body, True


def payload(answer: Answer, most: int) -> tuple[bytes, str | None]:
    """What was sent, unpacked, and why it is not whole; at most `most` + 1 bytes are unpacked."""
    body, whole = answer.body, True
    if "chunked" in answer.header("Transfer-Encoding").lower():
        body, whole = _unchunked(body)
    for coding in reversed(answer.header("Content-Encoding").lower().split(",")):
        body, sound = _unpacked(body, coding.strip(), most)
        whole = whole and sound
    if len(body) > most:
        return body[:0], f"unpacks to more than {most} bytes, the most that is kept"
    return body, None if whole else "cut off or damaged on its way: only the beginning is there"
