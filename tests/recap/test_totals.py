"""Totals over regions, and how much of all they rest on."""

from dataclasses import replace

from tests.record.made import ELECTION

from sirekap.election.model import NATION, Region, RegionCode, Station, StationCode, Tier
from sirekap.recap.model import Progress, StationResult
from sirekap.recap.totals import EMPTY, add, by_child, by_region, of_station, progress_of, total
from sirekap.record.state import STATES

VILLAGE = RegionCode("3527031003")
OTHER = RegionCode("3527031004")


def station(number, village=VILLAGE):
    return StationCode(f"{village}{number:03}")


def result(code, votes=None, votes_state="confirmed", administration=None, administration_state="expected"):
    states = {"votes": votes_state, "administration": administration_state}
    return StationResult(code, votes, administration, states, (), (), None)


RESULTS = {
    station(1): result(
        station(1), {"votes.1": 10, "votes.2": 3}, administration={"valid": 13, "invalid": None}
    ),
    station(2): result(station(2), votes_state="checked"),
    station(1, OTHER): result(station(1, OTHER), {"votes.1": 5, "votes.2": 7}, "settled"),
}
STATIONS = (station(1), station(2), station(3), station(1, OTHER))
REGIONS = {**ELECTION.regions, OTHER: Region(OTHER, "Desa Lain", Tier.VILLAGE)}
EMPTY_VILLAGE = RegionCode("3527031005")
HERE = replace(
    ELECTION,
    regions={**REGIONS, EMPTY_VILLAGE: Region(EMPTY_VILLAGE, "Desa Kosong", Tier.VILLAGE)},
    stations={code: Station(code, f"TPS {code[10:]}") for code in STATIONS},
)


def test_only_confirmed_and_settled_numbers_count_and_an_empty_field_adds_nothing():
    whole = total(RESULTS, STATIONS)
    assert whole.fields == {"votes.1": 15, "votes.2": 10, "valid": 13}


def test_progress_counts_each_station_as_far_as_it_has_come():
    whole = total(RESULTS, STATIONS)
    assert whole.progress == Progress(stations=4, received=3, read=3, checked=3, confirmed=2)


def test_each_state_counts_for_all_it_has_passed():
    reached = {}
    for state in STATES:
        each = progress_of(result(station(1), votes_state=state.name))
        reached[state.name] = (each.received, each.read, each.checked, each.confirmed)
    assert reached == {
        "expected": (0, 0, 0, 0),
        "received": (1, 0, 0, 0),
        "photographed": (1, 0, 0, 0),
        "read": (1, 1, 0, 0),
        "checked": (1, 1, 1, 0),
        "doubtful": (1, 1, 1, 0),
        "confirmed": (1, 1, 1, 1),
        "settled": (1, 1, 1, 1),
    }


def test_a_station_that_sent_only_its_other_page_is_received_and_no_more():
    each = progress_of(result(station(1), votes_state="expected", administration_state="confirmed"))
    assert each == Progress(stations=1, received=1, read=0, checked=0, confirmed=0)


def test_children_of_a_village_are_its_stations_even_those_that_sent_nothing():
    children = by_child(HERE, VILLAGE, RESULTS)
    assert list(children) == [station(1), station(2), station(3)]
    assert children[station(3)] == of_station(None)
    assert children[station(1)].fields == {"votes.1": 10, "votes.2": 3, "valid": 13}


def test_children_of_a_district_are_its_villages_even_one_without_stations():
    children = by_child(HERE, RegionCode("352703"), RESULTS)
    assert {code: each.progress.stations for code, each in children.items()} == {
        VILLAGE: 3,
        OTHER: 1,
        EMPTY_VILLAGE: 0,
    }
    assert children[EMPTY_VILLAGE] == EMPTY


def test_one_pass_gives_every_tier_the_same_as_asking_for_it():
    everywhere = by_region(HERE.stations.values(), RESULTS)
    for region in (NATION, *HERE.regions):
        asked = total(RESULTS, (code for code in STATIONS if code.startswith(region)))
        assert everywhere.get(region, EMPTY) == asked
        assert by_child(HERE, region, RESULTS) == {
            code: everywhere.get(code, EMPTY) for code in by_child(HERE, region, RESULTS)
        }


def test_fields_are_named_in_one_order():
    one = of_station(result(station(1), {"votes.2": 1, "votes.1": 1}))
    assert list(add(one, EMPTY).fields) == ["votes.1", "votes.2"]
