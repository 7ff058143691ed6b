"""Phones of the stage's stations: what they sign, and the photos they take."""

import struct
import zlib

from tests.accounts.keys import Phone
from tests.actions.stage import CONTEST, ELECTION, FORM, PAPER, STATION

from sirekap.accounts.model import Role
from sirekap.actions.claim_details import ReceiveDetails, receive_details
from sirekap.actions.receive_claim import ReceiveClaim, receive_claim
from sirekap.record.claims.details import hash_of, write_details
from sirekap.record.claims.model import (
    ELECTION_DIGITS,
    FORM_DIGITS,
    Claim,
    ClaimedPhoto,
    ClaimFlag,
    ClaimKind,
    Details,
    said_of,
)
from sirekap.record.claims.signed import sign_claim, write_signed
from sirekap.record.model import RecordKey


def picture(seed, words=b""):
    """Return a PNG of one grey pixel, different for every seed; *words* are a comment in it."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    pixels = zlib.compress(bytes([0, *seed.to_bytes(3)]))
    comment = chunk(b"tEXt", b"Comment\0" + words) if words else b""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + comment + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def phone(station=STATION, number=1, role=Role.OFFICER, seed=None):
    """Return the phone of an officer, activated but never seen by the server."""
    return Phone(ELECTION.id, station, role, number, seed or int(station[-6:]) * 10 + number)


def details(at, photos=(), **more):
    """Return details that name *photos*, pairs of hash and page."""
    named = tuple(ClaimedPhoto(name, size, page) for name, size, page in photos)
    return Details(named, at.replace(microsecond=0), "0.1.0", **more)


def claim(kept, values=None, station=STATION, **more):
    """Return a claim about *values*, by default all that stands on the paper, with those details."""
    parts = {
        "election": ELECTION.id[:ELECTION_DIGITS],
        "key": RecordKey(station, CONTEST),
        "form": FORM.hash[:FORM_DIGITS],
        "kind": ClaimKind.CHECK,
        "flags": ClaimFlag.NONE,
        "said": said_of(FORM, PAPER if values is None else values),
        "details": hash_of(write_details(kept, FORM)),
    }
    return Claim(**parts | more)


def signed(said, by, chain=True):
    """Return the bytes of a signed claim."""
    return write_signed(sign_claim(said, ELECTION.id, by.key, by.chain() if chain else None))


def send(stage, data, via="http"):
    """Hand a claim in."""
    return receive_claim(stage.ports, ReceiveClaim(data, via, stage.now()))


def send_details(stage, kept, station=STATION):
    """Hand details in; return their receipts."""
    body = write_details(kept, FORM)
    return receive_details(stage.ports, ReceiveDetails(station, hash_of(body), body, stage.now()))
