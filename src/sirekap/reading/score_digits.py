"""Scores what each digit box holds, with a small convolutional network.

In: a photo and the boxes' matrix. Out: one row of class probabilities a box, in the order of ``CLASSES``.
Nothing is decided here. The crop is plain grey with the box's border in it: a leading box with nothing
but its printed guide must look different from a 1, and only the border tells how wide a stroke is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.ink import rectify
from sirekap.reading.placement import Matrix, Photo, Pixels

CROP = 40
"""Pixels a side of a crop."""

MARGIN = 0.16
"""Part of the box's larger side that the crop shows beyond each edge."""

VIEWS = (
    (0.0, 0.0, 0.0),
    (-0.04, -0.03, 0.02),
    (0.04, 0.03, 0.02),
    (-0.03, 0.04, -0.03),
    (0.03, -0.04, -0.03),
)
"""Each box is looked at so often, moved and grown by these parts of its side: registration is never exact."""

Scores = NDArray[np.float32]
"""Shape (boxes, classes): probabilities."""


class Network(Protocol):
    """Whatever maps normalised crops, shape (n, 1, CROP, CROP), to logits, shape (n, classes)."""

    def __call__(self, crops: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the logits."""
        ...


@dataclass(frozen=True, slots=True)
class DigitModel:
    """A network and the temperature that makes its probabilities honest (fitted on boxes it never saw)."""

    network: Network
    temperature: float


def score_boxes(photo: Photo, boxes: Sequence[Rect], matrix: Matrix, model: DigitModel) -> Scores:
    """Return class probabilities of *boxes*, the mean over a few views of each."""
    return score_groups(photo, [(boxes, matrix)], model)[0]


def score_groups(
    photo: Photo, groups: Sequence[tuple[Sequence[Rect], Matrix]], model: DigitModel
) -> list[Scores]:
    """Return class probabilities of groups of boxes, each with its matrix, in one run of the network."""
    crops = [cut(photo, box, matrix, view) for boxes, matrix in groups for box in boxes for view in VIEWS]
    logits = model.network(normalised(np.stack(crops))) / model.temperature
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    scores = np.asarray(shares.reshape(-1, len(VIEWS), shares.shape[1]).mean(axis=1), np.float32)
    return np.split(scores, np.cumsum([len(boxes) for boxes, _ in groups])[:-1])


def cut(
    photo: Photo, box: Rect, matrix: Matrix, view: tuple[float, float, float] = (0, 0, 0), size: int = CROP
) -> Pixels:
    """Return the grey crop of one box, shape (size, size); *view* moves and grows it by parts of its side."""
    right, down, grow = view
    side = max(box.width, box.height)
    x, y = box.centre[0] + right * side, box.centre[1] + down * side
    half = side * (0.5 + MARGIN) * (1 + grow)
    grey, _ = rectify(photo, matrix, Rect(x - half, y - half, 2 * half, 2 * half), size / (2 * half))
    return grey


def normalised(crops: Pixels) -> NDArray[np.float32]:
    """Return crops, shape (n, h, w), as the network wants them: mean 0, spread 1, shape (n, 1, h, w)."""
    values = crops.astype(np.float32)
    mean = values.mean(axis=(1, 2), keepdims=True)
    spread = values.std(axis=(1, 2), keepdims=True) + 4
    return np.asarray((values - mean) / spread)[:, None]
