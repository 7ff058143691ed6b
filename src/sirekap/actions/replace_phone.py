"""Replace a lost phone in one step: its key and its voucher revoked, and a new voucher made.

Invariant: old keys out and the new voucher in are one transaction, so that an officer is never left with
neither. What the old phone had sent before stays; what comes from it afterwards is kept and not counted.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.certificates import seconds
from sirekap.accounts.key_changes import Reason, Revocation
from sirekap.accounts.model import Account, AccountId, Reach, Step
from sirekap.accounts.signatures import KeyId
from sirekap.actions.account_below import account_below
from sirekap.actions.choose_issuer import choose_issuer
from sirekap.actions.make_vouchers import HandedOver, issue_to
from sirekap.actions.ports import Ports, Work
from sirekap.actions.problems import NoIssuerError
from sirekap.actions.take_step import take_step


@dataclass(frozen=True, slots=True)
class ReplacePhone:
    """Whose phone, since when it cannot be trusted, and why."""

    account: AccountId
    since: datetime
    reason: Reason
    by: Account
    at: datetime


def replace_phone(ports: Ports, command: ReplacePhone) -> HandedOver:
    """Return the new voucher; raise NotAllowed-, NotAbove-, UnknownAccount- or NoIssuerError."""
    if not ports.issuers:
        raise NoIssuerError
    account = account_below(ports, command.account, command.by, Step.REPLACE, command.at)
    with take_step(ports, command.by, Step.REPLACE, account.reach, command.at, _subject(command)) as work:
        return replace_in(ports, work, account, command)


def replace_in(ports: Ports, work: Work, account: Account, command: ReplacePhone) -> HandedOver:
    """Revoke the old keys and make the new voucher in this transaction; raise NoIssuerError."""
    issuer = choose_issuer(ports.issuers, work.keys, account.reach, command.at)
    if issuer is None:
        raise NoIssuerError
    for key in _keys_of(work, account):
        told = Revocation(key, account.reach, seconds(command.since), command.reason, issuer.issuer.id)
        work.keys.revoke(told.signed(issuer.secret, ports.election.id), command.at)
    work.accounts.close_sessions_of(account.id)
    handed = issue_to(issuer, ports.election.id, work.people.of([account.id])[account.id])
    work.keys.add_vouchers([handed.held(command.at)])
    return handed


def _keys_of(work: Work, account: Account) -> list[KeyId]:
    """Return the keys of all the account's devices and vouchers."""
    place = Reach(account.reach)
    devices = [each.key_id for each in work.keys.devices_of(place, account.id)]
    return devices + [each.voucher.id for each in work.keys.vouchers_of(place, account.id)]


def _subject(command: ReplacePhone) -> dict[str, str]:
    return {"account": command.account, "reason": command.reason.name.lower()}
