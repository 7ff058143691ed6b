"""List the stations of a person's reach, those that most need them first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports
from sirekap.actions.see_station import see_place
from sirekap.actions.station_record import context_of
from sirekap.actions.take_step import ensure_may
from sirekap.actions.veil import veil
from sirekap.election.index import stations_in
from sirekap.election.model import ContestId, RegionCode, Station, StationCode
from sirekap.record.gate import AskKind, weigh
from sirekap.record.model import Evidence, RecordKey, Section
from sirekap.record.state import STATES, Doubtful, state_of

MOST_LINES = 1000
"""Longest list given; those who reach further look at a smaller region."""

_RANK = {state.name: rank for rank, state in enumerate(STATES)}


@dataclass(frozen=True, slots=True)
class ListStations:
    """For whom."""

    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class StationLine:
    """One station's contest: states by section, photos held, and how many fields are asked of the person."""

    station: str
    name: str
    village: str
    district: str
    contest: str
    contest_name: str
    states: dict[str, str]
    photos: int
    asks: int


def list_stations(ports: Ports, command: ListStations) -> tuple[StationLine, ...]:
    """Return the stations of the person's own reach; raise NotAllowedError where the role sees none."""
    reach = command.by.reach
    ensure_may(ports, command.by, Step.SEE, reach, command.at)
    with ports.store.look() as books:
        lines = [
            line for contest in ports.forms.contests for line in _lines(ports, books, command.by, contest)
        ]
    return tuple(sorted(lines, key=_need)[:MOST_LINES])


def _lines(ports: Ports, books: Books, by: Account, contest: ContestId) -> Iterator[StationLine]:
    within = books.evidence.within(by.reach, contest)
    held = {key.station: key for key in within}
    for station in _stations(ports, by):
        if not ports.forms.takes_part(station.code, contest):
            continue
        key = held.get(station.code, RecordKey(station.code, contest))
        yield _line(ports, books, by, key, within.get(key, ()))


def _stations(ports: Ports, by: Account) -> Iterator[Station]:
    """Yield the stations of the account's reach."""
    own = ports.election.stations.get(StationCode(by.reach))
    if own is not None:
        yield own
    else:
        yield from stations_in(ports.election, RegionCode(by.reach))


def _line(
    ports: Ports, books: Books, by: Account, key: RecordKey, evidence: tuple[Evidence, ...]
) -> StationLine:
    gate = weigh(context_of(ports, books, key), evidence)
    place = see_place(ports.election, gate.context.station)
    asked = {each.field for each in veil(gate, by).asked if each.kind is not AskKind.PHOTOGRAPH}
    return StationLine(
        station=place.code,
        name=place.name,
        village=place.village,
        district=place.district,
        contest=key.contest,
        contest_name=gate.context.contest.name,
        states={section.value: state_of(gate, section).name for section in Section},
        photos=len(gate.held.came),
        asks=len(asked) if gate.held.came else 0,
    )


def _need(line: StationLine) -> tuple[bool, bool, bool, int, str, str]:
    """Order by need: what is asked of the person, doubt first; then what waits for others."""
    states = line.states.values()
    furthest = min(_RANK[state] for state in states)
    arrived = line.photos > 0
    return (line.asks == 0, Doubtful.name not in states, not arrived, furthest, line.station, line.contest)
