"""Show what surrounds a station's numbers: incidents, objections with their answers, copies, versions.

Invariant: what stands here is evidence of the record, in the order it was noted, and no number of it is in
here, so nothing is hidden while a second entry is asked for. Nothing is changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports
from sirekap.actions.problems import UnknownPhotoError
from sirekap.actions.receive_photo import media_type_of
from sirekap.actions.station_record import key_of
from sirekap.actions.take_step import ensure_may
from sirekap.election.model import ContestId, StationCode
from sirekap.record.held import hold
from sirekap.record.model import (
    CopyExpected,
    CopyHanded,
    Evidence,
    IncidentNoted,
    Objected,
    ObjectionAnswered,
    RecordKey,
    VersionOpened,
    Watcher,
)

Piece = TypeVar("Piece", bound=Evidence)


@dataclass(frozen=True, slots=True)
class WatcherView:
    """A witness by the number of ticket or party, or the supervisor."""

    capacity: str
    number: int | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What a form of special events says; ``paper`` is the address of its photo."""

    kind: str
    text: str
    paper: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What was answered, and whether the count was set right."""

    heeded: bool
    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """Who objects to what; ``answers`` are those given to this watcher since."""

    watcher: WatcherView
    text: str
    paper: str | None
    by: str
    at: datetime
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """One hand-over; ``content`` is the claim's id or the photo's SHA-256."""

    handed_as: str
    content: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecipientView:
    """Who was registered to receive copies, and what they were handed."""

    watcher: WatcherView
    by: str
    at: datetime
    copies: tuple[CopyView, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the record; the first count has neither kind nor decision."""

    number: int
    kind: str | None
    decision: str
    reason: str
    by: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class AroundView:
    """All that surrounds one record. ``handable`` are the claims and photos that a copy can be of."""

    version: int
    incidents: tuple[IncidentView, ...]
    objections: tuple[ObjectionView, ...]
    recipients: tuple[RecipientView, ...]
    versions: tuple[VersionView, ...]
    handable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeeAround:
    """Which record, and for whom; the newest version where none is named."""

    station: StationCode
    contest: ContestId
    by: Account
    at: datetime
    version: int | None = None


def see_around(ports: Ports, command: SeeAround) -> AroundView:
    """Return what surrounds the record; raise UnknownStationError or NotAllowedError."""
    key = _seen(ports, command)
    with ports.store.look() as books:
        evidence = hold(books.evidence.of(key)).evidence
        return AroundView(
            version=key.version,
            incidents=tuple(_incident(key, each) for each in _of(evidence, IncidentNoted)),
            objections=tuple(_objections(key, evidence)),
            recipients=tuple(_recipients(evidence)),
            versions=tuple(_versions(books, key)),
            handable=_handable(books, key),
        )


def see_paper(ports: Ports, command: SeeAround, photo: str) -> tuple[str, bytes]:
    """Return media type and bytes of the photo of a noted paper; raise UnknownPhotoError for any other."""
    key = _seen(ports, command)
    with ports.store.look() as books:
        noted = books.evidence.of(key)
    papers = {each.photo for each in noted if isinstance(each, IncidentNoted | Objected)}
    if photo not in papers:
        raise UnknownPhotoError(photo)
    data = ports.photos.fetch(photo)
    return media_type_of(data), data


def _seen(ports: Ports, command: SeeAround) -> RecordKey:
    """Return which record is asked for, once it is sure that who asks may see it."""
    key = key_of(ports, command.station, command.contest, command.version)
    ensure_may(ports, command.by, Step.SEE, command.station, command.at)
    return key


def _of(evidence: Iterable[Evidence], kind: type[Piece]) -> Iterator[Piece]:
    return (each for each in evidence if isinstance(each, kind))


def _paper(key: RecordKey, photo: str | None) -> str | None:
    return None if photo is None else f"/api/stations/{key.station}/{key.contest}/papers/{photo}"


def _watcher(watcher: Watcher) -> WatcherView:
    return WatcherView(watcher.capacity.value, watcher.number)


def _incident(key: RecordKey, each: IncidentNoted) -> IncidentView:
    return IncidentView(each.kind.value, each.text, _paper(key, each.photo), each.by, each.at)


def _objections(key: RecordKey, evidence: tuple[Evidence, ...]) -> Iterator[ObjectionView]:
    for each in _of(evidence, Objected):
        answers = tuple(
            AnswerView(given.heeded, given.text, given.by, given.at)
            for given in _of(evidence, ObjectionAnswered)
            if given.watcher == each.watcher and given.at >= each.at
        )
        yield ObjectionView(
            _watcher(each.watcher), each.text, _paper(key, each.photo), each.by, each.at, answers
        )


def _recipients(evidence: tuple[Evidence, ...]) -> Iterator[RecipientView]:
    """Yield each watcher once, as first registered."""
    first: dict[Watcher, CopyExpected] = {}
    for each in _of(evidence, CopyExpected):
        first.setdefault(each.watcher, each)
    for watcher, each in first.items():
        copies = tuple(
            CopyView(copy.handed_as.value, copy.content, copy.by, copy.at)
            for copy in _of(evidence, CopyHanded)
            if copy.watcher == watcher
        )
        yield RecipientView(_watcher(watcher), each.by, each.at, copies)


def _versions(books: Books, key: RecordKey) -> Iterator[VersionView]:
    """Yield every version of the record, the first count first."""
    yield VersionView(0, None, "", "", None, None)
    newest = books.evidence.newest_version(key.station, key.contest)
    for number in range(1, newest + 1):
        for each in _of(books.evidence.of(RecordKey(key.station, key.contest, number)), VersionOpened):
            yield VersionView(number, each.kind.value, each.decision, each.reason, each.by, each.at)


def _handable(books: Books, key: RecordKey) -> tuple[str, ...]:
    """Return ids of the record's claims, then hashes of its photos, each in the order they came."""
    claims = [each.id for each in books.claims.of_station(key.station) if each.key == key]
    return (*claims, *(each.sha256 for each in books.photos.of(key)))
