"""A signed claim as text: for QR codes, for SMS, for anything that carries letters.

In: the bytes of a signed claim, or texts from anywhere. Out: texts, or the bytes. Invariant: what was written
is read back, in any order of parts and with parts repeated; a damaged text is refused or gives bytes that the
signature refuses.

* **QR**: ``SK1:ntIIIIIIII:PAYLOAD`` with part *n* of *t* and the first eight hex digits of the id, in base 45
  (RFC 9285), so that all of it is in QR's alphanumeric mode.
* **Text**: ``SK1.`` and base 64 for addresses without padding (RFC 4648); at most 459 letters, or three
  SMS, where no chain goes along.
"""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from sirekap.record.claims.errors import ClaimTooLargeError, NotAClaimError
from sirekap.record.claims.signed import MOST_BYTES, read_signed

QR_LETTERS = 1249
"""Letters of one part: what a QR code of version 20, level L holds, which a weak camera still reads."""
MOST_PARTS = 4
SMS_LETTERS = 153
MOST_SMS = 3

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE = {sign: value for value, sign in enumerate(_DIGITS)}
_HEAD = 15
_PART = re.compile(r"SK1:([1-4])([1-4])([0-9A-F]{8}):([0-9A-Z $%*+\-./:]+)")
_TEXT = re.compile(r"SK1\.([0-9A-Za-z_-]+)")
_ROOM = (QR_LETTERS - _HEAD) // 3 * 2
"""Bytes of one part: even, so that only the last has an odd one."""


def to_qr(data: bytes) -> tuple[str, ...]:
    """Return the texts of the QR codes of a signed claim, one to four of about equal size."""
    count = -(-len(data) // _ROOM)
    if not 1 <= count <= MOST_PARTS:
        raise ClaimTooLargeError(f"{len(data)} bytes in QR codes")
    share = -(-len(data) // (2 * count)) * 2
    name = read_signed(data).id[:8].upper()
    return tuple(
        f"SK1:{at + 1}{count}{name}:{write_base45(data[at * share : (at + 1) * share])}"
        for at in range(count)
    )


def from_qr(texts: Iterable[str]) -> bytes:
    """Return the signed claim's bytes from all of its QR codes, in any order; NotAClaimError otherwise."""
    found = [_PART.fullmatch(text) for text in texts]
    parts = {(part[2], part[3], int(part[1])): part[4] for part in found if part is not None}
    if not parts or None in found or len({each[:2] for each in parts}) != 1:
        raise NotAClaimError("parts of one claim")
    count = int(next(iter(parts))[0])
    if {number for _, _, number in parts} != set(range(1, count + 1)):
        raise NotAClaimError("a part is missing")
    return b"".join(read_base45(parts[each]) for each in sorted(parts, key=lambda each: each[2]))


def to_text(data: bytes) -> str:
    """Return a signed claim as one text of letters that every telephone has."""
    return "SK1." + urlsafe_b64encode(data).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """Return the signed claim's bytes; spaces and line ends that came in on the way are ignored."""
    match = _TEXT.fullmatch("".join(text.split()))
    if match is None or len(match[1]) > MOST_BYTES * 2:
        raise NotAClaimError("text")
    try:
        return urlsafe_b64decode(match[1] + "=" * (-len(match[1]) % 4))
    except binascii.Error:
        raise NotAClaimError("base 64") from None


def sms_count(text: str) -> int:
    """Return how many SMS a text needs: joined ones hold 153 letters each."""
    return 1 if len(text) <= 160 else -(-len(text) // SMS_LETTERS)


def write_base45(data: bytes) -> str:
    """Return *data* in base 45: three signs for two bytes, two for the last odd one."""
    signs = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        value = int.from_bytes(pair)
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            signs.append(_DIGITS[digit])
    return "".join(signs)


def read_base45(text: str) -> bytes:
    """Return the bytes of a base 45 text; NotAClaimError where it is none."""
    found = bytearray()
    for at in range(0, len(text), 3):
        signs = text[at : at + 3]
        value = sum(_VALUE.get(sign, 45**3) * 45**place for place, sign in enumerate(signs))
        size = len(signs) - 1
        if not size or value >= 256**size:
            raise NotAClaimError("base 45")
        found += value.to_bytes(size)
    return bytes(found)
