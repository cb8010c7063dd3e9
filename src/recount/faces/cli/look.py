"""why, report, read: look at what stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from recount.errors import InputError
from recount.faces.cli.words import as_json, say, say_json, say_table, study_folder, warn
from recount.faces.steps import goes_where, opened
from recount.model import EndpointSettings, ReadSettings, Study

WHOLE = 100  # from here on estimates are printed as whole numbers


@click.command()
@study_folder
@click.argument("figure", required=False)
@as_json
def why(study: Path, figure: str | None, *, as_json: bool) -> None:
    """Open a figure: its persons, their codings, the words in context, source and hash of the bytes.

    Without FIGURE: lists all figures. A reference of a public report ("sealed:...") opens the row it stands for.
    """
    from recount import disclose

    with opened(study) as at:
        if figure is None:
            _list_figures(at.store.query("figures"), as_json=as_json)
            return
        only = None
        if figure.startswith("sealed:"):
            sealed = disclose.sealed_rows(at.store)
            if figure not in sealed:
                raise InputError(f"{figure}: no figure of this study has such a row; is it of another study, or older?")
            figure, *only = sealed[figure]
        shown = disclose.opened_figure(at.store, figure)
    if only:
        shown["rows"] = [row for row in shown["rows"] if [row["kind"], row["row_id"]] == only]
    if as_json:
        say_json(shown)
    else:
        _say_figure(shown)


def _list_figures(figures: list[Any], *, as_json: bool) -> None:
    if as_json:
        say_json([{"id": f.figure_id, "name": f.name, "least": f.least, "most": f.most} for f in figures])
    else:
        say_table(["figure", "name", "at least", "at most"], [(f.figure_id, f.name, f.least, f.most) for f in figures])


def _amount(value: float | None) -> str:
    if value is None:
        return "open"
    return f"{value:,.0f}" if abs(value) >= WHOLE else f"{value:.4g}"


def _say_figure(shown: dict[str, Any]) -> None:
    if shown["most"] is None:
        say(f"{shown['name']}: not estimable. {shown['reason']}")
    else:
        say(f"{shown['name']}: at least {shown['least']}, at most {shown['most']} ({shown['unit']})")
    say(f"{shown['method']}{' ' + shown['note'] if shown['note'] else ''}")
    for share in shown["shares"]:
        low, high = 100 * share["low"], 100 * share["high"]
        of = f"{share['hits']} of {share['denominator']} {share['of']}"
        say(f"  {100 * share['share']:.0f} % ({low:.0f} to {high:.0f} %), {of}")
    for told in shown["estimates"]:
        value, low, high = (_amount(told[k]) for k in ("value", "low", "high"))
        say(f"  {told['name']}: {value} ({low} to {high}), {told['method']}")
    for row in shown["rows"]:
        opened_row = row["evidence"]
        say(f"\n{row['person'] or '(nobody)'} [{row['standing']}]")
        if opened_row["words"]:
            say(f"  {_line(opened_row['before'])}>>{_line(opened_row['words'])}<<{_line(opened_row['after'])}")
        for name, value in opened_row["facts"]:
            say(f"  {name}: {value}")
        if opened_row["sha256"]:
            say(f"  SHA-256: {opened_row['sha256']}")


def _line(words: str) -> str:
    return words.replace("\n", " ")


@click.command()
@study_folder
@click.option("--to", "to", type=click.Path(dir_okay=False, path_type=Path), required=True, help="An .html file.")
@click.option("--policy", type=click.Choice(["team", "public"]), default="public", show_default=True)
@as_json
def report(study: Path, to: Path, policy: str, *, as_json: bool) -> None:
    """Write the report of a release, as it stood at the last run, to a file of your choice."""
    from recount import disclose
    from recount import report as pages

    if to.suffix.lower() not in {".html", ".htm"}:
        raise InputError(f"{to}: reports are written as .html; give a name that ends so")
    with opened(study) as at:
        release = disclose.released(at.store, policy)  # type: ignore[arg-type]  # click has checked the choice
    if release is None:
        raise InputError(f"{study}: no release yet; 'recount run {study}' makes one")
    to.write_text(pages.render(release), encoding="utf-8")
    say_json({"report": str(to), "release": release.release_id}) if as_json else say(
        f"{to}: release {release.release_id}"
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--codebook", default="exit-narratives", show_default=True, help="A shipped codebook, or a YAML file.")
@click.option("--profile", help="A profile of the codebook.")
@click.option("--published", help="When it was published (YYYY, YYYY-MM or YYYY-MM-DD), if the page does not say.")
@click.option(
    "--endpoint", "address", help="Ask this OpenAI-compatible address for persons and claims; words go there."
)
@click.option("--model", default="", help="Name of the model at --endpoint; its key is read from RECOUNT_ENDPOINT_KEY.")
@as_json
def read(
    file: Path,
    codebook: str,
    profile: str | None,
    published: str | None,
    address: str | None,
    model: str,
    *,
    as_json: bool,
) -> None:
    """Read one file without a study: stories, passages, persons, claims, suggested codings."""
    from recount import coding
    from recount import read as reading
    from recount.text.page import main_text, media

    data = file.read_bytes()
    text = main_text.text_of(data, media.sniff(data, file.name), file.name, supplied=reading.supplied(published))
    asked = EndpointSettings(address or "", model)
    by = ReadSettings(reader="endpoint" if address else "rules")
    warn(goes_where(Study("", read=by, endpoint=asked)))
    made = reading.reader(by, asked).read(text)
    codings = coding.suggest_codings(made, coding.load(codebook, profile))
    value = reading.reading_json(made, codings)
    if as_json:
        say_json(value)
        return
    for story in value["stories"]:
        say(f"{story['kind']} {story['start']}-{story['end']}: {story['title'] or ''}")
    say_table(
        ["person", "left", "described as"],
        [(p["name"], p["is_case"], "; ".join(p["described_as"])) for p in value["persons"]],
    )
    say_table(["kind", "words", "said by", "standing"], [_claim(c) for c in value["claims"]])
    if value["refused"]:
        say_table(["not let in", "because"], [(_line(r["given"]), r["reason"]) for r in value["refused"]])
    say_table(
        ["code", "value", "words", "why"],
        [(c["code"], c["value"], c["quote"]["words"], c["reason"]) for c in value["codings"]],
    )


def _claim(claim: dict[str, Any]) -> tuple[str, str, str, str]:
    said = " ← ".join(s["name"] or s["role"] or "?" for s in claim["speaker"])
    return claim["kind"], _line(claim["quote"]["words"]), said, f"{claim['polarity']}, {claim['certainty']}"
