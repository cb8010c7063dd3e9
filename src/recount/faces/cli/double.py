"""plan, done, disagreements, settle, agreement: two coders blind to each other, and a third who settles."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.faces.cli.words import as_json, by_name, say, say_json, say_table, study_folder
from recount.faces.steps import opened, whoever

if TYPE_CHECKING:
    from recount.coding import Agreement, Deals, Disagreement
    from recount.coding.agree import Agreed
    from recount.coding.plan import Dealt

SPAN_DRAWS = 200  # samples of stories for where codes stand: each lays all stories out anew

sheet = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)


@click.command()
@study_folder
@sheet
@click.option("--coder", "coders", multiple=True, help="A coder's name; once for each.")
@click.option("--share", type=float, default=0.2, show_default=True, help="Part of the stories that two coders code.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which stories these are follows from it.")
@click.option("--sample", type=int, help="Draw so many stories at random, to correct machine codes of all by them.")
@by_name
@as_json
def plan(  # noqa: PLR0913  # one argument for each option
    study: Path,
    file: Path | None,
    coders: tuple[str, ...],
    share: float,
    seed: int,
    sample: int | None,
    *,
    by: str | None,
    as_json: bool,
) -> None:
    """Deal stories to coders, or list who codes what.

    With --coder: deals every story not dealt yet. With FILE, a CSV with the columns capture, coders ("A; B") and
    perhaps opening (words that the story begins with): deals as it says. With neither: lists the deals.
    """
    from recount import coding
    from recount.coding.sheet import read_plan

    with opened(study) as at:
        if file is not None:
            coding.plan(at.store, read_plan(file), by=by or whoever())
        elif coders:
            coding.deal(at.store, coders, share=share, seed=seed, by=by or whoever(), sample=sample)
        deals = coding.dealt(at.store)
    _say_deals(deals, as_json=as_json)


def _say_deals(deals: Deals, *, as_json: bool) -> None:
    told = [_deal(one) for one in deals.stories]
    if as_json:
        say_json({"stories": told, "lost": deals.lost})
        return
    rows = [(d["no"], d["origin"], d["title"], ", ".join(d["coders"]), ", ".join(d["done"]), d["state"]) for d in told]
    say_table(["no.", "account", "story", "coders", "done", "state"], rows)
    for lost in deals.lost:
        say(f"no longer found: {lost}")


def _deal(one: Dealt) -> dict[str, Any]:
    state = "sealed" if one.sealed else "open" if one.blind else "one coder"
    done = list(dict.fromkeys(name for name, _ in one.done))
    named = {"no": one.no, "origin": one.origin, "title": one.title, "story": one.story_id}
    return {**named, "coders": one.coders, "done": done, "state": state}


@click.command()
@study_folder
@click.argument("numbers", type=int, nargs=-1, required=True)
@by_name
@as_json
def done(study: Path, numbers: tuple[int, ...], *, by: str | None, as_json: bool) -> None:
    """Say that you are done with stories, by their numbers in the plan. Final: the other coder may look now."""
    from recount import coding

    with opened(study) as at:
        made = coding.finish(at.store, numbers, coder=by or whoever())
    say_json({"decisions": len(made)}) if as_json else say(f"{len(made)} stories done; 'recount run' counts anew")


@click.command()
@study_folder
@click.option("--all", "every", is_flag=True, help="Also those that are settled.")
@as_json
def disagreements(study: Path, *, every: bool, as_json: bool) -> None:
    """List what blind coders disagree on, in stories that all their coders are done with: the queue for a third."""
    from recount import coding

    with opened(study) as at:
        found = [d for d in coding.disagreements(at.store, at.codebook) if every or d.settled is None]
    if as_json:
        say_json([_disagreement(one) for one in found])
        return
    for one in found:
        said = "; ".join(f"{coder}: {value}" for coder, value in one.said)
        say(f"{one.no}  {one.key[2]} of {one.person or 'nobody named'}  {said}  ({one.deal.origin})")
        for coding_ in one.codings:
            say(f"    {coding_.coder}: “{' '.join(coding_.words.split())}”")
        if one.settled:
            say(f"    settled by {one.settled.by} as {one.settled.value}: {one.settled.why}")
    say(f"{len(found)} disagreements")


def _disagreement(one: Disagreement) -> dict[str, Any]:
    settled = {"by": one.settled.by, "value": one.settled.value, "why": one.settled.why} if one.settled else None
    codings = [
        {"decision": p.decision.seq, "coder": p.coder, "value": p.value, "start": p.span.start, "words": p.words}
        for p in one.codings
    ]
    named = {"no": one.no, "origin": one.deal.origin, "story": one.key[0], "person": one.person, "code": one.key[2]}
    return {**named, "said": dict(one.said), "codings": codings, "settled": settled}


@click.command()
@study_folder
@click.argument("what")
@click.option("--value", help="Of one disagreement: the value that stands, or 'not_mentioned'.")
@click.option("--why", help="Of one disagreement: the reason.")
@click.option("--words", default="", help="The words it rests on; default: those of a coder who said the same.")
@by_name
@as_json
def settle(
    study: Path, what: str, value: str | None, why: str | None, words: str, *, by: str | None, as_json: bool
) -> None:
    """Settle a disagreement by its number, or many from a CSV. Both originals stay; a coder cannot settle her own.

    WHAT is a number as 'disagreements' lists it, or a CSV with the columns no, value, why and perhaps words; or, in
    place of no, capture, code and person. All rows enter, or none.
    """
    from recount import coding
    from recount.coding.sheet import read_verdicts
    from recount.errors import InputError

    with opened(study) as at:
        if Path(what).is_file():
            given = read_verdicts(Path(what), coding.disagreements(at.store, at.codebook))
        elif value and why:
            given = [coding.Verdict(what, value, why, words)]
        else:
            raise InputError(f"{what}: no such file; to settle one disagreement give its number, --value and --why")
        made = coding.settle(at.store, at.codebook, given, by=by or whoever())
    say_json({"decisions": len(made)}) if as_json else say(f"{len(made)} settled; 'recount run' counts anew")


@click.command()
@study_folder
@click.option(
    "--unit", type=click.Choice(["person", "story", "sentence"]), default="person", show_default=True, help="Judged."
)
@click.option(
    "--scale",
    type=click.Choice(["value", "used"]),
    default="value",
    show_default=True,
    help="Compare values, or only whether a code is there.",
)
@click.option("--draws", type=int, default=1000, show_default=True, help="Bootstrap samples; 0: no intervals.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the samples.")
@as_json
def agreement(study: Path, *, unit: str, scale: str, draws: int, seed: int, as_json: bool) -> None:
    """How well blind coders agree, code by code: percent, kappa, AC1, alpha, with intervals, and on spans.

    Compared is what they had coded when the last of them was done. 'recount disagreements' lists where they differ.
    """
    from recount import coding

    with opened(study) as at:
        found = coding.agreement(
            at.store,
            at.codebook,
            unit=unit,  # type: ignore[arg-type]  # click lets only these through
            scale=scale,  # type: ignore[arg-type]
            draws=draws,
            seed=seed,
            span_draws=min(draws, SPAN_DRAWS),
        )
    if as_json:
        say_json({**_plain(found), "disagreements": [_disagreement(one) for one in found.disagreements]})
    else:
        _say_agreement(found)


def _plain(found: Agreement) -> dict[str, Any]:
    """The result without what only the library needs."""
    told = ("unit", "scale", "stories", "open", "draws", "seed", "unused")
    values = {name: getattr(found, name) for name in told}
    rows = {name: [asdict(row) for row in getattr(found, name)] for name in ("codes", "attributes", "spans")}
    return {**values, **rows, "sets": asdict(found.sets) if found.sets else None, "formulas": dict(found.formulas)}


def _say_agreement(found: Agreement) -> None:
    say(
        f"{found.stories} stories coded blind, units: {found.unit}s, by {found.scale}; {found.open} more are sealed "
        "until their coders are done"
    )
    if not found.stories:
        return
    columns = ["code", "units", "there", "differ", "agree", "kappa", "AC1", "alpha", "95 % by story", "by person"]
    say_table(columns, [_row(row) for row in found.codes])
    for title, rows in (("attribute", found.attributes), ("codes as sets", (found.sets,) if found.sets else ())):
        cells = [
            (row.code, c.name, _number(c.value), _ends(c.by_story), _ends(c.by_person), c.reason)
            for row in rows
            for c in row.coefficients
        ]
        if cells:
            say_table([title, "coefficient", "value", "95 % by story", "by person", "reason"], cells)
    spans = [
        (s.code, _number(s.alpha), _ends(s.by_story), f"{s.observed:.2e}", f"{s.expected:.2e}", s.reason)
        for s in found.spans
    ]
    say_table(["spans of", "alpha", "95 % by story", "observed", "expected", "reason"], spans)
    reasons = {c.reason for row in found.codes for c in row.coefficients if c.reason}
    for told in sorted(reasons):
        say(f"– {told}")
    say("Distances: " + "; ".join(f"{name}: {formula}" for name, formula in found.formulas))
    say(f"{len(found.disagreements)} disagreements, {len(found.unused)} codes nobody used")


def _row(row: Agreed) -> tuple[str, ...]:
    percent, cohen, fleiss, gwet, alpha = row.coefficients
    kappa = cohen if len(row.coders) <= len("ab") else fleiss
    share = "–" if row.prevalence is None else f"{100 * row.prevalence:.0f} %"
    numbers = [_number(c.value) for c in (percent, kappa, gwet, alpha)]
    return (
        row.code,
        str(row.units),
        share,
        str(row.differing),
        *numbers,
        _ends(alpha.by_story),
        _ends(alpha.by_person),
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _ends(ends: tuple[float, float] | None) -> str:
    return "–" if ends is None else f"{ends[0]:.2f} to {ends[1]:.2f}"
