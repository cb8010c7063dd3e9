"""How the command line speaks: tables and progress for people, one JSON value for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.faces.steps import Tell

if TYPE_CHECKING:
    from rich.table import Table

as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON value for programs.")
study_folder = click.argument("study", type=click.Path(file_okay=False, path_type=Path))
by_name = click.option("--by", help="Who decides; signed into the log. Default: the name you are logged in with.")


def say(words: str) -> None:
    """A line for a person."""
    click.echo(words)


def warn(words: str | None) -> None:
    """A line on standard error that a person must see, whatever the output is for; nothing for None."""
    if words:
        click.echo(words, err=True)


def say_json(value: Any) -> None:
    """A value for a program."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def say_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table for a person, as wide as the terminal."""
    from rich.console import Console

    Console(soft_wrap=False, highlight=False).print(_table(columns, rows))


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        # Text, not markup: words of accounts may hold brackets.
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return table


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tell]:
    """A progress bar on standard error that follows what it is told; silent for programs."""
    if quiet:
        yield lambda _what, _done, _all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=False) as bar:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            # A step that counts its own work has the larger total; "1 of 1" then only says that it is through.
            whole = max(total, int(bar.tasks[tasks[what]].total or 0))
            bar.update(tasks[what], completed=whole if done == total else done, total=whole)

        yield tell
