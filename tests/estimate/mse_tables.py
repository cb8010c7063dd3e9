"""Capture tables of the public test data and small ones of the literature, for the tests of hidden populations."""

import csv
import json

import numpy as np

from recount.estimate.hidden.table import CaptureTable, tabulate

FILES = {
    "kosovo": "LCMCR__kosovo_aggregate", "hare": "Rcapture__hare", "hiv": "Rcapture__HIV", "ukdat": "SparseMSE__UKdat",
    "ukdat_5": "SparseMSE__UKdat_5", "neworl_5": "SparseMSE__NewOrl_5", "artificial_3": "SparseMSE__Artificial_3",
}  # fmt: skip
# Spina bifida in upstate New York: birth certificates, death certificates, rehabilitation files (Hook, Albright and
# Cross 1980, as Madigan and York 1997 print it). The cell's bits are lists 1, 2, 3.
SPINA_BIFIDA = CaptureTable(("birth", "death", "rehabilitation"), np.array([0, 60, 49, 4, 247, 112, 142, 12]))


def table(shared, name):
    rows = list(csv.reader((shared / f"data/09_mse/csv/{FILES[name]}.csv").open()))
    told = np.array(rows[1:], dtype=float)
    if rows[0][-1] in {"freq", "count", "n"}:
        return tabulate(rows[0][:-1], told[:, :-1], told[:, -1])
    return tabulate(rows[0], told)


def reference(shared, name):
    return json.loads((shared / f"data/09_mse/reference/{name}.json").read_text())


def expected_counts(n, chances):
    """A table that has exactly what independent lists would give, rounded; with n large the rounding is nothing."""
    k = len(chances)
    on = np.arange(1 << k)[:, None] >> np.arange(k) & 1
    counts = np.round(n * np.prod(np.where(on, chances, 1 - np.array(chances)), axis=1)).astype(int)
    counts[0] = 0
    return CaptureTable(tuple("abcdefgh"[:k]), counts)
