"""What lens, hand and sensor do to a picture, and the file it ends in: blur, smear, noise, JPEG.

In: a picture, ``Conditions``, a random generator. Out: a picture, or a JPEG file's bytes. Invariant: the file
holds no metadata besides an orientation where the conditions ask for one.
"""

import math
import struct
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.backdrop import Picture
from sirekap.rehearsal.conditions import Conditions
from sirekap.rehearsal.surface import Field2D

_TURNED_BACK = {3: cv2.ROTATE_180, 6: cv2.ROTATE_90_COUNTERCLOCKWISE, 8: cv2.ROTATE_90_CLOCKWISE}


def blur(rng: np.random.Generator, picture: Picture, conditions: Conditions) -> Picture:
    """Let the lens be out of focus and the hand move."""
    scale = conditions.long_side / 2000
    sigma, smear = conditions.defocus * scale, conditions.motion * scale
    if sigma > 0.25:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)
    if smear > 1.5:
        picture = np.asarray(cv2.filter2D(picture, -1, _smear(smear, rng.uniform(0, np.pi))), np.uint8)
    return picture


def _smear(length: float, angle: float) -> Field2D:
    side = int(length) | 1
    kernel = np.zeros((side + 2, side + 2), np.float32)
    half, middle = length / 2, (side + 1) / 2
    start = (middle - half * math.cos(angle), middle - half * math.sin(angle))
    end = (middle + half * math.cos(angle), middle + half * math.sin(angle))
    points = np.round(np.array([start, end]) * 16).astype(np.int32)
    cv2.polylines(kernel, [points], False, 1.0, 1, cv2.LINE_8, 4)
    return np.asarray(kernel / max(float(kernel.sum()), 1.0), np.float32)


@lru_cache(maxsize=1)
def _noise_tile() -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Make what every sensor's noise is cut from, times 64: what is lighter, what is darker."""
    rng = np.random.default_rng(20240214)
    grain = rng.normal(0, 1, (1031, 769, 1)) * 0.8 + rng.normal(0, 0.6, (1031, 769, 3))
    noise = (grain * 64).astype(np.int16)
    return np.maximum(noise, 0), np.maximum(-noise, 0)


def grain(rng: np.random.Generator, picture: Picture, conditions: Conditions) -> Picture:
    """Add the sensor's noise; *picture* is changed in place."""
    if conditions.noise < 0.3:
        return picture
    strength = conditions.noise / 64
    lighter, darker = (cv2.convertScaleAbs(each, alpha=strength, beta=-0.5) for each in _noise_tile())
    shift = rng.integers(0, 700, 2)
    sides = (_runs(*each) for each in zip(lighter.shape[:2], shift, picture.shape[:2], strict=True))
    for (down, from_row), (across, from_column) in product(*sides):
        part, own = picture[down, across], (from_row, from_column)
        cv2.subtract(cv2.add(part, lighter[own], dst=part), darker[own], dst=part)
    return picture


def _runs(tile: int, shift: int, size: int) -> Iterator[tuple[slice, slice]]:
    """Yield the parts of a picture's side that a repeated tile covers, and which part of the tile it is."""
    for start in range(int(shift) - tile, size, tile):
        low, high = max(start, 0), min(start + tile, size)
        yield slice(low, high), slice(low - start, high - start)


def encode(picture: Picture, conditions: Conditions) -> bytes:
    """Encode as JPEG; for an EXIF orientation, turn the pixels so that obeying it gives this picture."""
    if conditions.orientation in _TURNED_BACK:
        picture = np.asarray(cv2.rotate(picture, _TURNED_BACK[conditions.orientation]), np.uint8)
    options = [cv2.IMWRITE_JPEG_QUALITY, conditions.quality]
    _, data = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    jpeg = data.tobytes()
    if conditions.orientation == 1:
        return jpeg
    return jpeg[:2] + _exif(conditions.orientation) + jpeg[2:]


def _exif(orientation: int) -> bytes:
    """Write an APP1 segment that holds the orientation and nothing else."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
