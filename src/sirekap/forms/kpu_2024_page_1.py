"""Page 1 of the 2024 C.HASIL-PPWP: voters, turnout, ballots, voters with disabilities.

In: nothing. Out: fields and lines. No official blank of this page is at hand: it was measured on a rectified
photo of one, good to about two pixels (half a millimetre). Numbers are pixels of the official page.
"""

from sirekap.election.model import FieldName
from sirekap.forms.identities import SEXES
from sirekap.forms.kpu_2024_paper import PLAIN, across, boxes, down, frame, px
from sirekap.forms.model import Field, Rect

LEFT, INDENT, MALE, FEMALE, TOTAL, RIGHT = 113.5, 152.5, 610.2, 771.2, 932.0, 1093.9
BOX_LEFTS, BOX_PITCH, BOX_WIDTH, BOX_HEIGHT = (621.4, 782.0, 942.9), 49.4, 40.2, 38.7
"""The first box of each of the three columns, men, women and both."""
BOX_BORDER = 0.45
"""Millimetres."""
VOTERS_LINES = (627.0, 658.0, 673.3, 704.5, 762.2, 792.7, 844.9, 892.0, 939.3, 992.5)
TURNOUT_ROWS = ("listed", "transferred", "unregistered", "total")
TURNOUT_TOP, TURNOUT_PITCH = 802.7, 47.05
BALLOTS_LINES = (1040.0, 1071.0, 1086.4, 1140.0, 1187.6, 1235.7, 1288.6)
BALLOT_ROWS = ("received", "used", "spoiled", "unused")
BALLOTS_TOP, BALLOTS_PITCH = 1096.5, 47.8
DISABLED_LINES = (1328.3, 1360.0, 1375.5, 1431.3)


def fields() -> tuple[Field, ...]:
    """Lay out every number of the page, row by row."""
    rows = [("registered.listed", 713.7)]
    rows += [(f"turnout.{kind}", TURNOUT_TOP + n * TURNOUT_PITCH) for n, kind in enumerate(TURNOUT_ROWS)]
    by_sex = [by_sexes(row, top) for row, top in rows]
    ballots = [
        number(f"ballots.{kind}", 2, BALLOTS_TOP + n * BALLOTS_PITCH) for n, kind in enumerate(BALLOT_ROWS)
    ]
    return (*(each for row in by_sex for each in row), *ballots, *by_sexes("disabled.voted", 1384.4))


def by_sexes(row: str, top: float) -> tuple[Field, ...]:
    """Lay out a row's men, women and both."""
    return tuple(number(f"{row}.{sex}", column, top) for column, sex in enumerate(SEXES))


def number(name: str, column: int, top: float) -> Field:
    """Lay out one number of three boxes in one of the three columns."""
    lefts = [BOX_LEFTS[column] + n * BOX_PITCH for n in range(3)]
    first, end = (MALE, FEMALE, TOTAL)[column], (FEMALE, TOTAL, RIGHT)[column]
    return Field(
        name=FieldName(name),
        boxes=boxes(lefts, top, BOX_WIDTH, BOX_HEIGHT),
        bubbles=(),
        tally=None,
        words=(),
        area=px(first + 1, top - 4, end - 1, top + BOX_HEIGHT + 4),
    )


def lines() -> tuple[Rect, ...]:
    """Return the lines of the three tables."""
    return (*voters_lines(), *ballots_lines(), *disabled_lines())


def voters_lines() -> tuple[Rect, ...]:
    """Return the lines of table I."""
    top, head, numbers, section, listed, turnout, *rows, end = VOTERS_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        *(across(y, LEFT, RIGHT, PLAIN) for y in (head, numbers, section, listed, turnout)),
        *(across(y, INDENT, MALE, PLAIN) for y in rows),
        *(down(INDENT, a, b, PLAIN) for a, b in ((section, listed), (turnout, end))),
        *(down(x, a, b, PLAIN) for x in (MALE, FEMALE, TOTAL) for a, b in uprights(VOTERS_LINES)),
    )


def uprights(lines: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """Return the stretches in which table I has its columns: not across its two section titles."""
    return ((lines[0], lines[2]), (lines[3], lines[4]), (lines[5], lines[-1]))


def ballots_lines() -> tuple[Rect, ...]:
    """Return the lines of table II."""
    top, head, numbers, *rows, end = BALLOTS_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        across(head, LEFT, RIGHT, PLAIN),
        across(numbers, LEFT, RIGHT, PLAIN),
        *(across(y, LEFT, TOTAL, PLAIN) for y in rows),
        down(TOTAL, top, end, PLAIN),
    )


def disabled_lines() -> tuple[Rect, ...]:
    """Return the lines of table III."""
    top, head, numbers, end = DISABLED_LINES
    return (
        *frame(LEFT, top, RIGHT, end, 2.0),
        across(head, LEFT, RIGHT, PLAIN),
        across(numbers, LEFT, RIGHT, PLAIN),
        *(down(x, top, end, PLAIN) for x in (MALE, FEMALE, TOTAL)),
    )
