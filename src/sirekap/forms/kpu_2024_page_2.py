"""Page 2 of the 2024 C.HASIL-PPWP: the votes of each ticket.

In: the tickets. Out: the ``Page``. Invariant: ticket after ticket lies one ``PITCH`` lower, as on the official page of
three tickets; with four the signatures move down and get lower. Numbers are pixels of the official page.
"""

from collections.abc import Sequence

from sirekap.election.model import FieldName, Ticket
from sirekap.forms.kpu_2024_paper import PLAIN, THIN, across, boxes, down, px
from sirekap.forms.model import Field, Rect, Tally

TOP, PITCH = 284.6, 312.72
"""The upper line of the first ticket's block, and from block to block."""
BLOCK, GRID = 292.0, 164.4
"""Height of a block and of its tally grid."""
LEFT, NAMES, TALLY, ROWS, RIGHT = 118.2, 350.5, 855.25, 928.4, 1093.85
"""Upright lines: left edge, tally grid, row totals, digits, right edge."""
COLUMNS = (350.5, 392.46, 434.3, 476.5, 518.57, 560.93, 602.88, 645.08, 686.92, 729.12, 771.07, 813.5, 855.25)
ROW_TOTALS = (866.3, 891.92, 917.56)
ROW_PITCH = 32.93
BOX_LEFTS, BOX_TOP, BOX_WIDTH, BOX_HEIGHT = (938.0, 988.6, 1039.0), 12.35, 45.2, 43.28
BUBBLE_COLUMNS, BUBBLE_TOP, BUBBLE_PITCH = (960.72, 1011.09, 1061.59), 74.1, 21.614
BUBBLE_WIDTH, BUBBLE_HEIGHT = 18.0, 17.2


def vote_field(ticket: Ticket, place: int) -> Field:
    """Lay out the *place*-th ticket's number, counted from 0."""
    top = TOP + place * PITCH
    return Field(
        name=FieldName(f"votes.{ticket.number}"),
        boxes=boxes(BOX_LEFTS, top + BOX_TOP, BOX_WIDTH, BOX_HEIGHT),
        bubbles=bubbles(top),
        tally=tally(TALLY, top, ROW_PITCH, 5),
        words=(px(124, top + GRID + 8, 730, top + BLOCK - 24),),
        area=px(LEFT, top, RIGHT, top + BLOCK),
    )


def bubbles(top: float) -> tuple[tuple[Rect, ...], ...]:
    """Return the bubbles of the block that begins at *top*, column by column, 0 to 9."""
    w, h = BUBBLE_WIDTH / 2, BUBBLE_HEIGHT / 2
    rows = [top + BUBBLE_TOP + digit * BUBBLE_PITCH for digit in range(10)]
    return tuple(tuple(px(x - w, y - h, x + w, y + h) for y in rows) for x in BUBBLE_COLUMNS)


def tally(right: float, top: float, pitch: float, rows: int) -> Tally:
    """Return the tally grid whose first row begins at *top*."""
    first, second, third = ROW_TOTALS
    edges = [(top + row * pitch, top + (row + 1) * pitch) for row in range(rows)]
    return Tally(
        grid=px(NAMES, top, right, top + rows * pitch),
        columns=12,
        rows=rows,
        marks=5,
        row_totals=tuple((px(first, a, second, b), px(second, a, third, b)) for a, b in edges),
    )


def block_lines(place: int) -> tuple[Rect, ...]:
    """Return the frame and rules of one ticket's block."""
    top = TOP + place * PITCH
    grid, end = top + GRID, top + BLOCK
    return (
        across(top, LEFT, RIGHT, 2.2),
        across(grid, LEFT, ROWS, 2.0),
        across(end, LEFT, RIGHT, 2.2),
        down(NAMES, top, grid, PLAIN),
        down(TALLY, top, grid),
        down(ROWS, top, end, PLAIN),
    )


def head_lines(tickets: int) -> tuple[Rect, ...]:
    """Return the lines of the table's heading, and its two sides down to the last block's end."""
    end = TOP + (tickets - 1) * PITCH + BLOCK
    return (
        across(243.15, LEFT, RIGHT, 1.6),
        across(270.3, NAMES, TALLY, 2.2),
        down(LEFT, 242.3, end + 1.1),
        down(RIGHT, 242.3, end + 1.1),
        down(NAMES, 243, TOP, PLAIN),
        down(TALLY, 243, TOP),
        down(ROWS, 243, TOP, PLAIN),
        *(down(x, 270.3, TOP, THIN) for x in COLUMNS[1:-1]),
    )


def fields(tickets: Sequence[Ticket]) -> tuple[Field, ...]:
    """Lay out every ticket's number."""
    return tuple(vote_field(ticket, place) for place, ticket in enumerate(tickets))


def signature_top(tickets: int) -> float:
    """Where the signatures begin, pixels: as on the official page, lower where a fourth ticket needs the room."""
    return max(1448.58, TOP + tickets * PITCH + 4)
