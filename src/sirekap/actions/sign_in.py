"""Sign in with a code and out again; find out whose session a request carries.

Invariant: of codes and session tokens only hashes are kept, and a session ends by itself.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sirekap.accounts.model import Account, Step
from sirekap.accounts.sign_in_code import hash_code
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.problems import NotSignedInError, UnknownCodeError

SESSION_LASTS = timedelta(hours=18)
"""From the opening of the station to the end of a long count."""


@dataclass(frozen=True, slots=True)
class Session:
    """An open session; ``token`` is told to its owner only."""

    token: str
    account: Account
    expires: datetime


def sign_in(ports: Ports, code: str, at: datetime) -> Session:
    """Open a session for the owner of *code*; raise UnknownCodeError where there is none."""
    with ports.store.work() as work:
        account = work.accounts.of_code(hash_code(code))
        if account is not None:
            session = Session(secrets.token_urlsafe(32), account, at + SESSION_LASTS)
            work.accounts.open_session(hash_token(session.token), account.id, at, session.expires)
            work.note(AuditLine(Step.SIGN_IN.value, account.id, account.reach, at, Outcome.DONE))
            return session
        work.note(AuditLine(Step.SIGN_IN.value, "", "", at, Outcome.REFUSED))
    raise UnknownCodeError


def sign_out(ports: Ports, token: str, at: datetime) -> None:
    """Close the session of *token*; one that is closed already stays so."""
    with ports.store.work() as work:
        account = work.accounts.of_session(hash_token(token), at)
        work.accounts.close_session(hash_token(token))
        who = ("", "") if account is None else (account.id, account.reach)
        work.note(AuditLine(Step.SIGN_OUT.value, *who, at, Outcome.DONE))


def signed_in(ports: Ports, token: str, at: datetime) -> Account:
    """Return whose session *token* is; raise NotSignedInError where it is nobody's, or over."""
    with ports.store.look() as books:
        account = books.accounts.of_session(hash_token(token), at)
    if account is None:
        raise NotSignedInError
    return account


def hash_token(token: str) -> str:
    """Return the SHA-256 (hex) that is kept of a session's token."""
    return hashlib.sha256(b"sirekap session\0" + token.encode()).hexdigest()
