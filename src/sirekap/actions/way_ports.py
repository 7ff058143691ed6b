"""What actions need to keep of the ways in which people sign in, as values and one protocol.

Invariant: of a passkey only its public half is kept, of a password its hash, of an app its secret under the
server's seal. No adapter lives here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sirekap.accounts.model import Account, AccountId, Reach
from sirekap.accounts.passkeys import Passkey
from sirekap.accounts.passwords import hash_password, matches
from sirekap.accounts.ways import Way


@dataclass(frozen=True, slots=True)
class OpenSession:
    """Whose session it is, how it was opened, and when."""

    account: Account
    way: Way
    opened: datetime


@dataclass(frozen=True, slots=True)
class HeldPasskey:
    """A passkey that is held; ``name`` is its owner's word for it, ``answered`` the last challenge's head."""

    key_id: str
    passkey: Passkey
    name: str
    added_at: datetime
    used_at: datetime | None = None
    answered: bytes = b""


@dataclass(frozen=True, slots=True)
class HeldPassword:
    """A password's hash, its app's sealed secret, the last half minute used, wrong tries in a row."""

    hash: str
    app: bytes
    set_at: datetime
    last_step: int = 0
    failures: int = 0
    failed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many accounts a region has, how many were given a voucher or code, how many got in."""

    accounts: int
    handed: int
    inside: int


class WayBook(Protocol):
    """Passkeys and passwords."""

    def passkeys_of(self, account: AccountId) -> tuple[HeldPasskey, ...]:
        """Return the account's passkeys, oldest first."""

    def add_passkey(self, account: AccountId, held: HeldPasskey) -> None:
        """Add a passkey; one already held stays as it is."""

    def answered(self, account: AccountId, held: HeldPasskey) -> None:
        """Keep the count, time and challenge of a passkey's last answer."""

    def drop_passkey(self, account: AccountId, key_id: str) -> bool:
        """Take the passkey away; tell whether it was there."""

    def password_of(self, account: AccountId) -> HeldPassword | None:
        """Return the account's password, if it has one."""

    def put_password(self, account: AccountId, held: HeldPassword) -> None:
        """Keep the password in place of any other."""

    def drop_all(self, account: AccountId) -> None:
        """Take away every passkey and the password of the account."""

    def has_own(self, accounts: Sequence[AccountId]) -> Mapping[AccountId, int]:
        """Return of those accounts that have ways of their own how many."""

    def tally(self, reach: Reach) -> Tally:
        """Count the accounts of every place that begins with *reach*."""


class Hashing(Protocol):
    """What computes the slow hashes of passwords; it may ask to try again where many wait."""

    def hash(self, password: str) -> str:
        """Return what is kept of a password."""

    def matches(self, held: str | None, password: str) -> bool:
        """Tell whether it is the password that is kept."""


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Computes at once, in the caller's own thread."""

    hash: Callable[[str], str] = hash_password
    matches: Callable[[str | None, str], bool] = matches
