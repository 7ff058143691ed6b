"""Laws of joining marks: what contradicts is never accepted, and zero is written in more than one way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sirekap.reading.fitted import Fitted, Habits, Thresholds
from sirekap.reading.fuse import fuse
from sirekap.reading.model import CLASSES
from sirekap.reading.score_bubbles import NONE, SEVERAL

FITTED = Fitted(
    crops={},
    habits=Habits(0.15, 0.01, 0.004, 0.005, 0.002),
    thresholds=Thresholds(agreement=0.4, field_agreement=0.35, joint=0.9, boxes=0.98, mark=0.6, no_mark=0.2),
    temperature=1.0,
)
GOOD = 0.7

signs = st.text(st.sampled_from("0123456789x-_"), min_size=3, max_size=3)
numbers = st.integers(0, 999)


def boxes(text, sure=0.995):
    scores = np.full((len(text), len(CLASSES)), (1 - sure) / (len(CLASSES) - 1))
    for box, sign in enumerate(text):
        scores[box, CLASSES.index(sign)] = sure
    return scores


def bubbles(states, sure=0.999):
    scores = np.full((len(states), 12), (1 - sure) / 11)
    for column, state in enumerate(states):
        scores[column, state] = sure
    return scores


def marked(text):
    return [int(sign) if sign.isdigit() else 0 for sign in text]


@given(numbers)
def test_boxes_and_bubbles_that_agree_are_accepted_with_their_value(number):
    text = f"{number:03d}"
    found = fuse(boxes(text), bubbles(marked(text)), GOOD, FITTED)
    assert (found.value, found.accepted, found.boxes) == (number, True, text)


@given(numbers, st.integers(0, 2), st.integers(1, 9), st.floats(0.3, 0.9999), st.floats(0.5, 0.9999))
def test_marks_that_contradict_each_other_are_never_accepted(number, column, more, sure_box, sure_mark):
    text = f"{number:03d}"
    states = marked(text)
    states[column] = (states[column] + more) % 10
    assert not fuse(boxes(text, sure_box), bubbles(states, sure_mark), GOOD, FITTED).accepted


@given(signs, st.integers(0, 2), st.floats(0.4, 0.9999))
def test_two_dark_bubbles_in_a_column_are_never_accepted(text, column, sure):
    states = marked(text)
    states[column] = SEVERAL
    assert not fuse(boxes(text), bubbles(states, sure), GOOD, FITTED).accepted


@given(st.text(st.sampled_from("x-0"), min_size=3, max_size=3))
def test_a_field_of_crosses_dashes_and_zeros_is_zero(text):
    assert fuse(boxes(text), bubbles([0, 0, 0]), GOOD, FITTED).value == 0
    assert fuse(boxes(text), bubbles([NONE, NONE, NONE]), GOOD, FITTED).value == 0
    assert fuse(boxes(text), None, GOOD, FITTED).value == 0


def test_a_field_left_empty_is_no_number_and_goes_to_a_person():
    for marks in (bubbles([NONE, NONE, NONE]), None):
        found = fuse(boxes("___"), marks, GOOD, FITTED)
        assert (found.value, found.accepted) == (None, False)


def test_a_leading_blank_counts_for_nothing():
    for marks in (bubbles([NONE, 7, 7]), bubbles([0, 7, 7]), None):
        assert fuse(boxes("_77"), marks, GOOD, FITTED).value == 77


@given(st.integers(1, 9))
def test_a_number_written_too_far_left_goes_to_a_person(digit):
    for marks in (bubbles([digit, NONE, NONE]), bubbles([0, 0, digit]), None):
        assert not fuse(boxes(f"{digit}__"), marks, GOOD, FITTED).accepted


@given(numbers, st.integers(0, 2))
def test_a_scribbled_box_goes_to_a_person_whatever_the_bubbles_say(number, box):
    text = list(f"{number:03d}")
    text[box] = "?"
    found = fuse(boxes("".join(text)), bubbles(marked(f"{number:03d}")), GOOD, FITTED)
    assert found.value == number
    assert not found.accepted


@given(st.integers(1, 999), st.integers(0, 2))
def test_a_digit_without_its_mark_goes_to_a_person(number, column):
    text = f"{number:03d}"
    states = marked(text)
    if states[column]:
        states[column] = NONE
        found = fuse(boxes(text), bubbles(states), GOOD, FITTED)
        assert found.value == number
        assert not found.accepted


@given(numbers)
def test_boxes_without_bubbles_need_more_certainty(number):
    text = f"{number:03d}"
    assert fuse(boxes(text, 0.9999), None, GOOD, FITTED).value == number
    assert not fuse(boxes(text, 0.9), None, GOOD, FITTED).accepted


@given(numbers, st.floats(0, 0.34))
def test_a_place_that_does_not_fit_is_never_accepted(number, agreement):
    text = f"{number:03d}"
    assert not fuse(boxes(text), bubbles(marked(text)), agreement, FITTED).accepted


@given(st.lists(st.lists(st.floats(0.001, 1), min_size=14, max_size=14), min_size=3, max_size=3))
def test_probabilities_stay_probabilities(scores):
    table = np.array(scores)
    found = fuse(table / table.sum(axis=1, keepdims=True), None, GOOD, FITTED)
    assert 0 <= found.probability <= 1
    assert all(0 <= each.probability <= 1 for each in found.evidence.values())


@given(numbers, st.integers(0, 2), st.floats(0.5, 0.99))
def test_more_certain_boxes_never_lower_the_probability(number, box, sure):
    text = f"{number:03d}"
    low, high = boxes(text, 0.99), boxes(text, 0.99)
    low[box] = boxes(text, sure)[box]
    marks = bubbles(marked(text))
    assert fuse(low, marks, GOOD, FITTED).probability <= fuse(high, marks, GOOD, FITTED).probability + 1e-12
