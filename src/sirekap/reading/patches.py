"""Which piece of a photo shows a mark: for every box and bubble a matrix from a unit square to photo pixels.

In: rectangles of a page and the matrices that place them. Out: what the page's graph takes. Invariant: the
unit square is the whole piece, from its upper left corner as the page has it to its lower right, so a turned
or mirrored photo gives an upright piece.
"""

from collections.abc import Sequence

import numpy as np

from sirekap.forms.model import Rect
from sirekap.reading.placement import Matrices, Matrix

BOX_MARGIN = 0.16
"""Part of a box's larger side that its crop shows beyond each edge."""

PATCH_SIDE = 28
"""Samples a side of a bubble's patch: four a millimetre."""
PATCH_GROWTH = 1.6
"""A patch is so much larger than its bubble: there must be paper in it, whatever is filled."""
DISC = 0.4 / PATCH_GROWTH
"""Radius of the disc whose ink is measured, as part of the patch: the printed ring stays out."""

View = tuple[float, float, float]
"""Right, down, growth: how a look at a box is moved and grown, in parts of the box's larger side."""


def box_squares(boxes: Sequence[Rect], matrix: Matrix, views: Sequence[View]) -> Matrices:
    """Return a matrix for every view of every box, views together: shape (boxes * views, 3, 3)."""
    return np.asarray(matrix @ np.array([_box(box, view) for box in boxes for view in views]))


def _box(box: Rect, view: View) -> list[list[float]]:
    right, down, grow = view
    side = max(box.width, box.height)
    whole = side * (1 + 2 * BOX_MARGIN) * (1 + grow)
    x, y = box.centre[0] + right * side - whole / 2, box.centre[1] + down * side - whole / 2
    return [[whole, 0, x], [0, whole, y], [0, 0, 1]]


def bubble_squares(bubbles: Sequence[Sequence[Rect]], digits: Matrices) -> Matrices:
    """Return a matrix for every bubble, columns together; *digits* has one for the bubbles of each digit."""
    onto = np.array([[_bubble(bubble) for bubble in column] for column in bubbles])
    return np.asarray(digits @ onto).reshape(-1, 3, 3)


def _bubble(bubble: Rect) -> list[list[float]]:
    width, height = bubble.width * PATCH_GROWTH, bubble.height * PATCH_GROWTH
    x, y = bubble.centre
    return [[width, 0, x - width / 2], [0, height, y - height / 2], [0, 0, 1]]
