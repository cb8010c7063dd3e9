"""What the retraction of accounts changes: every figure as it was with them, beside what it is without."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recount.model import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GONE = "nothing that is left tells it"


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after; bounds are None where it was or is not estimable."""

    figure: str
    label: str
    before: tuple[int | None, int | None]
    after: tuple[int | None, int | None]


def changes(before: Iterable[Figure], after: Iterable[Figure]) -> list[Change]:
    """The figures whose bounds differ, in the order in which they are printed."""
    now = {figure.figure: figure for figure in after}
    found = []
    for figure in before:
        other = now.pop(figure.figure, None)
        bounds = (other.least, other.most) if other else (0, 0)
        if bounds != (figure.least, figure.most):
            found.append(Change(figure.figure, figure.label, (figure.least, figure.most), bounds))
    return found


def noted(before: Iterable[Figure], after: Iterable[Figure], accounts: int) -> Iterator[Figure]:
    """The figures after; one that differs has a note of what it was, one that is gone stays with nobody in it."""
    earlier = {figure.figure: figure for figure in before}
    left = list(after)
    changed = {change.figure: change for change in changes(earlier.values(), left)}
    many = "1 retracted account; with it" if accounts == 1 else f"{accounts} retracted accounts; with them"
    without = f"without {many}"
    for figure in left:
        change = changed.pop(figure.figure, None)
        earlier.pop(figure.figure, None)
        if change is None:
            yield figure
        else:
            note = f"{without} it was {_bounds(change.before)}"
            yield replace(figure, note=f"{figure.note}; {note}" if figure.note else note)
    for name, figure in earlier.items():
        note = f"{GONE}; {without} it was {_bounds(changed[name].before)}" if name in changed else GONE
        yield replace(figure, least=0, most=0, rows=(), shares=(), estimates=(), note=note, reason=None)


def _bounds(bounds: tuple[int | None, int | None]) -> str:
    least, most = bounds
    if most is None:
        return "not estimable"
    return f"{most}" if least == most else f"{least} to {most}"
