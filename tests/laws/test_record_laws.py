"""Laws of the record: what holds for any evidence, not only for the cases we thought of."""

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.effort import tried
from tests.record.made import (
    CONTEXT,
    FORM,
    NIGHT,
    SOUND,
    STATION,
    all_read,
    at,
    checked,
    context,
    entered,
    photo_of,
)

from sirekap.forms.model import Form
from sirekap.record import model, steps
from sirekap.record.context import section_of
from sirekap.record.gate import AskKind, asks, weigh
from sirekap.record.held import hold
from sirekap.record.model import PersonId, Section, Seen
from sirekap.record.rule import Severity
from sirekap.record.rules import judge
from sirekap.record.state import Confirmed, derive, derive_all

SMALL = Form(
    FORM.name,
    FORM.family,
    FORM.kind,
    FORM.pages[1:],
    tuple(i for i in FORM.identities if i.rule in {"R6", "R8"}),
)
"""The pages of votes and totals: small enough that random evidence meets itself."""
LENIENT = replace(CONTEXT.election, warnings_only=frozenset({"R6"}))
"""Here R6 is a warning, so that reasons are asked for on the small form too."""
AROUND = context(form=SMALL, election=LENIENT)
NAMES = tuple(each.name for each in SMALL.fields())
PEOPLE = tuple(PersonId(name) for name in ("p1", "p2", "p3"))
TIMES = st.integers(0, 12).map(at)
PHOTOS = st.tuples(st.sampled_from([2, 3]), st.integers(0, 1))
VALUES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0, 1, 2, None]), min_size=1, max_size=6)
PERSONS = st.sampled_from(PEOPLE)


def photos():
    return st.builds(
        lambda photo, told, by, when: model.Photographed(photo_of(*photo), told and photo[0], by, when),
        PHOTOS, st.booleans(), PERSONS, TIMES,
    )  # fmt: skip


@st.composite
def readings(draw):
    page, take = draw(PHOTOS)
    refused = draw(st.sampled_from([None, None, None, "too_blurred", "wrong_form"]))
    own = [each.name for each in SMALL.pages[page - 2].fields]
    seen = {
        name: Seen(draw(st.sampled_from([0, 1, None])), 0.9, draw(st.booleans()), "")
        for name in own
        if refused is None
    }
    known = None if refused and draw(st.booleans()) else page
    return model.PageRead(photo_of(page, take), known, seen, refused, draw(TIMES))


REASONS = st.dictionaries(st.sampled_from(["R6", "R20"]), st.sampled_from(["", "sebab"]), max_size=1)
CHECKS = st.builds(model.Checked, VALUES, PERSONS, TIMES, REASONS)
ENTRIES = st.builds(model.Entered, VALUES, PERSONS, TIMES)
CORRECTIONS = st.builds(model.Corrected, VALUES, PERSONS, TIMES, st.just("salah"))
WITHDRAWALS = st.builds(
    lambda photo, by, when: model.Withdrawn(photo_of(*photo), by, when, "salah"), PHOTOS, PERSONS, TIMES
)
DECISIONS = st.builds(
    model.SettledByPlenary,
    st.sampled_from(Section), VALUES, st.just("D-1"), PERSONS, TIMES, st.just("pleno"),
)  # fmt: skip
SAID = st.one_of(CHECKS, ENTRIES, CORRECTIONS)
UNSETTLED = st.lists(st.one_of(photos(), readings(), SAID, SAID, WITHDRAWALS), max_size=14)
ANY = st.lists(st.one_of(photos(), readings(), SAID, WITHDRAWALS, DECISIONS), max_size=12)


def summary(evidence):
    return {
        section: (state.name, dict(state.values), state.asked, state.findings)
        for section, state in derive_all(AROUND, evidence).items()
    }


@tried(100)
@given(ANY, st.randoms(use_true_random=False))
def test_the_state_does_not_depend_on_the_order_of_arrival_nor_on_repetition(evidence, shuffler):
    again = evidence + shuffler.sample(evidence, len(evidence) // 2)
    shuffler.shuffle(again)
    assert summary(again) == summary(evidence)
    assert hold(again) == hold(evidence)


@tried(100)
@given(ANY)
def test_deriving_twice_or_section_by_section_gives_the_same(evidence):
    assert summary(hold(evidence)) == summary(evidence)
    for section in Section:
        assert derive(AROUND, section, evidence) == derive_all(AROUND, evidence)[section]


def said(evidence, field):
    """Everything that persons said of *field*, in order of time: (who, what, kind)."""
    kinds = (model.Checked, model.Entered, model.Corrected)
    pieces = sorted((each for each in evidence if isinstance(each, kinds)), key=lambda each: each.at)
    return [(each.by, each.values[field], type(each)) for each in pieces if field in each.values]


@st.composite
def nearly_confirmed(draw):
    """Photos and readings of both pages, a check of everything, entries, and at times something more."""
    values = {name: draw(st.sampled_from([0, 1])) for name in NAMES}
    accepted = {name: draw(st.sampled_from([True, True, False])) for name in NAMES}
    pages = [
        model.PageRead(
            photo_of(page.number),
            page.number,
            {each.name: Seen(values[each.name], 0.9, accepted[each.name], "") for each in page.fields},
            None,
            at(0),
        )
        for page in SMALL.pages
    ]
    first = model.Checked(values, PEOPLE[0], at(1), {"R6": "sebab"})
    typed = {name: values[name] for name in NAMES if draw(st.sampled_from([True, True, True, False]))}
    second = draw(st.sampled_from([model.Entered, model.Entered, model.Checked]))(typed, PEOPLE[1], at(2))
    more = draw(st.lists(st.one_of(SAID, readings()), max_size=2)) if draw(st.booleans()) else []
    return [*pages, first, second, *more]


@tried(200)
@given(st.one_of(nearly_confirmed(), UNSETTLED))
def test_a_number_is_confirmed_only_by_the_readers_promise_and_one_or_by_two_of_whom_one_was_blind(evidence):
    withdrawn = {each.photo for each in evidence if isinstance(each, model.Withdrawn)}
    for state in derive_all(AROUND, evidence).values():
        if not isinstance(state, Confirmed):
            continue
        for field, value in state.values.items():
            words = said(evidence, field)
            who = {by for by, what, _ in words if what == value}
            blind = any(what == value and kind is model.Entered for _, what, kind in words)
            promised = any(
                each.fields.get(field) is not None
                and each.fields[field].accepted
                and each.fields[field].value == value
                for each in evidence
                if isinstance(each, model.PageRead) and each.photo not in withdrawn
            )
            untouched = all(kind is not model.Corrected for _, _, kind in words)
            unanimous = {what for _, what, _ in words} == {value}
            assert (len(who) >= 2 and blind) or (len(who) >= 1 and promised and untouched and unanimous)


@tried(100)
@given(nearly_confirmed())
def test_some_confirmed_sections_are_among_those_the_law_above_looks_at(evidence):
    """The strategy must be able to confirm, or the law above would hold for want of cases."""
    names = {name for name in NAMES if section_of(name) is Section.VOTES}
    base = evidence[:3]
    sure = [
        model.PageRead(
            each.photo,
            each.page,
            {n: Seen(s.value, 1.0, True, "") for n, s in each.fields.items()},
            None,
            each.at,
        )
        for each in base[:2]
    ]
    typed = model.Entered(dict(base[2].values), PEOPLE[2], at(3))
    state = derive(AROUND, Section.VOTES, [*sure, base[2], typed])
    assert isinstance(state, Confirmed)
    assert set(state.values) == names


@tried(120)
@given(st.lists(st.one_of(photos(), readings(), SAID), max_size=14), PERSONS)
def test_one_person_alone_never_confirms_a_field_the_reader_did_not_accept(evidence, person):
    """However often and by whatever steps that person speaks."""
    own = [each for each in evidence if not hasattr(each, "by") or each.by == person]
    doubted = [
        model.PageRead(
            each.photo,
            each.page,
            {n: Seen(s.value, s.probability, False, s.boxes) for n, s in each.fields.items()},
            each.refused,
            each.at,
        )
        if isinstance(each, model.PageRead)
        else each
        for each in own
    ]
    whole = model.Checked(dict.fromkeys(NAMES, 1), person, at(20))
    for pieces in (
        doubted,
        [*doubted, whole],
        [*doubted, whole, model.Entered(whole.values, person, at(21))],
    ):
        for state in derive_all(AROUND, pieces).values():
            assert not isinstance(state, Confirmed)


@tried(100)
@given(ANY)
def test_a_public_number_is_one_that_somebody_said(evidence):
    for state in derive_all(AROUND, evidence).values():
        if state.name not in {"confirmed", "settled"}:
            continue
        for field, value in state.values.items():
            decided = [
                each.values.get(field) for each in evidence if isinstance(each, model.SettledByPlenary)
            ]
            assert value in [what for _, what, _ in said(evidence, field)] + decided


@tried(100)
@given(st.fixed_dictionaries({name: st.none() | st.integers(0, 999) for name in SOUND}))
def test_a_contradiction_of_the_paper_never_blocks(values):
    """Whatever the paper says: once two say so, and warnings have reasons, it is published so marked."""
    reasons = dict.fromkeys(("R12", "R14", "R22"), "begitu tertulis")
    evidence = (*all_read(values=values), checked(values, **reasons), entered(values))
    states = derive_all(CONTEXT, evidence)
    assert all(isinstance(state, Confirmed) for state in states.values())
    broken = {
        each.rule
        for each in judge(FORM, CONTEXT.election, STATION, values)
        if each.severity is Severity.FAULT
    }
    assert {code for state in states.values() for code in state.contradictions} == broken
    assert {name: value for state in states.values() for name, value in state.values.items()} == values


@tried(100)
@given(UNSETTLED)
def test_asks_of_one_person_are_a_part_of_what_is_missing(evidence):
    gate = weigh(AROUND, evidence)
    missing = {each for section in Section for each in gate.asked(section)}
    for person in PEOPLE:
        own = asks(AROUND, evidence, person)
        assert set(own.asked) == {each for each in missing if each.of(person)}
        blind = {each.field for each in own.asked if each.kind in {AskKind.BLIND, AskKind.AGAIN}}
        assert blind <= own.hidden


TRUE = dict.fromkeys(NAMES, 1) | {"valid": 2, "cast": 5}
"""What the paper says; its sums are wrong, R8 and R6."""
HONEST = tuple(PersonId(f"h{number}") for number in range(4))


def do_what_is_asked(evidence, person, when):
    """Return the evidence that *person* adds by doing all that is asked of them, as the paper says."""
    added = []
    asked = asks(AROUND, evidence, person).asked
    for each in asked:
        if each.kind is AskKind.PHOTOGRAPH:
            page = SMALL.page_of(each.field).number
            new = photo_of(page, 9)
            added.append(steps.photograph(AROUND, evidence, new, page, person, when))
    look = {each.field for each in asked if each.kind in {AskKind.CONFIRM, AskKind.CHECK}}
    why = {each.rule: "begitu tertulis" for each in asked if each.kind is AskKind.REASON}
    if look or why:
        values = {name: TRUE[name] for name in look}
        added += steps.check(AROUND, [*evidence, *added], values, person, when, why)
    blind = {each.field for each in asked if each.kind in {AskKind.BLIND, AskKind.AGAIN}}
    if blind:
        values = {name: TRUE[name] for name in blind}
        added += steps.enter(AROUND, evidence, values, person, when + timedelta(seconds=1))
    return added


@tried(60)
@given(UNSETTLED)
def test_whatever_happened_people_who_do_what_is_asked_come_to_an_end(evidence):
    """What is asked can be done, and doing it confirms: no record is stuck for ever."""
    held = list(evidence)
    for turn in range(8):
        for place, person in enumerate(HONEST):
            held += do_what_is_asked(held, person, NIGHT + timedelta(hours=1 + turn, minutes=10 * place))
    states = derive_all(AROUND, held)
    assert {state.name for state in states.values()} == {"confirmed"}
    assert not any(asks(AROUND, held, person).asked for person in HONEST)


def test_the_order_is_free_on_a_whole_night_too():
    night = [*all_read(doubted={"votes.2", "valid"}), checked(SOUND), entered({"votes.2": 60, "valid": 195})]
    for seed in range(5):
        shuffled = random.Random(seed).sample(night, len(night))
        assert {state.name for state in derive_all(CONTEXT, shuffled).values()} == {"confirmed"}
