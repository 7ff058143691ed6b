"""Which of several dark bubbles of a column was struck out: a cross reaches beyond what it crosses.

In: a photo, a field and the places of its bubbles, the page's model. Out: the states of its columns, as
``score_bubbles`` gives them. Invariant: it stays "several" unless all but one are seen to be struck out.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field, Rect
from sirekap.reading.page_model import NOWHERE, PageModel
from sirekap.reading.placement import Matrices, Photo
from sirekap.reading.score_bubbles import SEVERAL, BubbleScores

CORNER = 0.64
"""How far from a bubble's middle its four corners are looked at, in parts of its size: past its ring, short
of its neighbours."""

SPOT = 0.9
"""Size of the piece looked at, in parts of the bubble's; the ink is measured in the middle half of it."""

STRUCK, CLEAN = 0.09, 0.04
"""Ink at the second lightest corner: a cross leaves more than the first, paper less than the second."""

DARK = 0.35
"""Ink, against the darkest bubble of the field, from which a bubble may be the one that is meant."""

STEEP = 9
"""At STRUCK a bubble is 90 to 1 struck out, at CLEAN as surely not."""


def look_for_struck(
    photo: Photo, field: Field, digits: Matrices, model: PageModel, scores: BubbleScores
) -> NDArray[np.float64]:
    """Return the states of all columns of *field*, (columns, 12), those with several dark bubbles settled."""
    states = scores.states.copy()
    for column in np.flatnonzero(states.argmax(axis=1) == SEVERAL):
        dark = np.flatnonzero(scores.ink[column] > DARK)
        if len(dark):
            bubbles = [field.bubbles[column][digit] for digit in dark]
            corners = corner_ink(photo, bubbles, digits[dark], model)
            states[column] = settle_struck(states[column], dict(zip(dark.tolist(), corners, strict=True)))
    return states


def corner_ink(
    photo: Photo, bubbles: Sequence[Rect], places: Matrices, model: PageModel
) -> NDArray[np.float64]:
    """Return the ink at the corners of each bubble, shape (bubbles, 4); *places* has a matrix a bubble."""
    squares = [
        place @ _spot(bubble, x, y)
        for bubble, place in zip(bubbles, places, strict=True)
        for x, y in _CORNERS
    ]
    return model.look(photo, NOWHERE, np.array(squares)).ink.astype(np.float64).reshape(-1, 4)


def settle_struck(
    states: NDArray[np.float64], dark: Mapping[int, NDArray[np.float64]]
) -> NDArray[np.float64]:
    """Weigh one column's *states*, (12,), anew, given the corners' ink, (4,), of each digit that is dark."""
    struck = {digit: _struck(ink) for digit, ink in dark.items()}
    settled = states.copy()
    settled[SEVERAL] = 0.0
    for digit, share in struck.items():
        others = float(np.prod([each for other, each in struck.items() if other != digit]))
        settled[digit] += states[SEVERAL] * (1 - share) * others
    settled[SEVERAL] = max(1 - float(settled.sum()), 0.0)
    return settled


def _struck(corners: NDArray[np.float64]) -> float:
    """Return how likely a bubble with these corners is struck out: three arms of a cross must show."""
    least = float(np.sort(corners)[1])
    steep = STEEP / (STRUCK - CLEAN)
    return float(1 / (1 + np.exp(-np.clip((least - (STRUCK + CLEAN) / 2) * steep, -12, 12))))


_CORNERS = ((-CORNER, -CORNER), (CORNER, -CORNER), (CORNER, CORNER), (-CORNER, CORNER))


def _spot(bubble: Rect, x: float, y: float) -> NDArray[np.float64]:
    width, height = bubble.width * SPOT, bubble.height * SPOT
    left = bubble.centre[0] + x * bubble.width - width / 2
    top = bubble.centre[1] + y * bubble.height - height / 2
    return np.array([[width, 0, left], [0, height, top], [0, 0, 1]])
