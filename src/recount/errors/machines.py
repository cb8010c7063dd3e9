"""Packages and endpoints that are not there, or not as they were examined."""

from __future__ import annotations

from recount.errors.kinds import InputError


class NotInstalled(InputError):
    """Something was asked for that needs a package which is not there."""

    def __init__(self, what: str, install: str, without: str) -> None:
        super().__init__(what, install, without)

    def __str__(self) -> str:
        what, install, without = self.args
        return f"{what} is not installed: pip install '{install}'; {without}"


class PackageChanged(InputError):
    """A file of a package is not the one that was examined: it would answer otherwise, and nobody could say how."""

    def __init__(self, path: str, what: str, found: str, wanted: str, install: str, without: str) -> None:
        super().__init__(path, what, found, wanted, install, without)

    def __str__(self) -> str:
        path, what, found, wanted, install, without = self.args
        return (
            f"{path}: not the file of {what} that was examined (SHA-256 {found[:12]}, pinned {wanted[:12]}); "
            f"{without}; pip install --force-reinstall '{install}' from a package index you trust"
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
