"""Coded projects of other programs, read with the places of their codings proved by the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recount.coding.projects.codes import Handed, assignments, codebook_of, fitting, matched
from recount.coding.projects.databases import read_database
from recount.coding.projects.refi import read_refi

if TYPE_CHECKING:
    from pathlib import Path

    from recount.model.project import Project

__all__ = ["Handed", "assignments", "codebook_of", "fitting", "matched", "read_project"]


def read_project(path: Path) -> Project:
    """The project in a .qdpx file, or in a database of QualCoder or Taguette; told apart by its first bytes.

    Raises:
        BadProject: none of these, or damaged.
    """
    with path.open("rb") as file:
        sqlite = file.read(16).startswith(b"SQLite format 3")
    return read_database(path) if sqlite else read_refi(path)
