"""Find out what a signed claim is and who signed it, before anything is kept.

In: bytes from anybody. Out: a ``Judged`` claim: of this election, of an issued form, by a proven device
whose owner may say this of this station. Or the named error. Invariant: nothing is written here, and
signatures are checked outside any transaction that writes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.access import may
from sirekap.accounts.chain_errors import ChainError, ChainExpiredError
from sirekap.accounts.key_chain import EnrolledDevice
from sirekap.accounts.model import Reach, Step
from sirekap.accounts.signatures import KeyId
from sirekap.actions.key_ports import HeldDevice
from sirekap.actions.know_device import prove_device
from sirekap.actions.ports import Ports
from sirekap.election.model import CODE_LENGTH, StationCode
from sirekap.forms.model import Form
from sirekap.record.claims.errors import BrokenChainError, RoleMayNotError, UnknownKeyError
from sirekap.record.claims.judge import Signer, ensure_by, ensure_of
from sirekap.record.claims.model import Claim, ClaimId, ClaimKind
from sirekap.record.claims.signed import SignedClaim
from sirekap.record.model import PersonId

STEP_OF = {
    ClaimKind.CHECK: Step.CHECK,
    ClaimKind.BLIND: Step.ENTER,
    ClaimKind.CORRECTION: Step.CORRECT,
    ClaimKind.WITHDRAWAL: Step.WITHDRAW,
}
"""The step that a claim takes in its record."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that may be counted, as far as its bytes and the key chain tell."""

    signed: SignedClaim
    id: ClaimId
    claim: Claim
    form: Form
    device: EnrolledDevice
    chain: bytes

    @property
    def signer(self) -> Signer:
        """Whose word it is."""
        return signer_of(self.device)

    @property
    def step(self) -> Step:
        """The step it takes."""
        return STEP_OF[self.claim.kind]


def signer_of(device: EnrolledDevice) -> Signer:
    """Return whose word a device's is."""
    return Signer(PersonId(device.account), device.role.value, device.place, device.key)


class AskBooksError(Exception):
    """The claim does not prove its key by itself: what is known of the key stands in the books."""


Held = Callable[[KeyId, StationCode], HeldDevice | None]
"""Finds the device of a key, as it was enrolled at the station or at a region the station lies in."""


def judge_claim(ports: Ports, signed: SignedClaim, at: datetime) -> Judged:
    """Return the claim as judged; raise the ClaimError that says what is wrong with it."""
    return _judge(ports, signed, at, lambda key, station: _held(ports, key, station))


def judge_alone(ports: Ports, signed: SignedClaim, at: datetime) -> Judged:
    """Judge without looking into the books, which would keep the caller waiting; raise AskBooksError."""
    return _judge(ports, signed, at, _ask)


def _ask(key: KeyId, station: StationCode) -> HeldDevice | None:
    raise AskBooksError(f"{key} at {station}")


def _judge(ports: Ports, signed: SignedClaim, at: datetime, held: Held) -> Judged:
    claim = signed.claim()
    form = ensure_of(claim, ports.election, ports.forms)
    chain, device = _device(ports, signed, held, claim.key.station, at)
    if device.key_id != signed.key:
        raise BrokenChainError("another key's chain")
    ensure_by(signed, claim, ports.election.id, signer_of(device))
    judged = Judged(signed, signed.id, claim, form, device, chain)
    if not may(device.acts_as(), judged.step, claim.key.station):
        raise RoleMayNotError(f"{device.role.value}: {judged.step.value}")
    return judged


def _device(
    ports: Ports, signed: SignedClaim, held: Held, station: StationCode, at: datetime
) -> tuple[bytes, EnrolledDevice]:
    """Return the device and its chain: from the claim itself, else as it was enrolled."""
    if signed.chain is not None:
        try:
            return signed.chain, prove_device(ports, signed.chain, at)
        except ChainExpiredError as expired:  # a device that was seen while its voucher was good stays known
            known = held(signed.key, station)
            if known is None:
                raise BrokenChainError(expired.code) from None
        except ChainError as broken:
            raise BrokenChainError(broken.code) from None
    else:
        known = held(signed.key, station)
        if known is None:
            raise UnknownKeyError(signed.key)
    return known.chain, prove_device(ports, known.chain, known.enrolled_at)


def _held(ports: Ports, key: KeyId, station: StationCode) -> HeldDevice | None:
    """Return the device as it was enrolled, at the station or at a region it lies in."""
    with ports.store.look() as books:
        for length in sorted(CODE_LENGTH.values(), reverse=True):
            found = books.keys.device(Reach(station[:length]), key)
            if found is not None:
                return found
    return None
