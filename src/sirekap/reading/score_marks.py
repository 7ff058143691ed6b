"""Scores every mark of a placed page: digit boxes, bubbles, tally grids, row sums, numbers in words.

In: a photo, a placement, the page's model, the fitted thresholds. Out: ``Marks`` a field. Invariant: all
marks of a page go through the model together, so that a page costs little more than a field. Nothing is
decided or joined here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field
from sirekap.reading.count_strokes import count_strokes, read_rows, row_squares
from sirekap.reading.fitted import Thresholds
from sirekap.reading.page_model import NOWHERE, PageModel
from sirekap.reading.patches import box_squares, bubble_squares
from sirekap.reading.placement import FieldPlace, Photo, Placement
from sirekap.reading.read_words import read_words
from sirekap.reading.score_bubbles import score_bubbles
from sirekap.reading.score_digits import VIEWS, look_again
from sirekap.reading.score_struck import look_for_struck
from sirekap.reading.see_whole import seen_shares


@dataclass(frozen=True, slots=True)
class Marks:
    """What one field's marks look like.

    ``boxes`` is (boxes, classes), ``bubbles`` the states of its columns, (boxes, 12), None where the form has
    none; each row sums to 1. ``counted`` has the keys ``tally``, ``rows`` and ``words`` of what else could be
    read: the probability of each value from 0 on. ``seen`` is how much of the boxes the photo
    shows, a number a box, 0 to 1; None where nobody looked.
    """

    boxes: NDArray[np.float64]
    bubbles: NDArray[np.float64] | None
    counted: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    seen: NDArray[np.float64] | None = None


def score_marks(
    photo: Photo, placement: Placement, model: PageModel, thresholds: Thresholds
) -> Mapping[FieldName, Marks]:
    """Score the marks of every placed field."""
    placed = [
        (each, placement.fields[each.name]) for each in placement.page.fields if each.name in placement.fields
    ]
    if not placed:
        return {}
    boxes = np.concatenate([box_squares(each.boxes, place.boxes, VIEWS[:1]) for each, place in placed])
    bubbles = np.concatenate([NOWHERE, *(_bubbles(each, place) for each, place in placed)])
    grids = count_strokes(photo, placed, model)
    seen = model.look(photo, np.concatenate([boxes, row_squares(grids)]), bubbles)
    shares = model.shares(seen.logits)
    groups = [(each.boxes, place.boxes) for each, place in placed]
    scores = look_again(photo, groups, model, shares[: len(boxes)]).astype(np.float64)
    fields = [each for each, _ in placed]
    written = np.split(scores, _ends([len(each.boxes) for each in fields]))
    inks = np.split(seen.ink, _ends([10 * len(each.bubbles) for each in fields]))
    counted = {
        "tally": {each.name: each.counts for each in grids},
        "rows": read_rows(photo, grids, shares[len(boxes) :], model),
        "words": read_words(photo, placed, model),
    }

    def columns(one: Field, ink: NDArray[np.float32]) -> NDArray[np.float64] | None:
        if not one.bubbles:
            return None
        found = score_bubbles(ink.astype(np.float64).reshape(len(one.bubbles), 10), thresholds)
        return look_for_struck(photo, one, placement.fields[one.name].bubbles, model, found)

    return {
        each.name: Marks(
            boxes=signs,
            bubbles=columns(each, ink),
            counted={kind: found[each.name] for kind, found in counted.items() if each.name in found},
            seen=shown,
        )
        for each, signs, ink, shown in zip(fields, written, inks, seen_shares(photo, groups), strict=True)
    }


def _bubbles(one: Field, place: FieldPlace) -> NDArray[np.float64]:
    return bubble_squares(one.bubbles, place.bubbles) if one.bubbles else NOWHERE


def _ends(counts: Sequence[int]) -> NDArray[np.int64]:
    return np.cumsum(counts)[:-1]
