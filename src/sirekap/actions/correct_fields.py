"""An officer changes numbers that were already checked, with a reason; the old ones stay beside them."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports
from sirekap.actions.say import say
from sirekap.election.model import ContestId, StationCode
from sirekap.record.context import Context
from sirekap.record.model import Corrected, Evidence, PersonId, Values
from sirekap.record.steps import correct


@dataclass(frozen=True, slots=True)
class CorrectFields:
    """The numbers as they should have been checked, and why."""

    station: StationCode
    contest: ContestId
    values: Values
    reason: str
    by: Account
    at: datetime


def correct_fields(ports: Ports, command: CorrectFields) -> None:
    """Add the correction to the record; raise the misstep where the record does not take it."""
    person = PersonId(command.by.id)
    said = Corrected(dict(command.values), person, command.at, command.reason)

    def taken(context: Context, evidence: tuple[Evidence, ...]) -> tuple[Corrected, ...]:
        return correct(context, evidence, said.values, person, command.at, command.reason)

    say(ports, command.station, command.contest, command.by, Step.CORRECT, said, taken)
