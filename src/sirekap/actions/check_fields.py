"""An officer looked at photo and reading and says what the paper says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.add_to_record import add_to_record
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NothingGivenError
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import Checked, PersonId, Values


@dataclass(frozen=True, slots=True)
class CheckFields:
    """What the paper says, for some or all fields; ``reasons`` by rule code ("" for 'the paper says so')."""

    station: StationCode
    contest: ContestId
    values: Values
    by: Account
    at: datetime
    reasons: Mapping[str, str] = field(default_factory=dict)


def check_fields(ports: Ports, command: CheckFields) -> None:
    """Add the check to the record; raise NothingGivenError, UnknownFieldError or WrongValueError."""
    if not command.values and not command.reasons:
        raise NothingGivenError
    checked = Checked(dict(command.values), PersonId(command.by.id), command.at, dict(command.reasons))
    add_to_record(ports, command.station, command.contest, command.by, Step.CHECK, checked)
