"""What the three pages of the 2024 C.HASIL-PPWP share, measured on the official blank pages.

In: positions in the pixels of the official page (1192 x 1760). Out: values of ``forms.model`` in
millimetres. Invariant: one pixel is a quarter of a millimetre, so the paper is 298 x 440 mm here; its true
size does not matter to a reader. Not done here: the pages themselves.
"""

from collections.abc import Iterable

from sirekap.forms.model import Fiducial, FiducialKind, Rect

WIDTH, HEIGHT = 298.0, 440.0
STRONG, PLAIN, THIN = 2.4, 1.8, 0.8
"""Thicknesses of printed lines, pixels."""
BOX_BORDER, BUBBLE_BORDER = 0.6, 0.25
"""Millimetres."""


def px(left: float, top: float, right: float, bottom: float) -> Rect:
    """Return the rectangle between these pixels of the official page."""
    return Rect(mm(left), mm(top), mm(right - left), mm(bottom - top))


def mm(pixels: float) -> float:
    """Turn pixels of the official page into millimetres."""
    return round(pixels / 4, 4)


def across(y: float, left: float, right: float, thick: float = STRONG) -> Rect:
    """Return a level line through *y*."""
    return px(left, y - thick / 2, right, y + thick / 2)


def down(x: float, top: float, bottom: float, thick: float = STRONG) -> Rect:
    """Return an upright line through *x*."""
    return px(x - thick / 2, top, x + thick / 2, bottom)


def frame(left: float, top: float, right: float, bottom: float, thick: float = STRONG) -> tuple[Rect, ...]:
    """Return the four sides of a box whose lines run through these pixels."""
    h = thick / 2
    return (
        across(top, left - h, right + h, thick),
        across(bottom, left - h, right + h, thick),
        down(left, top - h, bottom + h, thick),
        down(right, top - h, bottom + h, thick),
    )


def boxes(lefts: Iterable[float], top: float, width: float, height: float) -> tuple[Rect, ...]:
    """Return digit boxes by the outer edges of their borders."""
    return tuple(px(left, top, left + width, top + height) for left in lefts)


def fiducials(page: int) -> tuple[Fiducial, ...]:
    """Return the page's tag (101 to 103) and its four corner squares."""
    corners = (
        px(47.3, 37.24, 78.24, 66.98),
        px(1133.82, 37.24, 1164.77, 66.98),
        px(1133.82, 1703.18, 1164.77, 1733.18),
        px(47.3, 1703.18, 78.24, 1733.18),
    )
    squares = (Fiducial(FiducialKind.CORNER_SQUARES, n, rect) for n, rect in enumerate(corners))
    return (Fiducial(FiducialKind.APRILTAG, 100 + page, px(1023.2, 139.1, 1091.9, 204.8)), *squares)
