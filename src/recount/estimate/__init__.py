"""Figures with the rows under them: counts with bounds, shares with intervals, time lines, refusals."""

from recount.estimate.bounds import Least, least_persons
from recount.estimate.count import count
from recount.estimate.intervals import manski, wilson

__all__ = ["Least", "count", "least_persons", "manski", "wilson"]
