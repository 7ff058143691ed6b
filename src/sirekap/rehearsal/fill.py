"""A page as it hangs on the wall of the station: the printed form with everything written on it.

In: the form's PDF, a page's layout, a ``Sheet``. Out: the page as RGB pixels.
Invariant: every position comes from the form's layout; what is written is what the sheet says.
Not done here: the camera (``photograph``).
"""

from functools import cache

import cv2
import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # the package ships no types

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Page, Rect
from sirekap.rehearsal import marks
from sirekap.rehearsal.glyph_shapes import Path
from sirekap.rehearsal.handwriting import Writer, draw_writer
from sirekap.rehearsal.ink import Picture, cover, lay_ink
from sirekap.rehearsal.marks import into
from sirekap.rehearsal.officials import BubbleFault, Mark, Sheet
from sirekap.rehearsal.written_words import write_words

PX_PER_MM = 6.0
"""Resolution at which pages are drawn: 152 dots per inch."""

PAPER = (243, 243, 238)
"""RGB of the paper, which is never quite white."""

UNSIGNED = 0.08
"""Share of places that stay without a signature."""

TALLIED = ("votes.", "invalid")
"""Beginnings of the names of the fields whose tally grid officials strike."""


def print_page(pdf: bytes, index: int) -> Picture:
    """Print one page (from 0) of a PDF as RGB pixels on paper, ``PX_PER_MM`` to the millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return on_paper(raster(document[index]))
    finally:
        document.close()


def raster(page: pypdfium2.PdfPage, above: int = 0, below: int = 0) -> Picture:
    """Return a page as RGB pixels, white where nothing is printed; less so many rows *above* and *below*."""
    scale = PX_PER_MM * 25.4 / 72
    # What is cut off is rounded up to whole pixels.
    cut = (0, max(below - 0.5, 0) / scale, 0, max(above - 0.5, 0) / scale)
    bitmap = page.render(scale=scale, crop=cut, rev_byteorder=True)
    return np.asarray(cv2.cvtColor(bitmap.to_numpy(), cv2.COLOR_RGBA2RGB), np.uint8)


def on_paper(pixels: Picture) -> Picture:
    """Return what printed pixels look like on paper."""
    return np.asarray(cv2.LUT(pixels, _paper_table()), np.uint8)


@cache
def _paper_table() -> Picture:
    """Tell what each printed level looks like on paper, by channel: shape (1, 256, 3)."""
    levels = [np.clip(np.arange(256) * (tint / 255) + 6, 0, tint) for tint in PAPER]
    return np.stack(levels, axis=-1)[None].astype(np.uint8)


def fill_page(rng: np.random.Generator, printed: Picture, page: Page, sheet: Sheet) -> Picture:
    """Write one page of a sheet over its printed form; *printed* is left as it was."""
    picture = printed.copy()
    writer = sheet.writer
    for field in page.fields:
        _fill_field(rng, picture, field, sheet.marks[field.name], writer)
    _sign_page(rng, picture, page)
    return picture


def _fill_field(rng: np.random.Generator, picture: Picture, field: Field, mark: Mark, writer: Writer) -> None:
    if mark.covered is not None:
        _correct(rng, picture, field, mark.covered, writer)
    _fill_bubbles(rng, picture, field, mark, writer)
    paths = marks.write_boxes(rng, writer, mark.boxes, field.boxes)
    if field.tally is not None and _is_tallied(field.name):
        paths += marks.strike_tally(rng, writer, field.tally, mark.value)
        paths += marks.write_row_totals(rng, writer, field.tally, mark.value)
    paths += write_words(rng, writer, mark.words, field.words)
    lay_ink(rng, picture, paths, writer.pen, PX_PER_MM)
    if mark.fault is BubbleFault.TWO_FILLED:
        _strike_out(rng, picture, field, mark, writer)


def _fill_bubbles(
    rng: np.random.Generator, picture: Picture, field: Field, mark: Mark, writer: Writer
) -> None:
    """Blacken the bubbles; going to and fro twice leaves more ink than a stroke."""
    paths: list[Path] = []
    for column, digits in zip(field.bubbles, mark.bubbles, strict=False):
        for digit in digits:
            paths += marks.fill_bubble(rng, writer, column[int(digit)])
    for _ in range(2):
        lay_ink(rng, picture, paths, writer.pen, PX_PER_MM)


def _is_tallied(name: FieldName) -> bool:
    return name.startswith(TALLIED)


def _correct(rng: np.random.Generator, picture: Picture, field: Field, covered: str, writer: Writer) -> None:
    """Leave an earlier number under correction fluid, with initials beside it."""
    lay_ink(rng, picture, marks.write_boxes(rng, writer, covered, field.boxes), writer.pen, PX_PER_MM)
    for box in field.boxes:
        inside = box.grown(-0.09 * box.width)
        cover(rng, picture, (inside.left, inside.top, inside.width, inside.height), PX_PER_MM)
    last = field.boxes[-1]
    beside = Rect(last.right + 0.1 * last.width, last.top, 0.6 * last.width, 0.7 * last.height)
    lay_ink(rng, picture, marks.initial(rng, beside), writer.pen, PX_PER_MM)


def _strike_out(rng: np.random.Generator, picture: Picture, field: Field, mark: Mark, writer: Writer) -> None:
    """Cross the wrong bubble of a column with two."""
    for column, digits in zip(field.bubbles, mark.bubbles, strict=True):
        if len(digits) == 2:
            paths = marks.strike_out(rng, writer, column[int(digits[0])])
            lay_ink(rng, picture, paths, writer.pen, PX_PER_MM)


def _sign_page(rng: np.random.Generator, picture: Picture, page: Page) -> None:
    """Let officers and witnesses sign where the form asks them to, each with a pen of their own."""
    for area in page.signatures:
        if rng.random() >= UNSIGNED:
            paths = into(marks.sign(rng), area)
            lay_ink(rng, picture, paths, draw_writer(rng).pen, PX_PER_MM)
