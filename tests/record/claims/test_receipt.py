"""A receipt says exactly what is held, and only the server's key can have said it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.accounts.keys import DAY, ELECTION, OTHER, ROOT, STRANGER
from tests.laws.effort import tried

from sirekap.accounts.signatures import public_of
from sirekap.record.claims.errors import BadSignatureError, ClaimError
from sirekap.record.claims.receipt import Receipt, Verdict, read_receipt, sign_receipt

RECEIPT = Receipt("ab" * 32, DAY, Verdict.ACCEPTED, True, ("01" * 32, "02" * 32), ("03" * 32,))
KEY = public_of(ROOT)


def test_a_receipt_is_read_back_as_it_was_signed():
    assert read_receipt(sign_receipt(RECEIPT, ELECTION, ROOT), ELECTION, KEY) == RECEIPT


def test_a_receipt_of_another_key_or_election_is_none():
    for election, key in ((ELECTION, STRANGER), (OTHER, ROOT)):
        with pytest.raises(BadSignatureError):
            read_receipt(sign_receipt(RECEIPT, election, key), ELECTION, KEY)


@tried(100)
@given(st.data())
def test_no_changed_receipt_passes(data):
    good = sign_receipt(RECEIPT, ELECTION, ROOT)
    at, other = data.draw(st.integers(0, len(good) - 1)), data.draw(st.integers(1, 255))
    with pytest.raises(ClaimError):
        read_receipt(good[:at] + bytes([good[at] ^ other]) + good[at + 1 :], ELECTION, KEY)
