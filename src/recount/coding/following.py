"""What is best coded next, and how far learning has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.embedded import FLOOR, RISK, taught_by
from recount.coding.learning import drawn, inclusion, worth
from recount.coding.meanings import meanings
from recount.coding.plan import OPENING, dealt

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recount.coding.embedded import Taught
    from recount.model import Codebook
    from recount.store import Store

LIKELY = 3  # codes named of a story


@dataclass(frozen=True, slots=True)
class Next:
    """A story to code, and the chance with which it was drawn."""

    story_id: str
    origin: str
    opening: str
    chance: float
    codes: tuple[str, ...]  # those that most is to be learnt of


@dataclass(frozen=True, slots=True)
class Taken:
    """How far one code is learnt."""

    code: str
    coded: int  # passages that people coded so
    learnt: bool  # from codings; else by the codebook alone
    least: float | None  # chance from which it is suggested; None: not suggested at this risk
    expected: float  # passages with it in stories that no plan has dealt, as the chances say


@dataclass(frozen=True, slots=True)
class Following:
    """How far each code is learnt, and what to code next."""

    passages: int
    done: int  # of them, in stories that all their coders are done with
    stories: int  # that no plan has dealt; copies are one
    codes: tuple[Taken, ...]
    next: tuple[Next, ...]


def following(
    store: Store, codebook: Codebook, *, count: int = 0, seed: int = 1, risk: float = RISK, floor: float = FLOOR
) -> Following:
    """How far learning has come, and `count` stories to code next.

    A story is drawn the more often the more is to be learnt from it; its chance is told, so what people then say of the
    drawn ones still tells of all that were not dealt, each weighed by one over its chance. The same seed draws the same
    stories. `deal_drawn` deals them.

    Raises:
        InputError: more stories are wanted than there are to deal.
    """
    meanings(store, lambda _what, _done, _total: None)
    taught = taught_by(store, codebook, risk=risk, floor=floor)
    held, deals = taught.shelf, dealt(store)
    done = {one.story_id for one in deals.stories if one.opened is not None}
    roots = [deals.roots.get(p.story_id, p.story_id) for p in held.places]
    gone = {int(g) for g, root in zip(held.groups, roots, strict=True) if root in deals.by_story}
    rows = np.flatnonzero([int(g) not in gone for g in held.groups])
    return Following(
        passages=len(roots),
        done=sum(root in done for root in roots),
        stories=len(np.unique(held.groups[rows])),
        codes=tuple(_taken(taught, n, rows) for n in range(len(taught.codes))),
        next=_next(store, taught, rows, roots, count, seed) if count else (),
    )


def _taken(taught: Taught, n: int, rows: NDArray[np.int64]) -> Taken:
    least = float(taught.least[n])
    return Taken(
        code=taught.codes[n].code,
        coded=int(taught.learned.taught[n]),
        learnt=bool(taught.learned.sure[n]),
        least=round(least, 2) if least <= 1 else None,
        expected=round(float(taught.learned.chance[rows, n].sum()), 1),
    )


def _next(
    store: Store, taught: Taught, rows: NDArray[np.int64], roots: list[str], count: int, seed: int
) -> tuple[Next, ...]:
    """Draw of the stories that these passages are of; of copies the earliest is to be coded."""
    learned = taught.learned
    _, place = np.unique(taught.shelf.groups[rows], return_inverse=True)
    chances = inclusion(worth(learned.chance[rows], learned.taught, place), count)
    stories = {row.story_id: row for row in store.query("stories_to_code")}
    weight = 1 / (1 + np.sqrt(learned.taught))
    found = []
    for story in drawn(chances, seed):
        own = rows[place == story]
        whole = {roots[n]: n for n in reversed(own)}
        first = min(whole, key=lambda s: (not stories[s].earliest, whole[s]))
        open_ = (learned.chance[own] * (1 - learned.chance[own])).max(axis=0) * weight
        found.append(
            Next(
                first,
                stories[first].origin,
                " ".join(taught.shelf.words[whole[first]].split())[:OPENING],
                float(chances[story]),
                tuple(taught.codes[n].code for n in np.argsort(-open_, kind="stable")[:LIKELY]),
            )
        )
    return tuple(found)
