"""Sign in by a passkey: the browser's answer to a challenge, proven by the key that is held.

Invariant: a challenge is answered once: a passkey takes no answer to one that is not newer than its last.
Every refusal is one error, so that nobody learns which accounts there are.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sirekap.accounts.certificates import seconds
from sirekap.accounts.challenge import RANDOM_BYTES, is_fresh, make_challenge
from sirekap.accounts.model import Account, AccountId, Step
from sirekap.accounts.passkeys import (
    Console,
    Passkey,
    PasskeyError,
    ask_for_held,
    challenge_of,
    owner_of,
    used,
)
from sirekap.accounts.ways import Way
from sirekap.actions.open_session import Session, open_session
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.actions.problems import StaleChallengeError
from sirekap.actions.way_ports import HeldPasskey
from sirekap.actions.way_problems import PasskeyRefusedError

HEAD_BYTES = 16
"""A challenge's second and random bytes: later challenges have later heads."""


@dataclass(frozen=True, slots=True)
class SignInPasskey:
    """The browser's answer, as WebAuthn writes it in JSON."""

    console: Console
    answer: Mapping[str, Any]
    at: datetime


def ask_passkey(ports: Ports, console: Console, at: datetime) -> Mapping[str, Any]:
    """Return what the browser is asked."""
    return ask_for_held(console, fresh_challenge(ports, at))


def fresh_challenge(ports: Ports, at: datetime) -> bytes:
    """Return a challenge of this second."""
    return make_challenge(ports.store.sample_secret, secrets.token_bytes(RANDOM_BYTES), seconds(at))


def answered_challenge(ports: Ports, answer: Mapping[str, Any], at: datetime) -> bytes:
    """Return the challenge that is answered; raise StaleChallengeError or PasskeyRefusedError."""
    try:
        challenge = challenge_of(answer)
    except PasskeyError as error:
        raise PasskeyRefusedError(str(error)) from None
    if not is_fresh(ports.store.sample_secret, challenge, seconds(at)):
        raise StaleChallengeError
    return challenge


def name_of_key(credential: bytes) -> str:
    """Return by what a passkey is found: the start of the hash (hex) of the name its device gave it."""
    return sha256(credential).hexdigest()[:32]


def sign_in_passkey(ports: Ports, command: SignInPasskey) -> Session:
    """Open a session for the passkey's owner; raise StaleChallengeError or PasskeyRefusedError."""
    challenge = answered_challenge(ports, command.answer, command.at)
    try:
        account, credential = owner_of(command.answer)
    except PasskeyError as error:
        raise PasskeyRefusedError(str(error)) from None
    key_id = name_of_key(credential)
    with ports.store.work() as work:
        found = _proven(work, command, challenge, account, key_id)
        if found is not None:
            owner, held = found
            work.ways.answered(owner.id, held)
            return open_session(work, owner, Way.PASSKEY, command.at, {"passkey": key_id})
        place = _place_of(work, account)
        subject = {"way": Way.PASSKEY.value, "passkey": key_id}
        work.note(AuditLine(Step.SIGN_IN.value, "", place, command.at, Outcome.REFUSED, subject))
    raise PasskeyRefusedError


def _proven(
    work: Work, command: SignInPasskey, challenge: bytes, account: AccountId, key_id: str
) -> tuple[Account, HeldPasskey] | None:
    """Return whose passkey answered and what to keep of it; None where it is unknown or does not hold."""
    owner = work.accounts.get(account)
    held = next((each for each in work.ways.passkeys_of(account) if each.key_id == key_id), None)
    head = challenge[:HEAD_BYTES]
    if owner is None or held is None or head <= held.answered:
        return None
    try:
        count = used(command.console, challenge, held.passkey, command.answer)
    except PasskeyError:
        return None
    passkey = Passkey(held.passkey.credential, held.passkey.key, count)
    return owner, replace(held, passkey=passkey, used_at=command.at, answered=head)


def _place_of(work: Work, account: AccountId) -> str:
    owner = work.accounts.get(account)
    return "" if owner is None else owner.reach
