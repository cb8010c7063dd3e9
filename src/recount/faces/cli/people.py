"""judge, assign, undo, redo, withdraw, log: what people decide."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recount.faces.cli.words import as_json, by_name, say, say_json, say_table, study_folder
from recount.faces.steps import opened, whoever

if TYPE_CHECKING:
    from recount.coding.undo import Undone

csv_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command()
@study_folder
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--next", "many", type=click.IntRange(min=1), help="List only so many: those that teach most, best first."
)
@click.option(
    "--to", type=click.Path(dir_okay=False, path_type=Path), help="Write the pairs as CSV, to fill in verdicts."
)
@by_name
@as_json
def judge(study: Path, file: Path | None, *, many: int | None, to: Path | None, by: str | None, as_json: bool) -> None:
    """Say of pairs of mentions that they are the same person, different, or that one cannot tell.

    Without FILE: lists the suggested pairs nobody has judged, with their reasons, the likeliest first; with --next 20
    the 20 whose verdicts would change most. With FILE, a CSV with the columns
    left_origin, left_words, right_origin, right_words, verdict (same, different, cannot_tell), why, by: enters its
    judgements, all or none.
    """
    from recount import resolve

    with opened(study) as at:
        if file is None:
            only = resolve.next_pairs(at.store, many) if many else None
            if to is not None:
                to.write_text(resolve.write_open_pairs(at.store, only=only), encoding="utf-8", newline="")
                say_json({"pairs": str(to)}) if as_json else say(f"{to}: fill in verdict, why and by; then judge {to}")
                return
            pairs = resolve.open_pairs(at.store, only=only)
            if as_json:
                say_json([asdict(pair) for pair in pairs])
            else:
                rows = [(f"{p.score:.2f}", p.left, p.right, p.because) for p in pairs]
                say_table(["score", "one", "other", "because"], rows)
            return
        made = resolve.judge(at.store, resolve.read_judgements(at.store, file), by=by)
    say_json({"decisions": len(made)}) if as_json else say(f"{len(made)} judgements entered; 'recount run' counts anew")


@click.command()
@study_folder
@csv_file
@by_name
@as_json
def assign(study: Path, file: Path, *, by: str | None, as_json: bool) -> None:
    """Enter codings from a CSV: capture, words, code, value, person, coder, prefix, suffix. All or none.

    The words must stand in the account exactly; a row that does not fit is refused with its line and what differs.
    In place of a code an attribute may stand, with one of its values.
    """
    from recount import coding

    with opened(study) as at:
        given = coding.read_codings(at.store, file)
        made = coding.assign(at.store, given, codebook=at.codebook, by=by or whoever())
    say_json({"decisions": len(made)}) if as_json else say(f"{len(made)} codings entered; 'recount run' counts anew")


@click.command()
@study_folder
@by_name
@as_json
def undo(study: Path, *, by: str | None, as_json: bool) -> None:
    """Take back your last coding, memo, settlement or change of the codebook; a sheet is taken back as a whole.

    It works across sessions, and again for the act before that. The log keeps what was undone.
    """
    from recount import coding

    with opened(study) as at:
        done = coding.undo(at.store, by=by or whoever())
    _say_undone("Undone", done, as_json=as_json)


@click.command()
@study_folder
@by_name
@as_json
def redo(study: Path, *, by: str | None, as_json: bool) -> None:
    """Take again what you undid last."""
    from recount import coding

    with opened(study) as at:
        done = coding.redo(at.store, by=by or whoever())
    _say_undone("Redone", done, as_json=as_json)


def _say_undone(what: str, done: Undone, *, as_json: bool) -> None:
    if as_json:
        say_json({"decisions": done.acts, "by": [d.seq for d in done.made]})
    else:
        first, last = done.acts[0], done.acts[-1]
        which = f"decision {first}" if first == last else f"decisions {first} to {last}"
        say(f"{what}: {which}; 'recount run' counts anew")


@click.command()
@study_folder
@click.argument("seq", type=int)
@click.option("--why", required=True, help="The reason; it stands in the log.")
@by_name
@as_json
def withdraw(study: Path, seq: int, why: str, *, by: str | None, as_json: bool) -> None:
    """Take a decision back by its number in the log. The log keeps both."""
    from recount.errors import InputError

    with opened(study) as at:
        known = {d.seq: d for d in at.store.decisions("judgement", "coding", "memo", "settle", "codebook", "retract")}
        if seq not in known or known[seq].body.get("op") == "keep":
            raise InputError(f"decision {seq} is none that could be withdrawn; see 'recount log {study}'")
        gone = {d.body["seq"] for d in at.store.decisions("withdraw")}
        if seq in gone:
            raise InputError(f"decision {seq} was withdrawn already; see 'recount log {study}'")
        (made,) = at.store.decide("withdraw", [{"seq": seq, "why": why}], by=by or whoever())
    say_json(asdict(made)) if as_json else say(
        f"Decision {seq} withdrawn by decision {made.seq}; 'recount run' counts anew"
    )


@click.command()
@study_folder
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    help="Only decisions of this kind: capture, judgement, coding, codebook, memo, plan, done, settle, retract,"
    " withdraw.",
)
@click.option("--by", help="Who looks; what is still coded blind shows only her own. Default: your login name.")
@as_json
def log(study: Path, kinds: tuple[str, ...], *, by: str | None, as_json: bool) -> None:
    """List what was decided, by whom, when, with the hash that chains it.

    Codings of a story that others are still coding blind keep their number and hash; what they say is sealed.
    """
    from recount import coding

    with opened(study) as at:
        made = coding.as_seen(at.store, at.codebook, at.store.decisions(*kinds), by or whoever())
    if as_json:
        say_json([asdict(d) for d in made])
        return
    rows = [(d.seq, d.at, d.by, d.kind, _brief(d.body), d.hash[:12]) for d in made]
    say_table(["no.", "at", "by", "kind", "what", "hash"], rows)


def _brief(body: dict[str, object]) -> str:
    names = ("op", "origin", "memo", "on", "code", "value", "verdict", "seq", "words", "why", "sealed")
    return "; ".join(str(body[name]) for name in names if body.get(name) is not None)
