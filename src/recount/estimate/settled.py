"""Main figures with all that is open settled a thousand times: who is who, codes, days, missing values."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from recount.estimate.draws import LEAST_DRAWS, LEVEL, Uncertain, combined, drawn_all_ways, spread
from recount.estimate.ground import SURE, ground, person_figure, told_rows
from recount.estimate.identities import SEED, identities
from recount.estimate.likely import LEAST_CASES, MOST_CASES
from recount.estimate.pace import leavings
from recount.estimate.reasons import coded, listed, standing
from recount.estimate.rows import figure_row, under
from recount.model import Estimate, Figure, FigureRow
from recount.store import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np

    from recount.estimate.draws import Draws, Factor, Spread
    from recount.estimate.ground import Ground
    from recount.estimate.pace import Spread as Spell
    from recount.model import Codebook
    from recount.store import Row, Run, Store

STEP = "estimate.settled"
VERSION = "1"
PLACE = 20_000  # printed behind those that are counted, wherever these end: never a count of what stands just now
MOST_CODES = 40  # the most frequent ones; each costs as much as all draws of who is who
POSITIVE = frozenset({"main", "present"})
WORDS: dict[Factor, str] = {
    "linkage": "who is who",
    "coding": "codes nobody has judged",
    "dates": "imprecise dates",
    "missing": "values nobody tells",
}
METHOD = (
    f"{LEAST_DRAWS} draws, seed {SEED}, one thread: who is who from the model behind the likely number of persons, "
    "suggested codes with their scores as chances, days anywhere in their ranges, missing values like those told"
)


def settled(store: Store, codebook: Codebook) -> Run:
    """Make the figures whose open ends are settled in draws; a refusal where the model cannot be used."""
    held = ground(store)
    codings = [(r.coding_id, r.code, r.value, r.person_id, r.verdict, r.score, r.coder) for r in held.codings]
    claims = [(c.claim_id, c.person_id, c.variable, c.value, c.when_, c.published_first) for c in held.claims]
    inputs = digest([held.cases, sorted(held.apart), codings, claims, asdict(codebook)])
    with store.run(STEP, version=VERSION, settings={"draws": LEAST_DRAWS, "seed": SEED}, inputs=inputs) as run:
        if not run.done:
            made = list(settled_figures(held, codebook))
            run.add("figure", (figure_row(PLACE + n, figure) for n, figure in enumerate(made)))
            run.add("figure_row", (row for figure in made for row in under(figure)))
    return run


def settled_figures(held: Ground, codebook: Codebook) -> Iterator[Figure]:
    """The number of persons, of those with each frequent code, of each gender, and of those who left each year."""
    drawn = identities(held)
    if drawn is None:
        many = f"{len(held.cases)} cases"
        reason = f"{many}: who is who can be drawn for {LEAST_CASES} to {MOST_CASES}, joined as far as is judged"
        label = "Persons, all settled"
        yield Figure("draws.persons", label, "person", METHOD, None, None, reason=reason, group="draws")
        return
    codes = _frequent(held, codebook)
    values = sorted({str(c.value) for c in held.claims if c.variable == "attr.gender" and c.value})
    ways = drawn_all_ways(_uncertain(held, drawn, codes, values))
    rows = told_rows(held.cases)
    yield _figure(held, ways, ("persons", "Persons", rows), lambda d: d.counts)
    for n, (code, label, own) in enumerate(codes):
        yield _figure(held, ways, (code, label, own), lambda d, n=n: d.persons_with(n))  # type: ignore[misc]  # bound now
    for n, value in enumerate(values):
        told = [
            FigureRow(c.person_id, "claim", c.claim_id, "suggested")
            for c in held.claims
            if c.variable == "attr.gender" and c.value == value and c.polarity == "asserted"
        ]
        named = (f"attr.gender.{value}", f"Gender: {value}, with those of whom none is told", told)
        yield _figure(held, ways, named, lambda d, n=n: d.persons_valued(n))  # type: ignore[misc]  # bound now
    yield from _years(held, ways)


def _years(held: Ground, ways: dict[Factor | None, Draws]) -> Iterator[Figure]:
    spreads = leavings(held)
    for year in sorted({month // 12 for s in spreads for month in (s.first, s.last)}):
        own = [_sure_or_not(row, s, year) for s in spreads if s.first // 12 <= year <= s.last // 12 for row in s.rows]
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        named = (f"left.{year}", f"Left in {year}, of those dated", own)
        yield _figure(held, ways, named, lambda d, a=first, b=last: d.persons_between(a, b))  # type: ignore[misc]  # same


def _sure_or_not(row: FigureRow, spread: Spell, year: int) -> FigureRow:
    """Told where the whole range lies in the year; where it does not, only "at most" counts the person."""
    return row if spread.first // 12 == spread.last // 12 == year else replace(row, standing="suggested")


def _frequent(held: Ground, codebook: Codebook) -> list[tuple[str, str, Sequence[FigureRow]]]:
    """The codes that most persons have, with their rows; a code has those of the codes below it."""
    found = coded(held.codings)
    rows = {c.code: (c.label, listed(held, found.under(codebook.below(c.code)))) for c in codebook.codes}
    counts = {code: len({r.person_id for r in own if r.person_id}) for code, (_, own) in rows.items()}
    chosen = sorted((c for c in counts if counts[c]), key=lambda c: -counts[c])[:MOST_CODES]
    return [(c.code, *rows[c.code]) for c in codebook.codes if c.code in chosen]


def _uncertain(
    held: Ground, drawn: np.ndarray, codes: Sequence[tuple[str, str, Sequence[FigureRow]]], values: Sequence[str]
) -> Uncertain:
    import numpy as np

    place = {case.person_id: n for n, case in enumerate(held.cases)}
    many = len(place)
    first, last = np.full(many, -1), np.full(many, -1)
    for s in leavings(held):
        first[place[s.person_id]] = _begins(s.first)
        last[place[s.person_id]] = _begins(s.last + 1) - 1
    told = np.full(many, -1)
    for claim in held.claims:
        if claim.variable == "attr.gender" and claim.polarity == "asserted" and claim.value in values:
            told[place[claim.person_id]] = values.index(claim.value)
    return Uncertain(drawn, np.arange(many), _chances(held, codes, place), first, last, told, SEED)


def _begins(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _chances(held: Ground, codes: Sequence[tuple[str, str, Sequence[FigureRow]]], place: dict[str, int]) -> np.ndarray:
    """Chance that each case has each code: 1 where people accepted it, the best score of what is only suggested."""
    import numpy as np

    by_id: dict[str, Row] = {row.coding_id: row for row in held.codings}
    made = np.zeros((len(place), len(codes)))
    for n, (_, _, rows) in enumerate(codes):
        for row in rows:
            coding = by_id[row.row_id]
            if row.person_id is None or coding.value not in POSITIVE:
                continue
            sure = standing(coding) == "accepted" and row.standing == "accepted"
            chance = 1.0 if sure else min(1.0, float(coding.score or 0.5))
            made[place[row.person_id], n] = max(made[place[row.person_id], n], chance)
    return made


def _figure(
    held: Ground,
    ways: dict[Factor | None, Draws],
    named: tuple[str, str, Sequence[FigureRow]],
    number: Callable[[Draws], np.ndarray],
) -> Figure:
    name, label, rows = named
    sure = {r.person_id for r in rows if r.person_id and r.standing in SURE}
    found = spread(ways, number, least=held.least(sure))
    how = f"median and {100 * LEVEL:.0f} % of {LEAST_DRAWS} draws"
    told = [Estimate("all settled", found.median, found.low, found.high, f"{how}{_because(found)}")]
    if name != "persons":
        told += _share(ways[None], number)
    return person_figure(
        held, rows, figure=f"draws.{name}", label=label, method=METHOD, group="draws", estimates=tuple(told)
    )


def _share(draws: Draws, number: Callable[[Draws], np.ndarray]) -> list[Estimate]:
    """The share of all persons beyond this corpus, by Rubin's rules; none where it is 0 or 1 in every draw."""
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # ships no types; imported on use

    shares = number(draws) / draws.counts
    found = combined(shares, shares * (1 - shares) / draws.counts)
    if found.variance == 0:
        return []
    reach = float(stdtrit(found.freedom, 0.975)) * found.variance**0.5
    how = f"Rubin's rules over {LEAST_DRAWS} draws, 95 %; {100 * found.missing:.0f} % of its information is missing"
    low, high = max(0.0, found.estimate - reach), min(1.0, found.estimate + reach)
    return [Estimate("share of all persons", found.estimate, low, high, how)]


def _because(found: Spread) -> str:
    parts = [f"{WORDS[factor]} {100 * share:.0f} %" for factor, share in found.because if share >= 0.01]  # noqa: PLR2004
    return f"; of its variance: {', '.join(parts)}" if parts else ""
