"""Phones of a made-up night: keys under a made-up root, and the claims they sign.

In: an election's id, a moment, a seed. Out: phones with their chains, signed claims, details. Invariant: the
same seed gives the same keys; nothing here proves anything in an election that does not pin this root.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sirekap.accounts.certificates import Binding, Issuer, Voucher, seconds
from sirekap.accounts.key_chain import KeyChain, Root
from sirekap.accounts.model import Reach, Role
from sirekap.accounts.signatures import public_of
from sirekap.election.model import ElectionId, FieldName, StationCode
from sirekap.forms.model import Form
from sirekap.record.claims.details import hash_of, write_details
from sirekap.record.claims.model import (
    ELECTION_DIGITS,
    FORM_DIGITS,
    Claim,
    ClaimedPhoto,
    ClaimFlag,
    ClaimKind,
    Details,
    said_of,
)
from sirekap.record.claims.signed import SignedClaim, sign_claim
from sirekap.record.model import RecordKey

GOOD_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Phone:
    """An officer's phone, activated."""

    election: ElectionId
    station: StationCode
    key: ec.EllipticCurvePrivateKey
    chain: bytes

    def claim(
        self,
        form: Form,
        record: RecordKey,
        values: Mapping[FieldName, int | None],
        details: bytes,
        number: int = 1,
        kind: ClaimKind = ClaimKind.CHECK,
    ) -> SignedClaim:
        """Sign what the paper says, committing to *details*."""
        said = Claim(
            election=self.election[:ELECTION_DIGITS],
            key=record,
            form=form.hash[:FORM_DIGITS],
            kind=kind,
            flags=ClaimFlag.NONE,
            said=said_of(form, values),
            details=hash_of(details),
            number=number,
        )
        return sign_claim(said, self.election, self.key, self.chain)


class Commission:
    """The keys of a made-up election: a root, and one issuer for all of it."""

    def __init__(self, election: ElectionId, at: datetime, seed: int) -> None:
        self._election = election
        self._seed = seed
        self._begin = seconds(at - timedelta(days=1))
        self._end = seconds(at + GOOD_FOR)
        self._root = ed25519.Ed25519PrivateKey.from_private_bytes(self._draw("root"))
        self._issuer = ed25519.Ed25519PrivateKey.from_private_bytes(self._draw("issuer"))
        own = Issuer(public_of(self._issuer), Reach(""), self._begin, self._end)
        self._certificate = own.signed(self._root, election)

    @property
    def root_pem(self) -> bytes:
        """The root's public key, as the folder of pinned keys has it."""
        public = self._root.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    @property
    def root(self) -> Root:
        """The root, as a server pins it."""
        return Root(public_of(self._root))

    def phone(self, station: StationCode, number: int = 1) -> Phone:
        """Return the phone of one of the station's officers."""
        one_time = self._p256("voucher", station, number)
        device = self._p256("device", station, number)
        voucher = Voucher(public_of(one_time), Reach(station), Role.OFFICER, number, self._end)
        chain = KeyChain(
            self._certificate,
            voucher.signed(self._issuer, self._election),
            Binding(public_of(device), self._begin).signed(one_time, self._election),
        )
        return Phone(self._election, station, device, chain.to_bytes(self._election))

    def _draw(self, *of: object) -> bytes:
        return hashlib.sha256("|".join(map(str, (self._seed, *of))).encode()).digest()

    def _p256(self, *of: object) -> ec.EllipticCurvePrivateKey:
        scalar = int.from_bytes(self._draw(*of)) >> 1 | 1  # below the order of P-256, which begins with FFFF
        return ec.derive_private_key(scalar, ec.SECP256R1())


def details_naming(form: Form, device_time: datetime, photos: Mapping[int, bytes], reason: str = "") -> bytes:
    """Return the bytes of details that name *photos* by page."""
    named = tuple(
        ClaimedPhoto(hashlib.sha256(data).hexdigest(), len(data), page) for page, data in photos.items()
    )
    told = Details(named, device_time.replace(microsecond=0), "rehearsal", reason=reason)
    return write_details(told, form)
