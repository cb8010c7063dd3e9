"""verify, rebuild: is everything still what it was, and does it come out the same again."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import asdict, replace
from pathlib import Path

import click

from recount import endpoint
from recount.faces.cli.words import as_json, progress, say, say_json, say_table, study_folder, warn
from recount.faces.steps import REPORTS, Opened, goes_where, opened, run_study
from recount.read import KEPT
from recount.store import Finding, canonical
from recount.store import verify as verify_store


@click.command()
@study_folder
@as_json
def verify(study: Path, *, as_json: bool) -> None:
    """Check hashes, the decision chain, and every quote in its place. Exit code 1 when something is wrong."""
    with opened(study) as at:
        found = verify_store(at.store)
    answers, changed = endpoint.checked(study / KEPT)
    found = replace(found, findings=(*found.findings, *(Finding("answer", c.args[0], str(c)) for c in changed)))
    if as_json:
        say_json({**asdict(found), "answers": answers, "clean": not found.findings})
    else:
        if found.findings:
            say_table(["what", "where", "finding"], [(f.kind, f.where, f.what) for f in found.findings])
        counts = f"{found.captures} captures, {found.decisions} decisions, {found.texts} texts, {found.quotes} quotes"
        counts += f", {answers} answers" if answers else ""
        say(f"{counts} checked: {'clean' if not found.findings else f'{len(found.findings)} findings'}")
    if found.findings:
        sys.exit(1)


@click.command()
@study_folder
@as_json
def rebuild(study: Path, *, as_json: bool) -> None:
    """Throw all derived rows away, make them again, and compare: the same figures, the same report bytes.

    Exit code 1 when something came out differently, which an upgrade of Recount may do; the new state is kept.
    """
    with opened(study) as at, progress(quiet=as_json) as tell:
        warn(goes_where(at.study))
        before = _state(at)
        for row in at.store.query("captures"):
            if row.sha256:
                at.store.blob(row.sha256)  # what cannot be read again must not be thrown away
        at.store.forget_derived()
        run_study(at, tell)
        after = _state(at)
    differs = sorted(name for name in before | after if before.get(name) != after.get(name))
    fresh = not before.get("figures")
    if as_json:
        say_json({"same": not differs, "differs": differs})
    elif fresh:
        say("Built; nothing stood before to compare with")
    else:
        say(
            "Rebuilt: the same figures and the same report bytes"
            if not differs
            else f"Rebuilt, but different: {', '.join(differs)}"
        )
    if differs and not fresh:
        sys.exit(1)


def _state(at: Opened) -> dict[str, str]:
    """Digests of what must come out the same: figures, their rows, and the bytes of the reports."""
    rows = {name: [tuple(row) for row in at.store.query(name)] for name in ("figures", "figure_rows")}
    state = {name: hashlib.sha256(canonical(own).encode()).hexdigest() for name, own in rows.items() if own}
    for name in REPORTS.values():
        path = at.folder / name
        if path.is_file():
            state[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return state
