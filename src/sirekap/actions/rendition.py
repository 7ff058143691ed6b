"""The rendition of a photo that is kept and may be published: the same picture without what it tells besides.

In: a photo's bytes and media type. Out: bytes of the same picture, pixel for pixel, without place, device,
time or comment; which way is up stays. Invariants: a photo without such data comes back as it was, so that
its hash is the one its sender computed; doing it twice changes nothing more. Bytes that are not whole come
back untouched: the reader refuses them.
"""

import struct
from collections.abc import Callable, Iterator, Mapping

JPEG_START = b"\xff\xd8"
EXIF = b"Exif\0\0"
ORIENTATION = 0x0112
SHORT = 3
TURNED = range(2, 9)
"""Orientations that say something; 1 is upright."""

KEPT_MARKERS = frozenset({0xE0, 0xEE})
"""APP0 (JFIF) and APP14 (Adobe): without them colours may come out wrong."""
ICC = b"ICC_PROFILE\0"
KEPT_CHUNKS = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"pHYs",
        b"bKGD",
    }
)
DROPPED_WEBP = frozenset({b"EXIF", b"XMP "})
WEBP_FLAGS = 0x08 | 0x04
"""Bits of VP8X that announce EXIF and XMP."""


def rendition(data: bytes, media_type: str) -> bytes:
    """Return the photo without metadata."""
    strip = STRIPPERS.get(media_type)
    if strip is None:
        return data
    try:
        return strip(data)
    except (IndexError, struct.error):
        return data


def _jpeg(data: bytes) -> bytes:
    kept, up = [JPEG_START], 1
    for marker, part in _segments(data):
        body = part[4:]
        if marker == 0xE1 and body.startswith(EXIF):
            up = _orientation(body[len(EXIF) :])
        if _is_kept(marker, body):
            kept.append(part)
    if up in TURNED:
        kept.insert(1, _turned(up))
    return b"".join(kept)


def _is_kept(marker: int, body: bytes) -> bool:
    if marker == 0xE2:
        return body.startswith(ICC)
    return marker in KEPT_MARKERS or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each part from the start to the end of image; what follows it is left out."""
    at = len(JPEG_START)
    while True:
        if data[at] != 0xFF:
            raise IndexError(at)
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte before the marker
            at += 1
            continue
        if marker == 0xD9:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + struct.unpack_from(">H", data, at + 2)[0]
        if marker == 0xDA:
            end = _scan_end(data, end)
        yield marker, data[at:end]
        at = end


def _scan_end(data: bytes, at: int) -> int:
    """Return where a scan's coded data ends: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0:
            raise IndexError(at)
        follows = data[at + 1]
        if follows not in (0x00, 0xFF) and not 0xD0 <= follows <= 0xD7:
            return at
        at += 1 if follows == 0xFF else 2


def _orientation(tiff: bytes) -> int:
    """Return which way is up by the EXIF block, 1 where it does not tell."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for entry in range(count):
        tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, at + 2 + 12 * entry)
        if tag == ORIENTATION and kind == SHORT:
            return int(value)
    return 1


def _turned(up: int) -> bytes:
    """Return an EXIF segment that says which way is up and nothing else."""
    tiff = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, ORIENTATION, SHORT, 1, up, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", 2 + len(EXIF) + len(tiff)) + EXIF + tiff


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while True:
        size, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + size
        if end > len(data):
            raise IndexError(end)
        if kind in KEPT_CHUNKS:
            kept.append(data[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end


def _webp(data: bytes) -> bytes:
    (whole,) = struct.unpack_from("<I", data, 4)
    kept, at, stop = [], 12, 8 + whole
    while at < stop:
        kind, size = struct.unpack_from("<4sI", data, at)
        end = at + 8 + size + size % 2
        if end > len(data):
            raise IndexError(end)
        part = data[at:end]
        if kind == b"VP8X":
            part = part[:8] + bytes([part[8] & ~WEBP_FLAGS]) + part[9:]
        if kind not in DROPPED_WEBP:
            kept.append(part)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
}
