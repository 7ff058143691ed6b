"""What is signed, and the two kinds of signature.

In: a key, a label that says what kind of thing is signed, the election, and the thing's bytes. Out: a
signature of 64 bytes, or whether one holds. Invariant: label and election are in every signed message, so
no signature means anything as another kind of thing or in another election. Devices and vouchers sign with
ECDSA P-256 and SHA-256 (what six-year-old browsers have), everything else with Ed25519.
"""

import hashlib
from enum import Enum
from functools import lru_cache
from typing import NewType

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sirekap.election.model import ElectionId

KeyId = NewType("KeyId", str)
"""Names a key: the first 16 bytes of the SHA-256 of its public bytes, in hex."""

ED25519_BYTES = 32
P256_BYTES = 33
"""A point of P-256, compressed (SEC 1)."""

POINTS_KEPT = 16_384
"""Keys of P-256 that are kept unpacked."""

ISSUERS_KEPT = 1024
"""Keys of Ed25519 that are kept unpacked: roots and issuers."""

SIGNATURE_BYTES = 64
"""Ed25519: as RFC 8032 writes it. P-256: r and s, 32 bytes each, as WebCrypto writes it."""


class Label(Enum):
    """What kind of thing is signed."""

    ISSUER = "issuer"
    VOUCHER = "voucher"
    DEVICE = "device"
    ROTATION = "rotation"
    REVOCATION = "revocation"
    SIGN_IN = "sign-in"
    CLAIM = "claim"
    RECEIPT = "receipt"
    PACKET = "packet"


def message(label: Label, election: ElectionId, body: bytes) -> bytes:
    """Return the bytes that are signed: ``sirekap``, space, label, a zero, 32 bytes of election, body."""
    return b"sirekap " + label.value.encode() + b"\0" + bytes.fromhex(election) + body


def key_id(public: bytes) -> KeyId:
    """Return the name of the key with these public bytes."""
    return KeyId(hashlib.sha256(public).hexdigest()[:32])


def public_of(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
    """Return the public bytes: 33 of P-256, 32 of Ed25519."""
    public = key.public_key()
    if isinstance(public, ed25519.Ed25519PublicKey):
        return public.public_bytes_raw()
    return public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def sign(
    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey,
    label: Label,
    election: ElectionId,
    body: bytes,
) -> bytes:
    """Sign *body*; 64 bytes, the same each time (RFC 8032, RFC 6979)."""
    signed = message(label, election, body)
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(signed)
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(SHA256(), deterministic_signing=True)))
    return r.to_bytes(32) + s.to_bytes(32)


def holds(public: bytes, label: Label, election: ElectionId, body: bytes, signature: bytes) -> bool:
    """Tell whether the owner of *public* signed *body*; bytes that are no key or no signature do not hold.

    The length of *public* tells which kind of key it is.
    """
    if len(signature) != SIGNATURE_BYTES:
        return False
    signed = message(label, election, body)
    try:
        if len(public) == ED25519_BYTES:
            _ed25519(public).verify(signature, signed)
        else:
            _verify_p256(public, signed, signature)
    except (InvalidSignature, ValueError):
        return False
    return True


_ECDSA = ec.ECDSA(SHA256())


@lru_cache(maxsize=ISSUERS_KEPT)
def _ed25519(public: bytes) -> ed25519.Ed25519PublicKey:
    return ed25519.Ed25519PublicKey.from_public_bytes(public)


@lru_cache(maxsize=POINTS_KEPT)
def _point(public: bytes) -> ec.EllipticCurvePublicKey:
    """Return the key of these bytes; unpacking takes a square root, and a phone's is asked for often."""
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)


def _verify_p256(public: bytes, signed: bytes, signature: bytes) -> None:
    """Raise InvalidSignature or ValueError unless the signature holds."""
    if len(public) != P256_BYTES:
        raise ValueError("no compressed point of P-256")
    key = _point(public)
    pair = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    key.verify(encode_dss_signature(*pair), signed, _ECDSA)
