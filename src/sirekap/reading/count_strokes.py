"""What a field's tally grid says: its strokes, and the sums beside its rows.

In: a photo, a field and where its grid lies, the page's model. Out: the keys ``tally`` and ``rows`` of
``Marks.counted``, each a probability of every count. Invariant: where the grid was not found, or no network
counts strokes, nothing is said. Nothing is decided here.
"""

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field
from sirekap.reading.page_model import PageModel
from sirekap.reading.patches import box_squares
from sirekap.reading.placement import FieldPlace, Photo
from sirekap.reading.score_digits import VIEWS
from sirekap.reading.score_rows import score_rows
from sirekap.reading.score_tally import score_tally


def count_strokes(
    photo: Photo, field: Field, place: FieldPlace, model: PageModel
) -> dict[str, NDArray[np.float64]]:
    """Return what tally and row sums say, as far as they can be read."""
    tally = field.tally
    if tally is None or place.tally is None or model.cells is None:
        return {}
    strokes = score_tally(photo, tally, place.tally, model.cells)
    if strokes is None:
        return {}
    boxes = [box for row in tally.row_totals for box in row]
    if not boxes:
        return {"tally": strokes}
    shares = model.shares(model.look(photo, box_squares(boxes, place.tally, VIEWS[:1])).logits)
    rows = score_rows(shares.astype(np.float64), tally.rows, tally.columns * tally.marks)
    return {"tally": strokes, "rows": rows}
