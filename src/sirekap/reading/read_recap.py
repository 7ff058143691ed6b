"""Read a page of a plenary's form back and say whether its signature is one's own.

In: a photo's or scan's bytes, the public keys one trusts. Out: ``ReadRecapPage`` values. Invariant: a page
whose signature no key made is told as such and keeps its numbers: paper is compared by people, and a number
is never hidden from them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sirekap.forms.incident_record import KIND as INCIDENTS
from sirekap.forms.incident_record import IncidentPage, parse_incidents
from sirekap.forms.page_code import SignedPayload
from sirekap.forms.recap_code import parse_page
from sirekap.forms.recap_page import RecapPage
from sirekap.reading.read_codes import read_codes


@dataclass(frozen=True, slots=True)
class ReadRecapPage:
    """A page as its codes say it, and the trusted key that signed it: None where none did."""

    page: RecapPage | IncidentPage
    signer: int | None
    """Place of the key among those given."""
    carried: SignedPayload
    """All that the codes carried, for whoever looks at the certificate."""


def read_recap(data: bytes, trusted: Iterable[Ed25519PublicKey]) -> list[ReadRecapPage]:
    """Read every page of a photo or scan; raise RefusedError or PageCodeError."""
    keys = tuple(trusted)
    return [ReadRecapPage(parse(each.payload), signer(each, keys), each) for each in read_codes(data)]


def parse(payload: bytes) -> RecapPage | IncidentPage:
    """Take a payload for a page of whichever form it is; raise PageCodeError."""
    try:
        found = cbor2.loads(payload)
    except (cbor2.CBORDecodeError, ValueError, RecursionError):
        found = None
    of_incidents = isinstance(found, list) and found[:1] == [INCIDENTS]
    return parse_incidents(found) if of_incidents else parse_page(payload)


def signer(found: SignedPayload, keys: Iterable[Ed25519PublicKey]) -> int | None:
    """Return which of *keys* signed the page; None where none did."""
    for place, key in enumerate(keys):
        try:
            key.verify(found.signature, found.signed)
        except InvalidSignature:
            continue
        return place
    return None
