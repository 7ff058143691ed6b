"""A wrong bubble that was struck out, and the right one beside it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.filled import MILD, election, form_in, station

from sirekap.forms.draw import draw
from sirekap.forms.heading import heading_for
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.score_bubbles import SEVERAL
from sirekap.reading.score_struck import settle_struck
from sirekap.rehearsal.fill import fill_page, print_page
from sirekap.rehearsal.night import make_night
from sirekap.rehearsal.officials import BubbleFault, Mark, Sheet
from sirekap.rehearsal.photograph import photograph

CLEAN, CROSSED = np.full(4, 0.01), np.full(4, 0.3)
digits = st.integers(0, 9)


def several():
    states = np.full(12, 0.001)
    states[SEVERAL] = 1 - 11 * 0.001
    return states


@given(digits, digits)
def test_the_one_that_is_not_struck_out_counts(meant, wrong):
    if meant != wrong:
        found = settle_struck(several(), {meant: CLEAN, wrong: CROSSED})
        assert found.argmax() == meant
        assert np.isclose(found.sum(), 1)


@given(digits, digits, st.sampled_from([CLEAN, CROSSED, np.array([0.3, 0.3, 0.0, 0.0])]))
def test_two_that_look_alike_stay_two(one, other, corners):
    if one != other:
        assert settle_struck(several(), {one: corners, other: corners}).argmax() == SEVERAL


def read_with(fault):
    """Read page 3 of a station of which every number has a second bubble, struck out or not."""
    form, code = form_in("sirekap-1"), station()
    own = make_night(election(), election().contests[0], form, 5, [code]).stations[code]
    marks = {name: spoilt(mark, fault) for name, mark in own.sheet.marks.items()}
    sheet = Sheet(own.station, own.sheet.writer, own.sheet.leading, marks, own.sheet.truth, None)
    page = form.pages[2]
    pdf = draw(form, heading_for(election(), own.station), election().id)
    picture = fill_page(np.random.default_rng(1), print_page(pdf, 2), page, sheet)
    jpeg = photograph(picture, (page.width, page.height), MILD, np.random.default_rng(7)).jpeg
    return read_photo(jpeg, [form], open_reader()).fields, marks


def spoilt(mark, fault):
    wrong = str((int(mark.bubbles[-1] or 0) + 3) % 10)
    return Mark(mark.value, mark.boxes, (*mark.bubbles[:-1], wrong + (mark.bubbles[-1] or "0")), fault)


def test_a_correction_is_read_as_it_was_meant():
    fields, marks = read_with(BubbleFault.TWO_FILLED)
    assert {name: each.value for name, each in fields.items()} == {name: marks[name].value for name in fields}
    assert sum(each.accepted for each in fields.values()) >= 6  # of nine; a sloppy cross is not believed


def test_two_bubbles_none_of_them_struck_out_go_to_a_person():
    fields, _ = read_with(None)
    assert not any(each.accepted for each in fields.values())
    assert {each.why[-1].code.value for each in fields.values()} == {"two_bubbles"}
