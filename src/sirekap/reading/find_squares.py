"""From a guess where a page's corner is to the two black squares that stand there.

In: a photo, matrices that may be right nearby, the rectangle that both squares span. Out: the point where
they touch, in photo pixels, or None. Invariant: a point is given only where both squares and the white
around them are seen. They run from the upper left to the lower right at each corner, as KPU printed them in
2024.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.find_fiducials import Points
from sirekap.reading.ink import from_raster, ink_of, pixels_per_mm, rectify
from sirekap.reading.placement import Matrix, Photo

DENSITY = 2.0
"""Pixels a millimetre of the raster that decides: a square of 3.75 mm has seven across."""
COARSE_DENSITY = 1.25
"""The same of the raster that is searched for likely places when there is far to look."""
MARGIN = 2.5
"""Millimetres of white paper around both squares that belong to the pattern."""
SCALES = (0.6, 0.72, 0.85, 1.0, 1.18)
"""Far from the marks found so far, the guess may be wrong in size as well."""
COARSE_SCALES = (0.66, 0.85, 1.08)
NEAR = 8.0
"""Millimetres: within this, the deciding raster is searched at once."""
LIKELY = 0.45
HALF = np.array([[0.5, 0, -0.25], [0, 0.5, -0.25], [0, 0, 1]])
"""Photo pixels to those of the halved photo, which is enough for a coarse look."""
PLACES = 3
"""How many likely places are looked at closely, for each guess and scale."""
SURE = 0.64
"""Correlation from which on it is the double square; text, tags and table corners stay below 0.5."""
CERTAIN = 0.85
"""Correlation from which on nowhere else is looked."""
NEAR_SCALE = 1.25
"""What a coarse look finds at one scale is looked at closely within this ratio of it."""
ALIKE_MM, ALIKE_SIZE = 2.0, 1.08
"""Guesses that put the squares no further apart, and no larger, are the same guess."""
LEAST_SPREAD = 0.1
"""Standard deviation of ink in the pattern's window; empty paper correlates with anything."""


@dataclass(frozen=True, slots=True)
class Likely:
    """A matrix that may be right around a corner, and the scales at which it is worth a close look."""

    matrix: Matrix
    scales: Sequence[float] = SCALES


class CornerFinder:
    """Looks for the squares of one photo; the halved photo is made once, when it is needed first."""

    def __init__(self, photo: Photo) -> None:
        self._photo = photo

    def find(self, guesses: Sequence[Matrix], rect: Rect, reach: float) -> Points | None:
        """Return where the squares touch, within *reach* millimetres of a guess; None if nowhere."""
        if reach <= NEAR:
            return self._looked_at([Likely(each) for each in guesses], rect, reach)
        for far in (reach / 3, reach):
            point = self._looked_at(self._likely(_unlike(guesses, rect), rect, far), rect, NEAR / 2)
            if point is not None:
                return point
        return None

    def _looked_at(self, places: Iterable[Likely], rect: Rect, reach: float) -> Points | None:
        """Look closely at each of *places*, no further where the squares are seen beyond doubt."""
        best, found, side = SURE, None, 0.0
        area = rect.grown(MARGIN + reach)
        for place in places:
            ink = ink_of(*rectify(self._photo, place.matrix, area, DENSITY), DENSITY, 0)
            for scale in place.scales:
                score, (x, y) = _match(ink, rect, scale)
                if score > best:
                    best = score
                    found = _mapped(place.matrix @ from_raster(area, DENSITY), x, y)
                    side = pixels_per_mm(place.matrix, rect.centre) * scale * rect.width / 2
            if best > CERTAIN:
                break
        return None if found is None else _refined(self._photo, found, side)

    def _likely(self, guesses: Iterable[Matrix], rect: Rect, reach: float) -> list[Likely]:
        """Return the guesses, moved to where a coarse look finds the squares likely, the likeliest first."""
        found = []
        area = rect.grown(MARGIN + reach)
        for matrix in guesses:
            ink = ink_of(*rectify(self._half, HALF @ matrix, area, COARSE_DENSITY), COARSE_DENSITY, 0)
            for scale in COARSE_SCALES:
                near = tuple(each for each in SCALES if NEAR_SCALE > each / scale > 1 / NEAR_SCALE)
                for score, (x, y) in _peaks(_scores(ink, _pattern(rect, scale, COARSE_DENSITY))):
                    seen = _mapped(from_raster(area, COARSE_DENSITY), x, y)
                    found.append((score, Likely(matrix @ _moved(*(seen - rect.centre)), near)))
        found.sort(key=lambda each: -each[0])
        return _apart([place for _, place in found], rect)

    @cached_property
    def _half(self) -> Photo:
        height, width = self._photo.pixels.shape
        even = self._photo.pixels[: height // 2 * 2, : width // 2 * 2]
        half = cv2.resize(even, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        return Photo(self._photo.sha256, np.asarray(half, np.uint8))


def _unlike(guesses: Sequence[Matrix], rect: Rect) -> list[Matrix]:
    """Drop a guess that puts the squares where one before it puts them, and as large."""
    kept: list[tuple[Matrix, Points, float]] = []
    for matrix in guesses:
        point, density = _mapped(matrix, *rect.centre), pixels_per_mm(matrix, rect.centre)
        if not any(
            np.hypot(*(point - other)) < ALIKE_MM * density and ALIKE_SIZE > density / size > 1 / ALIKE_SIZE
            for _, other, size in kept
        ):
            kept.append((matrix, point, density))
    return [matrix for matrix, _, _ in kept]


def _apart(places: Sequence[Likely], rect: Rect) -> list[Likely]:
    """Drop what puts the squares where an earlier one puts them, and all but the first few."""
    kept: list[Likely] = []
    points: list[Points] = []
    for place in places:
        point = _mapped(place.matrix, *rect.centre)
        near = pixels_per_mm(place.matrix, rect.centre) * NEAR / 4
        if all(np.hypot(*(point - other)) > near for other in points):
            kept.append(place)
            points.append(point)
    return kept[: 2 * PLACES]


def _mapped(matrix: Matrix, x: float, y: float) -> Points:
    """Map one point."""
    across, down, depth = (matrix @ (x, y, 1)).tolist()
    return np.array([across / depth, down / depth])


def _moved(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]])


def _match(ink: NDArray[np.float32], rect: Rect, scale: float) -> tuple[float, tuple[float, float]]:
    scores = _scores(ink, _pattern(rect, scale, DENSITY))
    return max(_peaks(scores, 1, 0.0), default=(0.0, (0.0, 0.0)))


def _scores(ink: NDArray[np.float32], pattern: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the pattern's correlation around every pixel of *ink*; 0 at the rim and on bare paper."""
    out = np.zeros(ink.shape, np.float32)
    if ink.shape[0] < pattern.shape[0] or ink.shape[1] < pattern.shape[1]:
        return out
    scores = cv2.matchTemplate(ink, pattern, cv2.TM_CCOEFF_NORMED)
    size = (pattern.shape[1], pattern.shape[0])
    mean = cv2.boxFilter(ink, -1, size)
    spread = cv2.sqrBoxFilter(ink, -1, size) - mean * mean
    low, right = pattern.shape[0] // 2, pattern.shape[1] // 2
    middle = (slice(low, low + scores.shape[0]), slice(right, right + scores.shape[1]))
    out[middle] = np.where(spread[middle] > LEAST_SPREAD**2, scores, 0)
    return out


def _peaks(
    scores: NDArray[np.float32], most: int = PLACES, least: float = LIKELY
) -> Iterable[tuple[float, tuple[float, float]]]:
    """Yield the highest scores with their places (x, y), none beside another."""
    left = scores
    for _ in range(most):
        _, score, _, (x, y) = cv2.minMaxLoc(left)
        if score <= least:
            return
        yield float(score), (float(x), float(y))
        left = left.copy() if left is scores else left
        left[max(y - 5, 0) : y + 6, max(x - 5, 0) : x + 6] = 0


@cache
def _pattern(rect: Rect, scale: float, density: float) -> NDArray[np.float32]:
    """Draw the double square with its margin, dark is 1."""
    finer = 8
    size = round((rect.width + 2 * MARGIN) * scale * density) | 1
    canvas = np.zeros((size * finer, size * finer), np.float32)
    middle, side = size * finer // 2, round(rect.width / 2 * scale * density * finer)
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
