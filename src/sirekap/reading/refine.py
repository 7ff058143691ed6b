"""From a rough place of a field to an exact one, by the printed lines around it.

In: a photo, a page, one field and a matrix that is right within ``reach`` millimetres. Out: the field's
own matrix and how well print and photo agree there. A fold moves one block and not its neighbour, so
every field is refined by itself, after fiducials as much as after line matching. Boxes and bubbles are
settled once more apart, because a fold may run between them. Invariant: a step is kept only if the
agreement rises.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Field, Page, Rect
from sirekap.reading.ink import Ink, correlation, ink_of, levelled, raster_size, rectify, to_raster, transform
from sirekap.reading.placement import FieldPlace, Matrix, Photo
from sirekap.reading.printed import printed_ink

SEARCH_DENSITY = 1.5
FINE_DENSITY = 3.0
AGREEMENT_BLUR = 0.35
"""Millimetres: a sharp picture tells a good place from a nearly good one."""

DISTANCE_COST = 0.12
"""Correlation given up for a move by the whole reach: rows and columns repeat, so distance must cost."""


BOXES_DOUBTFUL = 0.5
"""Agreement of the boxes' own borders below which they are looked for further away from their block.

They stay away only where they agree more: true folds give 0.66 to 0.8 there; rules that are taken for borders
in a photo with 1.5 pixels a millimetre give 0.2 to 0.35.
"""
BOXES_REACH = 4.0
"""Millimetres a fold between boxes and bubbles may take the boxes away: less than half a column."""

SLIP_GAIN = 0.15
"""How much better a neighbouring place must fit before it is tried."""


@dataclass(frozen=True, slots=True)
class Bend:
    """A small linear change about the middle of an area, and what it costs in correlation."""

    linear: NDArray[np.float64]
    cost: float


def refine(photo: Photo, page: Page, field: Field, matrix: Matrix, reach: float = 2.0) -> FieldPlace:
    """Move *field*'s matrix onto its printed lines.

    *reach* is how far the matrix may be off, millimetres. ``agreement`` of the result is the correlation of
    print and photo over the field's block, about 0.5 to 0.9 on the right place, below 0.4 on none.
    """
    area = block_area(field)
    found = _followed(photo, page, area, search(photo, page, area, matrix, reach), reach)
    slipped = _slipped(photo, page, field, found)
    if slipped is not None:
        again = _followed(photo, page, area, slipped, reach)
        found = max(found, again, key=lambda each: _fit(photo, page, field, each))
    rows = np.tile(found, (len(field.bubbles[0]) if field.bubbles else 0, 1, 1))
    return FieldPlace(found, max(agreement(photo, page, area, found), 0.0), found, rows)


def _followed(photo: Photo, page: Page, area: Rect, matrix: Matrix, reach: float) -> Matrix:
    found = follow(photo, page, area, matrix, 0.6, cv2.MOTION_AFFINE, reach)
    return follow(photo, page, area, found, AGREEMENT_BLUR, cv2.MOTION_HOMOGRAPHY, reach)


def _slipped(photo: Photo, page: Page, field: Field, matrix: Matrix) -> Matrix | None:
    """Return the place one bubble row or one box column away if the boxes fit better there."""
    steps = [(0.0, 0.0)]
    if field.bubbles:
        row = field.bubbles[0][1].top - field.bubbles[0][0].top
        steps += [(0.0, row), (0.0, -row)]
    if len(field.boxes) > 1:
        column = field.boxes[1].left - field.boxes[0].left
        steps += [(column, 0.0), (-column, 0.0)]
    places = [matrix @ np.array([[1, 0, x], [0, 1, y], [0, 0, 1]]) for x, y in steps]
    fits = [_fit(photo, page, field, place) for place in places]
    best = int(np.argmax(fits))
    return places[best] if fits[best] > fits[0] + SLIP_GAIN else None


def _fit(photo: Photo, page: Page, field: Field, matrix: Matrix) -> float:
    """Return how well the boxes' own borders and the whole block fit together; a slip ruins the first."""
    boxes = agreement(photo, page, box_area(field), matrix)
    return boxes + 0.5 * agreement(photo, page, block_area(field), matrix)


def block_area(field: Field) -> Rect:
    """Return the rectangle that holds the field's boxes, its bubbles and the rules beside them."""
    marks = [*field.boxes, *(bubble for column in field.bubbles for bubble in column)]
    left, top = min(m.left for m in marks), min(m.top for m in marks)
    right, bottom = max(m.right for m in marks), max(m.bottom for m in marks)
    margin = 3.5 if field.bubbles else 6.0
    return Rect(left, top, right - left, bottom - top).grown(margin)


def agreement(photo: Photo, page: Page, area: Rect, matrix: Matrix) -> float:
    """Return the correlation of printed and photographed ink over *area*."""
    grey, reach = rectify(photo, matrix, area, FINE_DENSITY)
    ink = levelled(ink_of(grey, reach, FINE_DENSITY, AGREEMENT_BLUR), reach)
    return correlation(ink, printed_ink(page, area, FINE_DENSITY, AGREEMENT_BLUR))


def search(photo: Photo, page: Page, area: Rect, matrix: Matrix, reach: float) -> Matrix:
    """Try shifts within *reach* together with small bends, and return the matrix of the best."""
    best = _best_of(photo, page, area, matrix, reach, list(_turns(1.0)))
    return _best_of(photo, page, area, best, min(reach, 1.5), list(_slants()))


def _turns(strength: float) -> Iterator[Bend]:
    step = 1.6 * strength
    for turn in (-2, -1, 0, 1, 2):
        for tall in (-1, 0, 1):
            angle = np.deg2rad(turn * step)
            linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
            yield Bend(linear @ np.diag([1, 1 + 0.025 * step * tall]), 0.006 * (abs(turn) + abs(tall)))


def _curls() -> Iterator[Bend]:
    """Yield how a strip looks that curls away from the camera: as wide as it was, and lower."""
    for bend in _turns(1.0):
        for low, cost in ((0.9, 0.012), (0.8, 0.024)):
            yield Bend(bend.linear @ np.diag([1, low]), bend.cost + cost)


def _slants() -> Iterator[Bend]:
    step = 0.04
    for slant in (-1, 0, 1):
        for wide in (-1, 0, 1):
            linear = np.array([[1 + step * wide, 0], [step * slant, 1]])
            yield Bend(linear, 0.006 * (abs(slant) + abs(wide)))


def _best_of(photo: Photo, page: Page, area: Rect, matrix: Matrix, reach: float, bends: list[Bend]) -> Matrix:
    density, blur = SEARCH_DENSITY, 0.5
    wide = area.grown(reach)
    grey, seen = rectify(photo, matrix, wide, density)
    ink = levelled(ink_of(grey, seen, density, blur), seen)
    print_ = printed_ink(page, area, density, blur)
    best, place = -2.0, np.eye(3)
    for bend in bends:
        score, here = best_shift(ink, print_, bend, DISTANCE_COST)
        if score > best:
            best, place = score, here
    return np.asarray(matrix @ np.linalg.inv(to_raster(wide, density)) @ place @ to_raster(area, density))


def best_shift(ink: Ink, print_: Ink, bend: Bend, distance_cost: float) -> tuple[float, Matrix]:
    """Return the best score of the bent print over *ink*, and the matrix from print to ink pixels."""
    height, width = print_.shape
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    linear = np.column_stack([bend.linear, middle - bend.linear @ middle])
    bent = print_ if np.allclose(bend.linear, np.eye(2)) else cv2.warpAffine(print_, linear, (width, height))
    scores = cv2.matchTemplate(ink, bent, cv2.TM_CCOEFF_NORMED)
    down, across = (np.linspace(-1, 1, n) if n > 1 else np.zeros(1) for n in scores.shape)
    scores = scores - distance_cost * (down[:, None] ** 2 + across[None, :] ** 2) - bend.cost
    y, x = np.unravel_index(int(scores.argmax()), scores.shape)
    place = np.vstack([linear, [0, 0, 1]])
    place[:2, 2] += (x, y)
    return float(scores[y, x]), place


def follow(
    photo: Photo, page: Page, area: Rect, matrix: Matrix, blur: float, motion: int, reach: float
) -> Matrix:
    """Let the enhanced correlation (ECC) climb from *matrix*; keep it only if the agreement rises."""
    density, margin = FINE_DENSITY, 2.0
    wide = area.grown(margin)
    grey, seen = rectify(photo, matrix, wide, density)
    ink = levelled(ink_of(grey, seen, density, blur), seen)
    print_ = printed_ink(page, area, density, blur)
    start = np.eye(3)
    start[:2, 2] = margin * density
    step = climb(ink, print_, start, motion)
    if step is None or correlation(_taken(ink, print_, step), print_) <= correlation(
        _taken(ink, print_, start), print_
    ):
        return matrix
    moved = np.asarray(matrix @ np.linalg.inv(to_raster(wide, density)) @ step @ to_raster(area, density))
    return moved if _drift(matrix, moved, area) < max(reach, 1.0) else matrix


def climb(ink: Ink, print_: Ink, start: Matrix, motion: int) -> Matrix | None:
    """Return the matrix from print to ink pixels that ECC reaches, None where it loses its way."""
    first = (start if motion == cv2.MOTION_HOMOGRAPHY else start[:2]).astype(np.float32)
    stop = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, 20, 3e-4)
    try:
        everywhere = np.full(ink.shape, 255, np.uint8)
        _, warp = cv2.findTransformECC(print_, ink, first, motion, stop, everywhere, 1)
    except cv2.error:  # it does not converge where there is nothing to follow
        return None
    if not np.isfinite(warp).all():
        return None
    return np.asarray(warp if warp.shape[0] == 3 else np.vstack([warp, [0, 0, 1]]), np.float64)


def _taken(ink: Ink, print_: Ink, step: Matrix) -> Ink:
    size = (print_.shape[1], print_.shape[0])
    return np.asarray(cv2.warpPerspective(ink, step, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP))


def _drift(one: Matrix, other: Matrix, area: Rect) -> float:
    """Return how far the middle and the corners of *area* lie apart under the two matrices, millimetres."""
    points = np.array(
        [
            area.centre,
            (area.left, area.top),
            (area.right, area.top),
            (area.right, area.bottom),
            (area.left, area.bottom),
        ]
    )
    back = transform(np.asarray(np.linalg.inv(one), np.float64), transform(other, points))
    return float(np.hypot(*(back - points).T).max())


def box_area(field: Field) -> Rect:
    """Return the rectangle of the field's boxes and a little paper around."""
    left, right = field.boxes[0], field.boxes[-1]
    return Rect(left.left, left.top, right.right - left.left, left.height).grown(1.5)


def settle_boxes(photo: Photo, page: Page, field: Field, matrix: Matrix) -> Matrix:
    """Return the matrix for the boxes alone: the block's, moved by what the boxes' own borders ask for."""
    area = box_area(field)
    found = _settled(photo, page, area, matrix, 1.8)
    before = agreement(photo, page, area, found)
    if before > BOXES_DOUBTFUL:
        return found
    further = _best_of(photo, page, area, matrix, BOXES_REACH, [*_turns(1.0), *_curls()])
    further = _followed(photo, page, area, _best_of(photo, page, area, further, 1.5, list(_slants())), 4.0)
    beyond_doubt = max(before + SLIP_GAIN, BOXES_DOUBTFUL)
    return further if agreement(photo, page, area, further) > beyond_doubt else found


def settle_bubbles(photo: Photo, page: Page, field: Field, matrix: Matrix) -> Matrix:
    """Return the matrix for the bubbles alone; it never moves as far as half a row."""
    first, last = field.bubbles[0][0], field.bubbles[-1][-1]
    area = Rect(first.left, first.top, last.right - first.left, last.bottom - first.top).grown(1.0)
    pitch = field.bubbles[0][1].top - first.top
    return _settled(photo, page, area, matrix, 0.45 * pitch)


def _settled(photo: Photo, page: Page, area: Rect, matrix: Matrix, reach: float) -> Matrix:
    before = agreement(photo, page, area, matrix)
    found = _best_of(photo, page, area, matrix, reach, list(_turns(0.5)))
    found = follow(photo, page, area, found, 0.5, cv2.MOTION_AFFINE, reach)
    return found if agreement(photo, page, area, found) > before + 0.01 else matrix


__all__ = [
    "agreement",
    "best_shift",
    "block_area",
    "climb",
    "follow",
    "raster_size",
    "refine",
    "search",
    "settle_boxes",
    "settle_bubbles",
]
