"""A printed form with everything written on it."""

import numpy as np
import pytest
from tests.rehearsal.rehearsed import election

from sirekap.forms.catalogue import FAMILIES, form_for
from sirekap.forms.draw import draw
from sirekap.forms.heading import heading_for
from sirekap.rehearsal.fill import PX_PER_MM, fill_page, print_page
from sirekap.rehearsal.night import make_night


@pytest.fixture(scope="module", params=FAMILIES)
def pages(request):
    """Each page of one family: layout, sheet, printed, filled in."""
    contest = election().contests[0]
    form = form_for(contest, request.param, election().voter_cap)
    code = sorted(election().stations)[3]
    own = make_night(election(), contest, form, 5, [code]).stations[code]
    pdf = draw(form, heading_for(election(), own.station), election().id)
    found = []
    for index, page in enumerate(form.pages):
        printed = print_page(pdf, index)
        found.append(
            (page, own.sheet, printed, fill_page(np.random.default_rng(1), printed, page, own.sheet))
        )
    return found


def part(picture, rect):
    left, top = round(rect.left * PX_PER_MM), round(rect.top * PX_PER_MM)
    return picture[top : round(rect.bottom * PX_PER_MM), left : round(rect.right * PX_PER_MM)]


def test_a_page_is_as_large_as_its_layout_says(pages):
    for page, _, printed, _ in pages:
        assert printed.shape[1] == pytest.approx(page.width * PX_PER_MM, abs=2)
        assert printed.shape[0] == pytest.approx(page.height * PX_PER_MM, abs=2)


def test_writing_leaves_the_printed_form_as_it_was(pages):
    for _, _, printed, filled in pages:
        assert not np.array_equal(printed, filled)
        assert printed.max() > 235


def test_every_box_with_a_sign_has_ink_and_every_other_has_none(pages):
    for page, sheet, printed, filled in pages:
        for field in page.fields:
            for sign, box in zip(sheet.marks[field.name].boxes, field.boxes, strict=True):
                inside = box.grown(-0.15 * box.width)
                written = (part(printed, inside).astype(int) - part(filled, inside)).max()
                assert (written > 60) == (sign != "_")


def test_the_darkest_bubble_of_a_column_is_the_digit_written(pages):
    for page, sheet, _, filled in pages:
        for field in page.fields:
            mark = sheet.marks[field.name]
            for digits, column in zip(mark.bubbles, field.bubbles, strict=False):
                if len(digits) == 1:
                    light = [part(filled, bubble).mean() for bubble in column]
                    assert np.argmin(light) == int(digits)


def test_nothing_is_written_over_a_fiducial_or_the_code(pages):
    for page, _, printed, filled in pages:
        kept = [each.rect for each in page.fiducials] + ([page.qr] if page.qr else [])
        for rect in kept:
            assert np.array_equal(part(printed, rect), part(filled, rect))
