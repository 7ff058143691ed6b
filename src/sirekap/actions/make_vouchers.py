"""Make vouchers for the accounts of a region that have none, and keep the hashes of their codes.

In: an issuer that can sign. Out: the papers with their owners, for printing. Invariant: a code leaves this
module on its paper only; the vouchers are kept before the papers are given out.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.issue_voucher import issue_voucher, takes_voucher
from sirekap.accounts.model import Account, Reach, Step
from sirekap.accounts.sign_in_code import RANDOM_BYTES, SignInCode, hash_code
from sirekap.accounts.voucher_paper import VoucherPaper
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.key_ports import HeldPerson, HeldVoucher
from sirekap.actions.ports import Ports
from sirekap.actions.take_step import take_step
from sirekap.election.model import ElectionId


@dataclass(frozen=True, slots=True)
class MakeVouchers:
    """For the accounts of which region, signed by whom."""

    issuer: IssuerKey
    reach: Reach
    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A voucher's paper and whose it is."""

    person: HeldPerson
    paper: VoucherPaper

    def held(self, at: datetime) -> HeldVoucher:
        """Return what is kept of it: the code's hash, not the code."""
        code = self.paper.code or SignInCode("")
        return HeldVoucher(self.paper.issuer, self.paper.voucher, hash_code(code), at)


def issue_to(issuer: IssuerKey, election: ElectionId, person: HeldPerson) -> HandedOver:
    """Issue one voucher with a fresh code; raise NoVoucherError."""
    random = secrets.token_bytes(RANDOM_BYTES)
    return HandedOver(person, issue_voucher(issuer.issuer, issuer.secret, election, person.account, random))


def make_vouchers(ports: Ports, command: MakeVouchers) -> Sequence[HandedOver]:
    """Return a voucher for each account of the region that takes one and has none yet."""
    subject = {"issuer": command.issuer.issuer.id}
    with take_step(ports, command.by, Step.ADMIT, command.reach, command.at, subject) as work:
        made = [
            issue_to(command.issuer, ports.election.id, person)
            for person in work.people.within(command.reach)
            if takes_voucher(person.account)
            and not work.keys.vouchers_of(person.account.reach, person.account.id)
        ]
        work.keys.add_vouchers([each.held(command.at) for each in made])
    return made
