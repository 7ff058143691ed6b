"""From the bytes of a file to grey pixels, upright and no larger than reading needs.

In: any bytes at all. Out: a ``Photo``, or a ``RefusedError`` that says what to do. Invariant: the size a file
claims is checked before anything is unpacked, so no file can take the machine's memory. The content alone
decides what a file is, never its name. Nothing is judged here about what the picture shows.
"""

import hashlib

import cv2
import numpy as np
from cv2.typing import MatLike

from sirekap.reading.decode_size import PDF, Claim, claim_of
from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Photo, Pixels
from sirekap.reading.say import RefusedError

LONG_SIDE = 2600
"""Most pixels along a photo's longer side that the reader works with.

A page of 420 mm then has 6 pixels a millimetre: 68 for a digit box, of which the digit model sees 40, and 10
for one cell of a fiducial, which needs 3. More pixels only cost time.
"""

ENOUGH = 1900
"""Pixels along the longer side that a JPEG may be unpacked to at once, at half, a quarter or an eighth.

A page has 4 pixels a millimetre then. Unpacking at half size costs half of what the whole costs, and what a
12-megapixel phone gives is 2,000 pixels long.
"""

SHORT_SIDE = 64
"""Fewest pixels along the shorter side: below it a digit box has under 5 pixels even in a close crop."""

FILE_BYTES = 64 * 1024 * 1024
"""Largest file looked at; phones write 2 to 25 MB."""

_REDUCED = (
    (8, cv2.IMREAD_REDUCED_GRAYSCALE_8),
    (4, cv2.IMREAD_REDUCED_GRAYSCALE_4),
    (2, cv2.IMREAD_REDUCED_GRAYSCALE_2),
)


def decode(data: bytes) -> Photo:
    """Decode a photo, or the first page of a scan; raises ``RefusedError``."""
    return decode_all(data, most=1)[0]


def decode_all(data: bytes, most: int | None = None, enough: int = ENOUGH) -> list[Photo]:
    """Decode a photo or each page of a PDF scan, at most the first *most*; raises ``RefusedError``.

    A JPEG keeps at least *enough* pixels along its longer side, where it has them.
    """
    if len(data) > FILE_BYTES:
        raise RefusedError(RefusalCode.TOO_LARGE)
    sha256 = hashlib.sha256(data).hexdigest()
    if PDF in data[:1024] and claim_of(data) is None:
        from sirekap.reading.decode_pdf import render_pages  # noqa: PLC0415 -- photos start without it

        return [Photo(sha256, _large_enough(each)) for each in render_pages(data, LONG_SIDE, most)]
    return [Photo(sha256, _large_enough(_decode_picture(data, enough)))]


def _decode_picture(data: bytes, enough: int) -> Pixels:
    claim = claim_of(data)
    if claim is None or not claim.complete:
        raise RefusedError(RefusalCode.NOT_AN_IMAGE)
    if claim.too_large:
        raise RefusedError(RefusalCode.TOO_LARGE)
    if min(claim.width, claim.height) < SHORT_SIDE:
        raise RefusedError(RefusalCode.TOO_SMALL)
    try:
        pixels = _unpack(data, claim, enough)
    except cv2.error:
        pixels = None
    if pixels is None or pixels.ndim != 2 or pixels.dtype != np.uint8:
        raise RefusedError(RefusalCode.NOT_AN_IMAGE)
    return pixels


def _unpack(data: bytes, claim: Claim, enough: int) -> Pixels | None:
    """Unpack at the working size; None where the library cannot."""
    packed = np.frombuffer(data, np.uint8)
    if claim.transparent:
        layers = cv2.imdecode(packed, cv2.IMREAD_UNCHANGED)
        return None if layers is None else _on_white(_fit(layers))
    long_side = max(claim.width, claim.height)
    fitting = (flag for factor, flag in _REDUCED if claim.scalable and long_side // factor >= enough)
    grey = cv2.imdecode(packed, next(fitting, cv2.IMREAD_GRAYSCALE))
    return None if grey is None else np.asarray(_fit(grey), np.uint8)


def _on_white(layers: MatLike) -> Pixels:
    """Lay a transparent picture on white paper; as it lies, since such files carry no orientation."""
    if layers.dtype == np.uint16:
        layers = (layers / 257).astype(np.uint8)
    if layers.ndim == 2:
        return layers.astype(np.uint8)
    grey = cv2.cvtColor(layers, cv2.COLOR_BGR2GRAY)
    if layers.shape[2] < 4:
        return grey.astype(np.uint8)
    alpha = layers[:, :, 3].astype(np.float32) / 255
    return (grey * alpha + 255 * (1 - alpha)).astype(np.uint8)


def _fit(pixels: MatLike) -> MatLike:
    """Shrink what is larger than the working size."""
    height, width = pixels.shape[:2]
    scale = LONG_SIDE / max(width, height)
    if scale >= 1:
        return pixels
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _large_enough(pixels: Pixels) -> Pixels:
    if min(pixels.shape) < SHORT_SIDE:
        raise RefusedError(RefusalCode.TOO_SMALL)
    return pixels
