"""A claim and its details survive being written, and only their one writing is read."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.effort import tried
from tests.record.claims.made_claims import CLAIM, DETAIL_BYTES, KEY, SIGNED, claim
from tests.record.made import ELECTION, FORM

from sirekap.record.claims import details, payload
from sirekap.record.claims.errors import (
    ClaimError,
    ClaimTooLargeError,
    NewerClaimError,
    NotAClaimError,
    NotDeterministicError,
)
from sirekap.record.claims.model import UNSAID, ClaimedPhoto, ClaimFlag, ClaimKind, Details
from sirekap.record.claims.payload import id_of, read_claim, write_claim
from sirekap.record.claims.signed import read_signed, sign_claim, write_signed
from sirekap.record.claims.travel import from_qr, from_text
from sirekap.record.model import RecordKey, Seen

HASHES = st.binary(min_size=32, max_size=32).map(bytes.hex)
SAID = st.one_of(st.none(), st.just(UNSAID), st.integers(0, payload.MOST_NUMBER))
CLAIMS = st.builds(
    claim,
    election=HASHES.map(lambda digits: digits[:32]),
    key=st.builds(
        RecordKey,
        st.from_regex(r"[0-9A-Z]{13}", fullmatch=True),
        st.from_regex(r"[a-z0-9-]{1,16}", fullmatch=True),
        st.integers(0, 99),
    ),
    form=HASHES.map(lambda digits: digits[:32]),
    kind=st.sampled_from(ClaimKind),
    flags=st.integers(0, 7).map(ClaimFlag),
    said=st.lists(SAID, max_size=60).map(tuple),
    details=HASHES,
    number=st.integers(1, 65_535),
)
SEEN = st.builds(
    Seen,
    st.none() | st.integers(0, 999),
    st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
    st.booleans(),
    st.text("0123456789x-_?", max_size=6),
)
REASONS = st.from_regex(r"[^\x00-\x1f\x7f]{0,40}", fullmatch=True)
PAGE_2 = {each.name: SEEN for each in FORM.pages[1].fields}
ALL_DETAILS = st.builds(
    Details,
    photos=st.lists(
        st.builds(
            ClaimedPhoto,
            HASHES,
            st.integers(1, 15_000_000),
            st.none() | st.integers(1, 9),
            st.none() | HASHES,
        ),
        max_size=5,
    ).map(tuple),
    device_time=st.integers(0, 4_102_444_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    app=st.from_regex(r"[0-9A-Za-z.+-]{1,32}", fullmatch=True),
    readings=st.lists(
        st.builds(details.PhoneReading, HASHES, st.just(2), st.fixed_dictionaries({}, optional=PAGE_2)),
        max_size=2,
    ).map(tuple),
    reasons=st.dictionaries(st.from_regex(r"R[0-9]{1,4}", fullmatch=True), REASONS, max_size=3),
    reason=REASONS,
    withdrawn=st.lists(HASHES, max_size=3).map(tuple),
    place=st.none() | st.tuples(st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)),
)


@tried(150)
@given(CLAIMS)
def test_a_claim_is_read_back_as_it_was_written(each):
    assert read_claim(write_claim(each)) == each


@tried(80)
@given(ALL_DETAILS)
def test_details_are_read_back_as_they_were_written(each):
    assert details.read_details(details.write_details(each, FORM), FORM) == each


def test_the_id_names_the_unsigned_bytes_and_no_signature_changes_it():
    again = sign_claim(CLAIM, ELECTION.id, KEY, b"papers")
    assert SIGNED.id == again.id == id_of(write_claim(CLAIM))
    assert SIGNED.id == hashlib.sha256(SIGNED.payload).hexdigest()
    assert read_signed(write_signed(again)) == again


READERS = (
    (read_claim, write_claim(CLAIM)),
    (read_signed, write_signed(replace(SIGNED, chain=b"c" * 300))),
    (lambda data: details.read_details(data, FORM), DETAIL_BYTES),
)


@pytest.mark.parametrize(("read", "good"), READERS)
def test_whatever_is_done_to_the_bytes_only_named_errors_come_out(read, good):
    for at in range(len(good)):
        for change in (good[:at], good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :], good + good[:at]):
            with suppress(ClaimError):
                read(change)


@tried(150)
@given(st.binary(max_size=400), st.integers(0, 2))
def test_bytes_from_anywhere_are_read_or_refused_by_name(data, which):
    read = READERS[which][0]
    with pytest.raises(ClaimError):
        read(data)


ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary(max_size=40) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=12) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=30,
)


@tried(150)
@given(ANY_VALUE, st.integers(0, 2))
def test_any_well_written_value_of_another_shape_is_refused_by_name(value, which):
    read = READERS[which][0]
    with pytest.raises(ClaimError):
        read(cbor2.dumps(value, canonical=True))


@tried(100)
@given(ANY_VALUE, st.integers(0, 10))
def test_a_claim_with_one_part_of_another_shape_is_refused_or_still_itself(value, place):
    parts = cbor2.loads(write_claim(CLAIM))
    parts[place] = value
    data = cbor2.dumps(parts, canonical=True)
    with suppress(ClaimError):
        assert write_claim(read_claim(data)) == data


@tried(100)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_by_name(text):
    with suppress(ClaimError):
        read_signed(from_text("SK1." + text))
    with pytest.raises(NotAClaimError):
        from_qr([text])


def test_another_writing_of_the_same_values_is_refused():
    longer = b"\x98\x0b" + write_claim(CLAIM)[1:]
    assert cbor2.loads(longer) == cbor2.loads(write_claim(CLAIM))
    with pytest.raises(NotDeterministicError):
        read_claim(longer)


def test_a_number_of_a_later_format_is_told_apart_from_damage():
    parts = cbor2.loads(write_claim(CLAIM))
    with pytest.raises(NewerClaimError):
        read_claim(cbor2.dumps([2, *parts[1:], "more"], canonical=True))


def test_what_is_larger_than_any_form_needs_is_not_even_parsed():
    with pytest.raises(ClaimTooLargeError):
        read_claim(b"\x80" * (payload.MOST_BYTES + 1))


@pytest.mark.parametrize(
    "nested", [b"\x81" * 3000, b"\xd8\x1c\x81\xd8\x1d\x00", b"\x9b" + b"\xff" * 8, b"\xc4\x82"]
)
def test_bytes_that_break_parsers_are_no_claim(nested):
    with pytest.raises(NotAClaimError):
        read_signed(nested)
