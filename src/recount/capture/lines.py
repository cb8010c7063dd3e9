"""Files that hold many accounts: JSON lines, or one JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One account of such a file, its bytes exactly as they stand there."""

    n: int  # its line, or its place in the list, from 1
    data: bytes
    size: int
    reason: str | None = None


def of_jsonl(path: Path, most_bytes: int) -> Iterator[Line]:
    """The lines of a file, one after the other, so that a large file is never held whole."""
    with path.open("rb") as file:
        n = 0
        while data := file.readline(most_bytes + 2):
            n += 1
            if len(data) > most_bytes + 1:
                why = f"line longer than the {most_bytes} bytes that are kept; what follows it was not read"
                yield Line(n, b"", len(data), why)
                return
            account = data.strip()
            if account:
                yield Line(n, account, len(account))


def of_list(data: bytes) -> Iterator[Line] | None:
    """The members of a JSON list; None when the bytes are no list of several, which is then one account."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return _members(text) if isinstance(value, list) and len(value) > 1 else None


def _members(text: str) -> Iterator[Line]:
    decoder = json.JSONDecoder()
    at = text.index("[") + 1
    n = 0
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        _, end = decoder.raw_decode(text, at)
        n += 1
        account = text[at:end].encode()
        yield Line(n, account, len(account))
        at = end
