"""A D.HASIL adds up every station of its region once, and none is made while one is missing."""

from dataclasses import replace

import pytest
from tests.forms.recaps import TICKETS, election_for, parties, table

from sirekap.election.model import Constituency, ConstituencyCode
from sirekap.forms.recap_table import RecapTier, add
from sirekap.recap.d_hasil import RecapError, plenary, recap_table

MADE = table(RecapTier.DISTRICT, columns=5, villages=3)
ELECTION = election_for(MADE)
VALUES = {
    code: {field: row[place] for field, row in zip(MADE.fields, sheet.rows, strict=True)}
    for sheet in MADE.sheets
    for place, code in enumerate(sheet.columns)
}


def of(tier, region):
    return plenary(ELECTION, TICKETS, tier, region)


def test_a_districts_table_is_the_stations_numbers_village_by_village():
    assert recap_table(of(RecapTier.DISTRICT, "352701"), VALUES) == MADE


@pytest.mark.parametrize(
    ("tier", "region", "columns"),
    [
        (RecapTier.REGENCY, "3527", ("352701",)),
        (RecapTier.PROVINCE, "35", ("3527",)),
        (RecapTier.NATION, "", ("35",)),
    ],
)
def test_every_tier_adds_up_to_the_same(tier, region, columns):
    made = recap_table(of(tier, region), VALUES)
    assert made.sheets[0].columns == columns
    assert made.sheets[0].totals() == MADE.all_sheets()[-1].totals()


def test_abroad_the_stations_are_the_columns():
    abroad = table(RecapTier.OVERSEAS, columns=3)
    values = {
        code: {field: row[at] for field, row in zip(abroad.fields, abroad.sheets[0].rows, strict=True)}
        for at, code in enumerate(abroad.sheets[0].columns)
    }
    found = plenary(election_for(abroad), TICKETS, RecapTier.OVERSEAS, "99AA01")
    assert recap_table(found, values) == abroad


def test_a_number_that_the_paper_does_not_have_adds_nothing():
    first = next(iter(VALUES))
    less = {**VALUES, first: {**VALUES[first], MADE.fields[0]: None}}
    made = recap_table(of(RecapTier.REGENCY, "3527"), less)
    assert made.sheets[0].rows[0][0] == add(
        values[MADE.fields[0]] for code, values in VALUES.items() if code != first
    )


@pytest.mark.parametrize(
    ("tier", "region", "told"),
    [
        (RecapTier.DISTRICT, "3527", "6 digits"),
        (RecapTier.REGENCY, "352701", "4 digits"),
        (RecapTier.DISTRICT, "352799", "check the code"),
        (RecapTier.OVERSEAS, "352701", "begins with 99"),
    ],
)
def test_a_plenary_that_there_is_none_of_says_why(tier, region, told):
    with pytest.raises(RecapError, match=told) as stopped:
        of(tier, region)
    assert set(stopped.value.say) == {"id", "en"}


def test_a_station_without_numbers_stops_the_table_and_is_named():
    first, *others = VALUES
    with pytest.raises(RecapError, match=f"1 stations.*{first}"):
        recap_table(of(RecapTier.DISTRICT, "352701"), {code: VALUES[code] for code in others})


def test_a_region_with_several_constituencies_asks_which():
    one = parties().constituencies[0]
    other = Constituency(ConstituencyCode("3512"), "JAWA TIMUR XII", ("3528",), 6)
    two = replace(parties(), constituencies=(one, other))
    with pytest.raises(RecapError, match="3511, 3512"):
        plenary(ELECTION, two, RecapTier.PROVINCE, "35")
    assert plenary(ELECTION, two, RecapTier.PROVINCE, "35", "3511").contest.constituencies == (one,)
    assert plenary(ELECTION, two, RecapTier.DISTRICT, "352701").contest.constituencies == (one,)
