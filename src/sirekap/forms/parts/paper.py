"""The sheet that all pages of ``sirekap-1`` are laid out on, and the strokes they are drawn with.

In: positions in millimetres on A3; smaller paper is the same layout made smaller. Out: values of
``forms.model``. Invariant: no black line is as thick as a pen's stroke. What is on a page is not done here.
"""

from collections.abc import Iterable

from sirekap.forms.model import Align, Caption, Face, Fiducial, FiducialKind, Rect

WIDTH, HEIGHT = 297.0, 420.0
LEFT, RIGHT = 14.0, 283.0
TOP, FOOT, END = 57.0, 363.0, 387.0
"""Where parts begin; where they end on a page with a row for initials, and on one without."""
OUTER, INNER = 0.45, 0.2
"""Thicknesses of frames and of the rules inside them."""
BOX_BORDER, BUBBLE_BORDER = 0.35, 0.2
TAG, TAG_EDGE = 16.0, 9.0
QR = Rect(241.0, 9.0, 26.0, 26.0)
STATION_BOXES = tuple(Rect(left, 38.6, 10.6, 12.6) for left in (246.0, 258.6, 271.2))
ROW_MARK_WIDTH, ROW_MARK_HEIGHT = 4.0, 2.0
TITLE = 6.0
"""Height of a section's title above its table."""
GAP = 3.0
"""Between a part and the title of the next."""


def box(left: float, top: float, right: float, bottom: float) -> Rect:
    """Return the rectangle between these edges, to the thousandth of a millimetre."""
    return Rect(round(left, 3), round(top, 3), round(right - left, 3), round(bottom - top, 3))


def across(y: float, left: float = LEFT, right: float = RIGHT, thick: float = INNER) -> Rect:
    """Return a level line through *y*."""
    return box(left, y - thick / 2, right, y + thick / 2)


def down(x: float, top: float, bottom: float, thick: float = INNER) -> Rect:
    """Return an upright line through *x*."""
    return box(x - thick / 2, top, x + thick / 2, bottom)


def frame(area: Rect, thick: float = OUTER) -> tuple[Rect, ...]:
    """Return the four sides of *area*, each drawn over its edge."""
    h = thick / 2
    return (
        across(area.top, area.left - h, area.right + h, thick),
        across(area.bottom, area.left - h, area.right + h, thick),
        down(area.left, area.top - h, area.bottom + h, thick),
        down(area.right, area.top - h, area.bottom + h, thick),
    )


def cells(count: int, left: float = LEFT, right: float = RIGHT) -> tuple[tuple[float, float], ...]:
    """Return left and right edge of as many equal cells side by side."""
    width = (right - left) / count
    return tuple((left + n * width, left + (n + 1) * width) for n in range(count))


def bold(text: str, area: Rect, size: float, align: Align = Align.LEFT) -> Caption:
    """Return bold words."""
    return Caption(text, area, size, Face.BOLD, align)


def section_title(section: str, title: str, top: float) -> Caption:
    """Return a section's title; its table begins ``TITLE`` below *top*."""
    text = f"{section}.  {title.upper()}" if section else title.upper()
    return bold(text, box(LEFT, top, RIGHT, top + 5.4), 12)


def fiducials(tags: Iterable[int], rows: Iterable[float]) -> tuple[Fiducial, ...]:
    """Return the four corner tags and a bar on either side of every row, by the heights of the middles."""
    right, bottom = WIDTH - TAG_EDGE - TAG, HEIGHT - TAG_EDGE - TAG
    corners = ((TAG_EDGE, TAG_EDGE), (right, TAG_EDGE), (right, bottom), (TAG_EDGE, bottom))
    marks = [
        Fiducial(FiducialKind.APRILTAG, tag, Rect(x, y, TAG, TAG))
        for tag, (x, y) in zip(tags, corners, strict=True)
    ]
    middles = list(rows)
    sides = [(x, y) for x in (LEFT - 2 - ROW_MARK_WIDTH, RIGHT + 2) for y in middles]
    bars = [
        Fiducial(FiducialKind.ROW_MARK, at, row_mark(x, y - ROW_MARK_HEIGHT / 2))
        for at, (x, y) in enumerate(sides)
    ]
    return (*marks, *bars)


def row_mark(left: float, top: float) -> Rect:
    """Return the bar that begins here."""
    return box(left, top, left + ROW_MARK_WIDTH, top + ROW_MARK_HEIGHT)
