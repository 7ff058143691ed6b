"""The one model of a page as the reader holds it: a photo and matrices in, numbers about marks out.

In: grey pixels, and for every box and every bubble the matrix of its piece of the photo. Out: logits and ink.
Invariant: phone and server run the same graph (``models/page_graph.py`` describes it), so their numbers are
the same. Which numbers mean what is not decided here.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.placement import Matrices, Photo, Pixels
from sirekap.reading.score_tally import CellNetwork
from sirekap.reading.score_words import LineNetwork

NOWHERE = np.zeros((0, 3, 3))
_CORNERS = np.array([[0, 1, 1, 0], [0, 0, 1, 1], [1, 1, 1, 1]], np.float64)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the graph says: ``logits`` (boxes, classes), ``ink`` (bubbles,) from 0 paper to 1 black."""

    logits: NDArray[np.float32]
    ink: NDArray[np.float32]


class Network(Protocol):
    """Whatever runs the graph: one photo, at least one box and one bubble."""

    def __call__(self, photo: Pixels, boxes: NDArray[np.float32], bubbles: NDArray[np.float32]) -> Seen:
        """Return logits and ink."""
        ...


@dataclass(frozen=True, slots=True)
class PageModel:
    """The networks, and the temperature that makes box probabilities honest (fitted on boxes never seen).

    ``cells`` counts strokes in the cells of a tally grid, ``lines`` reads letters along lines of words;
    without them tallies and words are not read.
    """

    network: Network
    temperature: float
    cells: CellNetwork | None = None
    lines: LineNetwork | None = None

    def look(self, photo: Photo, boxes: Matrices, bubbles: Matrices = NOWHERE) -> Seen:
        """Look at *boxes* and *bubbles*; only the part of *photo* that shows them is given to the graph."""
        wanted = np.concatenate([boxes, bubbles])
        if not len(wanted):
            return Seen(np.zeros((0, 0), np.float32), np.zeros(0, np.float32))
        left, top, right, bottom = _part(photo, wanted)
        away = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]])
        squares = [
            (away @ (each if len(each) else wanted[:1])).astype(np.float32) for each in (boxes, bubbles)
        ]
        part = np.ascontiguousarray(photo.pixels[top:bottom, left:right])
        seen = self.network(part, *squares)
        return Seen(seen.logits[: len(boxes)], seen.ink[: len(bubbles)])

    def shares(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return probabilities, each row summing to 1."""
        scaled = logits / self.temperature
        shares = np.exp(scaled - scaled.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)


def _part(photo: Photo, squares: Matrices) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the part of *photo* that shows all *squares*."""
    corners = squares @ _CORNERS
    places = corners[:, :2] / corners[:, 2:]
    low, high = places.min(axis=(0, 2)) - 2, places.max(axis=(0, 2)) + 3
    left, top = (int(np.clip(low[k], 0, side - 1)) for k, side in enumerate((photo.width, photo.height)))
    right, bottom = (int(np.clip(high[k], 1, side)) for k, side in enumerate((photo.width, photo.height)))
    return left, top, max(right, left + 1), max(bottom, top + 1)
