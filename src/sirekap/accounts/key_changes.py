"""Keys that changed or are no longer trusted: rotation, revocation, and what still stands afterwards.

In: a device that a chain proved, signed statements about keys, and when the receiver first saw the device and
the claim. Out: whether a claim stands or is doubtful, and why. Invariant: only times by the receiver's own
clock count, for a thief sets the phone's clock; a doubtful claim is kept and not counted, never thrown away.
Not done here: keeping these statements, and logging them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum

import cbor2
from cryptography.hazmat.primitives.asymmetric import ed25519

from sirekap.accounts.certificates import pack
from sirekap.accounts.key_chain import EnrolledDevice, Root
from sirekap.accounts.model import Reach
from sirekap.accounts.signatures import KeyId, Label, holds, key_id, public_of, sign
from sirekap.election.model import ElectionId


class Reason(IntEnum):
    """Why a key is revoked; numbers are never reused."""

    LOST = 1
    STOLEN = 2
    REPLACED = 3
    MISUSED = 4
    EXPOSED = 5
    """The secret may be known to others."""


class UnprovenStatementError(Exception):
    """The statement about a key is not as its signer made it, or its signer may not make it."""

    code = "statement_unproven"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or "the statement is not proven")
        self.say = {
            "id": "Pernyataan tentang kunci ini tidak terbukti. Minta berkas aslinya dari penerbitnya.",
            "en": "This statement about a key is not proven. Ask its issuer for the original file.",
        }


@dataclass(frozen=True, slots=True)
class Revocation:
    """One key is not trusted since a time; signed by an issuer or a root (Ed25519).

    ``place`` is the region or station whose devices it concerns ("" everywhere, for roots only); ``since`` is
    seconds since 1970.
    """

    key: KeyId
    place: Reach
    since: int
    reason: Reason
    signer: KeyId
    signature: bytes = b""

    @property
    def body(self) -> bytes:
        """The bytes that are signed."""
        names = bytes.fromhex(self.key), bytes.fromhex(self.signer)
        return pack(names[0], self.place, self.since, int(self.reason), names[1])

    def signed(self, signer: ed25519.Ed25519PrivateKey, election: ElectionId) -> "Revocation":
        """Return it with the signer's signature and name."""
        named = replace(self, signer=key_id(public_of(signer)))
        return replace(named, signature=sign(signer, Label.REVOCATION, election, named.body))

    def to_bytes(self) -> bytes:
        """Return its one writing."""
        return pack(*cbor2.loads(self.body), self.signature)

    def is_signed(self, signer: bytes, reach: Reach, election: ElectionId) -> bool:
        """Tell whether the owner of that public key signed it, and its reach allows it to."""
        named = key_id(signer) == self.signer and self.place.startswith(reach)
        return named and holds(signer, Label.REVOCATION, election, self.body, self.signature)


def read_revocation(data: bytes) -> Revocation:
    """Read a revocation without trusting it; raise UnprovenStatementError for what is none."""
    try:
        key, place, since, reason, signer, signature = cbor2.loads(data, max_depth=2, allow_indefinite=False)
        read = Revocation(
            KeyId(key.hex()), Reach(str(place)), int(since), Reason(reason), KeyId(signer.hex()), signature
        )
        if read.to_bytes() != data:
            raise UnprovenStatementError("not the deterministic writing")
    except UnprovenStatementError:
        raise
    except Exception as error:  # whatever a hostile writing sets off, it is no revocation
        raise UnprovenStatementError(str(error)) from None
    return read


@dataclass(frozen=True, slots=True)
class Rotation:
    """A new root key in place of an old one since a time: signed by the old, and by the new as it is held."""

    old: bytes
    new: bytes
    since: int
    by_old: bytes = b""
    by_new: bytes = b""

    @property
    def body(self) -> bytes:
        """The bytes that both sign."""
        return pack(self.old, self.new, self.since)

    def signed(
        self, old: ed25519.Ed25519PrivateKey, new: ed25519.Ed25519PrivateKey, election: ElectionId
    ) -> "Rotation":
        """Return it with both signatures."""
        both = (sign(key, Label.ROTATION, election, self.body) for key in (old, new))
        return Rotation(self.old, self.new, self.since, *both)

    def to_bytes(self) -> bytes:
        """Return its one writing."""
        return pack(self.old, self.new, self.since, self.by_old, self.by_new)

    def is_signed(self, election: ElectionId) -> bool:
        """Tell whether both keys signed it."""
        return holds(self.old, Label.ROTATION, election, self.body, self.by_old) and holds(
            self.new, Label.ROTATION, election, self.body, self.by_new
        )


def read_rotation(data: bytes) -> Rotation:
    """Read a rotation without trusting it; raise UnprovenStatementError for what is none."""
    try:
        read = Rotation(*cbor2.loads(data, max_depth=2, allow_indefinite=False))
        if read.to_bytes() != data:
            raise UnprovenStatementError("not the deterministic writing")
    except UnprovenStatementError:
        raise
    except Exception as error:  # same: it is no rotation
        raise UnprovenStatementError(str(error)) from None
    return read


def follow(pinned: Iterable[Root], rotations: Iterable[Rotation], election: ElectionId) -> tuple[Root, ...]:
    """Return the roots to trust: the pinned ones, and what each handed over to.

    A root that was replaced may sign no issuers dated later, but those it signed before stay good. A rotation
    that no trusted root signed changes nothing; a root is followed to its first successor only, so that an
    old key cannot hand over twice.
    """
    trusted = {root.key: root for root in pinned}
    waiting = sorted((each for each in rotations if each.is_signed(election)), key=lambda each: each.since)
    moved = True
    while moved:
        moved = False
        for each in waiting:
            old = trusted.get(each.old)
            if old is not None and old.retired is None and each.new not in trusted:
                trusted[each.old] = replace(old, retired=each.since)
                trusted[each.new] = Root(each.new)
                moved = True
    return tuple(trusted.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim by this device stands."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A claim by this device is kept and not counted; ``revocation`` says since when and why."""

    revocation: Revocation


def standing(
    device: EnrolledDevice, revocations: Iterable[Revocation], enrolled: int, received: int
) -> Standing | Doubtful:
    """Tell whether a claim of *device* stands; *revocations* are proven ones.

    *enrolled* is when the receiver first saw the device's chain and *received* when it got the claim, in
    seconds since 1970. A revoked device's claims are doubtful if received since then, however early the phone
    says it signed them. A revoked voucher, issuer or root makes doubtful those devices that were enrolled
    since then.
    """
    above = {device.voucher, device.issuer, device.root}
    for each in revocations:
        if not device.place.startswith(each.place):
            continue
        late = (each.key == device.key_id and received >= each.since) or (
            each.key in above and enrolled >= each.since
        )
        if late:
            return Doubtful(each)
    return Standing()
