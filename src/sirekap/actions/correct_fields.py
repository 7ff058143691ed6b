"""An officer changes numbers that were already checked, with a reason; the old ones stay beside them."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.add_to_record import add_to_record
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NoReasonError, NothingGivenError
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import Corrected, PersonId, Values


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
    """Add the correction to the record; raise NothingGivenError or NoReasonError where one is missing."""
    if not command.values:
        raise NothingGivenError
    if not command.reason.strip():
        raise NoReasonError
    corrected = Corrected(dict(command.values), PersonId(command.by.id), command.at, command.reason.strip())
    add_to_record(ports, command.station, command.contest, command.by, Step.CORRECT, corrected)
