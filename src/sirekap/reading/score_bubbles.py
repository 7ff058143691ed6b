"""Scores the bubbles of a field by their ink.

In: a photo, and a matrix for the bubbles of each digit of a field. Out: the ink of every bubble against the
darkest of its field, and from it, a column, how likely each of twelve states is: one digit marked alone, none
marked, or more than one. Invariant: two dark bubbles in a column are never one digit.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field, Rect
from sirekap.reading.fitted import Thresholds
from sirekap.reading.ink import Ink, ink_of, rectify, to_raster
from sirekap.reading.placement import Matrices, Photo

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


def score_bubbles(photo: Photo, field: Field, rows: Matrices, thresholds: Thresholds) -> BubbleScores:
    """Measure every bubble of *field*, each digit by its own matrix, and weigh the states of each column."""
    ink = relative(bubble_ink(photo, field, rows))
    return BubbleScores(ink, column_states(ink, thresholds))


def bubble_ink(photo: Photo, field: Field, rows: Matrices) -> NDArray[np.float64]:
    """Return the mean ink in each bubble's disc, shape (columns, 10); *rows* has a matrix a digit."""
    area, middle = bubble_zone(field), rows[len(rows) // 2]
    grey, seen = rectify(photo, middle, area, DENSITY)
    ink = ink_of(grey, seen, DENSITY, 0.0)
    radius = field.bubbles[0][0].width / 2 * DISC * DENSITY
    onto = to_raster(area, DENSITY) @ np.linalg.inv(middle) @ rows
    centres = np.array([[(*bubble.centre, 1) for bubble in column] for column in field.bubbles])
    places = np.einsum("rij,crj->cri", onto, centres)
    return np.array([[_disc(ink, at[:2] / at[2], radius) for at in column] for column in places])


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


def bubble_zone(field: Field) -> Rect:
    """Return the rectangle of the bubbles and as much paper around as a fold may move them."""
    first, last = field.bubbles[0][0], field.bubbles[-1][-1]
    return Rect(first.left, first.top, last.right - first.left, last.bottom - first.top).grown(
        FOLD_REACH + 0.5
    )


def _disc(ink: Ink, at: NDArray[np.float64], radius: float) -> float:
    size = int(radius) + 1
    patch = cv2.getRectSubPix(ink, (2 * size + 1, 2 * size + 1), (float(at[0]), float(at[1])))
    down, across = np.mgrid[-size : size + 1, -size : size + 1]
    return float(patch[down**2 + across**2 <= radius**2].mean())
