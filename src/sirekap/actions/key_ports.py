"""What actions need to keep of vouchers, devices and revocations, as values and one protocol.

Invariant: of a voucher's code only a hash is kept; a voucher enrols one device, the first that is seen; a
revocation is never taken back. No adapter lives here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sirekap.accounts.certificates import Issuer, Voucher
from sirekap.accounts.key_changes import Revocation
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.signatures import KeyId


@dataclass(frozen=True, slots=True)
class HeldVoucher:
    """A voucher that was printed: its two links, and the hash of the code on the paper."""

    issuer: Issuer
    voucher: Voucher
    code_hash: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class HeldDevice:
    """A device that was seen: ``chain`` is the proof, ``enrolled_at`` the server's time at first sight."""

    key_id: KeyId
    account: AccountId
    role: Role
    place: Reach
    key: bytes
    voucher: KeyId
    chain: bytes
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """Who holds an account; of a NIK only its keyed hash (hex)."""

    account: Account
    name: str
    nik_hash: str | None


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """All vouchers and devices of some places, and which keys above or among them are revoked since when."""

    vouchers: tuple[HeldVoucher, ...]
    devices: tuple[HeldDevice, ...]
    revoked: Mapping[KeyId, datetime]


class PeopleBook(Protocol):
    """Who holds which account."""

    def of(self, ids: Sequence[AccountId]) -> Mapping[AccountId, HeldPerson]:
        """Return those of the accounts that are held; an account without a person has an empty name."""

    def within(self, reach: Reach) -> tuple[HeldPerson, ...]:
        """Return the accounts of every place that begins with *reach*, in order of place."""

    def page(self, reach: Reach, after: tuple[Reach, AccountId] | None, most: int) -> Sequence[HeldPerson]:
        """Return at most so many accounts below *reach*, in order of place and id, after the one named."""

    def of_niks(self, nik_hashes: Sequence[str]) -> Mapping[str, AccountId]:
        """Return which of those hashes of NIKs are held, and by which account."""

    def add(self, held: Sequence[HeldPerson], at: datetime) -> None:
        """Open the accounts, each with its person; they sign in by other means than a code."""

    def change(self, held: Sequence[HeldPerson]) -> None:
        """Put other people in the place of those who held the accounts."""


class KeyBook(Protocol):
    """Vouchers, devices and revocations."""

    def add_vouchers(self, vouchers: Sequence[HeldVoucher]) -> None:
        """Add vouchers that were printed."""

    def voucher_of_code(self, code_hash: str) -> HeldVoucher | None:
        """Return the voucher whose code has that hash."""

    def vouchers_of(self, place: Reach, account: AccountId) -> tuple[HeldVoucher, ...]:
        """Return the account's vouchers, oldest first."""

    def enrol(self, device: HeldDevice) -> HeldDevice:
        """Add the device unless its voucher has enrolled one; return the one that the voucher enrolled."""

    def device(self, place: Reach, key: KeyId) -> HeldDevice | None:
        """Return the device of that key."""

    def devices_of(self, place: Reach, account: AccountId) -> tuple[HeldDevice, ...]:
        """Return the account's devices, oldest first."""

    def held_at(self, places: Sequence[Reach]) -> HeldKeys:
        """Return all vouchers, devices and revocations of those very places."""

    def answer(self, place: Reach, challenge: str, until: datetime) -> bool:
        """Note that the challenge, fresh until *until*, was answered; False where it had been before."""

    def revoke(self, revocation: Revocation, at: datetime) -> None:
        """Add a proven revocation; one already held is left as it is."""

    def revocations(self, place: Reach) -> tuple[Revocation, ...]:
        """Return the revocations that concern devices of *place*, oldest first."""
