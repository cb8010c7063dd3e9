"""Answers kept in the study, by the digest of what was asked: asked again, the same answer, and the same rebuild.

An answer cannot be computed again, so it is kept like what was captured: one file a question, with the question itself,
and never changed. What the server says of it (tokens, the model it runs) is kept with it. Keys are in none of them.
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


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: its words, and what the server said of it."""

    words: str
    prompt: int | None = None  # tokens that the server counted in the question; None: it did not say
    completion: int | None = None  # tokens of the answer
    served: str = ""  # the model, and its build, as the server names them


def digest(request: Request) -> str:
    """SHA-256, hex, of the request as JSON with sorted keys."""
    return hashlib.sha256(_json(request).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers in `folder`; without one nothing is kept."""

    folder: Path | None = None

    def find(self, asked: str) -> Kept | None:
        """What was answered to the request of that digest; None when it was never answered; AnswerChanged."""
        path = self._path(asked)
        return _read(path, asked) if path is not None and path.is_file() else None

    def keep(self, request: Request, answer: Kept) -> None:
        """Keep an answer; a name in the folder always has the whole of it, even after a kill."""
        path = self._path(digest(request))
        if path is None or path.exists():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        told = {"prompt": answer.prompt, "completion": answer.completion, "served": answer.served}
        kept = _json({"request": request, "answer": answer.words, "told": told, "sha256": _seal(answer.words, told)})
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


def _read(path: Path, asked: str) -> Kept:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        words, told, same = str(kept["answer"]), kept["told"], digest(kept["request"]) == asked
        answer = Kept(words, **told)
    except (ValueError, KeyError, TypeError) as error:
        raise AnswerChanged(str(path)) from error
    if not same or _seal(words, told) != kept.get("sha256"):
        raise AnswerChanged(str(path))
    return answer


def _seal(words: str, told: dict[str, Any]) -> str:
    return hashlib.sha256(_json([words, told]).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
