from datetime import timedelta

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.accounts.keys import (
    BEGIN,
    CODE,
    DAY,
    DEVICE,
    ELECTION,
    END,
    NEXT_ROOT,
    ONE_TIME,
    OTHER,
    ROOTS,
    STATION,
    STRANGER,
    binding,
    chain,
    issuer,
    voucher,
)

from sirekap.accounts import chain_errors
from sirekap.accounts.certificates import moment
from sirekap.accounts.chain_errors import ChainError
from sirekap.accounts.key_chain import Root, prove, read_chain
from sirekap.accounts.model import Role
from sirekap.accounts.one_time_key import one_time_key
from sirekap.accounts.sign_in_code import code_bytes, make_code
from sirekap.accounts.signatures import Label, holds, public_of, sign

GOOD = chain().to_bytes(ELECTION)


def proven(made, at=DAY, election=ELECTION, roots=ROOTS):
    data = made if isinstance(made, bytes) else made.to_bytes(election)
    return prove(data, roots, election, at)


def test_a_chain_proves_the_device_the_account_and_the_station():
    device = proven(GOOD)
    assert (device.account, device.station, device.role) == (f"{STATION}-officer-1", STATION, Role.OFFICER)
    assert device.key == public_of(DEVICE)
    assert device.until == moment(END)
    assert device.acts_as().reach == STATION


def test_a_chain_is_small_enough_for_a_claims_qr_code():
    assert len(GOOD) == 357


def test_what_the_device_signs_holds_for_that_purpose_and_election_only():
    device = proven(GOOD)
    signature = sign(DEVICE, Label.CLAIM, ELECTION, b"body")
    assert device.signed(Label.CLAIM, ELECTION, b"body", signature)
    assert not device.signed(Label.SIGN_IN, ELECTION, b"body", signature)
    assert not device.signed(Label.CLAIM, OTHER, b"body", signature)
    assert not device.signed(Label.CLAIM, ELECTION, b"bodY", signature)
    assert not device.signed(Label.CLAIM, ELECTION, b"body", signature[:-1])


def test_a_ppk_may_have_a_device_of_its_own():
    device = proven(chain(voucher=voucher(place="352701", role=Role.PPK, number=2)))
    assert (device.account, device.station) == ("352701-ppk-2", None)


BROKEN = {
    "chain_of_other_election": lambda: proven(chain().to_bytes(OTHER)),
    "issuer_unknown": lambda: proven(chain(issuer=issuer(root=STRANGER))),
    "root_retired": lambda: proven(GOOD, roots=(Root(ROOTS[0].key, BEGIN),)),
    "voucher_not_issued": lambda: proven(chain(voucher=voucher(by=STRANGER))),
    "voucher_outside_reach": lambda: proven(chain(voucher=voucher(place="3528012001003"))),
    "device_not_bound": lambda: proven(chain(binding=binding(by=DEVICE))),
    "chain_expired": lambda: proven(GOOD, at=moment(END) + timedelta(seconds=1)),
    "chain_not_yet_valid": lambda: proven(GOOD, at=moment(BEGIN) - timedelta(seconds=1)),
    "chain_malformed": lambda: proven(GOOD[:-1]),
    "chain_version_unknown": lambda: proven(cbor2.dumps([2, b""], canonical=True)),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_chain_is_named_after_what_is_wrong(code):
    with pytest.raises(ChainError) as caught:
        BROKEN[code]()
    assert caught.value.code == code


def test_every_chain_error_but_the_first_is_provoked_above_and_speaks_both_languages():
    errors = [each for each in vars(chain_errors).values() if isinstance(each, type)]
    kinds = [each for each in errors if issubclass(each, ChainError)]
    assert {each.code for each in kinds} - {ChainError.code} == set(BROKEN)
    assert all(set(each.say) == {"id", "en"} and all(each.say.values()) for each in kinds)


def test_a_signature_of_another_election_holds_in_none_of_the_links():
    for link in ({"issuer": issuer(election=OTHER)}, {"voucher": voucher(election=OTHER)}):
        with pytest.raises(ChainError):
            proven(chain(**link))
    with pytest.raises(ChainError):
        proven(chain(binding=binding(election=OTHER)))


def test_a_root_that_is_not_pinned_proves_nothing():
    with pytest.raises(ChainError):
        proven(GOOD, roots=(Root(public_of(NEXT_ROOT)),))


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_of_a_chain_can_be_changed(at, change):
    changed = GOOD[:at] + bytes([GOOD[at] ^ change]) + GOOD[at + 1 :]
    with pytest.raises(ChainError):
        proven(changed)


@given(st.binary(max_size=600))
def test_bytes_that_are_no_chain_are_refused_by_name(data):
    with pytest.raises(ChainError):
        proven(data)


PARTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.binary(max_size=70) | st.text(max_size=14) | st.floats(),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=20,
)


@given(st.lists(PARTS, max_size=4))
def test_other_writings_are_refused_by_name(parts):
    with pytest.raises(ChainError):
        proven(cbor2.dumps([1, *parts], canonical=True))


def test_only_the_deterministic_writing_is_read():
    items = cbor2.loads(GOOD)
    longer = b"\x98\x05" + GOOD[1:]
    assert cbor2.loads(longer) == items
    with pytest.raises(ChainError):
        read_chain(longer, ELECTION)


@given(st.binary(min_size=16, max_size=16))
def test_a_code_gives_its_bytes_back_and_one_key(secret):
    code = make_code(secret)
    assert code_bytes(f" {code.lower()}") == secret
    assert public_of(one_time_key(code, ELECTION)) == public_of(one_time_key(code.lower(), ELECTION))
    assert public_of(one_time_key(code, ELECTION)) != public_of(one_time_key(code, OTHER))


@pytest.mark.parametrize("typed", ["", "short", "Z" * 26, "U" * 26, "0" * 27])
def test_what_is_no_code_makes_no_key(typed):
    with pytest.raises(ValueError, match="code"):
        one_time_key(typed, ELECTION)


def test_bytes_that_are_no_key_verify_nothing():
    signature = sign(ONE_TIME, Label.CLAIM, ELECTION, b"")
    for key in (b"", b"\x02" + b"\xff" * 32, b"\x05" * 33, b"\0" * 32, b"\4" * 65):
        assert not holds(key, Label.CLAIM, ELECTION, b"", signature)
    assert not holds(public_of(ONE_TIME), Label.CLAIM, ELECTION, b"", b"\0" * 64)
    assert code_bytes(CODE) == bytes(range(16))
