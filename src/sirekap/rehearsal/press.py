"""Station after station's pages as they come from the printer, as pixels.

In: a form, a page's number, a station's heading, the election's id. Out: what ``fill.print_page`` gives of
``forms.draw.draw_page``. Invariant: what all stations' pages share is laid out and rendered once; of the last
``KEPT`` pages of forms it is kept.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
import pypdfium2  # type: ignore[import-untyped]  # the package ships no types

from sirekap.election.model import ElectionId
from sirekap.forms.draw import draw_heading, draw_unstamped
from sirekap.forms.heading import Heading
from sirekap.forms.model import Form, Page
from sirekap.rehearsal.fill import PX_PER_MM, on_paper, raster
from sirekap.rehearsal.ink import Picture

KEPT = 32
"""Pages kept: 14 MB each."""

SPARE_MM = 2.0
"""What is stamped may reach beyond its slot by so much."""


class _Band(NamedTuple):
    """Rows of pixels in which something is stamped, as they are before: no paper's colour yet."""

    start: int
    end: int
    pixels: Picture


class _Blank(NamedTuple):
    paper: Picture
    bands: Sequence[_Band]


def printed_page(form: Form, number: int, heading: Heading, election_id: ElectionId) -> Picture:
    """Print page *number* of a station's form as RGB pixels on paper, ``PX_PER_MM`` to the millimetre."""
    blank = _blank(form, number)
    picture = blank.paper.copy()
    document = pypdfium2.PdfDocument(draw_heading(form, number, heading, election_id))
    try:
        for start, end, under in blank.bands:
            stamped = raster(document[0], start, len(picture) - end)
            both = np.asarray(cv2.multiply(under, stamped, scale=1 / 255), np.uint8)
            picture[start:end] = on_paper(both)
    finally:
        document.close()
    return picture


@lru_cache(maxsize=KEPT)
def _blank(form: Form, number: int) -> _Blank:
    document = pypdfium2.PdfDocument(draw_unstamped(form, number))
    try:
        pixels = raster(document[0])
    finally:
        document.close()
    rows = _stamped_rows(form.pages[number - 1], len(pixels))
    return _Blank(on_paper(pixels), [_Band(a, b, pixels[a:b].copy()) for a, b in rows])


def _stamped_rows(page: Page, height: int) -> list[tuple[int, int]]:
    """Return from where to where down the page, in pixels, something is stamped, from above."""
    areas = [*(slot.box for slot in page.slots), *page.station_boxes, *filter(None, [page.qr])]
    found: list[tuple[int, int]] = []
    for area in sorted(areas, key=lambda each: each.top):
        start = max(int((area.top - SPARE_MM) * PX_PER_MM), 0)
        end = min(int((area.bottom + SPARE_MM) * PX_PER_MM), height)
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(end, found[-1][1])
            found.pop()
        found.append((start, end))
    return found
