"""What people coded, laid anew on the texts as they are read now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recount.coding.assign import REJECTED
from recount.coding.places import MANY, Stories, Texts
from recount.errors import EvidenceError
from recount.model import Anchor, Span
from recount.store import digest
from recount.text.locate import locate

if TYPE_CHECKING:
    from recount.model import Codebook, Decision
    from recount.store import Store

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Adrift:
    """A coding of a person that does not fit the texts, persons or codebook as they are now, and why."""

    seq: int
    by: str  # the coder
    why: str
    counted: bool  # it still stands in its place, but without its person or under a code that is gone


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of laying the log anew."""

    rows: int
    adrift: tuple[Adrift, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A standing decision with its place now."""

    decision: Decision
    text_id: str
    span: Span
    words: str  # as the text has them now
    mention_id: str | None

    @property
    def code(self) -> str:
        """The code assigned."""
        return str(self.decision.body["code"])

    @property
    def rejects(self) -> bool:
        """Whether a person says that a machine's suggestion is wrong."""
        return bool(self.decision.body["value"] == REJECTED)


def replay(store: Store, codebook: Codebook) -> Replayed:
    """Rebuild the codings of people from the decision log on the texts of now.

    The last decision on the same words, code, person and coder stands; withdrawn ones do not, and withdrawing a
    withdrawal brings a coding back. A decision whose words are no longer found is reported, never dropped unsaid.
    """
    log = store.decisions("coding", "withdraw")
    placed, adrift = standing_codings(store, log)
    known = {c.code for c in codebook.codes}
    adrift += [
        Adrift(p.decision.seq, p.decision.body["coder"], f"code {p.code!r} is not in the codebook now", counted=True)
        for p in placed
        if p.code not in known
    ]
    rows, homeless = _rows(store, placed)
    inputs = digest([[d.hash for d in log[-1:]], store.digest_of("read.texts", "read.stories", "read.claims")])
    with store.run("coding.replay", version=VERSION, inputs=inputs) as run:
        if not run.done:
            run.add("coding", rows)
    return Replayed(len(rows), tuple(sorted([*adrift, *homeless], key=lambda a: a.seq)))


def _rows(store: Store, placed: list[Placed]) -> tuple[list[dict[str, Any]], list[Adrift]]:
    stories = Stories(store) if placed else None
    rows, homeless = [], []
    for one in placed:
        story_id, passage_id = stories.at(one.text_id, one.span) if stories else (None, None)
        if story_id is None:
            why = "no story holds its words now"
            homeless.append(Adrift(one.decision.seq, one.decision.body["coder"], why, counted=False))
        else:
            rows.append(_row(one, story_id, passage_id))
    return rows, homeless


def standing_codings(store: Store, log: list[Decision] | None = None) -> tuple[list[Placed], list[Adrift]]:
    """The codings of people that stand, in the order of the log, each at its place now; and those that fit no more."""
    log = store.decisions("coding", "withdraw") if log is None else log
    texts = Texts(store, many=len(log) > MANY)
    latest: dict[tuple[Any, ...], Placed] = {}
    adrift: list[Adrift] = []
    for decision in _effective(log):
        found = _placed(decision, texts, adrift)
        if found is not None:
            body = decision.body
            who = found.mention_id or (body["person"] or {}).get("words")
            key = (found.text_id, found.span, body["code"], who, body["coder"])
            latest.pop(key, None)
            latest[key] = found
    return list(latest.values()), adrift


def _effective(log: list[Decision]) -> list[Decision]:
    """The codings that no standing withdrawal takes back; from the end, since a withdrawal can be withdrawn."""
    void: set[int] = set()
    kept = []
    for decision in reversed(log):
        if decision.seq in void:
            continue
        if decision.kind == "withdraw":
            void.add(decision.body["seq"])
        else:
            kept.append(decision)
    return kept[::-1]


def _placed(decision: Decision, texts: Texts, adrift: list[Adrift]) -> Placed | None:
    body = decision.body
    place = Anchor(**body["anchor"])
    if not texts.standing(place.capture_id):
        adrift.append(Adrift(decision.seq, body["coder"], "its capture has no text now", counted=False))
        return None
    words = texts.body(place.capture_id)
    try:
        span = locate(place.words, words, prefix=place.prefix, suffix=place.suffix, near=place.start)
    except EvidenceError as error:
        adrift.append(Adrift(decision.seq, body["coder"], str(error), counted=False))
        return None
    mention_id = None
    if body["person"]:
        mention_id, why = texts.mention_at(Anchor(**body["person"]))
        if mention_id is None:
            adrift.append(Adrift(decision.seq, body["coder"], why, counted=True))
    return Placed(decision, place.capture_id, span, span.of(words), mention_id)


def _row(one: Placed, story_id: str, passage_id: str | None) -> dict[str, Any]:
    body = one.decision.body
    return {
        "coding_id": f"d{one.decision.seq}",
        "story_id": story_id,
        "text_id": one.text_id,
        "passage_id": passage_id,
        "mention_id": one.mention_id,
        "code": one.code,
        "value": body["value"],
        "start": one.span.start,
        "end_": one.span.end,
        "words": one.words,
        "coder": body["coder"],
        "codebook_version": body["codebook_version"],
        "score": None,
        "reason": body.get("memo"),
        "verdict": REJECTED if one.rejects else "accepted",
        "seq": one.decision.seq,
    }
