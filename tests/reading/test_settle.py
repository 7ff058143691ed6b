"""Boxes and bubbles are settled by their own print where the paper between them is folded or stretched."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.reading.page import as_photo, form_of

from sirekap.reading.ink import to_raster, transform
from sirekap.reading.printed import printed_ink
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.refine import block_area, settle_boxes
from sirekap.reading.settle import follow_rows

REAL = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data")) / "real-forms"
PAGE = form_of("kpu-2024").pages[1]
FIELD = PAGE.fields[1]
DENSITY = 5.0
AREA = block_area(FIELD).grown(14)


def stretched(onto):
    """A photo of the field whose page millimetres *onto* has moved: (photo, matrix of the unmoved page)."""
    ink = printed_ink(PAGE, AREA, DENSITY, 0.3)
    height, width = ink.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    place = np.stack([x / DENSITY + AREA.left, y / DENSITY + AREA.top], axis=-1)
    came = ((onto(place) - (AREA.left, AREA.top)) * DENSITY).astype(np.float32)
    seen = cv2.remap(ink, came[..., 0], came[..., 1], cv2.INTER_LINEAR)
    return as_photo((215 * (1 - 0.8 * seen)).astype(np.uint8)), to_raster(AREA, DENSITY)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.09, -0.06])
def test_rows_of_bubbles_are_followed_on_paper_that_is_stretched(share):
    """A real photo's last row lay a whole row below where its block had it, and an 8 was read as a 9."""
    first = FIELD.bubbles[0][0].centre[1]

    def back(place):
        x, y = place[..., 0], place[..., 1]
        return np.stack([x, np.where(y > first, first + (y - first) / (1 + share), y)], axis=-1)

    photo, matrix = stretched(back)
    rows = follow_rows(photo, PAGE, FIELD, matrix)
    for digit, bubble in enumerate(FIELD.bubbles[0]):
        x, y = bubble.centre
        truth = transform(matrix, np.array([[x, first + (y - first) * (1 + share)]]))
        assert np.hypot(*(transform(rows[digit], np.array([[x, y]])) - truth)[0]) < 1.2 * DENSITY


@pytest.mark.parametrize("down", [0.0, 1.5, -1.5, -3.0])
def test_boxes_are_found_where_a_fold_took_them_away_from_their_bubbles(down):
    between = (FIELD.boxes[0].bottom + FIELD.bubbles[0][0].top) / 2

    def back(place):
        x, y = place[..., 0], place[..., 1]
        return np.stack([x, np.where(y < between, y - down, y)], axis=-1)

    photo, matrix = stretched(back)
    settled = settle_boxes(photo, PAGE, FIELD, matrix)
    middle = np.array([FIELD.boxes[1].centre])
    assert (
        np.hypot(*(transform(settled, middle) - transform(matrix, middle + np.array([0, down])))[0])
        < 0.6 * DENSITY
    )


def test_boxes_whose_borders_are_too_pale_to_see_stay_with_their_block():
    """On a real photo of 1.5 pixels a millimetre, rules further left were taken for borders."""
    photo, matrix = stretched(lambda place: place)
    left, top = transform(matrix, np.array([[FIELD.boxes[0].left - 1, FIELD.boxes[0].top - 1]]))[0].astype(
        int
    )
    right, low = transform(matrix, np.array([[FIELD.boxes[-1].right + 1, FIELD.boxes[-1].bottom + 1]]))[
        0
    ].astype(int)
    pale = photo.pixels.copy()
    pale[top:low, left:right] = 215
    middle = np.array([FIELD.boxes[1].centre])
    settled = settle_boxes(as_photo(pale), PAGE, FIELD, matrix)
    assert np.hypot(*(transform(settled, middle) - transform(matrix, middle))[0]) < 2.5 * DENSITY


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real photos: {REAL} is absent")
def test_boxes_on_paper_that_curls_away_from_the_camera_are_found():
    """The uppermost ones were a fifth lower than wide, and were taken for covered."""
    photo = (REAL / "ppwp2024-photos" / "TPS_561.jpg").read_bytes()
    fields = read_photo(photo, [form_of("kpu-2024")], open_reader()).fields
    assert [(each.value, each.accepted) for each in fields.values()] == [(74, True), (147, True), (13, True)]
