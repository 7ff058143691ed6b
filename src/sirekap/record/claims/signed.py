"""A claim with its device's signature and the papers of the device's key, as one run of bytes.

In: the unsigned bytes and the device's key, or bytes from anywhere. Out: a ``SignedClaim``. Invariant: the
signature is the device's (ECDSA P-256, 64 bytes ``r || s``) over the unsigned bytes, as a claim of its
election (``accounts.signatures``). Not done here: whose key it is (``accounts.key_chain``), and what may be
claimed (``judge``).

    [unsigned claim, signature, key id, chain or null]
"""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from sirekap.accounts import key_chain
from sirekap.accounts.signatures import SIGNATURE_BYTES, KeyId, Label, holds, key_id, public_of, sign
from sirekap.election.model import ElectionId
from sirekap.record.claims import payload
from sirekap.record.claims.cbor import as_array, as_bytes, as_hex, read, write
from sirekap.record.claims.errors import BadSignatureError, NotAClaimError
from sirekap.record.claims.model import Claim, ClaimId

MOST_BYTES = 8192
KEY_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class SignedClaim:
    """A claim as it travels. ``chain`` is None where the key is expected to be known already."""

    payload: bytes
    signature: bytes
    key: KeyId
    chain: bytes | None = None

    @property
    def id(self) -> ClaimId:
        """The claim's id, which neither signature nor chain changes."""
        return payload.id_of(self.payload)

    def claim(self) -> Claim:
        """Return what is claimed; raise the ClaimError that says what is wrong with the bytes."""
        return payload.read_claim(self.payload)


def sign_claim(
    claim: Claim, election: ElectionId, key: EllipticCurvePrivateKey, chain: bytes | None = None
) -> SignedClaim:
    """Sign *claim* with the device's key."""
    unsigned = payload.write_claim(claim)
    signature = sign(key, Label.CLAIM, election, unsigned)
    return SignedClaim(unsigned, signature, key_id(public_of(key)), chain)


def write_signed(claim: SignedClaim) -> bytes:
    """Return the bytes that travel."""
    return write([claim.payload, claim.signature, bytes.fromhex(claim.key), claim.chain])


def read_signed(data: bytes) -> SignedClaim:
    """Return the claim as it travelled; raise the ClaimError that says what is wrong with the bytes."""
    unsigned, signature, key, chain = as_array(read(data, MOST_BYTES), 4)
    if not isinstance(unsigned, bytes):
        raise NotAClaimError("claim")
    if chain is not None and not (isinstance(chain, bytes) and len(chain) <= key_chain.MOST_BYTES):
        raise NotAClaimError("chain")
    signed_by = KeyId(as_hex(key, KEY_ID_BYTES))
    return SignedClaim(unsigned, as_bytes(signature, SIGNATURE_BYTES), signed_by, chain)


def ensure_signed_by(signed: SignedClaim, election: ElectionId, key: bytes) -> None:
    """Raise BadSignatureError unless the owner of *key* (P-256, compressed) signed the claim."""
    if not holds(key, Label.CLAIM, election, signed.payload, signed.signature):
        raise BadSignatureError
