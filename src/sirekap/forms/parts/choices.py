"""The votes of tickets, or of candidates who stand alone: a block for each, as many to a page as fit.

In: what the file says, the setting. Out: a unit a page. Invariant: the tally grid holds every vote the
station may have; all blocks of a form have the same height.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from sirekap.election.model import FieldName
from sirekap.forms.content import Content
from sirekap.forms.language import Choices
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Tally, Tint
from sirekap.forms.parts.blocks import Blocks
from sirekap.forms.parts.paper import (
    FOOT,
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
from sirekap.forms.setting import Choice, Setting
from sirekap.forms.wording import worded

NAMES = 74.0
"""Right edge of the column of names."""
NUMBERS, HEAD = 5.5, 10.0
TALLEST_BLOCK, TALLEST_ROW, LOWEST_ROW = 104.0, 11.5, 5.2
ROOM = FOOT - TOP - TITLE - HEAD


def grid_of(blocks: Blocks) -> Grid:
    """Return the tally grids left of the column of digits."""
    return Grid(NAMES, blocks.column - 24.0, 12, 9.0, 3.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the blocks lie: ``height`` of each, ``rows`` of its tally (0 for none), ``pitch`` of them."""

    said: Choices
    setting: Setting
    blocks: Blocks
    a_page: int
    height: float
    rows: int
    pitch: float

    @property
    def grid(self) -> float:
        """Height of a tally grid."""
        return self.rows * self.pitch

    def code(self, choice: Choice) -> str:
        """Return the choice's number as printed in sums."""
        return f"{self.said.section}.{choice.number}"


def plan(said: Choices, setting: Setting, blocks: Blocks) -> Plan:
    """Choose how many blocks stand on a page."""
    count = max(len(setting.choices), 1)
    rows = grid_of(blocks).rows(setting.edition.voter_cap) if said.tally else 0
    lowest = max(rows * LOWEST_ROW + 14.0, blocks.height + 3.0)
    most = min(said.most_a_page, int(ROOM // lowest))
    a_page = ceil(count / ceil(count / most))
    height = min(TALLEST_BLOCK, ROOM / a_page)
    words = 18.0 if height > 80 else 14.0
    pitch = min(TALLEST_ROW, (height - words) / rows) if rows else 0.0
    return Plan(said, setting, blocks, a_page, height, rows, pitch)


def choices(said: Choices, setting: Setting, blocks: Blocks) -> list[Unit]:
    """Return a unit for each page of votes."""
    planned, everyone = plan(said, setting, blocks), setting.choices
    parts = [everyone[at : at + planned.a_page] for at in range(0, len(everyone), planned.a_page)]
    return [page_of(planned, part) for part in parts]


def page_of(planned: Plan, part: Sequence[Choice]) -> Unit:
    """Return the votes of one page."""
    height = TITLE + HEAD + planned.height * len(part)

    def draw(top: float) -> Content:
        first, end = top + TITLE + HEAD, top + height
        content = heads(planned, top).joined(Content((), frame(box(LEFT, top + TITLE, RIGHT, end)), (), ()))
        for at, choice in enumerate(part):
            content = content.joined(block(planned, choice, first + at * planned.height))
        return content

    return Unit(height, draw, alone=True)


def heads(planned: Plan, top: float) -> Content:
    """Draw the title and the headings of the columns."""
    said, setting, column = planned.said, planned.setting, planned.blocks.column
    first, end, grid = top + TITLE, top + TITLE + HEAD, grid_of(planned.blocks)
    over = grid.heads(worded(said.tally, setting), first, first + NUMBERS, end) if planned.rows else ()
    rules = (across(first + NUMBERS, NAMES, grid.right), down(grid.right, first, end)) if planned.rows else ()
    words = (
        ()
        if planned.rows
        else (bold(worded(said.words, setting), box(NAMES, first, column, end), 9.5, Align.CENTRE),)
    )
    return Content(
        (),
        (*rules, *(down(x, first, end) for x in (NAMES, column))),
        (Tint(box(LEFT, first, RIGHT, end), Ink.PALE),),
        (
            section_title(said.section, worded(said.title, setting), top),
            bold(worded(said.names, setting), box(LEFT, first, NAMES, end), 9.5, Align.CENTRE),
            *over,
            *words,
            bold(worded(said.count, setting), box(column, first, RIGHT, end), 9.5, Align.CENTRE),
        ),
    )


def block(planned: Plan, choice: Choice, top: float) -> Content:
    """Draw one choice's block."""
    end, column, grid = top + planned.height, planned.blocks.column, grid_of(planned.blocks)
    rules = (across(top + planned.grid, NAMES, column), down(grid.right, top, top + planned.grid))
    field = vote_field(planned, choice, top)
    over = (
        words_caption(worded(planned.said.words, planned.setting), field.words[0].top - 4.5, planned.blocks),
    )
    return Content(
        (field,),
        (
            across(top, thick=OUTER),
            *(down(x, top, end) for x in (NAMES, column)),
            *(rules if planned.rows else ()),
        ),
        (),
        (*block_words(choice, top, planned.height), *(over if planned.rows else ())),
        (),
        tuple(top + planned.height * part for part in (0.15, 0.5, 0.85)),
    )


def vote_field(planned: Plan, choice: Choice, top: float) -> Field:
    """Lay out a choice's number, its tally and its words."""
    end, column = top + planned.height, planned.blocks.column
    tally: Tally | None = None
    line = box(NAMES + 2, top + planned.height * 0.25, column - 2, end - planned.height * 0.25)
    if planned.rows:
        tally = grid_of(planned.blocks).laid(top, planned.pitch, planned.rows)
        line = box(NAMES + 2, top + planned.grid + 5, column - 2, end - 1.5)
    cell, area = box(column, top, RIGHT, end), box(LEFT, top, RIGHT, end)
    name = FieldName(f"votes.{choice.number}")
    return planned.blocks.centred(name, cell, area, planned.code(choice), (line,), tally)


def block_words(choice: Choice, top: float, height: float) -> tuple[Caption, ...]:
    """Return number and names: one over the other in a high block, side by side in a low one."""
    middle, names = top + height / 2, "\n".join(choice.names)
    if height > 70:
        return (
            bold(str(choice.number), box(LEFT, middle - 26, NAMES, middle - 8), 40, Align.CENTRE),
            bold(names, box(LEFT + 2.5, middle - 4, NAMES - 2.5, middle + 28), 12, Align.CENTRE),
        )
    reach = height / 2 - 3
    return (
        bold(str(choice.number), box(LEFT, middle - 8, LEFT + 17, middle + 8), 30, Align.CENTRE),
        bold(names, box(LEFT + 17.5, middle - reach, NAMES - 2, middle + reach), 12),
    )


def words_caption(text: str, top: float, blocks: Blocks) -> Caption:
    """Return what stands small over the line where a number is written in words."""
    return Caption(text, box(NAMES + 2, top + 0.7, blocks.column - 2, top + 4), 7.5, Face.ITALIC)
