"""A phone's picture of a page: perspective, paper that does not lie flat, light, blur, noise, JPEG.

In: a page as RGB pixels and its size in mm, ``Conditions``, a random generator. Out: a JPEG file's bytes.
Invariant: the same input and generator state give the same bytes. What the light does is in ``lamp``, what
the camera does in ``sensor``.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.backdrop import Picture, draw_backdrop
from sirekap.rehearsal.coarse_grid import STEP, places, spread
from sirekap.rehearsal.conditions import Conditions, Turn
from sirekap.rehearsal.lamp import shine
from sirekap.rehearsal.sensor import blur, encode, grain
from sirekap.rehearsal.surface import Field2D, Surface, draw_surface, heights, shades

Matrix = NDArray[np.float64]
"""Shape (3, 3): homogeneous page millimetres to picture pixels."""

_SOFT = 0.29
"""Spread, squared, of what a picture's pixel sees of a page, in its own size; resampling adds a sixth."""

_CAMERA_HEIGHT = 1.35
"""Height of the camera over the page, in page diagonals."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture and where the page lies in it; ``matrix`` holds before any turning by EXIF."""

    jpeg: bytes
    matrix: Matrix


def photograph(
    page: Picture, size_mm: tuple[float, float], conditions: Conditions, rng: np.random.Generator
) -> Shot:
    """Take a picture of *page* (RGB), whose paper is *size_mm* (width, height), under *conditions*."""
    frame = _frame(conditions)
    matrix = place_page(size_mm, frame, conditions, rng)
    surface = draw_surface(rng, size_mm, conditions.creases, conditions.crease_mm, conditions.curl_mm)
    x, y = _page_grid(np.asarray(np.linalg.inv(matrix), np.float64), frame)
    picture = _lay(rng, page, surface, (x, y), conditions, frame)
    lit = shine(rng, picture, shades(surface, x, y), conditions)
    seen = grain(rng, blur(rng, lit, conditions), conditions)
    return Shot(encode(seen, conditions), matrix)


def _frame(conditions: Conditions) -> tuple[int, int]:
    """(height, width) of the picture in pixels; phones take 4:3."""
    long, short = conditions.long_side, conditions.long_side * 3 // 4
    sideways = conditions.turn in (Turn.LEFT, Turn.RIGHT)
    return (short, long) if sideways else (long, short)


def place_page(
    size_mm: tuple[float, float], frame: tuple[int, int], conditions: Conditions, rng: np.random.Generator
) -> Matrix:
    """Return the matrix that carries page millimetres to picture pixels."""
    width, height = size_mm
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    seen = _project(corners - corners.mean(axis=0), math.hypot(width, height) * _CAMERA_HEIGHT, conditions)
    low, high = seen.min(axis=0), seen.max(axis=0)
    scale = conditions.fill * min(frame[1] / (high[0] - low[0]), frame[0] / (high[1] - low[1]))
    spare = np.array([frame[1], frame[0]]) - (high - low) * scale
    shift = spare * (0.5 + rng.uniform(-0.3, 0.3, 2))
    placed = (seen - low) * scale + shift
    return np.asarray(
        cv2.getPerspectiveTransform(corners.astype(np.float32), placed.astype(np.float32)), np.float64
    )


def _project(points: NDArray[np.float64], distance: float, conditions: Conditions) -> NDArray[np.float64]:
    """Project flat points around the origin through a leaning pinhole camera."""
    turned = points @ _rotation(math.radians(conditions.roll + 90 * conditions.turn.value)).T
    towards = _rotation(math.radians(conditions.tilt_towards))
    u, v = (turned @ towards).T
    tilt = math.radians(conditions.tilt)
    depth = distance + u * math.sin(tilt)
    flat = np.stack([u * math.cos(tilt), v], axis=1) * (distance / depth)[:, None]
    return np.asarray(flat @ towards.T, np.float64)


def _rotation(angle: float) -> NDArray[np.float64]:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def _page_grid(inverse: Matrix, frame: tuple[int, int]) -> tuple[Field2D, Field2D]:
    """Page millimetres under a coarse grid of picture pixels, two arrays (rows, columns)."""
    v, u = places(frame)
    depth = inverse[2, 0] * u + inverse[2, 1] * v + inverse[2, 2]
    x = (inverse[0, 0] * u + inverse[0, 1] * v + inverse[0, 2]) / depth
    y = (inverse[1, 0] * u + inverse[1, 1] * v + inverse[1, 2]) / depth
    return x.astype(np.float32), y.astype(np.float32)


def _lay(
    rng: np.random.Generator,
    page: Picture,
    surface: Surface,
    grid: tuple[Field2D, Field2D],
    conditions: Conditions,
    frame: tuple[int, int],
) -> Picture:
    """Lay the page, as its surface bends it, over the backdrop."""
    width, height = surface.size
    x, y = grid
    backdrop = draw_backdrop(rng, conditions.backdrop, frame)
    nearer = heights(surface, x, y) / np.float32(math.hypot(width, height) * _CAMERA_HEIGHT)
    x, y = x - (x - width / 2) * nearer, y - (y - height / 2) * nearer
    page = _softened(page, _shrink(page.shape[1] / width, (x, y)))
    per_mm = np.float32(page.shape[1] / width)
    columns, rows = (spread(each * per_mm - np.float32(0.5), frame) for each in (x, y))
    # OpenCV resamples four channels in less than half the time of three.
    seen, under = (cv2.cvtColor(each, cv2.COLOR_RGB2RGBA) for each in (page, backdrop))
    cv2.remap(seen, columns, rows, cv2.INTER_LINEAR, dst=under, borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.cvtColor(under, cv2.COLOR_RGBA2RGB), np.uint8)


def _shrink(per_mm: float, grid: tuple[Field2D, Field2D]) -> float:
    """How many page pixels, *per_mm* to the millimetre, fall on one picture pixel in the middle."""
    x, _ = grid
    row, column = (side // 2 for side in x.shape)
    step = abs(float(x[row, -1] - x[row, 0])) / (x.shape[1] - 1)
    down = abs(float(x[-1, column] - x[0, column])) / (x.shape[0] - 1)
    return math.hypot(step, down) * per_mm / STEP


def _softened(page: Picture, shrink: float) -> Picture:
    """Take from the page what is too fine for a picture *shrink* times smaller."""
    if shrink <= 1.3:
        return page
    whole = min(int(shrink), page.shape[1] // 32)
    if whole > 1:
        fewer = (page.shape[1] // whole, page.shape[0] // whole)
        page = np.asarray(cv2.resize(page, fewer, interpolation=cv2.INTER_AREA), np.uint8)
    sigma = math.sqrt(max(_SOFT * (shrink / whole) ** 2 - 1 / 6, 0.0))
    return np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8) if sigma > 0.3 else page
