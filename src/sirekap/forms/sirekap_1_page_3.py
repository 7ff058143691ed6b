"""Page 3 of ``sirekap-1``: valid and invalid votes, voters with disabilities, signatures.

In: the contest. Out: fields, lines, words. Invariant: these totals too have bubbles and words, as the votes
have.
"""

from collections.abc import Sequence

from sirekap.election.model import Contest, FieldName, Ticket
from sirekap.forms.labels import SECTIONS, label, row_label
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Rect, Tint
from sirekap.forms.sirekap_1_page_1 import COLUMNS, ROW, sex_heads, sexes_row
from sirekap.forms.sirekap_1_page_2 import NAMES, TALLY, tally_heads, words_caption
from sirekap.forms.sirekap_1_paper import (
    BLOCK_HEIGHT,
    BLOCK_WIDTH,
    DIGITS,
    LEFT,
    OUTER,
    RIGHT,
    across,
    bold,
    box,
    down,
    frame,
    number_field,
    section,
    tally_grid,
)

VALID, INVALID_HEAD, NUMBERS, INVALID, CAST, TOTALS_END = 63.0, 105.5, 110.0, 114.0, 175.0, 217.5
TALLY_PITCH, TALLY_ROWS = 8.6, 5
DISABLED, DISABLED_HEAD = 226.5, 232.5
DISABLED_ROWS = (("disabled.all", DISABLED_HEAD), ("disabled.voted", DISABLED_HEAD + ROW))
DISABLED_END = DISABLED_HEAD + 2 * ROW
PLACE, OFFICERS, WITNESSES, SIGNS_END = 322.5, 331.0, 358.0, 387.0
TITLE = 4.5


def fields() -> tuple[Field, ...]:
    """Lay out every number of the page."""
    disabled = [each for row, top in DISABLED_ROWS for each in sexes_row(row, top)]
    grid = INVALID + TALLY_ROWS * TALLY_PITCH
    return (
        total("valid", VALID, INVALID_HEAD),
        number_field(
            FieldName("invalid"),
            DIGITS + (RIGHT - DIGITS - BLOCK_WIDTH) / 2,
            INVALID + (CAST - INVALID - BLOCK_HEIGHT) / 2,
            box(LEFT, INVALID_HEAD, RIGHT, CAST),
            words=(box(NAMES + 2, grid + 5, DIGITS - 2, CAST - 1.5),),
            tally=tally_grid(NAMES, INVALID, TALLY, TALLY_PITCH, TALLY_ROWS),
        ),
        total("cast", CAST, TOTALS_END),
        *disabled,
    )


def total(name: str, top: float, end: float) -> Field:
    """Lay out a number that is not tallied."""
    return number_field(
        FieldName(name),
        DIGITS + (RIGHT - DIGITS - BLOCK_WIDTH) / 2,
        top + (end - top - BLOCK_HEIGHT) / 2,
        box(LEFT, top, RIGHT, end),
        words=(box(NAMES + 2, top + 6, DIGITS - 2, end - 4),),
    )


def row_middles() -> tuple[float, ...]:
    """Return the heights at which the rows have their marks."""
    rows = ((VALID, INVALID_HEAD), (INVALID, CAST), (CAST, TOTALS_END))
    return (*((a + b) / 2 for a, b in rows), *(top + ROW / 2 for _, top in DISABLED_ROWS))


def lines(contest: Contest) -> tuple[Rect, ...]:
    """Return frames and rules."""
    return (*totals_lines(), *disabled_lines(), *sign_lines(len(contest.tickets)))


def totals_lines() -> tuple[Rect, ...]:
    """Return the lines of the three totals."""
    grid = INVALID + TALLY_ROWS * TALLY_PITCH
    return (
        *frame(box(LEFT, VALID, RIGHT, TOTALS_END)),
        across(INVALID_HEAD, thick=OUTER),
        across(CAST, thick=OUTER),
        across(INVALID, NAMES, RIGHT),
        across(NUMBERS, NAMES, TALLY),
        across(grid, NAMES, DIGITS),
        down(TALLY, INVALID_HEAD, grid),
        *(down(x, VALID, TOTALS_END) for x in (NAMES, DIGITS)),
    )


def disabled_lines() -> tuple[Rect, ...]:
    """Return the lines of the table of voters with disabilities."""
    return (
        *frame(box(LEFT, DISABLED, RIGHT, DISABLED_END)),
        *(across(top) for _, top in DISABLED_ROWS),
        *(down(x, DISABLED, DISABLED_END) for x in COLUMNS[:-1]),
    )


def sign_lines(tickets: int) -> tuple[Rect, ...]:
    """Return the lines of the signatures."""
    return (
        *frame(box(LEFT, OFFICERS, RIGHT, SIGNS_END)),
        across(OFFICERS + TITLE),
        across(WITNESSES, thick=OUTER),
        across(WITNESSES + TITLE),
        *(down(x, OFFICERS + TITLE, WITNESSES) for x in edges(7)[1:-1]),
        *(down(x, WITNESSES + TITLE, SIGNS_END) for x in edges(tickets)[1:-1]),
    )


def edges(cells: int) -> tuple[float, ...]:
    """Return the upright edges of as many equal cells."""
    return tuple(LEFT + (RIGHT - LEFT) * n / cells for n in range(cells + 1))


def tints(contest: Contest) -> tuple[Tint, ...]:
    """Return fills and the dotted lines to write on."""
    bands = (
        box(NAMES, INVALID_HEAD, RIGHT, INVALID),
        box(LEFT, DISABLED, RIGHT, DISABLED_HEAD),
        box(LEFT, OFFICERS, RIGHT, OFFICERS + TITLE),
        box(LEFT, WITNESSES, RIGHT, WITNESSES + TITLE),
    )
    seats = [(a, b, WITNESSES) for a, b in pairs(7)]
    seats += [(a, b, SIGNS_END) for a, b in pairs(len(contest.tickets))]
    dots = [box(a + 5, end - 3, b - 3, end - 2.7) for a, b, end in seats]
    dots += [box(40, PLACE + 5, 120, PLACE + 5.3), box(140, PLACE + 5, 200, PLACE + 5.3)]
    return (*(Tint(each, Ink.PALE) for each in bands), *(Tint(each, Ink.DOTS) for each in dots))


def pairs(cells: int) -> tuple[tuple[float, float], ...]:
    """Return left and right edge of as many equal cells."""
    return tuple(zip(edges(cells)[:-1], edges(cells)[1:], strict=True))


def captions(contest: Contest) -> tuple[Caption, ...]:
    """Return the words of the page."""
    votes = " + ".join(f"III.{ticket.number}" for ticket in contest.tickets)
    return (
        section(f"IV.  {SECTIONS['totals']['id'].upper()}", VALID - 6),
        *total_words("A", "valid", f"({votes})", VALID, INVALID_HEAD),
        words_caption(VALID),
        *total_words("B", "invalid", "", INVALID_HEAD, CAST),
        *tally_heads("Turus suara tidak sah", INVALID_HEAD, NUMBERS, INVALID),
        bold("Jumlah suara tidak sah", box(DIGITS, INVALID_HEAD, RIGHT, INVALID), 9, Align.CENTRE),
        words_caption(INVALID + TALLY_ROWS * TALLY_PITCH),
        *total_words("C", "cast", "(IV.A + IV.B)", CAST, TOTALS_END),
        words_caption(CAST),
        section(f"V.  {SECTIONS['disabled']['id'].upper()}", DISABLED - 6),
        *sex_heads(COLUMNS, DISABLED, DISABLED_HEAD),
        *(
            words
            for number, (row, top) in enumerate(DISABLED_ROWS, 1)
            for words in disabled_words(number, row, top)
        ),
        *sign_words(contest.tickets),
    )


def total_words(letter: str, name: str, sums: str, top: float, end: float) -> tuple[Caption, ...]:
    """Return the words at the left of a total."""
    middle = (top + end) / 2
    main = (
        bold(f"{letter}.", box(LEFT + 3, middle - 8, LEFT + 9, middle + 8), 10.5),
        bold(label(FieldName(name))["id"], box(LEFT + 9, middle - 8, NAMES - 1.2, middle + 8), 10.5),
    )
    below = box(LEFT + 9, middle + 9, NAMES - 3, middle + 14)
    return (*main, Caption(sums, below, 9.5, Face.ITALIC)) if sums else main


def disabled_words(number: int, row: str, top: float) -> tuple[Caption, ...]:
    """Return the words at the left of a row of voters with disabilities."""
    middle = top + ROW / 2
    return (
        Caption(f"{number}.", box(LEFT + 5, middle - 6, LEFT + 11, middle + 6), 11.5),
        Caption(row_label(row)["id"], box(LEFT + 12, middle - 6, COLUMNS[0] - 4, middle + 6), 11.5),
    )


def sign_places(tickets: Sequence[Ticket]) -> tuple[Rect, ...]:
    """Return where officers and witnesses sign."""
    officers, witnesses = OFFICERS + TITLE, WITNESSES + TITLE + 11
    return (
        *(box(a + 9, officers + 3, b - 3, officers + 16) for a, b in pairs(7)),
        *(box(a + 12, witnesses, b - 12, witnesses + 9) for a, b in pairs(len(tickets))),
    )


def sign_words(tickets: Sequence[Ticket]) -> tuple[Caption, ...]:
    """Return the words around the signatures."""
    officers = (
        bold(f"{n}.", box(a + 2, OFFICERS + TITLE + 1, a + 8, OFFICERS + TITLE + 5), 9)
        for n, (a, _) in enumerate(pairs(7), 1)
    )
    witnesses = (
        bold(f"{ticket.number}.  {' – '.join(ticket.names)}", box(a + 2, y, b - 2, y + 9.5), 8)
        for ticket, (a, b) in zip(tickets, pairs(len(tickets)), strict=True)
        for y in (WITNESSES + TITLE + 0.8,)
    )
    return (
        bold("Ditetapkan di", box(LEFT, PLACE, 40, PLACE + 6), 10),
        bold("tanggal", box(122, PLACE, 139, PLACE + 6), 10),
        bold(
            "Nama dan tanda tangan Kelompok Penyelenggara Pemungutan Suara (KPPS)",
            box(LEFT, OFFICERS, RIGHT, OFFICERS + TITLE),
            9,
            Align.CENTRE,
        ),
        bold(
            "Nama dan tanda tangan saksi pasangan calon",
            box(LEFT, WITNESSES, RIGHT, WITNESSES + TITLE),
            9,
            Align.CENTRE,
        ),
        *officers,
        *witnesses,
    )
