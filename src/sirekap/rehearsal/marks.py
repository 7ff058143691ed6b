"""What a hand puts on a form besides digits: bubbles, tally strokes, Zs over empty space, signatures.

In: a random generator, a writer, a place in millimetres. Out: strokes in page millimetres.
Invariant: what is written stays in or close to its place; the number of strokes is the number counted.
"""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Rect, Tally
from sirekap.rehearsal.glyph_shapes import Path, shape
from sirekap.rehearsal.handwriting import Writer, curve, place, write, write_sign

_BAR = shape("L 50,0 50,100")
_SLASH = shape("L 0,62 100,38")
_ROUND = np.linspace(0, 1, 20)


def write_boxes(rng: np.random.Generator, writer: Writer, signs: str, boxes: tuple[Rect, ...]) -> list[Path]:
    """Write one sign into each box."""
    paths: list[Path] = []
    for sign, box in zip(signs, boxes, strict=True):
        paths += into(write_sign(rng, sign, writer), box)
    return paths


def into(strokes: list[Path], rect: Rect) -> list[Path]:
    """Carry strokes from the unit square into a rectangle."""
    return place(strokes, (rect.left, rect.top, rect.width, rect.height))


def fill_bubble(rng: np.random.Generator, writer: Writer, bubble: Rect) -> list[Path]:
    """Blacken a bubble by scribbling to and fro inside it, and once around."""
    centre = np.array(bubble.centre) + rng.normal(0, 0.03, 2) * bubble.width
    radius = max(bubble.width / 2 * rng.uniform(0.84, 1.04) - writer.pen.width / 2, 0.3)
    step = writer.pen.width * rng.uniform(0.6, 0.85)
    turns = max(int(2 * radius / step), 3)
    tilt = rng.uniform(0.2, 1.2)
    turned = np.array([[math.cos(tilt), -math.sin(tilt)], [math.sin(tilt), math.cos(tilt)]])
    scribble = (_to_and_fro(turns) + rng.normal(0, 0.04, (turns, 2))) @ turned.T
    angles = _ROUND * (2 * np.pi * rng.uniform(0.9, 1.1))
    around = np.stack([np.cos(angles), np.sin(angles)], axis=1) * rng.uniform(0.9, 1.02)
    return [(centre + each * radius).astype(np.float32) for each in (scribble, around)]


@lru_cache(maxsize=64)
def _to_and_fro(turns: int) -> NDArray[np.float64]:
    """Return points from side to side of the unit circle, downwards: shape (turns, 2)."""
    along = np.linspace(-0.97, 0.97, turns)
    half = np.sqrt(1 - along**2) * np.where(np.arange(turns) % 2 == 0, -1, 1)
    return np.stack([half, along], axis=1)


def strike_out(rng: np.random.Generator, writer: Writer, mark: Rect) -> list[Path]:
    """Strike a wrong mark out with an X that reaches beyond it, and initial it at its left."""
    crossed = into(write(rng, shape("L 0,0 100,100; L 100,0 0,100"), writer), mark.grown(mark.width * 0.22))
    beside = Rect(mark.left - mark.width * 1.6, mark.top, mark.width * 1.2, mark.height)
    return crossed + initial(rng, beside)


def initial(rng: np.random.Generator, area: Rect) -> list[Path]:
    """Write somebody's initials: a small loop of a squiggle."""
    count = int(rng.integers(5, 9))
    x = np.linspace(0, 100, count) + rng.normal(0, 14, count)
    y = np.where(np.arange(count) % 2 == 0, 12, 88) + rng.normal(0, 16, count)
    return into([flow(x, y)], area)


def sign(rng: np.random.Generator) -> list[Path]:
    """Write a signature in the unit square: a long squiggle, loops, and often a stroke under it."""
    count = int(rng.integers(9, 17))
    drift = np.linspace(0, 1, count)
    x = 100 * drift + rng.normal(0, 6, count) + 5 * np.sin(np.arange(count) * 2.4)
    swing = rng.uniform(12, 48) * (1 - 0.6 * drift)
    y = 55 + np.where(np.arange(count) % 2 == 0, -1, 1) * swing + rng.normal(0, 6, count)
    strokes = [flow(x, y)]
    if rng.random() < 0.6:
        strokes.append(flow(np.array([4.0, 50.0, 96.0]), np.array([92.0, 84.0, 80.0]) + rng.normal(0, 5, 3)))
    return strokes


def flow(x: NDArray[np.float64], y: NDArray[np.float64]) -> Path:
    """Join points, given in per cent of the unit square, by one flowing stroke."""
    return curve((np.stack([x, y], axis=1) / 100).astype(np.float32))


def strike_tally(rng: np.random.Generator, writer: Writer, tally: Tally, count: int) -> list[Path]:
    """Strike *count* tally marks cell by cell (four bars and a stroke across), and close the empty rest."""
    paths: list[Path] = []
    cell = (tally.grid.width / tally.columns, tally.grid.height / tally.rows)
    for index in range(-(-count // tally.marks)):
        row, column = divmod(index, tally.columns)
        at = Rect(tally.grid.left + column * cell[0], tally.grid.top + row * cell[1], *cell)
        paths += _group(rng, writer, at, min(count - index * tally.marks, tally.marks))
    return paths + _close_tally(rng, writer, tally, count)


def _group(rng: np.random.Generator, writer: Writer, cell: Rect, marks: int) -> list[Path]:
    wide, high = cell.width * rng.uniform(0.55, 0.75), cell.height * rng.uniform(0.5, 0.75)
    left = cell.left + (cell.width - wide) * rng.uniform(0.2, 0.8)
    top = cell.top + (cell.height - high) * rng.uniform(0.25, 0.75)
    bars = min(marks, 4)
    paths: list[Path] = []
    for bar in range(bars):
        at = Rect(left + wide * (0.12 + 0.22 * bar), top, wide * 0.18, high)
        paths += into(write(rng, _BAR, writer), at)
    if marks == 5:
        paths += into(write(rng, _SLASH, writer), Rect(left, top, wide, high))
    return paths


def _close_tally(rng: np.random.Generator, writer: Writer, tally: Tally, count: int) -> list[Path]:
    """Draw the Z that officials put over the cells left empty."""
    cells = -(-count // tally.marks)
    row, column = divmod(cells, tally.columns)
    if row >= tally.rows:
        return []
    width, height = tally.grid.width / tally.columns, tally.grid.height / tally.rows
    left = tally.grid.left + 0.4 * width
    right = tally.grid.right - 0.4 * width
    start = min(tally.grid.left + (column + 0.5) * width, right - width)
    top = tally.grid.top + (row + 0.5) * height
    low = tally.grid.bottom - 0.3 * height
    if low - top < 0.5 * height:
        return _line(rng, writer, (start, top), (right, top))
    first = _line(rng, writer, (start, top), (right, top))
    across = _line(rng, writer, (right, top), (left, low))
    return first + across + _line(rng, writer, (left, low), (right, low))


def _line(
    rng: np.random.Generator, writer: Writer, start: tuple[float, float], end: tuple[float, float]
) -> list[Path]:
    """Draw a long straight line with a little sag and trembling."""
    steps = np.linspace(0, 1, 24)[:, None]
    path = np.array(start) + (np.array(end) - np.array(start)) * steps
    sag = rng.normal(0, 0.5) * np.sin(np.pi * steps) + rng.normal(0, writer.tremor * 8, (24, 1))
    path = path + np.array([0.0, 1.0]) * sag + rng.normal(0, 0.3, 2)
    return [path.astype(np.float32)]


def write_row_totals(rng: np.random.Generator, writer: Writer, tally: Tally, count: int) -> list[Path]:
    """Write beside each row how many marks it has, and close the rows left empty with a Z."""
    full = tally.columns * tally.marks
    paths: list[Path] = []
    used = -(-count // full)
    leading = "x" if writer.habit.get("x", 0) % 2 else "0"
    for row, boxes in enumerate(tally.row_totals[:used]):
        marks = min(count - row * full, full)
        paths += write_boxes(rng, writer, str(marks).rjust(len(boxes), leading), boxes)
    empty = [box for boxes in tally.row_totals[used:] for box in boxes]
    if empty:
        rest = _hull(empty).grown(-0.12 * empty[0].width)
        paths += _zed(rng, writer, rest)
    return paths


def _zed(rng: np.random.Generator, writer: Writer, area: Rect) -> list[Path]:
    """Draw a Z over an empty area."""
    first = _line(rng, writer, (area.left, area.top), (area.right, area.top))
    across = _line(rng, writer, (area.right, area.top), (area.left, area.bottom))
    return first + across + _line(rng, writer, (area.left, area.bottom), (area.right, area.bottom))


def _hull(rects: list[Rect]) -> Rect:
    left, top = min(each.left for each in rects), min(each.top for each in rects)
    return Rect(left, top, max(e.right for e in rects) - left, max(e.bottom for e in rects) - top)
