"""From each field's place to the places of its boxes and of its bubbles, because a fold may run between them.

In: a photo and a page found by its printed lines. Out: the same placement, its fields settled. Invariant: the
field's own matrix and agreement stay as they were found.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field, Page, Rect
from sirekap.reading.ink import Ink, ink_of, levelled, rectify
from sirekap.reading.placement import FieldPlace, Matrices, Matrix, Photo, Placement
from sirekap.reading.printed import printed_ink
from sirekap.reading.refine import settle_boxes, settle_bubbles

DENSITY = 4.0
FOLD_REACH = 2.0
"""Millimetres a line of bubbles may lie off its block: less than half the way to the next line."""


def settle(photo: Photo, placement: Placement) -> Placement:
    """Settle boxes and bubbles of every placed field, each by its own printed lines."""
    by_name = {field.name: field for field in placement.page.fields}
    fields = {
        name: _settled(photo, placement.page, by_name[name], place)
        for name, place in placement.fields.items()
    }
    return replace(placement, fields=fields)


def _settled(photo: Photo, page: Page, field: Field, place: FieldPlace) -> FieldPlace:
    boxes = settle_boxes(photo, page, field, place.matrix)
    return replace(place, boxes=boxes, bubbles=follow_rows(photo, page, field, place.matrix))


def follow_rows(photo: Photo, page: Page, field: Field, matrix: Matrix) -> Matrices:
    """Return a matrix for the bubbles of each digit, shape (10, 3, 3), following folds row by row."""
    if not field.bubbles:
        return np.empty((0, 3, 3))
    settled = settle_bubbles(photo, page, field, matrix)
    area = _zone(field)
    grey, seen = rectify(photo, settled, area, DENSITY)
    ink = ink_of(grey, seen, DENSITY, 0.0)
    soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.4 * DENSITY), np.float32)
    shifts = _row_shifts(levelled(soft, seen), page, field, area)
    moves = np.tile(np.eye(3), (len(shifts), 1, 1))
    moves[:, :2, 2] = shifts / DENSITY
    return np.asarray(settled @ moves)


def _zone(field: Field) -> Rect:
    """Return the rectangle of the bubbles and as much paper around as a fold may move them."""
    first, last = field.bubbles[0][0], field.bubbles[-1][-1]
    return Rect(first.left, first.top, last.right - first.left, last.bottom - first.top).grown(
        FOLD_REACH + 0.5
    )


def _row_shifts(ink: Ink, page: Page, field: Field, area: Rect) -> NDArray[np.float64]:
    """Return the shift (x, y) of every row in pixels, from overlapping bands of four rows."""
    rows = len(field.bubbles[0])
    pitch = (field.bubbles[0][-1].top - field.bubbles[0][0].top) / (rows - 1) * DENSITY
    top = (field.bubbles[0][0].centre[1] - area.top) * DENSITY
    print_ = printed_ink(page, area, DENSITY, 0.4)
    starts = list(range(0, rows - 3, 3))
    bands = [
        _band_shift(ink, print_, round(top + pitch * (row - 0.5)), round(top + pitch * (row + 3.5)))
        for row in starts
    ]
    middles = [row + 1.5 for row in starts]
    found = np.array(bands)
    return np.column_stack([np.interp(range(rows), middles, found[:, axis]) for axis in (0, 1)])


def _band_shift(ink: Ink, print_: Ink, top: int, bottom: int) -> tuple[float, float]:
    reach = round(FOLD_REACH * DENSITY)
    top, bottom = max(top, reach), min(bottom, print_.shape[0] - reach)
    part = np.ascontiguousarray(print_[top:bottom, reach:-reach])
    scores = cv2.matchTemplate(ink[top - reach : bottom + reach], part, cv2.TM_CCOEFF_NORMED)
    away = np.linspace(-1, 1, 2 * reach + 1)
    scores = scores - 0.15 * (away[:, None] ** 2 + away[None, :] ** 2)
    y, x = np.unravel_index(int(scores.argmax()), scores.shape)
    return float(x - reach), float(y - reach)
