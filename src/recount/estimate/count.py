"""All figures of a study, each a list before it is a number."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from recount.estimate.changes import Change, changes, noted
from recount.estimate.compare import compare_figures
from recount.estimate.crosses import cross_figures, set_figures
from recount.estimate.ground import ground
from recount.estimate.pace import pace_figures
from recount.estimate.quantities import quantity_figures
from recount.estimate.reasons import pair_figures, reason_figures, rollup_figures
from recount.estimate.rows import figure_row, under
from recount.estimate.sensitivity import attribute_rule_figures, sensitivity_figures
from recount.estimate.sources import source_figures
from recount.estimate.tempo import tempo_figures
from recount.estimate.told import person_figures, uncounted_figures
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recount.estimate.ground import Ground
    from recount.model import Codebook, Figure
    from recount.model.study import MethodBreak, OtherCount
    from recount.store import Run, Store

STEP = "estimate.count"
VERSION = "3"


def count(
    store: Store, codebook: Codebook, *, others: Sequence[OtherCount] = (), breaks: Sequence[MethodBreak] = ()
) -> Run:
    """Make all figures of a study with the rows under them.

    A figure in persons says at least and at most, because mentions that nobody has judged may be one person or
    several. What cannot be counted is a figure too: it has a reason instead of bounds.

    Args:
        store: an open study, read and resolved; suggestions and codings are counted where there are any.
        codebook: its codes, attributes and roll-ups name the figures.
        others: counts that others published, held against ours.
        breaks: days from which accounts were found or read in another way; time lines say so.
    """
    names = _attributes(codebook)
    held = ground(store, attributes=names)
    parts = [
        held.cases,
        held.undecided,
        held.others,
        sorted(held.no_cases.items()),
        sorted(held.apart),
        held.codings,
        held.attributes,
        held.claims,
        held.quantities,
        held.stories,
    ]
    parts += [held.captures, held.texts, sorted(held.retracted.items()), sorted(held.prisons.items())]
    parts.append(held.translations)
    inputs = digest([*parts, asdict(codebook), *others, *breaks])
    with store.run(STEP, version=VERSION, settings={"codebook": codebook.codebook}, inputs=inputs) as run:
        if not run.done:
            made = list(figures(held, codebook, breaks))
            if held.retracted:
                whole = list(figures(ground(store, attributes=names, retracted=True), codebook, breaks))
                made = list(noted(whole, made, len(held.retracted)))
            made += compare_figures(made, others)
            run.add("figure", (figure_row(n, figure) for n, figure in enumerate(made)))
            run.add("figure_row", (row for figure in made for row in under(figure)))
    return run


def retraction_changes(store: Store, codebook: Codebook) -> list[Change]:
    """What the figures would be if no account were retracted, beside what they are; computed, not stored."""
    names = _attributes(codebook)
    with_all = figures(ground(store, attributes=names, retracted=True), codebook)
    return changes(with_all, list(figures(ground(store, attributes=names), codebook)))


def _attributes(codebook: Codebook) -> frozenset[str]:
    return frozenset(a.attribute for a in codebook.attributes)


def figures(held: Ground, codebook: Codebook, breaks: Sequence[MethodBreak] = ()) -> Iterator[Figure]:
    """Every figure, in the order in which they are printed."""
    yield from person_figures(held, codebook)
    yield from pace_figures(held, breaks)
    yield from reason_figures(held, codebook)
    yield from rollup_figures(held, codebook)
    yield from pair_figures(held, codebook)
    yield from set_figures(held, codebook)
    yield from cross_figures(held, codebook)
    yield from tempo_figures(held, breaks)
    yield from sensitivity_figures(held)
    for attribute in codebook.attributes:
        yield from attribute_rule_figures(held, attribute.attribute, attribute.label)
    yield from quantity_figures(held)
    yield from uncounted_figures(held)
    yield from source_figures(held)
