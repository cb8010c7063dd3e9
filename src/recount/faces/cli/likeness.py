"""suggest: how far codes are learnt from what people coded, and what to code next."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recount.errors import InputError
from recount.faces.cli.words import as_json, by_name, progress, say, say_json, say_table, study_folder
from recount.faces.steps import opened, suggested_by_likeness, whoever

if TYPE_CHECKING:
    from recount.coding import Following


@click.command()
@study_folder
@click.option("--next", "count", type=int, default=0, help="Draw so many stories that are best coded next.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which stories these are follows from it.")
@click.option("--coder", "coders", multiple=True, help="Deal what is drawn to this coder; once for each.")
@by_name
@as_json
def suggest(  # one argument for each option
    study: Path, count: int, seed: int, coders: tuple[str, ...], *, by: str | None, as_json: bool
) -> None:
    """Suggest codes by likeness anew, and say how far each code is learnt from what people coded.

    With --next, stories that no plan has dealt are drawn, the more often the more is to be learnt from them; beside
    each stands the chance that it had. With --coder they are dealt, and the chances stand in the log. Learns at once;
    'recount run' does the same before it counts.
    """
    from recount import coding

    with opened(study) as at:
        wanted = at.study.coding
        if not wanted.learns:
            raise InputError(f"{study}/study.toml: 'learns = false' under [coding]; set it to true to suggest")
        with progress(quiet=as_json) as tell:
            coding.replay(at.store, at.codebook)
            suggested_by_likeness(at, tell)
        found = coding.following(at.store, at.codebook, count=count, seed=seed, risk=wanted.risk, floor=wanted.floor)
        if coders:
            drawn = [(one.story_id, one.chance) for one in found.next]
            coding.deal_drawn(at.store, drawn, coders, seed=seed, by=by or whoever())
        stand = [one for one in coding.suggested(at.store) if one.coder == coding.LIKENESS]
    if as_json:
        say_json({"suggested": stand[0].codings if stand else 0, "risk": wanted.risk, **asdict(found)})
        return
    say(f"{stand[0].codings if stand else 0} codings suggested by likeness")
    say(f"{found.done} of {found.passages} passages stand in stories that people are done with")
    say(f"{found.stories} stories are dealt to nobody")
    _say_codes(found, wanted.risk)
    if found.next:
        rows = [(one.origin, one.opening, f"{one.chance:.3f}", ", ".join(one.codes)) for one in found.next]
        say_table(["code next", "begins", "chance", "most to learn of"], rows)
        say(f"Dealt to {', '.join(coders)}" if coders else "Dealt to nobody yet: --coder NAME deals them")


def _say_codes(found: Following, risk: float) -> None:
    rows = [
        (one.code, one.coded, "yes" if one.learnt else "no", one.least, one.expected)
        for one in found.codes
        if one.coded or one.expected >= 1
    ]  # fmt: skip
    if rows:
        say_table(["code", "coded", "learnt", "suggested from", "expected in the rest"], rows)
    if any(one.learnt and one.least is None for one in found.codes):
        say(f"Learnt codes are not suggested yet: too little is coded to keep the share of wrong ones below {risk:g}")
