"""simulate: accounts with a known truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from recount import simulate as planting
from recount.faces.cli.words import as_json, say, say_json


def _scenario(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each setting of a scenario, with its help and default."""
    for setting in reversed(fields(planting.Scenario)):
        default = setting.default
        name = setting.name.replace("_", "-")
        decl = f"--{name}/--no-{name}" if isinstance(default, bool) else f"--{name}"
        kind = None if isinstance(default, bool) else type(default)
        command = click.option(decl, default=default, type=kind, show_default=True, help=setting.metadata["help"])(
            command
        )
    return command


@click.command()
@_scenario
@click.option("--to", "to", type=click.Path(file_okay=False, path_type=Path), required=True, help="A new folder.")
@as_json
def simulate(to: Path, *, as_json: bool, **settings: Any) -> None:
    """Plant accounts with a known truth: to test a design, a way of counting, or this program.

    Writes accounts/ (text files and sources.csv, what 'recount add' takes), and beside it the truth: truth.json
    (persons, outlets, what each account tells and gets wrong, who is hidden) and mentions.csv (who stands where).
    Everybody in it is invented. The same settings give the same bytes on every machine.
    """
    planted = planting.plant(planting.Scenario(**settings))
    planting.write_study(planted, to)
    counts = planting.truth(planted)["counts"]
    if as_json:
        say_json({"folder": str(to), **counts})
        return
    say(f"{to}: {counts['accounts']} accounts ({counts['independent']} independent), {counts['mentions']} mentions")
    say(f"{counts['persons']} persons left, {counts['told']} of them told of; the truth: {to / 'truth.json'}")
    say(f"Next: recount init STUDY; recount add STUDY {to / 'accounts'}; recount run STUDY")
