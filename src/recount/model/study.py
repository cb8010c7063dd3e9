"""A study and its settings, as study.toml declares them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

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
class ReadSettings:
    """Who reads persons and claims."""

    reader: str = field(
        default="rules",
        metadata={"help": "Who reads persons and claims: 'rules' on this machine, or 'endpoint' (accounts go there)."},
    )
    most_characters: int = field(
        default=24_000, metadata={"help": "Longest story that is sent to an endpoint, in characters."}
    )


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """A language model behind an OpenAI-compatible address; asked only where a step is told to. No key stands here."""

    address: str = field(
        default="", metadata={"help": "Base address, e.g. http://127.0.0.1:8080/v1; https unless it is this machine."}
    )
    model: str = field(default="", metadata={"help": "Name of the model there."})
    key_variable: str = field(
        default="RECOUNT_ENDPOINT_KEY",
        metadata={"help": "Environment variable that holds the key; the key itself is never written down."},
    )
    wait_s: float = field(default=120.0, metadata={"help": "Longest wait for one answer, in seconds."})
    tries: int = field(default=3, metadata={"help": "How often one question is asked at most."})
    most_tokens: int = field(default=8_000, metadata={"help": "Longest answer, in the model's tokens."})
    prompt_price: float = field(
        default=0.0, metadata={"help": "Price of a million tokens of questions, for what a run cost; 0: not told."}
    )
    completion_price: float = field(default=0.0, metadata={"help": "Price of a million tokens of answers."})


@dataclass(frozen=True, slots=True)
class AskSettings:
    """Whether the endpoint is asked for codings too, one code of one story at a time."""

    on: bool = field(
        default=False, metadata={"help": "Ask the endpoint to suggest codings too (words of accounts go there)."}
    )
    codes: str = field(
        default="",
        metadata={"help": "Codes asked about, each with those below it, apart by spaces; empty: all of the codebook."},
    )
    most_characters: int = field(
        default=24_000, metadata={"help": "Longest story that is sent for codings, in characters."}
    )


ENGINES = ("blocks", "here", "duckdb", "spark")  # that compare more mentions than are compared all at once


@dataclass(frozen=True, slots=True)
class ResolveSettings:
    """How same-person suggestions are made."""

    floor: float = field(default=0.5, metadata={"help": "Least score, 0 to 1, of a same-person suggestion."})
    engine: str = field(
        default="blocks",
        metadata={"help": "How more than 5,000 mentions are compared: blocks, here, duckdb (extra [large]) or spark."},
    )


@dataclass(frozen=True, slots=True)
class CodingSettings:
    """How codes are suggested."""

    floor: float = field(default=0.5, metadata={"help": "Least score, 0 to 1, of a suggested coding."})
    learns: bool = field(
        default=True,
        metadata={"help": "Also suggest codes by likeness, learnt from what people coded; on this machine."},
    )
    risk: float = field(
        default=0.5,
        metadata={"help": "Share of wrong ones that is allowed among suggestions learnt from codings, 0 to 1."},
    )


@dataclass(frozen=True, slots=True)
class DisclosureSettings:
    """What a public release may show."""

    least_cell: int = field(default=5, metadata={"help": "Smallest count of persons that may be published."})


@dataclass(frozen=True, slots=True)
class OtherCount:
    """A count that somebody else published, to hold a figure of this study against."""

    figure: str = field(metadata={"help": "The figure it is held against, as 'recount why' names it."})
    least: float = field(metadata={"help": "At least so many, as published."})
    source: str = field(metadata={"help": "Who published it, where, on which page."})
    most: float | None = field(default=None, metadata={"help": "At most so many; left out: open."})
    note: str = field(default="", metadata={"help": "What they count, in which period; printed beside it."})
    not_comparable: str = field(default="", metadata={"help": "Why the two cannot be compared, where they cannot."})


@dataclass(frozen=True, slots=True)
class HiddenSettings:
    """How the number of those never seen is estimated."""

    draws: int = field(default=200, metadata={"help": "Ways who may be whom that totals are averaged over."})
    iterations: int = field(default=20_000, metadata={"help": "Most iterations of each chain of the latent classes."})


@dataclass(frozen=True, slots=True)
class MethodBreak:
    """A day from which accounts were found or read in another way: what stands on its two sides is not one series."""

    day: date = field(metadata={"help": "The first day of the new way."})
    why: str = field(metadata={"help": "What changed: a new archive, another language, a press office that closed."})


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
    read: ReadSettings = field(default_factory=ReadSettings)
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    ask: AskSettings = field(default_factory=AskSettings)
    resolve: ResolveSettings = field(default_factory=ResolveSettings)
    coding: CodingSettings = field(default_factory=CodingSettings)
    disclosure: DisclosureSettings = field(default_factory=DisclosureSettings)
    hidden: HiddenSettings = field(default_factory=HiddenSettings)
    other_counts: tuple[OtherCount, ...] = ()  # each a table [[other_counts]]
    method_breaks: tuple[MethodBreak, ...] = ()  # each a table [[method_breaks]]
