"""Where one contest is held: its stations, the regions above them, and which regions share one list.

In: an election, the forms it issued, a contest. Out: a ``ContestPlaces``. Invariants: a region is in it if
any of its stations votes in the contest; a candidate's number means one person wherever ``shares_list`` says
so, and nowhere else may candidates' votes be added up.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sirekap.election.index import ancestors, children
from sirekap.election.model import (
    NATION,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    Election,
    FieldName,
    Region,
    RegionCode,
    Station,
    StationCode,
)
from sirekap.forms.issued import IssuedForms
from sirekap.forms.model import Form

Lists = frozenset[ConstituencyCode]


@dataclass(frozen=True, eq=False)
class ContestPlaces:
    """One contest's places; compared by identity, for it holds a nation's stations."""

    election: Election
    contest: Contest
    forms: IssuedForms
    stations: tuple[Station, ...]
    """Those that vote in it, in order of code."""
    lists: Mapping[str, Lists]
    """Constituencies that a region or station has a part in, by code; empty sets where there are none."""
    first: Mapping[str, StationCode]
    """The first station of each region."""

    def regions(self) -> Iterator[RegionCode]:
        """Yield the nation and every region in which the contest is held, in order of code."""
        yield NATION
        yield from (code for code in sorted(self.election.regions) if self.has(code))

    def has(self, code: str) -> bool:
        """Tell whether the contest is held at a station or in a region."""
        if code in self.lists:
            return True
        # A region without stations is still a part of a contest that all of its surroundings vote in.
        known = not self.contest.constituencies and code in self.election.regions
        return known and code.startswith(self.contest.region)

    def children(self, region: RegionCode) -> tuple[Region | Station, ...]:
        """Return the parts of a region in which the contest is held."""
        return tuple(each for each in children(self.election, region) if self.has(each.code))

    def shares_list(self, code: str) -> bool:
        """Tell whether all stations of a region have the same people on their forms."""
        return len(self.lists.get(code, ())) <= 1

    def constituency(self, code: str) -> Constituency | None:
        """Return the one constituency of a region or station; None where there are several, or none."""
        only = self.lists.get(code, frozenset())
        if len(only) != 1:
            return None
        return next(each for each in self.contest.constituencies if each.code in only)

    def form(self, code: str) -> Form | None:
        """Return the form by which a region's numbers go; None where its stations have different lists.

        Prints that differ only in what they call a region or a box have the same fields for the same people.
        """
        first = self.first.get(code)
        if first is None or not self.shares_list(code):
            return None
        return self.forms.of(first, self.contest.id)

    def countable(self, fields: Mapping[FieldName, int], code: str) -> dict[FieldName, int]:
        """Return the sums that mean something in a region: candidates' only where there is one list."""
        if self.shares_list(code):
            return dict(fields)
        return {name: value for name, value in fields.items() if self._counts_anywhere(name)}

    def _counts_anywhere(self, name: FieldName) -> bool:
        head, *numbers = name.split(".")
        if head != "votes":
            return True
        return bool(self.contest.parties) and (len(numbers) == 1 or numbers[1] == "0")


def contest_places(election: Election, forms: IssuedForms, contest: ContestId) -> ContestPlaces:
    """Return where *contest* is held; KeyError where the election has no such contest."""
    stations = tuple(forms.stations_of(contest))
    found: dict[str, set[ConstituencyCode]] = {}
    first: dict[str, StationCode] = {}
    for station in stations:
        own = forms.constituency(station.code, contest)
        for code in (*ancestors(station.code), station.code):
            first.setdefault(code, station.code)
            lists = found.setdefault(code, set())
            if own is not None:
                lists.add(own.code)
    every = {code: frozenset(each) for code, each in found.items()}
    return ContestPlaces(election, election.contest(contest), forms, stations, every, first)


def stations_by_list(places: ContestPlaces) -> Mapping[ConstituencyCode | None, tuple[StationCode, ...]]:
    """Return the stations of each constituency, in order of code; all under None where there are none."""
    found: dict[ConstituencyCode | None, list[StationCode]] = {}
    for station in places.stations:
        only = places.lists[station.code]
        found.setdefault(next(iter(only), None), []).append(station.code)
    return {code: tuple(each) for code, each in found.items()}
