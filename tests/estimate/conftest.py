import importlib.util
from pathlib import Path

# One builder of small studies serves the tests of both rooms; tests are not a package, so it is loaded by its place.
_spec = importlib.util.spec_from_file_location("piles", Path(__file__).parents[1] / "resolve" / "conftest.py")
_piles = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_piles)
person, make_pile = _piles.person, _piles.make_pile
pile, another_pile = _piles.pile, _piles.another_pile
