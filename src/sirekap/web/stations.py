"""Stations: the list, one station's view, and the steps people take there."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from sirekap.actions.check_fields import CheckFields, check_fields
from sirekap.actions.correct_fields import CorrectFields, correct_fields
from sirekap.actions.enter_fields import EnterFields, enter_fields
from sirekap.actions.list_stations import ListStations, StationLine, list_stations
from sirekap.actions.receive_photo import Receipt, ReceivePhoto, receive_photo
from sirekap.actions.see_station import SeeStation, see_station
from sirekap.actions.station_view import StationView
from sirekap.actions.withdraw_photo import WithdrawPhoto, withdraw_photo
from sirekap.election.model import ContestId, FieldName, StationCode
from sirekap.web.surroundings import Caller, Given, Now

Name = Annotated[str, Field(min_length=1, max_length=64)]
Number = Annotated[int, Field(ge=0, le=999_999)]
Reason = Annotated[str, Field(max_length=500)]
Version = Annotated[int | None, Query(ge=0, le=99, description="0 is the first count.")]
Numbers = Annotated[Mapping[Name, Number | None], Field(max_length=500)]


class Strict(BaseModel):
    """A body that holds what it names and nothing else."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class CheckBody(Strict):
    """What the paper says, and reasons by rule code."""

    values: Numbers = Field(default_factory=dict)
    reasons: Annotated[Mapping[Name, Reason], Field(max_length=50)] = Field(default_factory=dict)


class EnterBody(Strict):
    """What was typed from the photo alone."""

    values: Numbers


class CorrectBody(Strict):
    """Other numbers, and why."""

    values: Numbers
    reason: Reason


class WithdrawBody(Strict):
    """The photo's SHA-256, and why."""

    photo: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    reason: Reason


def stations(ports: Given, caller: Caller, now: Now) -> Sequence[StationLine]:
    """List the stations of the caller's reach, those most in need first."""
    return list_stations(ports, ListStations(caller, now))


def station(
    station: str, contest: str, ports: Given, caller: Caller, now: Now, version: Version = None
) -> StationView:
    """Show one station's contest as the caller may see it: its newest version, or an older one."""
    return see_station(ports, SeeStation(StationCode(station), ContestId(contest), caller, now, version))


def photograph(
    station: str, contest: str, photo: UploadFile, ports: Given, caller: Caller, now: Now
) -> Receipt:
    """Take in one photo of one page."""
    data = photo.file.read()
    return receive_photo(ports, ReceivePhoto(StationCode(station), ContestId(contest), data, caller, now))


def check(station: str, contest: str, body: CheckBody, ports: Given, caller: Caller, now: Now) -> StationView:
    """Say what the paper says."""
    code, of = StationCode(station), ContestId(contest)
    check_fields(ports, CheckFields(code, of, _values(body.values), caller, now, dict(body.reasons)))
    return see_station(ports, SeeStation(code, of, caller, now))


def enter(station: str, contest: str, body: EnterBody, ports: Given, caller: Caller, now: Now) -> StationView:
    """Type fields from the photo alone."""
    code, of = StationCode(station), ContestId(contest)
    enter_fields(ports, EnterFields(code, of, _values(body.values), caller, now))
    return see_station(ports, SeeStation(code, of, caller, now))


def correct(
    station: str, contest: str, body: CorrectBody, ports: Given, caller: Caller, now: Now
) -> StationView:
    """Change numbers that were checked, with a reason."""
    code, of = StationCode(station), ContestId(contest)
    correct_fields(ports, CorrectFields(code, of, _values(body.values), body.reason, caller, now))
    return see_station(ports, SeeStation(code, of, caller, now))


def withdraw(
    station: str, contest: str, body: WithdrawBody, ports: Given, caller: Caller, now: Now
) -> StationView:
    """Take a wrong photo out of the reading."""
    code, of = StationCode(station), ContestId(contest)
    withdraw_photo(ports, WithdrawPhoto(code, of, body.photo, body.reason, caller, now))
    return see_station(ports, SeeStation(code, of, caller, now))


def _values(given: Mapping[str, int | None]) -> dict[FieldName, int | None]:
    return {FieldName(name): value for name, value in given.items()}
