import importlib.util
from pathlib import Path

import pytest

# One builder of small studies serves the tests of both rooms; tests are not a package, so it is loaded by its place.
_spec = importlib.util.spec_from_file_location("piles", Path(__file__).parents[1] / "resolve" / "conftest.py")
_piles = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_piles)
person, make_pile = _piles.person, _piles.make_pile
pile, another_pile = _piles.pile, _piles.another_pile

_spec = importlib.util.spec_from_file_location("mse_tables", Path(__file__).with_name("mse_tables.py"))
_tables = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_tables)


@pytest.fixture(scope="session")
def mse():
    """Capture tables of the public test data and the recorded numbers of other programs."""
    return _tables
