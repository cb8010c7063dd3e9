"""codebook: check, show, compare, convert and change it, and the worklist that a change leaves."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recount import __version__, config
from recount.errors import InputError
from recount.faces.cli.words import as_json, by_name, say, say_json, say_table, study_folder
from recount.faces.steps import opened, whoever

if TYPE_CHECKING:
    from recount.coding.versions import Rules
    from recount.model import Codebook
    from recount.model.coding import Op

why = click.option("--why", required=True, help="The reason; it stands in the log.")
code_rules = [
    click.option("--label", default="", help="Its name for people."),
    click.option("--definition", default="", help="What it means."),
    click.option("--include", "include_when", default="", help="When to use it."),
    click.option("--exclude", "exclude_when", default="", help="When not to."),
]


@click.group()
def codebook() -> None:
    """Check a codebook, show or compare it, change the one of a study, and work off what a change left stale."""


def _loaded(name: str, profile: str | None = None) -> Codebook:
    """A codebook by name or file, or the one of a study with the changes that were decided there."""
    from recount import coding

    if (Path(name) / config.FILE).is_file():
        with opened(Path(name)) as at:
            return at.codebook
    return coding.load(name, profile)


@codebook.command("check")
@click.argument("name")
@as_json
def codebook_check(name: str, *, as_json: bool) -> None:
    """Load a codebook, shipped or a file, with each of its profiles; the first fault is named with its line."""
    from recount import coding

    profiles = coding.check(name)
    say_json({"profiles": profiles}) if as_json else say(
        f"{name}: sound, with profiles {', '.join(profiles) or 'none'}"
    )


@codebook.command("show")
@click.argument("name")
@click.option("--profile", help="Fill placeholders from this profile.")
@as_json
def codebook_show(name: str, profile: str | None, *, as_json: bool) -> None:
    """List the codes with their definitions. NAME is a shipped codebook, a file (.yaml, .qdc), or a study's folder."""
    loaded = _loaded(name, profile)
    if as_json:
        say_json(asdict(loaded))
        return
    say(f"{loaded.title} ({loaded.codebook} {loaded.version})")
    say_table(["code", "name", "definition"], [(c.code, c.label, c.definition) for c in loaded.codes])
    told = [(a.attribute, a.label, ", ".join(a.values) or a.type, a.pick) for a in loaded.attributes]
    say_table(["attribute", "name", "values", "picks"], told)
    for change in loaded.changes:
        after = ", ".join(change.after) or "nothing"
        say(f"{change.op} by decision {change.seq}: {', '.join(change.before)} into {after}. {change.why}")


@codebook.command("diff")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--version", help="Of a study alone: the version to compare with; default: the first one coded under.")
@as_json
def codebook_diff(before: str, after: str | None, version: str | None, *, as_json: bool) -> None:
    """Compare two codebooks code by code: names, files, or folders of studies.

    With a study's folder alone: the codebook as it stands against a version that somebody coded under.
    """
    from recount import coding

    old, new = (coding.rules_of(_loaded(before)), _loaded(after)) if after else _of_study(Path(before), version)
    found = coding.diff(old, coding.rules_of(new))
    if as_json:
        say_json([asdict(one) for one in found])
        return
    for one in found:
        say(f"{one.what}: {one.code}")
        for name, was, now in one.fields:
            say(f"  {name}: {was or '(nothing)'}\n  {' ' * len(name)}→ {now or '(nothing)'}")
    say(f"{len(found)} codes differ" if found else "The same codes, under the same rules")


def _of_study(folder: Path, version: str | None) -> tuple[dict[str, Rules], Codebook]:
    from recount import coding

    with opened(folder) as at:
        kept = [d for d in at.store.decisions("codebook") if d.body["op"] == "keep"]
        wanted = [d for d in kept if version in (None, d.body["version"])]
        if not wanted:
            known = ", ".join(d.body["version"] for d in kept) or "none yet"
            raise InputError(f"{folder}: nobody coded under version {version or 'any'}; versions in its log: {known}")
        return coding.kept(wanted)[wanted[0].seq], at.codebook


@codebook.command("convert")
@click.argument("name")
@click.argument("to", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--profile", help="Fill placeholders from this profile.")
@as_json
def codebook_convert(name: str, to: Path, profile: str | None, *, as_json: bool) -> None:
    """Write a codebook as REFI-QDA (.qdc) for other programs, or one of theirs as our .yaml."""
    from recount.coding.qdc import as_qdc, as_yaml

    loaded = _loaded(name, profile)
    if to.suffix == ".qdc":
        to.write_bytes(as_qdc(loaded, origin=f"Recount {__version__}"))
    elif to.suffix in {".yaml", ".yml"}:
        to.write_text(as_yaml(loaded), encoding="utf-8")
    else:
        raise InputError(f"{to}: codebooks are written as .qdc or .yaml; give a name that ends so")
    say_json({"codebook": str(to), "codes": len(loaded.codes)}) if as_json else say(f"{to}: {len(loaded.codes)} codes")


def _change(
    study: Path, op: Op, before: list[str], after: list[dict[str, str]], *, reason: str, by: str | None, as_json: bool
) -> None:
    from recount import coding

    with opened(study) as at:
        made = coding.change(at.store, at.codebook, op, before, after, why=reason, by=by or whoever())
    with opened(study) as at:
        version, left = at.codebook.version, coding.stale(at.store, at.codebook)
    if as_json:
        say_json({**asdict(made), "version": version, "stale": len(left)})
    else:
        say(f"Decision {made.seq}: the codebook is version {version} now")
        say(f"{len(left)} codings to look at again: recount codebook stale {study}")


@codebook.command("rename")
@study_folder
@click.argument("code")
@click.argument("new")
@click.option("--label", default="", help="Its new name for people.")
@why
@by_name
@as_json
def codebook_rename(study: Path, code: str, new: str, label: str, why: str, *, by: str | None, as_json: bool) -> None:
    """Give a code another id (with all below it) or, with the same id, another name. Its codings go along."""
    told = {"code": new, **({"label": label} if label else {})}
    _change(study, "rename", [code], [told], reason=why, by=by, as_json=as_json)


def _with_rules(command: click.decorators.FC) -> click.decorators.FC:
    for option in reversed(code_rules):
        command = option(command)
    return command


@codebook.command("merge")
@study_folder
@click.argument("codes", nargs=-1, required=True)
@click.option("--into", required=True, help="The code that comes of it: one of them, or a new one.")
@_with_rules
@why
@by_name
@as_json
def codebook_merge(
    study: Path, codes: tuple[str, ...], into: str, why: str, *, by: str | None, as_json: bool, **rules: str
) -> None:
    """Make one code of several. Their codings go along, and are listed to be looked at again."""
    told = {"code": into, **{name: words for name, words in rules.items() if words}}
    _change(study, "merge", list(codes), [told], reason=why, by=by, as_json=as_json)


@codebook.command("split")
@study_folder
@click.argument("code")
@click.option("--into", "parts", multiple=True, required=True, help="'id | name | definition', once for each part.")
@why
@by_name
@as_json
def codebook_split(study: Path, code: str, parts: tuple[str, ...], why: str, *, by: str | None, as_json: bool) -> None:
    """Make several codes of one. Its codings are listed: each needs one of the parts."""
    told = [dict(zip(("code", "label", "definition"), map(str.strip, p.split("|")), strict=False)) for p in parts]
    _change(study, "split", [code], told, reason=why, by=by, as_json=as_json)


@codebook.command("retire")
@study_folder
@click.argument("code")
@why
@by_name
@as_json
def codebook_retire(study: Path, code: str, why: str, *, by: str | None, as_json: bool) -> None:
    """Take a code, with all below it, out of use. Its codings stay, count no more, and are listed."""
    _change(study, "retire", [code], [], reason=why, by=by, as_json=as_json)


@codebook.command("stale")
@study_folder
@click.option("--confirm", "seqs", type=int, multiple=True, help="This coding holds under the rules of now.")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="Write the list as a sheet for 'assign'.")
@by_name
@as_json
def codebook_stale(study: Path, seqs: tuple[int, ...], to: Path | None, *, by: str | None, as_json: bool) -> None:
    """List codings made under rules that have changed since; confirm those that hold, assign the others anew."""
    from recount import coding
    from recount.coding.stale import worklist_csv

    with opened(study) as at:
        viewer = by or whoever()
        if seqs:
            coding.confirm(at.store, at.codebook, seqs, by=viewer)
        secret = coding.hidden(at.store, at.codebook, viewer)
        found = [one for one in coding.stale(at.store, at.codebook) if one.seq not in secret]
        if to is not None:
            to.write_text(worklist_csv(at.store, found), encoding="utf-8")
    if as_json:
        say_json([asdict(one) for one in found])
        return
    rows = [(s.seq, s.coder, s.code, " or ".join(s.now) or "?", s.version, s.why, s.words) for s in found]
    say_table(["no.", "coder", "code", "now", "coded under", "why", "words"], rows)
    say(f"{len(found)} codings to look at again{f'; {to} is a sheet of them' if to else ''}")
