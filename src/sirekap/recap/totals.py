"""From stations' results to sums over any region, with how much of all they rest on.

In: ``StationResult`` values. Out: ``Total`` values. Invariant: a total is the sum of the totals of any parts
it is cut into, in any order; ``EMPTY`` adds nothing; a station whose numbers are not public adds to progress
alone. How far a station has come is told by its votes: those are what a recap is for.
"""

from collections.abc import Iterable, Mapping

from sirekap.election.index import children, stations_in
from sirekap.election.model import CODE_LENGTH, Election, FieldName, RegionCode, Station, StationCode, Tier
from sirekap.recap.model import Progress, StationResult, Total
from sirekap.record.model import Section
from sirekap.record.state import Checked, Confirmed, Doubtful, Expected, Read, Settled

NOTHING_YET = Progress(stations=0, received=0, read=0, checked=0, confirmed=0)
EMPTY = Total(fields={}, progress=NOTHING_YET)
"""The neutral total: no station at all."""

_CONFIRMED = frozenset((Confirmed.name, Settled.name))
_CHECKED = _CONFIRMED | {Checked.name, Doubtful.name}
_READ = _CHECKED | {Read.name}


def of_station(result: StationResult | None) -> Total:
    """Return what one station adds; None is a station of which nothing has come."""
    if result is None:
        return Total({}, Progress(stations=1, received=0, read=0, checked=0, confirmed=0))
    fields: dict[FieldName, int] = {}
    for section in (result.votes, result.administration):
        fields.update({name: value for name, value in (section or {}).items() if value is not None})
    return Total(fields, progress_of(result))


def progress_of(result: StationResult) -> Progress:
    """Return how far one station has come; received as soon as anything of either section has."""
    votes = result.states.get(Section.VOTES.value, Expected.name)
    return Progress(
        stations=1,
        received=int(any(state != Expected.name for state in result.states.values())),
        read=int(votes in _READ),
        checked=int(votes in _CHECKED),
        confirmed=int(votes in _CONFIRMED),
    )


def add(one: Total, other: Total) -> Total:
    """Add two totals of different stations."""
    names = sorted(one.fields.keys() | other.fields.keys())
    fields = {name: one.fields.get(name, 0) + other.fields.get(name, 0) for name in names}
    return Total(fields, _together(one.progress, other.progress))


def total(results: Mapping[StationCode, StationResult], stations: Iterable[StationCode]) -> Total:
    """Return the sum over *stations*; those without a result have sent nothing."""
    return add_all(of_station(results.get(station)) for station in stations)


def add_all(totals: Iterable[Total]) -> Total:
    """Return the sum of totals of different stations."""
    fields: dict[FieldName, int] = {}
    progress = NOTHING_YET
    for each in totals:
        for name, value in each.fields.items():
            fields[name] = fields.get(name, 0) + value
        progress = _together(progress, each.progress)
    return Total(dict(sorted(fields.items())), progress)


def by_child(
    election: Election, region: RegionCode, results: Mapping[StationCode, StationResult]
) -> Mapping[str, Total]:
    """Return the total of each child of *region* by its code: regions, or the stations of a village.

    A child without stations is there with an empty total.
    """
    found: dict[str, Total] = {}
    for child in children(election, region):
        if isinstance(child, Station):
            found[child.code] = of_station(results.get(child.code))
        else:
            found[child.code] = total(results, (each.code for each in stations_in(election, child.code)))
    return found


def by_region(
    stations: Iterable[Station], results: Mapping[StationCode, StationResult]
) -> Mapping[str, Total]:
    """Return the total of every station, of every region that has stations, and of the nation."""
    found: dict[str, Total] = {}
    for station in stations:
        found[station.code] = of_station(results.get(station.code))
    for tier in sorted(Tier, reverse=True)[1:]:
        _add_tier(found, CODE_LENGTH[tier], CODE_LENGTH[Tier(tier + 1)])
    return found


def _add_tier(found: dict[str, Total], length: int, below: int) -> None:
    """Add the totals of codes *below* digits long to those *length* digits long."""
    parts: dict[str, list[Total]] = {}
    for code, each in found.items():
        if len(code) == below:
            parts.setdefault(code[:length], []).append(each)
    found.update({code: add_all(totals) for code, totals in parts.items()})


def _together(one: Progress, other: Progress) -> Progress:
    """Add two progresses."""
    return Progress(
        stations=one.stations + other.stations,
        received=one.received + other.received,
        read=one.read + other.read,
        checked=one.checked + other.checked,
        confirmed=one.confirmed + other.confirmed,
    )
