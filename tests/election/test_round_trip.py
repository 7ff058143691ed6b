"""Laws: an election written as a folder is read back as it was, and stays the same from then on."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from tests.election.folders import every_kind
from tests.election.made_elections import elections

from sirekap.election.index import ancestors, children, count_in, stations_in
from sirekap.election.load import load_election
from sirekap.election.model import NATION, Region
from sirekap.election.save import to_files

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(elections())
def test_an_election_written_and_read_is_the_same_election(election):
    files = to_files(election)
    read = load_election(files)
    assert replace(read, id=election.id) == election
    assert to_files(read) == files


def test_the_made_folder_with_every_table_survives_the_round_trip():
    election = load_election(every_kind())
    again = load_election(to_files(election))
    assert replace(again, id=election.id) == election


@slow
@given(elections())
def test_every_station_is_found_below_each_of_its_ancestors_and_nowhere_else(election):
    for region in [NATION, *election.regions]:
        expected = [station for code, station in election.stations.items() if code.startswith(region)]
        assert list(stations_in(election, region)) == expected
        assert count_in(election, region) == len(expected)
        assert expected == [station for station in expected if region in ancestors(station.code)]


@slow
@given(elections())
def test_walking_down_from_the_nation_meets_every_region_and_station_once(election):
    met, waiting = [], [NATION]
    while waiting:
        for child in children(election, waiting.pop()):
            met.append(child.code)
            if isinstance(child, Region):
                waiting.append(child.code)
    assert sorted(met) == sorted([*election.regions, *election.stations])


def test_ancestors_run_from_the_nation_to_the_parent():
    assert ancestors("3527012003001") == ("", "35", "3527", "352701", "3527012003")
    assert ancestors("35") == ("",)
    assert ancestors("") == ()
