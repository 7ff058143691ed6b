"""What tired officials write of it: habits of filling boxes, sums that do not add up, corrections, bubbles.

In: true values, a form, a random generator. Out: a ``Sheet``, mark by mark, as the pen will draw it.
Invariant: ``Sheet.written`` is the number on the paper, whatever the truth was; ``wrong_sum`` is None exactly
when the written values are the true ones.
Source of the frequencies: the 2024 forms (domain facts in docs/rules.md and docs/glossary.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np

from sirekap.election.model import FieldName, Station
from sirekap.forms.model import Field, Form
from sirekap.forms.number_words import words_of
from sirekap.rehearsal.handwriting import Writer, draw_writer
from sirekap.rehearsal.put_in_words import put_in_words
from sirekap.rehearsal.written_words import NO_WORDS, Words

WRONG_SUM = 0.04
"""Share of forms whose sums are wrong on paper."""

BUBBLE_ERROR = 0.01
"""Share of fields whose bubbles do not say one digit a column."""

WHITE_OUT = 0.03
"""Share of pages with a number rewritten over correction fluid."""

SKIPPED_BUBBLE = 0.14
"""Share of officials who fill no bubble under a box closed by an X."""


class Leading(Enum):
    """How an official closes the boxes before the first digit."""

    CROSS = "x"
    ZERO = "0"
    BLANK = "_"


LEADING_SHARES: Mapping[Leading, float] = {Leading.CROSS: 0.80, Leading.ZERO: 0.19, Leading.BLANK: 0.01}


class BubbleFault(Enum):
    """What is wrong with a field's bubbles."""

    NONE_FILLED = "none_filled"
    TWO_FILLED = "two_filled"
    """A wrong one struck out with initials, and the right one beside it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How one number stands on the paper.

    ``boxes`` has one character of ``reading.model.CLASSES`` per box; ``bubbles`` per box the digits filled
    ("" none, "37" two: the first struck out). ``covered`` is what stood there before the correction fluid,
    ``words`` what is written on the line for words.
    """

    value: int
    boxes: str
    bubbles: tuple[str, ...]
    fault: BubbleFault | None = None
    covered: str | None = None
    words: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Sheet:
    """One station's form as written, and the truth behind it."""

    station: Station
    writer: Writer
    leading: Leading
    marks: Mapping[FieldName, Mark]
    truth: Mapping[FieldName, int]
    wrong_sum: FieldName | None

    @property
    def written(self) -> dict[FieldName, int]:
        """The numbers on the paper."""
        return {name: mark.value for name, mark in self.marks.items()}


def fill_in(rng: np.random.Generator, station: Station, form: Form, truth: Mapping[FieldName, int]) -> Sheet:
    """Write a form for these true values, with one official's hand and habits."""
    own = rng.spawn(1)[0]  # words have a chance of their own, so that numbers stay as they were
    writer = draw_writer(rng)
    leading = tuple(LEADING_SHARES)[int(rng.choice(3, p=tuple(LEADING_SHARES.values())))]
    skips = leading is Leading.CROSS and rng.random() < SKIPPED_BUBBLE
    values = {field.name: truth[field.name] for field in form.fields()}
    wrong = _miscount(rng, form, values)
    marks = {}
    for page in form.pages:
        rewritten = _pick_rewritten(rng, page.fields)
        for field in page.fields:
            mark = _mark(rng, field, values[field.name], leading, skips)
            mark = replace(mark, words=put_in_words(own, mark.value, writer.line))
            marks[field.name] = _cover(rng, mark) if field is rewritten else mark
    return Sheet(station, writer, leading, marks, dict(truth), wrong)


def careful(rng: np.random.Generator, station: Station, form: Form, truth: Mapping[FieldName, int]) -> Sheet:
    """Write a form for these true values as it should be written: nothing wrong, nothing left open."""
    writer = draw_writer(rng)
    marks = {}
    for field in form.fields():
        boxes = str(truth[field.name]).rjust(len(field.boxes), Leading.CROSS.value)
        value = truth[field.name]
        bubbles = tuple(_bubble(box, skips=False) for box in boxes)
        marks[field.name] = Mark(value, boxes, bubbles, words=Words(words_of(value)))
    return Sheet(station, writer, Leading.CROSS, marks, dict(truth), None)


def _miscount(rng: np.random.Generator, form: Form, values: dict[FieldName, int]) -> FieldName | None:
    """Make, in 4 % of forms, one written total differ from what it adds up."""
    if rng.random() >= WRONG_SUM:
        return None
    totals = sorted({identity.total for identity in form.identities if identity.total in values})
    total = totals[int(rng.integers(len(totals)))]
    right, most = values[total], 10 ** max(len(field.boxes) for field in form.fields()) - 1
    slips = [right + by for by in (-10, -2, -1, 1, 2, 10, 100) if 0 <= right + by <= most]
    values[total] = slips[int(rng.integers(len(slips)))]
    return total


def _pick_rewritten(rng: np.random.Generator, fields: tuple[Field, ...]) -> Field | None:
    return fields[int(rng.integers(len(fields)))] if rng.random() < WHITE_OUT else None


def _mark(rng: np.random.Generator, field: Field, value: int, leading: Leading, skips: bool) -> Mark:
    boxes = _boxes(rng, value, len(field.boxes), leading)
    bubbles = tuple(_bubble(box, skips) for box in boxes) if field.bubbles else ()
    if not bubbles or rng.random() >= BUBBLE_ERROR:
        return Mark(value, boxes, bubbles)
    column = int(rng.integers(len(bubbles)))
    if rng.random() < 0.5 or not bubbles[column]:
        return Mark(value, boxes, _replaced(bubbles, column, ""), BubbleFault.NONE_FILLED)
    other = str((int(bubbles[column]) + int(rng.integers(1, 10))) % 10)
    return Mark(value, boxes, _replaced(bubbles, column, other + bubbles[column]), BubbleFault.TWO_FILLED)


def _boxes(rng: np.random.Generator, value: int, count: int, leading: Leading) -> str:
    digits = str(value)
    if value == 0 and leading is Leading.CROSS and rng.random() < 0.3:
        return "x" * count
    return digits.rjust(count, leading.value)


def _bubble(box: str, skips: bool) -> str:
    if box == "x":
        return "" if skips else "0"
    return "" if box == "_" else box


def _replaced(bubbles: tuple[str, ...], column: int, by: str) -> tuple[str, ...]:
    return (*bubbles[:column], by, *bubbles[column + 1 :])


def _cover(rng: np.random.Generator, mark: Mark) -> Mark:
    earlier = f"{int(rng.integers(0, 10 ** min(len(mark.boxes), 3))):0{len(mark.boxes)}d}"
    return replace(mark, covered=earlier)
