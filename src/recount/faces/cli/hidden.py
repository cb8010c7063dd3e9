"""hidden: how many were never seen, from a table that another program wrote."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.faces.cli.words import as_json, say, say_json, say_table

if TYPE_CHECKING:
    from recount.estimate.hidden.said import Hidden
    from recount.estimate.hidden.total import Total


@click.command()
@click.argument("table", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--one-list", is_flag=True, help="TABLE is one list: times told of, then what is known of each person.")
@click.option("--singly", is_flag=True, help="Every named method by itself as well, without the gate.")
@click.option("--open", "still_open", is_flag=True, help="Persons enter the population while the lists are made.")
@click.option(
    "--iterations", type=click.IntRange(100), default=20_000, show_default=True, help="Of each chain at most."
)
@as_json
def hidden(table: Path, *, one_list: bool, singly: bool, still_open: bool, iterations: int, as_json: bool) -> None:
    """Say how many were never seen, from who stands on which lists; no study is needed.

    TABLE is a CSV file: a column a list with 0 and 1, and persons in a last column called count, n, freq or persons
    (one person a row without it). A list is an independent source family; see 'Say how many were never seen'.
    """
    if one_list:
        _one_list(table, as_json=as_json)
        return
    from recount.estimate.hidden.named import every
    from recount.estimate.hidden.sheets import capture_table
    from recount.estimate.hidden.together import together

    lists = capture_table(table)
    told = together(lists, closed=not still_open, iterations=iterations)
    methods = list(every(lists, iterations=iterations)) if singly else []
    if as_json:
        said = {"lists": lists.lists, "sizes": lists.list_sizes.tolist(), "on": lists.frequencies.tolist()}
        say_json(said | asdict(told) | {"range": told.range, "methods": [asdict(t) for t in methods]})
        return
    _say(told)
    if methods:
        say("\nEach method by itself. None of them is the answer:")
        _say_totals(methods, told.seen)


def _one_list(table: Path, *, as_json: bool) -> None:
    from recount.estimate.hidden.onelist import METHODS, one_list
    from recount.estimate.hidden.sheets import one_list_table

    counts, known, names = one_list_table(table)
    told = [one_list(counts, known if names else None, method) for method in METHODS]
    if as_json:
        fitted: list[dict[str, Any]] = [
            {**asdict(one.total), "coef": one.coef.tolist(), "dispersion": one.dispersion} for one in told
        ]
        say_json({"persons": len(counts), "known": names, "methods": fitted})
        return
    say(f"{len(counts)} persons told of {int(counts.sum())} times{' (' + ', '.join(names) + ')' if names else ''}")
    _say_totals([one.total for one in told], len(counts))


def _say(told: Hidden) -> None:
    say(f"Seen on some list: {told.seen:,}")
    if told.against:
        say("Those never seen: not estimable.")
        for reason in told.against:
            say(f"- {reason}")
        return
    if told.range:
        low, high = told.range
        say(f"All, range over the assumptions: {low:,.0f} to {_end(high, told.seen)}")
    _say_totals([t for t in (told.bound, told.bound_without_ones) if t] + list(told.assumptions), told.seen)
    rows = [(c.name, c.known, *(_amount(t.value) for t in c.told.values())) for c in told.checks]
    if rows:
        say("Each list's known size, estimated from the others:")
        say_table(["list", "size", *told.checks[0].told], rows)


def _say_totals(totals: list[Total], seen: int) -> None:
    rows = [
        (t.method, _amount(t.value), _amount(t.low), _end(t.high, seen) if t.known else "", t.reason or "")
        for t in totals
    ]
    say_table(["method", "all", "from", "to", "why not"], rows)


def _end(value: float | None, seen: int) -> str:
    from recount.estimate.hidden.total import far_end

    return _amount(far_end(value, seen)) or "open"


def _amount(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"
