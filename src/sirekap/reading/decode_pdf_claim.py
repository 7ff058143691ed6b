"""What a PDF holds, measured from its structure before the drawing library sees it.

In: the bytes of a PDF. Out: nothing, or a ``RefusedError``. Invariant: no stream is unpacked further than the
bound for all of them together, and what pages draw is counted with every form inside every form, so neither a
stream of blanks nor forms that draw forms take the machine's time or memory. Scans and forms as we draw them
stay far below every bound.
"""

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf

from sirekap.reading.model import RefusalCode
from sirekap.reading.say import RefusedError

UNPACKED = 250_000_000
"""Most bytes that all streams of a file may unpack to: 24 pages of A4 in grey at 300 dots an inch."""
DRAWN = 2_000_000
"""Most bytes of drawing commands on a page, forms as often as they are drawn; ours have 0.3 million."""
STROKES = 60_000
"""Most pieces of paths on a page."""
NESTED = 8
"""Most forms within forms."""
PIXELS = 72_000_000
"""Most pixels of one picture: A3 at 600 dots an inch."""
CHUNK = 1 << 16

_STREAM = re.compile(rb"stream\r?\n")
_PACKED = frozenset({"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/Fl", "/LZW", "/RL"})
_SLOW = ("/Pattern", "/Shading")
"""What a page may fill areas with at a cost that has nothing to do with its size."""
_FORM = re.compile(rb"/([^\s/\[\]<>()]+)\s+Do\b")
_STROKE = re.compile(rb"(?:^|\s)(?:l|c|v|y|re)(?=\s)")
_BROKEN = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pikepdf.DataDecodingError,
    AttributeError,
    KeyError,
    ValueError,
    TypeError,
    RecursionError,
    RuntimeError,
)
"""What the library raises over a file that is none, or half of one."""
_EMPTY, _NONE = pikepdf.Dictionary(), pikepdf.Array()
_JPX_SIZE = b"\xff\x51"


def refuse_costly(data: bytes) -> None:
    """Refuse a PDF that would take too much to open or to draw, one that is locked, and what is none."""
    _refuse_blown_up(data)
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as document:
            if document.is_encrypted:
                raise RefusedError(RefusalCode.NOT_AN_IMAGE)
            for each in document.objects:
                if isinstance(each, pikepdf.Stream):
                    _refuse_packed_twice(each)
            for page in document.pages:
                _Weight().add(page.obj, _dictionary(page.obj, "/Resources"), 0)
    except _BROKEN as error:
        raise RefusedError(RefusalCode.NOT_AN_IMAGE) from error


def _refuse_blown_up(data: bytes) -> None:
    """Unpack what looks packed, without keeping it, until all is counted or the bound is reached."""
    left = UNPACKED
    for found in _STREAM.finditer(data):
        for size in _unpacked(data, found.end()):
            left -= size
            if left < 0:
                raise RefusedError(RefusalCode.TOO_LARGE)


def _unpacked(data: bytes, at: int) -> Iterator[int]:
    unpack, held = zlib.decompressobj(), memoryview(data)[at:]
    try:
        while not unpack.eof and (packed := unpack.unconsumed_tail or held[:CHUNK]):
            if not unpack.unconsumed_tail:
                held = held[CHUNK:]
            yield len(unpack.decompress(packed, 16 * CHUNK))
    except zlib.error:
        return


def _refuse_packed_twice(stream: pikepdf.Stream) -> None:
    """Refuse a stream packed more than once, or in a way that cannot be measured, and a picture too large."""
    named: Any = stream.get("/Filter", _NONE)
    filters = [str(each) for each in (named if isinstance(named, pikepdf.Array) else [named]) if each]
    packed = sum(each in _PACKED for each in filters)
    if packed > 1 or len(filters) > 2 or {"/LZWDecode", "/LZW"} & set(filters):
        raise RefusedError(RefusalCode.TOO_LARGE)
    if "/JPXDecode" in filters:
        head = stream.read_raw_bytes()[:4096]
        at = head.find(_JPX_SIZE)
        across, down = (int.from_bytes(head[at + k : at + k + 4], "big") for k in (6, 10))
        if at < 0 or across * down > PIXELS:
            raise RefusedError(RefusalCode.TOO_LARGE)


class _Weight:
    """What one page draws, counted as it is walked."""

    def __init__(self) -> None:
        self.drawn = 0
        self.strokes = 0

    def add(self, part: pikepdf.Object, resources: pikepdf.Object, depth: int) -> None:
        """Add a page or a form, and each form it draws as often as it draws it."""
        commands = _commands(part)
        self.drawn += len(commands) + 1
        self.strokes += sum(1 for _ in _STROKE.finditer(commands))
        slow = any(name in resources for name in _SLOW)
        if slow or depth > NESTED or self.drawn > DRAWN or self.strokes > STROKES:
            raise RefusedError(RefusalCode.TOO_LARGE)
        inner = _dictionary(resources, "/XObject")
        for found in _FORM.finditer(commands):
            form = inner.get("/" + found[1].decode("latin-1"))
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                self.drawn += 50  # a form costs something though it draws nothing
                own = _dictionary(form, "/Resources") if "/Resources" in form else resources
                self.add(form, own, depth + 1)


def _dictionary(part: pikepdf.Object, name: str) -> pikepdf.Object:
    """Return the dictionary under *name*; an empty one where there is none or it is something else."""
    held: Any = part.get(name, _EMPTY)
    return held if isinstance(held, pikepdf.Dictionary) else _EMPTY


def _commands(part: pikepdf.Object) -> bytes:
    """Return the drawing commands of a page or a form, unpacked."""
    if isinstance(part, pikepdf.Stream):
        return part.read_bytes()
    held: Any = part.get("/Contents", _NONE)
    parts = held if isinstance(held, pikepdf.Array) else [held]
    return b"\n".join(each.read_bytes() for each in parts if isinstance(each, pikepdf.Stream))
