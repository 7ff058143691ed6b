"""Make papers for the accounts of a region that have none: vouchers for phones, codes for consoles.

In: an issuer that can sign, None for consoles only. Out: the papers with their owners, for printing.
Invariant: a code leaves this module on its paper only; of it a hash is kept before the papers are given out;
nobody makes papers for themselves or their equals.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sirekap.accounts.certificates import seconds
from sirekap.accounts.issue_voucher import issue_voucher, takes_voucher
from sirekap.accounts.model import Account, Reach, Step
from sirekap.accounts.sign_in_code import RANDOM_BYTES, SignInCode, hash_code
from sirekap.accounts.voucher_paper import VoucherPaper
from sirekap.accounts.ways import is_above
from sirekap.actions.console_paper import ConsolePaper, give_code
from sirekap.actions.key_folder import IssuerKey
from sirekap.actions.key_ports import HeldPerson, HeldVoucher
from sirekap.actions.ports import Ports, Work
from sirekap.actions.take_step import take_step
from sirekap.election.model import ElectionId


@dataclass(frozen=True, slots=True)
class MakeVouchers:
    """For the accounts of which region, signed by whom; at most *most* papers, None for all."""

    issuer: IssuerKey | None
    reach: Reach
    by: Account
    at: datetime
    most: int | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A voucher's paper and whose it is."""

    person: HeldPerson
    paper: VoucherPaper

    def held(self, at: datetime) -> HeldVoucher:
        """Return what is kept of it: the code's hash, not the code."""
        code = self.paper.code or SignInCode("")
        return HeldVoucher(self.paper.issuer, self.paper.voucher, hash_code(code), at)


Paper = HandedOver | ConsolePaper
"""What is printed: a voucher for a phone, or a code for a console."""


def issue_to(
    issuer: IssuerKey, election: ElectionId, person: HeldPerson, until: datetime | None = None
) -> HandedOver:
    """Issue one voucher with a fresh code, which ends at *until*, if at all before its issuer."""
    random, ends = secrets.token_bytes(RANDOM_BYTES), None if until is None else seconds(until)
    made = issue_voucher(issuer.issuer, issuer.secret, election, person.account, random, ends)
    return HandedOver(person, made)


def make_vouchers(ports: Ports, command: MakeVouchers) -> Sequence[Paper]:
    """Return a paper for each account of the region below *by* that has none and no way in of its own."""
    issuer = command.issuer
    subject = {} if issuer is None else {"issuer": issuer.issuer.id}
    with take_step(ports, command.by, Step.HAND_OUT, command.reach, command.at, subject) as work:
        return list(islice(_papers(ports, work, command), command.most))


def _papers(ports: Ports, work: Work, command: MakeVouchers) -> Iterator[Paper]:
    """Make the papers one by one; each is kept before it is given out."""
    people = work.people.within(command.reach)
    coded = work.accounts.codes_of(command.reach)
    for person in people:
        account = person.account
        if not is_above(command.by, account) or account.id in coded or work.ways.has_own([account.id]):
            continue
        if not takes_voucher(account):
            yield give_code(work, person)
        elif command.issuer is not None and not _holds_voucher(work, account, command.at):
            handed = issue_to(command.issuer, ports.election.id, person)
            work.keys.add_vouchers([handed.held(command.at)])
            yield handed


def _holds_voucher(work: Work, account: Account, at: datetime) -> bool:
    """Tell whether the account has a voucher that has not ended, nor its issuer."""
    held = work.keys.vouchers_of(account.reach, account.id)
    return any(seconds(at) <= min(each.voucher.until, each.issuer.until) for each in held)
