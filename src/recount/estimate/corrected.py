"""Shares of accounts from machine codes, corrected by the accounts that a plan drew at random for people to code."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from recount.errors import EvidenceError, NotEstimable
from recount.estimate.correct import poststratified, prediction_powered
from recount.estimate.intervals import Z95, wilson
from recount.estimate.rows import figure_row, under
from recount.model import Anchor, Estimate, Figure, FigureRow, standing
from recount.store import digest
from recount.text.locate import locate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recount.estimate.correct import Corrected
    from recount.model import Codebook
    from recount.store import Row, Run, Store

STEP = "estimate.correct"
VERSION = "1"
PLACE = 30_000  # printed behind those that are counted, wherever these end: never a count of what stands just now
POSITIVE = frozenset({"main", "present"})
LABEL = "Shares of accounts, corrected"
METHOD = (
    "accounts are stories that tell independently; the machine's code of each, corrected by what people coded in the "
    "accounts that a plan drew at random"
)
NO_PLAN = (
    "no plan draws accounts at random: 'recount plan STUDY --sample 60 --coder NAME' draws them before anybody codes; "
    "when they are done, machine codes of all accounts can be corrected by them"
)


@dataclass(frozen=True, slots=True)
class Sampled:
    """The independent accounts of a study, and which of them were drawn, dealt and done."""

    stories: tuple[Row, ...]  # whole stories, of copies the earliest
    drawn: tuple[int, ...]  # indices of those that a plan drew at random
    done: tuple[int, ...]  # of these, those that all their coders are done with


def correct(store: Store, codebook: Codebook) -> Run:
    """Make the corrected share of each code, or one refusal that says what is missing."""
    held, codings = sampled(store), store.query("codings_by_person")
    log = [d.hash for d in store.decisions("plan", "done", "withdraw")]
    told = [(c.coding_id, c.code, c.value, c.coder, c.verdict, c.story_id) for c in codings]
    inputs = digest([[s.story_id for s in held.stories], told, log, asdict(codebook)])
    with store.run(STEP, version=VERSION, inputs=inputs) as run:
        if not run.done:
            made = list(corrected_figures(held, codings, codebook))
            run.add("figure", (figure_row(PLACE + n, figure) for n, figure in enumerate(made)))
            run.add("figure_row", (row for figure in made for row in under(figure)))
    return run


def sampled(store: Store) -> Sampled:
    """Which accounts the standing plans drew, found again by their opening words."""
    rows = [r for r in store.query("stories_told") if r.kind == "story" and r.belongs_to is None]
    seen: set[str] = set()
    stories = []
    for row in sorted(rows, key=lambda r: (not r.earliest, r.origin, r.n)):
        if row.group_id is None or row.group_id not in seen:
            seen.add(row.group_id or "")
            stories.append(row)
    stories.sort(key=lambda r: (r.origin, r.text_id, r.n))
    place = {row.story_id: n for n, row in enumerate(stories)}
    at = _Places(store)
    coders: dict[int, set[str]] = {}
    said: dict[int, set[str]] = defaultdict(set)
    for decision in standing(store.decisions("plan", "done", "withdraw"), "plan", "done"):
        if decision.kind == "done":
            n = place.get(at.story(decision.body["anchor"]) or "")
            if n is not None:
                said[n].add(decision.body["coder"])
        elif decision.body.get("sample"):
            for deal in decision.body["deals"]:
                n = place.get(at.story(deal["anchor"]) or "")
                if n is not None:
                    coders[n] = set(deal["coders"])
    done = tuple(n for n in sorted(coders) if coders[n] <= said[n])
    return Sampled(tuple(stories), tuple(sorted(coders)), done)


class _Places:
    """The story at an anchor, texts fetched as they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, tuple[str, list[Row]]] = {}

    def story(self, told: dict[str, Any]) -> str | None:
        """The id of the whole story that holds the anchor's words now, or None."""
        anchor = Anchor(**told)
        if anchor.capture_id not in self._held:
            bodies = self._store.query("text_body", text_id=anchor.capture_id)
            rows = self._store.query("stories_of_text", text_id=anchor.capture_id)
            self._held[anchor.capture_id] = (bodies[0].body if bodies else "", rows)
        body, rows = self._held[anchor.capture_id]
        try:
            span = locate(anchor.words, body, prefix=anchor.prefix, suffix=anchor.suffix, near=anchor.start)
        except EvidenceError:
            return None
        around = [r for r in rows if r.start <= span.start < r.end_ and r.kind == "story" and r.belongs_to is None]
        return around[0].story_id if around else None


def corrected_figures(held: Sampled, codings: Sequence[Row], codebook: Codebook) -> Iterator[Figure]:
    """One figure for each code that the machine suggests anywhere, or one refusal for all."""
    if not held.drawn:
        yield _refused(NO_PLAN)
        return
    if len(held.done) < len(held.drawn):
        left = len(held.drawn) - len(held.done)
        yield _refused(f"{left} of {len(held.drawn)} accounts drawn at random are not done: not estimable before")
        return
    for code in codebook.codes:
        own = set(codebook.below(code.code))
        try:
            figure = _figure(held, [c for c in codings if c.code in own], code.code, code.label)
        except NotEstimable as error:
            yield _refused(str(error))
            return
        if figure:
            yield figure


def _refused(reason: str) -> Figure:
    return Figure("corrected", LABEL, "account", METHOD, None, None, reason=reason, group="corrected")


def _figure(held: Sampled, codings: Sequence[Row], code: str, label: str) -> Figure | None:
    import numpy as np

    place = {row.story_id: n for n, row in enumerate(held.stories)}
    machine, people = np.zeros(len(place), dtype=int), np.zeros(len(place), dtype=int)
    rows: list[FigureRow] = []
    for coding in codings:
        n = place.get(coding.story_id)
        if n is None or coding.value not in POSITIVE:
            continue
        if coding.coder.startswith("machine"):
            machine[n] = 1
        elif coding.verdict == "accepted" and n in held.done:
            people[n] = 1
            rows.append(FigureRow(None, "coding", coding.coding_id, "accepted"))
    if not machine.any():
        return None
    at = np.array(held.done)
    found = poststratified(machine, at, people[at])
    others = np.delete(machine, at)
    estimates = [_share("share of accounts, corrected", found)]
    if len(others):
        check = prediction_powered(machine[at], people[at], others)
        estimates.append(_share("the same by PPI++, a cross-check", check))
    low, high = wilson(int(machine.sum()), len(machine))
    alone = Estimate("machine codes alone, uncorrected", float(machine.mean()), low, high, "Wilson 95 %, uncorrected")
    estimates += [alone, *_change(held, machine, people, at)]
    note = f"{len(at)} of {len(machine)} accounts drawn at random and coded by people; machine: {machine.sum()}"
    hits = int(people[at].sum())
    return Figure(
        f"corrected.{code}", f"{label}: accounts that tell of it, of those drawn", "account", METHOD, hits, hits,
        tuple(rows), note=note, group="corrected", estimates=tuple(estimates),
    )  # fmt: skip


def _share(name: str, found: Corrected) -> Estimate:
    low, high = max(0.0, found.low), min(1.0, found.high)
    return Estimate(name, min(max(found.share, low), high), low, high, f"{found.method}, 95 %")


def _change(held: Sampled, machine: Any, people: Any, at: Any) -> Iterator[Estimate]:
    """How the share changes a year, where accounts of several years have a date."""
    import numpy as np

    from recount.estimate.supervised import cross_fitted, pseudo_outcome, regress

    years = np.array([float((row.published_first or "nan")[:4]) for row in held.stories])
    if np.isnan(years).any() or len(np.unique(years)) < 2:  # noqa: PLR2004  # one year has no change
        return
    features = np.column_stack([machine, years])
    guess = cross_fitted(features, at, people[at])
    outcome = pseudo_outcome(guess, at, people[at], len(at) / len(machine))
    fit = regress(np.column_stack([np.ones(len(years)), years - years.mean()]), outcome, coded=len(at))
    slope, half = fit.coefficients[1], Z95 * fit.errors[1]
    how = "linear, design-based supervised learning, cross-fitted, robust 95 %"
    yield Estimate("change of the share a year", slope, slope - half, slope + half, how)
