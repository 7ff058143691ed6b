"""The secret that stands on a paper voucher, and the one-time key that is made of it.

In: a code of 128 random bits, as printed or typed. Out: the P-256 key that signs the device's own key.
Invariant: the key follows from the code and the election alone, so paper, phone and test agree; of the code
only a hash is kept anywhere.
"""

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sirekap.accounts.sign_in_code import SignInCode, code_bytes
from sirekap.election.model import ElectionId

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of P-256's base point (SP 800-186)."""


def one_time_key(code: SignInCode, election: ElectionId) -> ec.EllipticCurvePrivateKey:
    """Return the key of a voucher's code; ValueError for what is no code.

    HKDF-SHA256 with the code's 16 bytes, the election id as salt and ``sirekap voucher key`` with a counter
    byte as info gives 32 bytes; the first that are a scalar of P-256 are the key (rejection, FIPS 186-5
    A.2.2). The first counter misses once in four thousand million times.
    """
    secret = code_bytes(code)
    for counter in range(256):
        info = b"sirekap voucher key" + bytes([counter])
        scalar = int.from_bytes(HKDF(SHA256(), 32, bytes.fromhex(election), info).derive(secret))
        if 0 < scalar < ORDER:
            return ec.derive_private_key(scalar, ec.SECP256R1())
    raise ValueError("no scalar in 256 tries")
