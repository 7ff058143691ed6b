"""Whether a photo is clear enough to be read, measured on what is printed.

In: a photo, and the page found in it or none. Out: nothing, or a ``RefusedError``. Invariant: only what
reading needs is asked for; a small photo that can be read is read. The limits were measured, see
``docs/reading.md``.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from sirekap.reading.ink import pixels_per_mm
from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Photo, Placement
from sirekap.reading.say import RefusedError

FEWEST_PIXELS_PER_MM = 0.9
"""A digit box of 11 mm then has ten pixels."""
SHARPNESS_SIDE = 900
"""Pixels along the longer side at which sharpness is measured."""


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
    return float(np.percentile(photo.pixels[::4, ::4], 95))


def sharpness(photo: Photo) -> float:
    """Return the steepest rise between neighbouring pixels, as a share of the photo's whole range of grey.

    It is that of the direction in which the photo is softest, since a smear leaves the lines along it
    sharp. Measured at one size, so that a large picture of the same scene counts the same; 0.05 blurred to
    0.4 sharp.
    """
    scale = min(1.0, SHARPNESS_SIDE / max(photo.width, photo.height))
    size = (max(round(photo.width * scale), 1), max(round(photo.height * scale), 1))
    small = cv2.GaussianBlur(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA), (0, 0), 0.7)
    low, high = np.percentile(small, (2, 98))
    across = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.125)
    down = cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.125)
    aslant = math.sqrt(0.5)
    rises = (across, down, (across + down) * aslant, (across - down) * aslant)
    steepest = min(float(np.percentile(np.abs(each), 99.5)) for each in rises)
    return steepest / max(float(high - low), 8.0)
