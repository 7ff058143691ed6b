"""Scores every mark of a placed page: what its digit boxes hold, which bubbles are filled.

In: a photo, a placement, the digit model, the fitted numbers. Out: ``Marks`` a field. Invariant: all boxes of
a page go through the network together, so that a page costs little more than a field. Nothing is decided or
joined here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field
from sirekap.reading.fitted import Thresholds
from sirekap.reading.placement import Photo, Placement
from sirekap.reading.score_bubbles import score_bubbles
from sirekap.reading.score_digits import DigitModel, score_groups


@dataclass(frozen=True, slots=True)
class Marks:
    """What one field's marks look like.

    ``boxes`` is (boxes, classes), ``bubbles`` the states of its columns, (boxes, 12), None where the form has
    none; each row sums to 1.
    """

    boxes: NDArray[np.float64]
    bubbles: NDArray[np.float64] | None


def score_marks(
    photo: Photo, placement: Placement, model: DigitModel, thresholds: Thresholds
) -> Mapping[FieldName, Marks]:
    """Score the marks of every placed field."""
    fields = [field for field in placement.page.fields if field.name in placement.fields]
    groups = [(field.boxes, placement.fields[field.name].boxes) for field in fields]
    scored = score_groups(photo, groups, model) if groups else []
    return {
        field.name: Marks(np.asarray(boxes, np.float64), _columns(photo, placement, field, thresholds))
        for field, boxes in zip(fields, scored, strict=True)
    }


def _columns(
    photo: Photo, placement: Placement, field: Field, thresholds: Thresholds
) -> NDArray[np.float64] | None:
    if not field.bubbles:
        return None
    return score_bubbles(photo, field, placement.fields[field.name].bubbles, thresholds).states
