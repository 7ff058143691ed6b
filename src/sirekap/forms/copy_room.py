"""A station's C.HASIL SALINAN, drawn but for its numbers, with room left in it that a phone writes them into.

In: the copy's form, the station's heading, the election's id. Out: a ``CopyPaper``: the PDF, and page by page
where in its bytes the room lies and where on the page the boxes are. Invariant: each room is a stream of
spaces of a page's own, so whoever writes drawing commands over them, no more than fit, has a sound PDF with
the fonts that are in it already; nothing else of the file moves. Not done here: writing the numbers.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array

from sirekap.election.model import ElectionId
from sirekap.forms.draw import draw
from sirekap.forms.heading import Heading
from sirekap.forms.model import Face, Form, Page, Rect, SlotName
from sirekap.forms.stamp import font_key, metrics

BYTES_A_BOX = 90
"""Room for one digit, its place and a sign, and for the bubble that says the same."""
BYTES_OF_WORDS = 200
"""Room for a number in words."""
BYTES_BESIDES = 1200
"""Room for the font and the lines at the foot."""
MARK = b"%%room %d\n"


@dataclass(frozen=True, slots=True)
class CopyPage:
    """A page of a copy. Places in millimetres from its upper left corner, ``room`` in bytes of the PDF."""

    number: int
    height: float
    room: tuple[int, int]
    """Where the room begins, and how long it is."""
    fields: Mapping[str, "CopyField"]
    foot: Rect | None
    """Where the page's own code line stands; what is said of the claim goes below it."""


@dataclass(frozen=True, slots=True)
class CopyField:
    """Where a number goes: its boxes, their bubbles (none where there are none), the line for it in words."""

    boxes: tuple[Rect, ...]
    bubbles: tuple[tuple[Rect, ...], ...]
    words: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class CopyPaper:
    """A copy with room for its numbers. ``digit`` is the width of a digit in thousandths of its size."""

    form: Form
    pdf: bytes
    pages: tuple[CopyPage, ...]
    font: str
    digit: int
    cross: int
    """The width of an X."""
    cap_height: int


def copy_paper(form: Form, heading: Heading, election_id: ElectionId) -> CopyPaper:
    """Draw *form* for one station and leave room on every page."""
    sizes = [_room(page) for page in form.pages]
    pdf = _with_room(draw(form, heading, election_id), sizes)
    pages = tuple(
        CopyPage(
            page.number,
            page.height,
            (_found(pdf, number), size),
            {each.name: CopyField(each.boxes, each.bubbles, each.words) for each in page.fields},
            next((slot.box for slot in page.slots if slot.name is SlotName.CODE), None),
        )
        for number, (page, size) in enumerate(zip(form.pages, sizes, strict=True))
    )
    font = metrics(Face.BOLD)
    widths = font.widths
    return CopyPaper(
        form, pdf, pages, font_key(Face.BOLD)[1:], widths[ord("0")], widths[ord("X")], font.cap_height
    )


def _room(page: Page) -> int:
    digits = sum(BYTES_A_BOX * len(field.boxes) for field in page.fields)
    return digits + BYTES_OF_WORDS * sum(1 for field in page.fields if field.words) + BYTES_BESIDES


def _with_room(data: bytes, sizes: list[int]) -> bytes:
    """Give every page one more stream of spaces, which is not compressed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, (page, size) in enumerate(zip(pdf.pages, sizes, strict=True)):
            held = page.obj.Contents
            streams = list(held) if isinstance(held, Array) else [held]
            page.obj.Contents = Array([*streams, pdf.make_stream(MARK % number + b" " * size)])
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return out.getvalue()


def _found(pdf: bytes, number: int) -> int:
    """Return where the room of a page begins; ValueError unless it is there once."""
    mark = MARK % number
    at = pdf.find(b"stream\n" + mark)
    if at < 0 or pdf.find(b"stream\n" + mark, at + 1) >= 0:
        raise ValueError(f"page {number} of a copy has no room of its own")
    return at + len(b"stream\n") + len(mark)
