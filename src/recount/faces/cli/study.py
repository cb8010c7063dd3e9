"""init, add, run: a study from nothing to a report."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from recount import config
from recount.errors import StudyExists
from recount.faces.cli.words import as_json, by_name, progress, say, say_json, say_table, study_folder, warn
from recount.faces.steps import REPORTS, goes_where, not_read, opened, run_study, whoever
from recount.model import Study
from recount.store import Store

SOME_FAILED = 3  # exit code of 'add' when some sources could not be captured or read


@click.command()
@study_folder
@click.option("--title", help="Title of the study. Default: the folder's name.")
@click.option("--question", default="", help="What the study asks.")
@click.option("--codebook", default="exit-narratives", show_default=True, help="A shipped codebook, or a YAML file.")
@click.option("--profile", help="A profile of the codebook, e.g. islamic_state, gang, cult.")
@click.option(
    "--store", "store_url", default="", help="Address of a PostgreSQL database; default: a file in the folder."
)
@as_json
def init(
    study: Path, title: str | None, question: str, codebook: str, profile: str | None, store_url: str, *, as_json: bool
) -> None:
    """Make a new study: a folder with study.toml and an empty store."""
    from recount import coding

    coding.load(codebook, profile)  # a wrong name is an error before anything is made
    name = str(Path(codebook).resolve()) if Path(codebook).is_file() else codebook
    if (study / config.FILE).exists():
        raise StudyExists(str(study))
    # The store first: a folder with settings and no store would be neither a study nor a place to make one.
    Store.create(study, store_url).close()
    path = config.write(
        study, Study(title or study.resolve().name, question, codebook=name, profile=profile, store=store_url)
    )
    if as_json:
        say_json({"study": str(study), "settings": str(path)})
    else:
        say(f"{study}: a new study; its question and settings stand in {path}")
        say(f"Next: recount add {study} FOLDER-OR-ADDRESS")


@click.command()
@study_folder
@click.argument("what", nargs=-1, required=True)
@click.option("--allow-private", is_flag=True, help="Also fetch from private and loopback addresses.")
@by_name
@as_json
def add(study: Path, what: tuple[str, ...], *, allow_private: bool, by: str | None, as_json: bool) -> None:
    """Capture files, folders, web archives and http(s) addresses.

    The bytes are kept for ever under their SHA-256. What cannot be read is kept as a row with the reason, and the
    command goes on. Exit code: 0 all captured, 3 some could not be read, 1 nothing was changed.
    """
    from recount import capture

    with opened(study) as at, progress(quiet=as_json) as tell:
        at.store.captured([])  # a study that is locked or full says so before any bytes are kept
        taken = capture.take(
            at.store, what, by=by or whoever(), limits=at.study.capture, allow_private=allow_private, tell=tell
        )
    if as_json:
        say_json(asdict(taken))
    else:
        if taken.failures:
            say_table(["could not be read", "because"], [(f.origin, f.reason) for f in taken.failures])
        corrected = f", {taken.corrected} of them told of anew in sources.csv" if taken.corrected else ""
        say(f"{taken.new} captured, {taken.known} known already{corrected}, {len(taken.failures)} could not be read")
    if taken.failures:
        sys.exit(SOME_FAILED)


@click.command()
@study_folder
@as_json
def run(study: Path, *, as_json: bool) -> None:
    """Read, resolve, suggest, estimate, release, report: only what changed.

    Codings that do not fit the texts, persons or codebook as they are now are listed; none is dropped unsaid.
    """
    from recount import coding

    with opened(study) as at:
        warn(goes_where(at.study))
        with progress(quiet=as_json) as tell:
            steps = run_study(at, tell)
        figures, left_out = at.store.query("figures"), list(not_read(at))
        laid = coding.replay(at.store, at.codebook)  # stands already; it says what fits the texts no more
    paths = {policy: str(study / name) for policy, name in REPORTS.items()}
    if as_json:
        told = {"adrift": [asdict(one) for one in laid.adrift], "sealed": laid.sealed, "reports": paths}
        say_json({"steps": dict(steps), "figures": len(figures), "not_read": left_out, **told})
        return
    changed = [name for name, worked in steps if worked]
    say(f"Done: {', '.join(changed) or 'nothing had changed'}")
    for words in left_out:
        say(words)
    if laid.adrift:
        say_table(["coding", "of", "does not fit now, because"], [(a.seq, a.by, a.why) for a in laid.adrift])
    if laid.sealed:
        say(f"{laid.sealed} codings are sealed until all coders of their stories are done")
    say(f"{len(figures)} figures. For the team: {paths['team']}. To publish: {paths['public']}")
