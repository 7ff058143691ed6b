"""Passwords and the codes of authenticator apps: the way in for who has no passkey.

In: what a person typed, and what is kept. Out: a hash, or whether it matches. Invariant: a password is kept
as Argon2id only (RFC 9106), a code is good for its half minute and once. A password alone opens nothing: code
and password go together. Not done here: how many are computed at once (``web.slow_hashes``), and counting
failures.
"""

from datetime import datetime, timedelta

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sirekap.accounts.model import AccountId

LEAST, MOST = 12, 128
"""Characters of a password."""

_FEW = 5
"""A password of fewer different characters than this is a pattern."""

STEP = timedelta(seconds=30)
"""How long one code of an app lasts."""

MOST_FAILURES = 8
LOCKED = timedelta(minutes=15)
"""So many wrong tries in a row shut this way for so long; a passkey still opens."""

_argon2 = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1)
_NOBODYS = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=1).hash("nobody's")
"""Compared with where there is no account, so that an answer takes as long."""


def is_weak(password: str, account: AccountId) -> bool:
    """Tell whether a password is too short, too long, a pattern, or the account's own name."""
    plain = password.casefold()
    if not LEAST <= len(password) <= MOST or len(set(plain)) < _FEW:
        return True
    return plain in account.casefold() or account.casefold() in plain or "sirekap" in plain


def hash_password(password: str) -> str:
    """Return what is kept of a password; some hundred milliseconds of one core and 64 MiB."""
    return _argon2.hash(password)


def matches(held: str | None, password: str) -> bool:
    """Tell whether it is the password that is kept; as slow where nothing is kept."""
    try:
        _argon2.verify(held or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return held is not None


def new_app_secret() -> str:
    """Return 160 random bits in base 32, as authenticator apps take them."""
    return pyotp.random_base32(32)


def app_address(secret: str, account: AccountId, election: str) -> str:
    """Return the ``otpauth`` address that an app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=f"Sirekap {election}")


def step_of_code(secret: str, code: str, at: datetime) -> int | None:
    """Return the half minute of the app's *code*: now, the one before or after; None for others'."""
    now = int(at.timestamp() // STEP.total_seconds())
    app = pyotp.TOTP(secret)
    typed = "".join(code.split())
    return next((step for step in (now, now - 1, now + 1) if _is(app, step, typed)), None)


def _is(app: pyotp.TOTP, step: int, typed: str) -> bool:
    return pyotp.utils.strings_equal(app.generate_otp(step), typed)
