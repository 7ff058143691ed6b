"""From a scan kept as PDF to the grey pixels of its pages.

In: the bytes of a PDF. Out: one picture a page. Invariant: what a page holds is measured before it is drawn,
and one page is drawn at a time (the library is not made for more). Scripts and forms inside are not run.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Pixels
from sirekap.reading.say import RefusedError

PAGES = 24
"""Most pages of one file; the longest statutory form has fewer."""
IMAGE_PIXELS = 72_000_000
"""Most pixels in the pictures of one page: A3 at 600 dots an inch, as for a picture file."""
OBJECTS = 20_000
"""Most things drawn on one page; a form as we draw it has under 3,000."""
ONE_AT_A_TIME = threading.Lock()


def render_pages(data: bytes, long_side: int, most: int | None) -> list[Pixels]:
    """Draw the first *most* pages (None: all), *long_side* pixels the longer way; raises ``RefusedError``."""
    with ONE_AT_A_TIME, _opened(data) as document:
        count = len(document)
        if count < 1:
            raise RefusedError(RefusalCode.NOT_AN_IMAGE)
        if count > PAGES:
            raise RefusedError(RefusalCode.TOO_LARGE)
        return [_render(document, index, long_side) for index in range(min(count, most or count))]


@contextmanager
def _opened(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a document; what the library cannot open or draw is not an image to us."""
    try:
        document = pdfium.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
    except pdfium.PdfiumError as error:
        raise RefusedError(RefusalCode.NOT_AN_IMAGE) from error


def _render(document: pdfium.PdfDocument, index: int, long_side: int) -> Pixels:
    page = document[index]
    try:
        _measure(page)
        width, height = page.get_size()
        if min(width, height) < 1 or max(width, height) > 15_000:
            raise RefusedError(RefusalCode.NOT_AN_IMAGE)
        scale = long_side / max(width, height)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        return np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        page.close()


def _measure(page: pdfium.PdfPage) -> None:
    """Refuse a page that would take too long or too much to draw."""
    pixels = 0
    for number, each in enumerate(page.get_objects(max_depth=3)):
        if each.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            across, down = each.get_px_size()
            pixels += across * down
        if pixels > IMAGE_PIXELS or number > OBJECTS:
            raise RefusedError(RefusalCode.TOO_LARGE)
