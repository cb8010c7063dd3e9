"""Codings of people at their places in the texts of now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recount.coding.assign import REJECTED
from recount.coding.places import MANY, Stories, Texts
from recount.errors import EvidenceError
from recount.model import Anchor, Span, standing
from recount.text.locate import locate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.model import Codebook, Decision
    from recount.store import Store


@dataclass(frozen=True, slots=True)
class Adrift:
    """A coding of a person that does not fit the texts, persons or codebook as they are now, and why."""

    seq: int
    by: str  # the coder
    why: str
    counted: bool  # it still stands in its place, but without its person or under a code that is gone


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with its place now."""

    decision: Decision
    code: str  # as the codebook calls it now
    text_id: str
    span: Span
    words: str  # as the text has them now
    mention_id: str | None
    story_id: str | None  # None: no story holds the words now
    passage_id: str | None

    @property
    def coder(self) -> str:
        """Who coded."""
        return str(self.decision.body["coder"])

    @property
    def value(self) -> str:
        """What the words say of it."""
        return str(self.decision.body["value"])

    @property
    def rejects(self) -> bool:
        """Whether a person says that a machine's suggestion is wrong."""
        return self.value == REJECTED


def standing_codings(store: Store, codebook: Codebook) -> tuple[list[Placed], list[Adrift]]:
    """The codings of people that stand, in the order of the log, each at its place now; and those that fit no more."""
    log = standing(store.decisions("coding", "withdraw"))
    placed, adrift = place(store, codebook, log)
    return latest(placed), adrift


def latest(placed: Iterable[Placed]) -> list[Placed]:
    """The last coding of the same words, code and person by each coder."""
    held: dict[tuple[Any, ...], Placed] = {}
    for one in placed:
        who = one.mention_id or (one.decision.body["person"] or {}).get("words")
        key = (one.text_id, one.span, one.code, who, one.coder)
        held.pop(key, None)
        held[key] = one
    return list(held.values())


def place(store: Store, codebook: Codebook, log: list[Decision]) -> tuple[list[Placed], list[Adrift]]:
    """Every coding of the log at its place now, and those that have none any more or have lost their person."""
    texts, stories = Texts(store, many=len(log) > MANY), Stories(store) if log else None
    placed: list[Placed] = []
    adrift: list[Adrift] = []
    for decision in log:
        found = _placed(decision, texts, stories, codebook, adrift)
        if found is not None:
            placed.append(found)
    return placed, adrift


def _placed(
    decision: Decision, texts: Texts, stories: Stories | None, codebook: Codebook, adrift: list[Adrift]
) -> Placed | None:
    body = decision.body
    at = Anchor(**body["anchor"])
    if not texts.standing(at.capture_id):
        adrift.append(Adrift(decision.seq, body["coder"], "its capture has no text now", counted=False))
        return None
    words = texts.body(at.capture_id)
    try:
        span = locate(at.words, words, prefix=at.prefix, suffix=at.suffix, near=at.start)
    except EvidenceError as error:
        adrift.append(Adrift(decision.seq, body["coder"], str(error), counted=False))
        return None
    mention_id = None
    if body["person"]:
        mention_id, why = texts.mention_at(Anchor(**body["person"]))
        if mention_id is None:
            adrift.append(Adrift(decision.seq, body["coder"], why, counted=True))
    story_id, passage_id = stories.at(at.capture_id, span) if stories else (None, None)
    code = codebook.carried(body["code"], decision.seq)
    return Placed(decision, code, at.capture_id, span, span.of(words), mention_id, story_id, passage_id)
