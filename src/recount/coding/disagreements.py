"""What blind coders said of the same story and person, where they differ, and what a third person made of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recount.coding.places import MANY, Stories, Texts, fields, names_of
from recount.coding.placing import Placed, latest, place
from recount.coding.plan import dealt
from recount.errors import EvidenceError, InputError
from recount.model import Anchor, Span, standing
from recount.model.coding import POSITIVE, person_value
from recount.text.locate import anchor, locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recount.coding.plan import Deals, Dealt
    from recount.model import Codebook, Decision
    from recount.store import Store

SILENT = "not_mentioned"
Key = tuple[str, str | None, str]  # story, mention (None: a group, or nobody), code


@dataclass(frozen=True, slots=True)
class Spot:
    """Words at their place now."""

    story_id: str
    passage_id: str | None
    text_id: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A disagreement as a third person settled it; `place` is None for a value that rests on no words."""

    seq: int
    by: str
    key: Key
    value: str
    why: str
    version: str  # of the codebook it was settled under
    place: Spot | None

    @property
    def mention_id(self) -> str | None:
        """The person it is of."""
        return self.key[1]

    @property
    def code(self) -> str:
        """The code, or the attribute."""
        return self.key[2]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Coders who were blind to each other and said different things of one code and one person of one story."""

    no: str  # "12.3": the third of the story dealt as number 12
    deal: Dealt = field(repr=False)
    key: Key
    said: tuple[tuple[str, str], ...]  # coder and value; "not_mentioned" where a coder is silent
    codings: tuple[Placed, ...] = field(repr=False)
    called: frozenset[str] = field(repr=False)  # all that the account calls the person, in lower case; empty: nobody
    person: str = ""  # what it calls her first
    settled: Settled | None = None


def blind_codings(store: Store, codebook: Codebook, deals: Deals, *, alone: bool = False) -> dict[str, list[Placed]]:
    """Codings as each double-coded story had them when its last coder was done, by story.

    What came later is no longer blind, and stays out. With `alone`, also stories that one coder is done with.
    """
    log = store.decisions("coding", "withdraw")
    opened = {one.story_id: one.opened for one in deals.stories if (alone or one.blind) and one.opened is not None}
    if not opened:
        return {}
    placed, _ = place(store, codebook, [d for d in log if d.kind == "coding"])
    own: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        root = deals.roots.get(one.story_id or "", "")
        if root in opened and one.decision.seq < (opened[root] or 0):
            own[root].append(one)
    withdrawn = [d for d in log if d.kind == "withdraw"]
    found = {}
    for story_id, last in opened.items():
        until = [p.decision for p in own[story_id]] + [d for d in withdrawn if d.seq < (last or 0)]
        held = {d.seq for d in standing(until)}
        coders = deals.by_story[story_id].coders
        found[story_id] = [p for p in latest(own[story_id]) if p.decision.seq in held and p.coder in coders]
    return found


def told(codings: Iterable[Placed], codebook: Codebook, code: str) -> str:
    """What one coder says of a code with several codings: the person-level value, or the values of an attribute."""
    values = [one.value for one in codings if not one.rejects]
    if codebook.attribute(code) is not None:
        return " | ".join(sorted(set(values))) or SILENT
    return person_value(values)


def disagreements(store: Store, codebook: Codebook, deals: Deals | None = None) -> list[Disagreement]:
    """Every disagreement of coders who are done, settled or not, in the order of the plan."""
    deals = dealt(store) if deals is None else deals
    settled = _settled(store, codebook, deals)
    texts = Texts(store)
    found: list[Disagreement] = []
    for story_id, codings in blind_codings(store, codebook, deals).items():
        deal = deals.by_story[story_id]
        by_key: defaultdict[Key, list[Placed]] = defaultdict(list)
        for one in codings:
            if not one.rejects:
                by_key[story_id, one.mention_id, one.code].append(one)
        number = 0
        for key, own in sorted(by_key.items(), key=lambda item: (item[1][0].span.start, item[0][2], str(item[0][1]))):
            said = tuple((c, told([p for p in own if p.coder == c], codebook, key[2])) for c in deal.coders)
            if len({value for _, value in said}) > 1:
                number += 1
                no = f"{deal.no}.{number}"
                row = next((m for m in texts.mentions(deal.text_id) if m.mention_id == key[1]), None)
                called = frozenset(names_of(row)) if row else frozenset()
                person = (row.name or row.described_as[0]) if row else ""
                found.append(Disagreement(no, deal, key, said, tuple(own), called, person, settled.get(key)))
    return sorted(found, key=lambda d: (d.deal.no, int(d.no.partition(".")[2])))


def disputes(store: Store, codebook: Codebook, deals: Deals) -> tuple[list[Settled], dict[int, tuple[str, int | None]]]:
    """What was settled, and the verdict on each coding that blind coders contradict each other about."""
    verdicts: dict[int, tuple[str, int | None]] = {}
    found: list[Settled] = []
    if not any(one.blind for one in deals.stories):
        return found, verdicts  # nobody codes blind: the whole log need not be placed again
    for one in disagreements(store, codebook, deals):
        if one.settled is not None:
            found.append(one.settled)
            verdicts |= {p.decision.seq: ("superseded", one.settled.seq) for p in one.codings}
        elif len({_direction(value) for _, value in one.said}) > 1:
            verdicts |= {p.decision.seq: ("disputed", None) for p in one.codings}
    return found, verdicts


def _direction(value: str) -> str:
    """Main or merely present is a difference of degree: nobody doubts that the code is there."""
    return "present" if value in POSITIVE else value


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a third person settles one disagreement."""

    no: str  # as `disagreements` numbers it
    value: str
    why: str
    words: str = ""  # the words it rests on; empty: those of a coder who said the same
    place: tuple[str, int] | None = None  # file and line it was read from


def settle(store: Store, codebook: Codebook, given: Iterable[Verdict], *, by: str) -> list[Decision]:
    """Settle disagreements, all or none. What the coders said stays in the log, and on the page as superseded.

    Raises:
        InputError: an unknown number, a value that the code cannot have, no reason, no words, or one of the coders
            themselves settling.
        QuoteDiffers, QuotePlaceUnclear: the words are not in the text, or in several places.
    """
    listed = {one.no: one for one in disagreements(store, codebook)}
    texts = Texts(store)
    bodies = []
    for verdict in given:
        one = listed.get(verdict.no)
        if one is None:
            raise InputError(f"no disagreement {verdict.no!r}; 'recount disagreements STUDY' lists them")
        if by in one.deal.coders:
            raise InputError(f"{by!r} coded {one.deal.origin}: a third person settles what its coders disagree on")
        if not verdict.why.strip():
            raise InputError(f"disagreement {verdict.no}: settling needs a reason")
        bodies.append(_body(one, verdict, texts, codebook))
    return store.decide("settle", bodies, by=by)


def _body(one: Disagreement, verdict: Verdict, texts: Texts, codebook: Codebook) -> dict[str, Any]:
    from recount.coding.assign import check_value

    _, mention_id, code = one.key
    if verdict.value != SILENT:
        check_value(codebook, code, verdict.value)
    text_id = one.deal.text_id
    agreeing = [p for p in one.codings if p.value == verdict.value]
    quote = None
    if verdict.words:
        quote = anchor(texts.body(text_id), text_id, _within(verdict.words, one, texts))
    elif verdict.value != SILENT:
        source = (agreeing or list(one.codings))[0]
        quote = anchor(texts.body(text_id), text_id, source.span)
    person = next((p.decision.body["person"] for p in one.codings if p.mention_id == mention_id), None)
    return {
        "deal": fields(one.deal.place),
        "code": code,
        "person": person,
        "value": verdict.value,
        "why": verdict.why.strip(),
        "anchor": fields(quote) if quote else None,
        "said": dict(one.said),
        "over": [p.decision.seq for p in one.codings],
        "codebook": codebook.codebook,
        "codebook_version": codebook.version,
    }


def _within(words: str, one: Disagreement, texts: Texts) -> Span:
    return locate(words, texts.body(one.deal.text_id), near=one.codings[0].span.start)


def _settled(store: Store, codebook: Codebook, deals: Deals) -> dict[Key, Settled]:
    """What stands settled, the last settlement of each disagreement."""
    log = standing(store.decisions("settle", "withdraw"))
    texts, stories = Texts(store, many=len(log) > MANY), Stories(store) if log else None
    return {one.key: one for d in log for one in _settlement(d, texts, stories, codebook, deals)}


def _settlement(
    decision: Decision, texts: Texts, stories: Stories | None, codebook: Codebook, deals: Deals
) -> Iterator[Settled]:
    body = decision.body
    deal = next((one for one in deals.stories if fields(one.place) == body["deal"]), None)
    if deal is None or stories is None:
        return
    mention_id = texts.mention_at(Anchor(**body["person"]))[0] if body["person"] else None
    key = (deal.story_id, mention_id, codebook.carried(body["code"], decision.seq))
    spot = None
    if body["anchor"]:
        at = Anchor(**body["anchor"])
        words = texts.body(at.capture_id)
        try:
            span = locate(at.words, words, prefix=at.prefix, suffix=at.suffix, near=at.start)
        except EvidenceError:
            return  # its words are gone: the disagreement is open again, and says so by being listed
        story_id, passage_id = stories.at(at.capture_id, span)
        if story_id is None:
            return
        spot = Spot(story_id, passage_id, at.capture_id, span, span.of(words))
    yield Settled(decision.seq, decision.by, key, body["value"], body["why"], body["codebook_version"], spot)
