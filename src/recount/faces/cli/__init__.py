"""The command line: one verb a command; help reads like the design."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys

import click

from recount import __version__
from recount.errors import RecountError

# Where each command stands; a module is imported when its command is called, so that help is quick.
COMMANDS = {
    "demo": "demo",
    "init": "study",
    "add": "study",
    "run": "study",
    "why": "look",
    "report": "look",
    "read": "look",
    "codebook": "codebook",
    "ask": "suggesters",
    "suggesters": "suggesters",
    "suggest": "likeness",
    "judge": "people",
    "persons": "persons",
    "link": "table",
    "names": "names",
    "merge": "persons",
    "split": "persons",
    "retract": "persons",
    "plan": "double",
    "assign": "people",
    "done": "double",
    "disagreements": "double",
    "settle": "double",
    "agreement": "double",
    "values": "notes",
    "memo": "notes",
    "memos": "notes",
    "undo": "people",
    "redo": "people",
    "import": "exchange",
    "export": "exchange",
    "withdraw": "people",
    "log": "people",
    "power": "power",
    "verify": "keep",
    "rebuild": "keep",
    "simulate": "simulate",
    "hidden": "hidden",
}


# Rows are made by the hundred thousand and none is part of a cycle: looking for cycles as often as Python does by
# itself takes a third of the time in which the persons of a large study are made.
COLLECTED = (50_000, 20, 50)


class Commands(click.Group):
    """Commands found by name, in the order of a study's life."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in order."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"recount.faces.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name if cmd_name != "import" else "import_")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="recount")
def cli() -> None:
    """Published accounts of people, counted so that every number opens the words it rests on.

    A study is a folder. Make one with 'init', put accounts into it with 'add', and 'run' it: it ends in a report.
    'recount demo' shows the whole way on an invented study.
    """


def main() -> None:
    """The program: runs a command; an error of ours is one line and exit code 1."""
    # BLAS threads fight over two cores, and small matrices gain nothing from them.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*COLLECTED)
    # An interrupt that falls into the closing of a connection is told once, by us, and not with a trace as well.
    logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
    try:
        cli(standalone_mode=False)
    except RecountError as error:
        click.echo(f"recount: {error}", err=True)
        sys.exit(1)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("recount: interrupted; what was finished is kept, the same command goes on from there", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone (head, less): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except OSError as error:
        # A folder that may not be written, a full disk under a report: no fault of the program, so no trace of it.
        place = f"{error.filename}: " if error.filename else ""
        click.echo(f"recount: {place}{error.strerror or error}; mend this and run the same command again", err=True)
        sys.exit(1)
