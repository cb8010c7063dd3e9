"""persons, merge, split, retract: who is who as it stands, and how to change it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from recount.faces.cli.words import as_json, by_name, say, say_json, say_table, study_folder
from recount.faces.steps import opened, whoever

if TYPE_CHECKING:
    from recount.resolve.waterfall import Weighed

FOUR = ("persons.left", "persons.named", "persons.confirmed", "persons.separate", "persons.likely")
why_given = click.option("--why", default="", help="The reason; it stands in the log.")


@click.command()
@study_folder
@click.option("--why", "pair", nargs=2, help="Of two persons or mentions: what speaks for and against one, in bits.")
@as_json
def persons(study: Path, *, pair: tuple[str, str] | None, as_json: bool) -> None:
    """List the persons: how many there are, who tells of each how independently, what they hang by, what conflicts.

    With --why ONE OTHER: where the odds of the two being one person begin, what each comparison adds or takes, and what
    it comes to.
    """
    from recount import estimate, resolve

    with opened(study) as at:
        if pair:
            found = resolve.weighed(at.store, *pair)
            say_json(asdict(found)) if as_json else _say_weighed(found)
            return
        told = estimate.who_tells(at.store)
        hangs = resolve.hanging(at.store)
        shown = {
            "counts": [_count(f) for f in at.store.query("figures") if f.figure_id in FOUR],
            "persons": [asdict(one) | {"weakest": _link(hangs.get(one.person_id))} for one in told],
            "proposed": [asdict(one) for one in resolve.proposed(at.store)],
            "conflicts": [asdict(one) for one in resolve.conflicts(at.store)],
        }
    say_json(shown) if as_json else _say_persons(shown)


def _say_weighed(found: Weighed) -> None:
    say(f"{found.left} [{found.left_id}] and {found.right} [{found.right_id}]")
    say_table(["what", "bits", "so far"], [(s.words, f"{s.bits:+.1f}", f"{s.so_far:+.1f}") for s in found.steps])
    say(f"Probability that they are one person: {found.probability:.2f}. Ten bits are odds of a thousand to one.")
    for words in found.said:
        say(f"Judged {words}")


def _count(figure: Any) -> dict[str, Any]:
    told = {"figure": figure.figure_id, "name": figure.name, "least": figure.least, "most": figure.most}
    return told | {"reason": figure.reason, "estimates": figure.estimates or []}


def _link(link: Any) -> dict[str, Any] | None:
    return None if link is None else asdict(link)


def _say_persons(shown: dict[str, Any]) -> None:
    rows = [(c["name"], c["least"], c["most"], c["reason"] or _estimated(c["estimates"])) for c in shown["counts"]]
    say_table(["how many", "at least", "at most", "estimate"], rows)
    say_table(
        ["person", "name", "mentions", "independent", "separate", "shared", "weakest link"],
        [
            (
                p["person_id"], p["name"], p["mentions"], p["n_independent_sources"], p["n_separate"],
                "; ".join(p["shared"]), "" if p["weakest"] is None else f"{p['weakest']['score']:.2f}",
            )
            for p in shown["persons"]
            if not p["undecided"]
        ],
    )  # fmt: skip
    open_ = [(p["person_id"], p["name"], p["mentions"]) for p in shown["persons"] if p["undecided"]]
    if open_:
        say_table(["undecided whether they left: at most counts them", "name", "mentions"], open_)
    together = [(" + ".join(p["persons"]), f"{p['weakest']['score']:.2f}") for p in shown["proposed"] if p["weakest"]]
    if together:
        say_table(["may be one person, by all suggestions together", "weakest link"], together)
    clash = [(c["kind"], c["left"], c["right"], c["different"], "; ".join(c["chain"])) for c in shown["conflicts"]]
    if clash:
        say_table(["conflict", "one", "other", "two, says", "one, by"], clash)


def _estimated(estimates: list[dict[str, Any]]) -> str:
    return "; ".join(f"{e['value']:g} ({e['low']:g} to {e['high']:g})" for e in estimates)


@click.command()
@study_folder
@click.argument("one")
@click.argument("other")
@why_given
@by_name
@as_json
def merge(study: Path, one: str, other: str, *, why: str, by: str | None, as_json: bool) -> None:
    """Judge that two persons are the same; ONE and OTHER are ids of persons or mentions. 'split' undoes it."""
    from recount import resolve

    with opened(study) as at:
        made = resolve.merge(at.store, one, other, by=by or whoever(), why=why)
    say_json([asdict(d) for d in made]) if as_json else say(f"Judged the same by decision {made[0].seq}; {_ANEW}")


@click.command()
@study_folder
@click.argument("person")
@click.argument("mentions", nargs=-1)
@why_given
@by_name
@as_json
def split(study: Path, person: str, mentions: tuple[str, ...], *, why: str, by: str | None, as_json: bool) -> None:
    """Part a person: MENTIONS go; without any, each mention stands alone again. Claims go back with their mentions."""
    from recount import resolve

    with opened(study) as at:
        made = resolve.split(at.store, person, mentions, by=by or whoever(), why=why)
    say_json([asdict(d) for d in made]) if as_json else say(f"Parted by {len(made)} decisions; {_ANEW}")


@click.command()
@study_folder
@click.argument("account")
@click.option("--why", required=True, help="The reason: who found what to be false. Printed with the figures.")
@click.option("--copies", is_flag=True, help="Also the accounts that copy it, or that it copies.")
@by_name
@as_json
def retract(study: Path, account: str, *, why: str, copies: bool, by: str | None, as_json: bool) -> None:
    """Take an account out of all counting: it was fabricated, withdrawn, or shown to be false.

    Nothing of it is deleted. Prints every figure that changes; 'recount run' then counts anew, and each of them says
    what it was before. 'recount withdraw' with the number of the decision undoes it.
    """
    from recount import estimate, resolve

    with opened(study) as at:
        made = resolve.retract(at.store, account, by=by or whoever(), why=why, copies=copies)
        changed = estimate.retraction_changes(at.store, at.codebook)
        others = [] if copies else [c.origin for c in resolve.copies_of(at.store, made[0].body["capture_id"])]
    if as_json:
        say_json({"decisions": [d.seq for d in made], "changes": [asdict(c) for c in changed], "copies": others})
        return
    rows = [(c.figure, c.label, _told(c.before), _told(c.after)) for c in changed]
    say_table(["figure", "name", "before", "without what is retracted"], rows)
    for origin in others:
        say(f"A copy of it still counts: {origin}")
    say(f"Retracted by decision {', '.join(str(d.seq) for d in made)}; {_ANEW}")


def _told(bounds: tuple[int | None, int | None]) -> str:
    least, most = bounds
    return "not estimable" if most is None else f"{most}" if least == most else f"{least} to {most}"


_ANEW = "'recount run' counts anew"
