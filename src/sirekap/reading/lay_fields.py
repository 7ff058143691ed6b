"""From one matrix for a page to a place for each of its fields, by what is printed there.

In: a photo, a page, the page's matrix from its fiducials. Out: a place a field: its boxes with the slant of
their own strip of paper, its bubbles line by line. Invariant: a mark is moved no further than the matrix may
be off, so that nothing slips to the next line or column. Each part is only shifted and slanted: the fiducials
have told the perspective, and a curl or a fold moves a strip of paper nearly as a whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Page, Rect
from sirekap.reading.ink import Ink, correlation, ink_of, levelled, rectify
from sirekap.reading.lay_flat import Flat
from sirekap.reading.placement import FieldPlace, Matrices, Matrix, Photo
from sirekap.reading.printed import printed_ink
from sirekap.reading.refine import block_area, box_area

DENSITY = 3.0
BLUR_MM = 0.35
SLACK_MM = 2.0
"""How far a part may lie off its block: less than half the way to the next line of bubbles."""
ASTRAY = 0.2
"""A field that agrees with the print so much less than the best has been missed: paper curls further."""
FURTHER_MM = 5.0
GRID_SCORE = 0.25
"""Least correlation of a half of a tally grid with its lines; strokes and a Z take a share of it."""
STRIP_MM = 1.2
BOX_MM = 0.6
DISTANCE_COST = 0.12
"""Correlation given up for a move by the whole reach: rows and columns repeat, so distance must cost."""
STIFF = np.diag([60.0, 60.0, 0.0])
"""How strongly paper resists a slant, mm²: shifts are found to 0.15 mm, slants are seldom over 0.02."""
BAND_LINES = 4
BAND_STEP = 3
BAND_MM = 0.6


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a part of the page lies from where the matrix puts it, millimetres, and how well it fits."""

    x: float
    y: float
    score: float


def lay_fields(photo: Photo, page: Page, flat: Flat) -> dict[FieldName, FieldPlace]:
    """Place every field of *page*; one that fits far worse than the best is looked for further away."""
    found = {field.name: _lay_field(photo, page, field, flat) for field in page.fields}
    best = max((each.agreement for each in found.values()), default=0.0)
    for field in page.fields:
        if found[field.name].agreement < best - ASTRAY:
            further = _lay_field(photo, page, field, replace(flat, reach=FURTHER_MM))
            if further.agreement > found[field.name].agreement:
                found[field.name] = further
    for field in page.fields:
        if field.tally is not None:
            grid = lay_grid(photo, page, field.tally.grid, flat)
            found[field.name] = replace(found[field.name], tally=grid)
    return found


def lay_grid(photo: Photo, page: Page, grid: Rect, flat: Flat) -> Matrix | None:
    """Return the matrix of a tally grid by the lines around it; None where they are not found."""
    window = _window(photo, page, grid.grown(FURTHER_MM + 1), flat.matrix, DENSITY / 2)
    half = grid.width / 2
    halves = [Rect(grid.left + half * n, grid.top, half, grid.height).grown(0.8) for n in (0, 1)]
    shifts = [window.shift(each, Shift(0, 0, 0), FURTHER_MM) for each in halves]
    if min(each.score for each in shifts) < GRID_SCORE:
        return None
    return np.asarray(flat.matrix @ _slant([each.centre for each in halves], shifts))


def _lay_field(photo: Photo, page: Page, field: Field, flat: Flat) -> FieldPlace:
    area = block_area(field)
    window = _window(photo, page, area.grown(flat.reach + SLACK_MM), flat.matrix)
    block = window.coarse_shift(area, flat.reach)
    strip = window.shift(box_area(field), block, STRIP_MM)
    boxes = [window.shift(box.grown(1.2), strip, BOX_MM) for box in field.boxes]
    slant = _slant([box.centre for box in field.boxes], boxes)
    bands = _bands(field)
    lines = [window.shift(band, block, SLACK_MM) for band in bands]
    parts = ([box.centre for box in field.boxes] + [band.centre for band in bands], boxes + lines)
    whole = _slant(*parts)
    return FieldPlace(
        flat.matrix @ whole,
        max(window.agreement(area, whole), 0.0),
        flat.matrix @ slant,
        flat.matrix @ _digit_moves(field, bands, lines) if bands else np.empty((0, 3, 3)),
    )


@dataclass(frozen=True, slots=True)
class _Window:
    """The photographed and the printed ink of one piece of the page, in one raster of ``area``."""

    area: Rect
    ink: Ink
    print_: Ink

    def coarse_shift(self, part: Rect, reach: float) -> Shift:
        """Look for *part* at half the density: far for a whole block, fine enough to go on from."""
        width, height = self.ink.shape[1] // 2, self.ink.shape[0] // 2
        even = (each[: 2 * height, : 2 * width] for each in (self.ink, self.print_))
        ink, print_ = (
            np.asarray(cv2.resize(each, (width, height), interpolation=cv2.INTER_AREA), np.float32)
            for each in even
        )
        return _Window(self.area, ink, print_).shift(part, Shift(0, 0, 0), reach)

    def shift(self, part: Rect, start: Shift, reach: float) -> Shift:
        """Look for the print of *part* within *reach* of *start*."""
        across, down = self._density()
        height, width = self.ink.shape
        left, top = round((part.left - self.area.left) * across), round((part.top - self.area.top) * down)
        right = round((part.right - self.area.left) * across)
        bottom = round((part.bottom - self.area.top) * down)
        x, y = round(start.x * across), round(start.y * down)
        far_x, far_y = round(reach * across), round(reach * down)
        x = min(max(x, far_x - left), width - right - far_x)
        y = min(max(y, far_y - top), height - bottom - far_y)
        seen = self.ink[top + y - far_y : bottom + y + far_y, left + x - far_x : right + x + far_x]
        scores = cv2.matchTemplate(seen, self.print_[top:bottom, left:right], cv2.TM_CCOEFF_NORMED)
        found = _peak(np.asarray(scores, np.float32))
        return Shift((x - far_x + found.x) / across, (y - far_y + found.y) / down, found.score)

    def agreement(self, part: Rect, move: Matrix) -> float:
        """Return the correlation of print and photo over *part*, moved by *move* (page millimetres)."""
        across, down = self._density()
        size = (round(part.width * across), round(part.height * down))
        left, top = round((part.left - self.area.left) * across), round((part.top - self.area.top) * down)
        place = np.array(
            [[across, 0, -across * self.area.left - 0.5], [0, down, -down * self.area.top - 0.5], [0, 0, 1]]
        )
        onto = np.array(
            [
                [1 / across, 0, (left + 0.5) / across + self.area.left],
                [0, 1 / down, (top + 0.5) / down + self.area.top],
                [0, 0, 1],
            ]
        )
        step = place @ move @ onto
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        taken = np.asarray(cv2.warpAffine(self.ink, step[:2], size, flags=flags), np.float32)
        return correlation(taken, self.print_[top : top + size[1], left : left + size[0]])

    def _density(self) -> tuple[float, float]:
        return self.ink.shape[1] / self.area.width, self.ink.shape[0] / self.area.height


def _window(photo: Photo, page: Page, area: Rect, matrix: Matrix, density: float = DENSITY) -> _Window:
    grey, seen = rectify(photo, matrix, area, density)
    ink = levelled(ink_of(grey, seen, density, BLUR_MM), seen)
    return _Window(area, ink, printed_ink(page, area, density, BLUR_MM))


def _peak(scores: Ink) -> Shift:
    """Return the highest of *scores*, to a fraction of a place; far places cost."""
    dear = scores - _costs(*scores.shape)
    y, x = divmod(int(dear.argmax()), dear.shape[1])
    return Shift(x + _crest(dear[y], x), y + _crest(dear[:, x], y), float(scores[y, x]))


@lru_cache(maxsize=64)
def _costs(height: int, width: int) -> NDArray[np.float64]:
    """Return what each place costs by its distance from the middle."""
    down, across = (np.linspace(-1, 1, n) if n > 1 else np.zeros(1) for n in (height, width))
    return DISTANCE_COST * (down[:, None] ** 2 + across[None, :] ** 2)


def _crest(line: np.ndarray, at: int) -> float:
    """Return where the parabola through three neighbours has its top, relative to *at*."""
    if not 0 < at < len(line) - 1:
        return 0.0
    before, here, after = (float(line[at + step]) for step in (-1, 0, 1))
    bend = before - 2 * here + after
    return 0.0 if bend > -1e-9 else min(max((before - after) / (2 * bend), -0.5), 0.5)


def _slant(places: Sequence[tuple[float, float]], shifts: Sequence[Shift]) -> Matrix:
    """Fit one small affine move, page millimetres to page millimetres, to single *shifts* at *places*."""
    points, moved = np.array(places), np.array([[each.x, each.y] for each in shifts])
    weights = np.array([max(each.score, 0.05) for each in shifts])[:, None]
    middle = points.mean(axis=0)
    known = np.hstack([points - middle, np.ones((len(points), 1))])
    found = np.linalg.solve((known * weights).T @ known + STIFF, (known * weights).T @ moved)
    linear = np.eye(2) + found[:2].T
    return np.vstack([np.column_stack([linear, found[2] + middle - linear @ middle]), [0, 0, 1]])


def _bands(field: Field) -> list[Rect]:
    """Return overlapping bands of BAND_LINES lines of bubbles, from top to bottom; none without bubbles."""
    marks = [bubble for column in field.bubbles for bubble in column]
    lines = sorted({mark.top for mark in marks})
    last = max(len(lines) - BAND_LINES, 0)
    starts = sorted({*range(0, last, BAND_STEP), last}) if lines else []
    left, right = min((m.left for m in marks), default=0.0), max((m.right for m in marks), default=0.0)
    bands = []
    for start in starts:
        top, low = lines[start], lines[min(start + BAND_LINES, len(lines)) - 1]
        bands.append(Rect(left, top, right - left, low - top + marks[0].height).grown(BAND_MM))
    return bands


def _digit_moves(field: Field, bands: Sequence[Rect], shifts: Sequence[Shift]) -> Matrices:
    """Return a move for the bubbles of every digit, between those of the bands above and below."""
    places = [bubble.centre[1] for bubble in field.bubbles[0]]
    middles = [band.centre[1] for band in bands]
    moves = np.tile(np.eye(3), (len(places), 1, 1))
    moves[:, 0, 2] = np.interp(places, middles, [each.x for each in shifts])
    moves[:, 1, 2] = np.interp(places, middles, [each.y for each in shifts])
    return moves
