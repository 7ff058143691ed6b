"""Take in a revocation that an issuer or a root signed where there is no network."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.certificates import Issuer
from sirekap.accounts.key_chain import root_of
from sirekap.accounts.key_changes import Revocation, UnprovenStatementError, read_revocation
from sirekap.accounts.model import Account, Reach, Step
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
        proven = any(told.is_signed(root.key, Reach(""), ports.election.id) for root in ports.roots)
    else:
        root_of(command.issuer, ports.roots, ports.election.id)
        proven = told.is_signed(command.issuer.key, command.issuer.reach, ports.election.id)
    if not proven:
        raise UnprovenStatementError
    subject = {"key": told.key, "reason": told.reason.name.lower()}
    with take_step(ports, command.by, Step.REPLACE, told.place, command.at, subject) as work:
        work.keys.revoke(told, command.at)
    return told
