"""The numbers that a recapitulation begins with: of every station that people have confirmed.

In: ports, a contest, a region. Out: stations' values. Invariant: a station is there with both its sections or
not at all; what is not confirmed or settled adds to no sum.
"""

from collections.abc import Mapping

from sirekap.actions.ports import Ports
from sirekap.actions.station_record import context_of
from sirekap.election.model import ContestId, FieldName, RegionCode, StationCode
from sirekap.recap.station_result import station_result


def recap_values(
    ports: Ports, contest: ContestId, region: RegionCode
) -> dict[StationCode, Mapping[FieldName, int | None]]:
    """Return the confirmed numbers of the stations of *region*."""
    found: dict[StationCode, Mapping[FieldName, int | None]] = {}
    with ports.store.look() as books:
        for key, evidence in books.evidence.within(region, contest).items():
            result = station_result(context_of(ports, books, key), evidence)
            if result.votes is not None and result.administration is not None:
                found[key.station] = {**result.administration, **result.votes}
    return found
