"""Which C.HASIL each station of an election was issued, contest by contest.

In: an election; a station and a contest. Out: the ``Form``, or KeyError where the station does not vote in
the contest. Invariant: a station's form is the one ``catalogue.station_form`` draws for it, so what is read,
claimed, checked and published goes by the paper that hangs there. Forms are laid out when first asked for,
and only the newest ``MOST_HELD`` are kept, for a nation has thousands.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from sirekap.election.index import stations_in
from sirekap.election.model import (
    CODE_LENGTH,
    NATION,
    Constituency,
    ConstituencyCode,
    Contest,
    ContestId,
    Election,
    RegionCode,
    Station,
    StationCode,
)
from sirekap.forms.catalogue import (
    check_contest,
    check_family,
    form_at,
    is_held_abroad,
    only_constituency,
)
from sirekap.forms.model import Form
from sirekap.forms.setting import Box, Place, place_of

MOST_HELD = 256
"""Forms held at once: some hundred kilobytes for a ticket contest, a few megabytes for party lists."""


class Print(NamedTuple):
    """What tells the prints of one contest's form apart: stations that agree in it have the same form."""

    contest: ContestId
    place: Place
    constituency: ConstituencyCode | None


class IssuedForms:
    """The forms of one election by station and contest; ``FormError`` where its tables do not tell them."""

    def __init__(self, election: Election) -> None:
        check_family(election.form_family, election.voter_cap)
        self._election = election
        self._contests: Mapping[ContestId, Contest] = {each.id: each for each in election.contests}
        self._by_region = {each.id: _by_region(each) for each in election.contests}
        for each in election.contests:
            check_contest(each, election.form_family)
        self._lay_out = lru_cache(MOST_HELD)(self._laid_out)

    @property
    def contests(self) -> tuple[ContestId, ...]:
        """Every contest of the election, in its order."""
        return tuple(self._contests)

    def contests_of(self, station: StationCode) -> tuple[ContestId, ...]:
        """Return the contests that the station votes in; none for a code that no station has."""
        return tuple(each for each in self._contests if self.takes_part(station, each))

    def takes_part(self, station: StationCode, contest: ContestId) -> bool:
        """Tell whether the election has the station and it votes in the contest."""
        held, place = self._contests.get(contest), self._election.stations.get(station)
        if held is None or place is None or not station.startswith(held.region):
            return False
        abroad = place_of(place.code, place.kind).box is not Box.STATION
        if abroad and not is_held_abroad(held.kind):
            return False
        return not held.constituencies or self.constituency(station, contest) is not None

    def constituency(self, station: StationCode, contest: ContestId) -> Constituency | None:
        """Return the constituency that the station votes in; None where it has none in this contest."""
        regions = self._by_region[contest]
        for length in sorted(CODE_LENGTH.values(), reverse=True):
            found = regions.get(station[:length])
            if found is not None:
                return found
        return None

    def of(self, station: StationCode, contest: ContestId) -> Form:
        """Return the station's form; KeyError where it does not vote in the contest."""
        if not self.takes_part(station, contest):
            raise KeyError(f"{station}/{contest}")
        return self._lay_out(self.print_of(station, contest))

    def print_of(self, station: StationCode, contest: ContestId) -> Print:
        """Return which print of the contest's form the station has."""
        place, constituency = self._election.stations[station], self.constituency(station, contest)
        code = None if constituency is None else constituency.code
        return Print(contest, place_of(place.code, place.kind), code)

    def sample_of(self, station: StationCode, contest: ContestId) -> StationCode:
        """Return the station that names the print, the same for all of a constituency, or of a province."""
        wanted, constituency = self.print_of(station, contest), self.constituency(station, contest)
        regions = () if constituency is None else constituency.regions
        for region in sorted(regions) or [RegionCode(station[:2])]:
            for each in self.stations_of(contest, region):
                if self.print_of(each.code, contest) == wanted:
                    return each.code
        return station

    def stations_of(self, contest: ContestId, region: RegionCode = NATION) -> Iterator[Station]:
        """Yield the stations of the region that vote in the contest, in order of code."""
        return (each for each in stations_in(self._election, region) if self.takes_part(each.code, contest))

    def prints_of(self, contest: ContestId) -> Mapping[Print, StationCode]:
        """Return every print of the contest's form with the first station that has it."""
        found: dict[Print, StationCode] = {}
        for each in self.stations_of(contest):
            found.setdefault(self.print_of(each.code, contest), each.code)
        return found

    def _laid_out(self, wanted: Print) -> Form:
        contest = self._contests[wanted.contest]
        own = (each for each in contest.constituencies if each.code == wanted.constituency)
        return form_at(self._election, contest, wanted.place, next(own, None))


def _by_region(contest: Contest) -> Mapping[str, Constituency]:
    """Return the constituency of each region that its tables name; the only one has all where they do not."""
    if all(each.regions for each in contest.constituencies):
        return {region: each for each in contest.constituencies for region in each.regions}
    only = only_constituency(contest)
    return {} if only is None else {contest.region: only}
