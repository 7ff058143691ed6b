"""A second person types fields from the photo without having seen another value."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports
from sirekap.actions.say import say
from sirekap.election.model import ContestId, StationCode
from sirekap.record.context import Context
from sirekap.record.model import Entered, Evidence, PersonId, Values
from sirekap.record.steps import enter


@dataclass(frozen=True, slots=True)
class EnterFields:
    """What this person typed, for the fields that were asked of them."""

    station: StationCode
    contest: ContestId
    values: Values
    by: Account
    at: datetime


def enter_fields(ports: Ports, command: EnterFields) -> None:
    """Add the blind entry to the record; raise the misstep where it is not this person's to give."""
    person = PersonId(command.by.id)
    said = Entered(dict(command.values), person, command.at)

    def taken(context: Context, evidence: tuple[Evidence, ...]) -> tuple[Entered, ...]:
        return enter(context, evidence, said.values, person, command.at)

    say(ports, command.station, command.contest, command.by, Step.ENTER, said, taken)
