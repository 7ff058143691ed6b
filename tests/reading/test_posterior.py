"""What the posterior over one field's value keeps to, whatever the scores."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.test_fuse import FITTED, boxes, bubbles, marked

from sirekap.reading.posterior import posterior, value_of
from sirekap.reading.score_bubbles import NONE

HABITS = FITTED.habits
numbers = st.integers(0, 999)
texts = st.text(st.sampled_from("0123456789x-_"), min_size=3, max_size=3)
KINDS = ("tally", "rows", "words")


def counted(value, sure=0.9, upto=1000):
    scores = np.full(upto, (1 - sure) / (upto - 1))
    scores[value] = sure
    return scores


def spelling(text):
    return value_of(np.array([10 if sign == "_" else int(sign) if sign.isdigit() else 0 for sign in text]))


@given(texts)
def test_the_likeliest_value_is_what_clear_boxes_spell(text):
    assert posterior(boxes(text, 0.9999), None, {}, HABITS).best == spelling(text)


@given(texts, st.lists(st.floats(0.01, 1), min_size=42, max_size=42))
def test_everything_together_is_certain(text, noise):
    scores = boxes(text) * np.array(noise).reshape(3, 14)
    found = posterior(scores / scores.sum(axis=1, keepdims=True), None, {}, HABITS)
    assert np.isclose(found.values.sum() + found.blank, 1)


@given(numbers, st.lists(numbers, min_size=3, max_size=3))
def test_the_order_in_which_marks_are_heard_does_not_matter(number, said):
    scores = {kind: counted(value) for kind, value in zip(KINDS, said, strict=True)}
    text = f"{number:03d}"
    found = [
        posterior(
            boxes(text, 0.9), bubbles(marked(text), 0.9), {kind: scores[kind] for kind in order}, HABITS
        )
        for order in permutations(KINDS)
    ]
    for other in found[1:]:
        assert np.array_equal(found[0].values, other.values)


@given(numbers, st.sampled_from(KINDS), st.floats(0.3, 0.999), st.floats(0.5, 0.9999))
def test_a_mark_that_agrees_never_lowers_the_probability(number, kind, sure, sure_box):
    text = f"{number:03d}"
    before = posterior(boxes(text, sure_box), None, {}, HABITS)
    after = posterior(boxes(text, sure_box), None, {kind: counted(number, sure)}, HABITS)
    assert after.of(number) >= before.of(number) - 1e-12


@given(numbers, st.sampled_from(KINDS), numbers)
def test_no_mark_is_so_sure_that_the_others_are_not_heard(number, kind, other):
    text = f"{number:03d}"
    found = posterior(boxes(text), bubbles(marked(text)), {kind: counted(other, 1.0)}, HABITS)
    assert found.best == number


@given(texts)
def test_only_a_field_all_empty_is_not_filled(text):
    found = posterior(boxes(text, 0.9999), bubbles([NONE] * 3), {}, HABITS)
    assert (found.best is None) == (text == "___")


def test_a_field_of_five_boxes_holds_numbers_of_five_digits():
    assert posterior(boxes("01234"), None, {}, HABITS).best == 1234
