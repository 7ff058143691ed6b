"""The printed part of a page as ink: what the page looks like before anyone has written on it.

In: a page of a form, an area of it, a density. Out: an ink raster drawn from the form's data alone
(boxes, bubble circles, table rules). No image of any form is kept, so a new form can be found the day it
is defined.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import cv2
import numpy as np

from sirekap.forms.model import Page, Rect
from sirekap.reading.ink import Ink, raster_size, to_raster

BOX_BORDER_MM = 0.55
CIRCLE_MM = 0.3
FINER = 4
"""Drawn this much finer, then averaged: lines are thinner than a pixel."""


def printed_ink(page: Page, area: Rect, density: float, blur_mm: float) -> Ink:
    """Return the printed ink of *area*, *density* pixels a millimetre. It cannot be written to."""
    return _drawn(_Once(page), area, density, blur_mm)


class _Once:
    """A page by what it is, not by what it holds: hashing a thousand rectangles costs more than drawing."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self.page is other.page

    def __hash__(self) -> int:
        return id(self.page)


KEPT = 512
"""Rasters kept, some 0.1 MB each: those of a party form's twenty pages together."""


@lru_cache(maxsize=KEPT)
def _drawn(once: _Once, area: Rect, density: float, blur_mm: float) -> Ink:
    page = once.page
    width, height = raster_size(area, density)
    canvas = np.zeros((height * FINER, width * FINER), np.uint8)
    place = to_raster(area, density * FINER)
    reach = area.grown(2)
    for line in page.lines:
        if _touches(line, reach):
            _bar(canvas, place, line)
    for box in _boxes(page, reach):
        _frame(canvas, place, box)
    for digit, bubble in _bubbles(page, reach):
        _bubble(canvas, place, bubble, digit)
    ink = cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    if blur_mm * density > 0.3:
        ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), blur_mm * density), np.float32)
    ink.setflags(write=False)
    return np.asarray(ink)


def _touches(one: Rect, other: Rect) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _boxes(page: Page, reach: Rect) -> Iterator[Rect]:
    for field in page.fields:
        for box in field.boxes:
            if _touches(box, reach):
                yield box


def _bubbles(page: Page, reach: Rect) -> Iterable[tuple[int, Rect]]:
    for field in page.fields:
        for column in field.bubbles:
            for digit, bubble in enumerate(column):
                if _touches(bubble, reach):
                    yield digit, bubble


def _bar(canvas: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], place: np.ndarray, rect: Rect) -> None:
    x0, y0 = (place @ (rect.left, rect.top, 1))[:2] + 0.5
    x1, y1 = (place @ (rect.right, rect.bottom, 1))[:2] + 0.5
    cv2.rectangle(
        canvas,
        (round(x0), round(y0)),
        (max(round(x1) - 1, round(x0)), max(round(y1) - 1, round(y0))),
        255,
        -1,
    )


def _frame(canvas: np.ndarray, place: np.ndarray, rect: Rect) -> None:
    thick = BOX_BORDER_MM
    _bar(canvas, place, Rect(rect.left, rect.top, rect.width, thick))
    _bar(canvas, place, Rect(rect.left, rect.bottom - thick, rect.width, thick))
    _bar(canvas, place, Rect(rect.left, rect.top, thick, rect.height))
    _bar(canvas, place, Rect(rect.right - thick, rect.top, thick, rect.height))


def _bubble(canvas: np.ndarray, place: np.ndarray, rect: Rect, digit: int) -> None:
    density = place[0, 0]
    x, y = (place @ (*rect.centre, 1))[:2]
    radius = (rect.width - CIRCLE_MM) / 2 * density
    thick = max(round(CIRCLE_MM * density), 1)
    cv2.circle(canvas, (round(x * 16), round(y * 16)), round(radius * 16), 200, thick, cv2.LINE_AA, 4)
    scale = rect.height * 0.45 * density / 21
    (w, h), _ = cv2.getTextSize(str(digit), cv2.FONT_HERSHEY_SIMPLEX, scale, thick)
    at = (round(x - w / 2), round(y + h / 2))
    cv2.putText(canvas, str(digit), at, cv2.FONT_HERSHEY_SIMPLEX, scale, 200, thick, cv2.LINE_AA)
