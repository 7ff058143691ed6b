"""Our public documents beside KPU's: progress, states, photos, contradictions, rules, and tables of all.

In: an election's contests with their places, what may be said of their stations, where fields lie in photos.
Out: paths below ``sirekap/`` and bytes. Invariants: the same numbers as in KPU's format; built twice from the
same results, the bytes are the same; nothing but the election itself before its ``publish_not_before``.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sirekap.election.model import Election, StationCode
from sirekap.publication.contest_places import ContestPlaces, stations_by_list
from sirekap.publication.jsonb import encode_sorted
from sirekap.publication.kpu import released
from sirekap.publication.own_election import election_document
from sirekap.publication.own_form import form_document
from sirekap.publication.own_region import region_document
from sirekap.publication.own_station import Areas, station_document
from sirekap.publication.own_table import table
from sirekap.publication.places import OWN, form_path, own_path, table_path
from sirekap.publication.sums import newest_under
from sirekap.recap.model import StationResult
from sirekap.recap.totals import by_region

NO_AREAS: Areas = {}


def own_election_documents(
    election: Election, contests: Sequence[ContestPlaces]
) -> Iterator[tuple[str, bytes]]:
    """Yield the election's document and one for each print of each contest's form."""
    yield f"{OWN}/election.json", encode_sorted(election_document(election, contests))
    for places in contests:
        contest = places.contest.id
        for station in places.forms.prints_of(contest).values():
            form = places.forms.of(station, contest)
            yield form_path(contest, form.hash), encode_sorted(form_document(places, station))


def own_documents(
    places: ContestPlaces,
    results: Mapping[StationCode, StationResult],
    at: datetime,
    areas: Areas = NO_AREAS,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the documents of a contest's regions and stations, and its tables.

    *at* is the moment of publication. *areas* lets pages show the crop of a number's boxes beside it; photos
    without areas are shown whole.
    """
    contest = places.contest.id
    public = released(places.election, results, at)
    totals = by_region(places.stations, public)
    times = newest_under(public)
    for region in places.regions():
        document = region_document(places, region, totals, public, times.get(region))
        yield own_path(contest, region), encode_sorted(document)
    for station in places.stations:
        document = station_document(places, station, public.get(station.code), areas)
        yield own_path(contest, station.code), encode_sorted(document)
    for constituency, stations in stations_by_list(places).items():
        yield table_path(contest, constituency), table(places, stations, public)
