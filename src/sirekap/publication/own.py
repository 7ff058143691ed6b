"""Our public documents beside KPU's: progress, states, photos, contradictions, rules, and a table of all.

In: an election, a contest and its form, what may be said of its stations, where fields lie in photos. Out:
paths below ``sirekap/`` and bytes. Invariants: the same numbers as in KPU's format; built twice from the
same results, the bytes are the same; nothing but the election itself before its ``publish_not_before``.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sirekap.election.model import NATION, ContestId, Election, StationCode
from sirekap.forms.model import Form
from sirekap.publication.jsonb import encode_sorted
from sirekap.publication.kpu import released
from sirekap.publication.own_election import election_document
from sirekap.publication.own_region import region_document
from sirekap.publication.own_station import Areas, station_document
from sirekap.publication.own_table import table
from sirekap.publication.places import OWN, own_path
from sirekap.publication.sums import newest_under
from sirekap.recap.model import StationResult
from sirekap.recap.totals import by_region

NO_AREAS: Areas = {}


def own_documents(
    election: Election,
    contest: ContestId,
    form: Form,
    results: Mapping[StationCode, StationResult],
    at: datetime,
    areas: Areas = NO_AREAS,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the election's document, each region's, each station's, and the table.

    *at* is the moment of publication. *areas* lets pages show the crop of a number's boxes beside it; photos
    without areas are shown whole.
    """
    held = election.contest(contest)
    public = released(election, results, at)
    totals = by_region(election.stations.values(), public)
    times = newest_under(public)
    yield f"{OWN}/election.json", encode_sorted(election_document(election, held, form))
    for region in (NATION, *sorted(election.regions)):
        document = region_document(election, region, totals, public, times.get(region))
        yield own_path(contest, region), encode_sorted(document)
    for code in sorted(election.stations):
        station = election.stations[code]
        document = station_document(election, held, station, public.get(code), areas)
        yield own_path(contest, code), encode_sorted(document)
    yield f"{OWN}/{contest}.csv", table(election, held, form, public)
