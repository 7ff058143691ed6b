"""What in a form's layout makes people write badly or the reader misread, found before anything is printed.

In: a ``Form``. Out: ``Weakness``es, each with the field it hurts and what to change. Invariant: only the
layout is judged, by measures that a ruler could take; how much a weakness costs is measured by rehearsing the
form (``rehearsal.lint``). The bounds come from the 2024 forms and what was learnt from them
(docs/forms.md says what we changed and why).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Form, Guide, Page

PEN_MM = 0.5
"""A ballpoint's stroke; pens in use draw 0.4 to 0.8 mm."""
BOX_MM = 8.0
"""Least clear width and height inside a box; the boxes of 2024 have 10."""
BOX_GAP_MM = 1.0
BUBBLE_MM = 3.5
BUBBLE_PITCH = 1.1
"""From one bubble's middle to the next, in bubble heights."""
TALLY_CELL_MM = 8.0
WORDS_MM = 7.0
FOOT_MM = 45.0
"""Below this distance from the paper's lower edge a sheet on a wall is curled, shaded and cut off."""
REACH_MM = 30.0
"""Further than this above or below all marks of known place, a fold moves a field unnoticed."""


class Trouble(Enum):
    """The kinds of weakness, by what is wrong."""

    SMALL_BOX = "small_box"
    THICK_BORDER = "thick_border"
    CLOSE_BOXES = "close_boxes"
    BLACK_GUIDE = "black_guide"
    NO_BUBBLES = "no_bubbles"
    SMALL_BUBBLES = "small_bubbles"
    CLOSE_BUBBLES = "close_bubbles"
    SMALL_TALLY = "small_tally"
    LOW_WORDS = "low_words"
    PAGE_FOOT = "page_foot"
    FAR_FROM_MARKS = "far_from_marks"


SAYS: Mapping[Trouble, Mapping[str, str]] = {
    Trouble.SMALL_BOX: {
        "id": "kotak hanya {measure:.1f} mm di dalam; beri sedikitnya {bound:.0f} mm",
        "en": "a box has only {measure:.1f} mm inside; give it {bound:.0f} mm or more",
    },
    Trouble.THICK_BORDER: {
        "id": "garis kotak {measure:.2f} mm setebal goresan pena; cetak lebih tipis dari {bound:.1f} mm",
        "en": "the border of {measure:.2f} mm is as thick as a pen's stroke; print it under {bound:.1f} mm",
    },
    Trouble.CLOSE_BOXES: {
        "id": "jarak antarkotak {measure:.1f} mm; beri sedikitnya {bound:.0f} mm",
        "en": "boxes are {measure:.1f} mm apart; leave {bound:.0f} mm or more",
    },
    Trouble.BLACK_GUIDE: {
        "id": "titik pandu hitam di dalam kotak dibaca sebagai tinta; pakai warna yang hilang saat dipindai",
        "en": "black dots inside the box look like ink; print the guide in a colour that drops out",
    },
    Trouble.NO_BUBBLES: {
        "id": "tidak ada bulatan; angka hanya bersandar pada tulisan tangan",
        "en": "there are no bubbles; the number rests on handwriting alone",
    },
    Trouble.SMALL_BUBBLES: {
        "id": "bulatan {measure:.1f} mm; beri sedikitnya {bound:.1f} mm",
        "en": "bubbles of {measure:.1f} mm; give them {bound:.1f} mm or more",
    },
    Trouble.CLOSE_BUBBLES: {
        "id": "baris bulatan terlalu rapat ({measure:.2f} kali tingginya); beri {bound:.1f} kali",
        "en": "bubble rows are too close ({measure:.2f} of their height); leave {bound:.1f}",
    },
    Trouble.SMALL_TALLY: {
        "id": "sel turus {measure:.1f} mm; lima goresan perlu {bound:.0f} mm",
        "en": "tally cells of {measure:.1f} mm; five strokes need {bound:.0f} mm",
    },
    Trouble.LOW_WORDS: {
        "id": "baris huruf hanya {measure:.1f} mm tingginya; beri {bound:.0f} mm",
        "en": "the line for words is only {measure:.1f} mm high; give it {bound:.0f} mm",
    },
    Trouble.PAGE_FOOT: {
        "id": "{measure:.0f} mm dari tepi bawah: daftar terakhir di kaki halaman sering terpotong; naikkan",
        "en": "{measure:.0f} mm from the lower edge: a list at the foot of a page is cut off; move it up",
    },
    Trouble.FAR_FROM_MARKS: {
        "id": "{measure:.0f} mm di atas atau di bawah tanda letak terdekat; cetak tanda di samping barisnya",
        "en": "{measure:.0f} mm above or below the nearest mark of known place; print one beside its row",
    },
}


@dataclass(frozen=True, slots=True)
class Weakness:
    """One thing in the layout that will cost readings: how it measures, and what it should at least be."""

    trouble: Trouble
    page: int
    field: FieldName
    measure: float
    bound: float

    @property
    def excess(self) -> float:
        """How far the measure is from its bound, so that the worst of a kind can be told."""
        return abs(self.measure - self.bound)

    @property
    def say(self) -> Mapping[str, str]:
        """What is wrong and what to change, by language."""
        return {
            language: text.format(measure=self.measure, bound=self.bound)
            for language, text in SAYS[self.trouble].items()
        }


Check = Callable[[Page, Field], Iterator[tuple[Trouble, float, float]]]


def weaknesses(form: Form) -> list[Weakness]:
    """Return every weakness of *form*, page by page and field by field."""
    return [
        Weakness(trouble, page.number, field.name, measure, bound)
        for page in form.pages
        for field in page.fields
        for check in CHECKS
        for trouble, measure, bound in check(page, field)
    ]


def _boxes(page: Page, field: Field) -> Iterator[tuple[Trouble, float, float]]:
    inside = min(min(box.width, box.height) for box in field.boxes) - 2 * page.box_border
    if inside < BOX_MM:
        yield Trouble.SMALL_BOX, inside, BOX_MM
    if page.box_border >= PEN_MM:
        yield Trouble.THICK_BORDER, page.box_border, PEN_MM
    gaps = [right.left - left.right for left, right in zip(field.boxes, field.boxes[1:], strict=False)]
    if gaps and min(gaps) < BOX_GAP_MM:
        yield Trouble.CLOSE_BOXES, min(gaps), BOX_GAP_MM
    if page.guide is Guide.DOTS:
        yield Trouble.BLACK_GUIDE, 0.0, 0.0


def _bubbles(_: Page, field: Field) -> Iterator[tuple[Trouble, float, float]]:
    if not field.bubbles:
        yield Trouble.NO_BUBBLES, 0.0, 0.0
        return
    column = field.bubbles[0]
    height = min(column[0].width, column[0].height)
    if height < BUBBLE_MM:
        yield Trouble.SMALL_BUBBLES, height, BUBBLE_MM
    pitch = (column[1].top - column[0].top) / column[0].height
    if pitch < BUBBLE_PITCH:
        yield Trouble.CLOSE_BUBBLES, pitch, BUBBLE_PITCH


def _tally_and_words(_: Page, field: Field) -> Iterator[tuple[Trouble, float, float]]:
    if field.tally is not None:
        tally = field.tally
        cell = min(tally.grid.width / tally.columns, tally.grid.height / tally.rows)
        if cell < TALLY_CELL_MM:
            yield Trouble.SMALL_TALLY, cell, TALLY_CELL_MM
    low = min((line.height for line in field.words), default=WORDS_MM)
    if low < WORDS_MM:
        yield Trouble.LOW_WORDS, low, WORDS_MM


def _place(page: Page, field: Field) -> Iterator[tuple[Trouble, float, float]]:
    marks = [*field.boxes, *(bubble for column in field.bubbles for bubble in column)]
    foot = page.height - max(mark.bottom for mark in marks)
    if foot < FOOT_MM:
        yield Trouble.PAGE_FOOT, foot, FOOT_MM
    known = [each.rect.centre[1] for each in page.fiducials]
    far = max(min((abs(mark.centre[1] - y) for y in known), default=page.height) for mark in marks)
    if far > REACH_MM:
        yield Trouble.FAR_FROM_MARKS, far, REACH_MM


CHECKS: tuple[Check, ...] = (_boxes, _bubbles, _tally_and_words, _place)
