"""Agreement between coders: coefficients, distances, intervals, stretches of text."""

from recount.coding.agreement.bootstrap import Drawn, bootstrap
from recount.coding.agreement.clustered import Clustered, clustered_share
from recount.coding.agreement.coefficients import (
    Alpha,
    BrennanPrediger,
    Cohen,
    Fleiss,
    Gwet,
    Percent,
    Statistic,
    coefficient,
    reason,
)
from recount.coding.agreement.distances import FORMULAS
from recount.coding.agreement.ratings import Ratings
from recount.coding.agreement.spans import Unitized, interval, laid_out, pooled, unitized_alpha

__all__ = [
    "FORMULAS",
    "Alpha",
    "BrennanPrediger",
    "Clustered",
    "Cohen",
    "Drawn",
    "Fleiss",
    "Gwet",
    "Percent",
    "Ratings",
    "Statistic",
    "Unitized",
    "bootstrap",
    "clustered_share",
    "coefficient",
    "interval",
    "laid_out",
    "pooled",
    "reason",
    "unitized_alpha",
]
