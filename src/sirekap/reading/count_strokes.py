"""What the tally grids of a page say: their strokes, and the sums beside their rows.

In: a photo, the placed fields, the page's model. Out: for each field whose whole grid the photo shows, a
probability of every count. Invariant: where a grid was not found, or no network counts strokes, nothing is
said; sums are read as far as strokes go, and beyond where the last of them may be that of a full row. Nothing
is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Tally
from sirekap.reading.ink import shows
from sirekap.reading.page_model import NOWHERE, PageModel
from sirekap.reading.patches import box_squares
from sirekap.reading.placement import FieldPlace, Matrices, Matrix, Photo
from sirekap.reading.score_digits import VIEWS
from sirekap.reading.score_rows import may_be_full, score_rows
from sirekap.reading.score_tally import count_cells


@dataclass(frozen=True, slots=True)
class Grid:
    """A tally grid that the photo shows whole: what its strokes say, and in how many of its rows they are."""

    name: FieldName
    tally: Tally
    matrix: Matrix
    counts: NDArray[np.float64]
    rows: int

    def squares(self, first: int, end: int) -> Matrices:
        """Return a matrix for every box beside the rows from *first* to before *end*."""
        boxes = [box for row in self.tally.row_totals[first:end] for box in row]
        return box_squares(boxes, self.matrix, VIEWS[:1]) if boxes else NOWHERE


def count_strokes(photo: Photo, placed: Sequence[tuple[Field, FieldPlace]], model: PageModel) -> list[Grid]:
    """Count the strokes of every grid."""
    if model.cells is None:
        return []
    shown = [
        (one.name, one.tally, place.tally)
        for one, place in placed
        if one.tally is not None and place.tally is not None and shows(photo, place.tally, one.tally.grid)
    ]
    counted = count_cells(photo, [(tally, matrix) for _, tally, matrix in shown], model.cells)
    return [Grid(*each, said.counts, said.rows) for each, said in zip(shown, counted, strict=True)]


def row_squares(grids: Sequence[Grid]) -> Matrices:
    """Return a matrix for every box beside the rows with strokes, grid by grid."""
    return np.concatenate([NOWHERE, *(each.squares(0, each.rows) for each in grids)])


def read_rows(
    photo: Photo, grids: Sequence[Grid], shares: NDArray[np.float32], model: PageModel
) -> dict[FieldName, NDArray[np.float64]]:
    """Return what the row sums of each grid say; *shares* are the classes of all ``row_squares``."""
    found, left = {}, shares
    for each in grids:
        if not each.tally.row_totals:
            continue
        width, full = len(each.tally.row_totals[0]), each.tally.columns * each.tally.marks
        own, left = np.split(left, [each.rows * width])
        rows = own.reshape(each.rows, width, -1).astype(np.float64)
        if each.rows < each.tally.rows and may_be_full(rows, full):
            rest = model.shares(model.look(photo, each.squares(each.rows, each.tally.rows)).logits)
            rows = np.concatenate([rows, rest.reshape(-1, width, rest.shape[1])])
        found[each.name] = score_rows(rows, each.tally.rows, full)
    return found
