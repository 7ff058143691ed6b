"""What is written by hand and never read: ruled lines for a report, lists of persons.

In: what the file says, the setting. Out: units. Invariant: no field lies here, so no reader ever looks.
"""

from sirekap.forms.content import Content
from sirekap.forms.language import Persons, Writing
from sirekap.forms.model import Align, Caption, Face, Ink, Tint
from sirekap.forms.parts.paper import (
    FOOT,
    LEFT,
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

LINE, HEAD = 11.0, 9.0


def writing(said: Writing, setting: Setting) -> Unit:
    """Return a title and dotted lines to write on."""
    height = TITLE + said.lines * LINE

    def draw(top: float) -> Content:
        lines = (top + TITLE + (n + 1) * LINE - 1 for n in range(said.lines))
        dots = tuple(Tint(box(LEFT, y, RIGHT, y + 0.3), Ink.DOTS) for y in lines)
        return Content((), (), dots, (section_title("", worded(said.title, setting), top),))

    return Unit(height, draw)


def persons(said: Persons, setting: Setting) -> list[Unit]:
    """Return a list of persons, a unit a page; the first column numbers the rows."""
    count = setting.edition.voter_cap if said.rows == "voters" else said.rows
    a_page = int((FOOT - TOP - TITLE - HEAD) // said.row_height)
    starts = range(0, count, a_page)
    return [list_page(said, setting, start, min(a_page, count - start)) for start in starts]


def list_page(said: Persons, setting: Setting, start: int, rows: int) -> Unit:
    """Return one page of the list: *rows* after the first *start*."""
    height = TITLE + HEAD + rows * said.row_height
    share = (RIGHT - LEFT) / sum(each.width for each in said.column)
    edges = [LEFT]
    for each in said.column:
        edges.append(edges[-1] + each.width * share)

    def draw(top: float) -> Content:
        head, first, end = top + TITLE, top + TITLE + HEAD, top + height
        tops = [first + n * said.row_height for n in range(rows)]
        numbers = (
            Caption(
                str(start + n), box(LEFT, y, edges[1], y + said.row_height), 9, Face.REGULAR, Align.CENTRE
            )
            for n, y in enumerate(tops, 1)
        )
        heads = (
            bold(each.heading, box(a + 1, head, b - 1, first), 9, Align.CENTRE)
            for each, a, b in zip(said.column, edges, edges[1:], strict=False)
        )
        return Content(
            (),
            (
                *frame(box(LEFT, head, RIGHT, end)),
                *(across(y) for y in tops),
                *(down(x, head, end) for x in edges[1:-1]),
            ),
            (Tint(box(LEFT, head, RIGHT, first), Ink.PALE),),
            (section_title("", worded(said.title, setting), top), *heads, *numbers),
        )

    return Unit(height, draw, alone=True)
