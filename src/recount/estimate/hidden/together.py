"""What is always said together of those never seen: the least number, the lower bound, the range, and the check.

No single number is offered. Each method rests on an assumption that the lists cannot test, so the range over the
assumptions is what can be said, beside what needs no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from recount.estimate.hidden.averaging import told as decomposable_total
from recount.estimate.hidden.chao import chao, without_ones
from recount.estimate.hidden.closed import differing
from recount.estimate.hidden.gate import reasons_against
from recount.estimate.hidden.heldout import held_out
from recount.estimate.hidden.latent import latent
from recount.estimate.hidden.linkage import over_draws
from recount.estimate.hidden.loglinear import independence
from recount.estimate.hidden.said import Hidden
from recount.estimate.hidden.sensitivity import RATIOS, at_ratio
from recount.estimate.hidden.sparse import modelled
from recount.estimate.hidden.table import CaptureTable
from recount.estimate.hidden.total import Total

Method = Callable[[CaptureTable], Total]
DIFFER = {"Poisson2": "persons differ a little (Poisson)", "Darroch": "persons differ more (Darroch)"}
NOTHING_STANDS = (
    "no assumption gives an estimate of this table; a further family, or more persons told of by two, would help"
)


def together(
    table: CaptureTable | None,
    *,
    closed: bool,
    undecided: CaptureTable | None = None,
    draws: Sequence[CaptureTable] = (),
    classes: bool = True,
    iterations: int = 20_000,
) -> Hidden:
    """What can be said, or why nothing can.

    Args:
        table: persons by lists, as judgements have them; None where no list is declared.
        closed: whether the period is closed.
        undecided: the same with all those on the lists of whom it is undecided whether they left; the range is over
            both, for whoever is told of once is missed more easily than who is told of twice.
        draws: tables of other ways who may be whom; totals are then averaged over them.
        classes: whether latent classes are sampled, which takes seconds.
        iterations: of each of their chains at most.
    """
    against = reasons_against(table, closed=closed)
    if table is None or against:
        return Hidden(table.n if table is not None else 0, against)
    filled = table.ordered([j for j, size in enumerate(table.list_sizes) if size])
    made = [t.ordered([j for j, size in enumerate(table.list_sizes) if size]) for t in draws] or [filled]
    averaged = _remembered(modelled)
    assumed = [over_draws(made, averaged if method is modelled else method) for method in ASSUMPTIONS]
    assumed += [latent(filled, most=iterations).told()] if classes else []
    assumed += [over_draws(made, _otherwise(averaged, ratio)) for ratio in RATIOS]
    bounds = over_draws(made, chao), over_draws(made, without_ones)
    told = Hidden(
        filled.n,
        (),
        *bounds,
        tuple(assumed),
        held_out(filled),
        tuple(_with(undecided, classes=classes, iterations=iterations)),
    )
    return told if told.range else Hidden(filled.n, (NOTHING_STANDS,))


def _with(undecided: CaptureTable | None, *, classes: bool, iterations: int) -> Iterator[Total]:
    """What the assumptions have of lists with those undecided on them."""
    if undecided is not None:
        averaged = _remembered(modelled)
        yield from (averaged(undecided) if method is modelled else method(undecided) for method in ASSUMPTIONS)
        yield from (latent(undecided, most=iterations).told(),) if classes else ()
        yield from (_otherwise(averaged, ratio)(undecided) for ratio in RATIOS)


def _remembered(method: Method) -> Method:
    """The method, worked out once for tables that are equal."""
    known: dict[bytes, Total] = {}

    def once(table: CaptureTable) -> Total:
        key = table.counts.tobytes()
        if key not in known:
            known[key] = method(table)
        return known[key]

    return once


def _otherwise(method: Method, ratio: float) -> Method:
    """The method's total with so many times as many unseen, in each table beside those seen in that table."""
    return lambda table: at_ratio(table.n, method(table), ratio)


def _differing(mixing: str) -> Method:
    def method(table: CaptureTable) -> Total:
        return replace(differing(table, mixing), method=DIFFER[mixing])

    return method


ASSUMPTIONS: tuple[Method, ...] = (
    independence,
    modelled,
    decomposable_total,
    *(_differing(mixing) for mixing in DIFFER),
)
