"""demo: an invented study from accounts to report, offline."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import click

from recount import config
from recount.errors import StudyExists
from recount.faces.cli.words import as_json, progress, say, say_json, say_table
from recount.faces.steps import REPORTS, Opened, Tell, opened, run_study
from recount.model import Study
from recount.store import Row, Store, verify

NOTICE = "Invented for demonstration: the movement, the persons, the outlets and every word of their accounts."
TITLE = "Why they left the Long Furrow (invented)"
ANALYST = "R. Amsel"  # invented, like everybody in the demo


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="recount-demo")
@as_json
def demo(folder: Path, *, as_json: bool) -> None:
    """Make an invented study in FOLDER, run it, and print where its report is. Offline, under a minute."""
    study = Study(
        TITLE,
        "Why did people join the Long Furrow, why did they leave it, and what stood in their way?",
        "Persons who left the Long Furrow and whose accounts were published",
        profile=None,
        notice=NOTICE,
    )
    if (folder / config.FILE).exists():
        if config.load(folder).title != TITLE:
            raise StudyExists(str(folder))
    else:
        Store.create(folder).close()
        config.write(folder, study)
    with opened(folder) as at, progress(quiet=as_json) as tell:
        _fill(at, tell)
        run_study(at, tell)
        found, figures = verify(at.store), at.store.query("figures")
    _say(folder, found.findings == (), figures, as_json=as_json)


def _fill(at: Opened, tell: Tell) -> None:
    """Accounts, judgements and codings, as an analyst and two coders blind to each other would enter them."""
    from recount import capture, read, resolve

    with as_file(files("recount") / "demo") as packed:
        capture.take(at.store, [packed / "accounts"], by=ANALYST, limits=at.study.capture, tell=tell)
        if at.store.decisions("settle"):
            return  # run before: what people decided stands in its log
        read.texts(at.store, tell=tell)
        read.stories(at.store, tell=tell)
        read.copies(at.store)
        read.claims(at.store, tell=tell)
        if not at.store.decisions("judgement"):
            resolve.judge(at.store, resolve.read_judgements(at.store, packed / "judgements.csv"), by=ANALYST)
        _code(at, packed)


def _code(at: Opened, packed: Path) -> None:
    """A plan, codings, being done, settling; each once, so that a demo that was stopped goes on from there."""
    from recount import coding

    store = at.store
    if not store.decisions("plan"):
        coding.plan(store, coding.read_plan(packed / "plan.csv"), by=ANALYST)
    if not store.decisions("coding"):
        sheets = [coding.read_codings(store, packed / name) for name in ("codings.csv", "attributes.csv")]
        coding.assign(store, [one for sheet in sheets for one in sheet], codebook=at.codebook, by=ANALYST)
    stories = coding.dealt(store).stories
    for coder in sorted({name for one in stories for name in one.coders}):
        coding.finish(store, [one.no for one in stories if coder in one.coders], coder=coder)
    listed = coding.disagreements(store, at.codebook)
    coding.settle(store, at.codebook, coding.read_verdicts(packed / "settled.csv", listed), by=ANALYST)


def _say(folder: Path, clean: bool, figures: list[Row], *, as_json: bool) -> None:
    paths = {policy: str((folder / name).resolve()) for policy, name in REPORTS.items()}
    if as_json:
        say_json({"study": str(folder), "clean": clean, "reports": paths})
        return
    persons = [f for f in figures if f.grp == "persons"]
    say_table(["invented study", "at least", "at most"], [(f.name, f.least, f.most) for f in persons])
    say(f"Report for the team, every number opens its words: {paths['team']}")
    say(f"Report to publish, small counts withheld:          {paths['public']}")
    say(f"Look behind a number: recount why {folder} leave.push.living")
    say(f"Everything checked: {'clean' if clean else 'NOT CLEAN, see recount verify ' + str(folder)}")
