"""All documents of one contest in KPU's public format.

In: a contest's places and what may be said in public about its stations. Out: paths and bytes.
Invariants: every child of a region has a row; a chart is the sum of its rows; only confirmed or settled
sections have numbers; nothing has a number or a photo before the election's ``publish_not_before``; built
twice from the same results, the bytes are the same. What contests share is ``kpu_people``'s and
``kpu_regions``'; sums by constituency are ``kpu_dapil``'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.election.model import (
    NATION,
    ContestKind,
    Election,
    Region,
    RegionCode,
    Station,
    StationCode,
)
from sirekap.publication.clock import kpu_time, opening
from sirekap.publication.contest_places import ContestPlaces
from sirekap.publication.jsonb import encode, ordered
from sirekap.publication.kpu_dapil import dapil_documents
from sirekap.publication.kpu_keys import branch_of, keys_of, kind_of
from sirekap.publication.kpu_station import PhotoUrl, Poll, station_document
from sirekap.publication.places import results_path
from sirekap.publication.sums import newest_under, share
from sirekap.recap.model import Progress, StationResult, Total
from sirekap.recap.totals import EMPTY, by_region


def documents(
    places: ContestPlaces,
    results: Mapping[StationCode, StationResult],
    at: datetime,
    photo_url: PhotoUrl = lambda path: f"/{path}",
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every document of results: of each region, station and constituency.

    *at* is the moment of publication: before ``publish_not_before`` all stations show as not arrived.
    *photo_url* turns a photo's path in the public folder into the address that documents give.
    """
    public = released(places.election, results, at)
    maker = _Maker(places, public, photo_url)
    yield from maker.regions()
    yield from maker.stations()
    yield from dapil_documents(places, public)


def released(
    election: Election, results: Mapping[StationCode, StationResult], at: datetime
) -> Mapping[StationCode, StationResult]:
    """Return the results that may be public at that moment: all, or none before the election's hour."""
    if election.publish_not_before is not None and at < election.publish_not_before:
        return {}
    return results


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the documents of one contest."""

    places: ContestPlaces
    results: Mapping[StationCode, StationResult]
    photo_url: PhotoUrl

    def stations(self) -> Iterator[tuple[str, bytes]]:
        """Yield the document of every station."""
        empty_at = opening(self.places.election)
        for station in self.places.stations:
            result = self.results.get(station.code)
            document = station_document(self.places, station.code, result, empty_at, self.photo_url)
            yield self._path(station.code), encode(document)

    def regions(self) -> Iterator[tuple[str, bytes]]:
        """Yield the document of every region that has one."""
        totals = by_region(self.places.stations, self.results)
        times = newest_under(self.results)
        pilkada = branch_of(self.places) == "pilkada"
        for code in self.places.regions():
            if not self._has_document(code):
                continue
            changed = kpu_time(times.get(code, opening(self.places.election)))
            made = self._of_heads(code, totals, changed) if pilkada else self._region(code, totals, changed)
            yield self._path(code), encode(made)

    def _has_document(self, code: RegionCode) -> bool:
        """Tell whether there is one: not above a region that elects its own head, nor of all DPD lists."""
        if self.places.contest.kind is ContestKind.DPD and code == NATION:
            return False
        return code.startswith(self.places.contest.region)

    def _path(self, code: RegionCode | StationCode) -> str:
        return results_path(kind_of(self.places.contest.id), code, branch_of(self.places))

    def _region(self, code: RegionCode, totals: Mapping[str, Total], changed: str) -> dict[str, object]:
        whole = totals.get(code, EMPTY)
        rows = {
            child.code: self._row(child, totals.get(child.code, EMPTY))
            for child in self.places.children(code)
        }
        return ordered(
            {
                "ts": changed,
                "psu": Poll.REGULAR.value,
                "mode": "hhcw",
                "chart": ordered({**self._votes(whole, code), "persen": _confirmed_share(whole)}),
                "table": ordered(rows),
                "progres": ordered({"total": whole.progress.stations, "progres": whole.progress.confirmed}),
            }
        )

    def _row(self, child: Region | Station, total: Total) -> dict[str, object]:
        counts = total.progress.confirmed > 0
        whole: int | float = _confirmed_share(total)
        if counts and isinstance(child, Station):
            whole = 100  # KPU writes a station's share as a whole number, all others with decimals
        state = {"psu": Poll.REGULAR.value, "persen": whole, "status_progress": counts}
        return ordered({**self._votes(total, child.code), **state})

    def _of_heads(self, code: RegionCode, totals: Mapping[str, Total], changed: str) -> dict[str, object]:
        """Return a region's document as KPU wrote it for heads of regions in 2024."""
        whole = totals.get(code, EMPTY)
        rows = {}
        for child in self.places.children(code):
            total = totals.get(child.code, EMPTY)
            rows[child.code] = ordered(
                {
                    **self._votes(total, child.code),
                    "psu": Poll.REGULAR.value,
                    "progres": _progress_with_share(total.progress),
                    "status_progress": total.progress.confirmed > 0,
                }
            )
        chart = ordered({**self._votes(whole, code), "progres": _progress_with_share(whole.progress)})
        return {
            "mode": "hhcw",
            "tungsura": ordered({"chart": chart, "table": ordered(rows)}),
            "psu": Poll.REGULAR.value,
            "progres": ordered({"total": whole.progress.stations, "progres": whole.progress.confirmed}),
            "ts": changed,
        }

    def _votes(self, total: Total, code: str) -> dict[str, int]:
        """Return the votes by key; no members while no station counts."""
        if not total.progress.confirmed:
            return {}
        return {key: total.fields.get(field, 0) for key, field in keys_of(self.places, code).items()}


def _progress_with_share(progress: Progress) -> dict[str, object]:
    persen = share(progress.confirmed, progress.stations)
    return ordered({"total": progress.stations, "persen": persen, "progres": progress.confirmed})


def _confirmed_share(total: Total) -> float:
    return share(total.progress.confirmed, total.progress.stations)
