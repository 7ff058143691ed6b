"""Finds a page in a photo that shows no fiducial, by the form's own printed lines.

In: a photo, a form, the fitted crops, the locator. Out: a placement with one matrix a field, or None where
the form has no page whose crop is known. Invariant: it never refuses; ``agreement`` says how sure the place
is, and the caller refuses below the fitted threshold. The locator says roughly where to look; all blocks are
looked for together first, so that no block can slip alone by a column or a row; each is refined alone
afterwards, because paper folds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from sirekap.election.model import FieldName
from sirekap.forms.model import Field, Form, Page, Rect
from sirekap.reading.fitted import Crop, Fitted
from sirekap.reading.ink import Ink, correlation, ink_of, levelled, rectify, to_raster, transform
from sirekap.reading.locate import Locator, locate, look_closer
from sirekap.reading.placement import FieldPlace, Matrix, Photo, Placement
from sirekap.reading.printed import printed_ink
from sirekap.reading.refine import Bend, best_shift, block_area, climb, refine

DENSITY = 1.0
BLUR = 0.7
REACH = 22.0
"""Millimetres a page may lie off its known crop: a tenth of the page's width and more."""

LOCATED_REACH = 7.0
"""Millimetres a page may lie off where the locator sees it: less than a column of boxes."""

FURTHER_REACH = 12.0
"""The same where nothing fitted nearer: on bleached or dark photos the locator is off by more."""

UNSURE_WAY = 1.8
"""Ways up of which the locator is so much less sure than of the best are not followed."""

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


def match_lines(photo: Photo, form: Form, fitted: Fitted, locator: Locator | None = None) -> Placement | None:
    """Find the page of *form* that the photo shows; None where no page's crop is known.

    Without a *locator* the page is looked for near its known crop alone. The mean of the fields' agreements
    tells a found page (0.5 and more) from a wrong one (0.4 and less).
    """
    found = [
        _match_page(photo, form, page, crop, locator)
        for page in form.pages
        if (crop := fitted.crop_of(form, page)) is not None
    ]
    return max(found, key=mean_agreement, default=None)


def mean_agreement(placement: Placement) -> float:
    """Return the mean agreement of a placement's fields."""
    return float(np.mean([place.agreement for place in placement.fields.values()]))


def _match_page(photo: Photo, form: Form, page: Page, crop: Crop, locator: Locator | None) -> Placement:
    best: Placement | None = None
    for guess in _guesses(photo, page, crop, locator):
        placed = _place(photo, form, page, guess.matrix)
        if best is None or mean_agreement(placed) > mean_agreement(best):
            best = placed
        if mean_agreement(best) > SURE:
            break
    assert best is not None  # noqa: S101 -- there is always a first guess
    return best


def _guesses(photo: Photo, page: Page, crop: Crop, locator: Locator | None) -> Iterator[Guess]:
    """Yield whole-page guesses, the likeliest first; later ones are dearer and run only if none was sure."""
    if locator is not None:
        ways = locate(photo, page, locator)
        likely = [each for each in ways if each.spread <= UNSURE_WAY * ways[0].spread]
        located = (_shifted(photo, page, Guess(0.0, each.matrix)) for each in likely)
        yield from _bent(photo, page, max(located, key=lambda guess: guess.score))
        closer = look_closer(photo, page, ways[0].matrix, locator)
        yield from _bent(photo, page, _shifted(photo, page, Guess(0.0, closer.matrix)))
        far = Guess(0.0, ways[0].matrix)
        yield from _bent(photo, page, _shifted(photo, page, far, FURTHER_REACH, _wide_bends()))
    near = (_shifted(photo, page, Guess(0.0, by_crop(photo, crop, turn)), REACH) for turn in TURNS)
    yield from _bent(photo, page, max(near, key=lambda guess: guess.score))


def _bent(photo: Photo, page: Page, guess: Guess) -> Iterator[Guess]:
    """Yield a guess bent by a homography, and as it was where bending led far away."""
    bent = _bend(photo, page, guess)
    yield bent
    if _apart(bent, guess, page) > 1.0:
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
def _bends() -> tuple[Bend, ...]:
    """Return small turns and heights to try; what is further off, the locator has seen."""
    return tuple(Bend(_turn(turn) @ np.diag([1, tall]), 0) for turn in (-1, 0, 1) for tall in (0.97, 1, 1.03))


@lru_cache(maxsize=1)
def _wide_bends() -> tuple[Bend, ...]:
    """Return the larger turns and sizes to try where nothing fitted near the place that the locator saw."""
    sizes = [(wide, tall) for wide in (0.96, 1, 1.04) for tall in (0.95, 1, 1.05)]
    return tuple(Bend(_turn(turn) @ np.diag(size), 0) for turn in (-3, -1.5, 0, 1.5, 3) for size in sizes)


def _turn(degrees: float) -> NDArray[np.float64]:
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _shifted(
    photo: Photo,
    page: Page,
    start: Guess,
    reach: float = LOCATED_REACH,
    bends: tuple[Bend, ...] | None = None,
) -> Guess:
    """Look for all blocks together within *reach* millimetres of *start*, bent as *bends* say."""
    area = _strip(page)
    wide = area.grown(reach)
    ink = _ink(photo, start.matrix, wide, DENSITY)
    print_ = printed_ink(page, area, DENSITY, BLUR)
    best, place = -2.0, np.eye(3)
    for bend in bends or _bends():
        score, here = best_shift(ink, print_, bend, 0.06)
        if score > best:
            best, place = score, here
    moved = start.matrix @ np.linalg.inv(to_raster(wide, DENSITY)) @ place @ to_raster(area, DENSITY)
    return Guess(best, np.asarray(moved))


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
