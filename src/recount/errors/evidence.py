"""Words and places that do not agree."""

from __future__ import annotations

from recount.errors.kinds import EvidenceError


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


class ClaimUnfounded(EvidenceError):
    """What a reader claims is not what its words say."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why)

    def __str__(self) -> str:
        what, why = self.args
        return f"{what}: {why}; it was not let in"
