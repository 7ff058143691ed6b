"""Totals one under another, each with a line of words: valid votes, invalid votes, both together.

In: what the file says, the setting, the codes of the votes they add up. Out: a unit. Invariant: invalid votes
are tallied where the file says so; the grid grows with the number, not with the station.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sirekap.election.model import FieldName
from sirekap.forms.content import NOTHING, Content
from sirekap.forms.formulas import formula
from sirekap.forms.language import Number, Totals
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Tint
from sirekap.forms.parts.blocks import Blocks
from sirekap.forms.parts.choices import NAMES, grid_of, words_caption
from sirekap.forms.parts.paper import LEFT, OUTER, RIGHT, TITLE, across, bold, box, down, frame, section_title
from sirekap.forms.parts.unit import Unit
from sirekap.forms.setting import Setting
from sirekap.forms.wording import worded

HEAD, WORDS = 8.5, 15.0
TALLIED = 300
"""Most invalid votes a tally grid has strokes for."""
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Line:
    """One total: what the file says, its code, its printed sum, where it lies."""

    said: Number
    letter: str
    code: str
    sums: str
    top: float
    end: float


def totals(said: Totals, setting: Setting, blocks: Blocks, votes: Mapping[str, str]) -> Unit:
    """Return the totals; *votes* has the codes of the fields they add up."""
    height = TITLE + sum(each.height for each in said.number)

    def draw(top: float) -> Content:
        content = Content(
            (),
            frame(box(LEFT, top + TITLE, RIGHT, top + height)),
            (),
            (section_title(said.section, worded(said.title, setting), top),),
        )
        for line in lines(said, top + TITLE, votes):
            content = content.joined(draw_line(said, line, setting, blocks))
        return content

    return Unit(height, draw)


def lines(said: Totals, top: float, votes: Mapping[str, str]) -> list[Line]:
    """Return the totals with their places and sums."""
    codes = {
        each.field: f"{said.section}.{letter}" for each, letter in zip(said.number, LETTERS, strict=False)
    }
    found = []
    for each, letter in zip(said.number, LETTERS, strict=False):
        around = votes if each.field == "valid" else codes
        sums = formula(FieldName(each.field), around)
        found.append(Line(each, letter, codes[each.field], sums, top, top + each.height))
        top += each.height
    return found


def draw_line(said: Totals, line: Line, setting: Setting, blocks: Blocks) -> Content:
    """Draw one total."""
    top, end = line.top, line.end
    tallied = tally(line, blocks) if line.said.tally else NOTHING
    field = laid(line, blocks)
    words = field.words[0]
    content = Content(
        (field,),
        (across(top, thick=OUTER), down(NAMES, top, end), down(blocks.column, top, end)),
        (),
        (*names(line, setting), words_caption(said.words, words.top - 4.5, blocks)),
        (),
        ((top + end) / 2,),
    )
    return content.joined(tallied)


def laid(line: Line, blocks: Blocks) -> Field:
    """Lay out the number, its tally and its words."""
    top, end, column = line.top, line.end, blocks.column
    first = top + HEAD if line.said.tally else top
    cell, area = box(column, first, RIGHT, end), box(LEFT, top, RIGHT, end)
    grid = grid_of(blocks)
    rows = grid.rows(TALLIED)
    strokes = grid.laid(first, (end - first - WORDS) / rows, rows) if line.said.tally else None
    line_top = strokes.grid.bottom + 5 if strokes else top + 8
    line_end = end - 1.5 if strokes else end - 4
    words = box(NAMES + 2, line_top, column - 2, line_end)
    return blocks.centred(FieldName(line.said.field), cell, area, line.code, (words,), strokes)


def tally(line: Line, blocks: Blocks) -> Content:
    """Draw headings and rules of the tally grid."""
    top, first, grid = line.top, line.top + HEAD, grid_of(blocks)
    bottom = line.end - WORDS
    count = bold(line.said.label, box(blocks.column, top, RIGHT, first), 9, Align.CENTRE)
    return Content(
        (),
        (
            across(first, NAMES, RIGHT),
            across(top + HEAD / 2, NAMES, grid.right),
            across(bottom, NAMES, blocks.column),
            down(grid.right, top, bottom),
        ),
        (Tint(box(NAMES, top, RIGHT, first), Ink.PALE),),
        (*grid.heads(line.said.tally, top, top + HEAD / 2, first), count),
    )


def names(line: Line, setting: Setting) -> tuple[Caption, ...]:
    """Return the words at the left of a total."""
    middle = (line.top + line.end) / 2
    reach = min((line.end - line.top) / 2 - 8, 10.0)
    main = (
        bold(f"{line.letter}.", box(LEFT + 3, middle - 8, LEFT + 9, middle + 8), 10.5),
        bold(
            worded(line.said.label, setting), box(LEFT + 9, middle - reach, NAMES - 1.2, middle + reach), 10.5
        ),
    )
    if not line.sums:
        return main
    below = box(LEFT + 3, middle + reach, NAMES - 2, middle + reach + 7)
    return (*main, Caption(line.sums, below, 9, Face.ITALIC))
