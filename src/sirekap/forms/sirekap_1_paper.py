"""What the pages of the family ``sirekap-1`` share: paper, tags, heading, digit blocks, foot.

In: positions in millimetres on A3. Out: values of ``forms.model``. Invariant: no black line is as thick as
a pen's stroke, and nothing black is printed where a person writes. The pages themselves are not done here.
"""

from collections.abc import Iterable, Sequence

from sirekap.election.model import Contest, FieldName, Ticket
from sirekap.forms.apriltag import corner_tag
from sirekap.forms.model import (
    Align,
    Caption,
    Face,
    Fiducial,
    FiducialKind,
    Field,
    Ink,
    Rect,
    Shape,
    Slot,
    SlotName,
    Tally,
    Tint,
)

WIDTH, HEIGHT, PAGES = 297.0, 420.0, 3
LEFT, RIGHT = 14.0, 283.0
DIGITS = 230.0
"""Where the column of digit blocks begins on the pages of votes and totals."""
OUTER, INNER = 0.45, 0.2
"""Thicknesses of frames and of the rules inside them."""
BOX_BORDER, BUBBLE_BORDER = 0.35, 0.2
TAG, TAG_EDGE = 16.0, 9.0
QR = Rect(241.0, 9.0, 26.0, 26.0)
STATION_BOXES = tuple(Rect(left, 38.6, 10.6, 12.6) for left in (246.0, 258.6, 271.2))
BOX_WIDTH, BOX_HEIGHT, BOX_PITCH = 10.6, 12.6, 14.2
BUBBLE_WIDTH, BUBBLE_HEIGHT = 4.5, 4.1
BUBBLE_TOP, BUBBLE_ROW, BUBBLE_COLUMN = 14.2, 5.0, 5.5
"""From a block's top to its first bubbles, from bubble to bubble down and across."""
BLOCK_WIDTH, BLOCK_HEIGHT = 42.6, 38.3
TALLY_COLUMNS, TALLY_MARKS = 12, 5
ROW_MARK_WIDTH, ROW_MARK_HEIGHT = 4.0, 2.0
SIGNS_TOP = 366.0


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


def number_field(
    name: FieldName,
    left: float,
    top: float,
    area: Rect,
    words: Sequence[Rect] = (),
    tally: Tally | None = None,
) -> Field:
    """Lay out one number: three boxes, and under each its ten bubbles in two columns, 0 to 4 and 5 to 9."""
    lefts = [left + place * BOX_PITCH + (BOX_PITCH - BOX_WIDTH) / 2 for place in range(3)]
    return Field(
        name=name,
        boxes=tuple(box(x, top, x + BOX_WIDTH, top + BOX_HEIGHT) for x in lefts),
        bubbles=tuple(bubbles(x + BOX_WIDTH / 2, top + BUBBLE_TOP) for x in lefts),
        tally=tally,
        words=tuple(words),
        area=area,
    )


def bubbles(middle: float, top: float) -> tuple[Rect, ...]:
    """Return the ten bubbles under the box whose middle is *middle*."""
    w, across_, down_ = BUBBLE_WIDTH / 2, BUBBLE_COLUMN / 2, BUBBLE_ROW
    centres = [
        (middle + (across_ if digit > 4 else -across_), top + digit % 5 * down_) for digit in range(10)
    ]
    return tuple(box(x - w, y, x + w, y + BUBBLE_HEIGHT) for x, y in centres)


def tally_grid(left: float, top: float, right: float, pitch: float, rows: int) -> Tally:
    """Return a tally grid and, right of it, two small boxes for each row's sum."""
    edges = [(top + row * pitch, top + (row + 1) * pitch) for row in range(rows)]
    first, width = right + 3.0, 9.0
    return Tally(
        grid=box(left, top, right, top + rows * pitch),
        columns=TALLY_COLUMNS,
        rows=rows,
        marks=TALLY_MARKS,
        row_totals=tuple(
            (box(first, a, first + width, b), box(first + width, a, first + 2 * width, b)) for a, b in edges
        ),
    )


def fiducials(page: int, rows: Iterable[float]) -> tuple[Fiducial, ...]:
    """Return the four corner tags and a bar on either side of every row, by the heights of the middles."""
    right, bottom = WIDTH - TAG_EDGE - TAG, HEIGHT - TAG_EDGE - TAG
    corners = ((TAG_EDGE, TAG_EDGE), (right, TAG_EDGE), (right, bottom), (TAG_EDGE, bottom))
    tags = [
        Fiducial(FiducialKind.APRILTAG, corner_tag(page, corner), Rect(x, y, TAG, TAG))
        for corner, (x, y) in enumerate(corners)
    ]
    middles = list(rows)
    sides = [(x, y) for x in (LEFT - 2 - ROW_MARK_WIDTH, RIGHT + 2) for y in middles]
    bars = [
        Fiducial(FiducialKind.ROW_MARK, at, row_mark(x, y - ROW_MARK_HEIGHT / 2))
        for at, (x, y) in enumerate(sides)
    ]
    return (*tags, *bars)


def row_mark(left: float, top: float) -> Rect:
    """Return the bar that begins here."""
    return box(left, top, left + ROW_MARK_WIDTH, top + ROW_MARK_HEIGHT)


def bold(text: str, area: Rect, size: float, align: Align = Align.LEFT) -> Caption:
    """Return bold words."""
    return Caption(text, area, size, Face.BOLD, align)


def head_captions(contest: Contest, page: int) -> tuple[Caption, ...]:
    """Return the words at the head of every page."""
    return (
        bold(f"MODEL C.HASIL-{contest.kind.value}", box(30, 9, 190, 17), 17),
        Caption("Sertifikat hasil penghitungan perolehan suara di TPS", box(30, 18.6, 238, 23.4), 10.5),
        bold(f"Pemilihan Umum {contest.name}", box(30, 24.6, 238, 30), 11.5),
        bold(f"Halaman {page} dari {PAGES}", box(190, 9, 238, 17), 11, Align.RIGHT),
        Caption("Provinsi", box(LEFT, 39.4, 40, 44.4), 9),
        Caption("Kabupaten/Kota", box(LEFT, 47.4, 40, 52.4), 9),
        Caption("Kecamatan", box(126, 39.4, 150, 44.4), 9),
        Caption("Kelurahan/Desa", box(126, 47.4, 150, 52.4), 9),
        Caption("Nomor\nTPS", box(230, 38.6, 244, 51.2), 9, Face.BOLD, Align.RIGHT),
    )


def head_tints() -> tuple[Tint, ...]:
    """Return the dotted lines of the heading."""
    places = ((42.0, 122.0), (154.0, 226.0))
    return tuple(Tint(box(left, y, right, y + 0.3), Ink.DOTS) for left, right in places for y in (44.6, 52.6))


def slots() -> tuple[Slot, ...]:
    """Return where a station's heading is stamped."""
    return (
        Slot(SlotName.PROVINCE, box(42.5, 38.6, 122, 44), 11, Face.BOLD),
        Slot(SlotName.REGENCY, box(42.5, 46.6, 122, 52), 11, Face.BOLD),
        Slot(SlotName.DISTRICT, box(154.5, 38.6, 226, 44), 11, Face.BOLD),
        Slot(SlotName.VILLAGE, box(154.5, 46.6, 226, 52), 11, Face.BOLD),
        Slot(SlotName.DIGITS, STATION_BOXES[0], 26, Face.BOLD),
        Slot(SlotName.CODE, box(30, 405.5, 267, 410), 8),
    )


def foot_captions() -> tuple[Caption, ...]:
    """Return how to fill the form in, between the lower tags."""
    return (
        bold("Cara mengisi:", box(30, 393.4, 56, 397.4), 9),
        Caption(
            "Tulis satu angka di setiap kotak, lalu hitamkan satu bulatan di bawahnya:",
            box(54, 393.4, 164, 397.4),
            9,
        ),
        Caption(
            "Kotak depan yang tidak terpakai: silang (X) dan hitamkan bulatan 0. "
            "Salah tulis: tutup dengan cairan koreksi, lalu tulis lagi.",
            box(30, 399.2, 267, 403.2),
            9,
        ),
        Caption("7", box(165, 393.3, 169.5, 397.4), 7.5, Face.REGULAR, Align.CENTRE, Ink.MUTED),
    )


def foot_tints() -> tuple[Tint, ...]:
    """Return the picture of a bubble before and after."""
    return (
        Tint(box(165, 393.3, 169.5, 397.4), Ink.BLACK, Shape.RING),
        Tint(box(171.5, 394.1, 176.5, 396.6), Ink.BLACK, Shape.ARROW),
        Tint(box(178.5, 393.3, 183, 397.4), Ink.BLACK, Shape.DISC),
    )


def section(title: str, top: float) -> Caption:
    """Return a section's title, which ends six millimetres below *top*."""
    return bold(title, box(LEFT, top, RIGHT, top + 5.4), 12)


def initial_places(tickets: Sequence[Ticket]) -> tuple[Rect, ...]:
    """Return where officers and witnesses put their initials, below the words of each cell."""
    top, count = SIGNS_TOP + 5, 7 + len(tickets)
    width = (RIGHT - LEFT) / count
    lefts = (LEFT + n * width for n in range(count))
    return tuple(box(left + 2, top + 5, left + width - 2, top + 13.5) for left in lefts)


def initials(tickets: Sequence[Ticket]) -> tuple[tuple[Rect, ...], tuple[Caption, ...]]:
    """Return lines and words of the row where officers and witnesses put their initials."""
    top, end, count = SIGNS_TOP + 5, SIGNS_TOP + 20, 7 + len(tickets)
    width = (RIGHT - LEFT) / count
    uprights = (down(LEFT + n * width, top, end) for n in range(1, count))
    names = [f"KPPS {n}" for n in range(1, 8)] + [f"Saksi {ticket.number}" for ticket in tickets]
    cells = [box(LEFT + n * width + 1.2, top + 1.2, LEFT + (n + 1) * width, top + 4.2) for n in range(count)]
    words = (Caption(name, cell, 7.5) for name, cell in zip(names, cells, strict=True))
    title = bold("Paraf KPPS dan saksi pasangan calon", box(LEFT, SIGNS_TOP, RIGHT, top - 0.8), 9)
    return (*frame(box(LEFT, top, RIGHT, end)), *uprights), (title, *words)
