"""Scores every mark of a placed page: what its digit boxes hold, which bubbles are filled.

In: a photo, a placement, the page's model, the fitted thresholds. Out: ``Marks`` a field. Invariant: all
marks of a page go through the model together, so that a page costs little more than a field. Nothing is
decided or joined here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field
from sirekap.reading.fitted import Thresholds
from sirekap.reading.page_model import NOWHERE, PageModel
from sirekap.reading.patches import box_squares, bubble_squares
from sirekap.reading.placement import FieldPlace, Photo, Placement
from sirekap.reading.score_bubbles import score_bubbles
from sirekap.reading.score_digits import VIEWS, look_again
from sirekap.reading.see_whole import seen_shares


@dataclass(frozen=True, slots=True)
class Marks:
    """What one field's marks look like.

    ``boxes`` is (boxes, classes), ``bubbles`` the states of its columns, (boxes, 12), None where the form has
    none; each row sums to 1. ``seen`` is how much of the boxes the photo shows, a number a box, 0 to 1.
    """

    boxes: NDArray[np.float64]
    bubbles: NDArray[np.float64] | None
    seen: NDArray[np.float64]


def score_marks(
    photo: Photo, placement: Placement, model: PageModel, thresholds: Thresholds
) -> Mapping[FieldName, Marks]:
    """Score the marks of every placed field."""
    placed = [
        (field, placement.fields[field.name])
        for field in placement.page.fields
        if field.name in placement.fields
    ]
    if not placed:
        return {}
    boxes = np.concatenate([box_squares(field.boxes, place.boxes, VIEWS[:1]) for field, place in placed])
    bubbles = np.concatenate([NOWHERE, *(_bubbles(field, place) for field, place in placed)])
    seen = model.look(photo, boxes, bubbles)
    groups = [(field.boxes, place.boxes) for field, place in placed]
    scores = look_again(photo, groups, model, model.shares(seen.logits)).astype(np.float64)
    fields = [field for field, _ in placed]
    written = np.split(scores, _ends([len(field.boxes) for field in fields]))
    inks = np.split(seen.ink, _ends([10 * len(field.bubbles) for field in fields]))
    return {
        field.name: Marks(each, _columns(field, ink, thresholds), shown)
        for field, each, ink, shown in zip(fields, written, inks, seen_shares(photo, groups), strict=True)
    }


def _bubbles(field: Field, place: FieldPlace) -> NDArray[np.float64]:
    return bubble_squares(field.bubbles, place.bubbles) if field.bubbles else NOWHERE


def _ends(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.cumsum(counts)[:-1]


def _columns(field: Field, ink: NDArray[np.float32], thresholds: Thresholds) -> NDArray[np.float64] | None:
    if not field.bubbles:
        return None
    return score_bubbles(ink.astype(np.float64).reshape(len(field.bubbles), 10), thresholds).states
