"""Show what was refused or is in doubt, to those who inspect it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.claim_ports import SetAside
from sirekap.actions.ports import Ports
from sirekap.actions.take_step import ensure_may
from sirekap.record.claims.errors import ClaimError


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


def reason_of(code: str) -> Mapping[str, str]:
    """Return why something of that code was set aside, in the words that its sender was told, by language."""
    return next((each.say for each in _every(ClaimError) if each.code == code), ClaimError.say)


def _every(kind: type[ClaimError]) -> Iterator[type[ClaimError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _every(below)
