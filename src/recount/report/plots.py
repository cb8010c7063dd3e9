"""Plots as SVG text: every mark is a link to the rows of its figure. No script, no font, no network.

A bar shows two numbers at once: the solid part is what is sure ("at least"), the hatched part what may be added
("at most"). A withheld figure is drawn as an outline without a length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

Shown = Mapping[str, Any]  # a figure of a release's content

ROW = 26  # height of one bar with its gap, in pixels
NAMES = 300  # width kept for names beside bars
WIDTH = 760
TICKS = 8  # most lines of a scale that stay apart at this width


def _svg(width: float, height: float, title: str, body: Sequence[str]) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>"
        '<defs><pattern id="may" width="5" height="5" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
        '<rect class="may-ground" width="5" height="5"/><line class="may-line" x1="0" y1="0" x2="0" y2="5"/></pattern>'
        f"</defs>{''.join(body)}</svg>"
    )


def _linked(figure: Shown, inside: str) -> str:
    title = f"{figure['name']}: {figure['shown']}"
    name = escape(figure["id"])
    return f'<a href="#f-{name}" data-figure="{name}"><title>{escape(title)}</title>{inside}</a>'


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _ticks(most: int) -> list[int]:
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000, 100_000) if most / s <= TICKS)
    return list(range(0, most + step, step))


def bars(figures: Sequence[Shown], title: str) -> str:
    """Horizontal bars of counts, one a figure, in the order given; empty text when there is none."""
    if not figures:
        return ""
    most = max([f["most"] or 0 for f in figures] + [1])
    ticks = _ticks(most)
    scale = (WIDTH - NAMES - 70) / ticks[-1]
    height = ROW * len(figures) + 30
    body = [
        f'<line class="grid" x1="{NAMES + t * scale:.1f}" x2="{NAMES + t * scale:.1f}" y1="4" y2="{height - 24}"/>'
        f'<text class="tick" x="{NAMES + t * scale:.1f}" y="{height - 8}" text-anchor="middle">{t}</text>'
        for t in ticks
    ]
    body += [_linked(f, _bar(f, n, scale)) for n, f in enumerate(figures)]
    return _svg(WIDTH, height, title, body)


def _bar(figure: Shown, n: int, scale: float) -> str:
    y = n * ROW + 6
    words = escape(_shortened(figure["name"], 46))
    name = f'<text class="name" x="{NAMES - 10}" y="{y + 13}" text-anchor="end">{words}</text>'
    if figure["most"] is None:
        return (
            f'{name}<rect class="withheld" x="{NAMES}" y="{y}" width="24" height="{ROW - 9}"/>'
            f'<text class="value" x="{NAMES + 32}" y="{y + 13}">{escape(figure["shown"])}</text>'
        )
    least, most = figure["least"] * scale, figure["most"] * scale
    return (
        f'{name}<rect class="hit" x="0" y="{y - 4}" width="{WIDTH}" height="{ROW}"/>'
        f'<rect class="most" x="{NAMES}" y="{y}" width="{most:.1f}" height="{ROW - 9}" fill="url(#may)"/>'
        f'<rect class="least" x="{NAMES}" y="{y}" width="{least:.1f}" height="{ROW - 9}"/>'
        f'<text class="value" x="{NAMES + most + 7:.1f}" y="{y + 13}">{escape(figure["shown"])}</text>'
    )


def time_line(figures: Sequence[Shown], title: str, breaks: Sequence[Mapping[str, str]] = ()) -> str:
    """Upright bars, one a month in the order given, their names the months (YYYY-MM); empty text for none.

    Each break of method (its `month`, and `why`) is a line before its month.
    """
    if not figures:
        return ""
    most = max([f["most"] or 0 for f in figures] + [1])
    ticks = _ticks(most)
    height, base, left = 220, 178, 34
    scale, step = (base - 14) / ticks[-1], (WIDTH - left - 10) / len(figures)
    body = [
        f'<line class="grid" x1="{left}" x2="{WIDTH}" y1="{base - t * scale:.1f}" y2="{base - t * scale:.1f}"/>'
        f'<text class="tick" x="{left - 6}" y="{base - t * scale + 4:.1f}" text-anchor="end">{t}</text>'
        for t in ticks
    ]
    months = [f["month"] for f in figures]
    body += [_break(b["why"], left + months.index(b["month"]) * step, base) for b in breaks if b["month"] in months]
    every = max(1, -(-len(figures) // 12))
    for n, figure in enumerate(figures):
        x = left + n * step
        body.append(_linked(figure, _column(figure, (x, base), max(step - 4, 2), scale)))
        if n % every == 0:
            body.append(
                f'<text class="tick" x="{x + step / 2:.1f}" y="{base + 16}" text-anchor="middle">'
                f"{escape(figure['month'])}</text>"
            )
    return _svg(WIDTH, height, title, body)


def _break(why: str, x: float, base: float) -> str:
    words = escape(f"another method: {why}")
    return f'<g><title>{words}</title><line class="break" x1="{x:.1f}" x2="{x:.1f}" y1="4" y2="{base}"/></g>'


def _column(figure: Shown, foot: tuple[float, float], width: float, scale: float) -> str:
    x, base = foot
    if figure["most"] is None:
        return f'<rect class="withheld" x="{x:.1f}" y="{base - 12}" width="{width:.1f}" height="12"/>'
    least, most = figure["least"] * scale, figure["most"] * scale
    return (
        f'<rect class="hit" x="{x:.1f}" y="8" width="{width:.1f}" height="{base - 8}"/>'
        f'<rect class="most" x="{x:.1f}" y="{base - most:.1f}" width="{width:.1f}" height="{most:.1f}" '
        'fill="url(#may)"/>'
        f'<rect class="least" x="{x:.1f}" y="{base - least:.1f}" width="{width:.1f}" height="{least:.1f}"/>'
    )


def together(names: Sequence[tuple[str, str]], cells: Mapping[tuple[str, str], Shown], title: str) -> str:
    """A square of codes by codes: each cell the persons who gave both.

    Args:
        names: (code, name) in the order of rows and columns.
        cells: by pair of codes in that order; a pair that is absent is drawn empty.
        title: what the plot shows.
    """
    if not names:
        return ""
    size = 34
    left, top = NAMES, 24
    most = max([f["most"] or 0 for f in cells.values()] + [1])
    width, height = left + size * len(names) + 10, top + size * len(names) + 10
    body = []
    for n, (_, name) in enumerate(names):
        middle = n * size + size / 2
        body.append(
            f'<text class="name" x="{left - 10}" y="{top + middle + 4}" text-anchor="end">'
            f"{escape(_shortened(name, 42))} <tspan class='key'>{n + 1}</tspan></text>"
            f'<text class="tick" x="{left + middle}" y="{top - 8}" text-anchor="middle">{n + 1}</text>'
        )
    for row, (a, _) in enumerate(names):
        for column, (b, _) in enumerate(names[:row]):
            figure = cells.get((a, b)) or cells.get((b, a))
            x, y = left + column * size, top + row * size
            if figure is None:
                body.append(f'<rect class="empty" x="{x}" y="{y}" width="{size - 2}" height="{size - 2}"/>')
            else:
                body.append(_linked(figure, _cell(figure, (x, y), size, most)))
    return _svg(width, height, title, body)


def _cell(figure: Shown, corner: tuple[float, float], size: float, most: int) -> str:
    x, y = corner
    box = f'x="{x}" y="{y}" width="{size - 2}" height="{size - 2}"'
    if figure["most"] is None:
        return f'<rect class="withheld" {box}/>'
    strength = 0.12 + 0.88 * figure["least"] / most if figure["least"] else 0.06
    words = str(figure["least"]) if figure["least"] == figure["most"] else f"{figure['least']}-{figure['most']}"
    tone = "on-dark" if strength > 0.55 else "on-light"  # noqa: PLR2004  # where white text turns readable
    return (
        f'<rect class="cell" {box} fill-opacity="{strength:.2f}"/>'
        f'<text class="{tone}" x="{x + size / 2 - 1}" y="{y + size / 2 + 3}" text-anchor="middle">{words}</text>'
    )


def upset(figures: Sequence[Shown], labels: Mapping[str, str], title: str) -> str:
    """Combinations as columns, a bar for each, over the reasons they are made of: an UpSet plot (Lex et al. 2014).

    Args:
        figures: ids `set.<top>:<reason>+<reason>`, in the order of the columns.
        labels: names of codes, by code.
        title: what the plot shows.
    """
    if not figures:
        return ""
    made = [_combined(f["id"]) for f in figures]
    codes = list(dict.fromkeys(code for codes in made for code in codes))
    most = max([f["most"] or 0 for f in figures] + [1])
    ticks = _ticks(most)
    foot, step = 150, min(36.0, (WIDTH - NAMES - 10) / len(figures))
    scale, height = (foot - 14) / ticks[-1], foot + 16 + 22 * len(codes)
    body = [
        f'<line class="grid" x1="{NAMES}" x2="{WIDTH}" y1="{foot - t * scale:.1f}" y2="{foot - t * scale:.1f}"/>'
        f'<text class="tick" x="{NAMES - 6}" y="{foot - t * scale + 4:.1f}" text-anchor="end">{t}</text>'
        for t in ticks
    ]
    body += [
        f'<text class="name" x="{NAMES - 10}" y="{foot + 24 + 22 * n}" text-anchor="end">'
        f"{escape(_shortened(labels.get(code, code), 46))}</text>"
        for n, code in enumerate(codes)
    ]
    for n, (figure, own) in enumerate(zip(figures, made, strict=True)):
        x = NAMES + n * step
        column = _column(figure, (x + 3, foot), step - 6, scale)
        body.append(_linked(figure, column + _dots([codes.index(c) for c in own], len(codes), (x + step / 2, foot))))
    return _svg(WIDTH, height, title, body)


def _combined(figure_id: str) -> list[str]:
    top, _, reasons = figure_id.removeprefix("set.").partition(":")
    return [f"{top}.{reason}" for reason in reasons.split("+")]


def _dots(own: Sequence[int], count: int, foot: tuple[float, float]) -> str:
    x, y = foot[0], foot[1] + 20
    dots = "".join(
        f'<circle class="{"dot" if n in own else "no-dot"}" cx="{x:.1f}" cy="{y + 22 * n}" r="5"/>'
        for n in range(count)
    )
    line = f'<line class="dots" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 22 * min(own)}" y2="{y + 22 * max(own)}"/>'
    return line + dots
