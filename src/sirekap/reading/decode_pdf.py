"""From a scan kept as PDF to the grey pixels of its pages.

In: the bytes of a PDF. Out: one picture a page. Invariant: what a page holds is measured before it is drawn,
drawing ends when its time is over, and one page is drawn at a time (the library is not made for more).
Scripts and forms inside are not run.
"""

import ctypes
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]  # ships no types

from sirekap.reading.decode_pdf_claim import refuse_costly
from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Pixels
from sirekap.reading.say import RefusedError

PAGES = 24
"""Most pages of one file; the longest statutory form has fewer."""
MOST_PAGES = 2_400
"""Most pages of a file that is read in pieces; a district's certificate of 18 parties may have hundreds."""
IMAGE_PIXELS = 72_000_000
"""Most pixels in the pictures of one page: A3 at 600 dots an inch, as for a picture file."""
DRAWING_SECONDS = 1.0
"""Most processor time that drawing a page may take; a scan or a form of ours takes a tenth of it."""
OBJECTS = 20_000
"""Most things drawn on one page; a form as we draw it has under 3,000."""
ONE_AT_A_TIME = threading.Lock()


def render_pages(data: bytes, long_side: int, most: int | None) -> list[Pixels]:
    """Draw the first *most* pages (None: all), *long_side* pixels the longer way; raises ``RefusedError``."""
    refuse_costly(data)
    with ONE_AT_A_TIME, _opened(data) as document:
        count = len(document)
        if count < 1:
            raise RefusedError(RefusalCode.NOT_AN_IMAGE)
        if count > PAGES:
            raise RefusedError(RefusalCode.TOO_LARGE)
        return [_render(document, index, long_side) for index in range(min(count, most or count))]


def pieces(data: bytes) -> list[bytes]:
    """Cut a file of more than PAGES pages into several that have no more; none of them is drawn here."""
    with ONE_AT_A_TIME, _opened(data) as document:
        count = len(document)
        if count > MOST_PAGES:
            raise RefusedError(RefusalCode.TOO_LARGE)
        if count <= PAGES:
            return [data]
        return [_piece(document, start, min(start + PAGES, count)) for start in range(0, count, PAGES)]


def _piece(document: pdfium.PdfDocument, start: int, end: int) -> bytes:
    out, part = io.BytesIO(), pdfium.PdfDocument.new()
    try:
        part.import_pages(document, list(range(start, end)))
        part.save(out)
    finally:
        part.close()
    return out.getvalue()


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
        bitmap = pdfium.PdfBitmap.new_native(
            max(round(width * scale), 1), max(round(height * scale), 1), pdfium_c.FPDFBitmap_Gray
        )
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
        _draw(page, bitmap)
        return np.array(bitmap.to_numpy(), np.uint8).reshape(bitmap.height, bitmap.width)
    finally:
        page.close()


def _draw(page: pdfium.PdfPage, bitmap: pdfium.PdfBitmap) -> None:
    """Draw *page* all over *bitmap*; what takes longer than DRAWING_SECONDS is refused."""
    ends = time.process_time() + DRAWING_SECONDS

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(pdfium_c.IFSDK_PAUSE))  # type: ignore[untyped-decorator]  # ctypes
    def time_is_over(_pause: object) -> int:
        return int(time.process_time() > ends)

    pause = pdfium_c.IFSDK_PAUSE(version=1, NeedToPauseNow=time_is_over, user=None)
    flags = pdfium_c.FPDF_GRAYSCALE
    place = (0, 0, bitmap.width, bitmap.height, 0, flags)
    state = pdfium_c.FPDF_RenderPageBitmap_Start(bitmap, page, *place, pause)
    pdfium_c.FPDF_RenderPage_Close(page)
    if state == pdfium_c.FPDF_RENDER_TOBECONTINUED:
        raise RefusedError(RefusalCode.TOO_LARGE)
    if state != pdfium_c.FPDF_RENDER_DONE:
        raise RefusedError(RefusalCode.NOT_AN_IMAGE)


def _measure(page: pdfium.PdfPage) -> None:
    """Refuse a page that would take too long or too much to draw."""
    pixels = 0
    for number, each in enumerate(page.get_objects(max_depth=3)):
        if each.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            across, down = each.get_px_size()
            pixels += across * down
        if pixels > IMAGE_PIXELS or number > OBJECTS:
            raise RefusedError(RefusalCode.TOO_LARGE)
