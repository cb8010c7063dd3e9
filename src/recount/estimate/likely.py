"""How many persons there probably are: the posterior over what the accounts tell, as a figure beside the bounds."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from recount.estimate.ground import AS_READ, ground, person_figure, told_rows
from recount.estimate.posterior import CHAINS, Posterior, posterior
from recount.estimate.rows import figure_row, under
from recount.estimate.traits import born, merged, name_traits, table
from recount.model import Estimate, Figure
from recount.store import digest

if TYPE_CHECKING:
    import numpy as np

    from recount.estimate.ground import Ground, Told
    from recount.store import Row, Run, Store

STEP = "estimate.likely"
VERSION = "1"
FIGURE = "persons.likely"
PLACE = 0  # beside persons.left, with which it is printed
MOST_CASES = 400  # above, a run would take minutes; the bounds stand alone
LEAST_CASES = 5  # below, a model has nothing to learn from
SWEEPS = 200  # of each chain: R-hat stays below 1.1 on planted studies of 80 mentions, guarded by bench/persons.py
AGREE = 1.1  # R-hat above which the chains do not agree and nothing is printed
_PLAIN = {
    "attr.gender": "gender",
    "attr.origin_country": "origin",
    "attr.occupation": "work",
    "attr.role_inside": "role",
}
_MONTHS = {"event.joined": "joined", "event.left": "left"}


def likely(store: Store) -> Run:
    """Make the figure `persons.likely`: the bounds on all cases, and between them the estimate of `posterior`."""
    held = ground(store)
    claims = [(c.person_id, c.variable, c.value, c.when_, c.published_first, c.polarity) for c in held.claims]
    inputs = digest([held.cases, held.undecided, sorted(held.apart), claims])
    with store.run(STEP, version=VERSION, settings={"sweeps": SWEEPS}, inputs=inputs) as run:
        if not run.done:
            figure = likely_figure(held)
            run.add("figure", [figure_row(PLACE, figure)])
            run.add("figure_row", under(figure))
    return run


def likely_figure(held: Ground) -> Figure:
    """The figure, or its refusal."""
    label = "Persons told of who belonged and left, as a model estimates"
    method = (
        "each mention tells a person's traits with errors and gaps; who is who is summed out by Gibbs sampling "
        f"({CHAINS} chains of {SWEEPS}), proved differences kept apart; an estimate under this model, while at least "
        "and at most hold whatever the model"
    )
    many = len(held.cases)
    if not LEAST_CASES <= many <= MOST_CASES:
        reason = f"{many} cases: estimable by this model with {LEAST_CASES} to {MOST_CASES}, joined as far as is judged"
        return Figure(FIGURE, label, "person", method, None, None, reason=reason, group="persons")
    found = posterior_of(held)
    if found.rhat > AGREE:
        reason = f"the chains do not agree (R-hat {found.rhat:.2f}): not estimable until more pairs are judged"
        return Figure(FIGURE, label, "person", method, None, None, reason=reason, group="persons")
    rows = told_rows(held.cases, held.undecided)
    how = f"posterior of the number of persons, shortest 95 %; R-hat of {CHAINS} chains {found.rhat:.2f}"
    told = Estimate("persons", round(found.mean, 1), found.low, found.high, how)
    return person_figure(
        held, rows, figure=FIGURE, label=label, method=method, note=AS_READ, estimates=(told,), group="persons"
    )


def posterior_of(held: Ground, *, sweeps: int = SWEEPS) -> Posterior:
    """How many persons the cases are, as joined so far."""
    values, pairs, weights = traits_of(held)
    return posterior(values, apart=pairs, weights=weights, sweeps=sweeps)


def traits_of(held: Ground) -> tuple[np.ndarray, list[tuple[int, int]], list[int]]:
    """What the accounts tell of each case, for the model: traits [cases, traits], pairs proved apart, accounts each."""
    place = {case.person_id: n for n, case in enumerate(held.cases)}
    told: dict[str, list[dict[str, str]]] = defaultdict(list)
    for claim in held.claims:
        if claim.polarity == "asserted" and (trait := _trait(claim)):
            told[claim.person_id].append(dict([trait]))
    rows = [merged([*_names(case), *told[case.person_id]]) for case in held.cases]
    pairs = sorted((place[a], place[b]) for a, b in held.apart)
    return table(rows), pairs, [len(c.accounts) for c in held.cases]


def _names(case: Told) -> list[dict[str, str]]:
    return [name_traits(m.name, alias=m.naming == "alias") for m in case.mentions]


def _trait(claim: Row) -> tuple[str, str] | None:
    value = str(claim.value or "")
    if claim.variable in _PLAIN and value and value != "unknown":
        return _PLAIN[claim.variable], value.lower()
    if claim.variable == "attr.age" and value.isdigit() and claim.published_first:
        return "born", born(value, int(claim.published_first[:4]))
    if claim.variable in _MONTHS and claim.when_:
        first, last = claim.when_.get("first"), claim.when_.get("last")
        if first and last and first[:7] == last[:7]:
            return _MONTHS[claim.variable], first[:7]
    return None
