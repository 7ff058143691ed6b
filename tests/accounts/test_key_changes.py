from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.accounts.keys import (
    BEGIN,
    DAY,
    ELECTION,
    ISSUER,
    NEXT_ROOT,
    OTHER,
    ROOT,
    ROOTS,
    STATION,
    STRANGER,
    chain,
    issuer,
)

from sirekap.accounts.certificates import seconds
from sirekap.accounts.chain_errors import RetiredRootError
from sirekap.accounts.key_chain import Root, prove
from sirekap.accounts.key_changes import (
    Doubtful,
    Reason,
    Revocation,
    Rotation,
    Standing,
    UnprovenStatementError,
    follow,
    read_revocation,
    read_rotation,
    standing,
)
from sirekap.accounts.model import Reach
from sirekap.accounts.signatures import key_id, public_of

NOON = seconds(datetime(2026, 2, 14, 5, 0, tzinfo=UTC))
PHONE = prove(chain().to_bytes(ELECTION), ROOTS, ELECTION, DAY)


def revoked(key=PHONE.key_id, place=STATION, since=NOON, by=ISSUER):
    return Revocation(key, Reach(place), since, Reason.LOST, key_id(b"")).signed(by, ELECTION)


def rotated(old=ROOT, new=NEXT_ROOT, since=NOON):
    return Rotation(public_of(old), public_of(new), since).signed(old, new, ELECTION)


def test_a_lost_phones_claims_stand_if_received_before_and_are_doubtful_after():
    told = revoked()
    assert standing(PHONE, [told], enrolled=BEGIN, received=NOON - 1) == Standing()
    assert standing(PHONE, [told], enrolled=BEGIN, received=NOON) == Doubtful(told)


@pytest.mark.parametrize("key", [PHONE.voucher, PHONE.issuer, PHONE.root])
def test_a_revoked_voucher_issuer_or_root_makes_doubtful_what_enrolled_since(key):
    told = revoked(key)
    assert standing(PHONE, [told], enrolled=NOON - 1, received=NOON + 9) == Standing()
    assert standing(PHONE, [told], enrolled=NOON, received=NOON + 9) == Doubtful(told)


def test_a_revocation_concerns_its_own_key_and_place_only():
    others = [revoked(key_id(b"another")), revoked(place="3528")]
    assert standing(PHONE, others, enrolled=NOON, received=NOON) == Standing()


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.permutations([0, 1, 2]))
def test_the_order_of_revocations_does_not_decide_whether_a_claim_stands(enrolled, received, order):
    told = [revoked(), revoked(PHONE.voucher, since=NOON + 9), revoked(PHONE.issuer, since=NOON - 9)]
    one = standing(PHONE, told, enrolled, received)
    other = standing(PHONE, [told[at] for at in order], enrolled, received)
    assert type(one) is type(other)


def test_a_revocation_is_believed_within_its_signers_reach_only():
    told = read_revocation(revoked().to_bytes())
    assert told == revoked()
    assert told.is_signed(public_of(ISSUER), Reach("3527"), ELECTION)
    assert not told.is_signed(public_of(ISSUER), Reach("3528"), ELECTION)
    assert not told.is_signed(public_of(STRANGER), Reach(""), ELECTION)
    assert not told.is_signed(public_of(ISSUER), Reach("3527"), OTHER)


@given(st.integers(0, 200), st.integers(1, 255))
def test_no_byte_of_a_statement_can_be_changed(at, change):
    for data, read, believed in (
        (
            revoked().to_bytes(),
            read_revocation,
            lambda r: r.is_signed(public_of(ISSUER), Reach(""), ELECTION),
        ),
        (rotated().to_bytes(), read_rotation, lambda r: r.is_signed(ELECTION)),
    ):
        place = at % len(data)
        changed = data[:place] + bytes([data[place] ^ change]) + data[place + 1 :]
        try:
            assert not believed(read(changed))
        except UnprovenStatementError:
            continue


@given(st.binary(max_size=300))
def test_bytes_that_are_no_statement_are_refused_by_name(data):
    for read in (read_revocation, read_rotation):
        with pytest.raises(UnprovenStatementError):
            read(data)


def test_a_rotation_leads_from_the_pinned_root_to_its_successor():
    roots = follow(ROOTS, [read_rotation(rotated().to_bytes())], ELECTION)
    assert roots == (Root(public_of(ROOT), NOON), Root(public_of(NEXT_ROOT)))
    by_new = chain(issuer=issuer(since=NOON, root=NEXT_ROOT)).to_bytes(ELECTION)
    assert prove(by_new, roots, ELECTION, DAY).root == roots[1].id
    assert prove(chain().to_bytes(ELECTION), roots, ELECTION, DAY).root == roots[0].id
    with pytest.raises(RetiredRootError):
        prove(chain(issuer=issuer(since=NOON)).to_bytes(ELECTION), roots, ELECTION, DAY)


def test_rotations_chain_in_any_order_and_an_old_key_hands_over_once():
    onward = rotated(NEXT_ROOT, ISSUER, NOON + 5)
    again = rotated(ROOT, STRANGER, NOON + 7)
    for order in ([rotated(), onward, again], [again, onward, rotated()]):
        assert [root.key for root in follow(ROOTS, order, ELECTION)] == [
            public_of(ROOT),
            public_of(NEXT_ROOT),
            public_of(ISSUER),
        ]


def test_a_rotation_that_no_trusted_root_signed_changes_nothing():
    forged = Rotation(public_of(ROOT), public_of(STRANGER), NOON).signed(STRANGER, STRANGER, ELECTION)
    for each in (rotated(STRANGER, NEXT_ROOT), forged):
        assert follow(ROOTS, [each], ELECTION) == ROOTS
    assert follow(ROOTS, [rotated()], OTHER) == ROOTS
