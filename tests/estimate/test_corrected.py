"""Corrected shares from a ground laid by hand: invented accounts, a machine that errs, and a sample that people coded."""

from types import SimpleNamespace

import numpy as np
import pytest

from recount.estimate.corrected import Sampled, corrected_figures
from recount.model import Code, Codebook

BOOK = Codebook(
    "test", "1", "Test", "en", None,
    codes=(Code("leave", "Leaving", ""), Code("leave.fear", "Fear", "", parent="leave"), Code("join", "Joining", "")),
)  # fmt: skip


def coding(story, code="leave.fear", *, machine, value="present", verdict=None):
    coder = "machine:cues" if machine else "Ada Lund"
    return SimpleNamespace(
        coding_id=f"{coder}-{story}-{code}", story_id=f"s{story}", code=code, value=value, coder=coder,
        verdict=verdict if machine else "accepted",
    )  # fmt: skip


def planted(rng, *, stories=300, coded=80, share=0.15, sensitivity=0.9, specificity=0.7, done=True):
    truth = rng.random(stories) < share
    machine = rng.random(stories) < np.where(truth, sensitivity, 1 - specificity)
    drawn = tuple(sorted(map(int, rng.choice(stories, coded, replace=False))))
    rows = tuple(
        SimpleNamespace(story_id=f"s{n}", published_first=f"{2030 + n % 3}-05-01", origin=f"{n}", text_id=f"t{n}", n=0)
        for n in range(stories)
    )
    codings = [coding(n, machine=True) for n in range(stories) if machine[n]]
    codings += [coding(n, machine=False) for n in drawn if truth[n]]
    return truth, Sampled(rows, drawn, drawn if done else drawn[1:]), codings


def test_the_share_of_all_accounts_is_found_where_the_machine_alone_is_far_off():
    rng, held, naive = np.random.default_rng(3), 0, 0
    for _ in range(60):
        truth, sample, codings = planted(rng)
        (parent, figure) = corrected_figures(sample, codings, BOOK)
        assert parent.figure == "corrected.leave"
        ours, check, alone = figure.estimates[:3]
        held += ours.low <= truth.mean() <= ours.high
        naive += alone.low <= truth.mean() <= alone.high
        assert check.low < check.value < check.high
        assert "uncorrected" in alone.name
    assert held >= 52
    assert naive == 0


def test_the_rows_under_a_corrected_share_are_the_codings_of_people_in_the_accounts_drawn():
    truth, sample, codings = planted(np.random.default_rng(4))
    figure = list(corrected_figures(sample, codings, BOOK))[-1]
    assert figure.least == figure.most == len(figure.rows) == sum(truth[list(sample.drawn)])
    assert all(row.row_id.startswith("Ada Lund") for row in figure.rows)
    assert "80 of 300 accounts drawn at random" in figure.note


def test_accounts_drawn_but_not_done_are_no_sample_yet():
    _, sample, codings = planted(np.random.default_rng(5), done=False)
    (figure,) = corrected_figures(sample, codings, BOOK)
    assert figure.least is None
    assert figure.reason.startswith("1 of 80 accounts drawn at random are not done")


@pytest.mark.parametrize(
    ("coded", "says"), [(0, "no plan draws accounts at random"), (10, "10 units are coded by people")]
)
def test_without_a_sample_that_is_large_enough_it_is_refused_with_what_is_missing(coded, says):
    _, sample, codings = planted(np.random.default_rng(6), coded=coded)
    (figure,) = corrected_figures(sample, codings, BOOK)
    assert figure.least is None
    assert says in figure.reason


def test_a_share_that_rises_from_year_to_year_is_seen_to_rise():
    rng = np.random.default_rng(7)
    _, sample, _ = planted(rng, stories=900, coded=300)
    truth = rng.random(900) < np.array([0.1, 0.3, 0.5])[np.arange(900) % 3]
    codings = [coding(n, machine=True) for n in range(900) if truth[n] != (rng.random() < 0.2)]
    codings += [coding(n, machine=False) for n in sample.drawn if truth[n]]
    change = list(corrected_figures(sample, codings, BOOK))[-1].estimates[-1]
    assert change.name == "change of the share a year"
    assert change.low <= 0.2 <= change.high
    assert change.low > 0
