"""From a photo to the AprilTags in it, each with its four corners to a fraction of a pixel.

In: a photo. Out: a ``Sighting``: tags in photo pixels, corners in the order of the page, and whether the
photo is mirrored. Invariant: corners are in pixels of the photo as it came, so a mirrored photo needs no
turning back: its matrix carries the mirror. Which form the tags belong to is not decided here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.reading.placement import Photo, Pixels
from sirekap.reading.refine_tags import across, refined

Points = NDArray[np.float64]
"""Shape (n, 2): x, y."""

COARSE = 1300
"""Longer side at which a tag is seen best: one of 17 mm on a page of 440 has 50 pixels there."""
GLANCED = 800
"""Fewest pixels along the longer side for the first glance: that tag has 30 to 60 there."""
TAGS = 2320
"""Numbers in the dictionary."""
TURNED = 2
"""The dictionary's first corner is the lower right one of the tag as KPU and we print it."""
FEWEST_PIXELS = 14
"""A tag smaller than this across cannot be told from chance."""


class Look(Enum):
    """How hard to look."""

    GLANCE = "glance"
    """For ordinary photos: one threshold, a third of the time."""
    QUICK = "quick"
    CLOSE = "close"
    """For blurred and dark photos: wider thresholds, more bits mended."""


class Side(Enum):
    """Which way round the page lies in the photo."""

    FRONT = "front"
    MIRRORED = "mirrored"


@dataclass(frozen=True, slots=True)
class Tag:
    """An AprilTag: its corners in photo pixels, in the order of a ``Quad``."""

    id: int
    corners: Points


@dataclass(frozen=True, slots=True)
class Sighting:
    """The tags in a photo; none where it shows none."""

    tags: tuple[Tag, ...]
    side: Side = Side.FRONT

    @property
    def ids(self) -> frozenset[int]:
        """The numbers of the tags seen."""
        return frozenset(tag.id for tag in self.tags)


def find_tags(photo: Photo, ids: frozenset[int], whole: Iterable[frozenset[int]] = ()) -> Sighting:
    """Find the tags of *ids* in a photo: at a glance, in a larger picture, mirrored, and then closer.

    Looking goes on until all tags of one of the sets in *whole* are seen (without any: one tag); the look
    that saw most counts. A photo is taken for mirrored only where no tag is seen otherwise.
    """
    wanted, sets = tuple(sorted(ids)), tuple(whole) or tuple(frozenset({each}) for each in ids)
    best = Sighting(())
    for pixels, look, side in _attempts(photo.pixels):
        if best.tags and side is Side.MIRRORED:
            continue
        seen = tuple(_detected(pixels, photo.width, wanted, look))
        if len(seen) > len(best.tags):
            best = Sighting(_refined(photo.pixels, seen, side), side)
        if any(each <= best.ids for each in sets):
            break
    return best


def _attempts(pixels: Pixels) -> Iterator[tuple[Pixels, Look, Side]]:
    """Yield what to look at and how, the cheapest first."""
    yield _halved(pixels), Look.GLANCE, Side.FRONT
    small = _sized(pixels, COARSE)
    yield small, Look.QUICK, Side.FRONT
    if max(pixels.shape) > COARSE:
        yield pixels, Look.QUICK, Side.FRONT
    yield np.ascontiguousarray(small[:, ::-1]), Look.QUICK, Side.MIRRORED
    yield small, Look.CLOSE, Side.FRONT


def shows_any_tag(photo: Photo) -> bool:
    """Tell whether the photo shows a tag of any number; ten times slower than looking for a few."""
    return any(_detected(_sized(photo.pixels, COARSE), photo.width, tuple(range(TAGS)), Look.QUICK))


def _halved(pixels: Pixels) -> Pixels:
    """Shrink by a whole number, which costs next to nothing, to GLANCED or a little more."""
    by = max(pixels.shape) // GLANCED
    if by < 2:
        return pixels
    size = (pixels.shape[1] // by, pixels.shape[0] // by)
    cut = np.ascontiguousarray(pixels[: size[1] * by, : size[0] * by])
    return np.asarray(cv2.resize(cut, size, interpolation=cv2.INTER_AREA), np.uint8)


def _sized(pixels: Pixels, side: int) -> Pixels:
    """Shrink to *side* along the longer side, or enlarge at most twice: a tag is seen best at one size."""
    height, width = pixels.shape
    scale = min(side / max(width, height), 2.0)
    size = (round(width * scale), round(height * scale))
    return np.asarray(
        cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR), np.uint8
    )


@cache
def _detector(ids: tuple[int, ...], look: Look) -> cv2.aruco.ArucoDetector:
    whole = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36H10)
    few = cv2.aruco.Dictionary(whole.bytesList[list(ids)], whole.markerSize, whole.maxCorrectionBits)
    wanted = cv2.aruco.DetectorParameters()
    wanted.minMarkerPerimeterRate = 0.05
    wanted.polygonalApproxAccuracyRate = 0.06
    wanted.perspectiveRemovePixelPerCell = 8
    wanted.perspectiveRemoveIgnoredMarginPerCell = 0.3
    if look is Look.GLANCE:
        wanted.adaptiveThreshWinSizeMin = wanted.adaptiveThreshWinSizeMax = 23
        wanted.minMarkerPerimeterRate = 0.08
    elif look is Look.QUICK:
        wanted.adaptiveThreshWinSizeMin, wanted.adaptiveThreshWinSizeMax = 7, 27
    else:
        wanted.adaptiveThreshWinSizeMin, wanted.adaptiveThreshWinSizeMax = 15, 75
        wanted.adaptiveThreshWinSizeStep = 20
        wanted.errorCorrectionRate = 0.8
    return cv2.aruco.ArucoDetector(few, wanted)


def _detected(pixels: Pixels, width: int, ids: tuple[int, ...], look: Look) -> Iterable[Tag]:
    """Detect the tags of *ids* in *pixels*; corners in pixels of the photo, which is *width* across."""
    corners, places, _ = _detector(ids, look).detectMarkers(pixels)
    scale = width / pixels.shape[1]
    for place, quad in zip([] if places is None else places.ravel(), corners, strict=True):
        points = (np.asarray(quad, np.float64).reshape(4, 2) + 0.5) * scale - 0.5
        if across(points[None])[0] >= FEWEST_PIXELS:
            yield Tag(ids[int(place)], np.roll(points, -TURNED, axis=0))


def _refined(pixels: Pixels, tags: Sequence[Tag], side: Side) -> tuple[Tag, ...]:
    """Bring the corners to a fraction of a pixel in the full picture, unmirrored."""
    corners = np.stack([tag.corners for tag in tags])
    if side is Side.MIRRORED:
        corners[..., 0] = pixels.shape[1] - 1 - corners[..., 0]
    return tuple(Tag(tag.id, each) for tag, each in zip(tags, refined(pixels, corners), strict=True))
