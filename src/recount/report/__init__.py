"""Release -> pages and files; each number links to its rows. Takes nothing but a release."""

from recount.report.page import render
from recount.report.refi import qdpx

__all__ = ["qdpx", "render"]
