"""Activate a phone: find the voucher whose code was typed, and enrol the key that the phone made.

Invariant: nothing here is needed before a claim is taken in; a claim's own chain enrols as well
(``actions.know_device``). The first device of a voucher is the only one.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.chain_errors import ChainError
from sirekap.accounts.model import Step
from sirekap.accounts.sign_in_code import hash_code
from sirekap.accounts.voucher_paper import VoucherPaper
from sirekap.actions.know_device import KnownDevice, UsedBefore, know_device, prove_device
from sirekap.actions.ports import AuditLine, Outcome, Ports
from sirekap.actions.problems import DeviceRevokedError, UnknownCodeError, VoucherUsedError


@dataclass(frozen=True, slots=True)
class ActivateDevice:
    """The chain that the phone made from its voucher."""

    chain: bytes
    at: datetime


def find_voucher(ports: Ports, code: str) -> VoucherPaper:
    """Return what the paper's QR code tells, but for the code; raise UnknownCodeError."""
    with ports.store.look() as books:
        held = books.keys.voucher_of_code(hash_code(code))
    if held is None:
        raise UnknownCodeError
    return VoucherPaper(ports.election.id, held.issuer, held.voucher)


def activate_device(ports: Ports, command: ActivateDevice) -> KnownDevice:
    """Enrol the phone; raise a ChainError, VoucherUsedError or DeviceRevokedError. Twice changes nothing."""
    try:
        device = prove_device(ports, command.chain, command.at)
    except ChainError as error:
        with ports.store.work() as work:
            subject = {"why": error.code}
            work.note(AuditLine(Step.ENROL.value, "", "", command.at, Outcome.REFUSED, subject))
        raise
    with ports.store.work() as work:
        known = know_device(work, device, command.chain, command.at)
        outcome = Outcome.DONE if known.doubt is None else Outcome.REFUSED
        subject = {"device": device.key_id, "voucher": device.voucher}
        work.note(AuditLine(Step.ENROL.value, device.account, device.place, command.at, outcome, subject))
    if isinstance(known.doubt, UsedBefore):
        raise VoucherUsedError
    if known.doubt is not None:
        raise DeviceRevokedError
    return known
