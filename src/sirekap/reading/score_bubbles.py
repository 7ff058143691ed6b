"""Scores the bubbles of a field by their ink.

In: the ink of a field's bubbles as the page's model measured it. Out: the ink of every bubble against the
darkest of its field, and from it, a column, how likely each of twelve states is: one digit marked alone, none
marked, or more than one. Invariant: two dark bubbles in a column are never one digit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field
from sirekap.reading.fitted import Thresholds
from sirekap.reading.page_model import NOWHERE, PageModel
from sirekap.reading.patches import bubble_squares
from sirekap.reading.placement import Matrices, Photo

NONE, SEVERAL = 10, 11
"""States of a column beside the digits 0 to 9."""

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


def score_bubbles(ink: NDArray[np.float64], thresholds: Thresholds) -> BubbleScores:
    """Weigh the states of each column by the *ink* of its bubbles, (columns, 10)."""
    against = relative(ink)
    return BubbleScores(against, column_states(against, thresholds))


def bubble_ink(photo: Photo, field: Field, digits: Matrices, model: PageModel) -> NDArray[np.float64]:
    """Return the ink in each bubble's disc, shape (columns, 10); *digits* has a matrix a digit."""
    squares = bubble_squares(field.bubbles, digits)
    ink = model.look(photo, NOWHERE, squares).ink
    return np.asarray(ink, np.float64).reshape(len(field.bubbles), 10)


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
