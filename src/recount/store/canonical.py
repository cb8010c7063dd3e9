"""One way to write a value as JSON, so that equal values are equal bytes and have one digest."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from datetime import date


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form here")


# Made once: json.dumps would make an encoder for every value, and each stored row has several.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain, allow_nan=False)


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; data classes become objects, dates ISO strings."""
    return _ENCODER.encode(value)


def digest(parts: Iterable[object]) -> str:
    """SHA-256, hex, over the canonical JSON of each part in order."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(canonical(part).encode())
        whole.update(b"\n")
    return whole.hexdigest()
