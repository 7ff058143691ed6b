"""The vectors that every joining program is held against are what this one says, and say all there is."""

import json

from models.make_vectors import FILE, vectors
from models.make_words_vectors import FILE as WORDS_FILE
from models.make_words_vectors import vectors as words_vectors

from sirekap.reading.model import DoubtCode


def test_the_vectors_are_those_that_the_script_makes():
    assert FILE.read_text(encoding="utf-8") == vectors(), "run models/make_vectors.py and say what changed"


def test_the_vectors_hold_every_reason_and_both_decisions():
    expected = [each for page in json.loads(vectors())["pages"] for each in page["expected"].values()]
    assert {each["accepted"] for each in expected} == {True, False}
    assert {why for each in expected for why in each["why"]} == {each.value for each in DoubtCode}
    assert {kind for each in expected for kind in each["evidence"]} >= {"boxes", "bubbles", "sums"}


def test_the_vectors_of_words_are_those_that_the_script_makes():
    assert WORDS_FILE.read_text(encoding="utf-8") == words_vectors(), "run models/make_words_vectors.py"


def test_the_vectors_of_words_hold_lines_that_say_a_number_and_lines_that_say_nothing():
    expected = [line["expected"] for line in json.loads(words_vectors())["lines"]]
    assert sum(each is None for each in expected) >= 2
    assert len({each["value"] for each in expected if each}) >= 8
