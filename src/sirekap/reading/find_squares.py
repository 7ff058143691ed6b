"""From a guess where a page's corner is to the two black squares that stand there.

In: a photo, matrices that may be right nearby, the rectangle that both squares span. Out: the point where
they touch, in photo pixels, or None. Invariant: a point is given only where both squares and the white
around them are seen. They run from the upper left to the lower right at each corner, as KPU printed them in
2024.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.find_fiducials import Points
from sirekap.reading.ink import ink_of, pixels_per_mm, rectify, to_raster, transform
from sirekap.reading.placement import Matrix, Photo

DENSITY = 2.0
"""Pixels a millimetre of the raster searched: a square of 3.75 mm has seven across."""
MARGIN = 2.5
"""Millimetres of white paper around both squares that belong to the pattern."""
SCALES = (0.6, 0.72, 0.85, 1.0, 1.18)
"""Far from the marks found so far, the guess may be wrong in size as well."""
SURE = 0.62
"""Correlation from which on it is the double square; text, tags and table corners stay below 0.5."""
LEAST_SPREAD = 0.1
"""Standard deviation of ink in the pattern's window; empty paper correlates with anything."""


def find_square(photo: Photo, guesses: Iterable[Matrix], rect: Rect, reach: float) -> Points | None:
    """Return where the squares touch, within *reach* millimetres of a guess; None if they are not there."""
    best, place, side = SURE, None, 0.0
    for matrix in guesses:
        area = rect.grown(MARGIN + reach)
        grey, inside = rectify(photo, matrix, area, DENSITY)
        ink = ink_of(grey, inside, DENSITY, 0)
        for scale in SCALES:
            score, at = _match(ink, rect, scale)
            if score > best:
                back = matrix @ np.linalg.inv(to_raster(area, DENSITY))
                best, place = score, transform(back, np.array([at]))[0]
                side = pixels_per_mm(matrix, rect.centre) * scale * rect.width / 2
    return None if place is None else _refined(photo, place, side)


def _match(ink: NDArray[np.float32], rect: Rect, scale: float) -> tuple[float, tuple[float, float]]:
    pattern = _pattern(rect, scale)
    if ink.shape[0] < pattern.shape[0] or ink.shape[1] < pattern.shape[1]:
        return 0.0, (0.0, 0.0)
    scores = cv2.matchTemplate(ink, pattern, cv2.TM_CCOEFF_NORMED)
    size = (pattern.shape[1], pattern.shape[0])
    mean = cv2.boxFilter(ink, -1, size)
    spread = np.sqrt(np.maximum(cv2.sqrBoxFilter(ink, -1, size) - mean**2, 0))
    low, right = pattern.shape[0] // 2, pattern.shape[1] // 2
    seen = spread[low : low + scores.shape[0], right : right + scores.shape[1]] > LEAST_SPREAD
    _, score, _, (x, y) = cv2.minMaxLoc(np.where(seen, scores, 0))
    return score, (x + (pattern.shape[1] - 1) / 2, y + (pattern.shape[0] - 1) / 2)


def _pattern(rect: Rect, scale: float) -> NDArray[np.float32]:
    """Draw the double square with its margin, dark is 1."""
    finer = 8
    size = round((rect.width + 2 * MARGIN) * scale * DENSITY) | 1
    canvas = np.zeros((size * finer, size * finer), np.float32)
    middle, side = size * finer // 2, round(rect.width / 2 * scale * DENSITY * finer)
    canvas[middle - side : middle, middle - side : middle] = 1
    canvas[middle : middle + side, middle : middle + side] = 1
    return np.asarray(cv2.resize(canvas, (size, size), interpolation=cv2.INTER_AREA), np.float32)


def _refined(photo: Photo, place: Points, side: float) -> Points:
    """Bring the point to a fraction of a pixel: a saddle of the grey levels; the squares are *side* wide."""
    window = int(np.clip(side * 0.6, 2, 8))
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 30, 0.01)
    height, width = photo.pixels.shape
    if not (window < place[0] < width - 1 - window and window < place[1] < height - 1 - window):
        return place
    start = place.astype(np.float32).reshape(1, 1, 2)
    found = cv2.cornerSubPix(photo.pixels, start.copy(), (window, window), (-1, -1), stop).reshape(2)
    return found.astype(np.float64) if np.linalg.norm(found - place) < window + 1 else place
