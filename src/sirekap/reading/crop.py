"""From a photo and a field's area to the upright picture that a person judges the field by.

In: the bytes of a photo, a ``Quad`` in fractions of the upright photo. Out: a JPEG. Invariant: what lies
outside the photo is white, and nothing is made lighter, darker or sharper than it was.
"""

import cv2
import numpy as np

from sirekap.reading.decode import decode
from sirekap.reading.model import Quad

QUALITY = 85
TALLEST = 4.0
"""Most height for a width; an area seen so steeply shows nothing."""


def crop_field(data: bytes, area: Quad, width_px: int) -> bytes:
    """Cut *area* out of a photo, *width_px* across, upright as the page was; raises ``RefusedError``."""
    photo = decode(data)
    corners = np.array([(x * photo.width, y * photo.height) for x, y in area], np.float32)
    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    across, down = max(sides[0], sides[2], 1.0), max(sides[1], sides[3], 1.0)
    width = max(int(width_px), 1)
    height = max(round(width * min(float(down / across), TALLEST)), 1)
    finer = max(1, min(4, round(float(across) / width)))
    size = (width * finer, height * finer)
    upright = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, upright)
    white = (255.0,)
    crop = cv2.warpPerspective(photo.pixels, matrix, size, flags=cv2.INTER_LINEAR, borderValue=white)
    if finer > 1:
        crop = cv2.resize(crop, (width, height), interpolation=cv2.INTER_AREA)
    packed = cv2.imencode(".jpg", crop, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1]
    return packed.tobytes()
