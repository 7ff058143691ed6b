"""Take in a signed claim, whoever brings it, and say with a signed receipt what is held.

In: a claim's bytes. Out: an answer: at once, or in three parts for callers that wait for many at a time
(``judge_claim``, ``submit_claim``, ``answer_for``). Invariant: the claim, the device it enrols, its evidence
and its audit line are one transaction, and the receipt is made of what that transaction holds; the same claim
again changes nothing and gives the receipt as of now. A claim that is refused or in doubt is kept apart with
the reason, and never counted.
"""

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sirekap.actions.claim_details import apply_details
from sirekap.actions.claim_ports import SetAside, StoredClaim
from sirekap.actions.claim_receipt import SignedReceipt, doubtful_receipt, receipt_now, sign_for
from sirekap.actions.judge_claim import Judged, judge_claim
from sirekap.actions.know_device import UsedBefore, know_device
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.record.claims.errors import (
    ClaimError,
    ClaimTooLargeError,
    NoSuchRecordError,
    RevokedKeyError,
    VoucherUsedTwiceError,
)
from sirekap.record.claims.receipt import Receipt
from sirekap.record.claims.signed import MOST_BYTES, SignedClaim, read_signed
from sirekap.record.claims.word import time_of, word_of
from sirekap.record.model import Source, VersionOpened

ANYBODY = "anybody"
"""Who stands in the audit line of what came from nobody known."""


@dataclass(frozen=True, slots=True)
class ReceiveClaim:
    """A signed claim's bytes, and how they came: ``http``, ``qr``, ``file`` or ``text``."""

    data: bytes
    via: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClaimAnswer:
    """What became of it. ``error`` says why it is not counted; ``new`` whether it came for the first time."""

    receipt: SignedReceipt | None
    new: bool
    error: ClaimError | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the books hold of a claim that was taken in, and whether it came for the first time."""

    receipt: Receipt
    new: bool


def receive_claim(ports: Ports, command: ReceiveClaim) -> ClaimAnswer:
    """Take the claim in, or set it aside; nothing is raised for what is wrong with the bytes."""
    try:
        judged = judge_claim(ports, read_signed(command.data), command.at)
        return answer_for(ports, submit_claim(ports, command, judged).result())
    except ClaimError as error:
        return refuse_claim(ports, command, error)


def submit_claim(ports: Ports, command: ReceiveClaim, judged: Judged) -> "Future[Taken]":
    """Submit a judged claim; the future is told once it is on disk, or why it does not count (ClaimError)."""
    return ports.store.submit(judged.claim.key.station, lambda work: _keep(ports, work, command, judged))


def answer_for(ports: Ports, taken: Taken) -> ClaimAnswer:
    """Return the answer to a claim that is on disk."""
    return ClaimAnswer(sign_for(ports, taken.receipt), taken.new)


def refuse_claim(ports: Ports, command: ReceiveClaim, error: ClaimError) -> ClaimAnswer:
    """Set the claim aside for *error*."""
    signed: SignedClaim | None = None
    with suppress(ClaimError):
        signed = read_signed(command.data)
    _set_aside(ports, command, signed, error)
    receipt = None if signed is None else doubtful_receipt(ports, signed.id, command.at)
    return ClaimAnswer(receipt, new=False, error=error)


def _keep(ports: Ports, work: Work, command: ReceiveClaim, judged: Judged) -> Taken:
    """Add the claim to the books, with its audit line; raise the ClaimError of what is in doubt."""
    station = judged.claim.key.station
    work.wait_for_turn(station)
    known = work.claims.of_station(station)
    held = next((each for each in known if each.id == judged.id), None)
    if held is None:
        _ensure_counted(work, command, judged)
        stored = _stored(known, command, judged)
        work.claims.add(stored)
        source = Source(judged.id, stored.role, stored.via)
        word = word_of(judged.claim, judged.form, judged.signer, source, stored.at)
        if word is not None:
            work.evidence.add(judged.claim.key, word)
        apply_details(ports, work, stored, command.at)
    subject = {"contest": judged.claim.key.contest, "claim": judged.id, "via": command.via}
    if held is not None:
        subject["again"] = "yes"
    work.note(AuditLine(judged.step.value, judged.device.account, station, command.at, Outcome.DONE, subject))
    return Taken(receipt_now(work, held or stored), held is None)


def _ensure_counted(work: Work, command: ReceiveClaim, judged: Judged) -> None:
    """Raise where the key is in doubt or the version was never opened."""
    doubt = know_device(work, judged.device, judged.chain, command.at).doubt
    if isinstance(doubt, UsedBefore):
        raise VoucherUsedTwiceError
    if doubt is not None:
        raise RevokedKeyError(judged.device.account)
    key = judged.claim.key
    if key.version and not any(isinstance(each, VersionOpened) for each in work.evidence.of(key)):
        raise NoSuchRecordError(f"version {key.version}")


def _stored(known: Iterable[StoredClaim], command: ReceiveClaim, judged: Judged) -> StoredClaim:
    key, device = judged.claim.key, judged.device
    others = [
        (each.number, each.at)
        for each in known
        if each.device == device.key_id and each.key.contest == key.contest
    ]
    return StoredClaim(
        id=judged.id,
        key=key,
        signed=command.data,
        person=device.account,
        role=device.role.value,
        device=device.key_id,
        number=judged.claim.number,
        details=judged.claim.details,
        via=command.via,
        received_at=command.at,
        at=time_of(judged.claim.number, command.at, others),
    )


def _set_aside(ports: Ports, command: ReceiveClaim, signed: SignedClaim | None, error: ClaimError) -> None:
    """Keep what was refused, with an audit line; of what is too large only that it came."""
    place = "" if signed is None else _place(ports, signed)
    line = AuditLine("carry", ANYBODY, place, command.at, Outcome.REFUSED, {"code": error.code})
    body = command.data[:MOST_BYTES] if isinstance(error, ClaimTooLargeError) else command.data
    name = hashlib.sha256(command.data).hexdigest()

    def keep(work: Work) -> None:
        work.claims.set_aside(SetAside(place, name, error.code, body, command.via, command.at))
        work.note(line)

    ports.store.do(keep, place)


def _place(ports: Ports, signed: SignedClaim) -> str:
    """Return the station that a claim names, if it is one of this election."""
    try:
        station = signed.claim().key.station
    except ClaimError:
        return ""
    return station if station in ports.election.stations else ""
