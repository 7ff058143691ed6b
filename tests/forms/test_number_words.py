"""Numbers in Indonesian words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sirekap.forms.number_words import LIMIT, NotNumberWordsError, number_of, words_of


@given(st.integers(0, LIMIT - 1))
def test_words_say_the_number_they_were_written_for(number: int):
    assert number_of(words_of(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "NOL"),
        (10, "SEPULUH"),
        (11, "SEBELAS"),
        (17, "TUJUH BELAS"),
        (60, "ENAM PULUH"),
        (101, "SERATUS SATU"),
        (123, "SERATUS DUA PULUH TIGA"),
        (210, "DUA RATUS SEPULUH"),
        (1000, "SERIBU"),
        (21_911, "DUA PULUH SATU RIBU SEMBILAN RATUS SEBELAS"),
    ],
)
def test_words_are_those_people_write(number: int, words: str):
    assert words_of(number) == words


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_a_number_out_of_range_has_no_words(number: int):
    with pytest.raises(ValueError, match="is needed"):
        words_of(number)


@pytest.mark.parametrize("words", ["", "SATU SATU", "PULUH", "TIGA RATUS RATUS", "SATU RATUS", "HELLO"])
def test_other_words_are_refused(words: str):
    with pytest.raises(NotNumberWordsError):
        number_of(words)
