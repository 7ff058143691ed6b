"""What a voucher's QR code tells the phone, so that it can activate itself without a network.

In: the issuer's and the voucher's links, and the code. Out: one CBOR array, and its text for the QR code.
Invariant: with the code in it the array is all that enrolling takes; without the code it is what the server
tells a phone whose owner typed the code. Not done here: printing.
"""

import base64
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric import ec

from sirekap.accounts.certificates import Issuer, Voucher, pack
from sirekap.accounts.sign_in_code import SignInCode, code_bytes
from sirekap.election.model import ElectionId

VERSION = 1
PREFIX = "SIREKAP-VOUCHER:"


@dataclass(frozen=True, slots=True)
class VoucherPaper:
    """The links that a phone needs; ``code`` is None where its owner types it."""

    election: ElectionId
    issuer: Issuer
    voucher: Voucher
    code: SignInCode | None = None

    def to_bytes(self) -> bytes:
        """Return ``[1, election32, issuer, voucher, y32]``, and the code's 16 bytes where they are known.

        ``y32`` is the second coordinate of the voucher's key, so that a browser can import it without
        computing it.
        """
        y = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.voucher.key).public_numbers().y
        told = [] if self.code is None else [code_bytes(self.code)]
        election = bytes.fromhex(self.election)
        return pack(VERSION, election, self.issuer.parts, self.voucher.parts, y.to_bytes(32), *told)

    def to_text(self) -> str:
        """Return the text of the QR code: capitals and digits, which a QR code packs densely."""
        return PREFIX + base64.b32encode(self.to_bytes()).decode().rstrip("=")
