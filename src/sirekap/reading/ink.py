"""Part of a photo laid flat, and the ink on it: the two pictures every other step works on.

In: a photo and a matrix. Out: small rasters in page millimetres. Invariant: paper is 0 and full ink is 1
whatever the light, because ink is measured against the paper around it. Nothing is thresholded here.
"""

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


def pixels_per_mm(matrix: Matrix, at: tuple[float, float]) -> float:
    """Return how many photo pixels one page millimetre spans at the page point *at*."""
    x, y = at
    corners = transform(matrix, np.array([[x, y], [x + 1, y], [x, y + 1]]))
    across, down = corners[1] - corners[0], corners[2] - corners[0]
    return float(np.sqrt(abs(across[0] * down[1] - across[1] * down[0])))


def transform(matrix: Matrix, points: NDArray[np.floating]) -> NDArray[np.float64]:
    """Map *points*, shape (n, 2), through a homogeneous matrix."""
    mapped = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(mapped[:, :2] / mapped[:, 2:])


def rectify(photo: Photo, matrix: Matrix, area: Rect, density: float) -> tuple[Pixels, Pixels]:
    """Return the grey raster of *area*, and a mask that is 0 where the photo does not reach."""
    finer = min(max(round(pixels_per_mm(matrix, area.centre) / density), 1), 6)
    back = matrix @ np.linalg.inv(to_raster(area, density * finer))
    size = raster_size(area, density)
    large = (size[0] * finer, size[1] * finer)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    edge = cv2.BORDER_REPLICATE
    grey = np.asarray(cv2.warpPerspective(photo.pixels, back, large, flags=flags, borderMode=edge), np.uint8)
    corners = transform(
        back, np.array([[0, 0], [large[0], 0], [large[0], large[1]], [0, large[1]]], dtype=float)
    )
    inside = (corners > -1).all() and (corners <= np.array([photo.width, photo.height])).all()
    reach = np.full((size[1], size[0]), 255, np.uint8)
    if not inside:
        whole = np.full(photo.pixels.shape, 255, np.uint8)
        coarse = matrix @ np.linalg.inv(to_raster(area, density))
        reach = np.asarray(cv2.warpPerspective(whole, coarse, size, flags=flags, borderValue=(0,)), np.uint8)
    if finer > 1:
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return grey, reach


def ink_of(grey: Pixels, reach: Pixels, density: float, blur_mm: float) -> Ink:
    """Return the ink of a raster: 1 - grey / paper, slightly blurred, 0 where the photo does not reach."""
    size = round(PAPER_MM * density) | 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = np.maximum(cv2.blur(paper, (size, size)).astype(np.float32), 1)
    ink = np.clip(1 - grey.astype(np.float32) / paper, 0, 1) * (reach > 127)
    if blur_mm * density > 0.3:
        ink = cv2.GaussianBlur(ink, (0, 0), blur_mm * density)
    return np.asarray(ink, np.float32)


def levelled(ink: Ink, reach: Pixels) -> Ink:
    """Return ink where all that is as dark as print counts the same: pen and print weigh alike."""
    seen = ink[reach > 127]
    level = max(float(np.quantile(seen, PRINT_SHARE)), FAINTEST) if seen.size else 1.0
    return np.asarray(np.minimum(ink / level, 1), np.float32)


def correlation(one: Ink, other: Ink) -> float:
    """Return the normalised correlation of two rasters of one shape, -1 to 1."""
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum() + 1e-9))
