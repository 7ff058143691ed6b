"""From the parts of a CBOR array to the links of a key chain, each part of its type and size.

In: what ``cbor2`` read, or the bytes of one link. Out: the link. Invariant: nothing of a wrong type, length
or range gets through, whoever wrote it; a link by itself has one writing. Not done here: trusting it.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import cbor2

from sirekap.accounts.certificates import ROLE_OF, Binding, Issuer, Voucher
from sirekap.accounts.chain_errors import MalformedChainError
from sirekap.accounts.signatures import ED25519_BYTES, P256_BYTES, SIGNATURE_BYTES

_Link = TypeVar("_Link", Issuer, Voucher)

_TIME = range(2**32)
_BYTE = range(256)
_CODE = -13

_ISSUER = (ED25519_BYTES, _CODE, _TIME, _TIME, SIGNATURE_BYTES)
_VOUCHER = (P256_BYTES, _CODE, _BYTE, _BYTE, _TIME, SIGNATURE_BYTES)
_BINDING = (P256_BYTES, _TIME, SIGNATURE_BYTES)
"""Of each part: a range for a number, the length of bytes, or the longest text, negative."""


def issuer_of(parts: Any) -> Issuer:
    """Return the issuer that the parts write; raise MalformedChainError."""
    return Issuer(*shaped(parts, _ISSUER))


def voucher_of(parts: Any) -> Voucher:
    """Return the voucher that the parts write; raise MalformedChainError."""
    key, place, role, number, until, signature = shaped(parts, _VOUCHER)
    if role not in ROLE_OF:
        raise MalformedChainError(f"no role has the number {role}")
    return Voucher(key, place, ROLE_OF[role], number, until, signature)


def binding_of(parts: Any) -> Binding:
    """Return the binding that the parts write; raise MalformedChainError."""
    return Binding(*shaped(parts, _BINDING))


def read_issuer(data: bytes) -> Issuer:
    """Read the bytes of an issuer; raise MalformedChainError for any but its one writing."""
    return _read(data, issuer_of)


def read_voucher(data: bytes) -> Voucher:
    """Read the bytes of a voucher; raise MalformedChainError for any but its one writing."""
    return _read(data, voucher_of)


def _read(data: bytes, link_of: Callable[[Any], _Link]) -> _Link:
    try:
        parts = cbor2.loads(data, max_depth=2, allow_indefinite=False)
    except Exception as error:  # whatever a hostile writing sets off, it is no link
        raise MalformedChainError(str(error)) from None
    link = link_of(parts)
    if link.to_bytes() != data:
        raise MalformedChainError("not the deterministic writing")
    return link


def shaped(parts: Any, shape: Sequence[range | int]) -> list[Any]:
    """Return the parts if every one is of its type and size; raise MalformedChainError."""
    if not isinstance(parts, list) or len(parts) != len(shape):
        raise MalformedChainError("a link is no array of its length")
    for part, wanted in zip(parts, shape, strict=True):
        if not _fits(part, wanted):
            raise MalformedChainError(f"a part of the chain is not as it must be: {wanted}")
    return parts


def _fits(part: Any, wanted: range | int) -> bool:
    if isinstance(wanted, range):
        return type(part) is int and part in wanted
    if wanted < 0:
        return isinstance(part, str) and len(part) <= -wanted and part.isascii() and part.isprintable()
    return isinstance(part, bytes) and len(part) == wanted
