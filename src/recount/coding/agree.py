"""How well coders agree who were blind to each other: per code and attribute, on declared units, with intervals."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from recount.coding.agreement import (
    FORMULAS,
    Alpha,
    Cohen,
    Fleiss,
    Gwet,
    Percent,
    Ratings,
    Unitized,
    bootstrap,
    coefficient,
    interval,
    laid_out,
    pooled,
    reason,
)
from recount.coding.agreement.bootstrap import DRAWS, SEED
from recount.coding.attributes import MEASURED, measured
from recount.coding.disagreements import SILENT, disagreements
from recount.coding.judged import Judged, UnitKind, judged
from recount.errors import InputError
from recount.model import Span
from recount.model.coding import POSITIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from recount.coding.agreement import Statistic
    from recount.coding.disagreements import Disagreement
    from recount.model import Attribute, Codebook
    from recount.store import Store

Scale = Literal["value", "used"]
PAIR = 2
ALL = "(all codes)"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One coefficient with its intervals; without a value it has a reason."""

    name: str
    value: float | None
    by_story: tuple[float, float] | None = None  # 95 %, whole stories drawn
    by_person: tuple[float, float] | None = None  # 95 %, persons drawn with all their stories
    reason: str | None = None  # why there is no value, or no interval


@dataclass(frozen=True, slots=True)
class Agreed:
    """How well coders agree on one code or attribute."""

    code: str
    units: int  # that two or more coders judged
    coders: tuple[str, ...]
    prevalence: float | None  # share of codings that say the code is there (of an attribute: that say anything)
    differing: int  # units on which coders differ
    coefficients: tuple[Coefficient, ...]


@dataclass(frozen=True, slots=True)
class Spans:
    """How well coders agree on where a code begins and ends."""

    code: str
    observed: float
    expected: float
    alpha: float | None
    reason: str | None = None
    by_story: tuple[float, float] | None = None  # 95 %, whole stories drawn; None: not asked for, or too few draws


@dataclass(frozen=True, slots=True)
class Agreement:
    """The result: what was compared, and how."""

    unit: UnitKind
    scale: Scale
    stories: int  # coded by two or more coders who are all done
    open: int  # of the stories dealt to several coders, those not all are done with: sealed, and not compared
    draws: int
    seed: int
    codes: tuple[Agreed, ...]
    attributes: tuple[Agreed, ...]
    sets: Agreed | None  # all codes of a unit as one set
    spans: tuple[Spans, ...]
    disagreements: tuple[Disagreement, ...] = field(repr=False)
    unused: tuple[str, ...] = ()  # codes that no coder used: nothing to agree on
    formulas: tuple[tuple[str, str], ...] = tuple(FORMULAS.items())


def agreement(
    store: Store,
    codebook: Codebook,
    *,
    unit: UnitKind = "person",
    scale: Scale = "value",
    draws: int = DRAWS,
    seed: int = SEED,
    span_draws: int = 0,
) -> Agreement:
    """Compare what coders said of the stories they coded blind, as it stood when the last of them was done.

    Args:
        store: an open study, read and resolved, with a plan.
        codebook: its codes and attributes.
        unit: what is judged: a person (over all stories that the same coders share), a story, a sentence.
        scale: "value" compares main, present, denied, unclear, conflict and not mentioned; "used" only whether a code
            is there (main or present).
        draws: bootstrap samples; 0: no intervals.
        seed: of the samples.
        span_draws: samples of stories for where codes stand: these cost more, so none by default.

    Raises:
        InputError: an unknown unit or scale.
    """
    if unit not in get_args(UnitKind) or scale not in get_args(Scale):
        raise InputError(f"agreement is on persons, stories or sentences, by value or used, not {unit!r} by {scale!r}")
    found = judged(store, codebook, unit=unit)
    used = {code for said in found.said.values() for code in said}
    codes = [c.code for c in codebook.codes if c.code in used]
    rows = [_agreed(found, code, _values(found, code, scale), _nominal(), draws, seed) for code in codes]
    attributes = [
        _agreed(found, a.attribute, _told(found, a), _of_attribute(a), draws, seed)
        for a in codebook.attributes
        if a.attribute in used and unit != "sentence"
    ]
    return Agreement(
        unit=unit,
        scale=scale,
        stories=found.stories,
        open=found.open,
        draws=draws,
        seed=seed,
        codes=tuple(rows),
        attributes=tuple(attributes),
        sets=_agreed(found, ALL, _sets(found, codes), _of_sets(), draws, seed) if codes else None,
        spans=tuple(_spans(found, codes, span_draws, seed)),
        disagreements=tuple(disagreements(store, codebook)),
        unused=tuple(c.code for c in codebook.codes if c.code not in used),
    )


Cells = list[list["Hashable | None"]]  # [coders][units]


def _values(found: Judged, code: str, scale: Scale) -> Cells:
    """What each coder says of the code in each unit; None where she did not judge the unit."""

    def value(said: frozenset[str] | None) -> Hashable:
        only = next(iter(said)) if said else SILENT
        return only if scale == "value" else only in POSITIVE

    return _cells(found, lambda coder, k: value(found.said.get((coder, k), {}).get(code)))


def _told(found: Judged, attribute: Attribute) -> Cells:
    """The value that each coder read of an attribute: a set where it may have several, a number where measured."""

    def value(said: frozenset[str]) -> Hashable | None:
        if attribute.multiple:
            return said
        if attribute.type in MEASURED:
            return measured(attribute, next(iter(said))) if len(said) == 1 else None
        return " | ".join(sorted(said)) or None

    def cell(coder: str, k: int) -> Hashable | None:
        told = value(found.said.get((coder, k), {}).get(attribute.attribute, frozenset()))
        # A number has no place for silence, or for two values: who tells none, or several, has not rated it.
        return SILENT if told is None and attribute.type not in MEASURED else told

    return _cells(found, cell)


def _sets(found: Judged, codes: Sequence[str]) -> Cells:
    """The codes that each coder finds in each unit."""
    wanted = frozenset(codes)

    def cell(coder: str, k: int) -> Hashable:
        said = found.said.get((coder, k), {})
        return frozenset(code for code, values in said.items() if code in wanted and values & POSITIVE)

    return _cells(found, cell)


def _cells(found: Judged, cell: Callable[[str, int], Hashable | None]) -> Cells:
    return [
        [cell(coder, k) if coder in unit.coders else None for k, unit in enumerate(found.units)]
        for coder in found.coders
    ]


def _nominal() -> list[Statistic]:
    return [Percent(), Cohen(), Fleiss(), Gwet(), Alpha("nominal")]


def _of_attribute(attribute: Attribute) -> list[Statistic]:
    if attribute.multiple:
        return _of_sets()
    if attribute.type in MEASURED:
        weighted: list[Statistic] = [kind(how) for kind in (Cohen, Gwet) for how in ("linear", "quadratic")]
        # A day has no nought to take ratios from.
        return [Percent(), *weighted, Alpha("interval"), *([] if attribute.type == "date_range" else [Alpha("ratio")])]
    return _nominal()


def _of_sets() -> list[Statistic]:
    return [Percent(), Alpha("jaccard"), Alpha("masi"), Alpha("masi_product")]


def _agreed(found: Judged, code: str, cells: Cells, statistics: list[Statistic], draws: int, seed: int) -> Agreed:
    ratings = Ratings.of(cells)
    given = (ratings.codes >= 0).sum(axis=0)
    compared = ratings.only(given >= PAIR)
    differing = int(((compared.counts > 0).sum(axis=1) > 1).sum())
    stories = np.array([unit.story for unit in found.units])[given >= PAIR]
    persons = np.array([unit.person for unit in found.units])[given >= PAIR]
    intervals = [
        bootstrap(statistics, compared, clusters, draws=draws, seed=seed) if draws else None
        for clusters in (stories, persons)
    ]
    made = []
    for n, statistic in enumerate(statistics):
        value = coefficient(statistic, compared) if ratings.values else float("nan")
        drawn = [own[n] if own else None for own in intervals]
        why = reason(compared) if np.isnan(value) else next((d.reason for d in drawn if d and d.reason), None)
        ends = [(d.low, d.high) if d and d.low is not None and d.high is not None else None for d in drawn]
        made.append(Coefficient(statistic.name, None if np.isnan(value) else value, ends[0], ends[1], why))
    who = tuple(c for n, c in enumerate(found.coders) if (compared.codes[n] >= 0).any())
    return Agreed(code, int(compared.codes.shape[1]), who, _prevalence(compared), differing, tuple(made))


def _prevalence(ratings: Ratings) -> float | None:
    told = ratings.counts.sum(axis=0)
    there = [value in POSITIVE or value is True or _says(value) for value in ratings.values]
    return float(told[np.array(there)].sum() / told.sum()) if told.sum() else None


def _says(value: Hashable) -> bool:
    """Whether a value of an attribute, or a set of codes, says anything."""
    if isinstance(value, frozenset):
        return bool(value)
    return value is not False and value not in (SILENT, "denied", "unclear", "conflict")


def _spans(found: Judged, codes: Sequence[str], draws: int, seed: int) -> list[Spans]:
    """Where each code stands, by those coders who share most stories: the stories one after the other are the text.

    The interval draws whole stories, the same for every code, and lays them one after the other anew.
    """
    by_coders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for story_id, coders in found.coders_of.items():
        by_coders[coders].append(story_id)
    (coders, stories) = max(by_coders.items(), key=lambda item: len(item[1]), default=((), []))
    if not codes or not stories:
        return []
    lengths = [found.places[story_id].end - found.places[story_id].start for story_id in stories]
    cut = [_stretches(found, code, coders, stories) for code in codes]
    rng = np.random.default_rng(seed)
    orders = [list(range(len(stories))), *rng.integers(0, len(stories), (draws, len(stories))).tolist()]
    laid = [[laid_out(own, lengths, order) for own in cut] for order in orders]
    rows = [(ALL, [pooled(own) for own in laid])]
    rows += [(code, [own[n] for own in laid]) for n, code in enumerate(codes)]
    return [_spanned(code, own[0], own[1:]) for code, own in rows]


def _stretches(found: Judged, code: str, coders: Sequence[str], stories: Sequence[str]) -> list[list[list[Span]]]:
    """The stretches of one code, [coders][stories], from the beginning of their story."""
    cut: list[list[list[Span]]] = [[[] for _ in stories] for _ in coders]
    for k, story_id in enumerate(stories):
        place = found.places[story_id]
        for one in found.codings[story_id]:
            if one.code == code and not one.rejects:
                inside = Span(one.span.start, min(one.span.end, place.end))
                cut[coders.index(one.coder)][k].append(inside.shifted(-place.start))
    return cut


def _spanned(code: str, whole: Unitized, drawn: Sequence[Unitized]) -> Spans:
    ends = interval([one.alpha for one in drawn]) if drawn and whole.alpha is not None else None
    return Spans(code, whole.observed, whole.expected, whole.alpha, whole.reason, ends)


def summary(found: Agreement) -> dict[str, Any]:
    """The result as a report prints it: a row for each code, plain values only; nothing where nothing was compared."""
    if not found.stories:
        return {}
    rows = []
    for row in found.codes:
        percent, cohen, fleiss, gwet, alpha = row.coefficients
        kappa = cohen if len(row.coders) == PAIR else fleiss
        told = {"code": row.code, "units": row.units, "prevalence": row.prevalence, "differing": row.differing}
        told |= {"percent": percent.value, "kappa": kappa.value, "ac1": gwet.value, "alpha": alpha.value}
        rows.append({**told, "ends": list(alpha.by_story) if alpha.by_story else None, "reason": alpha.reason})
    return {"stories": found.stories, "open": found.open, "unit": found.unit, "draws": found.draws, "rows": rows}
