"""Pages as they come from the press: the same picture as their PDF's, sooner."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rehearsal.rehearsed import election

from sirekap.forms.catalogue import FAMILIES, form_for
from sirekap.forms.draw import draw_page
from sirekap.forms.heading import BLANK, heading_for
from sirekap.rehearsal.coarse_grid import places, spread
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.fill import print_page
from sirekap.rehearsal.handwriting import draw_writer
from sirekap.rehearsal.ink import lay_ink
from sirekap.rehearsal.lots import draw_lot
from sirekap.rehearsal.marks import sign
from sirekap.rehearsal.press import printed_page
from sirekap.rehearsal.sensor import grain


@pytest.mark.parametrize("family", FAMILIES)
def test_a_page_from_the_press_is_the_picture_of_its_pdf_whoever_was_printed_before(family):
    form = form_for(election().contests[0], family, election().voter_cap)
    stations = list(election().stations.values())
    for heading in (BLANK, *(heading_for(election(), stations[at]) for at in (0, -1))):
        for number in (1, len(form.pages)):
            alone = print_page(draw_page(form, number, heading, election().id), 0)
            assert np.array_equal(printed_page(form, number, heading, election().id), alone)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=6), st.integers(0, 2**32))
def test_a_lot_falls_where_the_generators_own_choice_falls(weights, seed):
    shares = [each / sum(weights) for each in weights]
    ours, theirs = np.random.default_rng(seed), np.random.default_rng(seed)
    for _ in range(5):
        assert draw_lot(ours, shares) == theirs.choice(len(shares), p=shares)


@given(st.integers(20, 90), st.integers(20, 90))
def test_what_runs_straight_over_the_coarse_grid_runs_straight_over_the_pixels(height, width):
    rows, columns = places((height, width))
    told = spread((3 * rows - 2 * columns).astype(np.float32), (height, width))
    v, u = np.mgrid[:height, :width]
    assert np.allclose(told, 3 * v - 2 * u, atol=1e-2)


@pytest.mark.parametrize("seed", range(3))
def test_strokes_that_lie_apart_leave_the_same_ink_together_as_one_by_one(seed):
    rng = np.random.default_rng(seed)
    pen = draw_writer(rng).pen
    strokes = [path * 8 + np.float32(at) for at in (2, 22, 42, 62) for path in sign(rng)[:1]]
    together, apart = (np.full((480, 480, 3), 240, np.uint8) for _ in range(2))
    lay_ink(np.random.default_rng(seed), together, strokes, pen, 6.0)
    chance = np.random.default_rng(seed)
    for each in strokes:
        lay_ink(chance, apart, [each], pen, 6.0)
    assert np.array_equal(together, apart)
    assert together.min() < 150


def test_the_sensors_noise_repeats_without_a_seam_and_leaves_the_picture_as_bright():
    picture = np.full((1400, 1000, 3), 128, np.uint8)
    seen = grain(np.random.default_rng(2), picture.copy(), Conditions(noise=8.0))
    assert np.array_equal(seen[1031:], seen[:-1031])
    assert np.array_equal(seen[:, 769:], seen[:, :-769])
    assert abs(float(seen.mean()) - 128) < 0.1
    assert 6 < float(seen.std()) < 9
