"""The 1,050 bad and 300 good quotes of bench/quotes.py, without its peers: none of the bad is taken, all good are kept."""

import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).parents[2] / "bench" / "quotes.py"


@pytest.fixture(scope="module")
def bench():
    """The bench as a module; it stands beside the checkout's tests, not in the package."""
    if not PATH.is_file():
        pytest.skip("bench/quotes.py is not in this copy of the program")
    spec = importlib.util.spec_from_file_location("quotes_bench", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def answered(bench):
    """Each quote with the place the locator gave it, or None, and what a refusal said."""
    bodies = bench.accounts()
    given = bench.quotes(bodies, bench.EACH)
    found = bench.ours(given, bodies)
    return list(zip(given, found["places"], found["said"], strict=True))


def test_no_bad_quote_is_taken_and_every_good_one_is_kept_at_its_place(bench, answered):
    kinds = [one["kind"] for one, _, _ in answered]
    assert len(kinds) == 1350
    assert [one["words"] for one, place, _ in answered if one["kind"] in bench.BAD and place is not None] == []
    assert [one["words"] for one, place, _ in answered if one["kind"] in bench.GOOD and place != one["place"]] == []


@pytest.mark.parametrize("kind", ["negation", "number", "name"])
def test_a_refusal_names_what_was_changed(answered, kind):
    unsaid = [(one["words"], said) for one, _, said in answered if one["kind"] == kind and kind not in said]
    assert unsaid == []
