"""export, import: coded projects from and to other programs of coders."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recount import __version__, config
from recount.errors import InputError
from recount.faces.cli.words import as_json, by_name, progress, say, say_json, study_folder
from recount.faces.steps import opened, whoever
from recount.model import Study
from recount.store import Store

if TYPE_CHECKING:
    from recount.faces.steps import Opened, Tell
    from recount.model.project import Project

SHOWN = 20  # refused codings that are listed one by one


@click.command()
@study_folder
@click.option("--to", "to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A .qdpx file.")
@as_json
def export(study: Path, to: Path, *, as_json: bool) -> None:
    """Write texts, codes and codings as a REFI-QDA project, for other programs of coders.

    It holds whole texts and exact words that can identify people: for the study's team, not to publish.
    """
    from recount import disclose, report

    if to.suffix.lower() != ".qdpx":
        raise InputError(f"{to}: projects are written as .qdpx; give a name that ends so")
    with opened(study) as at:
        release = disclose.exchange(at.store, at.study, at.codebook, program=f"recount {__version__}")
    scratch = to.with_suffix(".part")
    scratch.write_bytes(report.qdpx(release))
    scratch.replace(to)
    texts = release.body["texts"]
    gone = sum(text["retracted"] is not None for text in texts)
    counts = {"texts": len(texts), "codings": len(release.body["codings"]), "retracted": gone}
    if as_json:
        say_json({"project": str(to), "release": release.release_id, **counts})
    else:
        say(f"{to}: {counts['texts']} texts, {counts['codings']} codings. {release.body['banner']}")
        if gone:
            say(f"{gone} of the texts are retracted accounts; each says so in its description")


@click.command(name="import")
@click.argument("project", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@study_folder
@by_name
@as_json
def import_(project: Path, study: Path, *, by: str | None, as_json: bool) -> None:
    """Take in a coded PROJECT of another program: a .qdpx file, or a database of QualCoder or Taguette.

    A STUDY that is not there is made, with the project's codes as its codebook. In one that is there, codes are matched
    by name, texts by name and words, and what does not match is said. A coding is only taken where its words stand.
    """
    from recount import coding
    from recount.coding import projects

    read = projects.read_project(project)
    new = not (study / config.FILE).exists()
    if new:
        _make(study, read)
    with opened(study) as at, progress(quiet=as_json) as tell:
        captures = _captured(at, read, by or whoever(), tell)
        codes = projects.codebook_of(read)[1] if new else projects.matched(read, at.codebook)
        handed = projects.assignments(read, codes, captures)
        fits = projects.fitting(at.store, handed.given)
        entered = len(coding.assign(at.store, fits.given, codebook=at.codebook, by=by or whoever()))
    left_out = [*read.dropped, *handed.refused, *fits.refused]
    told = {"program": read.program, "texts": len(read.texts), "codings": entered, "positions": read.positions}
    if as_json:
        say_json({**told, "left_out": left_out})
        return
    say(f"{len(read.texts)} texts and {entered} of {len(read.codings)} codings taken from {read.program}")
    say(f"Places were counted in {read.positions}")
    for words in left_out[:SHOWN]:
        say(f"Left out: {words}")
    if len(left_out) > SHOWN:
        say(f"... and {len(left_out) - SHOWN} more; --json lists all")


def _make(study: Path, read: Project) -> None:
    """A study with the project's codes; the store first, as for any new one."""
    from recount.coding import projects, qdc

    codebook, _ = projects.codebook_of(read)
    Store.create(study).close()
    (study / "codebook.yaml").write_text(qdc.as_yaml(codebook), encoding="utf-8")
    config.write(study, Study(read.name, codebook="codebook.yaml"))


def _captured(at: Opened, read: Project, by: str, tell: Tell) -> dict[str, str]:
    """The capture of each text of the project, by guid: one that is there under its name, else a new one."""
    from recount import capture
    from recount import read as reading

    there = {row.origin for row in at.store.query("captures")}
    found = {text.guid: text.name for text in read.texts if text.name in there}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / (re.sub(r"[^\w.-]+", "_", read.name).strip("._") or "project")
        folder.mkdir()
        for n, text in enumerate(read.texts):
            if text.guid not in found:
                name = re.sub(r"[^\w.-]+", "_", text.name).strip("._") or f"text_{n}"
                name = name if name.endswith(".txt") else f"{name}.txt"
                path = folder / name
                path = path if not path.exists() else folder / f"{n}_{name}"
                path.write_text(text.body, encoding="utf-8", newline="\n")
                found[text.guid] = f"{folder.name}/{path.name}"
        if any(folder.iterdir()):
            capture.take(at.store, [folder], by=by, limits=at.study.capture, tell=tell)
    reading.texts(at.store, tell=tell)
    return found
