"""Release -> pages; each number links to its rows. Takes nothing but a release."""

from recount.report.page import render

__all__ = ["render"]
