"""Joins what all marks of a page say into one value a field, with a probability, and decides on acceptance.

In: scored marks, places, the form's sums, the fitted numbers. Out: a field reading. Invariants: marks that
contradict each other are never accepted, whatever their scores; two dark bubbles in a column are never
accepted unless one is struck out; a field with a covered box is never accepted; X, dash and 0 count as 0; a
field all empty is None; sums move probabilities and never a value; what is not accepted says why. How marks
are joined is in ``posterior`` and ``sums``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Identity, Rect
from sirekap.reading.doubt import doubt
from sirekap.reading.fitted import Fitted, Thresholds
from sirekap.reading.ink import transform
from sirekap.reading.model import CLASSES, Corner, Doubt, DoubtCode, Evidence, FieldReading, Quad
from sirekap.reading.page_model import PageModel
from sirekap.reading.placement import FieldPlace, Matrix, Photo, Placement
from sirekap.reading.posterior import (
    EMPTY,
    UNREADABLE,
    ZEROS,
    Array,
    Posterior,
    posterior,
    value_of,
    written_states,
)
from sirekap.reading.score_bubbles import NONE, SEVERAL
from sirekap.reading.score_marks import Marks, score_marks
from sirekap.reading.see_whole import LEAST
from sirekap.reading.sums import Summed, slip_rate, weigh_sums
from sirekap.reading.trace import Trace

SAYS = 0.99
"""A tally or a column of row sums says a value only if it is so sure of it: strokes run into each other, and
a Z over unused rows looks like a 7."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A field's value as its marks and the sums together give it."""

    value: int | None
    probability: float
    accepted: bool
    boxes: str
    evidence: Mapping[str, Evidence]
    why: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """A field by its own marks alone, before the sums are heard."""

    marks: Marks
    agreement: float
    own: Posterior
    evidence: Mapping[str, Evidence]


def read_fields(
    photo: Photo, placement: Placement, model: PageModel, fitted: Fitted, trace: Trace | None = None
) -> dict[FieldName, FieldReading]:
    """Read every field of a placed page."""
    marks = score_marks(photo, placement, model, fitted.thresholds)
    if trace is not None:
        trace.scored(marks)
    agreements = {name: place.agreement for name, place in placement.fields.items()}
    fused = fuse_page(marks, agreements, placement.form.identities, fitted)
    by_name = {field.name: field for field in placement.page.fields}
    return {
        name: _reading(photo, by_name[name], place, fused[name]) for name, place in placement.fields.items()
    }


def _reading(photo: Photo, field: Field, place: FieldPlace, fused: Fused) -> FieldReading:
    return FieldReading(
        name=field.name,
        value=fused.value,
        probability=fused.probability,
        accepted=fused.accepted,
        boxes=fused.boxes,
        evidence=fused.evidence,
        area=quad(photo, field.area, place.matrix),
        why=fused.why,
    )


def quad(photo: Photo, area: Rect, matrix: Matrix) -> Quad:
    """Return where a page rectangle lies in the photo, in fractions of its size."""
    left, top, right, bottom = area.left, area.top, area.right, area.bottom
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    size = (photo.width, photo.height)
    a, b, c, d = (Corner(float(x), float(y)) for x, y in transform(matrix, corners) / size)
    return a, b, c, d


def fuse_page(
    marks: Mapping[FieldName, Marks],
    agreements: Mapping[FieldName, float],
    identities: Sequence[Identity],
    fitted: Fitted,
) -> dict[FieldName, Fused]:
    """Join the marks of a page's fields and the sums among them; *identities* are those of the whole form."""
    joined = {name: join(each, agreements[name], fitted) for name, each in marks.items()}
    owned = {name: each.own for name, each in joined.items()}
    summed = weigh_sums(owned, identities, slip_rate(identities))
    return {name: decide(each, summed[name], fitted.thresholds) for name, each in joined.items()}


def fuse(
    boxes: Array,
    bubbles: Array | None,
    agreement: float,
    fitted: Fitted,
    counted: Mapping[str, Array] | None = None,
) -> Fused:
    """Join the marks of one field that no sum ties to another; shapes as in ``posterior``."""
    found = join(Marks(boxes, bubbles, counted or {}), agreement, fitted)
    return decide(found, Summed(found.own.of(found.own.best), None), fitted.thresholds)


def join(marks: Marks, agreement: float, fitted: Fitted) -> Joined:
    """Join a field's own marks, and keep what each kind says by itself."""
    written = written_states(marks.boxes)
    evidence = {"boxes": Evidence(value_of(written.argmax(axis=1)), float(written.max(axis=1).prod()))}
    if marks.bubbles is not None:
        evidence["bubbles"] = bubble_evidence(marks.bubbles)
    for kind, scores in marks.counted.items():
        evidence[kind] = Evidence(int(scores.argmax()), float(scores.max()))
    own = posterior(marks.boxes, marks.bubbles, marks.counted, fitted.habits)
    return Joined(marks, agreement, own, evidence)


def decide(joined: Joined, summed: Summed, thresholds: Thresholds) -> Fused:
    """Decide whether a field is accepted, and say why where it is not."""
    why = tuple(_doubts(joined, summed, thresholds))
    evidence = dict(joined.evidence)
    if summed.said is not None:
        evidence["sums"] = summed.said
    return Fused(
        value=joined.own.best,
        probability=summed.probability,
        accepted=not why,
        boxes="".join(CLASSES[best] for best in joined.marks.boxes.argmax(axis=1)),
        evidence=evidence,
        why=why,
    )


def bubble_evidence(bubbles: Array) -> Evidence:
    """Return what the bubbles say on their own: a column without a mark counts as 0 if another has one."""
    best = bubbles.argmax(axis=1)
    probability = float(bubbles.max(axis=1).prod())
    if (best == SEVERAL).any() or (best == NONE).all():
        return Evidence(None, probability)
    return Evidence(value_of(np.where(best == NONE, 0, best)), probability)


def _doubts(joined: Joined, summed: Summed, thresholds: Thresholds) -> Iterator[Doubt]:
    """Yield what speaks against a field; probability is judged only where nothing else does."""
    codes = list(_contradictions(joined, thresholds))
    value = joined.own.best
    told = [(kind, each.value) for kind, each in joined.evidence.items()]
    yield from (doubt(code, told) for code in codes)
    least = thresholds.joint if _confirmed(joined) else thresholds.boxes
    if codes or summed.probability >= least:
        return
    said = summed.said
    if said is not None and said.value != value and joined.own.of(value) >= least:
        yield doubt(DoubtCode.SUMS_DIFFER, sum_=said.value)
    else:
        yield doubt(DoubtCode.UNSURE)


def _contradictions(joined: Joined, thresholds: Thresholds) -> Iterator[DoubtCode]:
    best = joined.marks.boxes.argmax(axis=1)
    if (best == EMPTY).all():
        yield DoubtCode.NOT_FILLED
    elif UNREADABLE in best:
        yield DoubtCode.UNREADABLE_BOX
    elif _blank_after_digit(best):
        yield DoubtCode.BLANK_AFTER_DIGIT
    elif _differ(joined):
        yield DoubtCode.MARKS_DIFFER
    if joined.marks.bubbles is not None and SEVERAL in joined.marks.bubbles.argmax(axis=1):
        yield DoubtCode.TWO_BUBBLES
    if joined.agreement < thresholds.field_agreement:
        yield DoubtCode.OUT_OF_PLACE
    if joined.marks.seen is not None and (joined.marks.seen < LEAST).any():
        yield DoubtCode.COVERED


def _blank_after_digit(best: Array) -> bool:
    digits = np.flatnonzero(~np.isin(best, [EMPTY, *ZEROS]))
    return bool(digits.size) and bool((best[digits[0] :] == EMPTY).any())


def _digit(sign: int) -> int:
    """Return the digit that a box's class counts as."""
    return 0 if sign in (EMPTY, *ZEROS) else int(sign)


def _differ(joined: Joined) -> bool:
    """Say whether any mark says another value than the field's."""
    value = joined.own.best
    if joined.evidence["boxes"].value != value or any(each != value for each in _counted(joined)):
        return True
    bubbles = joined.marks.bubbles
    if bubbles is None:
        return False
    signs = joined.marks.boxes.argmax(axis=1)
    marks = bubbles.argmax(axis=1)
    return any(mark < NONE and mark != _digit(int(sign)) for mark, sign in zip(marks, signs, strict=True))


def _counted(joined: Joined) -> list[int]:
    """Return the values that tally, row sums and words are sure enough of to say."""
    return [int(each.argmax()) for each in joined.marks.counted.values() if each.max() >= SAYS]


def _confirmed(joined: Joined) -> bool:
    """Say whether another mark than the boxes says the whole value; an empty column says nothing but 0."""
    if joined.own.best in _counted(joined):
        return True
    if joined.marks.bubbles is None:
        return False
    signs = joined.marks.boxes.argmax(axis=1)
    marks = joined.marks.bubbles.argmax(axis=1)
    return all(
        mark == _digit(int(sign)) or (mark == NONE and _digit(int(sign)) == 0)
        for mark, sign in zip(marks, signs, strict=True)
    )
