"""Write the public folder: what may be said of every station, its photos, and the pages that show them.

Invariant: photos are there before the documents that name them, a file that would not change is left alone,
and a photo that is public no more is taken away. What was published and what the audit says are one; marks
of changes are cleared only by the publisher that keeps up with them, and only if nothing newer came.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports
from sirekap.actions.station_record import context_of
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.election.model import NATION, ContestId, FieldName, StationCode
from sirekap.publication.contest_places import ContestPlaces, contest_places
from sirekap.publication.kpu import documents, released
from sirekap.publication.kpu_people import people_documents
from sirekap.publication.kpu_regions import region_lists
from sirekap.publication.own import own_documents, own_election_documents
from sirekap.publication.photos import photo_files
from sirekap.publication.site import DATA, site_files
from sirekap.reading.model import Quad
from sirekap.recap.model import StationResult
from sirekap.recap.station_result import station_result
from sirekap.record.model import Evidence, RecordKey

Areas = Mapping[FieldName, Quad]
"""Where the fields lie in one photo."""


@dataclass(frozen=True, slots=True)
class Publish:
    """Publish as of *at*: before the election's hour nothing has a number or a photo."""

    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """How many files the public folder has of ours, and how many of them were written or taken away."""

    files: int
    written: int
    removed: int


@dataclass
class Known:
    """What one publisher has worked out, so that it looks anew only at what changed. Begins empty."""

    results: dict[ContestId, dict[StationCode, StationResult]] = field(default_factory=dict)
    areas: dict[str, Areas] = field(default_factory=dict)
    contests: list[ContestPlaces] = field(default_factory=list)
    """Where each contest is held."""
    as_of: datetime | None = None
    """When it last published."""


def publish(ports: Ports, command: Publish, known: Known | None = None) -> Published:
    """Bring the public folder up to date; raise NotAllowedError.

    A publisher that keeps up gives the same *known* each time, and clears the marks of changes; without it
    everything is worked out anew and the marks are left to whoever keeps up.
    """
    ensure_may(ports, command.by, Step.PUBLISH, NATION, command.at)
    told = known or Known()
    with ports.store.look() as books:
        changed = books.changed.all()
        _work_out(ports, books, told, changed)
    done = _write(ports, told, command.at)
    with take_step(ports, command.by, Step.PUBLISH, NATION, command.at, {"files": str(done.files)}) as work:
        if known is not None:
            work.changed.clear(changed)
    told.as_of = command.at
    return done


def is_due(ports: Ports, known: Known, at: datetime) -> bool:
    """Tell whether anything changed since *known* was published, the election's hour included."""
    if known.as_of is None:
        return True
    hour = ports.election.publish_not_before
    if hour is not None and known.as_of < hour <= at:
        return True
    with ports.store.look() as books:
        return bool(books.changed.all())


def _work_out(ports: Ports, books: Books, known: Known, changed: Mapping[RecordKey, str]) -> None:
    """Bring *known* up to date: every record the first time, then those that changed."""
    if known.as_of is not None:
        for key in changed:
            if key.version < books.evidence.newest_version(key.station, key.contest):
                continue  # an older version stays visible, and counts no more
            _work_out_one(ports, books, known, key, books.evidence.of(key))
        return
    for contest in ports.forms.contests:
        for key, evidence in books.evidence.within(NATION, contest).items():
            _work_out_one(ports, books, known, key, evidence)


def _work_out_one(
    ports: Ports, books: Books, known: Known, key: RecordKey, evidence: tuple[Evidence, ...]
) -> None:
    result = station_result(context_of(ports, books, key), evidence)
    known.results.setdefault(key.contest, {})[key.station] = result
    for photo in result.photos:
        reading = books.photos.reading(key, photo.sha256)
        if reading is not None:
            known.areas[photo.sha256] = {name: each.area for name, each in reading.fields.items()}


def _write(ports: Ports, known: Known, at: datetime) -> Published:
    """Write photos, then documents, then pages; then take away what is public no more."""
    ours: set[str] = set()
    written = 0
    for path, sha256 in _photos(ports, known, at):
        ours.add(path)
        if not ports.public.holds(path):
            written += ports.public.write(path, ports.photos.fetch(sha256))
    for path, data in _files(ports, known, at):
        ours.add(path)
        written += ports.public.write(path, data)
    stale = [path for folder in DATA for path in ports.public.paths(folder.rstrip("/")) if path not in ours]
    for path in stale:
        ports.public.remove(path)
    return Published(len(ours), written, len(stale))


def _photos(ports: Ports, known: Known, at: datetime) -> Iterator[tuple[str, str]]:
    for contest, results in known.results.items():
        yield from photo_files(contest, released(ports.election, results, at).values())


def _files(ports: Ports, known: Known, at: datetime) -> Iterator[tuple[str, bytes]]:
    """Yield every document: what is the same for all contests first, then contest by contest, then pages."""
    if not known.contests:
        known.contests = [contest_places(ports.election, ports.forms, each) for each in ports.forms.contests]
    yield from region_lists(known.contests)
    yield from people_documents(ports.election)
    yield from own_election_documents(ports.election, known.contests)
    for places in known.contests:
        results = known.results.get(places.contest.id, {})
        yield from documents(places, results, at)
        yield from own_documents(places, results, at, known.areas)
    yield from site_files(ports.site)
