"""Codes on passages: people assign them with exact words, a machine suggests them with reasons."""

from recount.coding.assign import REJECTED, VALUES, Assignment, assign
from recount.coding.codebook import check, load, profiles, restricted, shipped
from recount.coding.replay import Adrift, Replayed, replay
from recount.coding.sheet import read_codings
from recount.coding.suggest import suggest
from recount.coding.suggestions import suggest_codings

__all__ = [
    "REJECTED",
    "VALUES",
    "Adrift",
    "Assignment",
    "Replayed",
    "assign",
    "check",
    "load",
    "profiles",
    "read_codings",
    "replay",
    "restricted",
    "shipped",
    "suggest",
    "suggest_codings",
]
