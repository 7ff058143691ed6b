"""Show one person one station's contest: photos, numbers, what is asked of them, and what happened.

Invariant: ``veil`` decides what is shown; nothing else of the record gets into the view. Nothing is changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports
from sirekap.actions.see_fields import see_fields, see_findings
from sirekap.actions.see_photos import see_photos
from sirekap.actions.station_record import context_of, key_of
from sirekap.actions.station_view import (
    ChangeView,
    ContestView,
    HistoryView,
    PartyView,
    PersonView,
    PlaceView,
    RegisteredView,
    SectionView,
    StationView,
    TicketView,
)
from sirekap.actions.take_step import ensure_may
from sirekap.actions.veil import Veil, veil
from sirekap.election.model import Candidate, ContestId, Election, RegionCode, Station, StationCode
from sirekap.record.context import Context
from sirekap.record.gate import Gate, weigh
from sirekap.record.history import history
from sirekap.record.history_line import HistoryLine
from sirekap.record.model import RecordKey, Section
from sirekap.record.state import state_of


@dataclass(frozen=True, slots=True)
class SeeStation:
    """Which station and contest, and for whom."""

    station: StationCode
    contest: ContestId
    by: Account
    at: datetime
    version: int | None = None
    """The newest where none is named."""


def see_station(ports: Ports, command: SeeStation) -> StationView:
    """Return the station as the person may see it; raise UnknownStationError or NotAllowedError."""
    key = key_of(ports, command.station, command.contest, command.version)
    ensure_may(ports, command.by, Step.SEE, command.station, command.at)
    with ports.store.look() as books:
        return _view(ports, books, key, command.by)


def _view(ports: Ports, books: Books, key: RecordKey, by: Account) -> StationView:
    gate = weigh(context_of(ports, books, key), books.evidence.of(key))
    seen = veil(gate, by)
    return StationView(
        station=see_place(ports.election, gate.context.station),
        contest=see_contest(ports, gate.context),
        sections=_sections(gate),
        photos=see_photos(books, gate, key),
        fields=see_fields(gate, seen),
        findings=see_findings(gate, seen),
        history=_history(gate, seen),
    )


def see_place(election: Election, station: Station) -> PlaceView:
    """Return the station with the names of its village and district."""
    registered = station.registered
    return PlaceView(
        code=station.code,
        name=station.name,
        village=_name(election, station.village),
        district=_name(election, RegionCode(station.code[:6])),
        registered=None
        if registered is None
        else RegisteredView(registered.male, registered.female, registered.total),
        ballots_delivered=station.ballots_delivered,
    )


def _name(election: Election, code: RegionCode) -> str:
    region = election.regions.get(code)
    return code if region is None else region.name


def see_contest(ports: Ports, context: Context) -> ContestView:
    """Return who stands at the station, as its own form has them."""
    contest, form = context.contest, context.form
    constituency = ports.forms.constituency(context.station.code, contest.id)
    people = () if constituency is None else constituency.candidates
    printed = {each.name for each in form.fields()}
    return ContestView(
        id=contest.id,
        name=contest.name,
        constituency=None if constituency is None else constituency.name,
        tickets=tuple(TicketView(each.number, each.names, each.colour) for each in contest.tickets),
        parties=tuple(
            PartyView(each.number, each.name, each.colour, _people(people, each.number))
            for each in contest.parties
            if f"votes.{each.number}" in printed
        ),
        candidates=_people(people, 0),
    )


def _people(candidates: Iterable[Candidate], party: int) -> tuple[PersonView, ...]:
    return tuple(PersonView(each.number, each.name) for each in candidates if each.party == party)


def _sections(gate: Gate) -> tuple[SectionView, ...]:
    states = ((section, state_of(gate, section)) for section in Section)
    return tuple(SectionView(section.value, state.name, state.says) for section, state in states)


def _history(gate: Gate, seen: Veil) -> tuple[HistoryView, ...]:
    """Return what happened, without numbers or others' reasons that would give hidden ones away."""
    kept_back = seen.hidden | seen.own_only
    lines = history(gate.held.evidence, kept_back)
    return tuple(_line(each, seen) for each in lines)


def _line(line: HistoryLine, seen: Veil) -> HistoryView:
    changes = tuple(ChangeView(each.field, each.first, each.before, each.after) for each in line.changes)
    tells = line.by == seen.person or not (seen.hidden or seen.own_only)
    reason = line.reason if tells else ""
    return HistoryView(line.at, line.by, line.event, line.says, changes, reason, line.photo)
