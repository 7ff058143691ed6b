"""KPU's sums by constituency (``hhcd``), of contests of party lists.

In: a contest's places and what may be public of its stations. Out: paths and bytes. Invariant: a party's
total here is the sum over the constituency's stations, as it stands in their own documents.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sirekap.election.model import (
    NATION,
    Constituency,
    ConstituencyCode,
    ContestKind,
    RegionCode,
    StationCode,
)
from sirekap.publication.clock import kpu_time, opening
from sirekap.publication.contest_places import ContestPlaces, stations_by_list
from sirekap.publication.jsonb import encode, ordered
from sirekap.publication.kpu_keys import keys_of, kind_of
from sirekap.publication.kpu_station import candidate_votes, party_votes
from sirekap.publication.places import DAPIL
from sirekap.publication.sums import share
from sirekap.recap.model import StationResult, Total
from sirekap.recap.totals import add_all, total

ABOVE: Mapping[ContestKind, int] = {
    ContestKind.DPR: 0,
    ContestKind.DPRD_PROVINCE: 2,
    ContestKind.DPRD_REGENCY: 4,
}
"""Signs of the region whose constituencies stand in one list, by what is elected."""


def dapil_documents(
    places: ContestPlaces, results: Mapping[StationCode, StationResult]
) -> Iterator[tuple[str, bytes]]:
    """Yield the document of each constituency, and of each list of them; nothing where there are none."""
    above = ABOVE.get(places.contest.kind)
    if above is None:
        return
    lists: dict[RegionCode, dict[ConstituencyCode, Total]] = {}
    times: dict[RegionCode, list[datetime]] = {}
    known = {each.code: each for each in places.contest.constituencies}
    for code, stations in stations_by_list(places).items():
        if code is None:
            continue
        region = RegionCode(stations[0][:above])
        whole = total(results, stations)
        changed = _newest(results, stations)
        lists.setdefault(region, {})[code] = whole
        times.setdefault(region, []).extend(changed)
        path = "/".join((*_folder(places, region), code))
        yield f"{DAPIL}/{path}.json", encode(_constituency(places, known[code], stations[0], whole, changed))
    for region, rows in lists.items():
        path = "/".join((*_folder(places, region), *(("0",) if region == NATION else ())))
        yield f"{DAPIL}/{path}.json", encode(_list(places, region, rows, times[region]))


def _folder(places: ContestPlaces, region: RegionCode) -> tuple[str, ...]:
    parts = (region[:length] for length in (2, 4) if length <= len(region))
    return (kind_of(places.contest.id), *parts)


def _newest(
    results: Mapping[StationCode, StationResult], stations: tuple[StationCode, ...]
) -> list[datetime]:
    held = (results[each].updated for each in stations if each in results)
    return [each for each in held if each is not None]


def _list(
    places: ContestPlaces, region: RegionCode, rows: Mapping[ConstituencyCode, Total], times: list[datetime]
) -> dict[str, object]:
    """Return the document of several constituencies, a row for each; the nation's chart has no share."""
    whole = add_all(rows.values())
    chart: dict[str, int | float] = dict(_parties(places, region, whole))
    if region != NATION:
        chart["persen"] = _share(whole)
    table = {
        code: ordered({**_parties(places, code, each), "persen": _share(each)}) for code, each in rows.items()
    }
    return _document(places, ordered(chart), ordered(table), whole, times)


def _constituency(
    places: ContestPlaces,
    constituency: Constituency,
    station: StationCode,
    whole: Total,
    times: list[datetime],
) -> dict[str, object]:
    """Return the document of one constituency: parties with their candidates."""
    chart: dict[str, int | float] = {**_parties(places, station, whole), "persen": _share(whole)}
    table = {
        number: ordered(
            {**candidate_votes(whole.fields, constituency, int(number)), **party_votes(whole.fields, field)}
        )
        for number, field in keys_of(places, station).items()
        if whole.progress.confirmed
    }
    return _document(places, ordered(chart), ordered(table), whole, times)


def _parties(places: ContestPlaces, code: str, whole: Total) -> dict[str, int]:
    """Return the parties' votes; no members while no station counts."""
    if not whole.progress.confirmed:
        return {}
    return {number: whole.fields.get(field, 0) for number, field in keys_of(places, code).items()}


def _share(whole: Total) -> float:
    return share(whole.progress.confirmed, whole.progress.stations)


def _document(
    places: ContestPlaces,
    chart: Mapping[str, object],
    table: Mapping[str, object],
    whole: Total,
    times: list[datetime],
) -> dict[str, object]:
    return ordered(
        {
            "ts": kpu_time(max(times, default=opening(places.election))),
            "mode": "hhcw",
            "chart": chart,
            "table": table,
            "progres": ordered({"total": whole.progress.stations, "progres": whole.progress.confirmed}),
        }
    )
