from datetime import timedelta

import pytest
from tests.accounts.keys import ISSUER, Phone
from tests.actions.stage import ELECTION, NEIGHBOUR, STATION

from sirekap.accounts.certificates import seconds
from sirekap.accounts.chain_errors import ChainError, VoucherNotIssuedError
from sirekap.accounts.key_changes import Reason, Revocation
from sirekap.accounts.model import Reach, Role
from sirekap.accounts.sign_in_code import hash_code
from sirekap.accounts.signatures import Label, key_id
from sirekap.actions.activate_device import ActivateDevice, activate_device, find_voucher
from sirekap.actions.key_ports import HeldVoucher
from sirekap.actions.know_device import UsedBefore, know_device, prove_device
from sirekap.actions.ports import Outcome
from sirekap.actions.problems import (
    DeviceRevokedError,
    SignatureError,
    StaleChallengeError,
    UnknownCodeError,
    UnknownDeviceError,
    VoucherUsedError,
)
from sirekap.actions.sign_in import signed_in
from sirekap.actions.sign_in_device import SignInDevice, challenge, sign_in_device


def phone(**more):
    return Phone(ELECTION.id, STATION, **more)


def activate(stage, own):
    return activate_device(stage.ports, ActivateDevice(own.chain(), stage.now()))


def answer(stage, own, at=None, **changed):
    at = at or stage.now()
    asked = changed.get("challenge", challenge(stage.ports, at))
    signature = changed.get("signature", own.sign(Label.SIGN_IN, asked))
    return sign_in_device(stage.ports, SignInDevice(own.place, own.id, asked, signature, at))


def revoke(stage, key, at):
    told = Revocation(key, Reach(STATION), seconds(at), Reason.LOST, key_id(b"")).signed(ISSUER, ELECTION.id)
    with stage.store.work() as work:
        work.keys.revoke(told, at)
        work.keys.revoke(told, at)
        work.note(stage.audit_line())
    return told


def seen(stage, own, at):
    device = prove_device(stage.ports, own.chain(), at)
    with stage.store.work() as work:
        work.note(stage.audit_line())
        return know_device(work, device, own.chain(), at)


def test_a_phone_is_activated_once_and_again_changes_nothing(stage):
    first, again = activate(stage, phone()), activate(stage, phone())
    assert (again.device, again.enrolled_at) == (first.device, first.enrolled_at)
    assert first.device.account == f"{STATION}-officer-1"
    with stage.store.look() as books:
        assert len(books.keys.devices_of(Reach(STATION), first.device.account)) == 1
        assert books.accounts.get(first.device.account).role is Role.OFFICER


def test_a_voucher_enrols_the_first_phone_and_no_other(stage):
    first = activate(stage, phone())
    with pytest.raises(VoucherUsedError):
        activate(stage, phone(seed=2))
    assert seen(stage, phone(seed=2), stage.now()).doubt == UsedBefore(first.enrolled_at)
    assert activate(stage, phone()).doubt is None
    assert stage.store.audit_lines(STATION)[-3].outcome is Outcome.REFUSED


def test_a_key_serves_one_voucher_only(stage):
    first = activate(stage, phone())
    with pytest.raises(VoucherUsedError):
        activate(stage, phone(number=2))
    assert seen(stage, phone(number=2), stage.now()).doubt == UsedBefore(first.enrolled_at)


def test_a_phone_that_never_had_signal_is_enrolled_by_its_first_claim(stage):
    known = seen(stage, phone(), stage.now())
    assert (known.doubt, known.device.station) == (None, STATION)
    assert answer(stage, phone()).account.reach == STATION


def test_a_chain_that_proves_nothing_leaves_an_audit_line(stage):
    forged = phone()
    forged.voucher = forged.voucher.__class__(*forged.voucher.parts[:2], Role.PPK, 1, 9, b"\0" * 64)
    with pytest.raises(VoucherNotIssuedError):
        activate(stage, forged)
    with pytest.raises(ChainError):
        activate_device(stage.ports, ActivateDevice(b"", stage.now()))
    told = [(line.outcome, line.subject["why"]) for line in stage.store.audit_lines("")[-2:]]
    assert told == [(Outcome.REFUSED, "voucher_not_issued"), (Outcome.REFUSED, "chain_malformed")]


def test_a_revoked_phone_is_doubted_from_then_on_and_signs_in_no_more(stage):
    activate(stage, phone())
    at = stage.now()
    told = revoke(stage, phone().id, at)
    assert seen(stage, phone(), at - timedelta(seconds=1)).doubt is None
    assert seen(stage, phone(), at).doubt == told
    with pytest.raises(DeviceRevokedError):
        answer(stage, phone())
    with pytest.raises(DeviceRevokedError):
        activate(stage, phone())


def test_a_revoked_voucher_enrols_nobody_but_leaves_its_phone_alone(stage):
    activate(stage, phone())
    voucher = phone().voucher.id
    revoke(stage, voucher, stage.now())
    assert seen(stage, phone(), stage.now()).doubt is None
    other = phone(number=2, seed=3)
    told = revoke(stage, other.voucher.id, stage.now())
    assert seen(stage, other, stage.now()).doubt == told


def test_a_phone_signs_in_where_its_claims_would_stand_and_nowhere_else(stage):
    activate(stage, phone())
    revoke(stage, phone().voucher.id, stage.now())
    assert answer(stage, phone()).account.reach == STATION
    late = phone(number=2, seed=3)
    revoke(stage, late.voucher.id, stage.now())
    assert seen(stage, late, stage.now()).doubt is not None
    with pytest.raises(DeviceRevokedError):
        answer(stage, late)
    assert stage.store.audit_lines(STATION)[-1].subject["why"] == "revoked"


def test_a_phone_signs_its_officer_in(stage):
    activate(stage, phone())
    session = answer(stage, phone())
    account = signed_in(stage.ports, session.token, stage.now()).account
    assert (account.role, account.reach) == (Role.OFFICER, STATION)
    assert stage.store.audit_lines(STATION)[-1].subject == {"way": "device", "device": phone().id}


def test_a_challenge_signs_in_once(stage):
    own = phone()
    activate(stage, own)
    asked = challenge(stage.ports, stage.now())
    answer(stage, own, challenge=asked)
    with pytest.raises(StaleChallengeError):
        answer(stage, own, challenge=asked)
    answer(stage, own)


def test_who_answers_wrongly_is_not_signed_in(stage):
    activate(stage, phone())
    old = challenge(stage.ports, stage.now() - timedelta(minutes=6))
    early = challenge(stage.ports, stage.now() + timedelta(minutes=6))
    for stale in (old, early, b"", b"x" * 32):
        with pytest.raises(StaleChallengeError):
            answer(stage, phone(), challenge=stale)
    asked = challenge(stage.ports, stage.now())
    others = phone(seed=2).sign(Label.SIGN_IN, asked), phone().sign(Label.CLAIM, asked)
    for wrong in (b"", b"\0" * 64, *others):
        with pytest.raises(SignatureError):
            answer(stage, phone(), challenge=asked, signature=wrong)
    with pytest.raises(UnknownDeviceError):
        answer(stage, phone(seed=2))
    with pytest.raises(UnknownDeviceError):
        answer(stage, Phone(ELECTION.id, NEIGHBOUR))


def test_a_typed_code_finds_its_voucher_and_the_code_is_kept_nowhere(stage):
    own = phone()
    held = HeldVoucher(own.issuer, own.voucher, hash_code(own.code), stage.now())
    with stage.store.work() as work:
        work.keys.add_vouchers([held])
        work.note(stage.audit_line())
    paper = find_voucher(stage.ports, own.code.lower())
    assert (paper.voucher, paper.issuer, paper.code) == (own.voucher, own.issuer, None)
    with stage.store.look() as books:
        assert books.keys.vouchers_of(Reach(STATION), own.voucher.account) == (held,)
    with pytest.raises(UnknownCodeError):
        find_voucher(stage.ports, phone(number=2).code)
    kept = b"".join(path.read_bytes() for path in stage.folder.glob("sirekap.db*"))
    assert own.code.encode() not in kept
    assert own.code.replace("-", "").encode() not in kept
