"""An officer looked at photo and reading and says what the paper says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports
from sirekap.actions.say import say
from sirekap.election.model import ContestId, StationCode
from sirekap.record.context import Context
from sirekap.record.model import Checked, Evidence, PersonId, Values
from sirekap.record.steps import check


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
    """Add the check to the record; raise the misstep where the record does not take it."""
    person = PersonId(command.by.id)
    said = Checked(dict(command.values), person, command.at, dict(command.reasons))

    def taken(context: Context, evidence: tuple[Evidence, ...]) -> tuple[Checked, ...]:
        return check(context, evidence, said.values, person, command.at, said.reasons)

    say(ports, command.station, command.contest, command.by, Step.CHECK, said, taken)
