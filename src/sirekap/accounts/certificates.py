"""The three links of a key chain: what each says, its bytes, and how each is signed.

In: the fields of a link and the key of the link above. Out: the link with its signature. Invariant: a link's
bytes are one deterministic CBOR array; what is signed is that array without its last item, the signature, in
the frame of ``accounts.signatures``. ``docs/keys.md`` draws the bytes. Not done here: whether a link may be
trusted (``accounts.key_chain``).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from sirekap.accounts.model import AccountId, Reach, Role
from sirekap.accounts.signatures import KeyId, Label, holds, key_id, sign
from sirekap.election.model import ElectionId

ROLE_NUMBER: Mapping[Role, int] = {
    Role.OFFICER: 1,
    Role.PPS: 2,
    Role.PPK: 3,
    Role.VERIFIER: 4,
    Role.OPERATOR: 5,
}
"""Roles that act with a device of their own, as a voucher writes them; never renumbered."""

ROLE_OF = {number: role for role, number in ROLE_NUMBER.items()}


def pack(*items: Any) -> bytes:
    """Return the deterministic CBOR (RFC 8949, 4.2.1) of an array of *items*."""
    return cbor2.dumps(items, canonical=True)


def seconds(moment: datetime) -> int:
    """Return whole seconds since 1970; ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment}")
    return int(moment.timestamp())


def moment(since_1970: int) -> datetime:
    """Return the time that many seconds after 1970."""
    return datetime.fromtimestamp(since_1970, UTC)


def account_id(place: str, role: Role, number: int) -> AccountId:
    """Return the id of the account that a voucher is for: place, role and number, never a person's name."""
    return AccountId(f"{place}-{role.value}-{number}")


class Link(ABC):
    """What every link has: a key, and bytes of its own of which the last item is the signature."""

    __slots__ = ()
    key: bytes

    @property
    @abstractmethod
    def parts(self) -> tuple[Any, ...]:
        """The items of its array."""

    @property
    def id(self) -> KeyId:
        """The key's name."""
        return key_id(self.key)

    @property
    def body(self) -> bytes:
        """The bytes that the link above signs."""
        return pack(*self.parts[:-1])

    def to_bytes(self) -> bytes:
        """Return its one writing, as it stands in a chain."""
        return pack(*self.parts)


@dataclass(frozen=True, slots=True)
class Issuer(Link):
    """A KPU kabupaten/kota that may issue vouchers within ``reach``; signed by a root (Ed25519).

    ``since`` and ``until`` are seconds since 1970, ``key`` an Ed25519 public key.
    """

    key: bytes
    reach: Reach
    since: int
    until: int
    signature: bytes = b""

    @property
    def parts(self) -> tuple[Any, ...]:
        """The items of its array."""
        return self.key, self.reach, self.since, self.until, self.signature

    def signed(self, root: ed25519.Ed25519PrivateKey, election: ElectionId) -> "Issuer":
        """Return the issuer with the root's signature."""
        made = sign(root, Label.ISSUER, election, self.body)
        return Issuer(self.key, self.reach, self.since, self.until, made)

    def is_signed(self, root: bytes, election: ElectionId) -> bool:
        """Tell whether the root of that public key signed it."""
        return holds(root, Label.ISSUER, election, self.body, self.signature)


@dataclass(frozen=True, slots=True)
class Voucher(Link):
    """The right of one account to enrol one device; signed by the issuer (Ed25519).

    ``key`` is the P-256 public key whose secret stands on the paper, ``until`` seconds since 1970.
    """

    key: bytes
    place: Reach
    role: Role
    number: int
    until: int
    signature: bytes = b""

    @property
    def account(self) -> AccountId:
        """The account whose voucher it is."""
        return account_id(self.place, self.role, self.number)

    @property
    def parts(self) -> tuple[Any, ...]:
        """The items of its array."""
        return self.key, self.place, ROLE_NUMBER[self.role], self.number, self.until, self.signature

    def signed(self, issuer: ed25519.Ed25519PrivateKey, election: ElectionId) -> "Voucher":
        """Return the voucher with the issuer's signature."""
        made = sign(issuer, Label.VOUCHER, election, self.body)
        return Voucher(self.key, self.place, self.role, self.number, self.until, made)

    def is_signed(self, issuer: bytes, election: ElectionId) -> bool:
        """Tell whether the issuer of that public key signed it."""
        return holds(issuer, Label.VOUCHER, election, self.body, self.signature)


@dataclass(frozen=True, slots=True)
class Binding(Link):
    """A device's own P-256 public key, signed by the voucher's one-time key on the device itself.

    ``made`` is the device's clock in seconds since 1970; phones' clocks are wrong, so nothing rests on it.
    """

    key: bytes
    made: int
    signature: bytes = b""

    @property
    def parts(self) -> tuple[Any, ...]:
        """The items of its array."""
        return self.key, self.made, self.signature

    def signed(self, one_time: ec.EllipticCurvePrivateKey, election: ElectionId) -> "Binding":
        """Return the binding with the one-time key's signature."""
        return Binding(self.key, self.made, sign(one_time, Label.DEVICE, election, self.body))

    def is_signed(self, voucher: bytes, election: ElectionId) -> bool:
        """Tell whether the voucher's one-time key signed it."""
        return holds(voucher, Label.DEVICE, election, self.body, self.signature)
