"""Reads the column of row sums beside a tally grid, as a probability of every count.

In: what each of the small boxes holds, row by row, and how many strokes a row takes. Out: a distribution over
counts. Invariant: a count says what every used row must show: full rows their full number, the last one the
rest. Rows left unused hold a Z, dashes or nothing, and say nothing.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.posterior import written_states

FLOOR = 0.01
"""A box is never surer than this: its border is thin, and people write over it."""

UNLIKELY = 0.01
"""A row that shows the full number no more than so likely is not full."""

UNUSED = 1 / 11
"""What a box of an unused row gives: as much as any sign at random."""


def score_rows(boxes: NDArray[np.float64], rows: int, full: int) -> NDArray[np.float64]:
    """Return the probability of each count from 0 to *rows* times *full*.

    *boxes* is (rows, boxes a row, classes); a leading X, dash, 0 or blank is 0. Where the first rows alone
    were read, no count goes beyond them.
    """
    said = _said(boxes, full)
    read, width = boxes.shape[:2]
    before = np.concatenate([[0], np.cumsum(said[:, full])])
    after = np.arange(read, -1, -1) * width * np.log(UNUSED)
    row, rest = np.divmod(np.arange(read * full + 1), full)
    begun = np.append(said, np.zeros((1, full + 1)), axis=0)[row, rest] + np.append(after, 0)[row + 1]
    found = before[row] + np.where(rest, begun, after[row])
    weights = np.exp(found - found.max())
    return np.pad(weights / weights.sum(), (0, (rows - read) * full))


def may_be_full(boxes: NDArray[np.float64], full: int) -> bool:
    """Tell whether the last of the rows in *boxes* may show the number of a full one."""
    return bool(_said(boxes[-1:], full)[0, full] > np.log(UNLIKELY))


def _said(boxes: NDArray[np.float64], full: int) -> NDArray[np.float64]:
    """Return how likely each row shows each number from 0 to *full*, as logarithms: (rows, numbers)."""
    rows, width, classes = boxes.shape
    states = written_states(boxes.reshape(-1, classes))
    states[:, 0] += states[:, 10]
    logs = np.log((1 - FLOOR) * states[:, :10] + FLOOR / 11).reshape(rows, width, 10)
    return np.asarray(logs[:, np.arange(width), _digits(full, width)].sum(axis=2))


@cache
def _digits(full: int, width: int) -> NDArray[np.int64]:
    """Return the digits of the numbers from 0 to *full*, (numbers, width)."""
    return np.array([[int(sign) for sign in f"{number:0{width}d}"[-width:]] for number in range(full + 1)])
