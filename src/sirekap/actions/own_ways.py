"""One's own ways in: see them, add a passkey, set a password with an authenticator app, take a passkey away.

Invariant: only who signed in a short while ago changes anything, so that a console left open is no way to a
lasting one; the last way in is never taken away by its owner. Adding one ends every other session of theirs,
and the first one spends the code on paper: whoever came in by it before is out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sirekap.accounts.model import Step
from sirekap.accounts.passkeys import Console, PasskeyError, ask_for_new, made
from sirekap.accounts.passwords import app_address, is_weak, new_app_secret, step_of_code
from sirekap.accounts.seal import Seal, SealBrokenError
from sirekap.accounts.ways import FRESH
from sirekap.actions.ports import Ports
from sirekap.actions.sign_in_passkey import answered_challenge, fresh_challenge, name_of_key
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.actions.way_ports import HeldPasskey, HeldPassword, OpenSession
from sirekap.actions.way_problems import (
    LastWayError,
    PasskeyRefusedError,
    SignInAgainError,
    UnknownPasskeyError,
    WeakPasswordError,
    WrongAppCodeError,
)

APP_LASTS = timedelta(minutes=15)
"""How long a new app secret waits for its first code."""

MOST_PASSKEYS = 10


@dataclass(frozen=True, slots=True)
class OwnWays:
    """What somebody signs in with; ``changeable`` tells whether they signed in a short while ago."""

    passkeys: tuple[HeldPasskey, ...]
    password_since: datetime | None
    changeable: bool


@dataclass(frozen=True, slots=True)
class NewApp:
    """An authenticator app's secret, its address for a QR code, and the server's seal over it."""

    secret: str
    address: str
    sealed: bytes


@dataclass(frozen=True, slots=True)
class KeepPasskey:
    """The browser's answer, and the owner's word for the passkey."""

    console: Console
    answer: Mapping[str, Any]
    name: str
    session: OpenSession
    at: datetime


@dataclass(frozen=True, slots=True)
class KeepPassword:
    """A password, the sealed secret of the app, and the first code that it shows."""

    password: str
    sealed: bytes
    code: str
    session: OpenSession
    at: datetime


def see_ways(ports: Ports, session: OpenSession, at: datetime) -> OwnWays:
    """Return the person's own ways in."""
    account = session.account
    ensure_may(ports, account, Step.OWN_WAYS, account.reach, at)
    with ports.store.look() as books:
        password = books.ways.password_of(account.id)
        passkeys = books.ways.passkeys_of(account.id)
    return OwnWays(passkeys, None if password is None else password.set_at, _is_fresh(session, at))


def begin_passkey(ports: Ports, console: Console, session: OpenSession, at: datetime) -> Mapping[str, Any]:
    """Return what the browser is asked so that it makes a passkey; raise SignInAgainError."""
    _ensure_fresh(session, at)
    with ports.store.look() as books:
        held = [each.passkey.credential for each in books.ways.passkeys_of(session.account.id)]
    return ask_for_new(console, session.account.id, fresh_challenge(ports, at), held)


def keep_passkey(ports: Ports, command: KeepPasskey) -> HeldPasskey:
    """Keep the passkey that the browser made; raise PasskeyRefused-, StaleChallenge- or SignInAgainError."""
    _ensure_fresh(command.session, command.at)
    challenge = answered_challenge(ports, command.answer, command.at)
    try:
        passkey = made(command.console, challenge, command.answer)
    except PasskeyError as error:
        raise PasskeyRefusedError(str(error)) from None
    account = command.session.account
    held = HeldPasskey(name_of_key(passkey.credential), passkey, command.name, command.at)
    subject = {"passkey": held.key_id, "did": "added"}
    with take_step(ports, account, Step.OWN_WAYS, account.reach, command.at, subject) as work:
        if len(work.ways.passkeys_of(account.id)) >= MOST_PASSKEYS:
            raise PasskeyRefusedError("too many")
        work.ways.add_passkey(account.id, held)
        work.accounts.close_other_sessions(account.id, command.session.opened)
    return held


def drop_passkey(ports: Ports, session: OpenSession, key_id: str, at: datetime) -> None:
    """Take one's own passkey away; raise SignInAgain-, LastWay- or UnknownPasskeyError."""
    _ensure_fresh(session, at)
    account = session.account
    subject = {"passkey": key_id, "did": "dropped"}
    with take_step(ports, account, Step.OWN_WAYS, account.reach, at, subject) as work:
        others = [each for each in work.ways.passkeys_of(account.id) if each.key_id != key_id]
        if not others and work.ways.password_of(account.id) is None:
            raise LastWayError
        if not work.ways.drop_passkey(account.id, key_id):
            raise UnknownPasskeyError


def begin_app(ports: Ports, session: OpenSession, at: datetime) -> NewApp:
    """Return a new secret for an authenticator app; nothing is kept until its first code comes back."""
    _ensure_fresh(session, at)
    secret, account = new_app_secret(), session.account.id
    words = json.dumps([secret, at.timestamp()])
    sealed = Seal(ports.receipt_key).close(_new(session), words)
    return NewApp(secret, app_address(secret, account, ports.election.name), sealed)


def keep_password(ports: Ports, command: KeepPassword) -> None:
    """Keep password and app together; raise WeakPassword-, WrongAppCode- or SignInAgainError."""
    _ensure_fresh(command.session, command.at)
    account = command.session.account
    if is_weak(command.password, account.id):
        raise WeakPasswordError
    secret = _secret(ports, command)
    step = None if secret is None else step_of_code(secret, command.code, command.at)
    if secret is None or step is None:
        raise WrongAppCodeError
    hashed = ports.hashing.hash(command.password)
    sealed = Seal(ports.receipt_key).close(account.id, secret)
    subject = {"did": "password"}
    with take_step(ports, account, Step.OWN_WAYS, account.reach, command.at, subject) as work:
        work.ways.put_password(account.id, HeldPassword(hashed, sealed, command.at, step))
        work.accounts.close_other_sessions(account.id, command.session.opened)


def _secret(ports: Ports, command: KeepPassword) -> str | None:
    """Return the secret that the server sealed for this person a short while ago."""
    try:
        words = Seal(ports.receipt_key).open(_new(command.session), command.sealed)
    except SealBrokenError:
        return None
    secret, made_at = json.loads(words)
    return str(secret) if command.at.timestamp() - made_at <= APP_LASTS.total_seconds() else None


def _new(session: OpenSession) -> str:
    """Return whose seal it is until the first code comes back: never taken for a kept one."""
    return f"new {session.account.id}"


def _is_fresh(session: OpenSession, at: datetime) -> bool:
    return at - session.opened <= FRESH


def _ensure_fresh(session: OpenSession, at: datetime) -> None:
    if not _is_fresh(session, at):
        raise SignInAgainError
