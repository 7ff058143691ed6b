"""Ink on paper: pen strokes to masks, masks to colour on a page.

In: strokes as point lists, a pen. Out: an ink mask, or a page picture with the ink soaked in.
Invariant: ink only darkens paper (white-out, which only lightens, is laid by ``cover``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.glyph_shapes import Path

Mask = NDArray[np.float32]
"""Ink on paper, shape (height, width), 0 none to 1 full."""

_FINE = 4


@dataclass(frozen=True, slots=True)
class Pen:
    """What is written with: ``colour`` is RGB of dense ink, ``width`` in mm, ``density`` 0 to 1."""

    colour: tuple[int, int, int]
    width: float
    density: float


def ink_mask(
    rng: np.random.Generator, paths: Sequence[Path], size_px: tuple[int, int], width_px: float
) -> Mask:
    """Draw strokes (pixel positions) as ink of *width_px*, pressure varying along each stroke."""
    height, width = size_px
    fine = np.zeros((height * _FINE, width * _FINE), np.uint8)
    for path in paths:
        _draw_stroke(rng, fine, path * _FINE, width_px * _FINE)
    return cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / np.float32(
        255
    )


def _draw_stroke(rng: np.random.Generator, canvas: NDArray[np.uint8], path: Path, width: float) -> None:
    pressure = rng.normal(1.0, 0.10) + rng.normal(0, 0.07, 3)
    third = max(len(path) // 3, 1)
    for part, press in enumerate(pressure):
        end = (part + 1) * third + 1 if part < 2 else len(path)
        points = path[part * third : end] * 16
        if not len(points):
            continue
        shade = int(min(max(255 * (0.80 + 0.2 * press), 120), 255))
        thick = max(int(width * min(max(press, 0.6), 1.5) + 0.5), 1)
        cv2.polylines(canvas, [np.round(points).astype(np.int32)], False, shade, thick, cv2.LINE_AA, 4)
