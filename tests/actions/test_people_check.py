import dataclasses
import itertools
import json
import threading

import pytest
from tests.actions.stage import ADMIN, CONTEST, MAIN, RESERVE, STATION, VERIFIER, page_photo, values

from sirekap.actions.correct_fields import CorrectFields, correct_fields
from sirekap.actions.list_stations import ListStations, list_stations
from sirekap.actions.withdraw_photo import WithdrawPhoto, withdraw_photo
from sirekap.record.missteps import (
    AlreadyCheckedError,
    CheckedYourselfError,
    ForeignFieldError,
    ImpossibleValueError,
    MisstepError,
    NotAskedError,
    NothingSaidError,
    PhotoNotHeldError,
    ReasonMissingError,
)
from sirekap.record.model import Checked


def text_of(view) -> str:
    return json.dumps(dataclasses.asdict(view), default=str)


def correct(stage, given, reason="salah ketik", by=MAIN):
    correct_fields(stage.ports, CorrectFields(STATION, CONTEST, given, reason, by, stage.now()))


def withdraw(stage, photo, reason="foto TPS lain", by=MAIN):
    withdraw_photo(stage.ports, WithdrawPhoto(STATION, CONTEST, photo, reason, by, stage.now()))


def field(view, name):
    return next(each for each in view.fields if each.name == name)


def test_what_the_reader_was_sure_of_is_confirmed_by_one_officer(stage):
    stage.photograph_and_read_all()
    assert stage.states() == {"votes": "read", "administration": "read"}
    stage.check(values())
    assert stage.states() == {"votes": "confirmed", "administration": "confirmed"}


def test_what_the_reader_was_not_sure_of_needs_a_second_person(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    assert stage.states() == {"votes": "checked", "administration": "confirmed"}
    with pytest.raises(CheckedYourselfError):
        stage.enter(values("votes.2"), by=MAIN)
    stage.enter(values("votes.2"), by=RESERVE)
    assert stage.states()["votes"] == "confirmed"


def test_a_verifier_of_the_district_may_be_the_second_person(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    stage.enter(values("votes.2"), by=VERIFIER)
    assert stage.states()["votes"] == "confirmed"


def test_nothing_confirms_by_itself(stage):
    stage.photograph_and_read_all()
    assert stage.publish().files > 0
    assert stage.states() == {"votes": "read", "administration": "read"}


def test_saying_the_same_twice_changes_nothing(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    before = stage.evidence()
    stage.check(values())
    assert stage.evidence() == before
    stage.enter(values("votes.2"))
    before = stage.evidence()
    stage.enter(values("votes.2"))
    assert stage.evidence() == before
    correct(stage, {"votes.2": 73})
    before = stage.evidence()
    correct(stage, {"votes.2": 73})
    assert stage.evidence() == before
    photo = stage.see().photos[0].sha256
    withdraw(stage, photo)
    before = stage.evidence()
    withdraw(stage, photo)
    assert stage.evidence() == before


def test_a_disputed_field_may_be_typed_again_with_the_same_number(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    stage.enter({"votes.2": 73})
    assert stage.states()["votes"] == "doubtful"
    before = len(stage.evidence())
    stage.enter({"votes.2": 73})
    assert len(stage.evidence()) == before + 1
    stage.enter(values("votes.2"), by=VERIFIER)
    assert stage.states()["votes"] == "confirmed"


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, NothingSaidError),
        ({"votes.9": 1}, ForeignFieldError),
        ({"votes.1": 1000}, ImpossibleValueError),
        ({"votes.1": -1}, ImpossibleValueError),
    ],
)
def test_what_cannot_stand_on_the_paper_is_refused_and_keeps_nothing(stage, given, error):
    stage.photograph_and_read_all()
    before, lines = stage.evidence(), stage.store.audit_lines("")
    with pytest.raises(error):
        stage.check(given)
    assert (stage.evidence(), stage.store.audit_lines("")) == (before, lines)


def test_steps_out_of_turn_are_refused(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    with pytest.raises(MisstepError):
        correct(stage, {"votes.1": 60})
    stage.check(values())
    with pytest.raises(AlreadyCheckedError):
        stage.check({"votes.1": 60}, by=RESERVE)
    with pytest.raises(MisstepError):
        stage.enter(values("votes.1"))
    with pytest.raises(ReasonMissingError):
        correct(stage, {"votes.1": 60}, reason="  ")
    with pytest.raises(PhotoNotHeldError):
        withdraw(stage, "0" * 64)


def test_an_entry_nobody_asked_for_is_refused(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    with pytest.raises(NotAskedError):
        stage.enter(values("votes.1"))


def test_a_withdrawn_photo_stays_to_be_seen_and_leaves_the_public_folder(stage):
    stage.photograph_and_read_all()
    stage.publish()
    assert len(list(stage.ports.public.paths("formc"))) == 3
    withdraw(stage, stage.see().photos[1].sha256)
    assert stage.publish().removed == 1
    assert len(list(stage.ports.public.paths("formc"))) == 2
    assert [photo.withdrawn for photo in stage.see().photos] == [False, True, False]
    assert field(stage.see(), "votes.1").reading is None


MARK = 587
"""A number that stands nowhere else: wherever it is seen, the blind are not blind."""


def test_a_blind_entry_never_sees_anothers_number(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",), changed={"votes.2": MARK})
    everyone = (MAIN, RESERVE, VERIFIER, ADMIN)
    for person in everyone:
        assert str(MARK) not in text_of(stage.see(person)), "the unsure reading, before anyone has checked"
    stage.check(values() | {"votes.2": MARK}, reasons={"R8": f"tertulis {MARK}"})
    for person in (RESERVE, VERIFIER, ADMIN):
        assert str(MARK) not in text_of(stage.see(person)), "the checker's number"
    assert field(stage.see(MAIN), "votes.2").value == MARK, "one's own word is one's own"
    assert field(stage.see(RESERVE), "votes.2").ask == "blind"
    stage.enter({"votes.2": 586}, by=RESERVE)
    for person in (VERIFIER, ADMIN):
        shown = text_of(stage.see(person))
        assert str(MARK) not in shown
        assert "586" not in shown
    assert "586" not in text_of(stage.see(MAIN)), "nor the other's, to whom is asked again"
    assert str(MARK) not in text_of(stage.see(RESERVE))


def test_the_parts_of_a_hidden_sum_are_hidden_too(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    hidden = {each.name for each in stage.see(RESERVE).fields if each.hidden}
    assert {"votes.1", "votes.2", "votes.3", "valid"} <= hidden
    assert "registered.listed.total" not in hidden


def test_once_a_field_has_passed_everyone_in_reach_sees_it(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    stage.check(values())
    stage.enter(values("votes.2"))
    for person in (MAIN, RESERVE, VERIFIER, ADMIN):
        seen = field(stage.see(person), "votes.2")
        assert (seen.known, seen.value, seen.reading.value, seen.hidden) == (True, 72, 72, False)


def test_asks_are_only_of_those_whose_role_can_answer(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    assert {each.ask for each in stage.see(ADMIN).fields} == {None}
    assert field(stage.see(MAIN), "votes.2").ask == "check"
    assert field(stage.see(MAIN), "votes.1").ask == "confirm"


def test_a_warning_asks_the_officer_for_a_reason_and_the_history_keeps_it(stage):
    stage.photograph_and_read_all(changed={"ballots.received": 214, "ballots.unused": 38})
    stage.check(values() | {"ballots.received": 214, "ballots.unused": 38})
    (finding,) = stage.see().findings
    assert (finding.severity, finding.reason_asked, finding.reason) == ("W", True, None)
    assert stage.states()["administration"] == "doubtful"
    stage.check({}, reasons={finding.code: "diterima satu lebih"})
    (finding,) = stage.see().findings
    assert (finding.reason_asked, finding.reason) == (False, "diterima satu lebih")
    assert stage.states()["administration"] == "confirmed"
    assert "diterima satu lebih" in stage.see().history[-1].reason


def test_the_history_tells_who_did_what_in_both_languages(stage):
    stage.photograph_and_read_all()
    stage.check(values())
    lines = stage.see().history
    events = [name for name, _ in itertools.groupby(line.event for line in lines)]
    assert events == ["photograph", "read", "check"]
    assert all(set(line.says) == {"id", "en"} for line in lines)
    assert {line.by for line in lines} == {"kpps-1", None}


def test_a_station_is_listed_by_what_it_needs(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))

    def first(by):
        return list_stations(stage.ports, ListStations(by, stage.now()))[0]

    assert len(list_stations(stage.ports, ListStations(MAIN, stage.now()))) == 1
    assert len(list_stations(stage.ports, ListStations(VERIFIER, stage.now()))) > 20
    assert (first(VERIFIER).station, first(VERIFIER).photos, first(MAIN).asks) == (STATION, 3, 28)
    stage.check(values())
    assert (first(MAIN).asks, first(RESERVE).asks) == (0, 1)
    assert first(VERIFIER).station == STATION
    assert first(RESERVE).states == {"votes": "checked", "administration": "confirmed"}


def test_a_newer_photo_stands_beside_the_older(stage):
    stage.photograph_and_read_all()
    stage.photograph(page_photo(2, changed={"votes.1": 62}))
    stage.read_all()
    assert [photo.page for photo in stage.see().photos] == [1, 2, 3, 2]
    assert field(stage.see(), "votes.1").ask == "check"


def test_of_two_who_check_at_once_one_comes_first(stage):
    stage.photograph_and_read_all(doubtful=("votes.2",))
    refused = []

    def check(by, number):
        try:
            stage.check({"votes.2": number}, by=by)
        except AlreadyCheckedError as error:
            refused.append(error)

    threads = [threading.Thread(target=check, args=each) for each in ((MAIN, 72), (RESERVE, 73))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert sum(isinstance(each, Checked) for each in stage.evidence()) == 1
