"""A party's page: votes for the party alone, for each of its candidates, and their sum.

In: what the file says, the setting. Out: a unit for each page; a party with more rows than a page holds
goes on to the next. Invariant: the tally grid of a row holds every vote the station may have; the sum
stands last.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sirekap.election.model import FieldName
from sirekap.forms.content import Content
from sirekap.forms.formulas import formula
from sirekap.forms.language import PartyRows
from sirekap.forms.model import Align, Caption, Face, Ink, Tint
from sirekap.forms.parts.blocks import Strips
from sirekap.forms.parts.paper import (
    FOOT,
    INNER,
    LEFT,
    OUTER,
    RIGHT,
    TITLE,
    TOP,
    across,
    bold,
    box,
    down,
    frame,
    section_title,
)
from sirekap.forms.parts.tallies import Grid
from sirekap.forms.parts.unit import Unit
from sirekap.forms.setting import PartyList, Setting
from sirekap.forms.wording import worded

BAND, NUMBERS, HEAD = 8.5, 4.5, 9.0
NAMES = 68.0
LOWEST_TALLY, AIR, TALLEST = 5.45, 0.6, 24.0
ROOM = FOOT - TOP - TITLE - BAND - HEAD


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the field, its code, what is printed at its left."""

    field: FieldName
    code: str
    label: str
    tallied: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of every party lie."""

    said: PartyRows
    setting: Setting
    strips: Strips
    tally_rows: int
    row: float

    @property
    def grid(self) -> Grid:
        """Tally grids between names and digits."""
        return Grid(NAMES, self.strips.column - 19.0, 20, 8.0, 1.5)

    @property
    def names(self) -> float:
        """Right edge of the column of names: the whole width where nothing is tallied."""
        return NAMES if self.tally_rows else self.strips.column

    @property
    def a_page(self) -> int:
        """Rows that fit a page."""
        return int((ROOM + 0.01) // self.row)


def plan(said: PartyRows, setting: Setting, strips: Strips) -> Plan:
    """Choose the height of the rows: as high as the longest list lets them be."""
    grid = Grid(NAMES, strips.column - 19.0, 20, 8.0, 1.5)
    tally_rows = grid.rows(setting.edition.voter_cap) if said.tally else 0
    lowest = max(strips.height - 0.2, tally_rows * LOWEST_TALLY + 2 * AIR)
    longest = max((len(each.candidates) for each in setting.parties), default=0) + 2
    pages = -(-longest // int(ROOM // lowest))
    return Plan(said, setting, strips, tally_rows, max(min(ROOM / -(-longest // pages), TALLEST), lowest))


def lines_of(said: PartyRows, each: PartyList) -> list[Line]:
    """Return a party's rows."""
    vote, code = f"votes.{each.party.number}", f"{said.section}.{each.party.number}"
    return [
        Line(FieldName(f"{vote}.0"), f"{code}.A.1", said.party_alone, tallied=True),
        *(
            Line(FieldName(f"{vote}.{number}"), f"{code}.A.2.{number}", name, tallied=True)
            for number, name in each.candidates
        ),
        Line(FieldName(vote), f"{code}.B", said.sum, tallied=False),
    ]


def party(said: PartyRows, setting: Setting, strips: Strips) -> list[Unit]:
    """Return a unit for each page of each party."""
    planned = plan(said, setting, strips)
    units = []
    for each in setting.parties:
        rows = lines_of(said, each)
        pages = -(-len(rows) // planned.a_page)
        size = -(-len(rows) // pages)
        units += [page_of(planned, each, rows, rows[at : at + size]) for at in range(0, len(rows), size)]
    return units


def page_of(planned: Plan, each: PartyList, rows: Sequence[Line], shown: Sequence[Line]) -> Unit:
    """Return one page of a party: the rows *shown* of all its *rows*."""
    height = TITLE + BAND + HEAD + planned.row * len(shown)

    def draw(top: float) -> Content:
        first, end = top + TITLE + BAND + HEAD, top + height
        content = heads(planned, each, top).joined(
            Content((), frame(box(LEFT, top + TITLE, RIGHT, end)), (), ())
        )
        for at, line in enumerate(shown):
            content = content.joined(draw_line(planned, line, rows, first + at * planned.row))
        return content

    return Unit(height, draw, alone=True)


def heads(planned: Plan, each: PartyList, top: float) -> Content:
    """Draw title, the party's band and the headings of the columns."""
    said, setting, grid = planned.said, planned.setting, planned.grid
    band, first = top + TITLE, top + TITLE + BAND
    end, column = first + HEAD, planned.strips.column
    over = grid.heads(worded(said.tally, setting), first, first + NUMBERS, end) if planned.tally_rows else ()
    rules = (
        (across(first + NUMBERS, NAMES, grid.right), down(grid.right, first, end))
        if planned.tally_rows
        else ()
    )
    name = each.party.full_name or each.party.name
    return Content(
        (),
        (
            across(first),
            *rules,
            *(down(x, first, end) for x in sorted({planned.names, column})),
            down(LEFT + 18, band, first),
        ),
        (Tint(box(LEFT, first, RIGHT, end), Ink.PALE),),
        (
            section_title(said.section, worded(said.title, setting), top),
            bold(str(each.party.number), box(LEFT, band, LEFT + 18, first), 20, Align.CENTRE),
            bold(
                f"{each.party.name}" if name == each.party.name else f"{each.party.name}  –  {name}",
                box(LEFT + 21, band + 1, RIGHT - 2, first - 1),
                15,
            ),
            bold(worded(said.names, setting), box(LEFT, first, planned.names, end), 9, Align.CENTRE),
            *over,
            bold(worded(said.count, setting), box(column, first, RIGHT, end), 9, Align.CENTRE),
        ),
    )


def draw_line(planned: Plan, line: Line, rows: Sequence[Line], top: float) -> Content:
    """Draw one row: its number, its tally, its words."""
    end, grid, column = top + planned.row, planned.grid, planned.strips.column
    tallied = line.tallied and planned.tally_rows
    pitch = (planned.row - 2 * AIR) / max(planned.tally_rows, 1)
    tally = grid.laid(top + AIR, pitch, planned.tally_rows) if tallied else None
    field = planned.strips.laid(line.field, top, planned.row, line.code, tally)
    strong = OUTER if not line.tallied or line.code.endswith(".A.1") else INNER
    inner = (down(grid.right, top, end),) if tallied else ()
    return Content(
        (field,),
        (
            across(top, thick=strong),
            down(NAMES if tallied else column, top, end),
            *inner,
            *((down(column, top, end),) if tallied else ()),
        ),
        (),
        (*line_words(planned, line, rows, top), *planned.strips.worths(top, planned.row)),
        (),
        (top + planned.row / 2,),
    )


def line_words(planned: Plan, line: Line, rows: Sequence[Line], top: float) -> tuple[Caption, ...]:
    """Return the words at the left of a row: a candidate's number and name, or what the row is."""
    end = top + planned.row
    number = line.code.rpartition(".A.2.")[2] if ".A.2." in line.code else ""
    text = worded(line.label, planned.setting) if not number else line.label
    if number:
        return (
            bold(number, box(LEFT, top, LEFT + 11, end), 13, Align.CENTRE),
            Caption(text, box(LEFT + 11.5, top + 1.2, planned.names - 1.5, end - 1.2), 10),
        )
    code = "A.1" if line.tallied else "B"
    sums = formula(line.field, {each.field: each.code for each in rows})
    right = planned.names - 1.5 if line.tallied else planned.strips.column - 3
    words = (
        bold(code, box(LEFT, top, LEFT + 11, end), 10, Align.CENTRE),
        bold(text, box(LEFT + 11.5, top + 1.2, right, end - (6.5 if sums else 1.2)), 10),
    )
    if not sums:
        return words
    return (*words, Caption(sums, box(LEFT + 11.5, end - 6.5, right, end - 1.5), 8.5, Face.ITALIC))
