"""Reads the column of row sums beside a tally grid, as a probability of every count.

In: what each of the small boxes holds, row by row, and how many strokes a row takes. Out: a distribution over
counts. Invariant: a count says what every used row must show: full rows their full number, the last one the
rest. Rows left unused hold a Z, dashes or nothing, and say nothing.
"""

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.posterior import written_states

FLOOR = 0.01
"""A box is never surer than this: its border is thin, and people write over it."""

UNUSED = 1 / 11
"""What a box of an unused row gives: as much as any sign at random."""


def score_rows(boxes: NDArray[np.float64], rows: int, full: int) -> NDArray[np.float64]:
    """Return the probability of each count from 0 to *rows* times *full*.

    *boxes* is (rows * boxes a row, classes), row by row; a leading X, dash, 0 or blank is 0.
    """
    states = written_states(boxes)
    states[:, 0] += states[:, 10]
    logs = np.log((1 - FLOOR) * states[:, :10] + FLOOR / 11).reshape(rows, -1, 10)
    width = logs.shape[1]
    numbers = np.array([[int(sign) for sign in f"{number:0{width}d}"[-width:]] for number in range(full + 1)])
    said = logs[:, np.arange(width), numbers].sum(axis=2)
    before = np.concatenate([[0], np.cumsum(said[:, full])])
    after = np.arange(rows, -1, -1) * width * np.log(UNUSED)
    found = [
        before[row] + (said[row, rest] + after[row + 1] if rest else after[row])
        for row, rest in (divmod(count, full) for count in range(rows * full + 1))
    ]
    weights = np.exp(np.array(found) - max(found))
    return np.asarray(weights / weights.sum())
