"""From a photo or scan of a printed plenary form to what its codes carry, exactly, without handwriting.

In: the bytes of a file. Out: a ``SignedPayload`` a page, or an error that says what to do. Invariant: nothing
is guessed: a page of which one code is missing gives no number at all. Whose signature it is, and what the
payload means, is looked at by ``read_recap`` and the caller.
"""

from collections.abc import Iterator

import cv2
import numpy as np
import zxingcpp

from sirekap.forms.page_code import PageCodeError, SignedPayload, join
from sirekap.reading.decode import FILE_BYTES, LONG_SIDE, decode_all
from sirekap.reading.decode_size import PDF
from sirekap.reading.placement import Pixels

_QR = zxingcpp.barcode_formats_from_str("QRCode")


def read_codes(data: bytes) -> list[SignedPayload]:
    """Read each page of a photo or PDF scan, however many; raise RefusedError or PageCodeError.

    A few pages are held at a time.
    """
    return [
        read_page_codes(photo.pixels)
        for piece in pieces_of(data)
        for photo in decode_all(piece, enough=LONG_SIDE)
    ]


def pieces_of(data: bytes) -> list[bytes]:
    """Return a file in pieces that can each be decoded; a photo, or what is far too large, as it is."""
    if not data.startswith(PDF) or len(data) > FILE_BYTES:
        return [data]
    from sirekap.reading.decode_pdf import pieces  # noqa: PLC0415 -- photos start without it

    return pieces(data)


def read_page_codes(pixels: Pixels) -> SignedPayload:
    """Read one page: as it is, and where codes are missing larger and sharper; raise PageCodeError."""
    found: set[bytes] = set()
    for attempt in attempts(pixels):
        found |= {each.bytes for each in zxingcpp.read_barcodes(attempt, formats=_QR)}
        try:
            return join(found)
        except PageCodeError as error:
            last = error
    raise last


def attempts(pixels: Pixels) -> Iterator[Pixels]:
    """Yield the picture as it is, then larger, then evenly lit and sharpened."""
    yield pixels
    large = np.asarray(cv2.resize(pixels, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC), np.uint8)
    yield large
    coarse = cv2.resize(large, (40, 40), interpolation=cv2.INTER_AREA)
    light = cv2.resize(coarse, large.shape[::-1], interpolation=cv2.INTER_LINEAR)
    even = np.clip(large.astype(np.float32) * 235 / np.maximum(light, 1), 0, 255)
    soft = cv2.GaussianBlur(even, (0, 0), 2.2)
    yield np.clip(even * 2.4 - soft * 1.4, 0, 255).astype(np.uint8)
