"""What a page's QR code says can be read back, and nothing else passes for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap.forms.identity import page_text, parse_page_text

HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)
STATIONS = st.none() | st.text("0123456789", min_size=13, max_size=13)


@given(HASHES, st.integers(1, 99), HASHES, STATIONS)
def test_what_was_composed_is_read_back(form, page, election, station):
    text = page_text(form, page, election, station)
    read = parse_page_text(text)
    assert (read.page, read.station) == (page, station)
    assert form.startswith(read.form_prefix)
    assert election.startswith(read.election_prefix)
    assert len(text) <= 42


@given(st.text())
def test_other_codes_are_no_page_of_ours(text):
    assert parse_page_text(text) is None


@pytest.mark.parametrize("wrong", ["", "35270210010071", "352702100100A", "3527-21001007"])
def test_a_station_that_is_none_is_not_printed(wrong):
    if not wrong:
        assert parse_page_text(page_text("a" * 64, 1, "b" * 64, None)).station is None
        return
    with pytest.raises(ValueError, match="no identity"):
        page_text("a" * 64, 1, "b" * 64, wrong)


def test_a_hash_too_short_to_tell_forms_apart_is_not_printed():
    with pytest.raises(ValueError, match="hex digits"):
        page_text("abc", 1, "b" * 64, None)
