"""What one station lets the public know."""

import pytest
from tests.record.made import (
    ADMINISTRATION,
    ANI,
    CONTEXT,
    SOUND,
    STATION,
    VOTES,
    all_read,
    at,
    checked,
    entered,
    photo_of,
    photographed,
    read,
    refused,
    settled,
)

from sirekap.recap.station_result import station_result
from sirekap.record.model import Section, Withdrawn


def result(*evidence):
    return station_result(CONTEXT, evidence)


def test_a_station_of_which_nothing_came_says_nothing():
    nothing = result()
    assert (nothing.votes, nothing.administration, nothing.photos, nothing.updated) == (None, None, (), None)
    assert nothing.station == STATION.code
    assert nothing.states == {"votes": "expected", "administration": "expected"}


def test_until_it_is_confirmed_the_photo_is_public_and_the_number_is_not():
    shown = result(photographed(2), read(2, doubted={"votes.2"}), checked(VOTES))
    assert shown.votes is None
    assert shown.states["votes"] == "checked"
    assert [(photo.sha256, photo.page, photo.at) for photo in shown.photos] == [(photo_of(2), 2, at(0))]


def test_each_section_is_public_by_itself():
    shown = result(photographed(2), read(2), checked(VOTES))
    assert shown.votes == VOTES
    assert shown.administration is None


def test_what_is_confirmed_is_public_with_the_time_of_the_newest_evidence():
    shown = result(*all_read(), checked(SOUND, when=17))
    assert (shown.votes, shown.administration) == (VOTES, ADMINISTRATION)
    assert shown.updated == at(17)
    assert shown.contradictions == ()


def test_what_the_paper_contradicts_is_public_and_marked_once():
    values = SOUND | {"votes.3": 24}
    shown = result(*all_read(values={"votes.3": 24}), checked(values), entered(values))
    assert shown.votes["votes.3"] == 24
    assert shown.contradictions == ("R8",)


def test_what_a_plenary_settled_is_public_without_any_photo():
    shown = result(settled(Section.VOTES, VOTES))
    assert shown.votes == VOTES
    assert shown.states == {"votes": "settled", "administration": "expected"}


def test_an_empty_field_is_no_number():
    values = {"votes.2": None, "ballots.spoiled": None}
    shown = result(*all_read(values=values), checked(SOUND | values), entered(values))
    assert "votes.2" not in shown.votes
    assert shown.administration["ballots.spoiled"] is None
    assert shown.contradictions == ("R23",)


def test_photos_are_public_once_recognised_page_by_page_newer_after_older():
    evidence = (
        photographed(2, 4, take=1),
        read(2, 5, take=1),
        photographed(1, 3),
        read(1, 9),
        photographed(2, 1),
        read(2, 2),
        photographed(3),
        refused(3, known=False),
    )
    assert [photo.sha256 for photo in result(*evidence).photos] == [photo_of(1), photo_of(2), photo_of(2, 1)]


def test_a_withdrawn_photo_is_no_longer_shown():
    gone = Withdrawn(photo_of(2), ANI, at(6), "halaman TPS lain")
    assert result(photographed(2), read(2), gone).photos == ()


@pytest.mark.parametrize("read_as", [None, "too_blurred"])
def test_a_photo_only_said_to_be_a_page_is_shown_once_somebody_has_checked_that_page(read_as):
    evidence = [photographed(2, told=2)]
    if read_as:
        evidence.append(refused(2, code=read_as, known=False))
    assert result(*evidence).photos == ()
    assert [photo.page for photo in result(*evidence, checked(VOTES)).photos] == [2]


def test_a_photo_of_another_form_is_never_shown():
    evidence = (photographed(2, told=2), refused(2, code="wrong_station", known=False), checked(VOTES))
    assert result(*evidence).photos == ()
