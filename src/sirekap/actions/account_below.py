"""Find the account of somebody below, or say why not: what letting people in begins with.

Invariant: an account outside the person's reach is refused before it is told whether it exists; nobody gives
access to themselves or to their equals.
"""

from datetime import datetime

from sirekap.accounts.model import Account, AccountId, Step
from sirekap.accounts.ways import is_above
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.problems import UnknownAccountError
from sirekap.actions.take_step import ensure_may
from sirekap.actions.way_problems import NotAboveError


def account_below(ports: Ports, wanted: AccountId, by: Account, step: Step, at: datetime) -> Account:
    """Return an account of a tier below *by*; raise NotAllowed-, NotAbove- or UnknownAccountError."""
    account = account_within(ports, wanted, by, step, at)
    if not is_above(by, account):
        with ports.store.work() as work:
            subject = {"account": account.id, "why": NotAboveError.code}
            work.note(AuditLine(step.value, by.id, account.reach, at, Outcome.REFUSED, subject))
        raise NotAboveError
    return account


def account_within(ports: Ports, wanted: AccountId, by: Account, step: Step, at: datetime) -> Account:
    """Return an account of the person's reach; raise NotAllowed- or UnknownAccountError."""
    with ports.store.look() as books:
        account = books.accounts.get(wanted)
    ensure_may(ports, by, step, account.reach if account else by.reach, at)
    if account is None:
        raise UnknownAccountError
    return account
