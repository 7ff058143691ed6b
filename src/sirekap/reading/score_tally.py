"""Counts the strokes of a tally grid with a small network, as a probability of every count.

In: a photo, a tally grid and the matrix that places it, the network. Out: a distribution over counts, from 0
to all the grid holds, None where the photo does not show the whole grid. Invariant: cells are filled one
after the other, so a count says what every cell must hold; one cell misread does not change it. A line over
unused cells (the Z that officials draw) is no stroke. Nothing is decided here.
"""

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Tally
from sirekap.reading.ink import transform
from sirekap.reading.placement import Matrix, Photo, Pixels

CELL = (40, 28)
"""Pixels across and down of a cell's crop."""

MARGIN = 0.2
"""Part of a cell's width and height that its crop shows beyond each edge: no hand keeps to the lines."""

CLASSES = 6
"""0 is a cell without strokes, empty or under a line; 1 to 5 are that many strokes."""

FLOOR = 0.004
"""A cell is never surer than this: officials miscount, cross out and write beside the cell."""

CellNetwork = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Whatever maps cells, shape (n, 1, 28, 40), to logits, shape (n, CLASSES)."""


def score_tally(
    photo: Photo, tally: Tally, matrix: Matrix, network: CellNetwork
) -> NDArray[np.float64] | None:
    """Return the probability of each count from 0 on, shape (columns * rows * marks + 1,)."""
    grid = tally.grid
    corners = [
        (grid.left, grid.top),
        (grid.right, grid.top),
        (grid.right, grid.bottom),
        (grid.left, grid.bottom),
    ]
    places = transform(matrix, np.array(corners))
    if (places < 0).any() or (places > (photo.width, photo.height)).any():
        return None
    cells = cells_of(photo.pixels, tally, matrix)
    logits = network(normalised(cells)).astype(np.float64)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return counts(shares / shares.sum(axis=1, keepdims=True), tally.marks)


def cells_of(pixels: Pixels, tally: Tally, matrix: Matrix) -> Pixels:
    """Return the grey crops of all cells, row by row, shape (cells, 28, 40)."""
    wide, high = tally.grid.width / tally.columns, tally.grid.height / tally.rows
    double = (2 * CELL[0], 2 * CELL[1])
    across, down = (side / (1 + 2 * MARGIN) for side in double)
    left, top = tally.grid.left - MARGIN * wide, tally.grid.top - MARGIN * high
    onto = np.array([[wide / across, 0, left], [0, high / down, top], [0, 0, 1]])
    size = (round((tally.columns - 1) * across) + double[0], round((tally.rows - 1) * down) + double[1])
    flags, edge = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, cv2.BORDER_REPLICATE
    whole = cv2.warpPerspective(pixels, matrix @ onto, size, flags=flags, borderMode=edge)
    cells = [
        whole[y : y + double[1], x : x + double[0]]
        for y in (round(row * down) for row in range(tally.rows))
        for x in (round(column * across) for column in range(tally.columns))
    ]
    return np.stack([cv2.resize(cell, CELL, interpolation=cv2.INTER_AREA) for cell in cells]).astype(np.uint8)


def normalised(cells: Pixels) -> NDArray[np.float32]:
    """Return cells as the network wants them: ink against the paper of each, shape (n, 1, 28, 40)."""
    values = cells.astype(np.float32)
    paper = np.maximum(np.quantile(values, 0.9, axis=(1, 2), keepdims=True), 8)
    return np.asarray(np.clip(1 - values / paper, -0.2, 1) * 3)[:, None].astype(np.float32)


def counts(shares: NDArray[np.float64], marks: int) -> NDArray[np.float64]:
    """Return the probability of each count, given the classes of all cells in order, (cells, CLASSES)."""
    logs = np.log((1 - FLOOR) * shares + FLOOR / CLASSES)
    full = np.concatenate([[0], np.cumsum(logs[:, marks])])
    empty = np.concatenate([[0], np.cumsum(logs[::-1, 0])])[::-1]
    found = [
        full[cell] + (logs[cell, part] + empty[cell + 1] if part else empty[cell])
        for cell, part in _places(len(shares), marks)
    ]
    weights = np.exp(np.array(found) - max(found))
    return np.asarray(weights / weights.sum())


@lru_cache(maxsize=8)
def _places(cells: int, marks: int) -> tuple[tuple[int, int], ...]:
    """Return, for every count, the first cell that is not full and how many strokes it holds."""
    return tuple(divmod(count, marks) for count in range(cells * marks + 1))
