"""Word lists that say what a number counts, read from the table beside this module."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

_TABLE: dict[str, Any] = tomllib.loads(
    files("recount.text.quantity").joinpath("words.toml").read_text(encoding="utf-8")
)


def _listed(name: str) -> frozenset[str]:
    return frozenset(_TABLE[name].split())


PERSONS = _listed("persons")
MINORS = _listed("minors")
BANDS = _listed("bands")
KIN = _listed("kin")
INVARIANT = _listed("invariant")
DURATIONS = _listed("durations")
MONEY = _listed("money")
MEASURES = _listed("measures")
FREQUENCIES = _listed("frequencies")
ABSTRACT = _listed("abstract")
NUMBERED = _listed("numbered")
STREETS = _listed("streets")
PERSON_VERBS = _listed("person_verbs")
HARM_VERBS = _listed("harm_verbs")
HARMED = _listed("harmed")
SURVEYED = _listed("surveyed")
DENIABLE = _listed("deniable")
FIGURES = _listed("figures")
HIGHER = _listed("higher")
LOWER = _listed("lower")
POSSIBLE = _listed("possible")
PROBABLE = _listed("probable")
ESTIMATE = _listed("estimate")
KNOWN = _listed("known")
MEN = _listed("men")
WOMEN = _listed("women")
SINGULAR: dict[str, str] = dict(_TABLE["singular"])
KINDS: dict[str, str] = {noun: kind for kind, nouns in _TABLE["kinds"].items() for noun in nouns.split()}
