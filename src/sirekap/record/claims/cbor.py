"""Deterministic CBOR, and what a decoded piece of it must look like.

In: plain values, or bytes from anywhere. Out: bytes, or values of the expected shape. Invariant: equal values
have equal bytes, and bytes that are not the deterministic ones (RFC 8949, section 4.2) are refused; whatever
the bytes are, nothing but a ``ClaimError`` is raised.
"""

import re
from typing import Any

import cbor2

from sirekap.record.claims.errors import ClaimTooLargeError, NotAClaimError, NotDeterministicError

DEEPEST = 6
"""Arrays within arrays: details need five."""


def write(value: Any) -> bytes:
    """Return the deterministic bytes of *value*."""
    return cbor2.dumps(value, canonical=True)


def read(data: bytes, most: int) -> Any:
    """Return the value of *data*; raise where it is larger than *most* or not written deterministically."""
    if len(data) > most:
        raise ClaimTooLargeError(f"{len(data)} bytes")
    try:
        value = cbor2.loads(
            data, max_depth=DEEPEST, allow_indefinite=False, allow_duplicate_keys=False, str_errors="strict"
        )
        again = write(value)
    except Exception as broken:  # tags and floats of hostile bytes fail in many ways, all with one meaning
        raise NotAClaimError(type(broken).__name__) from None
    if again != data:
        raise NotDeterministicError
    return value


def as_array(value: Any, length: int | None = None, most: int | None = None) -> list[Any]:
    """Return *value* as an array of *length*, or of at most so many members."""
    if not isinstance(value, list) or (length is not None and len(value) != length):
        raise NotAClaimError("array")
    if most is not None and len(value) > most:
        raise NotAClaimError("array too long")
    return value


def as_number(value: Any, most: int, least: int = 0) -> int:
    """Return *value* as a whole number within bounds; true and false are none."""
    if type(value) is not int or not least <= value <= most:
        raise NotAClaimError("number")
    return value


def as_bytes(value: Any, length: int) -> bytes:
    """Return *value* as so many bytes."""
    if not isinstance(value, bytes) or len(value) != length:
        raise NotAClaimError("bytes")
    return value


def as_hex(value: Any, length: int) -> str:
    """Return so many bytes as twice as many hexadecimal digits."""
    return as_bytes(value, length).hex()


def as_text(value: Any, pattern: re.Pattern[str]) -> str:
    """Return *value* as a text that *pattern* matches from end to end."""
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NotAClaimError("text")
    return value


def as_truth(value: Any) -> bool:
    """Return *value* as true or false."""
    if not isinstance(value, bool):
        raise NotAClaimError("truth")
    return value
