"""values, memo, memos: what stands of each person, and what people noted beside it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.faces.cli.words import as_json, by_name, say, say_json, say_table, study_folder
from recount.faces.steps import opened, whoever

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recount.coding import Analysed


@click.command()
@study_folder
@click.option("--person", help="Only persons whose name holds these words.")
@as_json
def values(study: Path, person: str | None, *, as_json: bool) -> None:
    """Show each person's value of every code and attribute, with the words that each claimed value rests on.

    A code is main, present, denied, unclear, conflict, or not mentioned. An attribute has the value that its rule
    picks of those claimed (first, last, majority, any, agreed); where the rule picks none, that is said.
    """
    from recount import coding

    with opened(study) as at:
        attributes = coding.attribute_values(at.store, at.codebook)
        codes = coding.code_values(at.store, at.codebook)
    if person:
        attributes = [a for a in attributes if person.casefold() in a.person.casefold()]
    names = {a.person_id: a.person for a in attributes}
    if as_json:
        say_json([_person(p, name, codes.get(p, {}), attributes) for p, name in names.items()])
        return
    for person_id, name in names.items():
        say(name)
        say_table(["code", "value"], sorted(codes.get(person_id, {}).items()))
        own = [a for a in attributes if a.person_id == person_id and a.claimed]
        say_table(["attribute", "value", "picked by", "claimed"], [_attribute(a) for a in own])


def _person(person_id: str, name: str, codes: Mapping[str, str], attributes: list[Analysed]) -> dict[str, Any]:
    own = [asdict(a) for a in attributes if a.person_id == person_id]
    return {"person": person_id, "name": name, "codes": codes, "attributes": own}


def _attribute(one: Analysed) -> tuple[str, str, str, str]:
    claimed = "; ".join(f"{c.value} (“{' '.join(c.words.split())}”, {c.origin}, {c.who})" for c in one.claimed)
    return one.attribute, ", ".join(one.values) or one.standing, one.rule, claimed


@click.command()
@study_folder
@click.argument("words")
@click.option(
    "--kind", type=click.Choice(["definition", "decision", "doubt", "method"]), required=True, help="What it is."
)
@click.option("--on", default="study", show_default=True, help="A code, an attribute, a coding's number, an account.")
@by_name
@as_json
def memo(study: Path, words: str, kind: str, on: str, *, by: str | None, as_json: bool) -> None:
    """Note something beside a code, an attribute, a coding, an account or the study; it stands in the log."""
    from recount import coding

    with opened(study) as at:
        made = coding.note(at.store, at.codebook, kind, words, on=on, by=by or whoever())
    say_json(asdict(made)) if as_json else say(f"Memo {made.seq} on {made.on}")


@click.command()
@study_folder
@click.option("--on", help="Only those on this code, attribute, coding or account.")
@by_name
@as_json
def memos(study: Path, on: str | None, *, by: str | None, as_json: bool) -> None:
    """List the memos that stand."""
    from recount import coding

    with opened(study) as at:
        found = coding.memos(at.store, at.codebook, viewer=by or whoever(), on=on)
    if as_json:
        say_json([asdict(one) for one in found])
    else:
        say_table(
            ["no.", "at", "by", "kind", "on", "memo"], [(m.seq, m.at, m.by, m.kind, m.on, m.words) for m in found]
        )
