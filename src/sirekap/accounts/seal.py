"""Seals what must be read again, such as an app's secret, so that the database alone does not tell it.

In: a key that lies outside the database, whose it is, the words. Out: bytes that only that key opens, for
that owner. Invariant: AES-GCM with a fresh nonce; what was changed or moved to another owner does not open.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE_BYTES = 12


class SealBrokenError(ValueError):
    """The bytes were not sealed by this key for this owner."""


class Seal:
    """Seals by a key of its own, derived from the server's."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        derive = HKDF(SHA256(), 32, salt=None, info=b"sirekap seal")
        self._cipher = AESGCM(derive.derive(key.private_bytes_raw()))

    def close(self, owner: str, words: str) -> bytes:
        """Return the sealed words."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, words.encode(), owner.encode())

    def open(self, owner: str, sealed: bytes) -> str:
        """Return the words; raise SealBrokenError."""
        nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, rest, owner.encode()).decode()
        except (InvalidTag, ValueError):
            raise SealBrokenError from None
