"""How good each suggester is in a study: precision and recall against what people coded who had not seen it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from recount.coding.agreement import clustered_share
from recount.coding.disagreements import blind_codings
from recount.coding.judged import UnitKind, said_of
from recount.coding.plan import dealt
from recount.errors import InputError
from recount.model import Span
from recount.model.coding import POSITIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from recount.coding.agreement import Clustered
    from recount.coding.judged import Said, Unit
    from recount.coding.placing import Placed
    from recount.coding.plan import Deals
    from recount.model import Codebook
    from recount.store import Store

By = Literal["all", "family", "code"]
ALL = "(all codes)"
PEOPLE = "(another coder)"
Found = frozenset[tuple[str, str]]  # code, and whether it is said to be there or denied


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's coding, placed."""

    coder: str
    code: str
    value: str
    span: Span
    mention_id: str | None
    rejects: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One suggester on one code, or on several; a share is None where there is nothing to take it of."""

    suggester: str
    codes: str  # a code, a family ("leave"), or all
    right: int  # findings of the suggester that a coder has too
    precision: Clustered | None  # share of what it suggests that a coder has too
    recall: Clustered | None  # share of what a coder has that it suggests too


@dataclass(frozen=True, slots=True)
class Scores:
    """Every suggester beside another coder, and what they were held against."""

    unit: UnitKind
    stories: int  # whose coders are all done
    coders: int
    findings: int  # of people: codes said to be there or denied, of one unit, each coder for herself
    seen: int  # stories left out since a coder answered a suggestion there before she was done
    rows: tuple[Score, ...]


def scores(store: Store, codebook: Codebook, *, unit: UnitKind = "person", by: By = "family") -> Scores:
    """Hold what each machine suggests against what each coder had coded when the last of the story was done.

    Counted are stories that a plan dealt and whose coders are all done: there silence is a judgement too. A story in
    which a coder answered a suggestion before she was done is left out: she had seen it. Where coders differ each is
    held against for herself; how well they find one another's codes stands beside, for no suggester can be better
    than that and still be right.

    Args:
        store: an open study, read and resolved, with a plan.
        codebook: its codes; attributes are not scored.
        unit: where a code has to be found again: at the same person, story or sentence.
        by: rows for all codes together, for each family as well, or for each code as well.

    Raises:
        InputError: an unknown unit or grouping.
    """
    if unit not in get_args(UnitKind) or by not in get_args(By):
        raise InputError(f"suggesters are scored on persons, stories or sentences, not on {unit!r} by {by!r}")
    deals = dealt(store)
    every = blind_codings(store, codebook, deals, alone=True)
    truth = {story_id: own for story_id, own in every.items() if not any(p.rejects for p in own)}
    codings = _joined(store, truth, deals)
    units, said = said_of(store, codebook, codings, deals, unit)
    known = frozenset(c.code for c in codebook.codes)
    found = {key: _found(values, known) for key, values in said.items()}
    machines = sorted({row.coder for row in store.query("codings_suggested")})
    groups = _groups(codebook, found, by)
    rows = [s for machine in machines for s in _scored(machine, units, found, groups)]
    rows += _scored(PEOPLE, units, found, groups)
    people = {coder for one in units for coder in one.coders}
    total = sum(len(own) for (coder, _), own in found.items() if coder in people)
    return Scores(unit, len(truth), len(people), total, len(every) - len(truth), tuple(rows))


def _joined(store: Store, truth: Mapping[str, Sequence[Placed]], deals: Deals) -> dict[str, list[Said]]:
    """What people and machines say of each story that people are done with."""
    found: dict[str, list[Said]] = {story_id: list(own) for story_id, own in truth.items()}
    for row in store.query("codings_suggested"):
        root = deals.roots.get(row.story_id, "")
        if root in found:
            found[root].append(Suggestion(row.coder, row.code, row.value, Span(row.start, row.end_), row.mention_id))
    return found


def _found(values: Mapping[str, frozenset[str]], known: frozenset[str]) -> Found:
    """What is said to be there, and what is denied. What is left open, or contradicts itself, is no finding."""
    told = ((code, next(iter(said))) for code, said in values.items() if code in known)
    return frozenset((c, "there" if v in POSITIVE else v) for c, v in told if v in POSITIVE or v == "denied")


def _groups(codebook: Codebook, found: Mapping[tuple[str, int], Found], by: By) -> dict[str, frozenset[str]]:
    """Names of rows with the codes that each is of: those that somebody used."""
    used = {code for own in found.values() for code, _ in own}
    groups = {ALL: frozenset(used)}
    codes = [c.code for c in codebook.codes if c.code in used]
    if by == "family":
        for code in codes:
            top = code.partition(".")[0]
            groups[top] = groups.get(top, frozenset()) | {code}
    elif by == "code":
        groups |= {code: frozenset({code}) for code in codes}
    return groups


def _scored(
    suggester: str, units: Sequence[Unit], found: Mapping[tuple[str, int], Found], groups: Mapping[str, frozenset[str]]
) -> Iterator[Score]:
    """The suggester against each coder of each unit, by row; of people, each coder against each other."""
    counts: dict[str, defaultdict[int, list[int]]] = {name: defaultdict(lambda: [0, 0, 0]) for name in groups}
    for k, unit in enumerate(units):
        for coder in unit.coders:
            true = found.get((coder, k), frozenset())
            for other in (c for c in unit.coders if c != coder) if suggester == PEOPLE else (suggester,):
                told = found.get((other, k), frozenset())
                for name, codes in groups.items():
                    ours, theirs = {f for f in told if f[0] in codes}, {f for f in true if f[0] in codes}
                    cell = counts[name][unit.story]
                    for place, own in enumerate((ours & theirs, ours, theirs)):
                        cell[place] += len(own)
    for name, clusters in counts.items():
        right, claimed, there = ([cell[place] for cell in clusters.values()] for place in range(3))
        if sum(claimed) or sum(there):
            yield Score(suggester, name, sum(right), clustered_share(right, claimed), clustered_share(right, there))


def scores_summary(found: Scores) -> dict[str, Any]:
    """The result as a report prints it: plain values only; nothing where nothing was held against anything."""
    if not found.stories or not found.rows:
        return {}
    return asdict(found)
