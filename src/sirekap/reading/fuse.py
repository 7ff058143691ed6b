"""Joins what boxes and bubbles say into one value with a probability, and decides whether to accept it.

In: box scores, bubble states, the place's agreement, the fitted numbers. Out: a field reading.
Invariants: marks that contradict each other are never accepted, whatever their scores; two dark bubbles
in a column are never accepted; a field with a covered box is never accepted; X, dash and 0 count as 0; a
field all empty is None; nothing is repaired.
Not done here: sums, rows, words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Rect
from sirekap.reading.fitted import Fitted, Habits
from sirekap.reading.ink import transform
from sirekap.reading.model import CLASSES, Corner, Evidence, FieldReading, Quad
from sirekap.reading.page_model import PageModel
from sirekap.reading.placement import FieldPlace, Matrix, Photo, Placement
from sirekap.reading.score_bubbles import NONE, SEVERAL
from sirekap.reading.score_marks import Marks, score_marks
from sirekap.reading.see_whole import LEAST

BLANK = 10
"""State of a column in which nothing is written; 0 to 9 are its digits, and X and dash are 0."""

Array = NDArray[np.float64]

ZEROS = [CLASSES.index(sign) for sign in "0x-"]
EMPTY, UNREADABLE = CLASSES.index("_"), CLASSES.index("?")


@dataclass(frozen=True, slots=True)
class Fused:
    """A field's value as boxes and bubbles together give it."""

    value: int | None
    probability: float
    accepted: bool
    boxes: str
    evidence: Mapping[str, Evidence]


def read_fields(
    photo: Photo, placement: Placement, model: PageModel, fitted: Fitted
) -> dict[FieldName, FieldReading]:
    """Read every field of a placed page."""
    marks = score_marks(photo, placement, model, fitted.thresholds)
    by_name = {field.name: field for field in placement.page.fields}
    return {
        name: read_field(photo, by_name[name], place, marks[name], fitted)
        for name, place in placement.fields.items()
    }


def read_field(photo: Photo, field: Field, place: FieldPlace, marks: Marks, fitted: Fitted) -> FieldReading:
    """Read one field at its place from its scored marks."""
    fused = fuse(marks.boxes, marks.bubbles, place.agreement, fitted)
    return FieldReading(
        name=field.name,
        value=fused.value,
        probability=fused.probability,
        accepted=fused.accepted and bool((marks.seen >= LEAST).all()),
        boxes=fused.boxes,
        evidence=fused.evidence,
        area=quad(photo, field.area, place.matrix),
    )


def quad(photo: Photo, area: Rect, matrix: Matrix) -> Quad:
    """Return where a page rectangle lies in the photo, in fractions of its size."""
    left, top, right, bottom = area.left, area.top, area.right, area.bottom
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    size = (photo.width, photo.height)
    a, b, c, d = (Corner(float(x), float(y)) for x, y in transform(matrix, corners) / size)
    return a, b, c, d


def fuse(boxes: Array, bubbles: Array | None, agreement: float, fitted: Fitted) -> Fused:
    """Join box scores (n, classes) and bubble states (n, 12), None where the form has none."""
    written = written_states(boxes)
    weights = _spread(written, fitted.habits.box_error)
    if bubbles is not None:
        weights = weights * marked_weights(boxes, bubbles, fitted.habits)
    shares = weights / weights.sum(axis=1, keepdims=True)
    states = shares.argmax(axis=1)
    probability = float(shares.max(axis=1).prod())
    evidence = {"boxes": Evidence(value_of(written.argmax(axis=1)), float(written.max(axis=1).prod()))}
    if bubbles is not None:
        evidence["bubbles"] = bubble_evidence(bubbles)
    return Fused(
        value=value_of(states),
        probability=probability,
        accepted=_acceptable(boxes, bubbles, states, agreement, fitted)
        and probability >= (fitted.thresholds.boxes if bubbles is None else fitted.thresholds.joint),
        boxes="".join(CLASSES[best] for best in boxes.argmax(axis=1)),
        evidence=evidence,
    )


def written_states(boxes: Array) -> Array:
    """Return, a box, the probability of each digit and of blank; the unreadable is spread evenly."""
    states = np.empty((len(boxes), 11))
    states[:, :10] = boxes[:, :10]
    states[:, 0] = boxes[:, ZEROS].sum(axis=1)
    states[:, BLANK] = boxes[:, EMPTY]
    states += boxes[:, [UNREADABLE]] / 11
    return np.asarray(states / states.sum(axis=1, keepdims=True))


def marked_weights(boxes: Array, bubbles: Array, habits: Habits) -> Array:
    """Return, a column, how well each written state explains the marks, shape (n, 11)."""
    unmarked = np.full((len(boxes), 11), habits.unmarked_digit)
    crossed = boxes[:, CLASSES.index("x")] + boxes[:, CLASSES.index("-")]
    share = crossed / np.maximum(crossed + boxes[:, 0], 1e-9)
    unmarked[:, 0] = share * habits.unmarked_cross + (1 - share) * habits.unmarked_zero
    unmarked[:, BLANK] = 1 - habits.unmarked_cross
    alone = np.hstack([bubbles[:, :10], bubbles[:, :1]])
    weights = (1 - unmarked) * alone + unmarked * bubbles[:, [NONE]]
    return _spread(weights + bubbles[:, [SEVERAL]] / 11, habits.mark_error)


def bubble_evidence(bubbles: Array) -> Evidence:
    """Return what the bubbles say on their own: a column without a mark counts as 0 if another has one."""
    best = bubbles.argmax(axis=1)
    probability = float(bubbles.max(axis=1).prod())
    if (best == SEVERAL).any() or (best == NONE).all():
        return Evidence(None, probability)
    return Evidence(value_of(np.where(best == NONE, 0, best)), probability)


def value_of(states: NDArray[np.int64]) -> int | None:
    """Return the number that digits and blanks spell; None where all are blank."""
    digits = [str(state) for state in states if state != BLANK]
    return int("".join(digits)) if digits else None


def _spread(weights: Array, error: float) -> Array:
    return np.asarray((1 - error) * weights + error / weights.shape[1])


def _acceptable(boxes: Array, bubbles: Array | None, states: Array, agreement: float, fitted: Fitted) -> bool:
    """Say whether no mark contradicts another; probability is judged apart."""
    best = boxes.argmax(axis=1)
    if agreement < fitted.thresholds.field_agreement or UNREADABLE in best or (best == EMPTY).all():
        return False
    leading = True
    for column, sign in enumerate(best):
        if sign == EMPTY and not leading:
            return False
        leading = leading and sign in (EMPTY, *ZEROS)
        digit = 0 if sign in (EMPTY, *ZEROS) else int(sign)
        if states[column] not in (digit, BLANK if sign == EMPTY else digit):
            return False
        if bubbles is not None and not _mark_agrees(bubbles[column], digit):
            return False
    return True


def _mark_agrees(column: Array, digit: int) -> bool:
    mark = int(column.argmax())
    return mark == digit or (mark == NONE and digit == 0)
