"""Sign in by a password together with an authenticator app's code, for who has no passkey.

Invariant: an app's code is taken once; after several wrong tries in a row this way is shut for a while, which
passkeys do not mind; the slow hash is computed outside any transaction, and one refusal is like another.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sirekap.accounts.model import Account, AccountId, Step
from sirekap.accounts.passwords import LOCKED, MOST_FAILURES, step_of_code
from sirekap.accounts.seal import Seal
from sirekap.accounts.ways import Way
from sirekap.actions.open_session import Session, open_session
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.way_ports import HeldPassword
from sirekap.actions.way_problems import PasswordRefusedError, TooManyTriesError


@dataclass(frozen=True, slots=True)
class SignInPassword:
    """What somebody typed."""

    account: AccountId
    password: str
    code: str
    at: datetime


def sign_in_password(ports: Ports, command: SignInPassword) -> Session:
    """Open a session; raise PasswordRefusedError, TooManyTriesError, or TryAgainError where many wait."""
    with ports.store.look() as books:
        held = books.ways.password_of(command.account)
    if held is not None and _is_shut(held, command.at):
        raise TooManyTriesError
    same = ports.hashing.matches(None if held is None else held.hash, command.password)
    with ports.store.work() as work:
        account = work.accounts.get(command.account)
        held = work.ways.password_of(command.account)
        step = _step(ports, command, held) if same else None
        if account is not None and held is not None and step is not None:
            work.ways.put_password(account.id, replace(held, last_step=step, failures=0, failed_at=None))
            return open_session(work, account, Way.PASSWORD, command.at)
        if held is not None:
            work.ways.put_password(command.account, _failed(held, command.at))
        work.note(_refusal(account, command.at))
    raise PasswordRefusedError


def _is_shut(held: HeldPassword, at: datetime) -> bool:
    return held.failures >= MOST_FAILURES and held.failed_at is not None and at < held.failed_at + LOCKED


def _step(ports: Ports, command: SignInPassword, held: HeldPassword | None) -> int | None:
    """Return the half minute of a code that is right and new."""
    if held is None or _is_shut(held, command.at):
        return None
    secret = Seal(ports.receipt_key).open(command.account, held.app)
    step = step_of_code(secret, command.code, command.at)
    return step if step is not None and step > held.last_step else None


def _failed(held: HeldPassword, at: datetime) -> HeldPassword:
    """Return the password with one more wrong try; a lock that is over begins anew."""
    over = held.failed_at is not None and at >= held.failed_at + LOCKED
    return replace(held, failures=1 if over else held.failures + 1, failed_at=at)


def _refusal(account: Account | None, at: datetime) -> AuditLine:
    who = ("", "") if account is None else (account.id, account.reach)
    return AuditLine(Step.SIGN_IN.value, *who, at, Outcome.REFUSED, {"way": Way.PASSWORD.value})
