"""Says roughly where a page lies in a photo that shows no fiducial: the learned locator.

In: a photo, a page whose landmarks the locator has learned. Out: for each way up a matrix, right within a few
millimetres if the page lies so, and how sure it is. Invariant: it knows no way of cropping and no way up;
it never decides whether the page is there at all: the printed lines do, in ``match_lines``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Page
from sirekap.reading.ink import pixels_per_mm, transform
from sirekap.reading.placement import Matrix, Photo, Pixels

SIDE = 128
"""Pixels a side of what the locator sees of a photo."""

SPREAD = 8.0
"""Grey levels added to a picture's spread, so that noise on an empty one is not blown up."""

Locator = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""From (n, 1, SIDE, SIDE) to (n, landmarks, 3): x and y as shares of the side, and the map's spread."""


CLOSER = 0.85
"""Share of the picture's side that the landmarks fill when they are looked at closer."""

QUARTERS = 4
"""Ways up a photo may be: each is looked at, since the locator knows upright pages alone."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where a page may lie. ``spread`` is how unsure the locator is of it: about a cell where it is sure."""

    matrix: Matrix
    spread: float


def landmarks(page: Page) -> NDArray[np.float64]:
    """Return the corners of every field's group of boxes, page millimetres, shape (4 * fields, 2)."""
    found: list[tuple[float, float]] = []
    for field in page.fields:
        first, last = field.boxes[0], field.boxes[-1]
        x = (first.left, last.right, last.right, first.left)
        found.extend(zip(x, (first.top, first.top, first.bottom, first.bottom), strict=True))
    return np.array(found, np.float64).reshape(-1, 2)


def locate(photo: Photo, page: Page, locator: Locator) -> list[Located]:
    """Find *page* in *photo*, once for each way up, the surest first; one matrix for the whole page each."""
    picture, place = framed(photo.pixels, SIDE)
    turned = np.stack([np.rot90(picture, quarter) for quarter in range(QUARTERS)])
    seen = locator(normalised(turned)).astype(np.float64)
    paper = landmarks(page)
    found = []
    for quarter, each in enumerate(seen):
        points = _turned_back(each[:, :2] * SIDE - 0.5, quarter)
        onto = transform(np.asarray(np.linalg.inv(place)), points)
        spreads = np.sqrt(np.maximum(each[:, 2], 0))
        found.append(Located(_robust(paper, onto, spreads), float(np.median(spreads))))
    return sorted(found, key=lambda one: one.spread)


def look_closer(photo: Photo, page: Page, matrix: Matrix, locator: Locator) -> Located:
    """Look once more, at the photo laid as *matrix* has it: upright and large, finer than a first look."""
    paper = landmarks(page)
    low, high = paper.min(axis=0), paper.max(axis=0)
    density = CLOSER * SIDE / float((high - low).max())
    x, y = (SIDE - 1) / 2 - density * (low + high) / 2
    place = np.array([[density, 0, x], [0, density, y], [0, 0, 1]])
    finer = max(round(pixels_per_mm(matrix, tuple((low + high) / 2)) / density), 1)
    onto = np.array([[1 / finer, 0, (1 / finer - 1) / 2], [0, 1 / finer, (1 / finer - 1) / 2], [0, 0, 1]])
    back = matrix @ np.linalg.inv(place)
    flags, ground = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, (float(photo.pixels.mean()),)
    size = (SIDE * finer, SIDE * finer)
    large = cv2.warpPerspective(photo.pixels, back @ onto, size, flags=flags, borderValue=ground)
    picture = np.asarray(cv2.resize(large, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    seen = locator(normalised(picture[None])).astype(np.float64)[0]
    spreads = np.sqrt(np.maximum(seen[:, 2], 0))
    points = transform(np.asarray(back), seen[:, :2] * SIDE - 0.5)
    return Located(_robust(paper, points, spreads), float(np.median(spreads)))


def _turned_back(points: NDArray[np.float64], quarters: int) -> NDArray[np.float64]:
    """Return points of a picture that ``np.rot90`` turned so often as they lay before."""
    for _ in range(quarters):
        points = np.column_stack([SIDE - 1 - points[:, 1], points[:, 0]])
    return points


def _robust(paper: NDArray[np.float64], points: NDArray[np.float64], spreads: NDArray[np.float64]) -> Matrix:
    """Fit by the landmarks that agree with each other."""
    trust = 1 / (spreads + 0.01)
    matrix = _fitted(paper, points, trust)
    for _ in range(4):
        away = np.hypot(*(transform(matrix, paper) - points).T)
        usual = max(float(np.median(away)), 1e-6)
        matrix = _fitted(paper, points, trust / (1 + (away / (2 * usual)) ** 2))
    return matrix


def _fitted(paper: NDArray[np.float64], points: NDArray[np.float64], weights: NDArray[np.float64]) -> Matrix:
    """Fit an affine map, page millimetres to photo pixels."""
    known = np.column_stack([paper, np.ones(len(paper))]) * weights[:, None]
    linear, *_ = np.linalg.lstsq(known, points * weights[:, None], rcond=None)
    return np.vstack([linear.T, [0, 0, 1]])


def framed(pixels: Pixels, side: int) -> tuple[Pixels, Matrix]:
    """Return the picture within a square of *side* pixels, grey around, and the matrix that led there."""
    height, width = pixels.shape
    scale = side / max(height, width)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, size, interpolation=way)
    left, top = (side - size[0]) // 2, (side - size[1]) // 2
    square = np.full((side, side), int(small.mean()), np.uint8)
    square[top : top + size[1], left : left + size[0]] = small
    across, down = size[0] / width, size[1] / height
    place = np.array(
        [[across, 0, left + (across - 1) / 2], [0, down, top + (down - 1) / 2], [0, 0, 1]], np.float64
    )
    return square, place


def normalised(pictures: Pixels) -> NDArray[np.float32]:
    """Return (n, SIDE, SIDE) pictures as the locator takes them: mean 0, spread 1."""
    grey = pictures.astype(np.float32)[:, None]
    level = grey - grey.mean(axis=(2, 3), keepdims=True)
    return np.asarray(level / (level.std(axis=(2, 3), keepdims=True) + SPREAD), np.float32)
