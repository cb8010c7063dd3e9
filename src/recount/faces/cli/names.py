"""names: how two names stand to each other."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path

import click

from recount.faces.cli.words import as_json, say_json, say_table


@click.command()
@click.argument("one")
@click.argument("other", required=False)
@as_json
def names(one: str, other: str | None, *, as_json: bool) -> None:
    """Say how two names stand to each other, and why; no study is needed.

    ONE and OTHER are names; or ONE alone is a CSV file with the columns name1 and name2. From a score of .5 on, one
    person may have both names; the bits say how much the agreement tells, which is little for common names.
    """
    from recount.resolve.likeness import likeness

    pairs = [(one, other)] if other is not None else _pairs(Path(one))
    found = [(a, b, likeness(a, b)) for a, b in pairs]
    if as_json:
        say_json([{"one": a, "other": b, **asdict(how), "may_be_one": how.may_be_one} for a, b, how in found])
        return
    rows = [(a, b, how.level, f"{how.score:.2f}", f"{how.bits:+.1f}", how.words) for a, b, how in found]
    say_table(["one", "other", "level", "score", "bits", "because"], rows)


def _pairs(path: Path) -> list[tuple[str, str]]:
    from recount.errors import InputError

    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is no file of names ({error}); give two names, or a CSV in UTF-8") from error
    if rows and not {"name1", "name2"} <= rows[0].keys():
        raise InputError(f"{path} needs the columns name1 and name2; it has {', '.join(map(str, rows[0]))}")
    return [(row["name1"] or "", row["name2"] or "") for row in rows]
