"""A night made up: true counts that hold, habits in their proportions, errors only where meant."""

from collections import Counter

import pytest
from tests.rehearsal.rehearsed import election, form, night

from sirekap.record.rule import Severity
from sirekap.record.rules import judge
from sirekap.rehearsal.night import Night, Signal, make_night
from sirekap.rehearsal.officials import BUBBLE_ERROR, LEADING_SHARES, WRONG_SUM, BubbleFault, Leading

SEEDS = range(12)


def sheets():
    return [own.sheet for seed in SEEDS for own in night(seed).stations.values()]


def faults(values, station):
    found = judge(form(), election(), station, values)
    return [each for each in found if each.severity is Severity.FAULT]


def within(count: int, trials: int, share: float) -> bool:
    """Whether *count* lies within four standard deviations of what *share* lets one expect."""
    return abs(count - trials * share) <= 4 * (trials * share * (1 - share)) ** 0.5 + 1


def test_the_same_seed_makes_the_same_night():
    contest = election().contests[0]
    assert make_night(election(), contest, form(), 3).stations == night(3).stations
    assert night(3).stations != night(4).stations


def test_a_few_stations_are_a_part_of_the_whole_night():
    few = sorted(election().stations)[5:8]
    part: Night = make_night(election(), election().contests[0], form(), 3, few)
    assert list(part.stations) == few
    assert all(night(3).stations[code] == own for code, own in part.stations.items())


def test_what_truly_happened_breaks_no_rule():
    for sheet in sheets():
        truth = {name: sheet.truth[name] for name in sheet.written}
        assert judge(form(), election(), sheet.station, truth) == ()


def test_what_is_written_breaks_a_rule_exactly_where_officials_miscounted():
    for sheet in sheets():
        assert bool(faults(sheet.written, sheet.station)) == (sheet.wrong_sum is not None)


def test_one_miscounted_number_is_all_that_differs_from_the_truth():
    for sheet in sheets():
        wrong = [name for name, value in sheet.written.items() if value != sheet.truth[name]]
        assert wrong == ([sheet.wrong_sum] if sheet.wrong_sum else [])


def test_wrong_sums_are_as_frequent_as_on_real_forms():
    wrong = sum(sheet.wrong_sum is not None for sheet in sheets())
    assert within(wrong, len(sheets()), WRONG_SUM)


@pytest.mark.parametrize("leading", Leading)
def test_leading_boxes_are_closed_as_on_real_forms(leading: Leading):
    count = Counter(sheet.leading for sheet in sheets())[leading]
    assert within(count, len(sheets()), LEADING_SHARES[leading])


def test_boxes_say_the_written_number():
    for sheet in sheets():
        for mark in sheet.marks.values():
            assert int(mark.boxes.replace("x", "0").replace("_", "0")) == mark.value


def test_bubbles_say_the_written_number_unless_an_official_erred():
    marks = [mark for sheet in sheets() for mark in sheet.marks.values() if mark.bubbles]
    for mark in marks:
        said = [
            digits in ("", box.replace("x", "0"))
            for digits, box in zip(mark.bubbles, mark.boxes, strict=True)
        ]
        assert all(said) == (mark.fault is not BubbleFault.TWO_FILLED)
    assert within(sum(mark.fault is not None for mark in marks), len(marks), BUBBLE_ERROR)


def test_numbers_fit_their_boxes():
    for sheet in sheets():
        for field in form().fields():
            assert len(sheet.marks[field.name].boxes) == len(field.boxes)


def test_some_stations_stay_without_signal_and_none_arrives_before_its_photo():
    courses = [own.course for seed in SEEDS for own in night(seed).stations.values()]
    assert {course.signal for course in courses} == set(Signal)
    for course in courses:
        assert (course.arrives is None) == (course.signal is Signal.NONE)
        assert course.arrives is None or course.arrives > course.photographed
