"""Bounds of risk, and how honest probabilities are told to be."""

from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap.reading.reliability import bins, calibration_error, reliability_svg
from sirekap.reading.risk import binomial_tail, least_probability, least_supported, needed, upper_bound


@pytest.mark.parametrize(
    ("wrong", "of", "bound"), [(0, 1337, 0.002238), (0, 30_000, 9.985e-5), (3, 1000, 0.007734)]
)
def test_the_bounds_are_those_of_clopper_and_pearson(wrong, of, bound):
    assert upper_bound(wrong, of) == pytest.approx(bound, rel=2e-3)


@given(st.integers(0, 20), st.integers(21, 3000))
def test_at_its_bound_a_count_is_as_unlikely_as_stated(wrong, of):
    assert binomial_tail(wrong, of, upper_bound(wrong, of)) == pytest.approx(0.05, rel=1e-3)


@given(st.floats(1e-5, 0.2))
def test_a_risk_takes_as_many_readings_as_said_and_not_one_less(risk):
    enough = needed(risk)
    assert least_supported(enough) <= risk * (1 + 1e-9)
    assert least_supported(enough - 1) >= risk * (1 - 1e-9)


def test_a_risk_that_the_data_cannot_show_gives_no_bound():
    assert least_probability([(1.0, True)] * 1365, 0.0001) is None
    assert least_probability([], 0.1) is None


def test_the_bound_shuts_out_the_unsure_readings_that_go_wrong():
    sure = [(0.9999, True)] * 2000
    unsure = [(0.8, k % 3 > 0) for k in range(300)]
    bound = least_probability(sure + unsure, 0.003)
    assert bound is not None
    assert 0.8 < bound <= 0.9999


@pytest.mark.parametrize("seed", range(4))
def test_bounds_keep_their_risk_on_readings_they_were_not_fitted_on(seed):
    bound = least_probability(drawn(np.random.default_rng(seed), 6000), 0.01)
    assert bound is not None
    fresh = [right for probability, right in drawn(np.random.default_rng(99), 30_000) if probability >= bound]
    assert 1 - np.mean(fresh) <= 0.012


def drawn(rng, count):
    """Readings whose probabilities are honest."""
    probabilities = 1 - rng.beta(0.15, 1.5, count)
    return [(float(p), bool(rng.random() < p)) for p in probabilities]


def test_honest_probabilities_have_a_small_calibration_error_and_boastful_ones_a_large_one():
    honest = drawn(np.random.default_rng(1), 20_000)
    assert calibration_error(honest) < 0.01
    assert calibration_error([(p**0.1, right) for p, right in honest]) > 0.03


def test_the_picture_is_an_svg_that_tells_every_bin():
    seen = drawn(np.random.default_rng(2), 3000)
    picture = reliability_svg(seen, "Rehearsed & real")
    ElementTree.fromstring(picture)  # noqa: S314 -- our own text
    assert sum(each.count for each in bins(seen)) == 3000
    assert all(f"of {each.count:,}<" in picture for each in bins(seen))
