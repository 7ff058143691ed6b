"""Scores the bubbles of a field by their ink.

In: a photo and the field's matrix. Out: the ink of every bubble against the darkest of its field, and
from it, a column, how likely each of twelve states is: one digit marked alone, none marked, or more than
one. Invariant: two dark bubbles in a column are never one digit.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field, Page, Rect
from sirekap.reading.fitted import Thresholds
from sirekap.reading.ink import Ink, correlation, ink_of, levelled, rectify, to_raster
from sirekap.reading.placement import Matrix, Photo
from sirekap.reading.printed import printed_ink

NONE, SEVERAL = 10, 11
"""States of a column beside the digits 0 to 9."""

DENSITY = 4.0
FOLD_REACH = 2.0
"""Millimetres a row may lie off its block at a fold: less than half the way to the next row."""

DISC = 0.8
"""Part of the bubble's radius that is measured: the printed circle itself stays out."""

SHARPNESS = 14
"""At ``mark`` a bubble is 1,100 to 1 filled, at ``no_mark`` as surely empty."""

LEAST_CONTRAST = 0.12
"""Ink below which the darkest bubble is no mark: on a field without any, noise must not be blown up."""


@dataclass(frozen=True, slots=True)
class BubbleScores:
    """What the bubbles of one field show.

    ``ink`` is (columns, 10), 0 like an empty bubble to 1 like the darkest; ``states``, (columns, 12), sums to
    1 in every column.
    """

    ink: NDArray[np.float64]
    states: NDArray[np.float64]


def score_bubbles(
    photo: Photo, page: Page, field: Field, matrix: Matrix, thresholds: Thresholds
) -> BubbleScores:
    """Measure every bubble of *field*, settled by *matrix*, and weigh the states of each column."""
    ink = relative(bubble_ink(photo, page, field, matrix))
    return BubbleScores(ink, column_states(ink, thresholds))


def bubble_ink(photo: Photo, page: Page, field: Field, matrix: Matrix) -> NDArray[np.float64]:
    """Return the mean ink in each bubble's disc, shape (columns, 10), following folds row by row."""
    area = _zone(field)
    grey, seen = rectify(photo, matrix, area, DENSITY)
    ink = ink_of(grey, seen, DENSITY, 0.0)
    soft = np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.4 * DENSITY), np.float32)
    shifts = _row_shifts(levelled(soft, seen), page, field, area)
    radius = field.bubbles[0][0].width / 2 * DISC * DENSITY
    place = to_raster(area, DENSITY)
    return np.array(
        [
            [
                _disc(ink, (place @ (*bubble.centre, 1))[:2] + shifts[row], radius)
                for row, bubble in enumerate(column)
            ]
            for column in field.bubbles
        ]
    )


def relative(ink: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ink from 0 (like the field's usual, empty bubble) to 1 (like its darkest)."""
    empty = float(np.median(ink))
    return np.asarray((ink - empty) / max(float(ink.max()) - empty, LEAST_CONTRAST))


def column_states(ink: NDArray[np.float64], thresholds: Thresholds) -> NDArray[np.float64]:
    """Return, a column, the probability of each digit marked alone, of no mark, and of several marks."""
    middle = (thresholds.mark + thresholds.no_mark) / 2
    width = (thresholds.mark - thresholds.no_mark) / SHARPNESS
    marked = 1 / (1 + np.exp(-np.clip((ink - middle) / width, -12, 12)))
    empty = 1 - marked
    none = empty.prod(axis=1, keepdims=True)
    alone = none * marked / empty
    several = np.clip(1 - none - alone.sum(axis=1, keepdims=True), 0, 1)
    states = np.hstack([alone, none, several])
    return np.asarray(states / states.sum(axis=1, keepdims=True))


def _zone(field: Field) -> Rect:
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


def _disc(ink: Ink, at: NDArray[np.float64], radius: float) -> float:
    size = int(radius) + 1
    patch = cv2.getRectSubPix(ink, (2 * size + 1, 2 * size + 1), (float(at[0]), float(at[1])))
    down, across = np.mgrid[-size : size + 1, -size : size + 1]
    return float(patch[down**2 + across**2 <= radius**2].mean())


__all__ = [
    "NONE",
    "SEVERAL",
    "BubbleScores",
    "bubble_ink",
    "column_states",
    "correlation",
    "relative",
    "score_bubbles",
]
