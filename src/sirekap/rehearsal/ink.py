"""Ink on paper: pen strokes to masks, masks to colour on a page.

In: strokes as point lists, a pen. Out: an ink mask, or a page picture (RGB) with the ink soaked in.
Invariant: ink only darkens the paper; correction fluid hides what lies under it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.rehearsal.glyph_shapes import Path

Mask = NDArray[np.float32]
"""Ink on paper, shape (height, width), 0 none to 1 full."""

Picture = NDArray[np.uint8]
"""RGB, shape (height, width, 3)."""

Levels = NDArray[np.uint8]
"""Ink in 256 steps, 0 none to 255 full."""

Point = Sequence[float]
"""x and y in millimetres."""

_FINE = 4
"""Canvas pixels in a page pixel, along a side."""

_PAGE_SOAK, _GLYPH_SOAK = 0.6, 0.3
"""Pixels by which ink is wider than its pen."""

_STRAIGHT = 2
"""Sixteenths of a canvas pixel by which a stroke may miss its points: fewer points are drawn much sooner."""


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
) -> Mask:
    """Draw strokes (pixel positions) as ink of *width_px*, pressure varying along each stroke."""
    drawn = _strokes(rng, paths, size_px, _Nib(width_px, _GLYPH_SOAK))
    return drawn.astype(np.float32) / np.float32(255)


class _Nib(NamedTuple):
    """What a pen leaves, in pixels: its width, and by how much the paper soaks up more."""

    width: float
    soak: float


def _strokes(rng: np.random.Generator, paths: Sequence[Path], size_px: tuple[int, int], nib: _Nib) -> Levels:
    """Draw strokes on a canvas ``_FINE`` times as fine and return it in size."""
    height, width = size_px
    canvas = np.zeros((height * _FINE, width * _FINE), np.uint8)
    for path in paths:
        _draw_stroke(rng, canvas, path * np.float32(_FINE * 16), nib)
    for size in ((2 * width, 2 * height), (width, height)):  # halves are averaged much sooner than quarters
        canvas = np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA), np.uint8)
    return canvas


def _draw_stroke(rng: np.random.Generator, canvas: Levels, path: Path, nib: _Nib) -> None:
    """Draw one stroke; *path* is in sixteenths of canvas pixels."""
    points = np.rint(path).astype(np.int32)
    pressure = rng.normal(1.0, 0.10) + rng.normal(0, 0.07, 3)
    third = max(len(path) // 3, 1)
    for part, press in enumerate(pressure):
        end = (part + 1) * third + 1 if part < 2 else len(path)
        run = points[part * third : end]
        if not len(run):
            continue
        fewer = cv2.approxPolyDP(run, _STRAIGHT, False).astype(np.int32, copy=False)
        shade = int(min(max(255 * (0.80 + 0.2 * press), 120), 255))
        thick = round(_FINE * (nib.width * min(max(press, 0.6), 1.5) + nib.soak))
        cv2.polylines(canvas, [fewer], False, shade, max(thick, 1), cv2.LINE_8, 4)


def lay_ink(
    rng: np.random.Generator, page: Picture, paths: Sequence[Path], pen: Pen, px_per_mm: float
) -> None:
    """Write strokes, given in page millimetres, on *page* in place."""
    passing, nib = _light_passing(pen), _Nib(pen.width * px_per_mm, _PAGE_SOAK)
    for group in _neighbours(paths, pen.width * 2):
        window = _window(page, group.low, group.high, px_per_mm)
        if window is not None:
            left, top, right, bottom = window
            origin = np.array([left, top], np.float32)
            local = [path * np.float32(px_per_mm) - origin for path in group.paths]
            size = (bottom - top, right - left)
            drawn = _strokes(rng, local, size, nib)
            light = cv2.LUT(cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGB), passing)
            under = page[top:bottom, left:right]
            cv2.multiply(under, light, dst=under, scale=1 / 255)


class _Group(NamedTuple):
    """Strokes next to each other, and what they reach over."""

    paths: Sequence[Path]
    low: Point
    high: Point


def _neighbours(paths: Sequence[Path], margin: float) -> Iterator[_Group]:
    """Yield strokes in order, together those that follow each other within *margin* on every side.

    Where strokes of a group cross, the later one lies on top; between groups ink adds up.
    """
    if not paths:
        return
    points = np.concatenate(paths)
    starts = np.cumsum([0, *(len(each) for each in paths[:-1])])
    lows = (np.minimum.reduceat(points, starts) - margin).tolist()
    highs = (np.maximum.reduceat(points, starts) + margin).tolist()
    first, (x0, y0), (x1, y1) = 0, lows[0], highs[0]
    for at, ((left, top), (right, bottom)) in enumerate(zip(lows, highs, strict=True)):
        if left > x1 or right < x0 or top > y1 or bottom < y0:
            yield _Group(paths[first:at], (x0, y0), (x1, y1))
            first, x0, y0, x1, y1 = at, left, top, right, bottom
        else:
            x0, y0, x1, y1 = min(x0, left), min(y0, top), max(x1, right), max(y1, bottom)
    yield _Group(paths[first:], (x0, y0), (x1, y1))


@lru_cache(maxsize=64)
def _light_passing(pen: Pen) -> Levels:
    """How much of 255 parts of light each level of ink lets through: shape (1, 256, 3)."""
    absorbed = 1 - np.array(pen.colour) / 255
    return np.rint(255 - np.arange(256)[None, :, None] * pen.density * absorbed).astype(np.uint8)


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
    low, high = (outline.min(axis=0) - 1).tolist(), (outline.max(axis=0) + 1).tolist()
    window = _window(page, low, high, px_per_mm)
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


def _window(page: Picture, low: Point, high: Point, px_per_mm: float) -> tuple[int, int, int, int] | None:
    """Return the pixels (left, top, right, bottom) of a page area in mm, as far as the page holds them."""
    left, top = (max(int(each * px_per_mm), 0) for each in low)
    right = min(int(high[0] * px_per_mm) + 1, page.shape[1])
    bottom = min(int(high[1] * px_per_mm) + 1, page.shape[0])
    return (left, top, right, bottom) if right > left and bottom > top else None
