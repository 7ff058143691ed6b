"""Page 2 of ``sirekap-1``: the votes of each ticket.

In: the contest and the most voters a station may have. Out: fields, lines, words. Invariant: the tally grid
holds that many votes, and all blocks have the same height.
"""

from math import ceil

from sirekap.election.model import Contest, FieldName, Ticket
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Rect, Tint
from sirekap.forms.sirekap_1_paper import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    DIGITS,
    LEFT,
    RIGHT,
    SIGNS_TOP,
    TALLY_COLUMNS,
    TALLY_MARKS,
    across,
    bold,
    box,
    down,
    frame,
    initials,
    number_field,
    section,
    tally_grid,
)

NAMES, TALLY, ROW_SUMS = 74.0, 206.0, 206.0
"""Right edges of the column of names and of the tally grid."""
TOP, NUMBERS, BLOCKS, END = 63.0, 68.5, 73.0, SIGNS_TOP - 3
TALLEST_BLOCK, TALLEST_ROW = 104.0, 11.5


def block_height(contest: Contest) -> float:
    """Return the height of every ticket's block."""
    return min(TALLEST_BLOCK, (END - BLOCKS) / len(contest.tickets))


def tally_rows(voter_cap: int) -> int:
    """Return how many rows of the tally grid hold *voter_cap* votes."""
    return ceil(voter_cap / (TALLY_COLUMNS * TALLY_MARKS))


def grid_height(contest: Contest, voter_cap: int) -> float:
    """Return the height of a tally grid: what leaves the words a line to write on."""
    height = block_height(contest)
    words = 18.0 if height > 80 else 14.0
    return min(TALLEST_ROW * tally_rows(voter_cap), height - words)


def fields(contest: Contest, voter_cap: int) -> tuple[Field, ...]:
    """Lay out every ticket's number."""
    return tuple(vote_field(contest, at, voter_cap) for at in range(len(contest.tickets)))


def vote_field(contest: Contest, at: int, voter_cap: int) -> Field:
    """Lay out the number of the ticket in place *at*."""
    height, rows, grid = block_height(contest), tally_rows(voter_cap), grid_height(contest, voter_cap)
    top = BLOCKS + at * height
    block = DIGITS + (RIGHT - DIGITS - BLOCK_WIDTH) / 2
    return number_field(
        FieldName(f"votes.{contest.tickets[at].number}"),
        block,
        top + (height - BLOCK_HEIGHT) / 2,
        box(LEFT, top, RIGHT, top + height),
        words=(box(NAMES + 2, top + grid + 5, DIGITS - 2, top + height - 1.5),),
        tally=tally_grid(NAMES, top, TALLY, grid / rows, rows),
    )


def row_middles(contest: Contest) -> tuple[float, ...]:
    """Return the heights at which the blocks have their marks: three to a block."""
    height = block_height(contest)
    return tuple(
        BLOCKS + height * (at + part) for at in range(len(contest.tickets)) for part in (0.15, 0.5, 0.85)
    )


def lines(contest: Contest, voter_cap: int) -> tuple[Rect, ...]:
    """Return frames and rules."""
    height, grid = block_height(contest), grid_height(contest, voter_cap)
    tops = [BLOCKS + at * height for at in range(len(contest.tickets))]
    end = tops[-1] + height
    signs, _ = initials(contest.tickets)
    return (
        *frame(box(LEFT, TOP, RIGHT, end)),
        across(NUMBERS, NAMES, TALLY),
        *(across(top, thick=0.45) for top in tops),
        *(across(top + grid, NAMES, DIGITS) for top in tops),
        *(down(x, TOP, end) for x in (NAMES, DIGITS)),
        down(TALLY, TOP, BLOCKS),
        *(down(TALLY, top, top + grid) for top in tops),
        *signs,
    )


def tints() -> tuple[Tint, ...]:
    """Return the fill of the headings."""
    return (Tint(box(LEFT, TOP, RIGHT, BLOCKS), Ink.PALE),)


def captions(contest: Contest, voter_cap: int) -> tuple[Caption, ...]:
    """Return the words of the table."""
    _, signs = initials(contest.tickets)
    height, grid = block_height(contest), grid_height(contest, voter_cap)
    return (
        section("III.  PEROLEHAN SUARA PASANGAN CALON", TOP - 6),
        bold("Nomor urut dan nama\npasangan calon", box(LEFT, TOP, NAMES, BLOCKS), 9.5, Align.CENTRE),
        *tally_heads("Turus suara sah", TOP, NUMBERS, BLOCKS),
        bold("Jumlah suara sah", box(DIGITS, TOP, RIGHT, BLOCKS), 9.5, Align.CENTRE),
        *(
            words
            for at, ticket in enumerate(contest.tickets)
            for words in block_words(ticket, BLOCKS + at * height, height, grid)
        ),
        *signs,
    )


def tally_heads(title: str, top: float, numbers: float, end: float) -> tuple[Caption, ...]:
    """Return the headings over a tally grid: title, column numbers, row sums."""
    pitch = (TALLY - NAMES) / TALLY_COLUMNS
    edges = [NAMES + column * pitch for column in range(TALLY_COLUMNS)]
    return (
        bold(title, box(NAMES, top, TALLY, numbers), 9.5, Align.CENTRE),
        *(
            Caption(str(column), box(x, numbers, x + pitch, end), 8, Face.REGULAR, Align.CENTRE)
            for column, x in enumerate(edges, 1)
        ),
        bold("Jumlah\ntiap baris", box(TALLY, top, DIGITS, end), 8.5, Align.CENTRE),
    )


def block_words(ticket: Ticket, top: float, height: float, grid: float) -> tuple[Caption, ...]:
    """Return a ticket's number and names, and what the line of words is for."""
    middle = top + height / 2
    return (
        bold(str(ticket.number), box(LEFT, middle - 26, NAMES, middle - 8), 40, Align.CENTRE),
        bold(
            "\n".join(ticket.names), box(LEFT + 2.5, middle - 4, NAMES - 2.5, middle + 28), 12, Align.CENTRE
        ),
        words_caption(top + grid),
    )


def words_caption(top: float) -> Caption:
    """Return what stands small over the line where a number is written in words."""
    return Caption(
        "Jumlah suara dengan huruf kapital:",
        box(NAMES + 2, top + 1.2, DIGITS - 2, top + 4.4),
        7.5,
        Face.ITALIC,
    )
