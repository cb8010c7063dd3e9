"""Bytes under their SHA-256, beside the database."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

from recount.errors import CaptureChanged, CaptureMissing, StoreFull


class Blobs:
    """Content-addressed files: `ab/cdef...` holds the bytes whose SHA-256 is abcdef..."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash stand."""
        return self.folder / sha256[:2] / sha256[2:]

    def keep(self, data: bytes) -> str:
        """Write the bytes so that they survive a crash, once; their SHA-256, hex."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and renamed: a name in this folder always has all its bytes, even after a kill.
            handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(scratch).replace(path)
                _settle(path.parent)
            except BaseException:
                Path(scratch).unlink(missing_ok=True)
                raise
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFull(str(self.folder)) from error
            raise
        return sha256

    def read(self, sha256: str) -> bytes:
        """The bytes of that hash; CaptureMissing or CaptureChanged when they are not what was kept."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise CaptureMissing(str(path), sha256) from error
        found = hashlib.sha256(data).hexdigest()
        if found != sha256:
            raise CaptureChanged(str(path), sha256, found)
        return data


def _settle(folder: Path) -> None:
    """Make a new name in a folder survive a power cut; the bytes alone would be there without it."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
