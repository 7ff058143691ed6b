"""Take in the details of a claim, before it or after it, and give its photos to the record.

Invariant: details are kept by their own hash, so that it does not matter which comes first; they enter the
record once, in the transaction in which the second of the two comes. Details that turn out to be unreadable
are set aside, and the claim stands without them.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Reach
from sirekap.actions.claim_photos import attach_photo
from sirekap.actions.claim_ports import SetAside, StoredClaim
from sirekap.actions.claim_problems import TooMuchUnclaimedError
from sirekap.actions.claim_receipt import SignedReceipt, receipt_of
from sirekap.actions.judge_claim import signer_of
from sirekap.actions.know_device import prove_device
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.actions.problems import UnknownStationError
from sirekap.election.model import StationCode
from sirekap.record.claims.details import MOST_BYTES, read_details
from sirekap.record.claims.errors import ClaimError, ClaimTooLargeError, DetailsDifferError
from sirekap.record.claims.judge import Signer
from sirekap.record.claims.signed import read_signed
from sirekap.record.claims.word import details_of

MOST_DETAILS = 200
"""Details held for one station: more than its officers can send in a night, few enough to fill no disk."""


@dataclass(frozen=True, slots=True)
class ReceiveDetails:
    """Details of a claim of a station; ``sha256`` is what their sender says they hash to."""

    station: StationCode
    sha256: str
    data: bytes
    at: datetime


def receive_details(ports: Ports, command: ReceiveDetails) -> tuple[SignedReceipt, ...]:
    """Keep the details; return the receipts of the claims that name them, none while none has come.

    Raises UnknownStationError, ClaimTooLargeError, DetailsDifferError, TooMuchUnclaimedError.
    """
    if command.station not in ports.election.stations:
        raise UnknownStationError(command.station)
    if len(command.data) > MOST_BYTES:
        raise ClaimTooLargeError
    if hashlib.sha256(command.data).hexdigest() != command.sha256:
        raise DetailsDifferError
    return ports.store.do(lambda work: _keep(ports, work, command), command.station)


def _keep(ports: Ports, work: Work, command: ReceiveDetails) -> tuple[SignedReceipt, ...]:
    work.wait_for_turn(command.station)
    of = [each for each in work.claims.of_station(command.station) if each.details == command.sha256]
    if not of and work.claims.count_details(command.station) >= MOST_DETAILS:
        raise TooMuchUnclaimedError
    if work.claims.add_details(command.station, command.sha256, command.data, command.at):
        for claim in of:
            apply_details(ports, work, claim, command.at)
    who = of[0].person if of else "anybody"
    subject = {"details": command.sha256}
    work.note(AuditLine("carry", who, command.station, command.at, Outcome.DONE, subject))
    return tuple(receipt_of(ports, work, each) for each in of)


def apply_details(ports: Ports, work: Work, claim: StoredClaim, at: datetime) -> None:
    """Add to the record what the claim's details say, if both are here."""
    station = claim.key.station
    body = work.claims.details(station, claim.details)
    if body is None:
        return
    signed = read_signed(claim.signed)
    signer = _signer(ports, work, claim)
    try:
        details = read_details(body, ports.forms.of(station, claim.key.contest))
        pieces = details_of(claim.id, signed.claim(), details, signer, at)
    except ClaimError as error:
        work.claims.set_aside(SetAside(station, claim.details, error.code, body, claim.via, at))
        return
    work.claims.name_photos(station, claim.id, [(each.photo, each.page) for each in details.photos])
    for piece in pieces:
        work.evidence.add(claim.key, piece)
    for photo in details.photos:
        attach_photo(work, claim, photo.photo, photo.page)


def _signer(ports: Ports, work: Work, claim: StoredClaim) -> Signer:
    """Return whose word the claim is."""
    held = next(
        found
        for length in range(len(claim.key.station), -1, -1)
        if (found := work.keys.device(Reach(claim.key.station[:length]), claim.device)) is not None
    )
    return signer_of(prove_device(ports, held.chain, held.enrolled_at))
