"""A phone's picture of a page."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from sirekap.rehearsal.conditions import Conditions, Turn, draw_conditions, spoil
from sirekap.rehearsal.photograph import photograph

SIZE = (200.0, 280.0)
SPOTS = np.array([[20, 20], [180, 20], [180, 260], [20, 260], [100, 140]], np.float64)


@pytest.fixture(scope="module")
def page():
    sheet = np.full((1120, 800, 3), 240, np.uint8)
    for x, y in SPOTS * 4:
        cv2.circle(sheet, (int(x), int(y)), 16, (200, 0, 0), -1)
    return sheet


def shoot(page, conditions: Conditions, seed: int = 1):
    return photograph(page, SIZE, conditions, np.random.default_rng(seed))


def opened(jpeg: bytes):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


def test_the_same_chance_takes_the_same_photo(page):
    conditions = draw_conditions(np.random.default_rng(4))
    assert shoot(page, conditions).jpeg == shoot(page, conditions).jpeg
    assert shoot(page, conditions, 1).jpeg != shoot(page, conditions, 2).jpeg


@pytest.mark.parametrize("turn", Turn)
@pytest.mark.parametrize("tilt", [0.0, 12.0])
def test_the_page_lies_where_the_matrix_says(page, turn: Turn, tilt: float):
    shot = shoot(page, Conditions(long_side=1200, tilt=tilt, tilt_towards=30, turn=turn))
    picture = opened(shot.jpeg)
    placed = cv2.perspectiveTransform(SPOTS[None], shot.matrix)[0]
    for x, y in placed:
        blue, green, red = picture[round(y), round(x)]
        assert int(red) > int(green) + 80
        assert int(red) > int(blue) + 80


def test_an_orientation_is_undone_by_whoever_obeys_it(page):
    plain = Conditions(long_side=900, quality=95)
    upright = opened(shoot(page, plain).jpeg)
    for orientation in (3, 6, 8):
        turned = opened(shoot(page, replace(plain, orientation=orientation)).jpeg)
        assert turned.shape == upright.shape
        assert np.abs(turned.astype(int) - upright).mean() < 2


def test_each_strength_harms_the_picture(page):
    plain = opened(shoot(page, Conditions(long_side=900)).jpeg).astype(int)
    for harm in (
        {"light": 0.4},
        {"falloff": 0.5},
        {"vignette": 0.4},
        {"shadow": 0.5},
        {"cast": (1.1, 1.0, 0.8)},
        {"defocus": 4.0},
        {"motion": 14.0},
        {"noise": 8.0},
        {"creases": 4, "crease_mm": 8.0},
        {"curl_mm": 20.0},
        {"tilt": 15.0},
        {"roll": 5.0},
        {"quality": 5},
    ):
        harmed = opened(shoot(page, replace(Conditions(long_side=900), **harm)).jpeg).astype(int)
        assert np.abs(harmed - plain).mean() > 0.3, harm


def test_a_spoilt_photo_differs_in_one_way():
    ordinary = draw_conditions(np.random.default_rng(2))
    for seed in range(20):
        assert spoil(np.random.default_rng(seed), ordinary) != ordinary
