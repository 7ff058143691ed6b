"""How much of a digit box the photo shows: a finger on it must not be read as what is under it.

In: a photo, boxes and their matrix. Out: a number a box, 0 to 1. Invariant: only the printed frame is looked
at, never the writing in it, so a bold and a faint hand count the same. What is too little is decided where
fields are accepted.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from cv2.typing import MatLike
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
    if not groups:
        return []
    profiles = np.stack([frame_profiles(photo, box, matrix) for boxes, matrix in groups for box in boxes])
    contrasts = frame_contrasts(profiles)
    usual = max(float(np.quantile(contrasts, 0.75)), 1e-6)
    shares = np.minimum(contrasts.min(axis=1) / usual, 1)
    return np.split(shares, np.cumsum([len(boxes) for boxes, _ in groups])[:-1])


def frame_profiles(photo: Photo, box: Rect, matrix: Matrix) -> NDArray[np.float64]:
    """Return the mean grey levels across each part of a box's frame, shape (4 * PARTS, places)."""
    grey, _ = rectify(photo, matrix, box.grown(BAND_MM), DENSITY)
    flat = cv2.GaussianBlur(grey, (0, 0), 0.6)
    band = round(2 * BAND_MM * DENSITY)
    return np.concatenate(
        [_along(side, band) for side in (flat[:, :band], flat[:, -band:])]
        + [_along(side.T, band) for side in (flat[:band], flat[-band:])]
    )


def _along(side: MatLike, band: int) -> NDArray[np.float64]:
    """Return the mean profile of each of PARTS parts of one side's length, corners left out."""
    inner = side[band // 2 : -(band // 2)]
    short, longer = divmod(len(inner), PARTS)
    sizes = np.full(PARTS, short) + (np.arange(PARTS) < longer)
    starts = np.cumsum(sizes) - sizes
    return np.asarray(np.add.reduceat(inner, starts, axis=0, dtype=np.float64) / sizes[:, None])


def frame_contrasts(profiles: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far line and paper differ across each profile, 0 to 1; shape (boxes, 4 * PARTS)."""
    at, part = divmod(0.8 * (profiles.shape[2] - 1), 1)
    ordered = np.sort(profiles, axis=2)
    low, high = ordered[..., int(at)], ordered[..., int(at) + 1]
    paper = np.maximum(low + (high - low) * part, 1)
    return np.asarray((paper - ordered[..., 0]) / paper)
