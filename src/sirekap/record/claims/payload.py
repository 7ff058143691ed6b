"""The unsigned claim as bytes, and back; its id.

In: a ``Claim``, or bytes from anywhere. Out: at most MOST_BYTES of deterministic CBOR, or the ``Claim``.
Invariant: reading what was written gives it back, and no other bytes give the same claim.

    [1, election, station, contest, version, form, kind, flags, [said, ...], details, number]

See docs/claims.md.
"""

import hashlib
import re
from typing import Any

from cbor2 import undefined

from sirekap.election.model import ContestId, StationCode
from sirekap.record.claims.cbor import as_array, as_hex, as_number, as_text, read, write
from sirekap.record.claims.errors import NewerClaimError, NotAClaimError
from sirekap.record.claims.model import (
    ELECTION_DIGITS,
    FORM_DIGITS,
    UNSAID,
    Claim,
    ClaimFlag,
    ClaimId,
    ClaimKind,
    Said,
)
from sirekap.record.model import RecordKey

FORMAT = 1
MOST_BYTES = 4096
MOST_FIELDS = 1000
MOST_NUMBER = 999_999
"""Six boxes: as many as any row of any form has."""

MOST_CLAIMS = 65_535
"""Of one device."""

_PLACES = 11
_STATION = re.compile(r"[0-9A-Z]{13}")
_CONTEST = re.compile(r"[a-z0-9-]{1,16}")
_ALL_FLAGS = sum(flag.value for flag in ClaimFlag)


def write_claim(claim: Claim) -> bytes:
    """Return the claim's bytes, which are signed and whose hash is its id."""
    return write(
        [
            FORMAT,
            bytes.fromhex(claim.election),
            claim.key.station,
            claim.key.contest,
            claim.key.version,
            bytes.fromhex(claim.form),
            claim.kind.value,
            claim.flags.value,
            [undefined if said is UNSAID else said for said in claim.said],
            bytes.fromhex(claim.details),
            claim.number,
        ]
    )


def read_claim(data: bytes) -> Claim:
    """Return the claim; raise the ClaimError that says what is wrong with the bytes."""
    whole = as_array(read(data, MOST_BYTES))
    if whole and type(whole[0]) is int and whole[0] > FORMAT:
        raise NewerClaimError(str(whole[0]))
    number, election, station, contest, version, form, kind, flags, said, details, count = as_array(
        whole, _PLACES
    )
    as_number(number, FORMAT, FORMAT)
    key = RecordKey(
        StationCode(as_text(station, _STATION)),
        ContestId(as_text(contest, _CONTEST)),
        as_number(version, 99),
    )
    return Claim(
        as_hex(election, ELECTION_DIGITS // 2),
        key,
        as_hex(form, FORM_DIGITS // 2),
        ClaimKind(as_number(kind, len(ClaimKind) - 1)),
        ClaimFlag(as_number(flags, _ALL_FLAGS)),
        tuple(map(_said, as_array(said, most=MOST_FIELDS))),
        as_hex(details, 32),
        as_number(count, MOST_CLAIMS, 1),
    )


def id_of(payload: bytes) -> ClaimId:
    """Return the id of the claim with these unsigned bytes."""
    return ClaimId(hashlib.sha256(payload).hexdigest())


def _said(value: Any) -> Said:
    if type(value) is int and 0 <= value <= MOST_NUMBER:  # true and false are of a type of their own
        return value
    if value is None:
        return None
    if value is undefined:
        return UNSAID
    raise NotAClaimError("said")
