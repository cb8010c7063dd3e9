"""Those never seen, from how often each person is told of: every account as one list on which one may stand again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.estimate.ground import told_rows
from recount.estimate.hidden.gate import LEAST_OVERLAPS
from recount.estimate.hidden.total import far_end
from recount.model import Estimate, Figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recount.estimate.ground import Ground

FIGURE = "hidden.often"
LABEL = "Persons by how many independent accounts tell of them, and those told of by none"
METHOD = (
    "cases as joined by judgements, copies of one story counted once; each named method assumes that one telling makes "
    "the next neither likelier nor rarer, which a press that quotes itself breaks: then all are too low. None is the "
    "answer; the range over independent families stands first"
)


def often_figure(held: Ground, *, closed: bool) -> Figure:
    """Each one-list method by itself, or why there is none and what would help."""
    times = [len(case.accounts) for case in held.cases]
    twice = sum(n > 1 for n in times)
    against = []
    if twice < LEAST_OVERLAPS:
        against.append(
            f"{twice} persons are told of by two independent accounts or more, and {LEAST_OVERLAPS} are needed; more "
            "accounts, or judging which mentions are one person, would help"
        )
    if not closed:
        against.append("the population is open: state the first and last day of the period in study.toml")
    if against:
        return Figure(FIGURE, LABEL, "person", METHOD, None, None, reason="; ".join(against), group="hidden")
    counts = ", ".join(f"{times.count(n)} by {n}" for n in sorted(set(times)))
    told, refusals = [], []
    for one in _methods(times):
        told += [one] if isinstance(one, Estimate) else []
        refusals += [one] if isinstance(one, str) else []
    return Figure(
        FIGURE,
        LABEL,
        "person",
        METHOD,
        held.least(held.case_ids),
        len(held.cases),
        tuple(told_rows(held.cases)),
        note="; ".join([f"told of {counts} accounts", *refusals]),
        group="hidden",
        estimates=tuple(told),
    )


def _methods(times: list[int]) -> Iterator[Estimate | str]:
    from recount.estimate.hidden.onelist import METHODS, one_list  # with SciPy's optimisers: imported on use

    for method in METHODS:
        total = one_list(times, None, method).total
        if total.value is None:
            yield f"no estimate by {total.method}: {total.reason}"
            continue
        ends = [far_end(end, len(times)) for end in (total.low, total.value, total.high)]
        low, value, high = (None if end is None else round(end) for end in ends)
        yield Estimate(f"all, if told of as by {total.method}", value, low, high, f"{total.level:.0%}, one list")
