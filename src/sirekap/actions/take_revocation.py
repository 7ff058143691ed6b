"""Take in a revocation that an issuer or a root signed where there is no network.

Invariant: who may sign is judged as of now: an issuer that has ended or was itself revoked, or a root that
was replaced, revokes nothing any more, so that a stolen key cannot shut a region out. Phones below the
place it names sign in again, and those that it concerns no longer can.
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.certificates import Issuer, seconds
from sirekap.accounts.key_chain import Root, root_of
from sirekap.accounts.key_changes import Revocation, UnprovenStatementError, read_revocation
from sirekap.accounts.model import Account, Reach, Step
from sirekap.accounts.ways import Way
from sirekap.actions.ports import Ports
from sirekap.actions.take_step import take_step


@dataclass(frozen=True, slots=True)
class TakeRevocation:
    """The statement's bytes, and the certificate of the issuer that signed it; None where a root did."""

    data: bytes
    issuer: Issuer | None
    by: Account
    at: datetime


def take_revocation(ports: Ports, command: TakeRevocation) -> Revocation:
    """Keep the revocation; raise UnprovenStatementError, UnknownIssuerError or NotAllowedError."""
    told = read_revocation(command.data)
    if command.issuer is None:
        proven = any(_root_told(root, told, ports) for root in ports.roots)
    else:
        proven = _issuer_told(command.issuer, told, ports, seconds(command.at))
    if not proven:
        raise UnprovenStatementError
    subject = {"key": told.key, "reason": told.reason.name.lower()}
    with take_step(ports, command.by, Step.REPLACE, told.place, command.at, subject) as work:
        work.keys.revoke(told, command.at)
        work.accounts.close_sessions_below(told.place, Way.DEVICE)
    return told


def _root_told(root: Root, told: Revocation, ports: Ports) -> bool:
    """Tell whether a root that stands signed it."""
    return root.retired is None and told.is_signed(root.key, Reach(""), ports.election.id)


def _issuer_told(issuer: Issuer, told: Revocation, ports: Ports, now: int) -> bool:
    """Tell whether an issuer that stands signed it; raise UnknownIssuerError for a stranger."""
    root_of(issuer, ports.roots, ports.election.id)
    with ports.store.look() as books:
        shut = {each.key for each in books.keys.revocations(issuer.reach)}
    stands = issuer.since <= now <= issuer.until and issuer.id not in shut
    return stands and told.is_signed(issuer.key, issuer.reach, ports.election.id)
