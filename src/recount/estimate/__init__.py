"""Figures with the rows under them: counts with bounds, shares with intervals, time lines, refusals."""

from recount.estimate.bounds import Least, least_persons
from recount.estimate.changes import Change
from recount.estimate.corrected import correct
from recount.estimate.count import count, retraction_changes
from recount.estimate.ground import Teller, who_tells
from recount.estimate.hidden import hidden
from recount.estimate.intervals import manski, wilson
from recount.estimate.likely import likely
from recount.estimate.posterior import Posterior, posterior
from recount.estimate.settled import settled

__all__ = [
    "Change",
    "Least",
    "Posterior",
    "Teller",
    "correct",
    "count",
    "hidden",
    "least_persons",
    "likely",
    "manski",
    "posterior",
    "retraction_changes",
    "settled",
    "who_tells",
    "wilson",
]
