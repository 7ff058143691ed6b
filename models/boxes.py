"""Digit boxes to learn from: real ones cut from photos, synthetic ones of our own hand, and their damage.

In: photos with known places, or a random generator. Out: grey crops of WIDE x WIDE pixels that show more
of the page than the network sees, and from these the network's crops, each time a little different.
Invariant: the same generator state gives the same crops.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from sirekap.reading.model import CLASSES
from sirekap.reading.patches import BOX_MARGIN as MARGIN
from sirekap.reading.patches import View
from sirekap.reading.score_digits import CROP
from sirekap.rehearsal.handwriting import draw_glyph, draw_writer

Boxes = tuple[np.ndarray, np.ndarray]
"""Wide crops, shape (n, WIDE, WIDE), and their labels."""

WIDE = 64
WIDE_MARGIN = 0.35
SIDE = WIDE / (1 + 2 * WIDE_MARGIN)
"""Pixels a box's larger side spans in a wide crop."""

FINER = 4
SHAPE = 43 / 45
"""Height of a box by its width on the 2024 form."""


CROSSED_ZEROS = 0.15
"""Share of the X that are drawn over a 0: some officials do both, and it is a 0 whichever is meant."""


def wide_view() -> tuple[float, float, float]:
    """Return the view of ``cut`` that shows a wide crop instead of the network's."""
    return (0.0, 0.0, (1 + 2 * WIDE_MARGIN) / (1 + 2 * MARGIN) - 1)


def synthetic(rng: np.random.Generator, symbols: Sequence[str]) -> np.ndarray:
    """Draw one wide crop for each of *symbols*; shape (n, WIDE, WIDE), grey."""
    return np.stack([_box(rng, symbol) for symbol in symbols])


def draw_symbols(rng: np.random.Generator, count: int) -> list[str]:
    """Draw *count* symbols: digits alike, X and blanks and dashes often enough, some scribbles."""
    weights = np.array([1.0] * 10 + [2.0, 0.7, 1.2, 0.6])
    return [CLASSES[k] for k in rng.choice(len(CLASSES), count, p=weights / weights.sum())]


def _box(rng: np.random.Generator, symbol: str) -> np.ndarray:
    size = WIDE * FINER
    ink = np.zeros((size, size), np.float32)
    width = SIDE * FINER
    height = width * rng.choice([SHAPE, rng.uniform(0.9, 1.25)], p=[0.7, 0.3])
    scale = min(1.0, width / height)
    width, height = width * scale, height * scale
    left, top = (size - width) / 2, (size - height) / 2
    _print(rng, ink, left, top, width, height)
    writer = draw_writer(rng)
    glyph = draw_glyph(rng, symbol, writer, (round(height), round(width))) * rng.uniform(0.35, 0.85)
    if symbol == "x" and rng.random() < CROSSED_ZEROS:
        zero = draw_glyph(rng, "0", writer, (round(height), round(width))) * rng.uniform(0.35, 0.85)
        glyph = 1 - (1 - glyph) * (1 - zero)
    y, x = round(top), round(left)
    part = ink[y : y + glyph.shape[0], x : x + glyph.shape[1]]
    part[...] = 1 - (1 - part) * (1 - glyph)
    if rng.random() < 0.06:
        _stray(rng, ink)
    small = cv2.resize(ink, (WIDE, WIDE), interpolation=cv2.INTER_AREA)
    paper = rng.uniform(110, 235)
    return np.clip(paper * (1 - small), 0, 255).astype(np.uint8)


def _print(
    rng: np.random.Generator, ink: np.ndarray, left: float, top: float, width: float, height: float
) -> None:
    """Print the border, its neighbours, and the guide: dots as in 2024, a pale 8, or none."""
    dark, thick = rng.uniform(0.35, 0.9), max(round(width * rng.uniform(0.02, 0.06)), 2)
    pitch = width * rng.uniform(1.0, 1.2)
    for step in (-1, 0, 1):
        if step == 0 or rng.random() < 0.6:
            at = (round(left + step * pitch), round(top))
            to = (round(left + step * pitch + width), round(top + height))
            cv2.rectangle(ink, at, to, float(dark), thick)
    kind = rng.choice(3, p=[0.45, 0.35, 0.2])
    area = (left, top, width, height)
    if kind == 0:
        _dots(rng, ink, area)
    elif kind == 1:
        _pale_eight(rng, ink, area)


def _dots(rng: np.random.Generator, ink: np.ndarray, area: tuple[float, float, float, float]) -> None:
    """Print the guide of 2024: three columns and three rows of dots."""
    left, top, width, height = area
    columns, rows = (0.30, 0.505, 0.725), (0.18, 0.51, 0.825)
    shade = rng.uniform(0.1, 0.5)
    first, last = top + rows[0] * height, top + rows[2] * height
    for fx in columns:
        _dotted(ink, left + fx * width, first, last, shade)
    first, last = left + columns[0] * width, left + columns[2] * width
    for fy in rows:
        _dotted(ink.T, top + fy * height, first, last, shade)


def _dotted(ink: np.ndarray, across: float, start: float, end: float, shade: float) -> None:
    step, dot = 3.3 / 45 * SIDE * FINER, max(round(1.4 / 45 * SIDE * FINER), 1)
    x = round(across)
    for y in np.arange(start, end, step):
        part = ink[round(y) : round(y) + dot, x - dot // 2 : x - dot // 2 + dot]
        np.maximum(part, shade, out=part)


def _pale_eight(rng: np.random.Generator, ink: np.ndarray, area: tuple[float, float, float, float]) -> None:
    """Print our guide: a pale 8 of bands, which paper and camera may leave nothing of, or all."""
    left, top, width, height = area
    x0, x1 = (round(left + share * width) for share in (0.25, 0.73))
    y0, y1, y2 = (round(top + share * height) for share in (0.17, 0.5, 0.83))
    shade, band = rng.uniform(0.04, 0.2), max(round(width * rng.uniform(0.03, 0.06)), 1)
    pale = np.zeros_like(ink)
    cv2.rectangle(pale, (x0, y0), (x1, y2), float(shade), band)
    cv2.line(pale, (x0, y1), (x1, y1), float(shade), band)
    np.maximum(ink, pale, out=ink)


def _stray(rng: np.random.Generator, ink: np.ndarray) -> None:
    a, b = (tuple(int(v) for v in rng.uniform(0, ink.shape[0], 2)) for _ in range(2))
    cv2.line(ink, a, b, float(rng.uniform(0.2, 0.6)), int(rng.integers(2, 6)), cv2.LINE_AA)


def damaged(rng: np.random.Generator, wide: np.ndarray) -> np.ndarray:
    """Return the network's crop (CROP x CROP) of one wide crop, moved, bent, lit and blurred a little."""
    crop = cv2.warpAffine(
        wide, _moved(rng), (CROP, CROP), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.float32)
    if rng.random() < 0.25:
        small = int(rng.integers(13, 30))
        crop = cv2.resize(cv2.resize(crop, (small, small), interpolation=cv2.INTER_AREA), (CROP, CROP))
    if rng.random() < 0.35:
        crop = cv2.GaussianBlur(crop, (0, 0), rng.uniform(0.4, 1.3))
    if rng.random() < 0.3:
        slope = np.linspace(-1, 1, CROP, dtype=np.float32) * rng.uniform(0, 0.25)
        crop *= 1 + (slope[:, None] if rng.random() < 0.5 else slope[None, :]) * rng.choice([-1, 1])
    if rng.random() < 0.3:
        paper = float(np.sort(crop[::4, ::4], axis=None)[-10])
        crop = paper - (paper - crop) * rng.uniform(0.35, 1.3)
    if rng.random() < 0.15:
        crop = _bled(rng, crop)
    crop += rng.standard_normal(crop.shape, np.float32) * np.float32(rng.uniform(0, 6))
    return np.clip(crop, 0, 255).astype(np.uint8)


def _bled(rng: np.random.Generator, crop: np.ndarray) -> np.ndarray:
    """Let ink run into the paper, or thin out, by part of a pixel to a pixel on each side."""
    grown = (cv2.erode if rng.random() < 0.7 else cv2.dilate)(crop, np.ones((3, 3), np.uint8))
    share = np.float32(rng.uniform(0.3, 1.0))
    return crop + (grown - crop) * share


def plain(wide: np.ndarray, view: View = (0.0, 0.0, 0.0)) -> np.ndarray:
    """Return the network's crop of one wide crop as it is, or as the reader's *view* shows it."""
    right, down, grow = view
    linear = np.eye(2) / (1 + grow)
    shift = -np.array([right, down]) * CROP / (1 + 2 * MARGIN) / (1 + grow)
    return cv2.warpAffine(wide, _centred(linear, shift), (CROP, CROP), flags=cv2.INTER_LINEAR)


def _moved(rng: np.random.Generator) -> np.ndarray:
    turn = np.deg2rad(rng.normal(0, 2.5))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    slant = np.array([[1, rng.normal(0, 0.03)], [rng.normal(0, 0.03), 1]])
    stretch = np.diag(1 + rng.normal(0, 0.04, 2))
    return _centred(rotation @ slant @ stretch, rng.normal(0, 0.03, 2) * CROP / (1 + 2 * MARGIN))


def _centred(linear: np.ndarray, shift: np.ndarray) -> np.ndarray:
    zoom = CROP / (1 + 2 * MARGIN) / SIDE
    middle = np.full(2, (WIDE - 1) / 2)
    linear = linear * zoom
    return np.column_stack([linear, np.full(2, (CROP - 1) / 2) + shift - linear @ middle])


def widened(crop: np.ndarray) -> np.ndarray:
    """Return a wide crop from one that was cut at the box's edge: the paper's edge pixels go on outwards."""
    side = round(SIDE * 1.06)
    box = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
    before = (WIDE - side) // 2
    after = WIDE - side - before
    return cv2.copyMakeBorder(box, before, after, before, after, cv2.BORDER_REPLICATE)
