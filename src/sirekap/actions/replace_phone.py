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
from sirekap.actions.make_vouchers import HandedOver, issue_to
from sirekap.actions.ports import Ports, Work
from sirekap.actions.problems import NoIssuerError, UnknownAccountError
from sirekap.actions.take_step import ensure_may, take_step


@dataclass(frozen=True, slots=True)
class ReplacePhone:
    """Whose phone, since when it cannot be trusted, and why."""

    account: AccountId
    since: datetime
    reason: Reason
    by: Account
    at: datetime


def replace_phone(ports: Ports, command: ReplacePhone) -> HandedOver:
    """Return the new voucher; raise NotAllowedError, UnknownAccountError or NoIssuerError."""
    issuer = ports.issuer
    if issuer is None:
        raise NoIssuerError
    account = _account(ports, command)
    with take_step(ports, command.by, Step.REPLACE, account.reach, command.at, _subject(command)) as work:
        for key in _keys_of(work, account):
            told = Revocation(key, account.reach, seconds(command.since), command.reason, issuer.issuer.id)
            work.keys.revoke(told.signed(issuer.secret, ports.election.id), command.at)
        work.accounts.close_sessions_of(account.id)
        handed = issue_to(issuer, ports.election.id, work.people.of([account.id])[account.id])
        work.keys.add_vouchers([handed.held(command.at)])
    return handed


def _account(ports: Ports, command: ReplacePhone) -> Account:
    """Return the account; one outside the person's reach is refused before it is told whether it exists."""
    with ports.store.look() as books:
        account = books.accounts.get(command.account)
    ensure_may(ports, command.by, Step.REPLACE, account.reach if account else command.by.reach, command.at)
    if account is None:
        raise UnknownAccountError
    return account


def _keys_of(work: Work, account: Account) -> list[KeyId]:
    """Return the keys of all the account's devices and vouchers."""
    place = Reach(account.reach)
    devices = [each.key_id for each in work.keys.devices_of(place, account.id)]
    return devices + [each.voucher.id for each in work.keys.vouchers_of(place, account.id)]


def _subject(command: ReplacePhone) -> dict[str, str]:
    return {"account": command.account, "reason": command.reason.name.lower()}
