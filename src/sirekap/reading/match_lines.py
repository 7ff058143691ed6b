"""Finds a page in a photo that shows no fiducial, by the form's own printed lines.

In: a photo, a form, the fitted crops. Out: a placement with one matrix a field, or None where the form
has no page whose crop is known. Invariant: it never refuses; ``agreement`` says how sure the place is,
and the caller refuses below the fitted threshold. All blocks are looked for together first, so that no
block can slip alone by a column or a row; each is refined alone afterwards, because paper folds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Form, Page, Rect
from sirekap.reading.fitted import Crop, Fitted
from sirekap.reading.ink import Ink, correlation, ink_of, levelled, rectify, to_raster, transform
from sirekap.reading.placement import FieldPlace, Matrix, Photo, Placement
from sirekap.reading.printed import printed_ink
from sirekap.reading.refine import Bend, best_shift, block_area, climb, refine

NEAR_DENSITY, WIDE_DENSITY = 1.0, 0.5
BLUR = 0.7
REACH = 22.0
"""Millimetres the crop may be shifted: a tenth of the page's width and more."""

SURE = 0.62
"""Mean agreement above which no further hypothesis is tried: it can only cost time."""

DOUBTFUL = 0.6
DOUBT = 0.12
"""Below this agreement, or this far below the best, a field is looked for again from its neighbours."""

TURNS = (0, 180, 90, 270)


@dataclass(frozen=True, slots=True)
class Guess:
    """A matrix for the whole page, and its score."""

    score: float
    matrix: Matrix


def match_lines(photo: Photo, form: Form, fitted: Fitted) -> Placement | None:
    """Find the page of *form* that the photo shows; None where no page's crop is known.

    The mean of the fields' agreements tells a found page (0.5 and more) from a wrong one (0.4 and less).
    """
    found = [
        _match_page(photo, form, page, crop)
        for page in form.pages
        if (crop := fitted.crop_of(form, page)) is not None
    ]
    return max(found, key=mean_agreement, default=None)


def mean_agreement(placement: Placement) -> float:
    """Return the mean agreement of a placement's fields."""
    return float(np.mean([place.agreement for place in placement.fields.values()]))


def _match_page(photo: Photo, form: Form, page: Page, crop: Crop) -> Placement:
    best: Placement | None = None
    for guess in _guesses(photo, page, crop):
        placed = _place(photo, form, page, guess.matrix)
        if best is None or mean_agreement(placed) > mean_agreement(best):
            best = placed
        if mean_agreement(best) > SURE:
            break
    assert best is not None  # noqa: S101 -- there is always a first guess
    return best


def _guesses(photo: Photo, page: Page, crop: Crop) -> Iterator[Guess]:
    """Yield whole-page guesses, the likeliest first; later ones are dearer and run only if none was sure."""
    near = sorted(
        (_coarse(photo, page, crop, turn, _near(), NEAR_DENSITY) for turn in TURNS[:2]),
        key=lambda g: -g.score,
    )
    bent = _bend(photo, page, near[0])
    yield bent
    if _apart(bent, near[0], page) > 1.0:
        yield near[0]
    wide = sorted(
        (_coarse(photo, page, crop, turn, _wide(), WIDE_DENSITY) for turn in TURNS), key=lambda g: -g.score
    )
    for guess in wide[:2]:
        yield _bend(photo, page, guess)
        yield guess


def _place(photo: Photo, form: Form, page: Page, matrix: Matrix) -> Placement:
    fields = {field.name: refine(photo, page, field, matrix, reach=5.0) for field in page.fields}
    best = max(place.agreement for place in fields.values())
    for field in page.fields:
        if fields[field.name].agreement < max(best - DOUBT, DOUBTFUL):
            fields[field.name] = _from_neighbours(photo, page, field, fields)
    return Placement(form, page, fields)


def _from_neighbours(
    photo: Photo, page: Page, field: Field, places: Mapping[FieldName, FieldPlace]
) -> FieldPlace:
    """Try a doubtful field once more, from where each better placed field would put it."""
    best = places[field.name]
    for other in places.values():
        if other.agreement >= max(best.agreement + DOUBT, DOUBTFUL):
            again = refine(photo, page, field, other.matrix, reach=8.0)
            best = max(best, again, key=lambda place: place.agreement)
    return best


def _strip(page: Page) -> Rect:
    """Return the part of the page that carries the marks, with the rules left of it."""
    blocks = [block_area(field) for field in page.fields]
    left = min(b.left for b in blocks) - 70
    top, right = min(b.top for b in blocks) - 8, max(b.right for b in blocks)
    return Rect(left, top, right - left, max(b.bottom for b in blocks) - top)


@lru_cache(maxsize=1)
def _near() -> tuple[Bend, ...]:
    return tuple(_bends(turns=(-1, 0, 1), across=(1,), down=(0.97, 1, 1.03)))


@lru_cache(maxsize=1)
def _wide() -> tuple[Bend, ...]:
    turns = (-5, -3.5, -2, -0.7, 0.7, 2, 3.5, 5)
    return tuple(_bends(turns=turns, across=(0.89, 0.96, 1.04, 1.12), down=(0.89, 0.94, 1, 1.06, 1.12)))


def _bends(turns: Sequence[float], across: Sequence[float], down: Sequence[float]) -> Iterator[Bend]:
    for turn in turns:
        for wide in across:
            for tall in down:
                angle = np.deg2rad(turn)
                linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
                yield Bend(linear @ np.diag([wide, tall]), 0)


def _coarse(photo: Photo, page: Page, crop: Crop, turn: int, bends: Sequence[Bend], density: float) -> Guess:
    start = by_crop(photo, crop, turn)
    area = _strip(page)
    wide = area.grown(REACH)
    ink = _ink(photo, start, wide, density)
    print_ = printed_ink(page, area, density, BLUR)
    best, place = -2.0, np.eye(3)
    for bend in bends:
        score, here = best_shift(ink, print_, bend, 0.06)
        if score > best:
            best, place = score, here
    return Guess(
        best, np.asarray(start @ np.linalg.inv(to_raster(wide, density)) @ place @ to_raster(area, density))
    )


def by_crop(photo: Photo, crop: Crop, turn: int) -> Matrix:
    """Return page millimetres to photo pixels as the crop has it, turned by *turn* degrees."""
    angle = np.deg2rad(turn)
    cos, sin = round(np.cos(angle)), round(np.sin(angle))
    turned = np.array(
        [[cos, -sin, 0.5 - 0.5 * cos + 0.5 * sin], [sin, cos, 0.5 - 0.5 * sin - 0.5 * cos], [0, 0, 1]]
    )
    size = np.diag([photo.width, photo.height, 1.0])
    return np.asarray(size @ turned @ np.linalg.inv(crop.matrix()))


def _ink(photo: Photo, matrix: Matrix, area: Rect, density: float) -> Ink:
    grey, seen = rectify(photo, matrix, area, density)
    return levelled(ink_of(grey, seen, density, BLUR), seen)


def _bend(photo: Photo, page: Page, guess: Guess) -> Guess:
    """Bend the whole strip by a homography; keep it only if the correlation rises."""
    density, margin, area = 1.5, 4.0, _strip(page)
    wide = area.grown(margin)
    ink = _ink(photo, guess.matrix, wide, density)
    print_ = printed_ink(page, area, density, BLUR)
    start = np.eye(3)
    start[:2, 2] = margin * density
    step = climb(ink, print_, start, cv2.MOTION_HOMOGRAPHY)
    if step is None:
        return guess
    size, flags = (print_.shape[1], print_.shape[0]), cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    before, after = (
        correlation(np.asarray(cv2.warpPerspective(ink, each, size, flags=flags), np.float32), print_)
        for each in (start, step)
    )
    moved = guess.matrix @ np.linalg.inv(to_raster(wide, density)) @ step @ to_raster(area, density)
    return replace(guess, matrix=moved) if after > before else guess


def _apart(one: Guess, other: Guess, page: Page) -> float:
    """Return how far two guesses lay the fields' middles apart, millimetres."""
    points = np.array([field_middle(field) for field in page.fields])
    back = transform(np.asarray(np.linalg.inv(one.matrix), np.float64), transform(other.matrix, points))
    return float(np.hypot(*(back - points).T).max())


def field_middle(field: Field) -> tuple[float, float]:
    """Return the middle of the field's boxes."""
    return (field.boxes[0].left + field.boxes[-1].right) / 2, field.boxes[0].centre[1]


__all__ = ["FieldPlace", "field_middle", "match_lines", "mean_agreement"]
