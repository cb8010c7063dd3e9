"""What a person gave: settings, codebooks, files, judgements, names of figures."""

from __future__ import annotations

from recount.errors.kinds import InputError, RecountError


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
