"""Fields over a picture that are worked out every few pixels and run straight in between.

In: one value, or one of each colour, at every place of a coarse grid. Out: one at every pixel of a frame.
"""

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

STEP = 7
"""Picture pixels between places of the grid; odd, so that the places are pixels of the enlarged grid."""

Kind = TypeVar("Kind", np.uint8, np.float32)


def places(frame: tuple[int, int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return rows (n, 1) and columns (1, m) of the grid's places in pixels; the frame lies within them."""
    rows, columns = (np.arange(side // STEP + 2, dtype=np.float64) * STEP for side in frame)
    return rows[:, None], columns[None, :]


def spread(coarse: NDArray[Kind], frame: tuple[int, int]) -> NDArray[Kind]:
    """Interpolate a coarse grid to every pixel of the frame."""
    rows, columns = coarse.shape[:2]
    large = cv2.resize(coarse, (columns * STEP, rows * STEP), interpolation=cv2.INTER_LINEAR)
    first = STEP // 2
    return np.asarray(large[first : first + frame[0], first : first + frame[1]], coarse.dtype)
