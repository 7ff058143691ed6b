"""How much of a digit box the photo shows: a finger on it must not be read as what is under it.

In: a photo, boxes and their matrix. Out: a number a box, 0 to 1. Invariant: only the printed frame is looked
at, never the writing in it, so a bold and a faint hand count the same. What is too little is decided where
fields are accepted.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect
from sirekap.reading.ink import rectify
from sirekap.reading.placement import Matrix, Photo

Group = tuple[Sequence[Rect], Matrix]
"""Boxes and the matrix of the field they belong to."""

DENSITY = 5.0
"""Pixels a millimetre: a frame of 0.35 mm is nearly two pixels wide."""
BAND_MM = 1.0
"""How far to both sides of a frame's line it is looked for: further than a place is ever off."""
PARTS = 4
"""Each side of a box is looked at in so many parts."""
LEAST = 0.05
"""A box of which less is seen is covered. Rehearsed fingers leave under 0.03 of a frame they lie on; sharp
photos show over 0.8, real ones that are bleached or blurred down to 0.06."""


def seen_shares(photo: Photo, groups: Sequence[Group]) -> list[NDArray[np.float64]]:
    """Return, for every group a number a box: the least contrast of a part of its frame.

    It is told as a share of what is usual on this page, at most 1.
    """
    contrasts = [np.stack([frame_contrasts(photo, box, matrix) for box in boxes]) for boxes, matrix in groups]
    usual = max(float(np.quantile(np.concatenate(contrasts), 0.75)), 1e-6) if contrasts else 1.0
    return [np.asarray(np.minimum(each.min(axis=1) / usual, 1)) for each in contrasts]


def frame_contrasts(photo: Photo, box: Rect, matrix: Matrix) -> NDArray[np.float64]:
    """Return how far line and paper differ at each part of the frame, shape (4 * PARTS,), 0 to 1."""
    area = box.grown(BAND_MM)
    grey, _ = rectify(photo, matrix, area, DENSITY)
    flat = cv2.GaussianBlur(grey, (0, 0), 0.6).astype(np.float64)
    band = round(2 * BAND_MM * DENSITY)
    sides = (flat[:, :band], flat[:, -band:], flat[:band].T, flat[-band:].T)
    return np.concatenate([_parts(side, band) for side in sides])


def _parts(side: NDArray[np.float64], band: int) -> NDArray[np.float64]:
    """Return the contrast across one side's band, part by part of its length."""
    along = side[band // 2 : -(band // 2)]
    profiles = np.stack([part.mean(axis=0) for part in np.array_split(along, PARTS)])
    at, part = divmod(0.8 * (profiles.shape[1] - 1), 1)
    low, high = np.sort(profiles, axis=1)[:, int(at) : int(at) + 2].T
    paper = np.maximum(low + (high - low) * part, 1)
    return np.asarray((paper - profiles.min(axis=1)) / paper)
