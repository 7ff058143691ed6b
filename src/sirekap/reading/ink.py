"""Part of a photo laid flat, and the ink on it: the two pictures every other step works on.

In: a photo and a matrix. Out: small rasters in page millimetres. Invariant: paper is 0 and full ink is 1
whatever the light, because ink is measured against the paper around it. Nothing is thresholded here.
"""

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.placement import Matrix, Photo, Pixels

Ink = NDArray[np.float32]
"""Shape (height, width), 0 paper to 1 black."""

PAPER_MM = 7.0
"""A dark mark narrower than this cannot pass for shadow."""

PRINT_SHARE = 0.9
COARSER = 0.3
"""A photo up to 1.7 times as fine as the raster is sampled once a pixel: its own pixels are that wide."""

STEPS = 8193
"""Levels of ink that are told apart where a share of it is asked for."""
FAINTEST = 0.04
"""The darkest tenth of a form is ink; below this level it is noise, and must not be blown up."""


def to_raster(area: Rect, density: float) -> Matrix:
    """Return page millimetres to pixels of a raster of *area*, *density* pixels a millimetre."""
    return np.array(
        [[density, 0, -density * area.left - 0.5], [0, density, -density * area.top - 0.5], [0, 0, 1]]
    )


def raster_size(area: Rect, density: float) -> tuple[int, int]:
    """Return (width, height) in pixels of a raster of *area*."""
    return max(round(area.width * density), 1), max(round(area.height * density), 1)


def from_raster(area: Rect, density: float) -> Matrix:
    """Return the inverse of ``to_raster``."""
    step = 1 / density
    return np.array([[step, 0, area.left + step / 2], [0, step, area.top + step / 2], [0, 0, 1]])


def pixels_per_mm(matrix: Matrix, at: tuple[float, float]) -> float:
    """Return how many photo pixels one page millimetre spans at the page point *at*."""
    x, y = at
    rows = matrix.tolist()  # plain numbers: three points are too few for arrays
    (x0, y0), (x1, y1), (x2, y2) = (_mapped(rows, *each) for each in ((x, y), (x + 1, y), (x, y + 1)))
    return math.sqrt(abs((x1 - x0) * (y2 - y0) - (y1 - y0) * (x2 - x0)))


def shows(photo: Photo, matrix: Matrix, area: Rect, slack: float = 0.0) -> bool:
    """Tell whether *photo* shows all of *area*, but for *slack* pixels at its edges."""
    rows = matrix.tolist()
    for x in (area.left, area.right):
        for y in (area.top, area.bottom):
            across, down = _mapped(rows, x, y)
            if not (-slack <= across <= photo.width + slack and -slack <= down <= photo.height + slack):
                return False
    return True


def _mapped(rows: Sequence[Sequence[float]], x: float, y: float) -> tuple[float, float]:
    """Map one point."""
    (a, b, c), (d, e, f), (g, h, i) = rows
    depth = g * x + h * y + i
    return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def transform(matrix: Matrix, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Map *points*, shape (n, 2), through a homogeneous matrix."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:])


def rectify(photo: Photo, matrix: Matrix, area: Rect, density: float) -> tuple[Pixels, Pixels | None]:
    """Return the grey raster of *area*, and a mask, 0 where the photo does not reach, or None if it does."""
    finer = min(max(int(pixels_per_mm(matrix, area.centre) / density + COARSER), 1), 6)
    size = raster_size(area, density)
    large = (size[0] * finer, size[1] * finer)
    grey = np.asarray(
        cv2.warpPerspective(
            photo.pixels,
            matrix @ from_raster(area, density * finer),
            large,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
        np.uint8,
    )
    if finer > 1:
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    if shows(photo, matrix, area):
        return grey, None
    return grey, _reached(photo, matrix @ from_raster(area, density), size)


def _reached(photo: Photo, back: Matrix, size: tuple[int, int]) -> Pixels:
    """Return 255 where *photo* reaches, and 0 elsewhere, of a raster that *back* leads from to the photo."""
    across, down = np.arange(size[0]), np.arange(size[1])[:, None]
    x, y, depth = (row[0] * across + row[1] * down + row[2] for row in back)
    far = -0.5 * depth
    reach = (x > far) & (y > far) & (x < photo.width * depth + far) & (y < photo.height * depth + far)
    return np.asarray(reach, np.uint8) * np.uint8(255)


def ink_of(grey: Pixels, reach: Pixels | None, density: float, blur_mm: float) -> Ink:
    """Return the ink of a raster: 1 - grey / paper, slightly blurred, 0 where the photo does not reach."""
    size = round(PAPER_MM * density) | 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = np.maximum(cv2.blur(paper, (size, size)), 1)
    ink = np.maximum(1 - cv2.divide(grey, paper, dtype=cv2.CV_32F), 0)
    if reach is not None:
        ink *= reach > 127
    if blur_mm * density > 0.3:
        ink = cv2.GaussianBlur(ink, (0, 0), blur_mm * density)
    return np.asarray(ink, np.float32)


def levelled(ink: Ink, reach: Pixels | None) -> Ink:
    """Return ink where all that is as dark as print counts the same: pen and print weigh alike."""
    level = max(quantile(ink, reach, PRINT_SHARE), FAINTEST)
    return np.asarray(np.minimum(ink * np.float32(1 / level), 1), np.float32)


def quantile(ink: Ink, reach: Pixels | None, share: float) -> float:
    """Return the ink below which *share* of a raster lies, to a ``STEPS``-th; 1 where nothing is seen."""
    counts = cv2.calcHist([ink], [0], reach, [STEPS], [0.0, STEPS / (STEPS - 1)]).ravel()
    below = np.cumsum(counts)
    if not below[-1]:
        return 1.0
    wanted = share * (float(below[-1]) - 1)
    step = int(np.searchsorted(below, wanted, side="right"))
    before = float(below[step - 1]) if step else 0.0
    return (step + (wanted - before + 0.5) / float(counts[step])) / (STEPS - 1)


def correlation(one: Ink, other: Ink) -> float:
    """Return the normalised correlation of two rasters of one shape, -1 to 1."""
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1e-9))
