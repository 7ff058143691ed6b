"""A page without fiducials is found by its printed lines, wherever the crop lies, or known not to be."""

import cv2
import numpy as np
import pytest
from tests.reading.page import DENSITY, as_photo, drawn, form_of, greatest_error_mm

from sirekap.reading.match_lines import by_crop, match_lines, mean_agreement
from sirekap.reading.weights import load_fitted, load_locator

SIZE = (811, 959)
FORM = form_of("kpu-2024")
PAGE = FORM.pages[1]
MOST_ERROR = 0.6
"""Millimetres."""


def cropped(number=2, turn=0, bend=None, size=SIZE):
    """What the state's app cut out of a photo: (picture, its true matrix), turned and bent as asked."""
    blank = as_photo(np.zeros((size[1], size[0]), np.uint8))
    truth = by_crop(blank, load_fitted().crop_of(FORM, PAGE), turn)
    if bend is not None:
        truth = bend @ truth
    onto = truth @ np.diag([1 / DENSITY, 1 / DENSITY, 1.0])
    soft = cv2.GaussianBlur(drawn("kpu-2024", number), (0, 0), 0.6)
    picture = cv2.warpPerspective(soft, onto, size, flags=cv2.INTER_AREA, borderValue=(150,))
    return np.clip(picture * np.linspace(0.6, 0.95, size[0]), 0, 255).astype(np.uint8), truth


def about_the_middle(turn=0.0, grow=(1.0, 1.0), shift=(0.0, 0.0)):
    """A turn in degrees, a growth and a shift in parts of the picture."""
    angle, middle = np.deg2rad(turn), np.array(SIZE) / 2
    linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ np.diag(grow)
    return np.vstack(
        [np.column_stack([linear, middle - linear @ middle + np.array(shift) * SIZE]), [0, 0, 1]]
    )


def worst_error(found, truth):
    errors = []
    for field in PAGE.fields:
        alone = type(PAGE)(PAGE.number, PAGE.width, PAGE.height, (), (field,), None)
        errors.append(greatest_error_mm(alone, found.fields[field.name].matrix, truth, fields_only=True))
    return max(errors)


@pytest.mark.parametrize("turn", [0, 180, 90, 270])
def test_the_usual_crop_is_found_upright_upside_down_and_on_its_side(turn):
    size = SIZE if turn % 180 == 0 else SIZE[::-1]
    picture, truth = cropped(turn=turn, size=size)
    found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
    assert worst_error(found, truth) < MOST_ERROR
    assert mean_agreement(found) > 0.7


@pytest.mark.parametrize(
    "bend",
    [
        about_the_middle(shift=(0.08, -0.1)),
        about_the_middle(shift=(-0.1, 0.08)),
        about_the_middle(turn=5),
        about_the_middle(turn=-4, grow=(0.92, 0.92)),
        about_the_middle(grow=(1.1, 1.1), shift=(-0.1, 0)),
        about_the_middle(grow=(0.9, 1.0)),
        about_the_middle(turn=7, grow=(0.75, 0.75), shift=(0.08, 0.08)),
    ],
    ids=["right and up", "left and down", "turned", "turned and small", "large", "narrow", "far and turned"],
)
@pytest.mark.parametrize("turn", [0, 180])
def test_a_crop_laid_otherwise_is_found_or_known_not_to_be(bend, turn):
    picture, truth = cropped(bend=bend, turn=turn)
    found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
    if mean_agreement(found) >= load_fitted().thresholds.agreement:
        assert worst_error(found, truth) < MOST_ERROR


def test_a_page_whose_last_column_is_cut_off_is_not_laid_one_column_aside():
    """Laid one column aside it agreed by 0.41, above the bound of then."""
    picture, _ = cropped(bend=about_the_middle(shift=(0.08, -0.1)))
    found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
    assert mean_agreement(found) < load_fitted().thresholds.agreement


MISSED = about_the_middle(turn=6, grow=(0.8, 0.8), shift=(-0.1, 0.1))


def test_the_locator_finds_what_the_known_crop_misses():
    picture, truth = cropped(bend=MISSED)
    alone = match_lines(as_photo(picture), FORM, load_fitted())
    assert mean_agreement(alone) < load_fitted().thresholds.agreement
    found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
    assert worst_error(found, truth) < MOST_ERROR


def test_most_crops_laid_otherwise_are_found():
    bends = [
        about_the_middle(shift=(0.07, 0.05)),
        about_the_middle(turn=3),
        about_the_middle(turn=-5, grow=(0.93, 0.93)),
        about_the_middle(turn=5, grow=(0.85, 0.85), shift=(0.1, 0.1)),
    ]
    for bend in bends:
        picture, truth = cropped(bend=bend)
        found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
        assert worst_error(found, truth) < MOST_ERROR


def test_a_fold_that_moves_one_block_does_not_move_its_neighbours():
    picture, truth = cropped()
    fold = round(float((truth @ (0, PAGE.fields[1].area.top - 2, 1))[1]))
    folded = picture.copy()
    folded[fold:, 12:] = picture[fold:, :-12]
    found = match_lines(as_photo(folded), FORM, load_fitted(), load_locator())
    moved = np.array([[1, 0, 12], [0, 1, 0], [0, 0, 1]]) @ truth
    for field, right in zip(PAGE.fields, (truth, moved, moved), strict=True):
        alone = type(PAGE)(PAGE.number, PAGE.width, PAGE.height, (), (field,), None)
        place = found.fields[field.name].matrix
        assert greatest_error_mm(alone, place, right, fields_only=True) < MOST_ERROR


def test_another_page_and_plain_noise_do_not_agree():
    rng = np.random.default_rng(3)
    noise = cv2.GaussianBlur(rng.integers(0, 255, SIZE[::-1]).astype(np.uint8), (0, 0), 2)
    for picture in (cropped(number=3)[0], cropped(number=1)[0], noise, np.full(SIZE[::-1], 200, np.uint8)):
        found = match_lines(as_photo(picture), FORM, load_fitted(), load_locator())
        assert mean_agreement(found) < load_fitted().thresholds.agreement


def test_a_form_whose_crop_was_never_seen_is_not_looked_for():
    picture, _ = cropped()
    assert match_lines(as_photo(picture), form_of("sirekap-1"), load_fitted(), load_locator()) is None
