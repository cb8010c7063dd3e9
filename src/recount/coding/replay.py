"""What people coded, laid anew on the texts as they are read now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from recount.coding.assign import REJECTED
from recount.coding.blind import SEALED
from recount.coding.disagreements import disputes
from recount.coding.placing import Adrift, Placed, standing_codings
from recount.coding.plan import dealt
from recount.store import digest

if TYPE_CHECKING:
    from recount.coding.disagreements import Settled, Spot
    from recount.coding.plan import Deals
    from recount.model import Codebook
    from recount.store import Store

VERSION = "2"
KINDS = ("coding", "withdraw", "plan", "done", "settle", "codebook")  # decisions that codings rest on


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of laying the log anew."""

    rows: int
    adrift: tuple[Adrift, ...]
    sealed: int = 0  # codings kept back, since their story is dealt to coders who are not all done


def replay(store: Store, codebook: Codebook) -> Replayed:
    """Rebuild the codings of people from the decision log on the texts of now.

    The last decision on the same words, code, person and coder stands; withdrawn ones do not, and withdrawing a
    withdrawal brings a coding back. A decision whose words are no longer found is reported, never dropped unsaid.
    Codings of a story that is still coded blind are kept back. Where blind coders contradict each other, what each
    of them said is disputed until a third person settles it; then the settled value stands, and theirs is superseded.
    """
    # Before the codings are placed: the whole log and all of them at once would be twice the memory.
    last = [d.hash for d in store.decisions(*KINDS)[-1:]]
    deals = dealt(store)
    placed, adrift = standing_codings(store, codebook)
    known = {*(c.code for c in codebook.codes), *(a.attribute for a in codebook.attributes)}
    adrift += [
        Adrift(p.decision.seq, p.coder, f"code {p.code!r} is not in the codebook now", counted=True)
        for p in placed
        if p.code not in known
    ]
    adrift += [
        Adrift(p.decision.seq, p.coder, "no story holds its words now", counted=False)
        for p in placed
        if p.story_id is None
    ]
    settled, verdicts = disputes(store, codebook, deals)
    shown = open_codings(placed, deals)
    rows = [_row(one, verdicts.get(one.decision.seq)) for one in shown]
    rows += [_settled_row(one, one.place) for one in settled if one.place is not None]
    read = store.digest_of("read.texts", "read.stories", "read.claims")
    inputs = digest([last, codebook.digest, read])
    with store.run("coding.replay", version=VERSION, inputs=inputs) as run:
        if not run.done:
            run.add("coding", rows)
    held = sum(one.story_id is not None for one in placed) - len(shown)
    return Replayed(len(rows), tuple(sorted(_as_all_may_see(store, deals, adrift), key=lambda a: a.seq)), held)


def _as_all_may_see(store: Store, deals: Deals, adrift: list[Adrift]) -> list[Adrift]:
    """What fits no more, without what it says where its account is still coded blind."""
    blind = {one.text_id for one in deals.stories if one.sealed}
    if not blind or not adrift:
        return adrift
    secret = {d.seq for d in store.decisions("coding") if d.body["anchor"]["capture_id"] in blind}
    return [replace(a, by="(sealed)", why=SEALED) if a.seq in secret else a for a in adrift]


def open_codings(placed: list[Placed], deals: Deals) -> list[Placed]:
    """The codings that everybody may see: those in stories that are not coded blind any more, or never were."""
    shown = []
    for one in placed:
        deal = deals.of(one.story_id)
        if one.story_id is not None and not (deal and deal.sealed):
            shown.append(one)
    return shown


def _row(one: Placed, verdict: tuple[str, int | None] | None) -> dict[str, Any]:
    body = one.decision.body
    said, seq = verdict or (REJECTED if one.rejects else "accepted", None)
    return {
        "coding_id": f"d{one.decision.seq}",
        "story_id": one.story_id,
        "text_id": one.text_id,
        "passage_id": one.passage_id,
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
        "verdict": said,
        "seq": one.decision.seq if seq is None else seq,
    }


def _settled_row(one: Settled, place: Spot) -> dict[str, Any]:
    return {
        "coding_id": f"d{one.seq}",
        "story_id": place.story_id,
        "text_id": place.text_id,
        "passage_id": place.passage_id,
        "mention_id": one.mention_id,
        "code": one.code,
        "value": one.value,
        "start": place.span.start,
        "end_": place.span.end,
        "words": place.words,
        "coder": one.by,
        "codebook_version": one.version,
        "score": None,
        "reason": f"settled: {one.why}",
        "verdict": "accepted",
        "seq": one.seq,
    }
