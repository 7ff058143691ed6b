"""A finger over a box is noticed by the printed frame that it hides."""

import cv2
import numpy as np
import pytest
from tests.reading.page import as_photo, drawn, form_of, photographed, view

from sirekap.reading.see_whole import LEAST, seen_shares

FAMILIES = ("kpu-2024", "sirekap-1")


def seen_on(family, change=lambda picture, page, matrix: picture):
    """What is seen of each box of the votes page, the boxes of its first field first."""
    page = form_of(family).pages[1]
    matrix = view(page, tilt=0.03)
    picture = change(photographed(drawn(family, 2), matrix), page, matrix)
    groups = [(field.boxes, matrix) for field in page.fields]
    return np.concatenate(seen_shares(as_photo(picture), groups))


def covering(share, grey):
    """Lay a plain thing over *share* of the width of the first box."""

    def cover(picture, page, matrix):
        box = page.fields[0].boxes[0]
        edge = box.left + box.width * share
        corners = [
            (box.left - 9, box.top - 3),
            (edge, box.top - 3),
            (edge, box.bottom + 9),
            (box.left - 9, box.bottom + 9),
        ]
        points = np.column_stack([np.array(corners), np.ones(4)]) @ matrix.T
        outline = np.round(points[:, :2] / points[:, 2:]).astype(np.int32)
        return cv2.fillPoly(picture.copy(), [outline], (grey,))

    return cover


@pytest.mark.parametrize("family", FAMILIES)
def test_a_page_in_full_view_shows_all_its_boxes(family):
    assert (seen_on(family) > 4 * LEAST).all()


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("grey", [60, 140, 215])
@pytest.mark.parametrize("share", [0.2, 0.6, 1.3])
def test_a_box_under_a_finger_is_not_seen_and_its_neighbours_are(family, share, grey):
    seen = seen_on(family, covering(share, grey))
    assert seen[0] < LEAST
    assert (seen[3:] > 4 * LEAST).all()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_field_covered_as_a_whole_is_not_seen(family):
    def cover(picture, page, matrix):
        boxes = page.fields[0].boxes
        points = np.array([(boxes[0].left - 3, boxes[0].top - 3), (boxes[-1].right + 3, boxes[0].bottom + 3)])
        (left, top), (right, bottom) = (
            np.round((each := matrix @ np.array([x, y, 1.0]))[:2] / each[2]).astype(int) for x, y in points
        )
        return cv2.rectangle(picture.copy(), (left, top), (right, bottom), (150,), -1)

    assert (seen_on(family, cover)[:3] < LEAST).all()


@pytest.mark.parametrize("family", FAMILIES)
def test_half_the_light_and_a_little_blur_hide_nothing(family):
    def worse(picture, page, matrix):
        return cv2.GaussianBlur((picture * 0.4).astype(np.uint8), (0, 0), 1.2)

    assert (seen_on(family, worse) > 2 * LEAST).all()
