"""power: what a question needs, before a study is begun."""

from __future__ import annotations

import click

from recount.faces.cli.words import as_json, say, say_json

share = click.option("--share", type=float, required=True, help="The share that is expected, 0 to 1.")
width = click.option("--width", type=float, default=0.2, show_default=True, help="Of the 95 % interval, end to end.")


@click.group()
def power() -> None:
    """How many persons, events or coded units a question needs."""


def _tell(needed: int, what: str, *, as_json: bool) -> None:
    if as_json:
        say_json({"needed": needed, "of": what})
    else:
        say(f"{needed} {what}")


@power.command("share")
@share
@width
@as_json
def of_share(share: float, width: float, *, as_json: bool) -> None:
    """Persons, for a share of them with an interval no wider than this."""
    from recount.estimate.power import persons_for_share

    _tell(persons_for_share(share, width), "persons", as_json=as_json)


@power.command("difference")
@click.argument("first", type=float)
@click.argument("second", type=float)
@as_json
def of_difference(first: float, second: float, *, as_json: bool) -> None:
    """Persons in each of two groups, to see that the shares FIRST and SECOND differ (power .8)."""
    from recount.estimate.power import persons_for_difference

    _tell(persons_for_difference(first, second), "persons in each group", as_json=as_json)


@power.command("pace")
@click.argument("ratio", type=float)
@click.option("--recent", type=float, default=3.0, show_default=True, help="Months of the stretch that is faster.")
@click.option("--before", type=float, default=17.0, show_default=True, help="Months it is held against.")
@as_json
def of_pace(ratio: float, recent: float, before: float, *, as_json: bool) -> None:
    """Events in all, to see that a stretch of time is RATIO times as fast (power .8)."""
    from recount.estimate.power import events_for_rate

    _tell(events_for_rate(ratio, recent / (recent + before)), "events in both stretches", as_json=as_json)


@power.command("coded")
@share
@width
@click.option("--units", type=int, required=True, help="Accounts in the corpus.")
@click.option("--sensitivity", type=float, default=0.8, show_default=True, help="Of the machine's codes.")
@click.option("--specificity", type=float, default=0.95, show_default=True, help="Of the machine's codes.")
@as_json
def of_coded(share: float, width: float, units: int, sensitivity: float, specificity: float, *, as_json: bool) -> None:
    """Accounts that people have to code at random, for a corrected share of machine codes."""
    from recount.estimate.power import coded_for_correction

    needed = coded_for_correction(share, width, units=units, sensitivity=sensitivity, specificity=specificity)
    _tell(needed, f"of {units} accounts, drawn at random", as_json=as_json)


@power.command("agreement")
@click.option("--kappa", type=float, default=0.7, show_default=True, help="The agreement that is expected.")
@click.option("--prevalence", type=float, required=True, help="Share of units that have the code.")
@width
@as_json
def of_agreement(kappa: float, prevalence: float, width: float, *, as_json: bool) -> None:
    """Units that two coders both have to code, for an agreement with an interval no wider than this."""
    from recount.estimate.power import double_coded_for_agreement

    _tell(double_coded_for_agreement(kappa, prevalence, width), "units coded by both", as_json=as_json)
