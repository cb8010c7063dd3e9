"""A study and its settings, as study.toml declares them."""

from __future__ import annotations

from dataclasses import dataclass, field

from recount.model.times import DateRange


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """Limits of `recount add`."""

    most_bytes: int = field(default=50_000_000, metadata={"help": "Largest file or response that is kept, in bytes."})
    most_unpacked_bytes: int = field(
        default=200_000_000, metadata={"help": "Most bytes one packed file (docx, gz) may unpack to."}
    )
    wait_s: float = field(default=30.0, metadata={"help": "Longest wait for one fetched address, in seconds."})
    most_redirects: int = field(default=5, metadata={"help": "Most redirects that one fetch follows."})


@dataclass(frozen=True, slots=True)
class ResolveSettings:
    """How same-person suggestions are made."""

    floor: float = field(default=0.5, metadata={"help": "Least score, 0 to 1, of a same-person suggestion."})


@dataclass(frozen=True, slots=True)
class CodingSettings:
    """How codes are suggested."""

    floor: float = field(default=0.5, metadata={"help": "Least score, 0 to 1, of a suggested coding."})


@dataclass(frozen=True, slots=True)
class DisclosureSettings:
    """What a public release may show."""

    least_cell: int = field(default=5, metadata={"help": "Smallest count of persons that may be published."})


@dataclass(frozen=True, slots=True)
class Study:
    """A question asked of a pile of accounts, with the settings that answer it."""

    title: str
    question: str = ""
    population: str = ""
    period: DateRange = field(default_factory=DateRange)
    codebook: str = "exit-narratives"  # a shipped codebook's name, or a file beside study.toml
    profile: str | None = None
    store: str = ""  # address of a PostgreSQL database; empty: study.db in the study's folder
    notice: str = ""  # printed on every page of the report, e.g. "All persons are invented."
    capture: CaptureSettings = field(default_factory=CaptureSettings)
    resolve: ResolveSettings = field(default_factory=ResolveSettings)
    coding: CodingSettings = field(default_factory=CodingSettings)
    disclosure: DisclosureSettings = field(default_factory=DisclosureSettings)
