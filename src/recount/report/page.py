"""One release as one HTML file: no network, readable, printable; each number opens its rows, each row its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from recount.model import Release
from recount.report.plots import bars, time_line, together, upset

Shown = Mapping[str, Any]  # a figure of a release's content

PLOT_REASONS = 18  # bars that fit one printed page; the table below the plot has them all
PLOT_PAIRS = 12  # rows of a square that stays readable at page width
PLOT_SETS = 16  # columns of combinations that stay apart at page width
CARDS = 6
BRIEF = 30  # characters; what is no longer stands again in each row
HEADINGS = {
    "sets": "Combinations of reasons",
    "crosses": "Reasons by attribute",
    "tempo": "Pace",
    "curve": "What each account adds",
    "sensitivity": "What the count rests on",
    "compare": "Against counts of others",
    "draws": "With all settled",
    "corrected": "Shares of accounts, corrected",
    "hidden": "Those never seen",
    "uncounted": "Not counted",
}
LEADS = {
    "sets": "Each column: persons whose accounts give exactly the reasons marked below it.",
    "crosses": "Persons with both. Of twenty tables in which nothing goes together, one has p below .05.",
    "tempo": "A pace of published accounts is not yet a pace of leaving: reporters may have looked harder.",
    "curve": "While the line still rises, more accounts would tell of more persons.",
    "sensitivity": "The count of persons again, under stricter and looser rules and without each publication.",
    "compare": "Counts that others published, held against ours; where both count different things it says so.",
    "draws": "What is open (who is who, codes, days, missing values) is settled a thousand times; bounds hold in each.",
    "corrected": "Machine codes of all accounts, corrected by what people coded in some drawn at random before.",
    "hidden": "What the overlap of independent families of sources says of persons on none of them.",
    "uncounted": 'Persons told of who are no cases, by the reason. Of whom it is undecided, "at most" counts, above.',
}
GROUPS = ("persons", "pace", "reasons", "rollups", "pairs", "counts", "sources")  # those with a place of their own


def render(release: Release) -> str:
    """The report of a release as one HTML page; the same release gives the same bytes."""
    content = release.body
    groups: dict[str, list[Shown]] = {name: [] for name in GROUPS}
    for figure in content["figures"]:
        groups.setdefault(figure["group"], []).append(figure)
    reasons = _reasons(groups.get("reasons", []))
    pace = _pace(groups.get("pace", []), content["study"]["breaks"])
    return _template().render(
        c=content,
        css=Markup(_resource("report.css")),  # noqa: S704  # our own file
        js=Markup(_resource("report.js")),  # noqa: S704  # our own file
        ids={key: f"e-{n}" for n, key in enumerate(content["evidence"], start=1)},
        groups=groups,
        cards=_cards(groups),
        pace=pace,
        reasons=reasons,
        rollups=groups.get("rollups", []),
        pairs_plot=_pairs(groups.get("pairs", []), groups.get("reasons", [])),
        others=[_other(name, figures, groups) for name, figures in groups.items() if name not in GROUPS and figures],
        sections=_sections(groups, reasons),
        said_often=_said_often,
    )


@cache
def _resource(name: str) -> str:
    return (files("recount.report") / name).read_text(encoding="utf-8")


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_resource("report.html.jinja"))


def _said_often(figures: Sequence[Shown]) -> list[str]:
    """Notes and methods that several figures of one table share, in order: printed once, below it."""
    many = Counter(words for f in figures for words in (f["note"], f["method"]) if words)
    return [words for words, times in many.items() if times > 1 and len(words) > BRIEF]


def _cards(groups: Mapping[str, Sequence[Shown]]) -> list[Shown]:
    return [*groups.get("persons", [])[: CARDS // 2], *groups.get("sources", [])[: CARDS // 2]]


def _other(
    name: str, figures: Sequence[Shown], groups: Mapping[str, Sequence[Shown]]
) -> tuple[str, str, str, list[Markup], Sequence[Shown]]:
    """A part with its id, heading, what it says, plots and figures."""
    drawn = []
    if name == "sets":
        labels = {f["id"]: f["name"] for f in groups.get("reasons", [])}
        for top in dict.fromkeys(f["id"].partition(":")[0] for f in figures):
            own = [f for f in figures if f["id"].startswith(top + ":")][:PLOT_SETS]
            drawn.append(upset(own, labels, f"{labels.get(top[4:], top[4:])}: persons by the reasons they combine"))
    if name == "curve":
        drawn.append(bars(figures, HEADINGS[name]))
    plots = [Markup(plot) for plot in drawn]  # noqa: S704  # escaped where they are drawn
    return f"part-{name}", _heading(name), LEADS.get(name, ""), plots, figures


def _heading(name: str) -> str:
    return HEADINGS.get(name, name.capitalize())


def _sections(groups: Mapping[str, Sequence[Shown]], reasons: Sequence[tuple[Any, ...]]) -> list[tuple[str, str]]:
    named = [("persons", "Persons"), ("pace", "Time line")]
    named += [(id_, name) for id_, name, *_ in reasons]
    named += [("rollups", "Narratives"), ("pairs", "Reasons together"), ("counts", "Numbers claimed")]
    named += [("sources", "Sources")]
    others = [(f"part-{name}", _heading(name)) for name, own in groups.items() if name not in GROUPS and own]
    there = {*(name for name, own in groups.items() if own), *(id_ for id_, *_ in reasons)}
    return [s for s in named if s[0] in there] + others + [("method", "Method and limits"), ("rows", "Rows")]


def _reasons(figures: Sequence[Shown]) -> list[tuple[str, str, Markup, list[Shown]]]:
    """One part a top code: its plot with the most frequent codes first, and all its figures in codebook order."""
    tops: dict[str, list[Shown]] = {}
    for figure in figures:
        tops.setdefault(figure["id"].split(".")[0], []).append(figure)
    parts = []
    for top, own in tops.items():
        name = next((f["name"] for f in own if f["id"] == top), top)
        drawn = [f for f in own if f["id"] != top and (f["most"] is None or f["most"] > 0)]
        drawn.sort(key=lambda f: (-(f["least"] or 0), -(f["most"] or 0)))
        plot = bars(drawn[:PLOT_REASONS], f"{name}: persons by code")
        parts.append((f"reasons-{top}", name, Markup(plot), own))  # noqa: S704  # escaped where it is drawn
    return parts


def _pace(figures: Sequence[Shown], breaks: Sequence[Mapping[str, str]]) -> list[tuple[str, list[Shown], Markup]]:
    """One time line a kind of date: the ids are pace.<kind>.<YYYY-MM>."""
    kinds: dict[str, list[Shown]] = {}
    for figure in figures:
        month = re.search(r"\d{4}-\d{2}$", figure["id"])
        if month:
            kind = figure["id"].split(".")[1] if figure["id"].count(".") > 1 else "month"
            kinds.setdefault(kind, []).append({**figure, "month": month.group()})
    drawn = []
    for kind, own in kinds.items():
        heading = {"left": "Month of leaving", "published": "Month of first publication"}.get(kind, kind.capitalize())
        drawn.append((heading, own, Markup(time_line(own, heading, breaks))))  # noqa: S704  # escaped where it is drawn
    return drawn


def _pairs(pairs: Sequence[Shown], reasons: Sequence[Shown]) -> Markup:
    """The square of codes that are given together; the ids are pair.<code>+<code>."""
    cells = {}
    for figure in pairs:
        a, _, b = figure["id"].removeprefix("pair.").partition("+")
        cells[a, b] = figure
    used: dict[str, int] = {}
    for (a, b), figure in cells.items():
        for code in (a, b):
            used[code] = used.get(code, 0) + (figure["most"] or 0)
    names = [(f["id"], f["name"]) for f in reasons if f["id"] in used]
    top = sorted(names, key=lambda n: -used[n[0]])[:PLOT_PAIRS]
    ordered = [n for n in names if n in top]
    return Markup(together(ordered, cells, "Reasons given together, by persons"))  # noqa: S704  # escaped where drawn
