"""Sign an officer in by the phone's signature over a challenge: no secret travels, nothing slow is computed.

Invariant: a challenge opens one session, and a key whose claims would not stand opens none. Signing in is for
looking; a signed claim is taken in without it.
"""

import secrets
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta

from sirekap.accounts.certificates import seconds
from sirekap.accounts.challenge import LASTS_SECONDS, RANDOM_BYTES, is_fresh, make_challenge
from sirekap.accounts.key_chain import proven_before
from sirekap.accounts.key_changes import Standing, standing
from sirekap.accounts.model import Account, Reach, Step
from sirekap.accounts.signatures import KeyId, Label, holds
from sirekap.accounts.ways import Way
from sirekap.actions.key_ports import HeldDevice
from sirekap.actions.open_session import Session, open_session
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.actions.problems import (
    ActionError,
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


Refused = SignatureError | DeviceRevokedError
"""A refusal that leaves an audit line."""

Answered = Session | Refused


def challenge(ports: Ports, at: datetime) -> bytes:
    """Return a fresh challenge of 32 bytes."""
    return make_challenge(ports.store.sample_secret, secrets.token_bytes(RANDOM_BYTES), seconds(at))


def sign_in_device(ports: Ports, command: SignInDevice) -> Session:
    """Open a session for the device's account; raise the ActionError that says why not."""
    return session_of(submit_sign_in(ports, command).result())


def submit_sign_in(ports: Ports, command: SignInDevice) -> "Future[Answered]":
    """Submit the answer to be judged together with others'; raise StaleChallengeError at once.

    The future is told once session and audit line are on disk, or why there is none; give what it holds to
    ``session_of``.
    """
    if not is_fresh(ports.store.sample_secret, command.challenge, seconds(command.at)):
        raise StaleChallengeError
    return ports.store.submit(command.place, lambda work: _answer(ports, work, command))


def session_of(answered: Answered) -> Session:
    """Return the session that was opened, or raise why none was."""
    if isinstance(answered, ActionError):
        raise answered
    return answered


def _answer(ports: Ports, work: Work, command: SignInDevice) -> Answered:
    """Open the session, once for each challenge; a refusal that is noted is returned, so that it is kept."""
    device = work.keys.device(command.place, command.key)
    if device is None:
        raise UnknownDeviceError
    if not holds(device.key, Label.SIGN_IN, ports.election.id, command.challenge, command.signature):
        return _refused(work, command, SignatureError("signature"))
    if not _stands(ports, work, device, command.at):
        return _refused(work, command, DeviceRevokedError("revoked"))
    fresh_until = command.at + timedelta(seconds=LASTS_SECONDS)
    if not work.keys.answer(command.place, command.challenge.hex(), fresh_until):
        raise StaleChallengeError
    account = Account(device.account, device.role, device.place)
    return open_session(work, account, Way.DEVICE, command.at, {"device": command.key})


def _stands(ports: Ports, work: Work, device: HeldDevice, at: datetime) -> bool:
    """Tell whether a claim of the device would stand.

    What was revoked above it before it was enrolled, an issuer or a root too, shuts it out.
    """
    proven = proven_before(device.chain, ports.roots, ports.election.id)
    told = work.keys.revocations(device.place)
    return isinstance(standing(proven, told, seconds(device.enrolled_at), seconds(at)), Standing)


def _refused(work: Work, command: SignInDevice, error: Refused) -> Refused:
    subject = {"device": command.key, "why": str(error)}
    work.note(AuditLine(Step.SIGN_IN.value, "", command.place, command.at, Outcome.REFUSED, subject))
    return error
