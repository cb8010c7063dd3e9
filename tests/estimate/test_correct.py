import json

import numpy as np
import pytest

from recount.errors import InputError, NotEstimable
from recount.estimate.correct import difference, poststratified, prediction_powered
from recount.estimate.supervised import cross_fitted, pseudo_outcome, regress

# Prevalence, sensitivity, specificity, units, coded by people: from good to worse than chance.
SETTINGS = [
    (0.35, 0.85, 0.9, 600, 120),
    (0.03, 0.8, 0.97, 600, 120),
    (0.2, 0.4, 0.55, 300, 60),
    (0.2, 0.5, 0.5, 300, 60),
]


@pytest.fixture
def reference(shared):
    return json.loads((shared / "data/09_mse/reference/ppi_dsl_reference.json").read_text())


def corpus(rng, prevalence, sensitivity, specificity, units, coded):
    truth = (rng.random(units) < prevalence).astype(int)
    machine = np.where(truth == 1, rng.random(units) < sensitivity, rng.random(units) > specificity).astype(int)
    return truth, machine, rng.choice(units, coded, replace=False)


def test_peers_and_the_difference_estimator_give_the_recorded_values(reference):
    data = reference["data"]
    y, f, g = (np.array(data[name]) for name in ("y_labelled", "yhat_labelled", "yhat_unlabelled"))
    for tuned, name in ((False, "ppi_mean_lam1"), (True, "ppi_mean_power_tuned")):
        found, recorded = prediction_powered(f, y, g, tuned=tuned), reference[name]
        assert [found.share, found.low, found.high] == pytest.approx([recorded["point"], *recorded["ci95"]], abs=1e-9)
    machine, at = np.concatenate([f, g]), np.arange(len(y))
    recorded = reference["difference_finite_population"]
    found = difference(machine, at, y)
    assert [found.share, found.low, found.high] == pytest.approx([recorded["point"], *recorded["ci95"]], abs=1e-9)
    recorded = reference["dsl_mean_identity_g"]
    made = pseudo_outcome(machine, at, y, len(y) / len(machine))
    assert made.mean() == pytest.approx(recorded["point"], abs=1e-12)
    assert made.std(ddof=1) / np.sqrt(len(made)) == pytest.approx(recorded["se"], abs=1e-9)


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_share_of_the_corpus_lies_in_the_interval_as_often_as_is_said_also_with_a_bad_machine(setting):
    rng, held, tries = np.random.default_rng(5), 0, 400
    for _ in range(tries):
        truth, machine, at = corpus(rng, *setting)
        found = poststratified(machine, at, truth[at])
        held += found.low <= truth.mean() <= found.high
    assert 0.92 <= held / tries <= 0.99  # 95 % within what 400 tries can tell, and the prior's caution at rare codes


def test_a_good_machine_makes_the_interval_narrower_than_the_coded_sample_alone():
    truth, machine, at = corpus(np.random.default_rng(6), *SETTINGS[0])
    with_machine, alone = poststratified(machine, at, truth[at]), poststratified(np.zeros(600), at, truth[at])
    assert with_machine.high - with_machine.low < 0.8 * (alone.high - alone.low)


def test_when_all_units_are_coded_nothing_is_left_to_estimate():
    truth, machine, _ = corpus(np.random.default_rng(7), 0.3, 0.8, 0.8, 50, 50)
    found = poststratified(machine, np.arange(50), truth)
    assert found.low == found.share == found.high == truth.mean()


def test_too_few_codings_and_wrong_ones_are_refused():
    with pytest.raises(NotEstimable, match="19 units are coded by people"):
        poststratified(np.zeros(100), np.arange(19), np.zeros(19))
    for at, told in (
        (np.zeros(30, dtype=int), np.zeros(30)),
        (np.arange(30), np.full(30, 2)),
        (np.arange(80, 110), np.zeros(30)),
    ):
        with pytest.raises(InputError):
            poststratified(np.zeros(100), at, told)


def test_a_regression_on_mended_codes_has_no_bias_where_one_on_machine_codes_has():
    """The machine errs more for one group; the true effect of the group is planted."""
    rng, ours, naive = np.random.default_rng(8), [], []
    for _ in range(60):
        group = (rng.random(800) < 0.5).astype(float)
        truth = (rng.random(800) < 0.1 + 0.2 * group).astype(float)
        miss = np.where(group == 1, 0.45, 0.05)
        machine = np.where(rng.random(800) < miss, 1 - truth, truth)
        at = rng.choice(800, 200, replace=False)
        design = np.column_stack([np.ones(800), group])
        g = cross_fitted(np.column_stack([machine, group]), at, truth[at])
        fit = regress(design, pseudo_outcome(g, at, truth[at], 0.25), coded=200)
        ours.append(abs(fit.coefficients[1] - 0.2) <= 1.96 * fit.errors[1])
        naive.append(regress(design, machine).coefficients[1])
    assert np.mean(ours) >= 0.88
    assert abs(np.mean(naive) - 0.2) > 0.08


def test_a_logistic_regression_of_true_values_is_the_usual_one():
    rng = np.random.default_rng(9)
    x = np.column_stack([np.ones(2000), rng.normal(size=2000)])
    y = (rng.random(2000) < 1 / (1 + np.exp(-(x @ [-0.5, 1.2])))).astype(float)
    fit = regress(x, y, kind="logistic", clusters=np.arange(2000))
    assert fit.coefficients == pytest.approx((-0.5, 1.2), abs=4 * max(fit.errors))
    mean = regress(np.ones((4, 1)), [0, 0, 1, 1], kind="logistic")
    assert mean.coefficients == pytest.approx((0.0,), abs=1e-9)


def test_columns_that_say_the_same_and_units_that_could_not_be_coded_are_refused():
    with pytest.raises(InputError):
        regress(np.ones((10, 2)), np.zeros(10))
    with pytest.raises(InputError):
        pseudo_outcome(np.zeros(10), [1], [1], 0.0)
    with pytest.raises(NotEstimable):
        regress(np.column_stack([np.ones(20), np.arange(20)]), (np.arange(20) > 9).astype(float), kind="logistic")
