"""link: which rows of a table of persons are one person."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import click

from recount.errors import InputError
from recount.faces.cli.words import as_json, say, say_json
from recount.resolve.columns import KINDS

PERSON = "person"  # the column that is added


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--column", "columns", multiple=True, required=True, metavar="NAME=KIND", help=f"Compare it as {', '.join(KINDS)}."
)
@click.option("--side", help="The column that says which of two lists a row is from; a person is once in each.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The CSV to write.")
@as_json
def link(file: Path, *, columns: tuple[str, ...], side: str | None, to: Path, as_json: bool) -> None:
    """Say which rows of a CSV that lists persons are one person; writes it with a column 'person' before the others.

    What agreement on each column tells is learnt from the table itself, rare values more than common ones. It is a
    suggestion: rows of one person have one number; look at them before you rest anything on it.
    """
    from recount.resolve import link as linked

    kinds = dict(_kind(told) for told in columns)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        rows: list[dict[str, Any]] = list(reader)
    head = list(reader.fieldnames or ())
    missing = [name for name in (*kinds, *([side] if side else [])) if name not in head]
    if missing:
        raise InputError(f"{file}: no column {', '.join(missing)}; it has {', '.join(head) or 'none'}")
    found = linked(rows, kinds, side=[row[side] for row in rows] if side else None)
    number = {first: n for n, first in enumerate(dict.fromkeys(found.person), start=1)}
    with to.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow([PERSON, *head])
        writer.writerows(
            [number[first], *(row[name] for name in head)] for row, first in zip(rows, found.person, strict=True)
        )
    if as_json:
        say_json({"rows": len(rows), "persons": len(number), "file": str(to)})
    else:
        say(f"{to}: {len(rows)} rows, {len(number)} persons if the machine is right; look at rows that share a number")


def _kind(told: str) -> tuple[str, str]:
    name, _, kind = told.rpartition("=")
    if not name or kind not in KINDS:
        kinds = "; ".join(f"{one}: {words}" for one, words in KINDS.items())
        raise click.BadParameter(f"{told!r} is not NAME=KIND. {kinds}", param_hint="--column")
    return name, kind
