"""Show what was refused or is in doubt, to those who inspect it."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.claim_ports import SetAside
from sirekap.actions.ports import Ports
from sirekap.actions.take_step import ensure_may


@dataclass(frozen=True, slots=True)
class SeeAside:
    """For whom."""

    by: Account
    at: datetime


def see_aside(ports: Ports, command: SeeAside) -> tuple[SetAside, ...]:
    """Return what was set aside within the person's reach, newest first; raise NotAllowedError."""
    ensure_may(ports, command.by, Step.INSPECT, command.by.reach, command.at)
    with ports.store.look() as books:
        return books.claims.aside(command.by.reach)
