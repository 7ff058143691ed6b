"""Steps over a whole record: split by section, all or nothing."""

import pytest
from tests.record.made import (
    ADMINISTRATION,
    ANI,
    BUDI,
    CONTEXT,
    FORM,
    SOUND,
    VOTES,
    all_read,
    at,
    checked,
    photo_of,
    photographed,
    read,
    refused,
    settled,
)

from sirekap.record import missteps, steps
from sirekap.record.context import fields_of
from sirekap.record.model import Section

DOUBTED = all_read(doubted={"votes.2", "valid"})
WARNED = {"ballots.received": 256, "ballots.unused": 54}


def test_a_check_of_the_whole_form_is_one_piece_for_each_section():
    votes, rest = steps.check(CONTEXT, DOUBTED, SOUND, ANI, at(5))
    assert (votes.values, rest.values) == (VOTES, ADMINISTRATION)
    assert set(votes.values) == set(fields_of(FORM, Section.VOTES))


def test_a_check_of_one_section_is_one_piece():
    (piece,) = steps.check(CONTEXT, DOUBTED, VOTES, ANI, at(5))
    assert piece == checked(VOTES)


def test_a_reason_goes_with_the_section_its_rule_marks():
    votes, rest = steps.check(CONTEXT, DOUBTED, SOUND | WARNED, ANI, at(5), {"R12": "lebih satu", "R8": ""})
    assert (votes.reasons, rest.reasons) == ({"R8": ""}, {"R12": "lebih satu"})


def test_a_reason_alone_may_be_given_later():
    evidence = (*all_read(values=WARNED), checked(SOUND | WARNED))
    (piece,) = steps.check(CONTEXT, evidence, {}, ANI, at(6), {"R12": "lebih satu"})
    assert (piece.values, piece.reasons) == ({}, {"R12": "lebih satu"})


def test_blind_entries_and_corrections_split_alike():
    evidence = (*DOUBTED, checked(SOUND))
    typed = {"votes.2": 60, "valid": 195}
    assert [each.values for each in steps.enter(CONTEXT, evidence, typed, BUDI, at(9))] == [
        {"votes.2": 60},
        {"valid": 195},
    ]
    changed = steps.correct(CONTEXT, evidence, typed, ANI, at(9), "salah lihat")
    assert [each.reason for each in changed] == ["salah lihat", "salah lihat"]


def test_nothing_is_returned_unless_every_section_takes_the_step():
    evidence = (*DOUBTED, settled(Section.VOTES, VOTES))
    with pytest.raises(missteps.StepNotOfferedError):
        steps.check(CONTEXT, evidence, SOUND, ANI, at(5))
    with pytest.raises(missteps.CheckedYourselfError):
        steps.enter(CONTEXT, (*DOUBTED, checked(VOTES)), {"votes.2": 60}, ANI, at(9))


@pytest.mark.parametrize(
    ("error", "values", "reasons"),
    [
        (missteps.NothingSaidError, {}, {}),
        (missteps.ForeignFieldError, {"votes.9": 1}, {}),
        (missteps.UnknownRuleError, {}, {"R99": "sebab"}),
        (missteps.UnknownRuleError, {}, {"R16": "tanda pada kotak"}),
    ],
)
def test_what_the_form_does_not_have_is_refused(error, values, reasons):
    with pytest.raises(error):
        steps.check(CONTEXT, DOUBTED, values, ANI, at(5), reasons)


def test_a_photo_of_any_page_may_come_until_everything_is_settled():
    decided = [settled(section, {}) for section in Section]
    assert steps.photograph(CONTEXT, decided[:1], photo_of(2), None, ANI, at(0)) == photographed(2)
    with pytest.raises(missteps.StepNotOfferedError):
        steps.photograph(CONTEXT, decided, photo_of(2), None, ANI, at(0))


def test_a_photo_is_withdrawn_by_its_page_or_while_its_page_is_unknown():
    unknown = (photographed(2), refused(2, known=False))
    for evidence in (DOUBTED, unknown, (photographed(2),)):
        piece = steps.withdraw(CONTEXT, evidence, photo_of(2), ANI, at(9), "halaman TPS lain")
        assert piece.photo == photo_of(2)


def test_a_photo_on_which_a_plenary_decided_stays():
    evidence = (photographed(2), read(2), settled(Section.VOTES, VOTES))
    with pytest.raises(missteps.StepNotOfferedError):
        steps.withdraw(CONTEXT, evidence, photo_of(2), ANI, at(99), "halaman TPS lain")


def test_a_photo_never_held_cannot_be_withdrawn():
    with pytest.raises(missteps.PhotoNotHeldError):
        steps.withdraw(CONTEXT, DOUBTED, photo_of(2, 5), ANI, at(9), "halaman TPS lain")
