"""The same bytes travel by QR code, text and file, in any order of parts, and fit where they must."""

import random
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.effort import tried
from tests.record.claims.made_claims import KEY, SIGNED, claim
from tests.record.made import ELECTION

from sirekap.record.claims.errors import ClaimTooLargeError, NotAClaimError
from sirekap.record.claims.signed import MOST_BYTES, sign_claim, write_signed
from sirekap.record.claims.travel import (
    MOST_PARTS,
    MOST_SMS,
    QR_LETTERS,
    from_qr,
    from_text,
    read_base45,
    sms_count,
    to_qr,
    to_text,
    write_base45,
)

LARGEST = claim(said=(999,) * 45, number=999)
"""A presidential form has 40 fields at most, each of three boxes."""
PARTY_LIST = claim(said=(999,) * 60 + (40,) * 24 * 14, number=999)
"""Administration, and twenty-four parties of up to twelve candidates."""
CHAIN = b"c" * 450


@pytest.mark.parametrize(
    ("data", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base_45_is_that_of_its_standard(data, text):
    assert write_base45(data) == text
    assert read_base45(text) == data


@pytest.mark.parametrize("text", ["GGW", ":::", "A", "ABCD", "a12", "Z:"])
def test_what_is_no_base_45_is_refused(text):
    with pytest.raises(NotAClaimError):
        read_base45(text)


@tried(100)
@given(st.binary(max_size=600))
def test_base_45_gives_back_what_was_written(data):
    assert read_base45(write_base45(data)) == data


def test_a_ticket_contests_claim_is_at_most_three_sms_in_letters_every_telephone_has():
    data = write_signed(sign_claim(LARGEST, ELECTION.id, KEY))
    text = to_text(data)
    assert from_text(f" {text[:100]}\r\n{text[100:]} \n") == data
    assert sms_count(text) <= MOST_SMS
    assert all(sign.isascii() and (sign.isalnum() or sign in "._-") for sign in text)


def test_a_ticket_contests_claim_with_its_chain_is_one_qr_code():
    parts = to_qr(write_signed(sign_claim(LARGEST, ELECTION.id, KEY, CHAIN)))
    assert len(parts) == 1
    assert len(parts[0]) <= QR_LETTERS


def test_a_party_contests_claim_with_its_chain_is_at_most_four_qr_codes():
    data = write_signed(sign_claim(PARTY_LIST, ELECTION.id, KEY, CHAIN))
    parts = to_qr(data)
    assert 1 < len(parts) <= MOST_PARTS
    assert max(len(part) for part in parts) <= QR_LETTERS


def test_parts_are_put_together_in_any_order_and_with_repeats():
    data = write_signed(sign_claim(PARTY_LIST, ELECTION.id, KEY, CHAIN))
    parts = [*to_qr(data), *to_qr(data)]
    random.Random(5).shuffle(parts)
    assert from_qr(parts) == data


def test_a_missing_part_and_parts_of_two_claims_are_refused():
    one = to_qr(write_signed(sign_claim(PARTY_LIST, ELECTION.id, KEY, CHAIN)))
    other = to_qr(write_signed(sign_claim(replace(PARTY_LIST, details="1" * 64), ELECTION.id, KEY, CHAIN)))
    for parts in (one[:-1], one[1:], (one[0], *other[1:]), (*one, "SK1"), ()):
        with pytest.raises(NotAClaimError):
            from_qr(parts)


def test_what_four_codes_cannot_hold_is_refused():
    with pytest.raises(ClaimTooLargeError):
        to_qr(b"x" * MOST_BYTES)


def test_a_scanner_reads_from_the_printed_code_what_was_written():
    data = write_signed(replace(SIGNED, chain=CHAIN))
    (text,) = to_qr(data)
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="L")
    picture = code.to_image(scale=3, add_quiet_zones=True)
    (found,) = zxingcpp.read_barcodes(picture)
    assert from_qr([found.text]) == data
    assert picture.shape[0] // 3 <= 97 + 8
