"""The gate: what passes on one look, what needs two, and what is asked of whom."""

import pytest
from tests.record.made import (
    ADMINISTRATION,
    ANI,
    BUDI,
    CITRA,
    CONTEXT,
    DEWI,
    FORM,
    SOUND,
    STATION,
    VOTES,
    all_read,
    at,
    checked,
    context,
    corrected,
    entered,
    photo_of,
    photographed,
    read,
    refused,
)

from sirekap.record.blind_sample import SAMPLE_PERMILLE, in_blind_sample
from sirekap.record.context import section_of
from sirekap.record.field_gate import Standing, Why
from sirekap.record.gate import AskKind, asks, weigh
from sirekap.record.model import RecordKey, Section
from sirekap.record.state import Checked, Confirmed, Doubtful, derive

KEY = RecordKey(STATION.code, "ppwp")


def stand(field, *evidence):
    return weigh(CONTEXT, evidence).stands[field]


def kinds(person, *evidence):
    """What is asked of *person*, but for pages of which no photo came."""
    asked = asks(CONTEXT, evidence, person).asked
    return {each.field: each.kind for each in asked if each.kind is not AskKind.PHOTOGRAPH}


def votes_state(*evidence, **changed):
    return derive(context(**changed), Section.VOTES, evidence)


PAGE_2 = (photographed(2), read(2))


def test_an_accepted_field_passes_on_one_officers_look():
    field = stand("votes.1", *PAGE_2, checked(VOTES))
    assert field.standing is Standing.PASSED
    assert field.value == 110
    assert not field.two_agree


def test_a_field_the_reader_was_not_sure_of_waits_for_a_second_person():
    evidence = (photographed(2), read(2, doubted={"votes.2"}), checked(VOTES))
    assert stand("votes.2", *evidence).why == {Why.NOT_ACCEPTED}
    assert kinds(BUDI, *evidence) == {"votes.2": AskKind.BLIND}
    assert kinds(ANI, *evidence) == {}
    assert isinstance(votes_state(*evidence), Checked)
    assert isinstance(votes_state(*evidence, entered({"votes.2": 60})), Confirmed)


def test_a_field_the_officer_changed_waits_for_a_second_person():
    evidence = (*PAGE_2, checked(VOTES | {"votes.3": 26}))
    assert stand("votes.3", *evidence).why == {Why.CHANGED}
    assert kinds(BUDI, *evidence) == {"votes.3": AskKind.BLIND}
    state = votes_state(*evidence, entered({"votes.3": 26}))
    assert isinstance(state, Confirmed)
    assert state.values["votes.3"] == 26


def test_a_photo_that_was_refused_is_typed_by_two():
    evidence = (photographed(2), refused(2), checked(VOTES))
    assert kinds(BUDI, *evidence) == dict.fromkeys(VOTES, AskKind.BLIND)
    assert isinstance(votes_state(*evidence, entered(VOTES)), Confirmed)


def test_a_refused_photo_whose_page_was_told_is_typed_by_two():
    evidence = (photographed(2, told=2), refused(2, known=False), checked(VOTES), entered(VOTES))
    assert isinstance(votes_state(*evidence), Confirmed)


@pytest.mark.parametrize("code", ["wrong_form", "not_a_form", "not_an_image", "wrong_station"])
def test_a_photo_of_something_else_is_no_photo_of_the_page_it_was_said_to_be(code):
    evidence = (photographed(2, told=2), refused(2, code=code, known=False), checked(VOTES), entered(VOTES))
    assert votes_state(*evidence).name == "received"


def test_typing_alone_asks_for_the_photo_first():
    evidence = (checked(VOTES),)
    assert [each.kind for each in votes_state(*evidence).asked] == [AskKind.PHOTOGRAPH]


def test_the_sample_is_keyed_blind_though_the_reader_was_sure():
    secret = next(n.to_bytes(16) for n in range(10_000) if in_blind_sample(n.to_bytes(16), KEY, "votes.2"))
    evidence = (*PAGE_2, checked(VOTES))
    gate = weigh(context(sample_secret=secret), evidence)
    assert gate.stands["votes.2"].why == {Why.SAMPLED}
    assert isinstance(votes_state(*evidence, sample_secret=secret), Checked)
    assert isinstance(votes_state(*evidence, entered({"votes.2": 60}), sample_secret=secret), Confirmed)


def test_about_one_field_in_fifty_is_sampled_and_nobody_can_foresee_which():
    keys = [RecordKey(f"{number:013}", "ppwp") for number in range(2000)]
    drawn = {(key.station, name) for key in keys for name in VOTES if in_blind_sample(b"one", key, name)}
    other = {(key.station, name) for key in keys for name in VOTES if in_blind_sample(b"two", key, name)}
    assert 0.015 < len(drawn) / (2000 * len(VOTES)) < 0.025
    assert len(drawn & other) < len(drawn) / 5
    assert SAMPLE_PERMILLE == 20


def test_the_draw_differs_from_version_to_version_and_can_be_all_or_nothing():
    assert all(in_blind_sample(b"s", KEY, name, 1000) for name in SOUND)
    assert not any(in_blind_sample(b"s", KEY, name, 0) for name in SOUND)


def test_the_order_of_asks_is_the_order_of_the_form():
    asked = weigh(CONTEXT, all_read()).asked(Section.ADMINISTRATION)
    assert [each.field for each in asked] == list(ADMINISTRATION)


def test_an_unread_field_is_to_be_checked_and_an_accepted_one_to_be_confirmed():
    evidence = (photographed(2), read(2, doubted={"votes.2"}))
    assert kinds(ANI, *evidence) == {
        "votes.1": AskKind.CONFIRM,
        "votes.2": AskKind.CHECK,
        "votes.3": AskKind.CONFIRM,
    }


def test_each_page_without_a_photo_is_asked_for_once_and_not_while_one_waits_to_be_read():
    def missing(*evidence):
        return [each.field for each in asks(CONTEXT, evidence, ANI).asked if each.kind is AskKind.PHOTOGRAPH]

    assert missing() == ["votes.1", "registered.listed.male", "valid"]
    assert missing(*PAGE_2) == ["registered.listed.male", "valid"]
    assert missing(*PAGE_2, photographed(1)) == []
    assert missing(*PAGE_2, photographed(1), read(1)) == ["valid"]


DOUBTED = (photographed(2), read(2, doubted={"votes.2"}), checked(VOTES))


def test_where_two_differ_only_that_field_is_asked_again_of_both_and_of_others():
    evidence = (*DOUBTED, entered({"votes.2": 66}))
    assert isinstance(votes_state(*evidence), Doubtful)
    for person in (ANI, BUDI, CITRA):
        assert kinds(person, *evidence) == {"votes.2": AskKind.AGAIN}


def test_who_was_asked_again_is_not_asked_a_third_time():
    evidence = (*DOUBTED, entered({"votes.2": 66}), entered({"votes.2": 66}, when=11))
    assert kinds(BUDI, *evidence) == {}
    assert kinds(ANI, *evidence) == {"votes.2": AskKind.AGAIN}
    evidence = (*evidence, entered({"votes.2": 60}, by=ANI, when=12))
    assert kinds(ANI, *evidence) == {}
    assert kinds(CITRA, *evidence) == {"votes.2": AskKind.AGAIN}


@pytest.mark.parametrize(
    ("again", "value"),
    [((ANI, 66), 66), ((BUDI, 60), 60), ((CITRA, 60), 60), ((CITRA, 66), 66)],
    ids=["the officer gives way", "the second gives way", "a third sides with one", "or with the other"],
)
def test_it_is_over_as_soon_as_two_agree(again, value):
    person, typed = again
    state = votes_state(*DOUBTED, entered({"votes.2": 66}), entered({"votes.2": typed}, by=person, when=12))
    assert isinstance(state, Confirmed)
    assert state.values["votes.2"] == value


def test_two_against_two_is_not_over():
    evidence = (
        *DOUBTED,
        entered({"votes.2": 66}),
        entered({"votes.2": 60}, by=CITRA),
        entered({"votes.2": 66}, by=DEWI),
    )
    assert isinstance(votes_state(*evidence), Doubtful)


def test_two_who_both_saw_the_reading_are_not_independent():
    evidence = (*DOUBTED, checked(VOTES, by=BUDI, when=6))
    assert isinstance(votes_state(*evidence), Checked)
    assert kinds(CITRA, *evidence) == {"votes.2": AskKind.BLIND}
    assert kinds(BUDI, *evidence) == {}


def test_an_entry_by_who_has_checked_before_is_not_blind():
    evidence = (*DOUBTED, checked(VOTES, by=BUDI, when=6), entered({"votes.2": 60}, when=7))
    assert isinstance(votes_state(*evidence), Checked)


def test_an_entry_made_before_the_same_person_checked_stays_blind():
    evidence = (
        photographed(2),
        read(2, doubted={"votes.2"}),
        entered({"votes.2": 60}, when=4),
        checked(VOTES, by=BUDI, when=6),
        checked(VOTES, by=ANI, when=7),
    )
    assert isinstance(votes_state(*evidence), Confirmed)


def test_an_officer_who_differs_from_another_on_an_accepted_field_makes_it_doubtful():
    evidence = (*PAGE_2, checked(VOTES), checked({"votes.1": 111}, by=BUDI, when=6))
    assert isinstance(votes_state(*evidence), Doubtful)
    assert isinstance(votes_state(*evidence, entered({"votes.1": 110}, by=CITRA)), Confirmed)


def test_a_correction_asks_for_a_new_blind_entry():
    before = (*PAGE_2, checked(VOTES), entered({"votes.3": 25}))
    evidence = (*before, corrected({"votes.3": 29}))
    assert isinstance(votes_state(*before), Confirmed)
    assert isinstance(votes_state(*evidence), Checked)
    assert kinds(BUDI, *evidence) == {"votes.3": AskKind.BLIND}
    state = votes_state(*evidence, entered({"votes.3": 29}, when=30))
    assert isinstance(state, Confirmed)
    assert state.values["votes.3"] == 29


def test_an_entry_made_before_the_correction_or_at_its_moment_does_not_confirm_it():
    for when in (10, 20):
        evidence = (*PAGE_2, checked(VOTES), corrected({"votes.3": 29}), entered({"votes.3": 29}, when=when))
        assert not isinstance(votes_state(*evidence), Confirmed)


def test_who_checked_cannot_be_the_blind_second_of_somebodys_correction():
    evidence = (*DOUBTED, corrected({"votes.2": 60}, by=BUDI), entered({"votes.2": 60}, by=ANI, when=30))
    assert not isinstance(votes_state(*evidence), Confirmed)
    assert kinds(CITRA, *evidence) == {"votes.2": AskKind.BLIND}


def test_a_newer_reading_that_could_not_tell_takes_nothing_back():
    newer = (photographed(2, 30, take=1), read(2, 31, take=1, accepted=False, values=dict.fromkeys(VOTES)))
    assert isinstance(votes_state(*PAGE_2, checked(VOTES), *newer), Confirmed)


@pytest.mark.parametrize("sure", [True, False])
def test_a_newer_photo_that_says_something_else_takes_the_number_back(sure):
    newer = (photographed(2, 30, take=1), read(2, 31, take=1, values={"votes.1": 118}, accepted=sure))
    state = votes_state(*PAGE_2, checked(VOTES), *newer)
    assert isinstance(state, Checked)
    assert {each.field for each in state.asked} >= {"votes.1"}


def test_the_newest_photo_is_the_one_that_came_last_not_the_one_read_last():
    late = (
        photographed(2, 0),
        photographed(2, 3, take=1),
        read(2, 4, take=1),
        read(2, 9, values={"votes.1": 1}),
    )
    assert stand("votes.1", *late).read.photo == photo_of(2, 1)


def test_a_withdrawn_photo_no_longer_counts():
    wrong = (photographed(2, 3, take=1), read(2, 4, take=1, values={"votes.1": 118}))
    evidence = (*PAGE_2, *wrong, checked(VOTES))
    assert not isinstance(votes_state(*evidence), Confirmed)
    gone = votes_state(*evidence).withdraw(photo_of(2, 1), ANI, at(8), "halaman TPS lain")
    assert isinstance(votes_state(*evidence, gone), Confirmed)


def test_a_broken_sum_over_both_sections_holds_up_both():
    values = SOUND | {"votes.3": 24}
    evidence = (*all_read(values={"votes.3": 24}), checked(values))
    for section in Section:
        assert isinstance(derive(CONTEXT, section, evidence), Doubtful)
    assert set(kinds(BUDI, *evidence)) == {"votes.1", "votes.2", "votes.3", "valid"}


def test_a_broken_sum_does_not_hold_up_the_votes_while_the_other_page_is_missing():
    evidence = (photographed(2), read(2, values={"votes.3": 24}), checked(VOTES | {"votes.3": 24}))
    assert isinstance(votes_state(*evidence), Confirmed)


def test_what_two_read_alike_is_a_contradiction_of_the_paper_and_blocks_nothing():
    values = SOUND | {"votes.3": 24}
    typed = {name: values[name] for name in ("votes.1", "votes.2", "votes.3", "valid")}
    evidence = (*all_read(values={"votes.3": 24}), checked(values), entered(typed))
    for section in Section:
        state = derive(CONTEXT, section, evidence)
        assert isinstance(state, Confirmed)
        assert state.contradictions == ("R8",)


def test_a_misreading_that_broke_a_sum_is_found_by_the_second_entry():
    values = SOUND | {"votes.3": 24}
    typed = {name: SOUND[name] for name in ("votes.1", "votes.2", "votes.3", "valid")}
    evidence = [*all_read(values={"votes.3": 24}), checked(values), entered(typed)]
    assert kinds(CITRA, *evidence)["votes.3"] is AskKind.AGAIN
    evidence.append(entered({"votes.3": 25}, by=CITRA, when=12))
    state = votes_state(*evidence)
    assert isinstance(state, Confirmed)
    assert state.contradictions == ()
    assert state.values["votes.3"] == 25


def test_an_empty_field_needs_two_and_is_then_marked():
    values = {"ballots.spoiled": None}
    evidence = [*all_read(values=values), checked(SOUND | values)]
    assert kinds(BUDI, *evidence) == {"ballots.spoiled": AskKind.BLIND}
    state = derive(CONTEXT, Section.ADMINISTRATION, [*evidence, entered(values)])
    assert isinstance(state, Confirmed)
    assert state.contradictions == ("R23",)
    assert state.values["ballots.spoiled"] is None


WARNED = {"ballots.received": 256, "ballots.unused": 54}


def test_a_warning_waits_for_a_reason():
    evidence = [*all_read(values=WARNED), checked(SOUND | WARNED)]
    assert kinds(BUDI, *evidence) == {"ballots.received": AskKind.REASON}
    (ask,) = asks(CONTEXT, evidence, ANI).asked
    assert ask.rule == "R12"
    assert isinstance(derive(CONTEXT, Section.ADMINISTRATION, evidence), Doubtful)
    assert isinstance(derive(CONTEXT, Section.VOTES, evidence), Confirmed)
    evidence.append(checked({}, when=6, R12="satu surat suara lebih dalam amplop"))
    state = derive(CONTEXT, Section.ADMINISTRATION, evidence)
    assert isinstance(state, Confirmed)
    assert state.contradictions == ()


def test_a_blank_reason_is_none():
    evidence = [*all_read(values=WARNED), checked(SOUND | WARNED, R12="  ")]
    assert isinstance(derive(CONTEXT, Section.ADMINISTRATION, evidence), Doubtful)


def test_nothing_is_asked_of_a_section_that_is_settled_or_confirmed():
    done = (*all_read(), checked(SOUND))
    assert asks(CONTEXT, done, BUDI).asked == ()
    decided = weigh(CONTEXT, all_read())
    settle = derive(CONTEXT, Section.VOTES, all_read()).settle(VOTES, "D-1", DEWI, at(60), "pleno")
    assert {section_of(each.field) for each in asks(CONTEXT, (*all_read(), settle), ANI).asked} == {
        Section.ADMINISTRATION
    }
    assert decided.asked(Section.VOTES)


def test_what_is_to_be_typed_blind_is_hidden_with_all_that_gives_it_away():
    evidence = (*all_read(doubted={"votes.2"}), checked(SOUND))
    view = asks(CONTEXT, evidence, BUDI)
    assert view.hidden == {"votes.1", "votes.2", "votes.3", "valid"}
    assert asks(CONTEXT, evidence, ANI).hidden == frozenset()


def test_findings_that_would_give_a_hidden_number_away_are_not_shown():
    values = SOUND | {"votes.3": 24, "ballots.unused": 52}
    evidence = (*all_read(values=values), checked(values))
    gate, view = weigh(CONTEXT, evidence), asks(CONTEXT, evidence, BUDI)
    assert {each.rule for each in gate.findings} == {"R4", "R8"}
    assert view.shown(gate.findings) == ()
    assert asks(CONTEXT, evidence, ANI).shown(gate.findings) == gate.findings


def test_asks_carry_no_value():
    evidence = (*all_read(doubted={"votes.2"}), checked(SOUND))
    assert not {"60", "110", "25"} & set(repr(asks(CONTEXT, evidence, BUDI)).replace(",", " ").split())


def test_every_field_of_the_form_has_a_stand():
    assert set(weigh(CONTEXT, ()).stands) == {each.name for each in FORM.fields()}


def test_one_entry_alone_passes_nothing_the_reader_did_not_promise():
    evidence = (photographed(2), read(2, doubted=set(VOTES)), entered(VOTES))
    assert {each.standing for each in weigh(CONTEXT, evidence).of(Section.VOTES)} == {Standing.WAITING}
    assert kinds(BUDI, *evidence) == {}
    assert kinds(ANI, *evidence) == dict.fromkeys(VOTES, AskKind.CHECK)
    assert isinstance(votes_state(*evidence, checked(VOTES, when=12)), Confirmed)


def test_numbers_of_a_page_without_a_photo_hold_the_section_up_though_two_say_them():
    evidence = (photographed(1), read(1), checked(ADMINISTRATION), entered(ADMINISTRATION))
    state = derive(CONTEXT, Section.ADMINISTRATION, evidence)
    assert isinstance(state, Checked)
    assert [(each.field, each.kind) for each in state.asked] == [("valid", AskKind.PHOTOGRAPH)]
    whole = (*evidence, photographed(3, 30), read(3, 31))
    assert isinstance(derive(CONTEXT, Section.ADMINISTRATION, whole), Confirmed)


def test_a_correction_to_what_the_reader_promised_needs_a_blind_entry_too():
    evidence = (*PAGE_2, checked(VOTES | {"votes.3": 29}), corrected({"votes.3": 25}))
    assert stand("votes.3", *evidence).why == {Why.CORRECTED}
    assert isinstance(votes_state(*evidence), Checked)
    assert isinstance(votes_state(*evidence, entered({"votes.3": 25}, when=30)), Confirmed)
