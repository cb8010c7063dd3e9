"""What is best coded next, and how far learning has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recount.coding.embedded import RISK, taught_by
from recount.coding.learning import drawn, inclusion, worth
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
    expected: float  # passages with it among those that nobody is done with, as the chances say


@dataclass(frozen=True, slots=True)
class Following:
    """How far each code is learnt, and what to code next."""

    passages: int
    done: int  # of them, in stories that all their coders are done with
    stories: int  # whole stories that nobody is done with
    codes: tuple[Taken, ...]
    next: tuple[Next, ...]


def following(
    store: Store, codebook: Codebook, *, count: int = 0, seed: int = 1, risk: float = RISK, floor: float = 0.5
) -> Following:
    """How far learning has come, and `count` stories to code next.

    A story is drawn the more often the more is to be learnt from it; its chance is told, so what people then say of the
    drawn ones still tells of all, each weighed by one over its chance. The same seed draws the same stories.

    Raises:
        InputError: more stories are wanted than there are to code.
    """
    taught = taught_by(store, codebook, risk=risk, floor=floor)
    deals = dealt(store)
    done = {one.story_id for one in deals.stories if one.opened is not None}
    roots = [deals.roots.get(p.story_id, p.story_id) for p in taught.shelf.places]
    coded_groups = {int(g) for g, root in zip(taught.shelf.groups, roots, strict=True) if root in done}
    open_ = np.array([int(g) not in coded_groups for g in taught.shelf.groups], dtype=bool)
    names, place = np.unique(taught.shelf.groups[open_], return_inverse=True)
    return Following(
        passages=len(roots),
        done=int(sum(root in done for root in roots)),
        stories=len(names),
        codes=tuple(_taken(taught, n, open_) for n in range(len(taught.codes))),
        next=_next(store, taught, np.flatnonzero(open_), place, count, seed) if count else (),
    )


def _taken(taught: Taught, n: int, open_: NDArray[np.bool_]) -> Taken:
    least = float(taught.least[n])
    return Taken(
        code=taught.codes[n].code,
        coded=int(taught.learned.taught[n]),
        learnt=bool(taught.learned.sure[n]),
        least=round(least, 2) if least <= 1 else None,
        expected=round(float(taught.learned.chance[open_, n].sum()), 1),
    )


def _next(  # what is drawn from, and how
    store: Store,
    taught: Taught,
    rows: NDArray[np.int64],  # of passages that nobody is done with
    place: NDArray[np.int64],  # the story of each
    count: int,
    seed: int,
) -> tuple[Next, ...]:
    chance = taught.learned.chance[rows]
    chances = inclusion(worth(chance, taught.learned.taught, place), count)
    origins = {row.text_id: row.origin for row in store.query("stories_to_code")}
    weight = 1 / (1 + np.sqrt(taught.learned.taught))
    found = []
    for story in drawn(chances, seed):
        own = np.flatnonzero(place == story)
        first = int(rows[own[0]])
        most = np.argsort(-((chance[own] * (1 - chance[own])).max(axis=0) * weight), kind="stable")[:LIKELY]
        found.append(
            Next(
                origins[taught.shelf.text_ids[first]],
                " ".join(taught.shelf.words[first].split())[:OPENING],
                round(float(chances[story]), 4),
                tuple(taught.codes[n].code for n in most),
            )
        )
    return tuple(found)
