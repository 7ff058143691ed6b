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
FOLD_REACH = 6.0
"""Millimetres a line of bubbles may lie off its block: stretches add up to more than a line."""
ASIDE_REACH = 2.0
"""Millimetres a line may lie off sideways."""
BAND = 4
"""Lines that are looked for together: fewer are too like their neighbours."""
ASIDE_COST = 0.15
"""Correlation given up for a shift sideways by the whole reach."""
FIRST_COST = 0.04
"""Correlation given up where the first band, which hangs on the boxes, lies a millimetre off its block."""
BEND_COST = 0.05
"""Correlation given up where a band lies a millimetre further off than the one above."""


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
    """Return the shift (x, y) of every row in pixels, from overlapping bands of four rows.

    The bands are followed together (Viterbi): paper that is folded or stretched moves each band a little
    further than the one above, never by a whole row at once.
    """
    rows = len(field.bubbles[0])
    pitch = (field.bubbles[0][-1].top - field.bubbles[0][0].top) / (rows - 1) * DENSITY
    top = (field.bubbles[0][0].centre[1] - area.top) * DENSITY
    print_ = printed_ink(page, area, DENSITY, 0.4)
    starts = range(rows - BAND + 1)
    found = [
        _band_scores(ink, print_, round(top + pitch * (row - 0.5)), round(top + pitch * (row + BAND - 0.5)))
        for row in starts
    ]
    path = _followed(np.stack([scores for scores, _ in found]))
    reach = round(FOLD_REACH * DENSITY)
    shifts = np.array([(across[y], y - reach) for (_, across), y in zip(found, path, strict=True)])
    middles = [row + (BAND - 1) / 2 for row in starts]
    return np.column_stack([np.interp(range(rows), middles, shifts[:, axis]) for axis in (0, 1)])


def _band_scores(
    ink: Ink, print_: Ink, top: int, bottom: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, for every shift down, how well a band fits, and the shift across at which it fits so well."""
    far, aside = round(FOLD_REACH * DENSITY), round(ASIDE_REACH * DENSITY)
    part = np.ascontiguousarray(print_[max(top, far) : bottom, far:-far])
    seen = ink[max(top, far) - far : bottom + far, far - aside : -(far - aside)]
    scores = cv2.matchTemplate(np.ascontiguousarray(seen), part, cv2.TM_CCOEFF_NORMED).astype(np.float64)
    scores -= ASIDE_COST * np.linspace(-1, 1, scores.shape[1]) ** 2
    return scores.max(axis=1), scores.argmax(axis=1) - float(aside)


def _followed(scores: NDArray[np.float64]) -> list[int]:
    """Return the shift down of every band that makes the best whole; *scores* is (bands, shifts)."""
    steps = np.arange(scores.shape[1])
    apart = BEND_COST * ((steps[:, None] - steps[None, :]) / DENSITY) ** 2
    off = (steps - (len(steps) - 1) / 2) / DENSITY
    best, came = scores[0] - FIRST_COST * off**2, []
    for each in scores[1:]:
        ways = best[None, :] - apart
        came.append(ways.argmax(axis=1))
        best = each + ways.max(axis=1)
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]
