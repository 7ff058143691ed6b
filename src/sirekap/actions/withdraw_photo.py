"""Take a wrong photo out of the reading, with a reason; it stays in the history."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.add_to_record import add_to_record
from sirekap.actions.ports import Ports
from sirekap.actions.problems import NoReasonError, UnknownPhotoError
from sirekap.actions.station_record import key_of
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import PersonId, Withdrawn


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
    """Add the withdrawal to the record; raise NoReasonError or UnknownPhotoError where there is none."""
    if not command.reason.strip():
        raise NoReasonError
    with ports.store.look() as books:
        if books.photos.get(key_of(ports, command.station, command.contest), command.photo) is None:
            raise UnknownPhotoError(command.photo)
    withdrawn = Withdrawn(command.photo, PersonId(command.by.id), command.at, command.reason.strip())
    add_to_record(ports, command.station, command.contest, command.by, Step.WITHDRAW, withdrawn)
