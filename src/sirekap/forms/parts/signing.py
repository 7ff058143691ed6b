"""Where officers and witnesses sign, and where they put their initials on the other pages.

In: what the file says, the setting, how much room is left. Out: a unit, or the foot of a page. Invariant:
seven officers, and a place of its own for every witness; no place lies over printed words.
"""

from collections.abc import Sequence
from math import ceil

from sirekap.forms.content import Content
from sirekap.forms.language import Signatures
from sirekap.forms.model import Align, Caption, Ink, Rect, Tint
from sirekap.forms.parts.paper import (
    FOOT,
    INNER,
    LEFT,
    OUTER,
    RIGHT,
    across,
    bold,
    box,
    cells,
    down,
    frame,
)
from sirekap.forms.parts.unit import Unit
from sirekap.forms.setting import Setting
from sirekap.forms.wording import worded

OFFICERS = 7
PLACE, TITLE, ROW = 8.5, 4.5, 22.5
WIDEST = 75.0
"""Of a place to sign: a pen does not go on across a page."""
WITNESS, LOWEST = 24.5, 8.2
"""Height of a witness's cell where there are few, and the least."""


def witness_rows(count: int) -> int:
    """Return in how many rows the witnesses sign."""
    return 1 if count <= 6 else ceil(count / 6) if count <= 24 else ceil(count / 9)


def signatures(said: Signatures, setting: Setting) -> Unit:
    """Return place, date, officers and witnesses."""
    names = setting.witnesses if said.witnesses else ()
    rows = witness_rows(len(names))
    cell = WITNESS if rows == 1 else max(LOWEST, min(13.0, 50.0 / rows))
    below = TITLE + rows * cell if names else 0.0
    height = PLACE + TITLE + ROW + below

    def draw(top: float) -> Content:
        officers = top + PLACE
        content = place_and_date(said, setting, top).joined(officers_row(said, setting, officers))
        if names:
            content = content.joined(
                witnesses(worded(said.witnesses, setting), names, officers + TITLE + ROW, rows, cell)
            )
        area = box(LEFT, officers, RIGHT, top + height)
        return content.joined(Content((), frame(area), (), ()))

    return Unit(height, draw)


def place_and_date(said: Signatures, setting: Setting, top: float) -> Content:
    """Draw the two dotted lines."""
    dots = ((46.0, 118.0), (141.0, 210.0))
    return Content(
        (),
        (),
        tuple(Tint(box(a, top + 5.7, b, top + 6.0), Ink.DOTS) for a, b in dots),
        (
            bold(worded(said.place, setting), box(LEFT, top, 45, top + 6), 10),
            bold(worded(said.date, setting), box(122, top, 140, top + 6), 10),
        ),
    )


def officers_row(said: Signatures, setting: Setting, top: float) -> Content:
    """Draw the row of the seven officers."""
    spans, first = cells(OFFICERS), top + TITLE
    return Content(
        (),
        (across(first), *(down(a, first, first + ROW) for a, _ in spans[1:])),
        (Tint(box(LEFT, top, RIGHT, first), Ink.PALE),),
        (
            bold(worded(said.officers, setting), box(LEFT, top, RIGHT, first), 9, Align.CENTRE),
            *(bold(f"{n}.", box(a + 2, first + 1, a + 8, first + 5), 9) for n, (a, _) in enumerate(spans, 1)),
        ),
        tuple(box(a + 9, first + 3, b - 3, first + 16) for a, b in spans),
    )


def witnesses(title: str, names: Sequence[str], top: float, rows: int, cell: float) -> Content:
    """Draw the witnesses' cells, row by row."""
    columns, first = ceil(len(names) / rows), top + TITLE
    spans = cells(columns)
    places, words = [], []
    for at, name in enumerate(names):
        (a, b), y = spans[at % columns], first + at // columns * cell
        label = 9.5 if rows == 1 else min(4.2, cell * 0.45)
        words.append(bold(name, box(a + 2, y + 0.6, b - 2, y + 0.6 + label), 8))
        inset = 12.0 if b - a > 40 else 3.0
        right = min(b - inset, a + inset + WIDEST)
        places.append(box(a + inset, y + label + 0.9, right, y + cell - 0.7))
    return Content(
        (),
        (
            across(top, thick=OUTER),
            *(across(first + n * cell) for n in range(rows)),
            *(down(a, first, first + rows * cell) for a, _ in spans[1:]),
        ),
        (Tint(box(LEFT, top, RIGHT, first), Ink.PALE),),
        (bold(title, box(LEFT, top, RIGHT, first), 9, Align.CENTRE), *words),
        tuple(places),
    )


def initials(title: str, setting: Setting) -> Content:
    """Draw the row for initials at the foot of a page: officers, and witnesses where all have room."""
    top, end = FOOT + 8.0, FOOT + 23.0
    names = [f"{setting.place.committee} {n}" for n in range(1, OFFICERS + 1)]
    own = [f"Saksi {each.split('.')[0]}" for each in setting.witnesses]
    rows = [names + own] if len(own) <= 8 else [names, own[:27]]
    height = (end - top) / len(rows)
    content = Content(
        (),
        (*frame(box(LEFT, top, RIGHT, end)), *(across(top + n * height) for n in range(1, len(rows)))),
        (),
        (bold(worded(title, setting), box(LEFT, FOOT + 3.0, RIGHT, top - 0.8), 9),),
    )
    for at, row in enumerate(rows):
        content = content.joined(initials_row(row, top + at * height, height))
    return content


def initials_row(names: Sequence[str], top: float, height: float) -> Content:
    """Draw one row of cells for initials."""
    spans = cells(len(names))
    label = min(4.2, height * 0.4)
    words = tuple(
        Caption(name, box(a + 1.0, top + 0.8, b - 0.4, top + label), 7.5)
        for name, (a, b) in zip(names, spans, strict=True)
    )
    places: tuple[Rect, ...] = tuple(
        box(a + min(2, (b - a) * 0.1), top + label + 0.5, b - min(2, (b - a) * 0.1), top + height - 0.7)
        for a, b in spans
    )
    return Content((), tuple(down(a, top, top + height, INNER) for a, _ in spans[1:]), (), words, places)
