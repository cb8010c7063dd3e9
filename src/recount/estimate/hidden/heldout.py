"""How well the methods do where the truth is known: the size of each list, estimated from the other lists.

Persons on a list are a population of known size. Those of them who are on other lists too make a table of one list
fewer, from which each method estimates that size. The others' own lists are left as they are.

Source: Hook and Regal 2000; Binette and Steorts 2022, "On the reliability of multiple systems estimation for the
quantification of modern slavery".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from recount.estimate.hidden.chao import chao
from recount.estimate.hidden.loglinear import independence
from recount.estimate.hidden.said import HeldOut
from recount.estimate.hidden.sparse import modelled
from recount.estimate.hidden.table import CaptureTable
from recount.estimate.hidden.total import Total

LEAST_OTHERS = 2  # lists that estimate the one left out

METHODS: Mapping[str, Callable[[CaptureTable], Total]] = {
    "Chao": chao,
    "independent": independence,
    "by BIC": modelled,
}


def held_out(
    table: CaptureTable, methods: Mapping[str, Callable[[CaptureTable], Total]] = METHODS
) -> tuple[HeldOut, ...]:
    """Each list that others share persons with, against its known size; empty where fewer than 3 lists are."""
    if table.k < LEAST_OTHERS + 1:
        return ()
    found = []
    for j, name in enumerate(table.lists):
        inside = table.within(j)
        inside = inside.ordered([i for i, size in enumerate(inside.list_sizes) if size])
        if inside.k >= LEAST_OTHERS:
            known = int(table.list_sizes[j])
            found.append(HeldOut(name, known, {key: of(inside) for key, of in methods.items()}))
    return tuple(found)
