"""From a station's code and a contest to its record: the key, the form, and the context of its rules."""

from sirekap.actions.ports import Ports
from sirekap.actions.problems import UnknownStationError
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import RecordKey


def key_of(ports: Ports, station: StationCode, contest: ContestId) -> RecordKey:
    """Return the record's key; raise UnknownStationError where the election has no such record."""
    if station not in ports.election.stations or contest not in ports.forms:
        raise UnknownStationError(f"{station}/{contest}")
    return RecordKey(station, contest)
