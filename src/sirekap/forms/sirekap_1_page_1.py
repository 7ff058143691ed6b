"""Page 1 of ``sirekap-1``: voters, turnout, ballots.

In: the contest. Out: the ``Page``. Invariant: rows stand in the order of the official form; sums stand
under what they add up.
"""

from sirekap.election.model import Contest, FieldName
from sirekap.forms.identities import SEXES
from sirekap.forms.labels import SECTIONS, label, row_label
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Rect, Tint
from sirekap.forms.sirekap_1_paper import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    LEFT,
    OUTER,
    RIGHT,
    across,
    bold,
    box,
    down,
    frame,
    initials,
    number_field,
    section,
)

COLUMNS = (142.0, 189.0, 236.0, RIGHT)
"""Edges of the columns of men, women and both."""
ROW = 44.0
HEADS = ("Laki-laki (L)", "Perempuan (P)", "Jumlah (L+P)")
TOP, HEAD, LISTED, TURNOUT = 63.0, 69.0, 74.0, 123.0
"""Table I: its upper edge, the end of its headings, the first row of A, the first row of B."""
VOTER_ROWS = (
    ("registered.listed", LISTED),
    ("turnout.listed", TURNOUT),
    ("turnout.transferred", TURNOUT + ROW),
    ("turnout.unregistered", TURNOUT + 2 * ROW),
    ("turnout.total", TURNOUT + 3 * ROW),
)
VOTERS_END = TURNOUT + 4 * ROW
BALLOTS, BALLOTS_HEAD, BALLOTS_ROW = 302.0, 308.0, 318.0
BALLOTS_END = BALLOTS_ROW + ROW
BALLOT_KINDS = ("received", "used", "spoiled", "unused")
BALLOT_WIDTH = (RIGHT - LEFT) / 4
SUMS = {"turnout.total": "(B.1 + B.2 + B.3)"}


def fields() -> tuple[Field, ...]:
    """Lay out every number of the page."""
    voters = [each for row, top in VOTER_ROWS for each in sexes_row(row, top)]
    return (*voters, *(ballot_field(kind, at) for at, kind in enumerate(BALLOT_KINDS)))


def sexes_row(row: str, top: float) -> tuple[Field, ...]:
    """Lay out a row's men, women and both."""
    return tuple(sex_field(row, sex, column, top) for column, sex in enumerate(SEXES))


def sex_field(row: str, sex: str, column: int, top: float) -> Field:
    """Lay out one number of a row."""
    left, right = COLUMNS[column], COLUMNS[column + 1]
    block = left + (right - left - BLOCK_WIDTH) / 2
    return number_field(
        FieldName(f"{row}.{sex}"), block, top + (ROW - BLOCK_HEIGHT) / 2, box(left, top, right, top + ROW)
    )


def ballot_field(kind: str, at: int) -> Field:
    """Lay out one of the four numbers of ballots."""
    left = LEFT + at * BALLOT_WIDTH
    block = left + (BALLOT_WIDTH - BLOCK_WIDTH) / 2
    area = box(left, BALLOTS_HEAD, left + BALLOT_WIDTH, BALLOTS_END)
    return number_field(FieldName(f"ballots.{kind}"), block, BALLOTS_ROW + (ROW - BLOCK_HEIGHT) / 2, area)


def row_middles() -> tuple[float, ...]:
    """Return the heights at which the rows have their marks."""
    return (*(top + ROW / 2 for _, top in VOTER_ROWS), BALLOTS_ROW + ROW / 2)


def lines(contest: Contest) -> tuple[Rect, ...]:
    """Return frames and rules."""
    signs, _ = initials(contest.tickets)
    return (*voters_lines(), *ballots_lines(), *signs)


def voters_lines() -> tuple[Rect, ...]:
    """Return the lines of table I."""
    rows = [LISTED, LISTED + ROW, *(top for _, top in VOTER_ROWS[1:])]
    stretches = ((TOP, HEAD), (LISTED, LISTED + ROW), (TURNOUT, VOTERS_END))
    return (
        *frame(box(LEFT, TOP, RIGHT, VOTERS_END)),
        across(HEAD),
        *(across(y) for y in rows),
        across(VOTERS_END - ROW, thick=OUTER),
        *(down(x, a, b) for x in COLUMNS[:-1] for a, b in stretches),
    )


def ballots_lines() -> tuple[Rect, ...]:
    """Return the lines of table II."""
    return (
        *frame(box(LEFT, BALLOTS_HEAD, RIGHT, BALLOTS_END)),
        across(BALLOTS_ROW),
        *(down(LEFT + n * BALLOT_WIDTH, BALLOTS_HEAD, BALLOTS_END) for n in range(1, 4)),
    )


def tints() -> tuple[Tint, ...]:
    """Return the fills of headings."""
    bands = ((TOP, HEAD), (HEAD, LISTED), (LISTED + ROW, TURNOUT), (BALLOTS_HEAD, BALLOTS_ROW))
    return tuple(Tint(box(LEFT, a, RIGHT, b), Ink.PALE) for a, b in bands)


def captions(contest: Contest) -> tuple[Caption, ...]:
    """Return the words of both tables."""
    _, signs = initials(contest.tickets)
    voters, turnout = (SECTIONS[name]["id"].upper() for name in ("registered", "turnout"))
    return (
        section(f"I.  {voters} DAN {turnout}", TOP - 6),
        *sex_heads(COLUMNS, TOP, HEAD),
        bold(f"A.  {SECTIONS['registered']['id']}", box(LEFT + 2, HEAD, COLUMNS[0], LISTED), 9.5),
        bold(f"B.  {SECTIONS['turnout']['id']}", box(LEFT + 2, LISTED + ROW, COLUMNS[0], TURNOUT), 9.5),
        *(
            words
            for number, (row, top) in enumerate(VOTER_ROWS)
            for words in row_words(contest, number, row, top)
        ),
        section(f"II.  {SECTIONS['ballots']['id'].upper()}", BALLOTS),
        *(ballot_words(kind, at) for at, kind in enumerate(BALLOT_KINDS)),
        *signs,
    )


def sex_heads(columns: tuple[float, ...], top: float, end: float) -> tuple[Caption, ...]:
    """Return the headings of a table of men, women and both."""
    cells = zip(HEADS, columns[:-1], columns[1:], strict=True)
    heads = (bold(text, box(a, top, b, end), 9.5, Align.CENTRE) for text, a, b in cells)
    return (bold("Uraian", box(LEFT, top, columns[0], end), 9.5, Align.CENTRE), *heads)


def row_words(contest: Contest, number: int, row: str, top: float) -> tuple[Caption, ...]:
    """Return the words at the left of a row."""
    face = Face.BOLD if row in SUMS else Face.REGULAR
    middle, right = top + ROW / 2, COLUMNS[0] - 4
    text = Caption(
        row_label(row, contest.kind)["id"], box(LEFT + 12, middle - 6, right, middle + 6), 11.5, face
    )
    figure = Caption(f"{number}.", box(LEFT + 5, middle - 6, LEFT + 11, middle + 6), 11.5, face)
    sums = Caption(SUMS.get(row, ""), box(LEFT + 12, middle + 5, right, middle + 10), 9.5, Face.ITALIC)
    return tuple(words for words, there in ((figure, number), (text, True), (sums, row in SUMS)) if there)


def ballot_words(kind: str, at: int) -> Caption:
    """Return the words above one of the numbers of ballots."""
    left = LEFT + at * BALLOT_WIDTH
    sums = " (2 + 3 + 4)" if kind == "received" else ""
    text = f"{at + 1}. {label(FieldName(f'ballots.{kind}'))['id']}{sums}"
    return bold(
        text, box(left + 2, BALLOTS_HEAD + 0.6, left + BALLOT_WIDTH - 2, BALLOTS_ROW - 0.6), 9, Align.CENTRE
    )
