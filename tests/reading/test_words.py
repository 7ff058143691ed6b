"""Numbers in words: what the grammar allows, what a line's signs say together, and rehearsed lines."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.filled import filled, form_in, number_of, shot

from sirekap.forms.model import Rect
from sirekap.forms.number_words import words_of
from sirekap.reading.placement import Photo
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.score_words import likelihoods, score_words
from sirekap.reading.words_grammar import LETTERS, NOTHING, SCRAP, grammar, spellings
from sirekap.reading.words_line import LINE, line_of

STEPS = 96


def signs_of(text):
    return [LETTERS.find(sign) % (SCRAP + 1) for sign in text if sign != " "]


def logits(signs, sure=8.0, seed=0):
    """What a network says of a line with *signs* on it, one step each with a pause after it."""
    rng = np.random.default_rng(seed)
    said = rng.normal(0, 0.5, (STEPS, NOTHING + 1))
    best = np.full(STEPS, NOTHING)
    best[1 : 1 + 2 * len(signs) : 2] = signs
    said[np.arange(STEPS), best] += sure
    return said.astype(np.float32)


def read(text, most=999, **more):
    return score_words(logits(signs_of(text), **more)[None], most)[0]


@given(st.integers(0, 999))
def test_clear_words_give_their_number(number):
    found = read(words_of(number))
    assert found.shape == (1000,)
    assert found.argmax() == number
    assert found.max() > 0.99
    assert np.isclose(found.sum(), 1)


@given(st.lists(st.integers(0, 999), min_size=1, max_size=4), st.integers(0, 40))
@settings(max_examples=25, deadline=None)
def test_lines_say_the_same_together_and_alone_however_much_of_them_is_empty(numbers, empty):
    sure = np.full((1, NOTHING + 1), -12.0, np.float32)
    sure[0, NOTHING] = 12
    lines = [np.repeat(sure, STEPS + empty, axis=0) for _ in numbers]
    for line, number in zip(lines, numbers, strict=True):
        signs = signs_of(words_of(number))
        line[: 2 * len(signs) + 1] = logits(signs)[: 2 * len(signs) + 1]
    together = score_words(np.stack(lines), 999)
    for line, found, number in zip(lines, together, numbers, strict=True):
        (alone,) = score_words(line[None, : 2 * len(words_of(number)) + 1], 999)
        assert found.argmax() == number
        assert np.allclose(found, alone, atol=1e-9)


@given(st.integers(1_000, 99_999))
@settings(max_examples=15, deadline=None)
def test_words_of_large_numbers_give_them_too(number):
    words = words_of(number)
    if len(words.replace(" ", "")) < STEPS // 2:
        assert read(words, 99_999).argmax() == number


@given(st.integers(100, 999), st.data())
@settings(deadline=None)
def test_a_letter_left_out_of_a_long_number_does_not_change_it(number, data):
    text = words_of(number).replace(" ", "")
    place = data.draw(st.integers(0, len(text) - 1))
    found = read(text[:place] + text[place + 1 :])
    assert found is None or found.argmax() == number or found.max() < 0.99


@pytest.mark.parametrize(
    ("text", "number"),
    [("KOSONG", 0), ("NIHIL", 0), ("SATU RATUS DUA", 102), ("TIGA PLH LIMA", 35), ("TUJUH BLS", 17)],
)
def test_other_words_for_the_same_are_understood(text, number):
    found = read(text)
    assert found.argmax() == number
    assert found.max() > 0.99


@pytest.mark.parametrize("text", ["", "123", "7", "PEMILU", "TPS TIGA BELAS SAMPANG", "GUBERNUR"])
def test_what_is_no_number_says_nothing(text):
    assert read(text) is None


def test_words_struck_out_before_the_number_leave_it_less_sure():
    plain, struck = read("DUA PULUH"), score_words(logits([SCRAP] * 6 + signs_of("DUA PULUH"))[None], 999)[0]
    assert struck is None or struck[20] <= plain[20]


@given(st.integers(0, 2**31))
@settings(max_examples=25, deadline=None)
def test_a_line_is_as_likely_as_all_its_ways_together(seed):
    """The sum over ways, against every way written out, on lines short enough for that."""
    steps = np.random.default_rng(seed).random((5, NOTHING + 1)) + 0.05
    steps /= steps.max(axis=1, keepdims=True)
    numbers = grammar(9)
    found = likelihoods(steps[None], numbers)[0]
    for number in (1, 2, 3, 5):
        ways = 0.0
        for text, weight in spellings(words_of(number)):
            wanted = tuple(signs_of(text))
            used = sorted({*wanted, NOTHING})
            for way in product(used, repeat=len(steps)):
                kept = [sign for at, sign in enumerate(way) if at == 0 or sign != way[at - 1]]
                if tuple(sign for sign in kept if sign != NOTHING) == wanted:
                    ways += weight * steps[np.arange(len(steps)), list(way)].prod()
        assert np.isclose(found[number], ways, rtol=1e-9)


def test_every_number_of_a_grammar_has_spellings_that_weigh_one():
    numbers = grammar(999)
    for ends, count in ((numbers.head_ends, 10), (numbers.tail_ends, 100)):
        weights = np.bincount(ends.number, ends.weight, minlength=count)
        assert np.allclose(weights[weights > 0], 1)


def test_no_two_numbers_are_spelled_alike():
    spelled = [text for number in range(1000) for text, _ in spellings(words_of(number))]
    assert len(spelled) == len(set(spelled))


ROOM = Rect(10, 10, 100, 25)
TEN_A_MM = np.diag([10.0, 10.0, 1.0])


def paper():
    return np.full((500, 1300), 230, np.uint8)


def cut(pixels):
    return line_of(Photo("", pixels), (ROOM,), TEN_A_MM)


def test_empty_paper_and_rules_at_its_edges_are_no_line():
    sheet = paper()
    sheet[105:112], sheet[345:352] = 30, 30
    sheet[:, 104:110] = 30
    assert cut(sheet) is None


def test_a_line_outside_the_photo_is_not_read():
    assert line_of(Photo("", paper()[:200]), (ROOM,), TEN_A_MM) is None


@given(st.integers(0, 120), st.integers(0, 300), st.sampled_from([1.0, 1.5, 2.0]))
@settings(max_examples=20, deadline=None)
def test_writing_is_as_high_wherever_it_stands_and_however_large(down, right, size):
    sheet = paper()
    height, width = round(50 * size), round(40 * size)
    for letter in range(4):
        left = 150 + right + letter * round(60 * size)
        sheet[150 + down : 150 + down + height, left : left + 8] = 60
        sheet[150 + down : 158 + down, left : left + width] = 60
    line = cut(sheet)
    assert line.shape == LINE[::-1]
    rows = np.flatnonzero((line > 100).any(axis=1))
    assert 18 <= rows[-1] - rows[0] + 1 <= 27


@pytest.mark.parametrize("page", [2, 3])
def test_rehearsed_lines_are_read(page):
    marks = filled("sirekap-1", page)[1]
    form = form_in("sirekap-1")
    fields = read_photo(shot("sirekap-1", page), [form], open_reader()).fields
    worded = {field.name for field in form.pages[page - 1].fields if field.words}
    told = {name: each.evidence["words"] for name, each in fields.items() if "words" in each.evidence}
    assert worded
    assert told.keys() <= worded
    assert len(told) >= 2
    for name, each in told.items():
        assert each.value == number_of(marks[name])
