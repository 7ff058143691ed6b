"""Counts the strokes of a tally grid with a small network, as a probability of every count.

In: a photo, tally grids and the matrices that place them, the network. Out: a distribution over counts, from
0 to all a grid holds. Invariant: cells are filled one after the other, so a count says what every cell must
hold; one cell misread does not change it. A line over unused cells (the Z that officials draw) is no stroke.
Nothing is decided here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Tally
from sirekap.reading.placement import Matrix, Photo, Pixels

CELL = (40, 28)
"""Pixels across and down of a cell's crop."""

MARGIN = 0.2
"""Part of a cell's width and height that its crop shows beyond each edge: no hand keeps to the lines."""

CLASSES = 6
"""0 is a cell without strokes, empty or under a line; 1 to 5 are that many strokes."""

FLOOR = 0.004
"""A cell is never surer than this: officials miscount, cross out and write beside the cell."""

EMPTY = 0.95
"""A cell is taken for empty where the network is so sure of it."""

AFTER = 6
"""So many empty cells at the end of a row, and no stroke follows."""

CellNetwork = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Whatever maps cells, shape (n, 1, 28, 40), to logits, shape (n, CLASSES)."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """The probability of each count from 0 on, and how many rows were looked at."""

    counts: NDArray[np.float64]
    rows: int


def count_cells(photo: Photo, grids: Sequence[tuple[Tally, Matrix]], network: CellNetwork) -> list[Strokes]:
    """Count the strokes of *grids*, all together row by row, each as far as its strokes go."""
    shares = [empty_cells(tally.columns * tally.rows) for tally, _ in grids]
    looked = [0 for _ in grids]
    left = [at for at, (tally, _) in enumerate(grids) if tally.rows]
    while left:
        crops = [row_of(photo.pixels, *grids[at], looked[at]) for at in left]
        seen = np.split(_shares(network(normalised(np.concatenate(crops)))), _ends(crops))
        for at, each in zip(left, seen, strict=True):
            shares[at][looked[at] * len(each) : (looked[at] + 1) * len(each)] = each
            looked[at] += 1
        left = [at for at in left if _goes_on(shares[at], looked[at], grids[at][0])]
    return [
        Strokes(counts(each, tally.marks), rows)
        for each, rows, (tally, _) in zip(shares, looked, grids, strict=True)
    ]


def _goes_on(shares: NDArray[np.float64], rows: int, tally: Tally) -> bool:
    return rows < tally.rows and not ended(shares[: rows * tally.columns])


def empty_cells(count: int) -> NDArray[np.float64]:
    """Return the classes of *count* cells without strokes, (cells, CLASSES)."""
    return np.tile(np.eye(CLASSES)[0], (count, 1))


def ended(shares: NDArray[np.float64]) -> bool:
    """Tell whether the cells looked at so far show that strokes began, and ended."""
    empty = shares[:, 0] > EMPTY
    return bool(empty[-AFTER:].all()) and not empty.all()


def _shares(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    shares = np.exp(logits.astype(np.float64) - logits.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def _ends(crops: Sequence[Pixels]) -> NDArray[np.int64]:
    return np.cumsum([len(each) for each in crops])[:-1]


def cells_of(pixels: Pixels, tally: Tally, matrix: Matrix) -> Pixels:
    """Return the grey crops of all cells, row by row, shape (cells, 28, 40)."""
    return np.concatenate([row_of(pixels, tally, matrix, row) for row in range(tally.rows)])


def row_of(pixels: Pixels, tally: Tally, matrix: Matrix, row: int) -> Pixels:
    """Return the grey crops of the cells of a row, shape (columns, 28, 40)."""
    wide, high = tally.grid.width / tally.columns, tally.grid.height / tally.rows
    double = (2 * CELL[0], 2 * CELL[1])
    across, down = (side / (1 + 2 * MARGIN) for side in double)
    left, top = tally.grid.left - MARGIN * wide, tally.grid.top + (row - MARGIN) * high
    onto = np.array([[wide / across, 0, left], [0, high / down, top], [0, 0, 1]])
    size = (round((tally.columns - 1) * across) + double[0], double[1])
    flags, edge = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    strip = cv2.warpPerspective(pixels, matrix @ onto, size, flags=flags, borderMode=edge)
    starts = (round(column * across) for column in range(tally.columns))
    cells = [cv2.resize(strip[:, x : x + double[0]], CELL, interpolation=cv2.INTER_AREA) for x in starts]
    return np.asarray(cells, np.uint8)


def normalised(cells: Pixels) -> NDArray[np.float32]:
    """Return cells as the network wants them: ink against the paper of each, shape (n, 1, 28, 40)."""
    values = cells.reshape(len(cells), -1)
    low, part = divmod(0.9 * (values.shape[1] - 1), 1)
    at = (int(low), int(low) + 1)
    lower, higher = np.partition(values, at, axis=1)[:, at].T.astype(np.float32)
    paper = np.maximum(lower + np.float32(part) * (higher - lower), 8)[:, None, None]
    return np.asarray(np.clip(1 - cells / paper, -0.2, 1) * 3, np.float32)[:, None]


def counts(shares: NDArray[np.float64], marks: int) -> NDArray[np.float64]:
    """Return the probability of each count, given the classes of all cells in order, (cells, CLASSES)."""
    logs = np.log((1 - FLOOR) * shares + FLOOR / CLASSES)
    full = np.concatenate([[0], np.cumsum(logs[:, marks])])
    empty = np.concatenate([[0], np.cumsum(logs[::-1, 0])])[::-1]
    cell, part = np.divmod(np.arange(len(shares) * marks + 1), marks)
    begun = np.append(logs, np.zeros((1, CLASSES)), axis=0)[cell, part] + np.append(empty, 0)[cell + 1]
    found = full[cell] + np.where(part, begun, empty[cell])
    weights = np.exp(found - found.max())
    return np.asarray(weights / weights.sum())
