"""Tables of men, women and both: voters, turnout, voters with disabilities.

In: what the file says, the setting. Out: units, one for the table, or one for each group where the table is
higher than a page. Invariant: rows of voters are those the election's folder lists, in its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sirekap.election.model import FieldName
from sirekap.forms.content import Content
from sirekap.forms.formulas import formula
from sirekap.forms.identities import SEXES
from sirekap.forms.language import Group, People
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Rect, Tint
from sirekap.forms.parts.blocks import Blocks
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
from sirekap.forms.parts.unit import Unit
from sirekap.forms.setting import Setting
from sirekap.forms.wording import worded

HEAD, BAND = 6.0, 5.0
HEADS = ("Laki-laki (L)", "Perempuan (P)", "Jumlah (L+P)")


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it will be printed."""

    row: str
    label: str
    code: str
    sums: bool = False

    @property
    def number(self) -> str:
        """The row's own number within its group."""
        return self.code.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Block:
    """A group with its rows; ``band`` is what stands above them, "" for nothing."""

    band: str
    lines: tuple[Line, ...]

    def height(self, row: float) -> float:
        """Of the group in millimetres."""
        return (BAND if self.band else 0.0) + row * len(self.lines)


def people(said: People, setting: Setting, blocks: Blocks) -> list[Unit]:
    """Return the units of the table."""
    groups = [group_rows(said.section, group, setting) for group in said.group]
    tables = [groups]
    if TITLE + HEAD + sum(each.height(said.row_height) for each in groups) > FOOT - TOP:
        tables = [[each] for each in groups]
    return [table(said, each, setting, blocks) for each in tables]


def group_rows(section: str, group: Group, setting: Setting) -> Block:
    """Return a group's rows, numbered."""
    rows = [(each.row, worded(each.label, setting), False) for each in group.row]
    if group.voters:
        kinds = getattr(setting.edition.rows, group.voters)
        rows += [(f"{group.voters}.{kind}", worded(group.label, setting, kind), False) for kind in kinds]
        if len(kinds) > 1:
            rows.append((f"{group.voters}.total", worded(group.sum, setting), True))
    start = f"{section}.{group.code}." if group.code else f"{section}."
    lines = (Line(row, text, f"{start}{at}", sums) for at, (row, text, sums) in enumerate(rows, 1))
    band = f"{group.code}.  {worded(group.heading, setting)}" if group.heading else ""
    return Block(band, tuple(lines))


def table(said: People, groups: Sequence[Block], setting: Setting, blocks: Blocks) -> Unit:
    """Return one table as a unit."""
    height = TITLE + HEAD + sum(each.height(said.row_height) for each in groups)

    def draw(top: float) -> Content:
        end = top + height
        content = Content(
            (),
            frame(box(LEFT, top + TITLE, RIGHT, end)),
            (Tint(box(LEFT, top + TITLE, RIGHT, top + TITLE + HEAD), Ink.PALE),),
            (section_title(said.section, worded(said.title, setting), top), *sex_heads(blocks, top + TITLE)),
        ).joined(uprights(blocks, top + TITLE, top + TITLE + HEAD))
        y = top + TITLE + HEAD
        for group in groups:
            content = content.joined(draw_group(group, y, said.row_height, blocks))
            y += group.height(said.row_height)
        return content

    return Unit(height, draw)


def sex_heads(blocks: Blocks, top: float) -> tuple[Caption, ...]:
    """Return the headings of the columns."""
    columns = blocks.sexes
    spans = zip(HEADS, columns[:-1], columns[1:], strict=True)
    heads = (bold(text, box(a, top, b, top + HEAD), 9.5, Align.CENTRE) for text, a, b in spans)
    return (bold("Uraian", box(LEFT, top, columns[0], top + HEAD), 9.5, Align.CENTRE), *heads)


def uprights(blocks: Blocks, top: float, end: float) -> Content:
    """Return the lines between the columns."""
    return Content((), tuple(down(x, top, end) for x in blocks.sexes[:-1]), (), ())


def draw_group(group: Block, top: float, row: float, blocks: Blocks) -> Content:
    """Draw the band and the rows of a group."""
    first = top + (BAND if group.band else 0.0)
    end = top + group.height(row)
    content = Content((), (across(top), across(first)) if group.band else (across(top),), (), ())
    if group.band:
        words = bold(group.band, box(LEFT + 2, top, blocks.sexes[0], first), 9.5)
        content = content.joined(Content((), (), (Tint(box(LEFT, top, RIGHT, first), Ink.PALE),), (words,)))
    content = content.joined(uprights(blocks, first, end))
    for at, line in enumerate(group.lines):
        content = content.joined(draw_row(line, group, first + at * row, row, blocks))
    return content


def draw_row(line: Line, group: Block, top: float, height: float, blocks: Blocks) -> Content:
    """Draw a row: its line, its words, its three numbers."""
    codes = {f"{each.row}.total": each.code for each in group.lines}
    sums = formula(FieldName(f"{line.row}.total"), codes)
    numbers = tuple(sex_field(line, column, top, height, blocks) for column in range(3))
    rule = () if line is group.lines[0] else (across(top, thick=OUTER if line.sums else INNER),)
    return Content(numbers, rule, (), row_words(line, sums, top, height, blocks), (), (top + height / 2,))


def sex_field(line: Line, column: int, top: float, height: float, blocks: Blocks) -> Field:
    """Lay out one number of a row."""
    cell = box(blocks.sexes[column], top, blocks.sexes[column + 1], top + height)
    return blocks.centred(FieldName(f"{line.row}.{SEXES[column]}"), cell, cell, line.code)


def row_words(line: Line, sums: str, top: float, height: float, blocks: Blocks) -> tuple[Caption, ...]:
    """Return the words at the left of a row."""
    face = Face.BOLD if line.sums else Face.REGULAR
    middle, right = top + height / 2, blocks.sexes[0] - 3
    reach = min(height / 2 - 7, 13.0)
    words = (
        Caption(f"{line.number}.", box(LEFT + 3, middle - 6, LEFT + 10, middle + 6), 11.5, face),
        Caption(line.label, box(LEFT + 10.5, middle - reach, right, middle + reach - 3), 11.5, face),
    )
    if not sums:
        return words
    return (*words, Caption(sums, sum_box(middle + reach - 2, right), 9.5, Face.ITALIC))


def sum_box(top: float, right: float) -> Rect:
    """Return where a row's printed sum stands."""
    return box(LEFT + 10.5, top, right, top + 6)
