"""A second person types fields from the photo without having seen another value."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.add_to_record import add_to_record
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NothingGivenError
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import Entered, PersonId, Values


@dataclass(frozen=True, slots=True)
class EnterFields:
    """What this person typed, for the fields that were asked of them."""

    station: StationCode
    contest: ContestId
    values: Values
    by: Account
    at: datetime


def enter_fields(ports: Ports, command: EnterFields) -> None:
    """Add the blind entry to the record; raise where it is not this person's to give."""
    if not command.values:
        raise NothingGivenError
    entered = Entered(dict(command.values), PersonId(command.by.id), command.at)
    add_to_record(ports, command.station, command.contest, command.by, Step.ENTER, entered)
