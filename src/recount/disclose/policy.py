"""What may be printed of each figure: a written policy as pure functions over counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.model import Estimate, Figure, Interval

# Groups that no public release may show: wording that identifies an account, tables of two answers, single
# publications, and counts that differ by one person from a printed one.
INSIDE = frozenset({"counts", "crosses", "sets", "sensitivity", "curve", "tempo", "compare", "draws", "corrected"})
ESTIMATED = frozenset({"hidden"})  # groups of figures whose estimates tell nothing of single persons
# Figures of which each counts a part of the one before it.
NESTED = (("persons.left", "persons.named", "persons.confirmed", "persons.separate"),)
SUMMED = ("attr.", "pace.", "persons.")  # families whose members add up to a total that is printed elsewhere

TEAM_RULES = (
    ("T1", "For the study's team only. Words are exact and may identify people; do not publish or forward this page."),
    ("T2", "Persons are shown by pseudonyms that stay the same in this study; who they are stands only in its store."),
    ("T3", "Each count says beside it what the public release prints of it."),
)


def public_rules(least_cell: int) -> tuple[tuple[str, str], ...]:
    """The public policy in words, as it is printed with every public release."""
    return (
        ("P1", f"Counts of 1 to {least_cell - 1} persons are withheld; so is a lower bound below {least_cell}."),
        (
            "P2",
            (
                "Where one member of a family that adds up is withheld, a second one is too, "
                "so that neither follows from the total."
            ),
        ),
        ("P2a", "So is a count within another printed one, where what is left over would be a small count."),
        ("P3", "A pair of reasons is withheld when it, or either reason without the other, would be a small count."),
        ("P4", "A share is withheld when its complement would be a small count."),
        (
            "P5",
            (
                "No words of any account, no names, no pseudonyms, no notes and no sources are printed under a count; "
                "each row has a reference that only those who hold the study can open ('recount why')."
            ),
        ),
        ("P6", "Codes and attributes that the codebook marks as restricted are left out."),
        ("P7", "Numbers that accounts claim are left out: their wording can identify the account."),
        (
            "P8",
            "Of estimates, only those of how many were never seen are printed; others could give small counts away.",
        ),
        ("P9", "Cross tables, combinations, counts without one publication, and comparisons stay inside the team."),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as a policy lets it be printed. `withheld` says why a count is not; then both bounds are None."""

    figure: Figure
    least: int | None
    most: int | None
    withheld: str | None
    shares: tuple[Interval, ...]
    estimates: tuple[Estimate, ...] = ()

    @property
    def shown(self) -> str:
        """The count in words."""
        if self.withheld:
            return "withheld"
        if self.most is None:
            return "not estimable"
        if self.least is None:
            return f"up to {self.most}"
        return str(self.most) if self.least == self.most else f"{self.least} to {self.most}"


def team(figures: Iterable[Figure]) -> list[Cell]:
    """Every figure as it is."""
    return [Cell(f, f.least, f.most, None, f.shares, f.estimates) for f in figures]


def public(figures: Sequence[Figure], *, least_cell: int, restricted: Iterable[str] = ()) -> list[Cell]:
    """Each figure under the public policy, in order; restricted codes and claimed numbers are gone."""
    barred = tuple(restricted)
    allowed = [f for f in figures if f.group not in INSIDE and not _is_barred(f.figure, barred)]
    by_name = {f.figure: f for f in allowed}
    cells = _apart(_protected([_cell(f, least_cell, by_name) for f in allowed]), least_cell)
    return [replace(c, estimates=c.figure.estimates) if _may_estimate(c) else c for c in cells]


def _apart(cells: list[Cell], least_cell: int) -> list[Cell]:
    """Withhold a count that lies within one printed before it, when what is left over would be a small count."""
    place = {cell.figure.figure: n for n, cell in enumerate(cells)}
    for chain in NESTED:
        outer: Cell | None = None
        for n in (place[name] for name in chain if name in place):
            inner = cells[n]
            if inner.withheld or inner.most is None:
                continue
            if outer is not None and _leaves_few(outer, inner, least_cell):
                why = "what is left over of another count would be small"
                cells[n] = replace(inner, least=None, most=None, withheld=why, shares=())
            else:
                outer = inner
    return cells


def _leaves_few(outer: Cell, inner: Cell, least_cell: int) -> bool:
    """Whether either end of two counts, one within the other, differs by a few persons."""
    ends = [(outer.most or 0, inner.most or 0)]
    if outer.least is not None and inner.least is not None:
        ends.append((outer.least, inner.least))
    return any(0 < whole - part < least_cell for whole, part in ends)


def _may_estimate(cell: Cell) -> bool:
    return cell.figure.group in ESTIMATED and not cell.withheld


def _is_barred(name: str, barred: tuple[str, ...]) -> bool:
    codes = name.removeprefix("pair.").split("+")
    return any(code == bar or code.startswith(bar + ".") for code in codes for bar in barred)


def _cell(figure: Figure, least_cell: int, by_name: Mapping[str, Figure]) -> Cell:
    if figure.unit != "person" or figure.most is None or figure.least is None:
        return Cell(figure, figure.least, figure.most, None, figure.shares)
    withheld = _small(figure.most, least_cell) or _differs_little(figure, least_cell, by_name)
    if withheld:
        return Cell(figure, None, None, withheld, ())
    least = None if 0 < figure.least < least_cell else figure.least
    if figure.least == 0 and figure.most > 0:
        least = None
    shares = tuple(s for s in figure.shares if _is_wide(s, least_cell))
    return Cell(figure, least, figure.most, None, shares if least is not None else ())


def _small(count: int, least_cell: int) -> str | None:
    return f"fewer than {least_cell}" if 0 < count < least_cell else None


def _is_wide(share: Interval, least_cell: int) -> bool:
    rest = share.denominator - share.hits
    return share.hits >= least_cell and (rest == 0 or rest >= least_cell)


def _differs_little(figure: Figure, least_cell: int, by_name: Mapping[str, Figure]) -> str | None:
    """Whether a pair, taken from one of its two reasons, would leave a small count."""
    if not figure.figure.startswith("pair."):
        return None
    for code in figure.figure.removeprefix("pair.").split("+"):
        alone = by_name.get(code)
        if alone is None or alone.most is None or figure.most is None:
            continue
        if 0 < alone.most - figure.most < least_cell:
            return "one reason without the other would be a small count"
    return None


def _family(cell: Cell) -> str | None:
    name = cell.figure.figure
    return name.rpartition(".")[0] if name.startswith(SUMMED) and name.count(".") > 1 else None


def _protected(cells: list[Cell]) -> list[Cell]:
    """Withhold a second member of each summed family that has exactly one withheld: the smallest other one."""
    families: dict[str, list[int]] = {}
    for n, cell in enumerate(cells):
        family = _family(cell)
        if family:
            families.setdefault(family, []).append(n)
    for members in families.values():
        gone = [n for n in members if cells[n].withheld]
        others = [n for n in members if not cells[n].withheld and cells[n].most]
        if len(gone) == 1 and others:
            smallest = min(others, key=lambda n: (cells[n].most or 0, n))
            why = "protects another small count"
            cells[smallest] = replace(cells[smallest], least=None, most=None, withheld=why, shares=())
    return cells
