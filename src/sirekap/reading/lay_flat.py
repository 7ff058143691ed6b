"""From fiducials to one matrix for a whole page: page millimetres to photo pixels.

In: a photo, a page of a form, the tags seen. Out: a ``Flat``. A page with a tag at each corner needs three of
them; KPU's page of 2024 has one tag and four double squares, which are looked for outwards from the tag, each
telling where the next should be. Invariant: a matrix that rests on too few marks is never given; the refusal
names the corners that are missing. Folds are not followed here: ``refine`` does that field by field.
"""

from dataclasses import dataclass
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.forms.model import Fiducial, FiducialKind, Page, Rect
from sirekap.reading.find_fiducials import Points, Sighting
from sirekap.reading.find_squares import CornerFinder
from sirekap.reading.ink import transform
from sirekap.reading.model import RefusalCode
from sirekap.reading.placement import Matrix, Photo
from sirekap.reading.say import RefusedError

FEWEST_CORNERS = 3
"""Of the four corners of a page, this many must be seen."""
NEAR, FAR = 2.0, 5.0
"""Millimetres a field may be off its place: paper curls between four corners, three leave its slant open."""
SETTLED = 0.6
"""Millimetres: four squares found in turn that fit so well need no second look."""
MOST_RESIDUAL = 3.0
"""Millimetres: a mark further than this from where the others put it is not that mark."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A page's matrix and how well it is known, millimetres.

    ``residual`` is how far the marks lie from where the matrix puts them (root mean square), ``reach`` how
    far it may be off between them: further where a corner is hidden.
    """

    matrix: Matrix
    residual: float
    reach: float


@dataclass(frozen=True, slots=True)
class _Marks:
    """Points of the page (millimetres), where they lie in the photo (pixels), the corners they cover."""

    page: Points
    photo: Points
    corners: frozenset[int]

    def with_point(self, page: tuple[float, float], photo: Points, corner: int) -> "_Marks":
        return _Marks(np.vstack([self.page, page]), np.vstack([self.photo, photo]), self.corners | {corner})


def lay_flat(photo: Photo, page: Page, sighting: Sighting) -> Flat:
    """Find the matrix of *page*; raises ``RefusedError`` naming the corners that cannot be seen."""
    marks = _tags(page, sighting)
    squares = [each for each in page.fiducials if each.kind is FiducialKind.CORNER_SQUARES]
    if squares:
        marks = _with_squares(photo, marks, squares)
    if len(marks.corners) < FEWEST_CORNERS:
        raise RefusedError(RefusalCode.PAGE_CUT_OFF, sorted(set(range(4)) - marks.corners))
    flat = _fit(marks)
    if flat.residual > MOST_RESIDUAL:
        raise RefusedError(RefusalCode.NOT_A_FORM)
    return flat


def refuse_cut_off(photo: Photo, page: Page, matrix: Matrix) -> None:
    """Refuse a photo that does not show all marks of *page*, naming the corners that lie outside it."""
    marks = [rect for field in page.fields for rect in (*field.boxes, *chain.from_iterable(field.bubbles))]
    outside = ~_inside(photo, transform(matrix, np.vstack([corners_of(each) for each in marks])))
    if not outside.any():
        return
    corners = corners_of(Rect(0, 0, page.width, page.height))
    seen = _inside(photo, transform(matrix, corners))
    raise RefusedError(RefusalCode.PAGE_CUT_OFF, [n for n in range(4) if not seen[n]])


def _inside(photo: Photo, points: Points) -> NDArray[np.bool_]:
    """Tell of each point whether the photo shows it."""
    return np.asarray(((points > -0.5) & (points < (photo.width, photo.height))).all(axis=1))


def corner_of(page: Page, rect: Rect) -> int:
    """Tell which corner of *page* a mark stands at, as an index of a ``Quad``."""
    x, y = rect.centre
    right, low = x > page.width / 2, y > page.height / 2
    return (2 if right else 3) if low else (1 if right else 0)


def corners_of(rect: Rect) -> Points:
    """Return a rectangle's corners in the order of a ``Quad``, millimetres."""
    return np.array(
        [
            [rect.left, rect.top],
            [rect.right, rect.top],
            [rect.right, rect.bottom],
            [rect.left, rect.bottom],
        ]
    )


def _tags(page: Page, sighting: Sighting) -> _Marks:
    """Pair the tags seen with those of the page; the only tag of a page covers no corner."""
    own = {each.id: each for each in page.fiducials if each.kind is FiducialKind.APRILTAG}
    seen = {tag.id: tag for tag in sighting.tags if tag.id in own}
    covered = (
        frozenset(corner_of(page, own[each].rect) for each in seen) if len(own) > 1 else frozenset[int]()
    )
    return _Marks(
        np.vstack([corners_of(own[each].rect) for each in seen]),
        np.vstack([tag.corners for tag in seen.values()]),
        covered,
    )


def _with_squares(photo: Photo, marks: _Marks, squares: list[Fiducial]) -> _Marks:
    """Look for the double squares, nearest first, then once more all of them from where all of them point."""
    start, corners = _fit(marks).matrix, CornerFinder(photo)
    centre = marks.page.mean(axis=0)
    near = sorted(squares, key=lambda each: float(np.linalg.norm(np.array(each.rect.centre) - centre)))
    found = marks
    for square in near:
        distance = float(np.linalg.norm(found.page - np.array(square.rect.centre), axis=1).min())
        point = corners.find(_guesses(found, start), square.rect, 6 + distance * 0.3)
        if point is not None:
            found = found.with_point(square.rect.centre, point, square.id)
    if len(found.corners) < FEWEST_CORNERS or (
        len(found.corners) == len(squares) and _fit(found).residual < SETTLED
    ):
        return found
    settled, again = _fit(found).matrix, marks
    for square in near:
        point = corners.find([settled], square.rect, 6)
        if point is not None:
            again = again.with_point(square.rect.centre, point, square.id)
    return again


def _guesses(marks: _Marks, start: Matrix) -> list[Matrix]:
    """Matrices that may hold further out: with and without perspective, since few marks tell it badly."""
    flat = np.vstack([np.linalg.lstsq(_ones(marks.page), marks.photo, rcond=None)[0].T, [0, 0, 1]])
    bent = start if len(marks.page) == 4 else cv2.findHomography(marks.page, marks.photo)[0]
    return [np.asarray(each, np.float64) for each in (bent, flat) if each is not None]


def _ones(points: Points) -> Points:
    return np.column_stack([points, np.ones(len(points))])


def _fit(marks: _Marks) -> Flat:
    matrix, _ = cv2.findHomography(marks.page, marks.photo)
    if matrix is None:
        raise RefusedError(RefusalCode.NOT_A_FORM)
    back = transform(np.linalg.inv(matrix).astype(np.float64), marks.photo)
    residual = float(np.sqrt(((back - marks.page) ** 2).sum(axis=1).mean()))
    return Flat(np.asarray(matrix, np.float64), residual, NEAR if len(marks.corners) == 4 else FAR)
