"""Ink on paper: pen strokes to masks, masks to colour on a page.

In: strokes as point lists, a pen. Out: an ink mask, or a page picture (RGB) with the ink soaked in.
Invariant: ink only darkens the paper; correction fluid hides what lies under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.glyph_shapes import Path

Mask = NDArray[np.float32]
"""Ink on paper, shape (height, width), 0 none to 1 full."""

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

_FINE = 4
_PAGE_FINE = 2


@dataclass(frozen=True, slots=True)
class Pen:
    """What is written with: ``colour`` is RGB of dense ink, ``width`` in mm, ``density`` 0 to 1."""

    colour: tuple[int, int, int]
    width: float
    density: float


def ink_mask(
    rng: np.random.Generator,
    paths: Sequence[Path],
    size_px: tuple[int, int],
    width_px: float,
    fine: int = _FINE,
) -> Mask:
    """Draw strokes (pixel positions) as ink of *width_px*, pressure varying along each stroke."""
    height, width = size_px
    canvas = np.zeros((height * fine, width * fine), np.uint8)
    for path in paths:
        _draw_stroke(rng, canvas, path * fine, width_px * fine)
    small = np.asarray(cv2.resize(canvas, (width, height), interpolation=cv2.INTER_AREA), np.float32)
    return small / np.float32(255)


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


def lay_ink(
    rng: np.random.Generator, page: Picture, paths: Sequence[Path], pen: Pen, px_per_mm: float
) -> None:
    """Write strokes, given in page millimetres, on *page* in place."""
    if not paths:
        return
    points = np.concatenate(paths)
    margin = pen.width * 2
    window = _window(page, points.min(axis=0) - margin, points.max(axis=0) + margin, px_per_mm)
    if window is None:
        return
    left, top, right, bottom = window
    origin = np.array([left, top], np.float32)
    local = [path * np.float32(px_per_mm) - origin for path in paths]
    mask = ink_mask(rng, local, (bottom - top, right - left), pen.width * px_per_mm, _PAGE_FINE)
    absorbed = 1 - np.array(pen.colour, np.float32) / 255
    under = page[top:bottom, left:right]
    under[:] = (under * (1 - (mask * np.float32(pen.density))[..., None] * absorbed)).astype(np.uint8)


def cover(
    rng: np.random.Generator, page: Picture, area: tuple[float, float, float, float], px_per_mm: float
) -> None:
    """Brush correction fluid over an area (left, top, width, height in mm) of *page* in place."""
    left, top, width, height = area
    middle = np.array([left + width / 2, top + height / 2])
    angles = np.linspace(0, 2 * np.pi, 18, endpoint=False)
    reach = rng.uniform(0.92, 1.14, 18)[:, None] * np.array([width, height]) / 2
    rim = np.sign(np.stack([np.cos(angles), np.sin(angles)], axis=1)) * np.abs(
        np.stack([np.cos(angles), np.sin(angles)], axis=1)
    ) ** np.float64(0.45)
    outline = (middle + rim * reach).astype(np.float32)
    window = _window(page, outline.min(axis=0) - 1, outline.max(axis=0) + 1, px_per_mm)
    if window is None:
        return
    x0, y0, x1, y1 = window
    blot = np.zeros((y1 - y0, x1 - x0), np.float32)
    cv2.fillPoly(blot, [np.round(outline * px_per_mm - [x0, y0]).astype(np.int32)], 0.97)
    blot = np.asarray(cv2.GaussianBlur(blot, (0, 0), 0.12 * px_per_mm), np.float32)
    ridge = np.asarray(cv2.Laplacian(cv2.GaussianBlur(blot, (0, 0), 0.3 * px_per_mm), cv2.CV_32F), np.float32)
    paint = (251 - 60 * np.abs(ridge))[..., None] + rng.normal(0, 1.5, (y1 - y0, x1 - x0, 1))
    under = page[y0:y1, x0:x1]
    mixed = under * (1 - blot[..., None]) + paint * blot[..., None]
    under[:] = np.clip(mixed, 0, 255).astype(np.uint8)


def _window(
    page: Picture, low: NDArray[np.floating], high: NDArray[np.floating], px_per_mm: float
) -> tuple[int, int, int, int] | None:
    """Return the pixels (left, top, right, bottom) of a page area in mm, as far as the page holds them."""
    left, top = (max(int(each * px_per_mm), 0) for each in low)
    right = min(int(high[0] * px_per_mm) + 1, page.shape[1])
    bottom = min(int(high[1] * px_per_mm) + 1, page.shape[0])
    return (left, top, right, bottom) if right > left and bottom > top else None
