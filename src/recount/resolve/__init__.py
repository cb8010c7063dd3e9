"""Who is who across accounts: a machine suggests with reasons, people judge, and every judgement can be undone."""

from recount.resolve.choice import next_pairs
from recount.resolve.conflicts import Conflict, conflicts
from recount.resolve.judgements import Adrift, adrift, judge, withdraw
from recount.resolve.persons import persons
from recount.resolve.proposal import Proposed, hanging, proposed
from recount.resolve.retractions import copies_of, retract
from recount.resolve.sheet import OpenPair, open_pairs, read_judgements, write_open_pairs
from recount.resolve.splits import merge, split
from recount.resolve.suggest import suggest
from recount.resolve.table import Linked, link
from recount.resolve.waterfall import weighed

__all__ = [
    "Adrift",
    "Conflict",
    "Linked",
    "OpenPair",
    "Proposed",
    "adrift",
    "conflicts",
    "copies_of",
    "hanging",
    "judge",
    "link",
    "merge",
    "next_pairs",
    "open_pairs",
    "persons",
    "proposed",
    "read_judgements",
    "retract",
    "split",
    "suggest",
    "weighed",
    "withdraw",
    "write_open_pairs",
]
