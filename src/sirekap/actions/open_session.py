"""Open a session, whatever the way in: the one place where a token is made.

Invariant: of a token only a hash is kept; a session ends by itself, by the wall clock.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.accounts.ways import LASTS, Way
from sirekap.actions.ports import AuditLine, Outcome, Work


@dataclass(frozen=True, slots=True)
class Session:
    """An open session; ``token`` is told to its owner only."""

    token: str
    account: Account
    expires: datetime
    way: Way


def open_session(
    work: Work, account: Account, way: Way, at: datetime, subject: Mapping[str, str] | None = None
) -> Session:
    """Open a session for *account* in this transaction, with its audit line."""
    session = Session(secrets.token_urlsafe(32), account, at + LASTS[way], way)
    work.accounts.open_session(hash_token(session.token), account, way, at, session.expires)
    told = {"way": way.value, **(subject or {})}
    work.note(AuditLine(Step.SIGN_IN.value, account.id, account.reach, at, Outcome.DONE, told))
    return session


def hash_token(token: str) -> str:
    """Return the SHA-256 (hex) that is kept of a session's token."""
    return hashlib.sha256(b"sirekap session\0" + token.encode()).hexdigest()
