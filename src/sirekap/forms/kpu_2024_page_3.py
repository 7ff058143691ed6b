"""Page 3 of the 2024 C.HASIL-PPWP: valid and invalid votes and both together.

In: the tickets. Out: fields, lines, words. Numbers are pixels of the official page, measured on page 3's
picture after bringing it to page 2's scale by the corner squares.
"""

from collections.abc import Sequence

from sirekap.election.model import FieldName, Ticket
from sirekap.forms.kpu_2024_page_2 import COLUMNS, LEFT, NAMES, RIGHT, ROWS, TALLY, column_middles, tally
from sirekap.forms.kpu_2024_paper import PLAIN, THIN, across, boxes, down, frame, px
from sirekap.forms.kpu_2024_surround import CAPITALS, at, centred, dots
from sirekap.forms.model import Align, Caption, Face, Field, Rect, Tint

MARGIN = 150.34
VALID, INVALID, CAST = (243.4, 317.4), (348.3, 517.6), (543.7, 617.9)
"""Upper and lower edge of the three tables."""
HEAD, GRID, ROW_PITCH = 374.8, 389.2, 25.68
"""Inside the table of invalid votes: under its headings, the first tally row, from row to row."""
BOX_LEFTS, BOX_WIDTH, BOX_HEIGHT = (938.0, 988.6, 1039.0), 45.2, 43.3
DATES = ((653.08, 687.41, 721.75), (804.56, 838.88, 873.21), (956.22, 990.55, 1024.87, 1059.27, 1093.67))
DATE_TOP, DATE_END = 655.7, 688.4


def fields() -> tuple[Field, ...]:
    """Lay out the three numbers."""
    words = 353.0
    return (
        total("valid", VALID, px(words, VALID[0] + 4, 785, VALID[1] - 4)),
        invalid(),
        total("cast", CAST, px(words, CAST[0] + 4, 785, CAST[1] - 4)),
    )


def total(name: str, edges: tuple[float, float], words: Rect) -> Field:
    """Lay out a number without tally."""
    top, end = edges
    return Field(
        name=FieldName(name),
        boxes=boxes(BOX_LEFTS, top + 15.4, BOX_WIDTH, BOX_HEIGHT),
        bubbles=(),
        tally=None,
        words=(words,),
        area=px(LEFT, top, RIGHT, end),
    )


def invalid() -> Field:
    """Lay out the number of invalid votes, which are tallied."""
    top, end = INVALID
    return Field(
        name=FieldName("invalid"),
        boxes=boxes(BOX_LEFTS, GRID + 16.0, BOX_WIDTH, BOX_HEIGHT),
        bubbles=(),
        tally=tally(TALLY, GRID, ROW_PITCH, 5),
        words=(px(931, 454, 1091, 506),),
        area=px(LEFT, top, RIGHT, end),
    )


def lines() -> tuple[Rect, ...]:
    """Return the frames and rules of the three tables and the date boxes."""
    return (
        *plain_table(VALID),
        *plain_table(CAST),
        *frame(LEFT, INVALID[0], RIGHT, INVALID[1], 2.2),
        down(MARGIN, *INVALID, PLAIN),
        down(NAMES, *INVALID, PLAIN),
        down(TALLY, *INVALID),
        down(ROWS, *INVALID, PLAIN),
        across(HEAD, NAMES, TALLY, PLAIN),
        across(GRID, NAMES, RIGHT, PLAIN),
        *(down(x, HEAD, GRID, THIN) for x in COLUMNS[1:-1]),
        *(line for date in DATES for line in date_lines(date)),
    )


def plain_table(edges: tuple[float, float]) -> tuple[Rect, ...]:
    """Return the lines of a table of one number."""
    top, end = edges
    uprights = (down(x, top, end, PLAIN) for x in (MARGIN, NAMES, ROWS))
    return (*frame(LEFT, top, RIGHT, end, 2.2), *uprights)


def date_lines(edges: tuple[float, ...]) -> tuple[Rect, ...]:
    """Return the lines of the boxes of a day, a month or a year."""
    inner = (down(x, DATE_TOP, DATE_END, PLAIN) for x in edges[1:-1])
    return (*frame(edges[0], DATE_TOP, edges[-1], DATE_END, PLAIN), *inner)


def captions(tickets: Sequence[Ticket]) -> tuple[Caption, ...]:
    """Return the words of the three tables and the date."""
    votes = " + ".join(f"IV.{ticket.number}" for ticket in tickets)
    return (
        at("V.", LEFT, 199.6, 150, 9.2),
        at("DATA SUARA SAH DAN SUARA TIDAK SAH", 153, 199.6, 900, 9.2),
        *title("A.", "JUMLAH SELURUH\nSUARA SAH", f"( {votes} )", VALID),
        *title("B.", "JUMLAH SUARA\nTIDAK SAH", "", INVALID),
        *title("C.", "JUMLAH SELURUH\nSUARA SAH DAN\nSUARA TIDAK SAH", "( V.A + V.B )", CAST),
        centred("RINCIAN PEROLEHAN SUARA TIDAK SAH", 602.5, 361.5, 6.6),
        *(centred(str(n), x, 382, 5.6, Face.REGULAR, 30) for n, x in column_middles()),
        centred("JUMLAH\nTIAP BARIS", 891.9, 368.7, 6.0, width=66),
        centred("JUMLAH SUARA TIDAK SAH", 1011.1, 368.7, 6.0, width=150),
        *(at(CAPITALS, 795, y, 924, 4.8, Face.ITALIC) for y in (295, 595)),
        centred(CAPITALS, 1011.1, 510, 4.8, Face.ITALIC, 150),
        at("DITETAPKAN DI :", 206, 672, 330, 8.6),
        at("TANGGAL :", 569, 672, 650, 8.6),
        at("BULAN :", 738, 672, 802, 8.6),
        at("TAHUN :", 889, 672, 953, 8.6),
    )


def title(letter: str, text: str, sums: str, edges: tuple[float, float]) -> tuple[Caption, ...]:
    """Return the words at the left of a table, and under them what they add up."""
    top, end = edges
    low = 17 if sums else 0
    words = (
        centred(letter, (LEFT + MARGIN) / 2, (top + end) / 2, 6.6, width=30),
        Caption(text, px(MARGIN + 2, top + 3, NAMES - 2, end - low - 1), 9, Face.BOLD, Align.CENTRE),
    )
    below = Caption(sums, px(MARGIN + 2, end - low - 4, NAMES - 2, end - 3), 7.6, Face.ITALIC, Align.CENTRE)
    return (*words, below) if sums else words


def tints() -> tuple[Tint, ...]:
    """Return the dotted line for the place."""
    return (dots(342, 552, 682),)
