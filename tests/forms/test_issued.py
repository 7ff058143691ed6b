"""Each station has the form of its own dapil, region and box, and none of a contest it does not vote in."""

from dataclasses import replace

import pytest
from tests.election.folders import ROOT

from sirekap.actions.open_election import open_election
from sirekap.forms.catalogue import FormError, station_form
from sirekap.forms.issued import IssuedForms

ELECTION = open_election(ROOT / "elections" / "rehearsal-national")
FORMS = IssuedForms(ELECTION)
ACEH, TUBAN, SRESEH, PANGARENGAN = (
    next(code for code in sorted(ELECTION.stations) if code.startswith(region))
    for region in ("11", "3523", "352701", "352713")
)
POST, ABROAD, MOBILE = sorted(code for code in ELECTION.stations if code.startswith("99"))


@pytest.mark.parametrize("station", [ACEH, TUBAN, SRESEH, PANGARENGAN])
def test_a_station_at_home_votes_in_all_five_contests(station):
    assert FORMS.contests_of(station) == ("ppwp", "pdpr", "pdpd", "pdprdp", "pdprdk")


@pytest.mark.parametrize("station", [POST, ABROAD, MOBILE])
def test_abroad_there_are_the_presidential_contest_and_the_dpr(station):
    assert FORMS.contests_of(station) == ("ppwp", "pdpr")


def test_every_form_is_the_one_that_is_drawn_for_the_station():
    for station in ELECTION.stations.values():
        for contest in FORMS.contests_of(station.code):
            drawn = station_form(ELECTION, ELECTION.contest(contest), station)
            assert FORMS.of(station.code, contest).hash == drawn.hash


def test_stations_of_two_constituencies_have_different_forms_and_neighbours_the_same():
    assert FORMS.of(SRESEH, "pdpr") is FORMS.of(PANGARENGAN, "pdpr")
    assert FORMS.of(SRESEH, "pdprdk").hash != FORMS.of(PANGARENGAN, "pdprdk").hash
    assert FORMS.of(TUBAN, "pdpr").hash != FORMS.of(SRESEH, "pdpr").hash
    assert FORMS.constituency(TUBAN, "pdpr").name == "JAWA TIMUR IX"


def test_local_parties_stand_on_the_form_of_acehs_councils_alone():
    local = {f"votes.{party.number}" for party in ELECTION.contest("pdprdp").parties if party.local}
    assert local <= {field.name for field in FORMS.of(ACEH, "pdprdp").fields()}
    assert local.isdisjoint(field.name for field in FORMS.of(ACEH, "pdpr").fields())
    assert local.isdisjoint(field.name for field in FORMS.of(TUBAN, "pdprdp").fields())


def test_a_vote_by_post_has_another_form_than_a_mobile_box_and_a_station_abroad():
    assert len({FORMS.of(each, "ppwp").hash for each in (POST, ABROAD, MOBILE, SRESEH)}) == 4


def test_a_contest_that_the_station_does_not_vote_in_has_no_form():
    for station, contest in ((ABROAD, "pdpd"), ("3527132005999", "ppwp"), (ACEH, "pkwkp-11")):
        with pytest.raises(KeyError):
            FORMS.of(station, contest)


def test_the_prints_of_a_contest_are_few_and_cover_every_station():
    prints = FORMS.prints_of("pdpr")
    assert len(prints) == 6
    assert {FORMS.print_of(each.code, "pdpr") for each in FORMS.stations_of("pdpr")} == set(prints)


def test_constituencies_without_regions_are_told_before_the_day():
    contest = ELECTION.contest("pdpr")
    untold = tuple(replace(each, regions=()) for each in contest.constituencies)
    broken = replace(ELECTION, contests=(replace(contest, constituencies=untold),))
    with pytest.raises(FormError) as told:
        IssuedForms(broken)
    assert "constituencies.csv" in told.value.say["en"]


def test_the_only_constituency_without_regions_has_every_station_of_the_contest():
    contest = ELECTION.contest("pdprdk")
    only = replace(contest, constituencies=(replace(contest.constituencies[2], regions=()),), region="3527")
    forms = IssuedForms(replace(ELECTION, contests=(only,)))
    assert [each.code[:4] for each in forms.stations_of("pdprdk")] == ["3527"] * 6
