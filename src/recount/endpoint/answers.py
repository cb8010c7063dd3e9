"""Answers kept in the study, by the digest of what was asked: asked again, the same answer, and the same rebuild.

An answer cannot be computed again, so it is kept like what was captured: one file a question, with the question itself,
and never changed. Keys are in none of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recount.errors import AnswerChanged

Request = dict[str, Any]  # JSON values only


def digest(request: Request) -> str:
    """SHA-256, hex, of the request as JSON with sorted keys."""
    return hashlib.sha256(_json(request).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in `folder`; without one nothing is kept."""

    folder: Path | None = None

    def find(self, asked: str) -> str | None:
        """The words answered to the request of that digest; None when it was never answered; AnswerChanged."""
        path = self._path(asked)
        return _read(path, asked) if path is not None and path.is_file() else None

    def keep(self, request: Request, words: str) -> None:
        """Keep the words of an answer; a name in the folder always has the whole of it, even after a kill."""
        path = self._path(digest(request))
        if path is None or path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = _json({"request": request, "answer": words, "sha256": hashlib.sha256(words.encode()).hexdigest()})
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(kept)
                file.flush()
                os.fsync(file.fileno())
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise

    def _path(self, asked: str) -> Path | None:
        return self.folder / asked[:2] / f"{asked[2:]}.json" if self.folder is not None else None


def checked(folder: Path) -> tuple[int, tuple[AnswerChanged, ...]]:
    """How many answers are kept in `folder`, and which of them are not what was kept."""
    paths = sorted(folder.glob("??/*.json"))
    wrong = []
    for path in paths:
        try:
            _read(path, path.parent.name + path.stem)
        except AnswerChanged as error:
            wrong.append(error)
    return len(paths), tuple(wrong)


def _read(path: Path, asked: str) -> str:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        words, same = str(kept["answer"]), digest(kept["request"]) == asked
    except (ValueError, KeyError, TypeError) as error:
        raise AnswerChanged(str(path)) from error
    if not same or hashlib.sha256(words.encode()).hexdigest() != kept.get("sha256"):
        raise AnswerChanged(str(path))
    return words


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
