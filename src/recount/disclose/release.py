"""Makes releases: the only door between figures and anything that can be read outside the store."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Literal

from recount.disclose.evidence import evidence
from recount.disclose.policy import TEAM_RULES, Cell, public, public_rules, team
from recount.model import GENESIS, Estimate, Figure, FigureRow, Interval, Release, Study
from recount.store import Run, Store, digest

Policy = Literal["team", "public"]
VERSION = "1"
FIGURES = ("count", "likely", "settled", "hidden", "correct")  # steps that make figures
MADE_FROM = (
    "read.texts",
    "read.claims",
    "coding.suggest",
    "coding.ask",
    "coding.embedded",
    "coding.replay",
    *(f"estimate.{step}" for step in FIGURES),
)

BANNERS = {
    "team": "Working copy for the study's team. It holds exact words that can identify people: do not publish it.",
    "public": "Public release: small counts are withheld, and no words, names or sources of accounts are shown.",
}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a release says about itself beside its figures."""

    program: str  # "recount 0.1.0"
    codebook: str  # "exit-narratives 0.1.0"
    codebook_digest: str
    restricted: tuple[str, ...] = ()  # codes and attributes that no public release may show
    number_rules: tuple[dict[str, Any], ...] = ()  # how vague numbers are read


def release(
    store: Store,
    study: Study,
    *,
    policy: Policy,
    about: Circumstances,
    inside: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType({}),
) -> Run:
    """Make the study's release under a policy from the figures that stand now, and keep it in the store.

    `inside` has what only the team is shown, by name: how well coders agree and how well machines suggest, for how
    often a code is there can be a small count. It is asked for only when a release for the team has to be made.
    """
    settings = {"policy": policy, "study": asdict(study), "about": asdict(about)}
    inputs = store.digest_of(*MADE_FROM)
    with store.run("disclose.release", scope=policy, version=VERSION, settings=settings, inputs=inputs) as run:
        if not run.done:
            told = {name: make() if policy == "team" else {} for name, make in inside.items()}
            body = _body(store, study, policy, about) | told
            release_id = digest([policy, body])[:32]
            run.add("release", [{"release_id": release_id, "policy": policy, "content": body}])
    return run


def released(store: Store, policy: Policy) -> Release | None:
    """The study's release under that policy, or None before there is one."""
    rows = store.query("release_of_policy", policy=policy)
    return Release(rows[0].release_id, policy, rows[0].content) if rows else None


def figures_of(store: Store) -> list[Figure]:
    """The study's figures with their rows, in the order they are printed."""
    rows: dict[str, list[FigureRow]] = {}
    for r in store.query("figure_rows"):
        rows.setdefault(r.figure_id, []).append(FigureRow(r.person_id, r.kind, r.row_id, r.standing))
    return [
        Figure(
            f.figure_id, f.name, f.unit, f.method, f.least, f.most, tuple(rows.get(f.figure_id, ())),
            tuple(Interval(**s) for s in f.shares), f.reason, f.note, f.grp,
            tuple(Estimate(**e) for e in f.estimates or ()),
        )
        for f in store.query("figures")
    ]  # fmt: skip


def study_key(store: Store) -> bytes:
    """A secret that only those who hold the study can know, and that a rebuild finds again: its first decision."""
    first = next(iter(store.decisions()), None)
    return hashlib.sha256(f"release {first.hash if first else GENESIS}".encode()).digest()


def _sign(key: bytes, *parts: str) -> str:
    return hmac.new(key, "\n".join(parts).encode(), "sha256").hexdigest()


def _body(store: Store, study: Study, policy: Policy, about: Circumstances) -> dict[str, Any]:
    figures, key = figures_of(store), study_key(store)
    least_cell = study.disclosure.least_cell
    outside = public(figures, least_cell=least_cell, restricted=about.restricted)
    if policy == "public":
        shown = [_printed(c, _closed_rows(key, c, least_cell)) | {"note": None} for c in outside]
        words: dict[str, Any] = {}
        rules: Iterable[tuple[str, str]] = public_rules(least_cell)
    else:
        shown = _for_team(team(figures), outside, pseudonyms(key, figures))
        words = evidence(store, {(r.kind, r.row_id) for f in figures for r in f.rows})
        rules = TEAM_RULES
    return {
        "policy": policy,
        "program": about.program,
        "banner": BANNERS[policy],
        "study": _study(study, about),
        "rules": [list(r) for r in rules],
        "figures": shown,
        "evidence": words,
        "number_rules": list(about.number_rules) if policy == "team" else [],
        "steps": [{"step": s.step, "version": s.version, "runs": s.runs, "rows": s.rows} for s in _steps(store)],
    }


def _steps(store: Store) -> list[Any]:
    # A release does not list releases: its own run is not finished while it is being made.
    return [s for s in store.query("steps") if not s.step.startswith("disclose.")]


def _study(study: Study, about: Circumstances) -> dict[str, Any]:
    first, last = study.period.first, study.period.last
    period = f"{first or 'open'} to {last or 'open'}" if first or last else ""
    return {
        "title": study.title,
        "question": study.question,
        "population": study.population,
        "period": period,
        "notice": study.notice,
        "codebook": about.codebook,
        "codebook_digest": about.codebook_digest,
        "profile": study.profile,
        "breaks": [{"month": f"{b.day:%Y-%m}", "why": b.why} for b in study.method_breaks],
    }


def pseudonyms(key: bytes, figures: Sequence[Figure]) -> dict[str, str]:
    """A short name for each person, the same as long as the study lives, that tells nothing about who it is."""
    people = sorted({r.person_id for f in figures for r in f.rows if r.person_id})
    given: dict[str, str] = {}
    taken: set[str] = set()
    for person in people:
        signed, length = _sign(key, person).upper(), 4
        while signed[:length] in taken:
            length += 1
        taken.add(signed[:length])
        given[person] = f"P-{signed[:length]}"
    return given


def _printed(cell: Cell, rows: list[dict[str, Any]]) -> dict[str, Any]:
    figure = cell.figure
    return {
        "id": figure.figure,
        "name": figure.label,
        "group": figure.group,
        "unit": figure.unit,
        "method": figure.method,
        "least": cell.least if cell.least is not None or cell.most is None else 0,
        "most": cell.most,
        "shown": cell.shown,
        "withheld": cell.withheld,
        "shares": [asdict(s) for s in cell.shares],
        "estimates": [asdict(e) for e in cell.estimates],
        "reason": figure.reason,
        "note": figure.note,
        "rows": [] if cell.withheld else rows,
    }


def _closed_rows(key: bytes, cell: Cell, least_cell: int) -> list[dict[str, Any]]:
    """Sealed rows, unless so few that they tell of a few persons themselves: those who deny, under a count of 0."""
    few = cell.figure.unit == "person" and len(cell.figure.rows) < least_cell
    return [] if few else [_closed_row(key, cell, row) for row in cell.figure.rows]


def _closed_row(key: bytes, cell: Cell, row: FigureRow) -> dict[str, Any]:
    """A row that tells neither person nor words, and cannot be linked to the same row under another figure."""
    sealed = _sign(key, cell.figure.figure, row.kind, row.row_id)[:16]
    # No standing either: how many rows are accepted or denied would tell how many persons there can be.
    return {"person": None, "standing": "sealed", "evidence": f"sealed:{sealed}"}


def _for_team(cells: list[Cell], outside: list[Cell], names: dict[str, str]) -> list[dict[str, Any]]:
    public_words = {c.figure.figure: c.withheld or c.shown for c in outside}
    shown = []
    for cell in cells:
        rows = [
            {"person": names.get(r.person_id or ""), "standing": r.standing, "evidence": f"{r.kind}:{r.row_id}"}
            for r in cell.figure.rows
        ]
        printed = _printed(cell, rows)
        printed["public"] = public_words.get(cell.figure.figure, "left out")
        shown.append(printed)
    return shown


def sealed_rows(store: Store) -> dict[str, tuple[str, str, str]]:
    """What each reference of a public release stands for: figure, kind and row id. For those who hold the study."""
    key = study_key(store)
    return {
        f"sealed:{_sign(key, f.figure, r.kind, r.row_id)[:16]}": (f.figure, r.kind, r.row_id)
        for f in figures_of(store)
        for r in f.rows
    }
