"""What the codes of a printed page carry: from any deterministic CBOR to a few QR codes' bytes, and back.

In: a payload and what signs it. Out: the bytes of each code. And back: codes in any order to the payload and
its signature. Invariant: codes of two pages are never joined; what was composed comes back exactly or as an
error; nothing unpacks to more than ``MOST_BYTES``. The signature is over the payload; whom it convinces is
the caller's question.

A code: ``SD``, version 1, four bytes that name the message, index and count (one byte each), a piece of the
message. The message: 64 bytes of Ed25519 signature, a byte that counts those of the signer's certificate, the
certificate, then the payload, deflated with ``DICTIONARY``. What a certificate says is not looked at here.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

MAGIC = b"SD\x01"
HEAD = len(MAGIC) + 6
PIECE = 340
"""Most bytes of the message in one code: QR version 14 at level M takes 362."""
MOST_CODES = 4
"""Codes that a page has room for."""
MOST_BYTES = 64 * 1024
SIGNATURE = 64
CONTEXT = b"sirekap/page/1\n"
"""Stands before the payload in what is signed, so that no signature passes for one of something else."""
DICTIONARY = b"".join(
    name.encode()
    for name in (
        *(f"disabled.{row}.{sex}" for row in ("all", "voted") for sex in ("male", "female", "total")),
        *(
            f"{section}.{row}.{sex}"
            for section in ("registered", "turnout")
            for row in ("listed", "transferred", "unregistered", "total")
            for sex in ("male", "female", "total")
        ),
        *(f"ballots.{row}" for row in ("received", "used", "spoiled", "unused")),
        *(f"votes.{number}.{candidate}" for number in (2, 1) for candidate in range(11)),
        *(f"gvotes.{number}" for number in range(1, 10)),
        "evaliginvaliddcast",
    )
)
"""Names that nearly every page has, so that they cost next to nothing; part of version 1."""

MOST_CERTIFICATE = 128
"""Bytes of a certificate that pages keep room for; an issuer's takes 125 at the most."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs a page: ``sign`` is Ed25519, any bytes to 64; the certificate proves its key, if any."""

    sign: Callable[[bytes], bytes]
    certificate: bytes = b""


@dataclass(frozen=True, slots=True)
class SignedPayload:
    """What the codes of one page carried."""

    payload: bytes
    signature: bytes
    certificate: bytes = b""

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return CONTEXT + self.payload


class PageCodeError(ValueError):
    """The codes give no page; ``say`` tells what to do, by language."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.say: Mapping[str, str] = {"id": indonesian, "en": english}


def codes(payload: bytes, signer: Signer) -> tuple[bytes, ...]:
    """Return the bytes of each QR code; more than MOST_CODES where the payload is too long for a page."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
    proof = bytes((len(signer.certificate),)) + signer.certificate
    message = signer.sign(CONTEXT + payload) + proof + squeeze.compress(payload) + squeeze.flush()
    count = -(-len(message) // PIECE)
    if count > 255:
        raise ValueError("a page's payload is far too long")
    each = -(-len(message) // count)
    name = hashlib.sha256(message).digest()[:4]
    return tuple(
        MAGIC + name + bytes((index, count)) + message[index * each : (index + 1) * each]
        for index in range(count)
    )


def join(found: Iterable[bytes]) -> SignedPayload:
    """Put the codes of one page together; codes of anything else are passed over. Raise PageCodeError."""
    mine = {each for each in found if each.startswith(MAGIC) and len(each) > HEAD}
    if not mine:
        raise PageCodeError(
            "Kode QR D.HASIL tidak terbaca; foto ulang seluruh halaman dengan terang dan tajam.",
            "No code of a D.HASIL can be read; take the whole page again, bright and sharp.",
        )
    if len({(each[3:7], each[8]) for each in mine}) != 1:
        raise PageCodeError(
            "Foto memuat lebih dari satu halaman; foto satu halaman saja.",
            "The photo shows more than one page; photograph one page at a time.",
        )
    pieces = {each[7]: each[HEAD:] for each in mine}
    count = next(iter(mine))[8]
    if set(pieces) != set(range(count)):
        raise PageCodeError(
            f"Baru {len(pieces)} dari {count} kode QR terbaca; ratakan kertas, lalu foto ulang.",
            f"Only {len(pieces)} of {count} codes can be read; flatten the paper and take it again.",
        )
    return _opened(b"".join(pieces[index] for index in range(count)), next(iter(mine))[3:7])


def _opened(message: bytes, name: bytes) -> SignedPayload:
    """Unpack a message whose hash begins with *name*."""
    spoilt = PageCodeError(
        "Isi kode QR rusak; foto ulang halaman ini, atau bandingkan dengan tangan.",
        "The codes' contents are damaged; take the page again, or compare it by hand.",
    )
    if hashlib.sha256(message).digest()[:4] != name:
        raise spoilt
    start = SIGNATURE + 1 + sum(message[SIGNATURE : SIGNATURE + 1])
    unpack = zlib.decompressobj(-15, DICTIONARY)
    try:
        payload = unpack.decompress(message[start:], MOST_BYTES)
    except zlib.error:
        raise spoilt from None
    if not unpack.eof or unpack.unused_data:
        raise spoilt
    return SignedPayload(payload, message[:SIGNATURE], message[SIGNATURE + 1 : start])
