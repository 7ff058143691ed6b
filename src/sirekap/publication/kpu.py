"""All documents of a presidential contest in KPU's public format.

In: an election and what may be said in public about its stations. Out: paths and bytes.
Invariants: every child of a region has a row; a chart is the sum of its rows; only confirmed or settled
sections have numbers; nothing has a number or a photo before the election's ``publish_not_before``; built
twice from the same results, the bytes are the same. Other contests' formats are not made here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.election.index import children
from sirekap.election.model import (
    NATION,
    Contest,
    ContestId,
    ContestKind,
    Election,
    FieldName,
    Region,
    RegionCode,
    Station,
    StationCode,
)
from sirekap.publication.clock import kpu_time, opening
from sirekap.publication.jsonb import encode, ordered
from sirekap.publication.kpu_regions import region_lists
from sirekap.publication.kpu_station import PhotoUrl, Poll, station_document
from sirekap.publication.places import results_path
from sirekap.publication.sums import newest_under, share
from sirekap.recap.model import StationResult, Total
from sirekap.recap.totals import EMPTY, by_region


def documents(
    election: Election,
    contest: ContestId,
    results: Mapping[StationCode, StationResult],
    at: datetime,
    photo_url: PhotoUrl = lambda path: f"/{path}",
    polls: Mapping[StationCode, Poll] | None = None,
) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of every document: region lists, tickets, results of each region and station.

    *at* is the moment of publication: before ``publish_not_before`` all stations show as not arrived.
    *photo_url* turns a photo's path in the public folder into the address that documents give.
    *polls* names the stations whose numbers come from another than the first count.
    ValueError for a contest that is not presidential.
    """
    held = election.contest(contest)
    if held.kind is not ContestKind.PRESIDENT:
        raise ValueError(f"KPU's format is made for the presidential contest; {contest} is {held.kind.value}")
    maker = _Maker(election, held, released(election, results, at), photo_url, polls or {})
    yield from region_lists(election, contest)
    yield f"pemilu/{contest}.json", encode(_candidates(election, held))
    yield from maker.regions()
    yield from maker.stations()


def released(
    election: Election, results: Mapping[StationCode, StationResult], at: datetime
) -> Mapping[StationCode, StationResult]:
    """Return the results that may be public at that moment: all, or none before the election's hour."""
    if election.publish_not_before is not None and at < election.publish_not_before:
        return {}
    return results


def _candidates(election: Election, contest: Contest) -> dict[str, dict[str, object]]:
    return ordered(
        {
            str(ticket.kpu_id): {
                "ts": kpu_time(opening(election)),
                "nama": " - ".join(ticket.names),
                "warna": ticket.colour,
                "nomor_urut": ticket.number,
            }
            for ticket in contest.tickets
        }
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the documents of one contest."""

    election: Election
    contest: Contest
    results: Mapping[StationCode, StationResult]
    photo_url: PhotoUrl
    polls: Mapping[StationCode, Poll]

    def stations(self) -> Iterator[tuple[str, bytes]]:
        """Yield the document of every station."""
        empty_at = opening(self.election)
        for code in sorted(self.election.stations):
            poll, result = self.polls.get(code), self.results.get(code)
            document = station_document(self.contest, code, result, poll, empty_at, self.photo_url)
            yield results_path(self.contest.id, code), encode(document)

    def regions(self) -> Iterator[tuple[str, bytes]]:
        """Yield the document of the nation and of every region."""
        totals = by_region(self.election.stations.values(), self.results)
        times = newest_under(self.results)
        for code in (NATION, *sorted(self.election.regions)):
            changed = times.get(code, opening(self.election))
            yield results_path(self.contest.id, code), encode(self._region(code, totals, changed))

    def _region(self, code: RegionCode, totals: Mapping[str, Total], changed: datetime) -> dict[str, object]:
        whole = totals.get(code, EMPTY)
        rows: dict[str, dict[str, object]] = {
            child.code: self._row(child, totals.get(child.code, EMPTY))
            for child in children(self.election, code)
        }
        return ordered(
            {
                "ts": kpu_time(changed),
                "psu": Poll.REGULAR.value,
                "mode": "hhcw",
                "chart": ordered({**self._votes(whole), "persen": _confirmed_share(whole)}),
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
        return ordered({**self._votes(total), **state})

    def _votes(self, total: Total) -> dict[str, int]:
        """Return the votes by ticket; no members while no station counts."""
        if not total.progress.confirmed:
            return {}
        return {
            str(ticket.kpu_id): total.fields.get(FieldName(f"votes.{ticket.number}"), 0)
            for ticket in self.contest.tickets
        }


def _confirmed_share(total: Total) -> float:
    return share(total.progress.confirmed, total.progress.stations)
