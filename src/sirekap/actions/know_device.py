"""Know a device by its key chain: the one way a phone comes to be enrolled, at activation or by a claim.

In: the bytes of a chain. Out: the device, since when it is known here, and what is in doubt about it.
Invariant: signatures are checked before a transaction is opened; the first device seen of a voucher is the
voucher's device, whichever arrives by whatever way.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.certificates import seconds
from sirekap.accounts.key_chain import EnrolledDevice, prove
from sirekap.accounts.key_changes import Doubtful, Revocation, standing
from sirekap.actions.key_ports import HeldDevice
from sirekap.actions.ports import Ports, Work


@dataclass(frozen=True, slots=True)
class UsedBefore:
    """Voucher and key do not belong to each other only: one of them was seen before with another."""

    enrolled_at: datetime


Doubt = Revocation | UsedBefore
"""Why what a device signed is kept and not counted."""


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that is proven; ``doubt`` is None where its claims stand."""

    device: EnrolledDevice
    enrolled_at: datetime
    doubt: Doubt | None


def prove_device(ports: Ports, chain: bytes, at: datetime) -> EnrolledDevice:
    """Return the device that the chain proves at *at*, the server's time; raise a ChainError."""
    return prove(chain, ports.roots, ports.election.id, at)


def know_device(work: Work, device: EnrolledDevice, chain: bytes, at: datetime) -> KnownDevice:
    """Enrol a proven device at first sight, and tell what is in doubt; its account is opened at need."""
    held = work.keys.device(device.place, device.key_id)
    if held is None:
        work.accounts.ensure(device.acts_as(), at)
        held = work.keys.enrol(_held(device, chain, at))
    if (held.key_id, held.voucher) != (device.key_id, device.voucher):
        return KnownDevice(device, at, UsedBefore(held.enrolled_at))
    told = work.keys.revocations(device.place)
    stands = standing(device, told, seconds(held.enrolled_at), seconds(at))
    doubt = stands.revocation if isinstance(stands, Doubtful) else None
    return KnownDevice(device, held.enrolled_at, doubt)


def _held(device: EnrolledDevice, chain: bytes, at: datetime) -> HeldDevice:
    return HeldDevice(
        device.key_id, device.account, device.role, device.place, device.key, device.voucher, chain, at
    )
