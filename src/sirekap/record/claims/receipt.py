"""What the server says it received, signed, so that an officer can prove it.

In: what is held of one claim, and the server's Ed25519 key. Out: a ``Receipt`` and its bytes. Invariant: a
receipt names exactly what is on disk when it is given: the claim, its verdict, the details, each photo held
and each still missing. Not done here: holding them.

    [1, claim id, received at, verdict, details held, [photo held, ...], [photo missing, ...], signature]
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sirekap.accounts.signatures import Label, holds, sign
from sirekap.election.model import ElectionId
from sirekap.record.claims.cbor import as_array, as_bytes, as_hex, as_number, as_truth, read, write
from sirekap.record.claims.errors import BadSignatureError
from sirekap.record.claims.model import ClaimId

FORMAT = 1
MOST_BYTES = 8192
MOST_PHOTOS = 60

_PLACES = 7
_LATEST = 4_102_444_800


class Verdict(Enum):
    """What became of a claim."""

    ACCEPTED = 0
    """It is evidence of its station."""
    DOUBTFUL = 1
    """It is kept for inspection and not counted."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the server holds of one claim; photos by SHA-256 (hex), in ascending order."""

    claim: ClaimId
    received_at: datetime
    """When the claim first came, by the server's clock; whole seconds travel."""
    verdict: Verdict
    details: bool
    held: tuple[str, ...]
    missing: tuple[str, ...]
    """Photos that the details name and that have not come; empty as long as the details have not."""


def sign_receipt(receipt: Receipt, election: ElectionId, key: Ed25519PrivateKey) -> bytes:
    """Return the receipt's bytes with the server's signature as the last part."""
    parts = [
        FORMAT,
        bytes.fromhex(receipt.claim),
        int(receipt.received_at.timestamp()),
        receipt.verdict.value,
        receipt.details,
        [bytes.fromhex(each) for each in receipt.held],
        [bytes.fromhex(each) for each in receipt.missing],
    ]
    return write([*parts, sign(key, Label.RECEIPT, election, write(parts))])


def read_receipt(data: bytes, election: ElectionId, key: bytes) -> Receipt:
    """Return a receipt that the owner of *key* (Ed25519, 32 bytes) signed; raise a ClaimError otherwise."""
    *parts, signature = as_array(read(data, MOST_BYTES), _PLACES + 1)
    if not holds(key, Label.RECEIPT, election, write(parts), as_bytes(signature, 64)):
        raise BadSignatureError
    number, claim, received_at, verdict, details, held, missing = parts
    as_number(number, FORMAT, FORMAT)
    return Receipt(
        ClaimId(as_hex(claim, 32)),
        datetime.fromtimestamp(as_number(received_at, _LATEST), UTC),
        Verdict(as_number(verdict, len(Verdict) - 1)),
        as_truth(details),
        tuple(as_hex(each, 32) for each in as_array(held, most=MOST_PHOTOS)),
        tuple(as_hex(each, 32) for each in as_array(missing, most=MOST_PHOTOS)),
    )
