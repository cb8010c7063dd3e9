import numpy as np
import pytest

from recount.errors import InputError
from recount.estimate.hidden.chains import effective, split_rhat
from recount.estimate.hidden.latent import Sampled, latent
from recount.estimate.hidden.table import tabulate


def test_independent_draws_are_worth_their_number():
    draws = np.random.default_rng(1).normal(size=(4, 1_000))
    assert effective(draws) == pytest.approx(4_000, rel=0.12)
    assert split_rhat(draws) < 1.01


def test_a_chain_that_remembers_is_worth_less():
    """An autoregressive chain with memory r is worth (1 - r)/(1 + r) of its draws."""
    rng, r = np.random.default_rng(2), 0.8
    draws = np.zeros((4, 5_000))
    for i in range(1, 5_000):
        draws[:, i] = r * draws[:, i - 1] + rng.normal(size=4)
    assert effective(draws) == pytest.approx(20_000 * (1 - r) / (1 + r), rel=0.2)


@pytest.mark.parametrize("how", ["place", "spread"])
def test_chains_that_disagree_show(how):
    draws = np.random.default_rng(3).normal(size=(4, 500))
    if how == "place":
        draws[0] += 3
    else:
        draws[0] *= 6
    assert split_rhat(draws) > 1.1


def test_chains_that_stand_still_in_different_places_never_agree():
    assert split_rhat(np.repeat([[1.0], [2.0]], 10, axis=1)) == np.inf


def planted(n, rng):
    """Two kinds of persons: a quarter easily seen."""
    easy = rng.random(n) < 0.25
    return rng.random((n, 4)) < np.where(easy[:, None], [0.5, 0.4, 0.5, 0.3], [0.12, 0.15, 0.1, 0.15])


def test_latent_classes_find_planted_persons_where_independence_falls_short():
    from recount.estimate.hidden.loglinear import independence

    table = tabulate("abcd", planted(3_000, np.random.default_rng(5)).astype(int))
    # Long enough to agree by any seed and any NumPy's stream of numbers; 6,000 agreed by a lucky one.
    found = latent(table, iterations=40_000, most=40_000, chains=8, seed=2)
    assert found.rhat < 1.05
    low, _, high = np.quantile(found.totals, [0.025, 0.5, 0.975])
    assert low < 3_000 < high
    assert independence(table).high < 3_000


def test_the_same_seed_gives_the_same_draws(mse):
    one, other = (latent(mse.SPINA_BIFIDA, iterations=200, most=200, seed=9) for _ in range(2))
    assert (one.totals == other.totals).all()
    assert one.totals.min() >= mse.SPINA_BIFIDA.n


@pytest.mark.parametrize(("chains", "rhat", "worth"), [(3, 1.0, 900), (8, 1.06, 900), (8, 1.0, 399)])
def test_chains_that_are_too_few_or_disagree_or_are_worth_too_little_tell_no_total(chains, rhat, worth):
    told = Sampled(np.full((chains, 10), 700.0), rhat, worth, 1_000).told()
    assert told.value is None
    assert "longer simulation" in told.reason


def test_nobody_makes_no_chain():
    with pytest.raises(InputError):
        latent(tabulate("abc", np.zeros((3, 3), dtype=int)))


@pytest.mark.heavy
def test_kosovo_has_the_total_that_lcmcr_has(shared, mse):
    found = latent(mse.table(shared, "kosovo"), classes=10, chains=16, iterations=60_000, most=60_000)
    assert found.sound
    assert 10_300 <= np.median(found.totals) <= 10_700
