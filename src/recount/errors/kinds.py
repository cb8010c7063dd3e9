"""What can be wrong, by who can mend it."""

from __future__ import annotations


class RecountError(Exception):
    """Anything Recount refuses, with words for a person."""


class InputError(RecountError):
    """The person who runs the command can mend it: a wrong value, file or setting."""


class EvidenceError(RecountError):
    """Words and places do not agree; whoever made the claim or coding must mend it."""


class StoreError(RecountError):
    """The study's own files are busy, full, damaged or of another version."""
