"""The family kpu-2024 against the official blank pages, where they are at hand."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.forms.drawn import DENSITY, contest, picture

from sirekap.forms.catalogue import form_for

REAL = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
BLANKS = REAL / "real-forms" / "kpu-2024-forms"
pytestmark = pytest.mark.skipif(
    not BLANKS.is_dir(), reason=f"the official pages are not at {BLANKS}; set SIREKAP_REAL_DATA"
)
PIXELS = 4.0
"""Of the official page 2, to a millimetre."""


def official(number):
    """The official page in the frame of page 2, ink dark to bright: 0 to 1."""
    image = cv2.imread(str(BLANKS / f"PPWP-2024-hal{number}-plano.png"), cv2.IMREAD_GRAYSCALE)
    if number == 3:
        scale = (1164.77 - 47.30) / (1272.04 - 11.10)
        left, top = 47.30 - 11.10 * scale, 37.24 - 9.81 * scale
        half = 0.5 * scale - 0.5
        matrix = np.array([[scale, 0, left + half], [0, scale, top + half]])
        image = cv2.warpAffine(image, matrix, (1192, 1760), borderValue=255)
    return 1 - image.astype(np.float64) / 255


def ours(number):
    """Our page as drawn without a heading, at the official page's size."""
    image = picture("kpu-2024", number, None)
    return 1 - cv2.resize(image, (1192, 1760), interpolation=cv2.INTER_AREA).astype(np.float64) / 255


def blurred(image):
    return cv2.GaussianBlur(image, (0, 0), 1.0)


def ink_along(image, rect):
    """Mean ink of the darkest row or column of the official page's pixels that the line touches."""
    left, top, right, bottom = (v * PIXELS for v in (rect.left, rect.top, rect.right, rect.bottom))
    part = image[int(top) : int(np.ceil(bottom)), int(left) : int(np.ceil(right))]
    return part.mean(axis=1 if rect.width > rect.height else 0).max()


@pytest.mark.parametrize("number", [2, 3])
def test_the_whole_page_looks_like_the_official_one(number):
    a, b = blurred(ours(number)), blurred(official(number))
    assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.85


@pytest.mark.parametrize("number", [2, 3])
def test_every_declared_line_lies_on_a_printed_one(number):
    image = official(number)
    for line in form_for(contest(), "kpu-2024").pages[number - 1].lines:
        assert ink_along(image, line) > 0.2, line


@pytest.mark.parametrize("number", [2, 3])
def test_boxes_and_bubbles_lie_within_half_a_pixel_of_the_official_ones(number):
    image = official(number)
    page = form_for(contest(), "kpu-2024").pages[number - 1]
    boxes = [box for field in page.fields for box in field.boxes]
    bubbles = [each for field in page.fields for column in field.bubbles for each in column]
    for mark in (*boxes, *bubbles):
        assert np.abs(offset(image, mark, page)).max() <= 0.5, mark


def offset(image, mark, page):
    """How far, in official pixels, the printed mark lies from the declared one (x, y)."""
    area, room, fine = mark.grown(1.5), 1.0, DENSITY / PIXELS
    ours = soft(1 - cut(picture("kpu-2024", page.number, None), area, DENSITY) / 255.0)
    wide = cut(image, area.grown(room), PIXELS)
    wide = soft(cv2.resize(wide, None, fx=fine, fy=fine, interpolation=cv2.INTER_CUBIC))
    # Both are cut at whole official pixels, so that their corners lie apart by the room and no more.
    score = cv2.matchTemplate(wide, ours, cv2.TM_CCOEFF_NORMED)
    y, x = np.unravel_index(score.argmax(), score.shape)
    return np.array([x, y]) / fine - room * PIXELS


def cut(image, area, density):
    """The part of a picture under *area*, widened to whole official pixels."""
    left, top = np.floor(np.array([area.left, area.top]) * PIXELS) / PIXELS
    right, bottom = np.ceil(np.array([area.right, area.bottom]) * PIXELS) / PIXELS
    left, top, right, bottom = (round(v * density) for v in (left, top, right, bottom))
    return image[top:bottom, left:right]


def soft(image):
    return cv2.GaussianBlur(image, (0, 0), 1.5).astype(np.float32)
