"""Bubbles are read by their ink: one mark, none, or more than one."""

import cv2
import numpy as np
import pytest
from tests.reading.page import DENSITY, as_photo, drawn, form_of

from sirekap.reading.score_bubbles import NONE, SEVERAL, bubble_ink, column_states, relative, score_bubbles
from sirekap.reading.settle import follow_rows
from sirekap.reading.weights import load_fitted, load_model

FORM = form_of("kpu-2024")
PAGE = FORM.pages[1]
FIELD = PAGE.fields[0]
MATRIX = np.diag([DENSITY, DENSITY, 1.0])


def filled(*marks, level=40, smear=0.0):
    """The page with the bubbles (column, digit) filled, grey *level*."""
    sheet = drawn("kpu-2024", 2).copy()
    for column, digit in marks:
        x, y = (round(v * DENSITY) for v in FIELD.bubbles[column][digit].centre)
        cv2.circle(sheet, (x, y), round(FIELD.bubbles[0][0].width / 2 * DENSITY), level, -1)
    return cv2.GaussianBlur(sheet, (0, 0), smear) if smear else sheet


def states_of(sheet, matrix=MATRIX):
    rows = follow_rows(as_photo(sheet), PAGE, FIELD, matrix)
    scores = score_bubbles(bubble_ink(as_photo(sheet), FIELD, rows, load_model()), load_fitted().thresholds)
    assert scores.states.sum(axis=1) == pytest.approx([1, 1, 1])
    return scores.states.argmax(axis=1).tolist()


@pytest.mark.parametrize("number", [(0, 0, 7), (1, 2, 3), (9, 8, 0), (4, 4, 4), (0, 0, 0)])
@pytest.mark.parametrize("level", [40, 120])
def test_one_mark_in_each_column_is_its_digit(number, level):
    assert states_of(filled(*enumerate(number), level=level, smear=2.5)) == list(number)


def test_a_column_without_a_mark_has_none():
    assert states_of(filled((1, 5), (2, 6))) == [NONE, 5, 6]


def test_a_field_without_any_mark_has_none_anywhere():
    assert states_of(drawn("kpu-2024", 2)) == [NONE, NONE, NONE]


def test_two_dark_bubbles_in_a_column_are_several():
    assert states_of(filled((0, 1), (1, 5), (2, 6), (2, 8))) == [1, 5, SEVERAL]


def test_a_place_that_is_a_millimetre_off_reads_the_same():
    off = MATRIX.copy()
    off[:2, 2] = (1.0 * DENSITY, -1.2 * DENSITY)
    assert states_of(filled((0, 3), (1, 5), (2, 9)), off) == [3, 5, 9]


def test_a_fold_between_the_bubbles_slips_no_row():
    sheet = filled((0, 1), (1, 5), (2, 9))
    middle = round(FIELD.bubbles[0][5].top * DENSITY) - 3
    folded = sheet.copy()
    step = round(1.6 * DENSITY)
    folded[middle:-step] = sheet[middle + step :]
    assert states_of(folded) == [1, 5, 9]


def test_a_half_dark_bubble_is_neither_mark_nor_none():
    thresholds = load_fitted().thresholds
    ink = np.zeros((1, 10))
    ink[0, 4] = (thresholds.mark + thresholds.no_mark) / 2
    states = column_states(ink, thresholds)
    assert max(states[0, 4], states[0, NONE]) < 0.6


def test_noise_on_a_field_without_marks_is_not_blown_up():
    rng = np.random.default_rng(1)
    assert relative(rng.normal(0.1, 0.01, (3, 10))).max() < 0.4
