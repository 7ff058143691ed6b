"""Let somebody in again who lost every way in: done by another person, of a tier above.

In: whose account, by whom. Out: a new slip of paper for its owner. Invariant: everything the old ways opened
is shut in the transaction that makes the new paper: sessions, passkeys, password, phone and voucher. There is
no recovery by e-mail or telephone.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.issue_voucher import takes_voucher
from sirekap.accounts.key_changes import Reason
from sirekap.accounts.model import Account, AccountId, Step
from sirekap.actions.account_below import account_below
from sirekap.actions.console_paper import give_code
from sirekap.actions.make_vouchers import Paper
from sirekap.actions.ports import Ports
from sirekap.actions.replace_phone import ReplacePhone, replace_in
from sirekap.actions.take_step import take_step


@dataclass(frozen=True, slots=True)
class Recover:
    """Whose ways in are lost, and by whom they are given back."""

    account: AccountId
    by: Account
    at: datetime


def recover(ports: Ports, command: Recover) -> Paper:
    """Return the new paper; raise NotAllowed-, NotAbove-, UnknownAccount- or NoIssuerError."""
    account = account_below(ports, command.account, command.by, Step.RECOVER, command.at)
    subject = {"account": account.id}
    with take_step(ports, command.by, Step.RECOVER, account.reach, command.at, subject) as work:
        work.ways.drop_all(account.id)
        work.accounts.take_code(account.id)
        if takes_voucher(account):
            lost = ReplacePhone(account.id, command.at, Reason.LOST, command.by, command.at)
            return replace_in(ports, work, account, lost)
        work.accounts.close_sessions_of(account.id)
        return give_code(work, work.people.of([account.id])[account.id])
