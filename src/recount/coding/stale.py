"""The worklist after a change of the codebook: codings made under rules that are no longer those of their code."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recount.coding.placing import Placed, standing_codings
from recount.coding.sheet import COLUMNS, OPTIONAL
from recount.coding.versions import changes_of, keep, kept, rules_of
from recount.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recount.coding.versions import Rules
    from recount.model import Codebook, Decision
    from recount.store import Store

MEANING = ("definition", "include_when", "exclude_when")  # a new label alone changes no coding


@dataclass(frozen=True, slots=True)
class Stale:
    """A coding of a person to be looked at again."""

    seq: int
    coder: str
    code: str  # as it was assigned
    now: tuple[str, ...]  # what it can be now; one code: confirm it, several: choose, none: code anew or withdraw
    version: str  # of the codebook it was made under
    why: str
    value: str
    words: str
    capture_id: str
    start: int
    person: str


def stale(store: Store, codebook: Codebook) -> list[Stale]:
    """Codings that stand and were made before a change of their code, in the order of the log."""
    versions = kept(store.decisions("codebook"))
    now = rules_of(codebook)
    found = []
    for placed in standing_codings(store, codebook)[0]:
        why, choice = _why(placed, codebook, versions, now)
        if why:
            body = placed.decision.body
            found.append(
                Stale(
                    placed.decision.seq,
                    body["coder"],
                    body["code"],
                    choice,
                    body["codebook_version"],
                    why,
                    body["value"],
                    placed.words,
                    placed.text_id,
                    placed.span.start,
                    (body["person"] or {}).get("words", ""),
                )
            )
    return sorted(found, key=lambda s: s.seq)


def _why(
    placed: Placed, codebook: Codebook, versions: Mapping[int, Mapping[str, Rules]], now: Mapping[str, Rules]
) -> tuple[str, tuple[str, ...]]:
    """Why a coding is stale and what it can be now; no words where it is not."""
    code, seq = placed.decision.body["code"], placed.decision.seq
    for change in codebook.changes:
        if change.seq < seq or code not in change.before:
            continue
        if change.op == "split":
            return f"{code} was split by decision {change.seq}: {change.why}", change.after
        if change.op == "retire":
            return f"{code} was retired by decision {change.seq}: {change.why}", ()
        if change.op == "merge" and code != change.after[0]:
            return f"{code} was merged by decision {change.seq}: {change.why}", change.after
        code = codebook.carried(code, change.seq - 1)
    if code not in now:
        known = codebook.attribute(code) is not None
        return ("", (code,)) if known else (f"{code} is no longer in the codebook's file", ())
    then = versions.get(placed.decision.body.get("under", 0), {}).get(placed.decision.body["code"])
    if then is None:
        return "", (code,)
    changed = changes_of(then, now[code], MEANING)
    told = "; ".join(f"{name}: {old!r} is now {new!r}" for name, old, new in changed)
    return told, (code,)


def confirm(store: Store, codebook: Codebook, seqs: Iterable[int], *, by: str) -> list[Decision]:
    """Say that stale codings hold under the codebook of now: each is entered again in the place of the earlier one.

    Raises:
        InputError: a number is not on the worklist, or its code was split, retired or is gone, so that a code has to
            be chosen: enter it anew with `assign`, with its number under `instead`.
    """
    listed = {s.seq: s for s in stale(store, codebook)}
    log = {d.seq: d for d in store.decisions("coding")}
    bodies = []
    for seq in dict.fromkeys(seqs):
        if seq not in listed:
            raise InputError(f"coding {seq} is not stale; 'recount codebook stale STUDY' lists those that are")
        if len(listed[seq].now) != 1:
            choice = " or ".join(listed[seq].now) or "another code"
            raise InputError(f"coding {seq} needs {choice}: {listed[seq].why}; assign it with {seq} under 'instead'")
        bodies.append({**log[seq].body, "code": listed[seq].now[0], "instead": seq})
    under = keep(store, codebook, by=by)
    version = {"codebook_version": codebook.version, "under": under}
    return store.decide("coding", [{**body, **version} for body in bodies], by=by)


def worklist_csv(store: Store, found: Iterable[Stale]) -> str:
    """The worklist as a sheet of codings to mend and enter with `assign`: choose under "code", the rest stands."""
    origins = {row.capture_id: row.origin for row in store.query("captures")}
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*COLUMNS, *OPTIONAL], lineterminator="\n")
    writer.writeheader()
    for one in found:
        writer.writerow(
            {
                "capture": origins.get(one.capture_id, one.capture_id),
                "words": one.words,
                "code": "|".join(one.now),
                "value": one.value,
                "person": one.person,
                "coder": one.coder,
                "start": one.start,
                "memo": one.why,
                "instead": one.seq,
            }
        )
    return out.getvalue()
