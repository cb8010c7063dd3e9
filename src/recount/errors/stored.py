"""A study's own files: busy, full, damaged, changed, or of another version."""

from __future__ import annotations

from recount.errors.kinds import StoreError


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


class AnswerChanged(StoreError):
    """A kept answer of an endpoint is not what was kept."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"{self.args[0]}: this answer changed since it was kept; restore the file from a copy, or delete it to ask "
            "again"
        )
