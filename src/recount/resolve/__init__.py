"""Who is who across accounts: a machine suggests with reasons, people judge, and every judgement can be undone."""

from recount.resolve.judgements import Adrift, adrift, judge, withdraw
from recount.resolve.persons import persons
from recount.resolve.sheet import read_judgements, write_open_pairs
from recount.resolve.suggest import suggest

__all__ = ["Adrift", "adrift", "judge", "persons", "read_judgements", "suggest", "withdraw", "write_open_pairs"]
