"""What a picture file claims of itself, read from its header before anything is unpacked.

In: bytes. Out: a ``Claim`` (kind, size, whether the file is whole), or None for what is no JPEG, PNG or WebP.
Invariant: reads the header and the marks that close the file, never the pixels, and never raises.
"""

import re
import struct
from dataclasses import dataclass
from enum import Enum

PDF = b"%PDF-"
"""What a scan kept as PDF has near its beginning."""

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JPEG_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_JPEG_BODY = frozenset({0xD9, 0xDA})
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_JPEG_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The next marker after a scan's data, where FF is followed by 00, a restart or a fill byte."""


SCANNED_PIXELS = 640_000_000
"""Most pixels that the scans of a progressive JPEG go over: ten scans of the largest one."""


class Kind(Enum):
    """How a file is packed, with the most pixels that unpack within a second or two and 400 MB."""

    JPEG = 200_000_000
    """Baseline: unpacked line by line at reduced size; the largest phone camera has 200 million."""
    PROGRESSIVE = 64_000_000
    """A JPEG whose coefficients must all be held at once."""
    PNG = 72_000_000
    """An A3 page scanned at 600 dots an inch has 70 million."""
    WEBP = 40_000_000


@dataclass(frozen=True, slots=True)
class Claim:
    """The header's word: pixels across and down, and whether the file reaches its own end."""

    kind: Kind
    width: int
    height: int
    complete: bool
    transparent: bool = False
    deep: bool = False
    """Whether a colour has sixteen bits."""
    scans: int = 1
    """How often the whole picture is gone over: ten times in a usual progressive JPEG."""

    @property
    def too_large(self) -> bool:
        """Whether unpacking would cost more than a photo may."""
        pixels = self.width * self.height
        share = (8 if self.deep else 3) if self.transparent else 1
        often = self.kind is Kind.PROGRESSIVE and pixels * self.scans > SCANNED_PIXELS
        return often or pixels * share > self.kind.value or max(self.width, self.height) > 65_500

    @property
    def scalable(self) -> bool:
        """Whether the library can unpack it smaller than it is."""
        return self.kind in {Kind.JPEG, Kind.PROGRESSIVE}


def claim_of(data: bytes) -> Claim | None:
    """Read the header of *data*; None where it is no picture we take."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg(data: bytes) -> Claim | None:
    """Walk the segments to the frame header, then over the scans to the end mark."""
    kind, width, height, at = None, 0, 0, 2
    while True:
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _JPEG_BODY:
            break
        if marker in _JPEG_FRAMES:
            kind = Kind.PROGRESSIVE if marker in _JPEG_PROGRESSIVE else Kind.JPEG
            height, width = struct.unpack_from(">HH", data, at + 5)
        at += 2 if marker in _JPEG_BARE else 2 + struct.unpack_from(">H", data, at + 2)[0]
    if kind is None:
        return None
    complete, scans = _jpeg_scans(data, at)
    return Claim(kind, width, height, complete, scans=scans)


def _jpeg_scans(data: bytes, at: int) -> tuple[bool, int]:
    """Return whether an end mark follows the scans from *at* on, and how many those are.

    What a phone appends behind the end mark does not count.
    """
    scans = 0
    while found := _JPEG_AFTER_SCAN.search(data, at):
        if found[0] == b"\xff\xd9":
            return True, scans
        scans += found[0] == b"\xff\xda"
        at = found.start() + 2
        if data[at - 1] not in _JPEG_BARE and at + 2 <= len(data):
            at += struct.unpack_from(">H", data, at)[0]
    return False, scans


def _png(data: bytes) -> Claim | None:
    """Read the first chunk and walk the others to the closing one."""
    if data[12:16] != b"IHDR":
        return None
    width, height, depth, colour = struct.unpack_from(">IIBB", data, 16)
    at, clear = 8, colour in {4, 6}
    while at + 12 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        if name == b"IEND":
            return Claim(Kind.PNG, width, height, complete=True, transparent=clear, deep=depth > 8)
        clear = clear or name == b"tRNS"
        at += 12 + length
    return Claim(Kind.PNG, width, height, complete=False, transparent=clear, deep=depth > 8)


def _webp(data: bytes) -> Claim | None:
    """Read the size from whichever of the three kinds of first chunk the file has."""
    complete = len(data) >= 8 + struct.unpack_from("<I", data, 4)[0]
    name = data[12:16]
    if name == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return Claim(Kind.WEBP, width & 0x3FFF, height & 0x3FFF, complete)
    if name == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Claim(
            Kind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, complete, bool(bits >> 28 & 1)
        )
    if name == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        height = 1 + int.from_bytes(data[27:30], "little")
        return Claim(Kind.WEBP, width, height, complete, bool(data[20] & 0x10))
    return None
