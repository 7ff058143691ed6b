"""Counts what an election holds, for a person who wants to see that the folder is the right one.

In: an election. Out: ``Summary``. Invariant: unknown counts are told as unknown, never as zero.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sirekap.election.model import Contest, Election, Headcount, StationKind, Tier


@dataclass(frozen=True, slots=True)
class Summary:
    """An election in a few figures."""

    regions: Mapping[Tier, int]
    stations: int
    kinds: Counter[StationKind]
    registered: Headcount
    """DPT of the stations that have one."""
    stations_without_registered: int
    ballots_delivered: int
    stations_without_ballots: int


def summarise(election: Election) -> Summary:
    """Return the figures of *election*."""
    stations = election.stations.values()
    headcounts = [station.registered for station in stations if station.registered is not None]
    ballots = [station.ballots_delivered for station in stations if station.ballots_delivered is not None]
    return Summary(
        regions=Counter(region.tier for region in election.regions.values()),
        stations=len(stations),
        kinds=Counter(station.kind for station in stations),
        registered=Headcount(sum(each.male for each in headcounts), sum(each.female for each in headcounts)),
        stations_without_registered=len(stations) - len(headcounts),
        ballots_delivered=sum(ballots),
        stations_without_ballots=len(stations) - len(ballots),
    )


def candidates_of(contest: Contest) -> int:
    """Return how many tickets and candidates a contest has."""
    return len(contest.tickets) + sum(len(each.candidates) for each in contest.constituencies)


def summary_json(election: Election) -> Mapping[str, Any]:
    """Return the figures as the members of one JSON object (docs/election-folder.md)."""
    summary = summarise(election)
    return {
        "id": election.id,
        "name": election.name,
        "day": election.day.isoformat(),
        "practice": election.practice,
        "regions": {tier.name.lower(): count for tier, count in sorted(summary.regions.items())},
        "stations": summary.stations,
        "kinds": {kind.value: summary.kinds[kind] for kind in StationKind if summary.kinds[kind]},
        "registered": {
            "male": summary.registered.male,
            "female": summary.registered.female,
            "total": summary.registered.total,
            "stations_without": summary.stations_without_registered,
        },
        "ballots_delivered": {
            "total": summary.ballots_delivered,
            "stations_without": summary.stations_without_ballots,
        },
        "contests": [
            {"id": each.id, "kind": each.kind.value, "name": each.name, "candidates": candidates_of(each)}
            for each in election.contests
        ],
    }
