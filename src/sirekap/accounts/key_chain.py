"""From the bytes of a key chain to the device that it proves, or a named error.

In: the bytes that came with a claim, the roots that are pinned, the election, and the receiver's own time.
Out: an ``EnrolledDevice``. Invariant: only the one deterministic writing of a chain is read, so a chain has
one hash; every signature up to a pinned root holds, and no link reaches further than the one above it. Not
done here: whether a key was revoked since (``accounts.key_changes``), and which device used a voucher first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import cbor2

from sirekap.accounts.certificates import Binding, Issuer, Voucher, moment, pack, seconds
from sirekap.accounts.chain_errors import (
    ChainExpiredError,
    ChainNotYetValidError,
    DeviceNotBoundError,
    MalformedChainError,
    OtherElectionError,
    OutsideReachError,
    RetiredRootError,
    UnknownIssuerError,
    UnknownVersionError,
    VoucherNotIssuedError,
)
from sirekap.accounts.links import binding_of, issuer_of, voucher_of
from sirekap.accounts.model import Account, AccountId, Reach, Role
from sirekap.accounts.signatures import KeyId, Label, holds, key_id
from sirekap.election.model import ElectionId, StationCode

VERSION = 1
MOST_BYTES = 450
"""More than any chain has: an upper bound before anything is parsed."""

PROVEN_KEPT = 16_384
"""Chains whose signatures are not checked a second time, about 30 MB of them."""

ELECTION_BYTES = 8
"""How much of the election id a chain repeats, to name the mistake; the signatures are over all of it."""


@dataclass(frozen=True, slots=True)
class Root:
    """A root key that is pinned; since ``retired`` (seconds since 1970) it may sign no more issuers."""

    key: bytes
    retired: int | None = None

    @property
    def id(self) -> KeyId:
        """The key's name."""
        return key_id(self.key)


@dataclass(frozen=True, slots=True)
class EnrolledDevice:
    """A device, and whom it acts for: proven by a chain up to a pinned root."""

    account: AccountId
    role: Role
    place: Reach
    """A station's code for an officer, else a region's."""
    number: int
    key: bytes
    """P-256, compressed."""
    key_id: KeyId
    voucher: KeyId
    issuer: KeyId
    root: KeyId
    until: datetime
    """When the voucher, and the device with it, ends."""

    @property
    def station(self) -> StationCode | None:
        """The station that an officer's device stands for; None for any other role."""
        return StationCode(self.place) if self.role is Role.OFFICER else None

    def acts_as(self) -> Account:
        """Return the account in the table of access."""
        return Account(self.account, self.role, self.place)

    def signed(self, label: Label, election: ElectionId, body: bytes, signature: bytes) -> bool:
        """Tell whether this device signed *body* as that kind of thing in that election."""
        return holds(self.key, label, election, body, signature)


@dataclass(frozen=True, slots=True)
class KeyChain:
    """The three links, as a claim carries them."""

    issuer: Issuer
    voucher: Voucher
    binding: Binding

    def to_bytes(self, election: ElectionId) -> bytes:
        """Return the chain's one writing."""
        return self.written(bytes.fromhex(election)[:ELECTION_BYTES])

    def written(self, election: bytes) -> bytes:
        """Return the writing that names an election by its first bytes."""
        return pack(VERSION, election, self.issuer.parts, self.voucher.parts, self.binding.parts)


def read_chain(data: bytes, election: ElectionId) -> KeyChain:
    """Read a chain without trusting it; raise MalformedChain-, UnknownVersion- or OtherElectionError."""
    if len(data) > MOST_BYTES:
        raise MalformedChainError(f"{len(data)} bytes are more than {MOST_BYTES}")
    try:
        items = cbor2.loads(data, max_depth=3, allow_indefinite=False)
    except Exception as error:  # whatever a hostile writing sets off, it is no chain
        raise MalformedChainError(str(error)) from None
    if not (isinstance(items, list) and items and type(items[0]) is int):
        raise MalformedChainError("no array that begins with a version")
    if items[0] != VERSION:
        raise UnknownVersionError(f"version {items[0]}")
    chain = _links_of(items)
    if chain.written(items[1]) != data:
        raise MalformedChainError("not the deterministic writing")
    if items[1] != bytes.fromhex(election)[:ELECTION_BYTES]:
        raise OtherElectionError
    return chain


def prove(data: bytes, roots: Iterable[Root], election: ElectionId, at: datetime) -> EnrolledDevice:
    """Return the device that the chain proves; raise the ChainError that says why it proves none.

    *at* is the receiver's own time: a claim's time is the phone's word.
    """
    proven = _signatures_hold(data, tuple(roots), election)
    _ensure_time(proven.since, proven.until, seconds(at))
    return proven.device


@dataclass(frozen=True, slots=True)
class _Proven:
    """What a chain proves while the time is between *since* and *until*, in seconds since 1970."""

    device: EnrolledDevice
    since: int
    until: int


@lru_cache(maxsize=PROVEN_KEPT)
def _signatures_hold(data: bytes, roots: tuple[Root, ...], election: ElectionId) -> _Proven:
    """Check everything but the time: a phone sends its chain with each claim of the night."""
    chain = read_chain(data, election)
    root = ensure_issued(chain.issuer, chain.voucher, roots, election)
    if not chain.binding.is_signed(chain.voucher.key, election):
        raise DeviceNotBoundError
    device = _device_of(chain, root)
    return _Proven(device, chain.issuer.since, min(chain.voucher.until, chain.issuer.until))


def proven_before(data: bytes, roots: Iterable[Root], election: ElectionId) -> EnrolledDevice:
    """Return the device of a chain that was proven when it was kept; raise a ChainError.

    Voucher and binding are not checked a second time, which would cost more than all else of signing in;
    whether the issuer's root is still pinned is.
    """
    chain = read_chain(data, election)
    return _device_of(chain, root_of(chain.issuer, roots, election))


def _device_of(chain: KeyChain, root: Root) -> EnrolledDevice:
    issuer, voucher, binding = chain.issuer, chain.voucher, chain.binding
    return EnrolledDevice(
        account=voucher.account,
        role=voucher.role,
        place=voucher.place,
        number=voucher.number,
        key=binding.key,
        key_id=binding.id,
        voucher=voucher.id,
        issuer=issuer.id,
        root=root.id,
        until=moment(min(voucher.until, issuer.until)),
    )


def ensure_issued(issuer: Issuer, voucher: Voucher, roots: Iterable[Root], election: ElectionId) -> Root:
    """Return the root under which the voucher was issued; raise the ChainError that says why it was not."""
    root = root_of(issuer, roots, election)
    if not voucher.is_signed(issuer.key, election):
        raise VoucherNotIssuedError
    if not voucher.place.startswith(issuer.reach):
        raise OutsideReachError(f"{voucher.place} is outside {issuer.reach}")
    return root


def root_of(issuer: Issuer, roots: Iterable[Root], election: ElectionId) -> Root:
    """Return the pinned root that signed the issuer; raise UnknownIssuer- or RetiredRootError."""
    for root in roots:
        if _root_signed(root.key, issuer, election):
            if root.retired is not None and issuer.since >= root.retired:
                raise RetiredRootError
            return root
    raise UnknownIssuerError


@lru_cache(maxsize=4096)
def _root_signed(root: bytes, issuer: Issuer, election: ElectionId) -> bool:
    """Tell whether the root signed the issuer; a night has a million chains and five hundred issuers."""
    return issuer.is_signed(root, election)


def _ensure_time(since: int, until: int, at: int) -> None:
    if at < since:
        raise ChainNotYetValidError
    if at > until:
        raise ChainExpiredError


def _links_of(items: list[Any]) -> KeyChain:
    """Return the links of an array that begins with the version; raise MalformedChainError."""
    if len(items) != 5:
        raise MalformedChainError(f"{len(items)} parts instead of 5")
    _, election, issuer, voucher, binding = items
    if not (isinstance(election, bytes) and len(election) == ELECTION_BYTES):
        raise MalformedChainError("no election is named")
    return KeyChain(issuer_of(issuer), voucher_of(voucher), binding_of(binding))
