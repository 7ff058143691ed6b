"""The signed receipt of a claim, made of what the transaction at hand holds."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.actions.claim_ports import StoredClaim
from sirekap.actions.claim_problems import UnknownClaimError
from sirekap.actions.ports import Books, Ports
from sirekap.election.model import StationCode
from sirekap.record.claims.model import ClaimId
from sirekap.record.claims.receipt import Receipt, Verdict, sign_receipt


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt, and the bytes that prove it."""

    receipt: Receipt
    signed: bytes


@dataclass(frozen=True, slots=True)
class SeeReceipt:
    """Of which claim."""

    station: StationCode
    claim: ClaimId


def see_receipt(ports: Ports, command: SeeReceipt) -> SignedReceipt:
    """Return the receipt as of now, for anybody who knows the claim's id; raise UnknownClaimError."""
    with ports.store.look() as books:
        stored = books.claims.get(command.station, command.claim)
        if stored is None:
            raise UnknownClaimError(command.claim)
        return receipt_of(ports, books, stored)


def receipt_of(ports: Ports, books: Books, claim: StoredClaim) -> SignedReceipt:
    """Return what is held of the claim, signed."""
    return sign_for(ports, receipt_now(books, claim))


def receipt_now(books: Books, claim: StoredClaim) -> Receipt:
    """Return what is held of the claim: its details, each photo, and each still missing."""
    station = claim.key.station
    details = books.claims.details(station, claim.details) is not None
    named = books.claims.photos_of(station, claim.id) if details else ()
    held = tuple(each for each in named if books.photos.get(claim.key, each) is not None)
    missing = tuple(each for each in named if each not in held)
    return Receipt(claim.id, claim.received_at, Verdict.ACCEPTED, details, held, missing)


def doubtful_receipt(ports: Ports, claim: ClaimId, at: datetime) -> SignedReceipt:
    """Return the receipt of a claim that was set aside."""
    return sign_for(ports, Receipt(claim, at, Verdict.DOUBTFUL, False, (), ()))


def sign_for(ports: Ports, receipt: Receipt) -> SignedReceipt:
    """Sign *receipt*, once what it says is on disk."""
    return SignedReceipt(receipt, sign_receipt(receipt, ports.election.id, ports.receipt_key))
