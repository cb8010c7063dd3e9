"""Who is who across accounts: a machine suggests with reasons, people judge, and every judgement can be undone."""

from recount.resolve.judgements import Adrift, adrift, judge, withdraw
from recount.resolve.persons import persons
from recount.resolve.sheet import OpenPair, open_pairs, read_judgements, write_open_pairs
from recount.resolve.suggest import suggest

__all__ = [
    "Adrift",
    "OpenPair",
    "adrift",
    "judge",
    "open_pairs",
    "persons",
    "read_judgements",
    "suggest",
    "withdraw",
    "write_open_pairs",
]
