import numpy as np
import pytest

from recount.estimate.hidden.closed import closed_family, frequency_family
from recount.estimate.hidden.profile import profile
from recount.estimate.hidden.table import CaptureTable, membership

# Cottontail rabbits seen 1, 2, ... 7 times in 18 nights (Edwards and Eberhardt 1967), of 135 in the pen.
RABBITS = np.array([43, 16, 8, 6, 0, 2, 1])


def test_chao_as_a_model_gives_the_published_total_of_the_rabbits():
    assert frequency_family(RABBITS)["Mh Chao (LB)"].value == pytest.approx(76 + 43**2 / (2 * 16), rel=1e-9)


def test_the_order_of_lists_matters_only_to_occasions_in_time(mse):
    one, other = closed_family(mse.SPINA_BIFIDA), closed_family(mse.SPINA_BIFIDA.ordered([2, 0, 1]))
    for name, told in one.items():
        if name not in {"Mb", "Mbh"} and told.known:
            assert other[name].value == pytest.approx(told.value, rel=1e-7)


def test_removal_has_its_published_solution():
    """Two occasions, nobody told of twice: u1^2 / (u1 - u2) (Seber and Le Cren 1967)."""
    table = CaptureTable(("first", "second"), np.array([0, 60, 30, 1]))
    assert closed_family(table)["Mb"].value == pytest.approx(61**2 / (61 - 30), rel=1e-6)


@pytest.mark.parametrize(("name", "skipped"), [("Mb", 0), ("Mbh", 1)])
def test_removal_has_the_variance_of_zippin_1956(name, skipped):
    """N (1 - q^t) q^t / ((1 - q^t)^2 - (t p)^2 q^(t-1)) over the occasions with a common chance p = 1 - q."""
    first = np.array([300, 400, 240, 150, 80])[1 - skipped :]
    k = len(first)
    counts = np.zeros(1 << k, dtype=int)
    for i, many in enumerate(first):
        counts[1 << i] = many * 3 // 4
        counts[(1 << i | 1 << k - 1) if i < k - 1 else 1 << i] += many - many * 3 // 4
    told = closed_family(CaptureTable(tuple("abcde"[:k]), counts))[name]
    total, t = told.value - skipped * first[0], k - skipped
    q = (1 - first[skipped:].sum() / total) ** (1 / t)
    wanted = total * (1 - q**t) * q**t / ((1 - q**t) ** 2 - (t * (1 - q)) ** 2 * q ** (t - 1))
    assert told.se**2 == pytest.approx(wanted, rel=1e-4)


def test_more_first_captures_later_than_earlier_give_no_negative_total():
    table = CaptureTable(("first", "second", "third"), np.array([0, 5, 20, 2, 60, 3, 8, 1]))
    told = closed_family(table)["Mb"]
    assert told.value is None
    assert "negative" in told.reason


@pytest.mark.parametrize("name", ["kosovo", "hare", "hiv", "ukdat", "ukdat_5", "neworl_5", "artificial_3"])
def test_the_closed_family_has_the_totals_that_rcapture_has(shared, mse, name):
    ours = closed_family(mse.table(shared, name))
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")[name]["rcapture_closedp"]
    keys = ("models", "abundance", "stderr", "deviance", "df", "AIC", "BIC", "infoFit")
    for model, total, se, deviance, df, aic, bic, trouble in zip(*(recorded[k] for k in keys), strict=True):
        told = ours[model]
        if told.value is None:  # theirs is negative, or hardly above those seen with terms on their way to infinity
            assert total < 0 or total < 1.01 * recorded["abundance"][0]
            assert trouble or name == "artificial_3"
            continue
        assert told.value == pytest.approx(total, rel=1e-6)
        assert (told.aic, told.bic, told.df) == pytest.approx((aic, bic, df), rel=1e-6)
        assert told.deviance == pytest.approx(deviance, rel=1e-6, abs=1e-6)
        if model != "Mbh":  # theirs is another there; ours is that of Zippin, as the test above has it
            assert told.se == pytest.approx(se, rel=3e-4)


@pytest.mark.parametrize("name", ["ill", "cbird"])
def test_frequencies_alone_have_the_totals_that_rcapture_has(shared, mse, name):
    recorded = mse.reference(shared, "onelist_reference")[name]
    ours = frequency_family(np.array(recorded["freq"]))
    told = recorded["closedp0_tInf"]
    for model, total, se, aic in zip(*(told[k] for k in ("models", "abundance", "stderr", "AIC")), strict=True):
        assert ours[model].value == pytest.approx(total, rel=1e-6)
        assert ours[model].se == pytest.approx(se, rel=2e-5)
        assert ours[model].aic == pytest.approx(aic, rel=1e-6)


def of_mt(table):
    on = membership(table.k)[1:].astype(float)
    row = np.zeros(1 + table.k)
    row[0] = 1
    return profile(table.counts[1:].astype(float), np.column_stack([np.ones(len(on)), on]), row)


@pytest.mark.parametrize("name", ["kosovo", "hare", "hiv", "ukdat", "ukdat_5"])
def test_profile_intervals_are_those_of_rcapture(shared, mse, name):
    recorded = mse.reference(shared, "mse_reference_rcapture_sparsemse_dga")[name]["rcapture_Mt_profileCI"]["CI"]
    told = of_mt(mse.table(shared, name))
    wanted = (recorded["abundance"], recorded["infCL"], recorded["supCL"])
    assert (told.value, told.low, told.high) == pytest.approx(wanted, rel=2e-7)


def test_a_profile_interval_holds_its_total_and_never_falls_below_those_seen(mse):
    told = of_mt(mse.SPINA_BIFIDA)
    assert mse.SPINA_BIFIDA.n <= told.low < told.value < told.high
