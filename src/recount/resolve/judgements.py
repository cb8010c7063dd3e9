"""What people judged: taken in, checked against what stands, and replayed on the mentions of today's reading."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from recount.errors import EvidenceError, InputError, JudgementsConflict
from recount.model import Anchor, Decision, Judgement, Span, standing
from recount.text.locate import anchor, locate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recount.store import Row, Store

VERDICTS = ("same", "different", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Adrift:
    """A judgement that fits no pair of mentions now, and why; it stays in the log and is tried again at every run."""

    seq: int
    by: str
    why: str


class Places:
    """Where each mention stands, text by text; bodies are read when first asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bodies: dict[str, str] = {}
        self.rows: dict[str, Row] = {row.mention_id: row for row in store.query("mentions_told")}
        self.by_capture: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows.values():
            self.by_capture[row.capture_id].append(row)

    def body(self, text_id: str) -> str:
        """The words of a text."""
        if text_id not in self._bodies:
            (found,) = self._store.query("text_body", text_id=text_id)
            self._bodies[text_id] = found.body
        return self._bodies[text_id]

    def anchor(self, mention_id: str) -> Anchor:
        """The first place of a mention, in a form that outlives this reading."""
        row = self.rows.get(mention_id)
        if row is None:
            raise InputError(f"no mention {mention_id!r} in this study; look at the pairs anew and judge one of them")
        return anchor(self.body(row.text_id), row.capture_id, spans(row.places)[0])

    def name(self, mention_id: str) -> str:
        """What to call a mention in a sentence."""
        row = self.rows[mention_id]
        return row.name or (row.described_as[0] if row.described_as else mention_id)

    def mention_at(self, place: Anchor) -> tuple[str | None, str]:
        """The mention that stands where the anchor points, or None with the reason."""
        held = self.by_capture.get(place.capture_id, [])
        if not held:
            return None, f"no person is told of in capture {place.capture_id[:12]} now"
        body = self.body(held[0].text_id)
        try:
            span = locate(place.words, body, prefix=place.prefix, suffix=place.suffix, near=place.start)
        except EvidenceError as error:
            return None, str(error)
        shared = [(_shared(span, p), -row.n, row.mention_id) for row in held for p in spans(row.places)]
        most = max(shared)
        return (most[2], "") if most[0] > 0 else (None, f"no person is told of at {place.words!r} now")


def spans(places: list[Any]) -> list[Span]:
    """Places of a mention as stored, in the order of the text."""
    pairs = ((p["start"], p["end"]) if isinstance(p, dict) else (p[0], p[1]) for p in places)
    return sorted(Span(start, end) for start, end in pairs)


def judge(store: Store, judgements: Iterable[Judgement], *, by: str | None = None) -> list[Decision]:
    """Take in verdicts of people; all of them or none.

    Each becomes a decision that quotes one place of either mention, so that it survives a better reading. A later
    verdict on the same two mentions takes the place of the earlier one: judging "different" what was judged "same"
    splits them.

    Args:
        store: an open study.
        judgements: with `verdict` and perhaps `why`; ids are of mentions as they stand now.
        by: who judged, where a judgement itself names nobody.

    Raises:
        InputError: no verdict, no name of who judged, or a mention that is not there.
        JudgementsConflict: with what stands they would make two mentions one person and two at once.
    """
    given = list(judgements)
    places = Places(store)
    held = {(j.left, j.right): (j, f"decision {j.seq}") for j in standing_judgements(store, places)[0]}
    bodies: list[tuple[str, dict[str, Any]]] = []
    for judgement in given:
        who = judgement.by or by or ""
        if judgement.verdict not in VERDICTS or not who.strip() or who in {"machine", "proof"}:
            raise InputError(f"a judgement needs a verdict ({', '.join(VERDICTS)}) and the name of who judged")
        ends = {"left": asdict(places.anchor(judgement.left)), "right": asdict(places.anchor(judgement.right))}
        bodies.append((who, {**ends, "verdict": judgement.verdict, "why": judgement.why or ""}))
        held.pop((judgement.left, judgement.right), None)
        held[judgement.left, judgement.right] = (judgement, "this judgement")
    _refuse_conflicts(list(held.values()), places)
    made: list[Decision] = []
    for who, same_hand in groupby(bodies, key=lambda b: b[0]):
        made += store.decide("judgement", (body for _, body in same_hand), by=who)
    return made


def withdraw(store: Store, *seqs: int, by: str, why: str = "") -> list[Decision]:
    """Take judgements back, all or none: the mentions stand to each other as if they had never been given."""
    given = {d.seq for d in standing(store.decisions("judgement", "withdraw"), "judgement")}
    for seq in seqs:
        if seq not in given:
            raise InputError(f"decision {seq} is not a judgement that stands; 'recount log' lists all decisions")
    return store.decide("withdraw", ({"seq": seq, "why": why} for seq in seqs), by=by)


def standing_judgements(store: Store, places: Places) -> tuple[list[Judgement], list[Adrift]]:
    """Judgements of people on the mentions of now, in the order of the log, and those that fit none.

    The last one on a pair stands. Where a new reading makes old ones contradict each other, the later ones stand.
    """
    latest: dict[tuple[str, str], Judgement] = {}
    adrift: list[Adrift] = []
    for decision in standing(store.decisions("judgement", "withdraw"), "judgement"):
        found, why = _replayed(decision, places)
        if found is None:
            adrift.append(Adrift(decision.seq, decision.by, why))
        else:
            latest.pop((found.left, found.right), None)
            latest[found.left, found.right] = found
    kept, lost = _consistent(list(latest.values()))
    adrift += [Adrift(j.seq or 0, j.by, "later judgements contradict it on the mentions as read now") for j in lost]
    return kept, sorted(adrift, key=lambda a: a.seq)


def adrift(store: Store) -> list[Adrift]:
    """Judgements that fit no pair of mentions as read now."""
    return standing_judgements(store, Places(store))[1]


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _replayed(decision: Decision, places: Places) -> tuple[Judgement | None, str]:
    left, why_left = places.mention_at(Anchor(**decision.body["left"]))
    right, why_right = places.mention_at(Anchor(**decision.body["right"]))
    if left is None or right is None:
        return None, why_left or why_right
    if left == right:
        return None, "both places are read as one mention now"
    left, right = min(left, right), max(left, right)
    body = decision.body
    return Judgement(left, right, decision.by, None, (), body["verdict"], body.get("why") or None, decision.seq), ""


def _consistent(judgements: list[Judgement]) -> tuple[list[Judgement], list[Judgement]]:
    """Those that can all be true, preferring later ones, and the rest."""
    if not _clash(judgements):
        return sorted(judgements, key=lambda j: j.seq or 0), []
    kept: list[Judgement] = []
    lost: list[Judgement] = []
    for judgement in sorted(judgements, key=lambda j: -(j.seq or 0)):
        (lost if _clash([*kept, judgement]) else kept).append(judgement)
    return sorted(kept, key=lambda j: j.seq or 0), lost


def _clash(judgements: list[Judgement]) -> tuple[Judgement, list[Judgement]] | None:
    """A "different" whose two mentions are joined by a chain of "same", with the shortest such chain."""
    near: dict[str, list[tuple[str, Judgement]]] = defaultdict(list)
    for j in judgements:
        if j.verdict == "same":
            near[j.left].append((j.right, j))
            near[j.right].append((j.left, j))
    for j in judgements:
        if j.verdict == "different" and (chain := _chain(near, j.left, j.right)):
            return j, chain
    return None


def _chain(near: dict[str, list[tuple[str, Judgement]]], start: str, end: str) -> list[Judgement]:
    reached: dict[str, list[Judgement]] = {start: []}
    front = deque([start])
    while front and end not in reached:
        here = front.popleft()
        for there, judgement in near[here]:
            if there not in reached:
                reached[there] = [*reached[here], judgement]
                front.append(there)
    return reached.get(end, [])


def _refuse_conflicts(standing: list[tuple[Judgement, str]], places: Places) -> None:
    told = {id(j): words for j, words in standing}
    clash = _clash([j for j, _ in standing])
    if clash:
        different, chain = clash
        names = (places.name(different.left), places.name(different.right))
        raise JudgementsConflict(*names, tuple(told[id(j)] for j in chain), told[id(different)])
