"""Take a wrong photo out of the reading, with a reason; it stays in the history."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports
from sirekap.actions.say import say
from sirekap.election.model import ContestId, StationCode
from sirekap.record.context import Context
from sirekap.record.model import Evidence, PersonId, Withdrawn
from sirekap.record.steps import withdraw


@dataclass(frozen=True, slots=True)
class WithdrawPhoto:
    """The photo, by its SHA-256, and why it is wrong."""

    station: StationCode
    contest: ContestId
    photo: str
    reason: str
    by: Account
    at: datetime


def withdraw_photo(ports: Ports, command: WithdrawPhoto) -> None:
    """Add the withdrawal to the record; raise the misstep where the record does not take it."""
    person = PersonId(command.by.id)
    said = Withdrawn(command.photo, person, command.at, command.reason)

    def taken(context: Context, evidence: tuple[Evidence, ...]) -> tuple[Withdrawn, ...]:
        return (withdraw(context, evidence, command.photo, person, command.at, command.reason),)

    say(ports, command.station, command.contest, command.by, Step.WITHDRAW, said, taken)
