"""ask, suggesters: what an endpoint suggests, what it cost, what was refused; and how good each suggester is."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recount.errors import InputError
from recount.faces.cli.words import as_json, progress, say, say_json, say_table, study_folder, warn
from recount.faces.steps import asked_whom, goes_where, opened

if TYPE_CHECKING:
    from recount.coding import Ahead, Asked, Suggested
    from recount.coding.agreement import Clustered
    from recount.model import EndpointSettings


@click.command()
@study_folder
@click.option("--count", is_flag=True, help="Only say how many questions that would be; nothing is sent.")
@as_json
def ask(study: Path, *, count: bool, as_json: bool) -> None:
    """Ask the endpoint of study.toml for codings, one code of one story at a time; its quotes must stand in the text.

    Needs 'on = true' under [ask]; words of accounts go to the endpoint. Says how many questions were sent and how many
    answered from the study, tokens and cost, what was let in, and why the rest was refused. Who is stopped goes on:
    nothing is asked twice. 'recount run' does the same before it counts.
    """
    from recount import coding

    with opened(study) as at:
        whom = asked_whom(at)
        if count:
            _say_ahead(coding.ahead(at.store, at.codebook, whom), as_json=as_json)
            return
        if not whom.settings.on:
            raise InputError(f"{study}/study.toml: 'on = false' under [ask], so nothing is sent; set it to true to ask")
        warn(goes_where(at.study))
        with progress(quiet=as_json) as tell:
            made = coding.ask(at.store, at.codebook, whom, tell=tell)
        stand = [one for one in coding.suggested(at.store) if one.coder == coding.ASKED]
    one = stand[0] if stand else coding.Suggested(coding.ASKED, 0)
    _say_asked(made, one, at.study.endpoint, as_json=as_json)


def _say_ahead(told: Ahead, *, as_json: bool) -> None:
    if as_json:
        say_json(asdict(told))
        return
    say(f"{told.codes} codes in {told.stories} stories: {told.questions} questions, {told.answered} answered already")
    say(f"{told.questions - told.answered} would be sent: {told.characters:,} characters. Nothing was sent")


def _say_asked(made: Asked, stands: Suggested, asked: EndpointSettings, *, as_json: bool) -> None:
    from recount import coding, endpoint

    spent = made.spent
    now = endpoint.money(asked, prompt=spent.prompt, completion=spent.completion)
    before = endpoint.money(asked, prompt=spent.kept_prompt, completion=spent.kept_completion)
    if as_json:
        told = {"texts": made.texts, "questions": made.questions, **asdict(spent), "cost": now, "kept_cost": before}
        say_json({**told, "let_in": stands.codings, "refused": stands.refused})
        return
    rows: list[tuple[str, object, object, object, object]] = [
        ("sent now", spent.sent, spent.prompt, spent.completion, _money(now)),
        ("answered from the study", spent.kept, spent.kept_prompt, spent.kept_completion, _money(before)),
    ]
    say_table(["calls", "number", "tokens asked", "tokens answered", "cost"], rows)
    if spent.untold:
        say(f"Of {spent.untold} answers the server did not say how many tokens they took")
    say(f"{made.questions} questions about {made.texts} texts that are new or changed")
    say(f"{stands.codings} suggested codings stand, {sum(stands.refused.values())} are refused")
    if stands.refused:
        told = {str(kind): why for kind, why in coding.KINDS.items()}
        say_table(["refused", "times", "because"], [(k, n, told.get(k, "")) for k, n in stands.refused.items()])


def _money(told: float | None) -> str:
    return "no price set" if told is None else f"{told:.4f}"


@click.command()
@study_folder
@click.option(
    "--unit",
    type=click.Choice(["person", "story", "sentence"]),
    default="person",
    show_default=True,
    help="Found again at.",
)
@click.option(
    "--by", type=click.Choice(["all", "family", "code"]), default="family", show_default=True, help="Rows for these."
)
@as_json
def suggesters(study: Path, *, unit: str, by: str, as_json: bool) -> None:
    """How good each suggester is: precision and recall against what people coded who had not answered it.

    Counted are stories that a plan dealt and whose coders are all done. Beside them stands how well coders find one
    another's codes.
    """
    from recount import coding

    with opened(study) as at:
        found = coding.scores(at.store, at.codebook, unit=unit, by=by)  # type: ignore[arg-type]
    if as_json:
        say_json(asdict(found))
        return
    seen = f"; {found.seen} stories left out, since a coder had answered a suggestion there" if found.seen else ""
    say(f"{found.findings} codes found by {found.coders} coders in {found.stories} stories, by {found.unit}{seen}")
    rows = [(r.suggester, r.codes, _share(r.precision), _share(r.recall)) for r in found.rows]
    say_table(["suggester", "codes", "precision", "recall"], rows)


def _share(share: Clustered | None) -> str:
    return "–" if share is None else f"{share.share:.2f} ({share.low:.2f}–{share.high:.2f}) of {share.of}"
