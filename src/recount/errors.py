"""Every error Recount raises on purpose, grouped by who can mend it.

Each class is named for the fact it states, its `args` mirror `__init__` (so it survives pickling), and its
text says what happened, where, and what to do next.
"""

from __future__ import annotations


class RecountError(Exception):
    """Anything Recount refuses, with words for a person."""


class InputError(RecountError):
    """The person who runs the command can mend it: a wrong value, file or setting."""


class EvidenceError(RecountError):
    """Words and places do not agree; whoever made the claim or coding must mend it."""


class StoreError(RecountError):
    """The study's own files are busy, full, damaged or of another version."""


class QuoteNotFound(EvidenceError):
    """A quote's words are not in its text at that place."""

    def __init__(self, words: str, text_sha256: str, start: int) -> None:
        super().__init__(words, text_sha256, start)

    def __str__(self) -> str:
        words, sha, start = self.args
        return f"{words!r} is not at character {start} of text {sha[:12]}; reselect the words"


class QuoteDiffers(EvidenceError):
    """Words given as a quote are not in the text."""

    def __init__(self, words: str, nearest: str | None, differs: str) -> None:
        super().__init__(words, nearest, differs)

    def __str__(self) -> str:
        words, nearest, differs = self.args
        near = f"; the nearest sentence is {nearest!r}" if nearest else ""
        return f"{words!r} is not in the text ({differs}){near}; copy the words from the text"


class QuotePlaceUnclear(EvidenceError):
    """Words given as a quote stand in several places."""

    def __init__(self, words: str, times: int) -> None:
        super().__init__(words, times)

    def __str__(self) -> str:
        words, times = self.args
        return f"{words!r} stands {times} times in the text; give the words before or after it, or its place"


class UnknownSetting(InputError):
    """A study file names a setting that does not exist."""

    def __init__(self, path: str, name: str, near: str | None) -> None:
        super().__init__(path, name, near)

    def __str__(self) -> str:
        path, name, near = self.args
        hint = f"did you mean {near!r}?" if near else "remove it, or see the reference of study.toml"
        return f"{path}: unknown setting {name!r}; {hint}"


class BadSetting(InputError):
    """A setting has a value it cannot have."""

    def __init__(self, path: str, name: str, value: object, wants: str) -> None:
        super().__init__(path, name, value, wants)

    def __str__(self) -> str:
        path, name, value, wants = self.args
        return f"{path}: setting {name!r} is {value!r}, but must be {wants}"


class NotAStudy(InputError):
    """A folder was given as a study that has no study.toml."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.args[0]}: no study.toml here; make a study with 'recount init {self.args[0]}'"


class StudyExists(InputError):
    """A new study was asked for where one stands already."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.args[0]}: a study is here already; choose another folder"


class StudyIsNewer(StoreError):
    """The study was written by a later version of Recount."""

    def __init__(self, path: str, found: str, known: str) -> None:
        super().__init__(path, found, known)

    def __str__(self) -> str:
        path, found, known = self.args
        return (
            f"{path}: written by a newer Recount (schema {found}, this program knows up to {known}); "
            "nothing was changed; install the newer version"
        )


class StoreBusy(StoreError):
    """Another process holds the study's database."""

    def __init__(self, path: str, waited_s: float) -> None:
        super().__init__(path, waited_s)

    def __str__(self) -> str:
        path, waited = self.args
        return (
            f"{path}: locked by another process (waited {waited:g} s); nothing was changed; try again when it has ended"
        )


class StoreFull(StoreError):
    """The disk is full; the step in progress was undone."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"{self.args[0]}: no space left; the step in progress was undone, all before it is kept; "
            "free some space and run again"
        )


class StoreDamaged(StoreError):
    """The database cannot be read as one."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)

    def __str__(self) -> str:
        path, why = self.args
        return f"{path}: cannot be read ({why}); restore the study from its last copy, then 'recount verify'"


class CaptureChanged(StoreError):
    """The bytes on disk are no longer those that were captured."""

    def __init__(self, path: str, sha256: str, found: str) -> None:
        super().__init__(path, sha256, found)

    def __str__(self) -> str:
        path, sha, found = self.args
        return (
            f"{path}: bytes changed since capture (SHA-256 is {found[:12]}, was {sha[:12]}); "
            "restore the file, then run again"
        )


class CaptureMissing(StoreError):
    """The bytes of a capture are gone."""

    def __init__(self, path: str, sha256: str) -> None:
        super().__init__(path, sha256)

    def __str__(self) -> str:
        path, sha = self.args
        return f"{path}: the bytes of capture {sha[:12]} are missing; restore the file from a copy, then run again"
