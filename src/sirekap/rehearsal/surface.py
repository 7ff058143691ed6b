"""Paper that does not lie flat: creases and curl, as height and shade over the page.

In: page positions in mm, a random generator's choice of creases. Out: height in mm and relative brightness.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field2D = NDArray[np.float32]
"""One number per place, any two-dimensional shape."""

_CREASE_REACH_MM = 34.0
_CREASE_LINE_MM = 0.9


@dataclass(frozen=True, slots=True)
class Crease:
    """A fold line: unit normal, distance of the line from the page's origin, height; mm."""

    normal: tuple[float, float]
    offset: float
    height: float
    skew: float
    """How much more one flank catches the light."""


@dataclass(frozen=True, slots=True)
class Surface:
    """How the paper lies: its creases, its curl in mm at the edges, its size in mm."""

    size: tuple[float, float]
    creases: tuple[Crease, ...]
    curl: float
    curl_along: float
    """Angle of the curl's axis, radians."""


def draw_surface(
    rng: np.random.Generator, size: tuple[float, float], creases: int, crease_mm: float, curl_mm: float
) -> Surface:
    """Draw how a page lies: creases at halves and quarters first, as sheets are folded."""
    width, height = size
    places = [(0.0, height / 2), (np.pi / 2, width / 2), (0.0, height / 4), (0.0, 3 * height / 4)]
    order = rng.permutation(len(places))
    folded = []
    for index in order[:creases]:
        angle, offset = places[int(index)]
        angle += float(rng.normal(0, 0.012))
        normal = (float(np.sin(angle)), float(np.cos(angle)))
        along = offset + float(rng.normal(0, 4.0))
        high = crease_mm * float(rng.uniform(0.5, 1.2)) * float(rng.choice((-1, 1), p=(0.3, 0.7)))
        folded.append(Crease(normal, along, high, float(rng.normal(0, 0.9))))
    return Surface(size, tuple(folded), curl_mm, float(rng.uniform(0, np.pi)))


def heights(surface: Surface, x: Field2D, y: Field2D) -> Field2D:
    """Return how far the paper stands above the table at page positions *x*, *y* (mm), in mm."""
    high = _curl(surface, x, y) * np.float32(surface.curl)
    for crease in surface.creases:
        away = np.abs(crease.normal[0] * x + crease.normal[1] * y - np.float32(crease.offset))
        high = high + np.float32(crease.height) * np.exp(-away / np.float32(_CREASE_REACH_MM))
    return np.asarray(high, np.float32)


def shades(surface: Surface, x: Field2D, y: Field2D) -> Field2D:
    """Return the paper's relative brightness (about 1) that creases and curl give it."""
    bright = np.ones_like(x)
    for crease in surface.creases:
        across = crease.normal[0] * x + crease.normal[1] * y - np.float32(crease.offset)
        steep = crease.height / _CREASE_REACH_MM
        flank = np.exp(-np.abs(across) / np.float32(_CREASE_REACH_MM))
        side = np.tanh(across / np.float32(2.5))
        bright += np.float32(steep * crease.skew) * flank * side
        line = np.exp(-((across / np.float32(_CREASE_LINE_MM)) ** 2))
        bright -= np.float32(min(0.05 * abs(crease.height), 0.22)) * line
    slope = np.float32(0.006 * surface.curl)
    bright -= slope * _curl(surface, x, y)
    return np.asarray(np.clip(bright, 0.55, 1.25), np.float32)


def _curl(surface: Surface, x: Field2D, y: Field2D) -> Field2D:
    width, height = surface.size
    u = (x - width / 2) / width
    v = (y - height / 2) / height
    along = u * np.float32(np.cos(surface.curl_along)) + v * np.float32(np.sin(surface.curl_along))
    return np.asarray(4 * along * along, np.float32)
