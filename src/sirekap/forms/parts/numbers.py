"""Numbers side by side, such as the ballots received, used, spoiled and unused.

In: what the file says, the setting. Out: a unit. Invariant: each number has its label and its printed sum
above it.
"""

from sirekap.election.model import FieldName
from sirekap.forms.content import Content
from sirekap.forms.formulas import formula
from sirekap.forms.language import Number, Numbers
from sirekap.forms.model import Align, Caption, Face, Ink, Tint
from sirekap.forms.parts.blocks import Blocks
from sirekap.forms.parts.paper import (
    LEFT,
    RIGHT,
    TITLE,
    across,
    bold,
    box,
    cells,
    down,
    frame,
    section_title,
)
from sirekap.forms.parts.unit import Unit
from sirekap.forms.setting import Setting
from sirekap.forms.wording import worded

HEAD, ROW = 12.0, 44.0


def numbers(said: Numbers, setting: Setting, blocks: Blocks) -> Unit:
    """Return the numbers in one row."""
    spans = cells(len(said.number))
    codes = {each.field: f"{said.section}.{at}" for at, each in enumerate(said.number, 1)}

    def draw(top: float) -> Content:
        first, row, end = top + TITLE, top + TITLE + HEAD, top + TITLE + HEAD + ROW
        fields = tuple(
            blocks.centred(
                FieldName(each.field), box(a, row, b, end), box(a, first, b, end), codes[each.field]
            )
            for each, (a, b) in zip(said.number, spans, strict=True)
        )
        words = [
            caption
            for at, (each, span) in enumerate(zip(said.number, spans, strict=True), 1)
            for caption in heading(at, each, codes, span, first, setting)
        ]
        return Content(
            fields,
            (
                *frame(box(LEFT, first, RIGHT, end)),
                across(row),
                *(down(a, first, end) for a, _ in spans[1:]),
            ),
            (Tint(box(LEFT, first, RIGHT, row), Ink.PALE),),
            (section_title(said.section, worded(said.title, setting), top), *words),
            (),
            ((row + end) / 2,),
        )

    return Unit(TITLE + HEAD + ROW, draw)


def heading(
    at: int, said: Number, codes: dict[str, str], span: tuple[float, float], top: float, setting: Setting
) -> list[Caption]:
    """Return the words over one of the numbers."""
    left, right = span[0] + 2, span[1] - 2
    sums = formula(FieldName(said.field), codes)
    end = top + (HEAD - 4.0 if sums else HEAD - 0.6)
    label = bold(f"{at}. {worded(said.label, setting)}", box(left, top + 0.6, right, end), 8.5, Align.CENTRE)
    if not sums:
        return [label]
    return [label, Caption(sums, box(left, end, right, top + HEAD - 0.4), 8, Face.ITALIC, Align.CENTRE)]
