"""Planted studies: accounts with a known truth, to test a design, a way of counting, or this program."""

from recount.simulate.outlets import plant
from recount.simulate.scenario import Account, Leaver, Outlet, Planted, Said, Scenario
from recount.simulate.write import truth, write_study

__all__ = ["Account", "Leaver", "Outlet", "Planted", "Said", "Scenario", "plant", "truth", "write_study"]
