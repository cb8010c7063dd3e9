"""What an account asserts: who says it, of whom, how many, when, how sure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from recount.errors import InputError
from recount.model.quote import Quote, Span
from recount.model.times import UNKNOWN_DATE, DateRange

Polarity = Literal["asserted", "denied"]
Certainty = Literal["certain", "probable", "possible", "estimate"]
Channel = Literal["direct", "indirect", "mixed", "document", "video"]
Naming = Literal["named", "alias", "role", "anonymous", "unknown"]
ClaimKind = Literal["speech", "quantity", "attribute", "event"]
Stance = Literal["asserts", "reports", "distances", "disputes"]
Act = Literal["say", "deny", "think", "show", "hear", "promise", "want", "order", "ask", "judge"]
Response = Literal["none", "denied", "declined", "neither_confirmed_nor_denied"]
Evidence = Literal["saw", "took_part", "heard", "document", "unstated"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as told: its bounds, unit and the words that bound it. `low <= high`; None is open."""

    low: float | None
    high: float | None
    unit: str  # lower-case singular head, e.g. "person", "warplane", "close-support aircraft", "percent"
    qualifier: str | None = None  # as written: "at least", "far higher", "several dozen"
    of: str | None = None  # what is counted, as written: "left the group since January last year"
    share: float | None = None  # of a base, 0 to 1: "half of the 700 Britons" -> 0.5
    base: float | None = None  # 700
    parts: tuple[int, ...] = ()  # indices of the claims this is said to be the sum of
    adds_up: bool | None = None  # None: no parts found
    derived: bool = False  # computed (350 from half of 700), not written
    rule: str | None = None  # id of the written rule that gave the bounds, printed with the figure
    readings: tuple[str, ...] = ()  # other ways to add the parts up, in words: "28 + 4 = 32"

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise InputError(f"a quantity cannot have low {self.low} above high {self.high}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One step of the chain of who says it."""

    name: str | None  # "Peter Neumann"; None for a role alone
    role: str | None = None  # "the centre's head", "United States officials"
    naming: Naming = "unknown"
    channel: Channel = "indirect"
    cue: str | None = None  # the words that attribute: "said", "according to"
    place: Span | None = None  # where the speaker is named in the text
    cue_places: tuple[Span, ...] = ()  # where the words of the cue stand
    stance: Stance = "reports"  # of whoever reports this step, towards it
    mention: int | None = None  # index of the person in the same reading, when it is one


@dataclass(frozen=True, slots=True)
class Manner:
    """How words are put forward by who says them: what they do with them, and what they rest them on."""

    act: Act = "say"
    question: bool = False  # only asked
    condition: bool = False  # holds only if something else does
    future: bool = False
    response: Response = "none"  # to what others say or ask
    evidence: Evidence = "unstated"  # how the speaker comes to know, by the speaker's own words

    @property
    def claimed(self) -> bool:
        """Whether the words are put forward as so at all: not only asked, supposed or left without an answer."""
        return not (self.question or self.condition or self.response in ("declined", "neither_confirmed_nor_denied"))


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of one account, with its words. Never overwritten; two that conflict are both kept."""

    quote: Quote
    kind: ClaimKind
    story: int  # index of the story in the reading
    speaker: tuple[Speaker, ...] = ()  # the chain, nearest first; empty: the account itself
    mention: int | None = None  # index of the person it is about, in the same reading
    about: str | None = None  # a group or thing it is about, as written
    variable: str | None = None  # "attr.age", "attr.origin_country", "event.left"
    value: str | None = None
    quantity: Quantity | None = None
    polarity: Polarity = "asserted"
    certainty: Certainty = "certain"
    when: DateRange = UNKNOWN_DATE
    stance: Stance = "asserts"  # of the author towards it
    manner: Manner = Manner()  # of words that are somebody's; of a claim of the account itself it says nothing

    def moved(self, **changes: object) -> Claim:
        """The same claim with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # fields are checked by the data class
