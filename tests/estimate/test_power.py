import numpy as np
import pytest

from recount.errors import InputError, NotEstimable
from recount.estimate.correct import poststratified
from recount.estimate.intervals import jeffreys
from recount.estimate.power import (
    coded_for_correction,
    double_coded_for_agreement,
    events_for_rate,
    persons_for_difference,
    persons_for_share,
)
from recount.estimate.rates import rate_ratio


def test_so_many_persons_give_an_interval_so_wide_and_fewer_do_not():
    rng = np.random.default_rng(1)
    n = persons_for_share(0.3, 0.2)
    mean = [np.mean([b - a for a, b in (jeffreys(int(x), m) for x in rng.binomial(m, 0.3, 400))]) for m in (n, n - 8)]
    assert mean[0] <= 0.201
    assert mean[1] > 0.2


def test_two_shares_need_cohens_number_of_persons():
    """Cohen 1988, table 6.4.1: h = .50, power .80, two-sided .05 needs 63 in each group."""
    first = np.sin(np.arcsin(np.sqrt(0.5)) + 0.25) ** 2
    assert persons_for_difference(float(first), 0.5) == 63


def test_so_many_events_show_the_change_of_pace_in_four_of_five_studies():
    rng = np.random.default_rng(2)
    n = events_for_rate(2.35, 0.15)
    true = 2.35 * 0.15 / (2.35 * 0.15 + 0.85)
    seen = [rate_ratio((int(x), 3), (n - int(x), 17)).low > 1 for x in rng.binomial(n, true, 600)]
    assert 0.74 <= np.mean(seen) <= 0.9


def test_so_many_coded_accounts_give_a_corrected_share_so_wide():
    rng, widths = np.random.default_rng(3), []
    n = coded_for_correction(0.35, 0.1, units=600, sensitivity=0.85, specificity=0.9)
    for _ in range(100):
        truth = (rng.random(600) < 0.35).astype(int)
        machine = (rng.random(600) < np.where(truth == 1, 0.85, 0.1)).astype(int)
        at = rng.choice(600, n, replace=False)
        found = poststratified(machine, at, truth[at])
        widths.append(found.high - found.low)
    assert np.mean(widths) == pytest.approx(0.1, abs=0.01)
    assert coded_for_correction(0.35, 0.001, units=600) == 600


def test_agreement_on_an_even_code_needs_fewer_doubly_coded_units_than_on_a_rare_one():
    even, rare = (double_coded_for_agreement(0.7, p, 0.2) for p in (0.5, 0.05))
    assert even < rare
    # At kappa 0 and even prevalence the variance is 1 / n.
    assert double_coded_for_agreement(1e-9, 0.5, 2 * 1.959963984540054 / 10) == 100


@pytest.mark.parametrize(
    "call",
    [
        lambda: persons_for_share(1.2, 0.1),
        lambda: persons_for_difference(0.3, 0.3),
        lambda: events_for_rate(1.0, 0.2),
        lambda: double_coded_for_agreement(0.7, 0.2, 0.0),
    ],
)
def test_what_no_study_can_mean_is_refused(call):
    with pytest.raises(InputError):
        call()


def test_a_question_beyond_any_study_is_said_to_be():
    with pytest.raises(NotEstimable, match="more than 20000 persons"):
        persons_for_share(0.5, 0.001)
