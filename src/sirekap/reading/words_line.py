"""Cuts the line on which a number is written in words out of a photo, levelled for the network that reads it.

In: a photo, the rectangles of the words and the matrix that places them. Out: a picture of fixed size with
the writing as high as it goes, ink against paper; None where nothing is written, or the photo does not show
it whole. Invariant: the writing is found by its own ink, wherever in the room it stands and however large;
rules at the room's edges are no writing. Nothing is read here.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.ink import Ink, ink_of, rectify, shows
from sirekap.reading.placement import Matrix, Photo, Pixels

LINE = (384, 32)
"""Pixels across and down of a line's picture."""

DENSITY = 4.0
"""Pixels a millimetre at which writing is looked for."""

EDGE_MM = 3.0
"""So near the room's edge a long straight stroke is a printed rule."""
RULE_ACROSS, RULE_DOWN = 0.35, 0.8
"""Share of the room's width and height from which a stroke is long."""

FAINT = 0.08
"""Ink below this is noise."""
DARK = 0.4
"""Share of the darkest ink from which a place belongs to the writing."""
COARSE = 2
"""So much smaller is the picture in which writing is looked for: it takes a quarter of the time."""
DARKEST = 20
"""So many places are left darker than the darkest ink: specks."""
LEAST_MM2 = 4.0
"""Less ink than this is no word: a speck, or the tail of a letter from elsewhere."""

CLIPPED = 0.02
"""Share of the ink that may lie beyond each end of what counts as the writing's height."""
SPECKS = 0.002
"""The same of its width."""
AROUND = 0.25
"""Part of the writing's height that its picture shows above and below."""
LEFT = 6
"""Empty pixels before the first letter."""


def line_of(photo: Photo, words: Sequence[Rect], matrix: Matrix) -> Pixels | None:
    """Return the picture of a line, shape (32, 384), 0 paper to 255 the darkest ink."""
    room = _hull(words)
    if not shows(photo, matrix, room):
        return None
    grey, reach = rectify(photo, matrix, room, DENSITY)
    return line_in(without_rules(ink_of(grey, reach, DENSITY, 0)))


def line_in(ink: Ink) -> Pixels | None:
    """Return the picture of the writing in *ink*, DENSITY pixels a millimetre; None where there is none."""
    whole = ink[: ink.shape[0] // COARSE * COARSE, : ink.shape[1] // COARSE * COARSE]
    small = cv2.resize(whole, None, fx=1 / COARSE, fy=1 / COARSE, interpolation=cv2.INTER_AREA)
    smooth = np.asarray(cv2.blur(small, (3, 3)), np.float32)
    bound = max(DARK * float(np.partition(smooth.ravel(), -DARKEST)[-DARKEST]), FAINT)
    dark = np.where(smooth > bound, smooth, 0)
    writing = small[dark > 0]
    if writing.size < LEAST_MM2 * (DENSITY / COARSE) ** 2:
        return None
    top, low = _extent(dark.sum(axis=1), CLIPPED)
    left, right = _extent(dark[int(top) : int(low) + 1].sum(axis=0), SPECKS)
    onto = _onto(COARSE * left, COARSE * right, COARSE * top, COARSE * low)
    level = max(_quantile(writing, 0.7), FAINT)
    return np.asarray(_mapped(ink * (255 / level), onto), np.uint8)


def _onto(left: float, right: float, top: float, low: float) -> NDArray[np.float64]:
    """Return the matrix (2, 3) from ink to a line's picture; a line too long is made narrower alone."""
    around = AROUND * (low - top)
    high = LINE[1] / (low - top + 2 * around)
    across = min(high, (LINE[0] - 2 * LEFT) / max(right - left, 1.0))
    return np.array([[across, 0, LEFT - across * left], [0, high, high * (around - top)]])


def without_rules(ink: Ink) -> Ink:
    """Return *ink* without the long straight strokes along its edges."""
    edge = round(EDGE_MM * DENSITY)
    found = ink.copy()
    across, down = round(RULE_ACROSS * ink.shape[1]), round(RULE_DOWN * ink.shape[0])
    sides = ((found, across), (found[::-1], across), (found.T, down), (found[:, ::-1].T, down))
    for side, long in sides:
        strip = side[:edge]
        dark = cv2.copyMakeBorder((strip > FAINT).astype(np.uint8), 0, 0, 1, 1, cv2.BORDER_CONSTANT)
        rule = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))[:, 1:-1]
        strip[cv2.dilate(rule, np.ones((3, 3), np.uint8)) > 0] = 0
    return np.asarray(found, np.float32)


def normalised(lines: Pixels) -> NDArray[np.float32]:
    """Return lines, (n, 32, 384), as the network wants them: 0 paper to 1 ink, shape (n, 1, 32, 384)."""
    return np.asarray(lines.astype(np.float32) / 255, np.float32)[:, None]


def _mapped(whole: Ink, onto: NDArray[np.float64]) -> Ink:
    """Map *whole* onto a line's picture; where it becomes smaller it is smoothed first."""
    seen = whole
    blur = 0.5 / max(min(onto[0, 0], onto[1, 1]), 0.05) - 0.5
    if blur > 0.1:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), blur), np.float32)
    mapped = cv2.warpAffine(seen, onto, LINE, flags=cv2.INTER_LINEAR)
    return np.asarray(np.minimum(mapped, 255), np.float32)


def _extent(profile: NDArray[np.float32], clipped: float) -> tuple[float, float]:
    """Return the first and last place of *profile* but for *clipped* of it at each end."""
    share = np.cumsum(profile) / max(float(profile.sum()), 1e-9)
    low, high = np.searchsorted(share, [clipped, 1 - clipped])
    return float(low), float(max(high, low + 2))


def _quantile(values: MatLike, share: float) -> float:
    """Return the value below which *share* of *values* lie, between two of them."""
    at, part = divmod(share * (values.size - 1), 1)
    places = (int(at), min(int(at) + 1, values.size - 1))
    low, high = np.partition(values, places)[list(places)].tolist()
    return float(low + part * (high - low))


def _hull(words: Sequence[Rect]) -> Rect:
    left, top = min(each.left for each in words), min(each.top for each in words)
    return Rect(left, top, max(e.right for e in words) - left, max(e.bottom for e in words) - top)
