"""Our public document of one region: how far its stations have come, and what the confirmed add up to.

In: a contest's places, a region, and the totals of everything. Out: the document's members. Invariant: every
child has a row; progress and totals of the region are the sums of its rows.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sirekap.election.index import stations_in, tier_of
from sirekap.election.model import NATION, Election, Region, RegionCode, Station, StationCode, Tier
from sirekap.publication.clock import iso_time
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.own_station import parents, states
from sirekap.recap.model import StationResult, Total
from sirekap.recap.totals import EMPTY

DEFAULT_ZONE = "Asia/Jakarta"
"""Times of a region that spans several zones are those of the capital."""


def region_document(
    places: ContestPlaces,
    region: RegionCode,
    totals: Mapping[str, Total],
    results: Mapping[StationCode, StationResult],
    updated: datetime | None,
) -> dict[str, object]:
    """Return the members of the region's document; *updated* is None while nothing is held under it.

    ``form`` names the document that says whose votes are counted; it is null where stations have different
    people on their forms, and then candidates' votes are not added up.
    """
    election = places.election
    whole = totals.get(region, EMPTY)
    form, constituency = places.form(region), places.constituency(region)
    return {
        "code": region,
        "name": None if region == NATION else election.regions[region].name,
        "tier": tier_of(election, region).value,
        "time_zone": _zone(election, region),
        "parents": parents(election, region),
        "form": None if form is None else form.hash,
        "constituency": None if constituency is None else constituency.code,
        "updated": None if updated is None else iso_time(updated),
        "progress": asdict(whole.progress),
        "totals": places.countable(whole.fields, region),
        "children": [
            _child(places, region, child, totals.get(child.code, EMPTY), results)
            for child in places.children(region)
        ],
    }


def _child(
    places: ContestPlaces,
    region: RegionCode,
    child: Region | Station,
    total: Total,
    results: Mapping[StationCode, StationResult],
) -> dict[str, object]:
    """Return a row; it counts what the region itself can count, so that the rows add up to it."""
    row: dict[str, object] = {
        "code": child.code,
        "name": child.name,
        "progress": asdict(total.progress),
        "totals": places.countable(total.fields, region),
    }
    if isinstance(child, Station):
        result = results.get(child.code)
        row["tier"] = Tier.STATION.value
        row["states"] = states(result)
        row["contradictions"] = [] if result is None else list(result.contradictions)
    else:
        row["tier"] = child.tier.value
    return row


def _zone(election: Election, region: RegionCode) -> str:
    if region == NATION:
        return DEFAULT_ZONE
    zones = {station.time_zone for station in stations_in(election, region)}
    return zones.pop() if len(zones) == 1 else DEFAULT_ZONE
