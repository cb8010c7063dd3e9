"""The nouns of Recount: frozen values that refuse to exist broken."""

from recount.model.claim import Claim, Manner, Quantity, Speaker
from recount.model.coding import Attribute, Change, Code, Codebook, Coding
from recount.model.decision import GENESIS, Decision, standing
from recount.model.figure import Estimate, Figure, FigureRow, Interval, Release
from recount.model.person import Judgement, Person, Reason
from recount.model.quote import Anchor, Quote, Span
from recount.model.reading import Block, Mention, Metadata, Passage, Reading, Refused, Story, Text, sha256_of
from recount.model.source import Capture, Source
from recount.model.study import ENGINES, AskSettings, EndpointSettings, ReadSettings, Study
from recount.model.times import UNKNOWN_DATE, DateRange

__all__ = [
    "ENGINES",
    "GENESIS",
    "UNKNOWN_DATE",
    "Anchor",
    "AskSettings",
    "Attribute",
    "Block",
    "Capture",
    "Change",
    "Claim",
    "Code",
    "Codebook",
    "Coding",
    "DateRange",
    "Decision",
    "EndpointSettings",
    "Estimate",
    "Figure",
    "FigureRow",
    "Interval",
    "Judgement",
    "Manner",
    "Mention",
    "Metadata",
    "Passage",
    "Person",
    "Quantity",
    "Quote",
    "ReadSettings",
    "Reading",
    "Reason",
    "Refused",
    "Release",
    "Source",
    "Span",
    "Speaker",
    "Story",
    "Study",
    "Text",
    "sha256_of",
    "standing",
]
