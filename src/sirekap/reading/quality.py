"""Whether a photo is clear enough to be read, measured on what is printed.

In: a photo, and the page found in it or none. Out: nothing, or a ``RefusedError``. Invariant: only what
reading needs is asked for; a small photo that can be read is read. The limits were measured, see
``docs/reading.md``.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike

from sirekap.reading.ink import pixels_per_mm
from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Photo, Pixels, Placement
from sirekap.reading.say import RefusedError

FEWEST_PIXELS_PER_MM = 0.9
"""A digit box of 11 mm then has ten pixels."""
SHARPNESS_SIDE = 900
"""Pixels along the longer side at which sharpness is measured."""
ASLANT = math.sqrt(0.5)
EVERY = 2
"""Rises are counted in every second row: half the time, and the same share of steep ones."""


@dataclass(frozen=True, slots=True)
class Clarity:
    """What is asked of a photo: grey level of its paper, its sharpness, pixels along its longer side."""

    paper: float
    sharpness: float
    side: int


LEGIBLE = Clarity(paper=24, sharpness=0.07, side=0)
"""Less than this was never read right."""
FINDABLE = Clarity(paper=60, sharpness=0.12, side=480)
"""Where no page was found in a photo below this, the photo is to blame rather than what it shows."""


def refuse_tiny(placement: Placement) -> None:
    """Refuse a page whose marks are too small to be read safely."""
    page = placement.page
    densities = [
        pixels_per_mm(placement.fields[field.name].matrix, field.boxes[0].centre) for field in page.fields
    ]
    if min(densities) < FEWEST_PIXELS_PER_MM:
        raise RefusedError(RefusalCode.TOO_SMALL)


def refuse_unclear(photo: Photo, wanted: Clarity = LEGIBLE) -> None:
    """Refuse a photo that is too small, dark or blurred all over, whatever it shows."""
    if max(photo.width, photo.height) < wanted.side:
        raise RefusedError(RefusalCode.TOO_SMALL)
    if paper_level(photo) < wanted.paper:
        raise RefusedError(RefusalCode.TOO_DARK)
    if sharpness(photo) < wanted.sharpness:
        raise RefusedError(RefusalCode.TOO_BLURRED)


def paper_level(photo: Photo) -> float:
    """Return the grey level that the lightest twentieth of the photo reaches, 0 to 255."""
    return _level(np.ascontiguousarray(photo.pixels[::4, ::4]), 0.95)


def sharpness(photo: Photo) -> float:
    """Return the steepest rise between neighbouring pixels, as a share of the photo's whole range of grey.

    It is that of the direction in which the photo is softest, since a smear leaves the lines along it
    sharp. Measured at one size, so that a large picture of the same scene counts the same; 0.05 blurred to
    0.4 sharp.
    """
    small = _at_one_size(photo.pixels)
    dark, light = _levels(small, 0.02, 0.98)
    across, down = (cv2.Sobel(small, cv2.CV_16S, *way)[::EVERY] for way in ((1, 0), (0, 1)))
    rises = ((across, 1.0), (down, 1.0), (across + down, ASLANT), (across - down, ASLANT))
    steepest = min(_level(cv2.convertScaleAbs(each, alpha=share / 4), 0.995) / 2 for each, share in rises)
    return steepest / max(light - dark, 8.0)


def _at_one_size(pixels: Pixels) -> Pixels:
    """Return the picture at SHARPNESS_SIDE and slightly softened; halving it first costs next to nothing."""
    while max(pixels.shape) >= 2 * SHARPNESS_SIDE:
        half = (pixels.shape[1] // 2, pixels.shape[0] // 2)
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA), np.uint8)
    scale = min(1.0, SHARPNESS_SIDE / max(pixels.shape))
    size = (max(round(pixels.shape[1] * scale), 1), max(round(pixels.shape[0] * scale), 1))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 0.75 else cv2.INTER_LINEAR)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 0.7), np.uint8)


def _level(pixels: MatLike, share: float) -> float:
    """Return the grey level below which *share* of the pixels lie, to a fraction of a level."""
    return _levels(pixels, share)[0]


def _levels(pixels: MatLike, *shares: float) -> list[float]:
    """Return the grey levels below which *shares* of the pixels lie."""
    below = np.cumsum(cv2.calcHist([pixels], [0], None, [256], [0, 256]).ravel()).tolist()
    found = []
    for share in shares:
        wanted = share * below[-1]
        level = bisect_left(below, wanted)
        before = below[level - 1] if level else 0.0
        found.append(level - 0.5 + (wanted - before) / max(below[level] - before, 1.0))
    return found
