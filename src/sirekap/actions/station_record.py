"""From a station's code and a contest to its record: the key, and what is known around it."""

from collections.abc import Mapping

from sirekap.actions.ports import Books, Ports
from sirekap.actions.problems import UnknownStationError
from sirekap.election.model import ContestId, StationCode
from sirekap.record.context import Context
from sirekap.record.gate import weigh
from sirekap.record.model import RecordKey, Section, Values


def key_of(ports: Ports, station: StationCode, contest: ContestId, version: int | None = None) -> RecordKey:
    """Return the record's key, of its newest version unless another is named.

    Raise UnknownStationError where the election has no such record.
    """
    if not ports.forms.takes_part(station, contest):
        raise UnknownStationError(f"{station}/{contest}")
    with ports.store.look() as books:
        newest = books.evidence.newest_version(station, contest)
    if version is not None and not 0 <= version <= newest:
        raise UnknownStationError(f"{station}/{contest} version {version}")
    return RecordKey(station, contest, newest if version is None else version)


def context_of(ports: Ports, books: Books, key: RecordKey) -> Context:
    """Return what is known around the record, the station's other contests included."""
    return _context(ports, key, _others(ports, books, key))


def _context(ports: Ports, key: RecordKey, others: Mapping[ContestId, Values]) -> Context:
    return Context(
        election=ports.election,
        station=ports.election.stations[key.station],
        contest=ports.election.contest(key.contest),
        form=ports.forms.of(key.station, key.contest),
        sample_secret=ports.store.sample_secret,
        version=key.version,
        other_contests=others,
    )


def _others(ports: Ports, books: Books, key: RecordKey) -> Mapping[ContestId, Values]:
    """Return what the station's other forms are held to say so far."""
    found: dict[ContestId, Values] = {}
    for contest in ports.forms.contests_of(key.station):
        other = RecordKey(key.station, contest, key.version)
        if contest == key.contest:
            continue
        evidence = books.evidence.of(other)
        if evidence:
            gate = weigh(_context(ports, other, {}), evidence)
            found[contest] = {name: value for each in Section for name, value in gate.values(each).items()}
    return found
