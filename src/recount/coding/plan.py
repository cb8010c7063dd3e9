"""Who codes what: a plan deals stories to coders, a share of them to two, and says which are still blind.

A story dealt to several coders is sealed until each of them has said that she is done with it: until then nobody is
shown what another coded there, and nothing is counted of it. A plan, and being done, are decisions.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from recount.coding.places import MANY, Texts, fields
from recount.errors import EvidenceError, InputError
from recount.model import Anchor, Span, standing
from recount.text.locate import anchor, locate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recount.model import Decision
    from recount.store import Row, Store

OPENING = 80  # characters of a story that name it in the log
BLIND = 2  # coders, from which on a story is coded blind


@dataclass(frozen=True, slots=True)
class Dealt:
    """A story that a plan deals to coders."""

    no: int  # in the order of the plans, from 1
    story_id: str
    text_id: str
    origin: str
    title: str
    coders: tuple[str, ...]
    place: Anchor  # its opening words
    done: tuple[tuple[str, int], ...] = ()  # coder and decision, in the order of the log
    chance: float | None = None  # with which it was drawn; None: not drawn, or all alike
    plan: int = 0  # the decision that dealt it

    @property
    def blind(self) -> bool:
        """Whether it is for several coders, who do not see each other's work."""
        return len(self.coders) >= BLIND

    @property
    def opened(self) -> int | None:
        """The decision with which the last coder was done; codings after it are no longer blind."""
        said = dict(reversed(self.done))
        return max(said.values()) if set(self.coders) <= set(said) else None

    @property
    def sealed(self) -> bool:
        """Whether some coder is not done yet."""
        return self.blind and self.opened is None


@dataclass(frozen=True, slots=True)
class Deals:
    """All dealt stories, with the story that each part of one (a turn, a sidebar) belongs to."""

    stories: tuple[Dealt, ...]
    lost: tuple[str, ...]  # deals whose story is no longer found, and why
    roots: dict[str, str] = field(repr=False)  # story id -> id of the story that it is a part of
    by_story: dict[str, Dealt] = field(repr=False)

    def of(self, story_id: str | None) -> Dealt | None:
        """The deal that a story, or a part of one, falls under."""
        return self.by_story.get(self.roots.get(story_id or "", ""))

    @property
    def sealed(self) -> bool:
        """Whether anything is sealed."""
        return any(one.sealed for one in self.stories)


@dataclass(frozen=True, slots=True)
class Share:
    """One story and the coders it is for, as a sheet has it."""

    capture: str  # id or origin
    coders: tuple[str, ...]
    opening: str = ""  # words that the story begins with; empty: every story of the capture


def deal(
    store: Store, coders: Sequence[str], *, share: float, seed: int, by: str, sample: int | None = None
) -> list[Decision]:
    """Deal every story that no plan has dealt yet: a share of them to two coders, the rest to one, evenly.

    With `sample`, only so many of them, drawn at random by the seed: what people say of these then corrects what a
    machine says of all, as long as they are drawn before anybody codes and all of them get done.

    Of copies of one story only the earliest is dealt, and nothing of a retracted account. Which stories are coded twice
    depends on the seed and on the stories alone, so the same plan comes out on every machine.

    Args:
        store: an open study whose stories are read.
        coders: their names.
        share: part of the stories that two coders code, 0 to 1; rounded up to a whole story.
        seed: any number; it stands in the log with the plan.
        by: who plans.
        sample: how many stories to draw; None deals all.

    Raises:
        InputError: too few coders, a share that is none, a sample larger than what is left, or nothing left to deal.
    """
    coders = list(dict.fromkeys(name.strip() for name in coders))
    if not 0 <= share <= 1 or not all(coders) or len(coders) < (BLIND if share else 1):
        raise InputError("a plan needs a share between 0 and 1 and the names of its coders, two of them to code twice")
    known = dealt(store)
    gone = store.retracted()
    open_ = [row for row in _stories(store) if row.story_id not in known.by_story and row.text_id not in gone]
    if not open_:
        raise InputError("every story is dealt already; add accounts and 'recount run' first")
    if sample is not None and (known.stories or not 1 <= sample <= len(open_)):
        raise InputError(
            f"a sample is drawn of all stories before any is dealt; {len(known.stories)} are dealt, "
            f"{len(open_)} are not, and {sample} were asked for"
        )
    texts = Texts(store, many=len(open_) > MANY)
    places = [_opening(texts.body(row.text_id), row) for row in open_]
    order = sorted(range(len(open_)), key=lambda n: _drawn(seed, places[n]))[:sample]
    load = Counter(dict.fromkeys(coders, 0))
    dealt_to: dict[int, list[str]] = {}
    for k, n in enumerate(order):
        wanted = BLIND if k < math.ceil(share * len(order)) else 1
        dealt_to[n] = sorted(sorted(load, key=lambda name: (load[name], coders.index(name)))[:wanted], key=coders.index)
        load.update(dealt_to[n])
    deals = [{"anchor": fields(places[n]), "coders": dealt_to[n]} for n in sorted(order)]
    body = {"seed": seed, "share": share, "coders": coders, "deals": deals}
    drawn = {} if sample is None else {"sample": sample, "of": len(open_)}
    return store.decide("plan", [body | drawn], by=by)


def deal_drawn(
    store: Store, drawn: Sequence[tuple[str, float]], coders: Sequence[str], *, seed: int, by: str
) -> list[Decision]:
    """Deal stories that were drawn with unequal chances to coders, all of them to each; the chances stand in the log.

    Args:
        store: an open study.
        drawn: the id of each story, and the chance that it had.
        coders: their names; with two or more the stories are coded blind.
        seed: of the draw.
        by: who plans.

    Raises:
        InputError: no coders, or a story that cannot be dealt, or is dealt already.
    """
    coders = list(dict.fromkeys(name.strip() for name in coders))
    known, texts = dealt(store), Texts(store)
    rows = {row.story_id: row for row in _stories(store) if row.story_id not in known.by_story}
    lost = [story_id for story_id, _ in drawn if story_id not in rows]
    if lost or not drawn or not coders or not all(coders):
        raise InputError(f"stories drawn to be coded need a coder, and may not be dealt already: {lost or 'no coder'}")
    deals = [
        {"anchor": fields(_opening(texts.body(rows[s].text_id), rows[s])), "coders": coders, "chance": chance}
        for s, chance in drawn
    ]
    body = {"seed": seed, "share": None, "coders": coders, "deals": deals, "drawn": True}
    return store.decide("plan", [body], by=by)


def plan(store: Store, given: Iterable[Share], *, by: str) -> list[Decision]:
    """Deal stories as people have agreed on it: one decision for all, or none.

    Raises:
        InputError: an unknown capture, no story that begins so, or a story that is dealt already.
    """
    texts, rows, known = Texts(store), _stories(store, copies=True), dealt(store)
    deals: list[dict[str, Any]] = []
    taken = set(known.by_story)
    for one in given:
        text_id = texts.text_of(one.capture)
        called = " ".join(one.opening.split())
        own = [row for row in rows if row.text_id == text_id]
        own = [row for row in own if " ".join(texts.body(text_id)[row.start :][:400].split()).startswith(called)]
        if not own or not one.coders:
            raise InputError(f"{one.capture}: no coders, or no story there that begins with {one.opening!r}")
        for row in own:
            if row.story_id in taken:
                raise InputError(f"{one.capture}: a story of it is dealt already; 'recount plan STUDY' lists the deals")
            taken.add(row.story_id)
            deals.append({"anchor": fields(_opening(texts.body(text_id), row)), "coders": list(one.coders)})
    coders = sorted({name for one in deals for name in one["coders"]})
    return store.decide("plan", [{"seed": None, "share": None, "coders": coders, "deals": deals}], by=by)


def finish(store: Store, numbers: Iterable[int], *, coder: str) -> list[Decision]:
    """Say that a coder is done with stories; what she coded there is now open to the others who are done too.

    Raises:
        InputError: a number of no deal, or of one that is not hers.
    """
    known = {one.no: one for one in dealt(store).stories}
    bodies = []
    for number in dict.fromkeys(numbers):
        one = known.get(number)
        if one is None or coder not in one.coders:
            raise InputError(f"no story {number} is dealt to {coder!r}; 'recount plan STUDY' lists who codes what")
        if coder not in dict(one.done):
            bodies.append({"anchor": fields(one.place), "coder": coder})
    return store.decide("done", bodies, by=coder)


def dealt(store: Store) -> Deals:
    """The stories that standing plans deal, each at its place now."""
    log = standing(store.decisions("plan", "done", "withdraw"))
    rows = store.query("stories_to_code")
    roots = _roots(rows)
    texts = Texts(store, many=len(rows) > MANY)
    held = {row.story_id: row for row in rows}
    whole: dict[str, list[Row]] = {}
    for row in rows:
        if row.belongs_to is None and row.kind != "boilerplate":
            whole.setdefault(row.text_id, []).append(row)
    plans = [(d.seq, one) for d in log if d.kind == "plan" for one in d.body["deals"]]
    done: dict[str, list[tuple[str, int]]] = {}
    for decision in log:
        if decision.kind == "done":
            story, _ = _story(Anchor(**decision.body["anchor"]), texts, whole)
            done.setdefault(story or "", []).append((decision.body["coder"], decision.seq))
    found, lost = [], []
    for no, (seq, one) in enumerate(plans, 1):
        place = Anchor(**one["anchor"])
        story, why = _story(place, texts, whole)
        if story is None:
            lost.append(f"deal {no} ({place.words[:40]!r}): {why}")
            continue
        row = held[story]
        title = row.title or " ".join(place.words.split())
        said = tuple(done.get(story, ()))
        coders, chance = tuple(one["coders"]), one.get("chance")
        found.append(Dealt(no, story, row.text_id, row.origin, title, coders, place, said, chance, seq))
    return Deals(tuple(found), tuple(lost), roots, {one.story_id: one for one in found})


def _stories(store: Store, *, copies: bool = False) -> list[Row]:
    """Whole stories that can be coded; of copies the earliest, unless all are asked for."""
    rows = store.query("stories_to_code")
    whole = [row for row in rows if row.belongs_to is None and row.kind != "boilerplate"]
    return whole if copies else [row for row in whole if row.group_id is None or row.earliest]


def _roots(rows: list[Row]) -> dict[str, str]:
    by_n = {(row.text_id, row.n): row.story_id for row in rows}
    return {row.story_id: by_n.get((row.text_id, row.belongs_to), row.story_id) for row in rows}


def _opening(body: str, row: Row) -> Anchor:
    words = body[row.start : min(row.end_, row.start + OPENING)]
    return anchor(body, row.text_id, Span(row.start, row.start + len(words)))


def _drawn(seed: int, place: Anchor) -> str:
    return hashlib.sha256(f"{seed}\n{place.capture_id}\n{place.start}\n{place.words}".encode()).hexdigest()


def _story(place: Anchor, texts: Texts, whole: dict[str, list[Row]]) -> tuple[str | None, str]:
    """The whole story that an opening stands in now, or why there is none."""
    if not texts.standing(place.capture_id):
        return None, "its capture has no text now"
    try:
        body = texts.body(place.capture_id)
        span = locate(place.words, body, prefix=place.prefix, suffix=place.suffix, near=place.start)
    except EvidenceError as error:
        return None, str(error)
    held = [r for r in whole.get(place.capture_id, ()) if r.start <= span.start < r.end_]
    return (held[0].story_id, "") if held else (None, "no story holds its opening now")
