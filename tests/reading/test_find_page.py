"""Finding the page: a drawn page, laid into a photo by a known camera, is found where it lies."""

import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.reading.page import as_photo, drawn, form_of, greatest_error_mm, photographed, view

from sirekap.forms.model import FiducialKind
from sirekap.reading.decode import decode
from sirekap.reading.find_fiducials import Side, find_tags, shows_any_tag
from sirekap.reading.lay_flat import lay_flat, refuse_cut_off
from sirekap.reading.model import RefusalCode
from sirekap.reading.say import RefusedError

REAL = Path(os.environ.get("SIREKAP_REAL_DATA", Path(__file__).parents[3] / "shared" / "data"))
FAMILIES = ("kpu-2024", "sirekap-1")
MOST_ERROR = 0.4
"""Millimetres; a digit box is 11 wide, a bubble 4."""
MOST_OFF = {"kpu-2024": 2.5, "sirekap-1": 1.5}
"""The same with one corner hidden: 2024's squares are single points, our tags have four corners each."""
SIZES = ((1500, 2000), (700, 960))
BOTH = pytest.mark.parametrize("family", FAMILIES)


def tags_of(form):
    return frozenset(f.id for page in form.pages for f in page.fiducials if f.kind is FiducialKind.APRILTAG)


def all_of(page):
    return frozenset(f.id for f in page.fiducials if f.kind is FiducialKind.APRILTAG)


def found_in(pixels, form, page):
    photo = as_photo(pixels)
    sighting = find_tags(photo, tags_of(form), [all_of(each) for each in form.pages])
    return lay_flat(photo, page, sighting).matrix


@BOTH
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("turn", range(4))
def test_every_page_is_found_in_every_turn_and_slant(family, number, turn):
    form = form_of(family)
    page = form.pages[number - 1]
    for size, tilt in zip(SIZES, (0.3, 0.12), strict=True):
        truth = view(page, size, turn, tilt)
        pixels = photographed(drawn(family, number), truth, size)
        assert greatest_error_mm(page, found_in(pixels, form, page), truth) < MOST_ERROR


@BOTH
def test_a_page_that_fills_half_the_photo_is_found(family):
    form = form_of(family)
    page = form.pages[1]
    truth = view(page, (1950, 2600), 0, 0.1, fill=0.5, shift=(0.1, -0.15))
    pixels = photographed(drawn(family, 2), truth, (1950, 2600))
    assert greatest_error_mm(page, found_in(pixels, form, page), truth) < MOST_ERROR


@BOTH
def test_a_mirrored_photo_is_found_and_its_matrix_carries_the_mirror(family):
    form = form_of(family)
    page = form.pages[1]
    size = (1100, 1500)
    truth = np.array([[-1.0, 0, size[0] - 1], [0, 1, 0], [0, 0, 1]]) @ view(page, size, 0, 0.1)
    photo = as_photo(photographed(drawn(family, 2), truth, size))
    sighting = find_tags(photo, tags_of(form))
    assert sighting.side is Side.MIRRORED
    assert greatest_error_mm(page, lay_flat(photo, page, sighting).matrix, truth) < MOST_ERROR


def hidden(pixels, matrix, rect):
    """Lay a grey thumb over a mark."""
    x, y, w = matrix @ (*rect.centre, 1)
    around = int(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))) * rect.width)
    covered = pixels.copy()
    cv2.circle(covered, (round(x / w), round(y / w)), around, (120,), -1)
    return covered


def corner_marks(page):
    """The four marks at the page's corners, whichever kind the family has."""
    squares = [f for f in page.fiducials if f.kind is FiducialKind.CORNER_SQUARES]
    return squares or [f for f in page.fiducials if f.kind is FiducialKind.APRILTAG]


@BOTH
@pytest.mark.parametrize("corner", range(4))
def test_three_of_four_corners_are_enough(family, corner):
    form = form_of(family)
    page = form.pages[1]
    truth = view(page, tilt=0.12)
    pixels = hidden(photographed(drawn(family, 2), truth), truth, corner_marks(page)[corner].rect)
    found = lay_flat(as_photo(pixels), page, find_tags(as_photo(pixels), tags_of(form), [all_of(page)]))
    assert found.reach > 4
    assert greatest_error_mm(page, found.matrix, truth, fields_only=True) < MOST_OFF[family]


@BOTH
def test_two_corners_are_too_few_and_the_others_are_named(family):
    form = form_of(family)
    page = form.pages[1]
    truth = view(page, tilt=0.12)
    pixels = photographed(drawn(family, 2), truth)
    for mark in corner_marks(page)[2:]:
        pixels = hidden(pixels, truth, mark.rect)
    with pytest.raises(RefusedError) as caught:
        found_in(pixels, form, page)
    assert caught.value.refusal.code is RefusalCode.PAGE_CUT_OFF
    assert "bottom right corner and bottom left corner" in caught.value.refusal.say["en"]


@BOTH
def test_a_photo_that_misses_marks_of_the_page_names_the_corner(family):
    page = form_of(family).pages[1]
    truth = view(page, fill=1.2, shift=(0.15, 0.2))
    photo = as_photo(photographed(drawn(family, 2), truth))
    with pytest.raises(RefusedError) as caught:
        refuse_cut_off(photo, page, truth)
    assert caught.value.refusal.code is RefusalCode.PAGE_CUT_OFF
    assert (
        "bottom right corner" in caught.value.refusal.say["en"] or "edges" in caught.value.refusal.say["en"]
    )
    refuse_cut_off(photo, page, view(page))


def test_a_page_without_tags_shows_none_and_a_strange_tag_is_noticed():
    page = form_of("kpu-2024").pages[1]
    pixels = photographed(drawn("kpu-2024", 2), view(page, (900, 1200)), (900, 1200))
    assert not find_tags(as_photo(np.full((900, 700), 220, np.uint8)), frozenset({101, 102})).tags
    assert not find_tags(as_photo(pixels), frozenset({101, 103})).tags
    assert shows_any_tag(as_photo(pixels))
    assert not shows_any_tag(as_photo(np.full((900, 700), 220, np.uint8)))


@pytest.mark.skipif(not REAL.is_dir(), reason="the real photos are not here")
@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_real_pages_of_2024_are_told_by_their_tags_and_laid_flat(number):
    data = (REAL / "real-forms" / "kpu-2024-forms" / f"pilpres-2024-hal{number}.jpg").read_bytes()
    photo, form = decode(data), form_of("kpu-2024")
    sighting = find_tags(photo, tags_of(form))
    assert [tag.id for tag in sighting.tags] == [100 + number]
    assert lay_flat(photo, form.pages[number - 1], sighting).residual < 0.5
