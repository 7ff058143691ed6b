"""Sign an officer in by the phone's signature over a challenge: no secret travels, nothing slow is computed.

Invariant: a challenge opens one session, and a key whose claims would not stand opens none. Signing in is for
looking; a signed claim is taken in without it.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sirekap.accounts.certificates import seconds
from sirekap.accounts.challenge import LASTS_SECONDS, RANDOM_BYTES, is_fresh, make_challenge
from sirekap.accounts.key_changes import Doubtful, standing
from sirekap.accounts.model import Account, Reach, Step
from sirekap.accounts.signatures import KeyId, Label, holds
from sirekap.accounts.ways import Way
from sirekap.actions.know_device import prove_device
from sirekap.actions.open_session import Session, open_session
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.actions.problems import (
    DeviceRevokedError,
    SignatureError,
    StaleChallengeError,
    UnknownDeviceError,
)


@dataclass(frozen=True, slots=True)
class SignInDevice:
    """A device's answer to a challenge; ``place`` is the device's own."""

    place: Reach
    key: KeyId
    challenge: bytes
    signature: bytes
    at: datetime


def challenge(ports: Ports, at: datetime) -> bytes:
    """Return a fresh challenge of 32 bytes."""
    return make_challenge(ports.store.sample_secret, secrets.token_bytes(RANDOM_BYTES), seconds(at))


def sign_in_device(ports: Ports, command: SignInDevice) -> Session:
    """Open a session for the device's account; raise the ActionError that says why not."""
    if not is_fresh(ports.store.sample_secret, command.challenge, seconds(command.at)):
        raise StaleChallengeError
    account = _account_of(ports, command)
    return ports.store.do(lambda work: _open(work, command, account), command.place)


def _open(work: Work, command: SignInDevice, account: Account) -> Session:
    """Open the session, once for each challenge."""
    fresh_until = command.at + timedelta(seconds=LASTS_SECONDS)
    if not work.keys.answer(command.place, command.challenge.hex(), fresh_until):
        raise StaleChallengeError
    return open_session(work, account, Way.DEVICE, command.at, {"device": command.key})


def _account_of(ports: Ports, command: SignInDevice) -> Account:
    """Return whose device answered, or leave an audit line and raise.

    A device signs in where a claim of it would stand: what was revoked above it before it was enrolled, an
    issuer or a root too, shuts it out.
    """
    with ports.store.look() as books:
        device = books.keys.device(command.place, command.key)
        told = books.keys.revocations(command.place)
    if device is None:
        raise UnknownDeviceError
    if not holds(device.key, Label.SIGN_IN, ports.election.id, command.challenge, command.signature):
        _refuse(ports, command, "signature")
        raise SignatureError
    proven = prove_device(ports, device.chain, device.enrolled_at)
    stands = standing(proven, told, seconds(device.enrolled_at), seconds(command.at))
    if isinstance(stands, Doubtful):
        _refuse(ports, command, "revoked")
        raise DeviceRevokedError
    return Account(device.account, device.role, device.place)


def _refuse(ports: Ports, command: SignInDevice, why: str) -> None:
    with ports.store.work() as work:
        subject = {"device": command.key, "why": why}
        work.note(AuditLine(Step.SIGN_IN.value, "", command.place, command.at, Outcome.REFUSED, subject))
