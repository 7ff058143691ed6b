"""Handwriting of our own making: what a person's hand does to the skeletons of ``glyph_shapes``.

In: a random generator, a writer, a sign. Out: ink masks (float32, 0 paper to 1 full ink), or the strokes
themselves for ``ink`` to lay on a page.
Invariant: the same generator state gives the same ink; one writer keeps to one hand. No font and no picture
of anybody's writing is used. Not done here: colour on paper, forms, cameras.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np

from sirekap.rehearsal import glyph_shapes
from sirekap.rehearsal.glyph_shapes import Bend, Path, Shape, Stroke
from sirekap.rehearsal.ink import Mask, Pen, ink_mask
from sirekap.rehearsal.line_hand import LineHand, draw_line_hand
from sirekap.rehearsal.lots import draw_lot

BOX_MM = 10.75
"""Height of a digit box on the 2024 form; pen widths in a bare box mask are scaled by it."""

GUIDE = (0.29, 0.17, 0.44, 0.66)
"""The printed guide within a box: left, top, width, height in fractions of the box."""


class Hand(Enum):
    """How digits are formed: along the printed guide, or freely."""

    SEGMENT = "segment"
    FREE = "free"


BALLPOINTS = ((28, 62, 150), (36, 74, 168), (22, 44, 120), (52, 66, 148), (44, 90, 170))
SIGNS = "0123456789x-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BLACKS = ((34, 34, 40), (48, 46, 50))


@dataclass(frozen=True, slots=True)
class Writer:
    """One person's hand. Lengths are fractions of the sign's height unless they say mm."""

    hand: Hand
    pen: Pen
    slant: float
    height: float
    aspect: float
    jitter: float
    tremor: float
    round: int
    """Times the corners of segment digits are cut (0 sharp)."""
    cross: float
    """Size of the X that closes a box, as a share of the box."""
    wander: float
    """How far a sign strays from the middle of its box, as a share of the box."""
    letter_height: float
    """Height of capitals, mm."""
    line: LineHand
    """How words are written along a line."""
    habit: Mapping[str, int] = field(default_factory=dict)
    """Sign to the variant this person prefers."""


def draw_writer(rng: np.random.Generator) -> Writer:
    """Draw a person's hand, in the proportions seen on real forms."""
    hand = Hand.SEGMENT if rng.random() < 0.55 else Hand.FREE
    segment = hand is Hand.SEGMENT
    habit = dict(zip(SIGNS, rng.integers(64, size=len(SIGNS)).tolist(), strict=True))
    return Writer(
        hand=hand,
        pen=_draw_pen(rng),
        slant=rng.normal(0.0, 0.03) if segment else min(max(rng.normal(0.10, 0.11), -0.2), 0.4),
        height=float(rng.uniform(0.54, 0.78) if segment else rng.uniform(0.40, 0.80)),
        aspect=float(rng.uniform(0.55, 0.85) if segment else rng.uniform(0.46, 0.82)),
        jitter=float(rng.uniform(0.006, 0.025) if segment else rng.uniform(0.015, 0.04)),
        tremor=float(rng.uniform(0.001, 0.010)),
        round=draw_lot(rng, (0.65, 0.25, 0.1)) if segment else 0,
        cross=(rng.uniform(0.36, 0.62), rng.uniform(0.62, 0.96))[draw_lot(rng, (0.7, 0.3))],
        wander=float(rng.uniform(0.01, 0.055)),
        letter_height=float(rng.uniform(5.0, 10.5)),
        line=draw_line_hand(rng.spawn(1)[0]),  # of its own chance, so that digits stay as they were
        habit=habit,
    )


def _draw_pen(rng: np.random.Generator) -> Pen:
    kind = draw_lot(rng, (0.80, 0.12, 0.08))
    tint = rng.normal(0, 7, 3)
    if kind == 2:
        colour, width, density = BALLPOINTS[2], rng.uniform(0.85, 1.2), rng.uniform(0.9, 1.0)
    elif kind == 1:
        colour, width, density = BLACKS[int(rng.integers(2))], rng.uniform(0.4, 0.8), rng.uniform(0.8, 1.0)
    else:
        colour = BALLPOINTS[int(rng.integers(len(BALLPOINTS)))]
        width, density = rng.uniform(0.38, 0.80), rng.uniform(0.78, 1.0)
    red, green, blue = (int(min(max(each + more, 0), 255)) for each, more in zip(colour, tint, strict=True))
    return Pen((red, green, blue), float(width), float(density))


def draw_glyph(
    rng: np.random.Generator, symbol: str, writer: Writer, size_px: tuple[int, int], box_mm: float = BOX_MM
) -> Mask:
    """Draw the ink of one sign in a digit box.

    *symbol* is one of ``reading.model.CLASSES``; ``_`` gives no ink, ``?`` a scribble or two digits in one.
    *size_px* is the box's (height, width), the mask's shape; *box_mm* its height in mm, which the pen's width
    refers to.
    """
    height, width = size_px
    paths = write_sign(rng, symbol, writer)
    pixels = [path * np.array([width, height], np.float32) for path in paths]
    return ink_mask(rng, pixels, size_px, writer.pen.width / box_mm * height) * np.float32(writer.pen.density)


def write_sign(rng: np.random.Generator, symbol: str, writer: Writer) -> list[Path]:
    """Write one sign of a digit box as strokes in box fractions, x and y from 0 to 1."""
    if symbol == "_":
        return []
    if symbol == "x":
        return _cross(rng, writer)
    if symbol == "-":
        shape = choose(rng, glyph_shapes.DASHES, writer, "-")
        return place(write(rng, shape, writer), (0.28, 0.45, rng.uniform(0.3, 0.5), 0.1))
    if symbol == "?":
        return _unreadable(rng, writer)
    return _digit(rng, symbol, writer)


def _digit(rng: np.random.Generator, symbol: str, writer: Writer) -> list[Path]:
    segment = writer.hand is Hand.SEGMENT and rng.random() < 0.96
    table = glyph_shapes.SEGMENT_DIGITS if segment else glyph_shapes.FREE_DIGITS
    strokes = write(rng, choose(rng, table[symbol], writer, symbol), writer)
    height = writer.height * rng.normal(1.0, 0.05)
    width = height * writer.aspect * rng.normal(1.0, 0.07)
    left = 0.5 - width / 2 + rng.normal(0, writer.wander)
    top = 0.5 - height / 2 + rng.normal(0, writer.wander)
    if segment and writer.height > 0.66:
        guide = (GUIDE[0], GUIDE[1], GUIDE[2], GUIDE[3])
        left, top, width, height = (
            0.75 * a + 0.25 * b for a, b in zip(guide, (left, top, width, height), strict=True)
        )
    return place(strokes, (left, top, width, height))


def _cross(rng: np.random.Generator, writer: Writer) -> list[Path]:
    size = writer.cross * rng.normal(1.0, 0.07)
    width, height = size * rng.uniform(0.72, 1.05), size * rng.uniform(0.9, 1.1)
    strokes = write(rng, choose(rng, glyph_shapes.CROSSES, writer, "x"), writer)
    middle = 0.5 + rng.normal(0, 0.04, 2)
    return place(strokes, (middle[0] - width / 2, middle[1] - height / 2, width, height))


def _unreadable(rng: np.random.Generator, writer: Writer) -> list[Path]:
    kind = rng.integers(3)
    first, second = (str(each) for each in rng.choice(10, 2, replace=False))
    strokes = _digit(rng, first, writer)
    if kind == 0:
        return strokes + _digit(rng, second, writer) + _digit(rng, second, writer)
    if kind == 1:
        return strokes + scrawl(rng, (0.22, 0.2, 0.56, 0.6), int(rng.integers(7, 14)))
    return strokes + _cross(rng, writer) + _digit(rng, second, writer)


def scrawl(rng: np.random.Generator, area: tuple[float, float, float, float], turns: int) -> list[Path]:
    """Scribble to and fro over an area (left, top, width, height): one stroke of *turns* turns."""
    left, top, width, height = area
    across = np.linspace(0, 1, turns) + rng.normal(0, 0.04, turns)
    swing = np.where(np.arange(turns) % 2 == 0, 0.05, 0.95) + rng.normal(0, 0.06, turns)
    points = np.stack([left + swing * width, top + across * height], axis=1)
    return [curve(points.astype(np.float32))]


def write(rng: np.random.Generator, shape: Shape, writer: Writer) -> list[Path]:
    """Write a skeleton in a writer's hand: dense points, slanted and trembling, about the unit square."""
    lines = []
    for stroke in shape:
        points = stroke.points + rng.normal(0, writer.jitter, stroke.points.shape).astype(np.float32)
        line = _trace(stroke, points, writer.round)
        line = line + _tremble(rng, len(line), writer.tremor)
        line[:, 0] += (0.5 - line[:, 1]) * np.float32(writer.slant)
        lines.append(line)
    return lines


def choose(rng: np.random.Generator, variants: Sequence[Shape], writer: Writer, sign: str) -> Shape:
    """Choose the variant of a sign that this writer uses, seldom another."""
    if rng.random() < 0.08:
        return variants[int(rng.integers(len(variants)))]
    return variants[writer.habit.get(sign, 0) % len(variants)]


def place(strokes: list[Path], area: tuple[float, float, float, float]) -> list[Path]:
    """Carry strokes from the unit square to an area (left, top, width, height)."""
    left, top, width, height = area
    return [
        line * np.array([width, height], np.float32) + np.array([left, top], np.float32) for line in strokes
    ]


def _trace(stroke: Stroke, points: Path, rounding: int) -> Path:
    if stroke.bend is Bend.CURVED and len(points) > 2:
        return curve(points)
    for _ in range(rounding):
        points = _cut_corners(points)
    return _straight(points)


def _straight(points: Path) -> Path:
    steps = np.arange(7, dtype=np.float32)[:, None] / 7
    runs = [start + (end - start) * steps for start, end in pairwise(points)]
    return np.concatenate([*runs, points[-1:]])


def _cut_corners(points: Path) -> Path:
    if len(points) < 3:
        return points
    first = points[:-1] * np.float32(0.82) + points[1:] * np.float32(0.18)
    second = points[:-1] * np.float32(0.18) + points[1:] * np.float32(0.82)
    middle = np.stack([first, second], axis=1).reshape(-1, 2)
    return np.concatenate([points[:1], middle[1:-1], points[-1:]])


@lru_cache(maxsize=32)
def _spline_weights(count: int) -> Path:
    """Weights of a Catmull-Rom spline through *count* points, eight steps a span: shape (8 (n-1) + 1, n)."""
    t = np.arange(8) / 8
    basis = 0.5 * np.stack(
        [-t + 2 * t**2 - t**3, 2 - 5 * t**2 + 3 * t**3, t + 4 * t**2 - 3 * t**3, -(t**2) + t**3], axis=1
    )
    weights = np.zeros((8 * (count - 1) + 1, count))
    for span in range(count - 1):
        for offset in range(4):
            column = min(max(span - 1 + offset, 0), count - 1)
            weights[8 * span : 8 * span + 8, column] += basis[:, offset]
    weights[-1, -1] = 1
    return weights.astype(np.float32)


def curve(points: Path) -> Path:
    """Run a smooth curve through the points, eight steps between each two."""
    return np.asarray(_spline_weights(len(points)) @ points, np.float32)


def _tremble(rng: np.random.Generator, count: int, strength: float) -> Path:
    knots = rng.normal(0, strength, (max(count // 3, 2), 2)).astype(np.float32)
    return np.asarray(cv2.resize(knots, (2, count), interpolation=cv2.INTER_LINEAR), np.float32)
