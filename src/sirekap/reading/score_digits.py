"""Scores what each digit box holds, with the page's model.

In: a photo and the boxes with their matrices. Out: one row of class probabilities a box, in the order of
``CLASSES``. Invariant: a box that the first look is sure of is looked at once, any other from all ``VIEWS``.
Nothing is decided here. The crop is plain grey with the box's border in it: a leading box with nothing but
its printed guide must look different from a 1, and only the border tells how wide a stroke is.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.ink import rectify
from sirekap.reading.page_model import PageModel
from sirekap.reading.patches import BOX_MARGIN, View, box_squares
from sirekap.reading.placement import Matrices, Matrix, Photo, Pixels

CROP = 40
"""Pixels a side of a crop."""

VIEWS: tuple[View, ...] = (
    (0.0, 0.0, 0.0),
    (-0.04, -0.03, 0.02),
    (0.04, 0.03, 0.02),
    (-0.03, 0.04, -0.03),
    (0.03, -0.04, -0.03),
)
"""A box is looked at so often, moved and grown by these parts of its side: registration is never exact."""

SURE = 0.99
"""Probability at which one look is enough: looking four times more changes nothing but the time."""

Scores = NDArray[np.float32]
"""Shape (boxes, classes): probabilities."""


def score_boxes(photo: Photo, boxes: Sequence[Rect], matrix: Matrix, model: PageModel) -> Scores:
    """Return class probabilities of *boxes*."""
    first = model.look(photo, box_squares(boxes, matrix, VIEWS[:1]))
    return look_again(photo, [(boxes, matrix)], model, model.shares(first.logits))


def look_again(
    photo: Photo, groups: Sequence[tuple[Sequence[Rect], Matrix]], model: PageModel, first: Scores
) -> Scores:
    """Return *first*, the scores of one look at all boxes of *groups*, the unsure ones looked at again."""
    unsure = np.flatnonzero(first.max(axis=1) < SURE)
    if not len(unsure):
        return first
    views = np.concatenate([box_squares(boxes, matrix, VIEWS[1:]) for boxes, matrix in groups])
    more: Matrices = views.reshape(len(first), -1, 3, 3)[unsure].reshape(-1, 3, 3)
    others = model.shares(model.look(photo, more).logits).reshape(len(unsure), len(VIEWS) - 1, -1)
    scores = first.copy()
    scores[unsure] = (first[unsure] + others.sum(axis=1)) / len(VIEWS)
    return scores


def cut(photo: Photo, box: Rect, matrix: Matrix, view: View = (0, 0, 0), size: int = CROP) -> Pixels:
    """Return the grey crop of one box, shape (size, size), as training and people look at it."""
    right, down, grow = view
    side = max(box.width, box.height)
    x, y = box.centre[0] + right * side, box.centre[1] + down * side
    half = side * (0.5 + BOX_MARGIN) * (1 + grow)
    grey, _ = rectify(photo, matrix, Rect(x - half, y - half, 2 * half, 2 * half), size / (2 * half))
    return grey


def normalised(crops: Pixels) -> NDArray[np.float32]:
    """Return crops, shape (n, h, w), as the network learns them: mean 0, spread 1, shape (n, 1, h, w)."""
    values = crops.astype(np.float32)
    mean = values.mean(axis=(1, 2), keepdims=True)
    spread = values.std(axis=(1, 2), keepdims=True) + 4
    return np.asarray((values - mean) / spread)[:, None]
