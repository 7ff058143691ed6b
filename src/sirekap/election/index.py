"""Answers who lies in whom: children of a region, its stations, the regions above a code.

In: an election. Out: regions and stations in order of code. Invariant: a code is a prefix of all below it, so
sorted lists answer every question. The lists are made at the first question and go when the election goes.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sirekap.election.model import (
    CODE_LENGTH,
    NATION,
    Election,
    Region,
    RegionCode,
    Station,
    StationCode,
    Tier,
)

_LAST = "~"
"""Comes after every sign of a code: a prefix with it stands behind all codes that begin with the prefix."""


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Codes in order, and what they belong to in the same order."""

    codes: list[str]
    region_codes: dict[Tier, list[RegionCode]]
    stations: list[Station]


_lists: WeakKeyDictionary[Election, _Sorted] = WeakKeyDictionary()


def children(election: Election, region: RegionCode) -> tuple[Region | Station, ...]:
    """Return what lies directly below *region*: the stations of a village, the regions of any other.

    Raises KeyError where the election has no such region.
    """
    tier = tier_of(election, region)
    if tier is Tier.VILLAGE:
        return tuple(stations_in(election, region))
    codes = _sorted(election).region_codes[Tier(tier + 1)]
    first, last = _span(codes, region)
    return tuple(election.regions[code] for code in codes[first:last])


def stations_in(election: Election, region: RegionCode) -> Sequence[Station]:
    """Return the stations of *region*, at whatever tier it is; none for a code that no one has."""
    lists = _sorted(election)
    first, last = _span(lists.codes, region)
    return lists.stations[first:last]


def count_in(election: Election, region: RegionCode) -> int:
    """Return how many stations *region* has."""
    first, last = _span(_sorted(election).codes, region)
    return last - first


def ancestors(code: RegionCode | StationCode) -> tuple[RegionCode, ...]:
    """Return the codes above *code*, from the nation down to its parent; none above the nation."""
    return tuple(RegionCode(code[:length]) for length in CODE_LENGTH.values() if length < len(code))


def tier_of(election: Election, region: RegionCode) -> Tier:
    """Return the region's tier; KeyError where the election has no such region."""
    return Tier.NATION if region == NATION else election.regions[region].tier


def _sorted(election: Election) -> _Sorted:
    lists = _lists.get(election)
    if lists is None:
        stations = sorted(election.stations.values(), key=lambda station: station.code)
        tiers: dict[Tier, list[RegionCode]] = {tier: [] for tier in Tier}
        for code in sorted(election.regions):
            tiers[election.regions[code].tier].append(code)
        lists = _Sorted([station.code for station in stations], tiers, stations)
        _lists[election] = lists
    return lists


def _span(codes: Sequence[str], prefix: str) -> tuple[int, int]:
    """Return where the codes with *prefix* begin and end."""
    return bisect_left(codes, prefix), bisect_left(codes, prefix + _LAST)
