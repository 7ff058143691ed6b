"""Page 2 of the 2024 C.HASIL-PPWP: the votes of each ticket.

In: the tickets. Out: fields, lines, words. Invariant: ticket after ticket lies one ``PITCH`` lower, as on
the official page of three. Numbers are pixels of the official page.
"""

from collections.abc import Sequence
from itertools import pairwise

from sirekap.election.model import FieldName, Ticket
from sirekap.forms.kpu_2024_paper import PLAIN, THIN, across, boxes, down, px
from sirekap.forms.kpu_2024_surround import CAPITALS, FLAT_SIGNS, LOW_SIGNS, SignLines, at, centred, example
from sirekap.forms.model import Align, Caption, Face, Field, Rect, Tally, Tint

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


def lines(tickets: int) -> tuple[Rect, ...]:
    """Return the lines of the whole table."""
    blocks = (line for place in range(tickets) for line in block_lines(place))
    return (*head_lines(tickets), *blocks)


def fields(tickets: Sequence[Ticket]) -> tuple[Field, ...]:
    """Lay out every ticket's number."""
    return tuple(vote_field(ticket, place) for place, ticket in enumerate(tickets))


def captions(tickets: Sequence[Ticket]) -> tuple[Caption, ...]:
    """Return the words of the table."""
    return (
        at("IV.", LEFT, 199.6, 150, 9.2),
        at("DATA RINCIAN PEROLEHAN SUARA PASANGAN CALON PRESIDEN DAN WAKIL PRESIDEN", 153, 199.6, 900, 9.2),
        centred("NOMOR DAN NAMA\nPASANGAN CALON", 234.5, 264, 6.2, width=200),
        centred("RINCIAN PEROLEHAN SUARA SAH", 602.5, 256.8, 6.6),
        *(centred(str(n), x, 277.6, 5.6, Face.REGULAR, 30) for n, x in column_middles()),
        centred("JUMLAH\nTIAP BARIS", 891.9, 264, 6.0, width=66),
        centred("JUMLAH SUARA SAH", 1011.1, 264, 6.0, width=150),
        *(words for place, ticket in enumerate(tickets) for words in block_captions(ticket, place)),
    )


def column_middles() -> tuple[tuple[int, float], ...]:
    """Return the tally columns' numbers and middles."""
    return tuple((n, (a + b) / 2) for n, (a, b) in enumerate(pairwise(COLUMNS), 1))


def block_captions(ticket: Ticket, place: int) -> tuple[Caption, ...]:
    """Return the words of one ticket's block."""
    top = TOP + place * PITCH
    area = px(123, top + 44, 346, top + 98)
    names = Caption("\n".join(ticket.names), area, 8.3, Face.BOLD, Align.CENTRE)
    return (
        centred(str(ticket.number), 234.5, top + 27, 20, width=200),
        names,
        at(CAPITALS, NAMES, top + 275, 500, 4.8, Face.ITALIC),
        *example(top)[0],
    )


def tints(tickets: int) -> tuple[Tint, ...]:
    """Return the hints' pictures."""
    return tuple(tint for place in range(tickets) for tint in example(TOP + place * PITCH)[1])


def signs(tickets: int) -> SignLines:
    """Return where the signatures stand: as on the official page, lower where a fourth ticket stands."""
    return LOW_SIGNS if tickets < 4 else FLAT_SIGNS
