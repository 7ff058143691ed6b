"""The life of a section: which state the evidence amounts to, and which steps are possible there."""

import re
from pathlib import Path

import pytest
from tests.record.made import (
    ADMINISTRATION,
    ANI,
    BUDI,
    CITRA,
    CONTEXT,
    DEWI,
    SOUND,
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
    settled,
)

from sirekap.record import missteps, offers
from sirekap.record.field_gate import Why
from sirekap.record.gate import weigh
from sirekap.record.model import Section
from sirekap.record.state import STATES, derive, derive_all, offered

STEPS = ("photograph", "read", "check", "enter", "correct", "withdraw", "settle")
OFFERED = {
    "expected": {"photograph", "check", "settle"},
    "received": {"photograph", "read", "check", "correct", "settle"},
    "photographed": {"photograph", "read", "check", "withdraw", "settle"},
    "read": {"photograph", "read", "check", "withdraw", "settle"},
    "checked": set(STEPS),
    "doubtful": set(STEPS),
    "confirmed": {"photograph", "read", "correct", "withdraw", "settle"},
    "settled": {"settle"},
}

PAGE_2 = (photographed(2), read(2))
DOUBTED = (photographed(2), read(2, doubted={"votes.2"}))
LIVES = [
    ((), "expected"),
    ((photographed(1),), "photographed"),
    ((photographed(2, told=1),), "expected"),
    ((photographed(2), refused(2)), "photographed"),
    ((photographed(2), refused(2, known=False)), "photographed"),
    (PAGE_2, "read"),
    ((read(2), photographed(2)), "read"),
    ((photographed(1), read(1)), "expected"),
    ((checked(VOTES),), "received"),
    ((checked(VOTES), photographed(1), read(1)), "received"),
    ((*DOUBTED, checked({"votes.1": 110})), "checked"),
    ((*DOUBTED, checked(VOTES)), "checked"),
    ((*DOUBTED, checked(VOTES), entered({"votes.2": 61})), "doubtful"),
    ((*DOUBTED, checked(VOTES), entered({"votes.2": 60})), "confirmed"),
    ((*PAGE_2, checked(VOTES)), "confirmed"),
    ((*PAGE_2, checked(VOTES), corrected({"votes.1": 111})), "checked"),
    ((*PAGE_2, checked(VOTES), settled(Section.VOTES, VOTES)), "settled"),
    ((settled(Section.VOTES, VOTES),), "settled"),
    ((settled(Section.ADMINISTRATION, ADMINISTRATION),), "expected"),
]


def votes(*evidence, **changed):
    return derive(context(**changed), Section.VOTES, evidence)


@pytest.mark.parametrize(("evidence", "name"), LIVES)
def test_the_evidence_amounts_to_one_state(evidence, name):
    assert votes(*evidence).name == name


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_state_has_as_methods_only_the_steps_possible_there(state):
    assert {step for step in STEPS if hasattr(state, step)} == OFFERED[state.name]


def test_every_state_is_reached_and_named_in_two_languages():
    assert {name for _, name in LIVES} == {state.name for state in STATES}
    assert all(set(state.says) == {"id", "en"} for state in STATES)


def test_the_diagrams_show_every_state_and_every_step_that_leads_from_it():
    page = (Path(__file__).parents[2] / "docs" / "states.md").read_text("utf-8")
    drawn = {state.__name__: set() for state in STATES}
    for source, target, steps in re.findall(r"^\s*([A-Z]\w+) --> (\w+): (.+)$", page, re.MULTILINE):
        assert target in drawn
        drawn[source].update(step.strip() for step in steps.split(","))
    assert drawn == {state.__name__: OFFERED[state.name] for state in STATES}


def test_withdrawing_the_only_photo_leaves_numbers_without_a_photo():
    before = (*PAGE_2, checked(VOTES))
    gone = votes(*before).withdraw(photo_of(2), ANI, at(9), "halaman TPS lain")
    assert votes(*before, gone).name == "received"
    assert votes(*PAGE_2, gone).name == "expected"


def test_a_withdrawn_photo_stays_out_though_it_is_sent_again():
    gone = votes(*PAGE_2).withdraw(photo_of(2), ANI, at(9), "halaman TPS lain")
    assert votes(*PAGE_2, gone, photographed(2, 12), read(2, 13)).name == "expected"


def test_administration_is_confirmed_only_with_both_its_pages():
    page_1 = {name: value for name, value in ADMINISTRATION.items() if "." in name}
    state = derive(CONTEXT, Section.ADMINISTRATION, (photographed(1), read(1), checked(page_1)))
    assert state.name == "checked"
    whole = (*all_read(), checked(SOUND))
    assert {state.name for state in derive_all(CONTEXT, whole).values()} == {"confirmed"}


def test_another_version_of_the_count_is_another_record_with_its_own_sample():
    assert context(version=1).key != CONTEXT.key
    assert votes(*PAGE_2, checked(VOTES), version=0).gate.context.key.version == 0


def test_the_newest_decision_of_a_plenary_counts_and_later_evidence_changes_nothing():
    decided = (settled(Section.VOTES, VOTES | {"votes.1": 1}, 80), settled(Section.VOTES, VOTES, 90))
    state = votes(*PAGE_2, *decided, corrected({"votes.1": 7}, when=99))
    assert state.values == VOTES
    assert state.asked == ()
    assert state.contradictions == ()


def test_a_form_without_fields_of_a_section_never_confirms_that_section():
    form = CONTEXT.form
    votes_only = type(form)(form.name, form.family, form.kind, (form.pages[1],), ())
    evidence = (*PAGE_2, checked(VOTES))
    states = derive_all(context(form=votes_only), evidence)
    assert {section.value: state.name for section, state in states.items()} == {
        "votes": "confirmed",
        "administration": "expected",
    }


def test_each_step_returns_the_evidence_to_add():
    first = votes().photograph(photo_of(2), None, ANI, at(0))
    seen = votes(first).read(photo_of(2), 2, DOUBTED[1].fields, None, at(1))
    said = votes(first, seen).check(VOTES, ANI, at(5))
    typed = votes(first, seen, said).enter({"votes.2": 60}, BUDI, at(10))
    changed = votes(first, seen, said, typed).correct({"votes.2": 61}, ANI, at(20), " salah lihat ")
    decision = votes(first, seen, said).settle(VOTES, "D-1", DEWI, at(90), "pleno")
    assert (first, seen, said, typed) == (*DOUBTED, checked(VOTES), entered({"votes.2": 60}))
    assert changed.reason == "salah lihat"
    assert decision.section is Section.VOTES
    assert votes(first, seen, said, typed, changed).gate.stands["votes.2"].why == {
        Why.CORRECTED,
        Why.NOT_ACCEPTED,
    }


WAITING = (*DOUBTED, checked(VOTES))
PARTLY = (*PAGE_2, checked({"votes.1": 110}))
WRONG_STEPS = [
    (missteps.CheckedYourselfError, lambda: votes(*WAITING).enter({"votes.2": 60}, ANI, at(9))),
    (missteps.NotAskedError, lambda: votes(*WAITING).enter({"votes.1": 110}, BUDI, at(9))),
    (missteps.NotAskedError, lambda: votes(*WAITING).enter(VOTES, BUDI, at(9))),
    (missteps.NothingSaidError, lambda: votes(*WAITING).enter({}, BUDI, at(9))),
    (missteps.AlreadyCheckedError, lambda: votes(*WAITING).check({"votes.2": 61}, ANI, at(9))),
    (missteps.AlreadyCheckedError, lambda: votes(*WAITING).check(VOTES, CITRA, at(9))),
    (missteps.NothingSaidError, lambda: votes(*PAGE_2).check({}, ANI, at(9))),
    (missteps.ForeignFieldError, lambda: votes(*PAGE_2).check({"valid": 195}, ANI, at(9))),
    (missteps.ForeignFieldError, lambda: votes(*PAGE_2).check({"votes.9": 1}, ANI, at(9))),
    (missteps.ImpossibleValueError, lambda: votes(*PAGE_2).check({"votes.1": 1000}, ANI, at(9))),
    (missteps.ImpossibleValueError, lambda: votes(*PAGE_2).check({"votes.1": -1}, ANI, at(9))),
    (missteps.NotCheckedYetError, lambda: votes(*PARTLY).correct({"votes.3": 1}, ANI, at(9), "salah")),
    (missteps.NothingSaidError, lambda: votes(*PARTLY).correct({}, ANI, at(9), "salah")),
    (missteps.ReasonMissingError, lambda: votes(*WAITING).correct({"votes.1": 1}, ANI, at(9), "  ")),
    (missteps.ReasonMissingError, lambda: votes(*PAGE_2).withdraw(photo_of(2), ANI, at(9), "")),
    (missteps.PhotoNotHeldError, lambda: votes(*PAGE_2).withdraw(photo_of(3), ANI, at(9), "salah")),
    (missteps.PhotoNotHeldError, lambda: votes(*PAGE_2).read(photo_of(3), 3, {}, None, at(9))),
    (missteps.UnfinishedDecisionError, lambda: votes().settle({"votes.1": 1}, "D-1", DEWI, at(9), "pleno")),
    (missteps.StepNotOfferedError, lambda: offered(votes(), offers.CanEnter)),
    (missteps.StepNotOfferedError, lambda: offered(votes(*PAGE_2), offers.CanCorrect)),
]


@pytest.mark.parametrize(("error", "step"), WRONG_STEPS)
def test_a_wrong_step_is_refused_with_what_to_do(error, step):
    with pytest.raises(error) as raised:
        step()
    assert set(raised.value.say) == {"id", "en"}
    assert raised.value.code == error.code


def test_every_error_has_its_own_code_and_both_languages():
    kinds = [each for each in vars(missteps).values() if isinstance(each, type)]
    errors = [each for each in kinds if issubclass(each, missteps.MisstepError)]
    assert len({each.code for each in errors}) == len(errors)
    assert all(set(each.say) == {"id", "en"} for each in errors)


def test_saying_the_same_again_is_no_error_and_changes_nothing():
    again = votes(*WAITING).check(VOTES, ANI, at(9))
    assert votes(*WAITING, again).name == "checked"


def test_saying_that_a_field_is_empty_is_a_word_like_any_other():
    empty = (*PAGE_2, checked({"votes.1": None}))
    with pytest.raises(missteps.AlreadyCheckedError):
        votes(*empty).check({"votes.1": 0}, ANI, at(9))
    assert weigh(CONTEXT, empty).values(Section.VOTES) == {"votes.1": None}


def test_a_field_unseen_by_persons_may_be_checked_though_another_was_checked_before():
    before = (*PAGE_2, checked({"votes.1": 110}))
    rest = votes(*before).check({"votes.2": 60, "votes.3": 25}, BUDI, at(9))
    assert votes(*before, rest).name == "confirmed"
