"""Page 3 of the 2024 C.HASIL-PPWP: valid and invalid votes and both together.

In: nothing. Out: fields and lines. Numbers are pixels of the official page, measured on page 3's picture after bringing it
to page 2's scale by the corner squares.
"""

from sirekap.election.model import FieldName
from sirekap.forms.kpu_2024_page_2 import COLUMNS, LEFT, NAMES, RIGHT, ROWS, TALLY, tally
from sirekap.forms.kpu_2024_paper import PLAIN, THIN, across, boxes, down, frame, px
from sirekap.forms.model import Field, Rect

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
