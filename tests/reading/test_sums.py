"""What the sums printed on a form may do to a reading, and what they may not."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.page import form_of
from tests.reading.test_fuse import FITTED, GOOD, boxes, bubbles, marked

from sirekap.forms.model import Identity
from sirekap.reading.fuse import fuse_page
from sirekap.reading.model import DoubtCode
from sirekap.reading.posterior import Posterior
from sirekap.reading.score_marks import Marks
from sirekap.reading.sums import WRONG_FORMS, slip_rate, weigh_sums

SUM = Identity("R6", "cast", ("valid", "invalid"))
RATE = 0.002
small = st.integers(0, 400)


def belief(values, blank=0.0):
    scores = np.full(1000, 1e-9)
    for value, share in values.items():
        scores[value] = share
    whole = scores.sum() + blank
    return Posterior(scores / whole, blank / whole)


@given(small, small, st.floats(0.5, 0.999))
def test_sums_that_hold_make_a_field_surer(valid, invalid, sure):
    other = (valid + 100) % 1000
    own = {"valid": belief({valid: sure, other: 1 - sure}), "invalid": belief({invalid: 1.0})}
    found = weigh_sums(own | {"cast": belief({valid + invalid: 1.0})}, [SUM], RATE)
    assert found["valid"].probability >= own["valid"].of(valid)
    assert found["valid"].said.value == valid


@given(small, small, st.integers(1, 99))
def test_sums_that_do_not_hold_never_change_a_value(valid, invalid, astray):
    cast = valid + invalid + astray
    own = {"valid": belief({valid: 1.0}), "invalid": belief({invalid: 1.0}), "cast": belief({cast: 1.0})}
    found = weigh_sums(own, [SUM], RATE)
    assert own["cast"].best == cast
    assert found["cast"].said.value == valid + invalid
    assert all(each.probability <= 1 for each in found.values())


def test_a_wrong_sum_is_believed_at_the_rate_at_which_officials_write_them():
    own = {
        "valid": belief({200: 1.0}),
        "invalid": belief({10: 1.0}),
        "cast": belief({220: 0.5, 210: 0.5}),
    }
    found = weigh_sums(own, [SUM], RATE)
    best = own["cast"].best
    slipped = RATE * (0.5 / 1000 + 0.5 / 27)
    share = slipped / (1 + slipped)
    expected = share if best == 220 else 1 - share
    assert np.isclose(found["cast"].probability, expected, atol=2e-4)


def test_slips_at_the_rate_of_single_numbers_give_the_measured_rate_of_wrong_forms():
    form = form_of("sirekap-1")
    tied = {name for each in form.identities for name in (each.total, *each.parts)}
    assert np.isclose(1 - (1 - slip_rate(form.identities)) ** len(tied), WRONG_FORMS)


def test_one_slip_that_breaks_two_sums_counts_once():
    rows = [Identity("R1", "c", ("a", "b")), Identity("R2", "e", ("c", "d"))]
    own = {name: belief({value: 1.0}) for name, value in {"a": 10, "b": 20, "c": 35, "d": 1, "e": 31}.items()}
    alone = weigh_sums({name: own[name] for name in "abc"}, rows, RATE)["c"].probability
    both = weigh_sums(own, rows, RATE)["c"].probability
    assert both > alone * 0.5


def test_a_field_left_empty_says_nothing_about_the_others():
    own = {"valid": belief({200: 1.0}), "invalid": belief({}, blank=1.0), "cast": belief({210: 1.0})}
    found = weigh_sums(own, [SUM], RATE)
    assert found["cast"].said is None
    assert np.isclose(found["cast"].probability, own["cast"].of(210))


def clear(number):
    text = f"{number:03d}"
    return Marks(boxes(text), bubbles(marked(text)))


@given(small, small, st.integers(1, 99))
def test_clear_marks_are_accepted_as_written_though_the_paper_s_sum_is_wrong(valid, invalid, astray):
    written = {"valid": valid, "invalid": invalid, "cast": valid + invalid + astray}
    marks = {name: clear(number) for name, number in written.items()}
    found = fuse_page(marks, dict.fromkeys(written, GOOD), [SUM], FITTED)
    assert {name: each.value for name, each in found.items()} == written
    assert all(each.accepted for each in found.values())


@given(small, small)
def test_a_doubtful_box_against_its_sum_goes_to_a_person_who_is_told_so(valid, invalid):
    cast = valid + invalid
    other = cast + 1 if cast % 10 < 9 else cast - 1
    marks = {
        "valid": clear(valid),
        "invalid": clear(invalid),
        "cast": Marks(boxes(f"{other:03d}", 0.98), None),
    }
    found = fuse_page(marks, dict.fromkeys(marks, GOOD), [SUM], FITTED)["cast"]
    assert (found.value, found.accepted) == (other, False)
    assert [each.code for each in found.why] == [DoubtCode.UNSURE]
    assert found.evidence["sums"].value == cast


def test_marks_that_differ_are_told_by_name():
    marks = {"valid": Marks(boxes("128"), bubbles(marked("128")), {"tally": np.eye(200)[68]})}
    found = fuse_page(marks, {"valid": GOOD}, [], FITTED)["valid"]
    assert (found.value, found.accepted) == (128, False)
    assert found.why[0].say["id"] == (
        "Tanda tidak sama: kotak 128, bulatan 128, turus 68. Baca semuanya dari kertas."
    )
    assert "boxes 128" in found.why[0].say["en"]
