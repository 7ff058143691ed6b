"""Nothing that strangers send brings a parser down: the corpus, and spoilt copies of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.fuzz import CORPUS, attempt
from tests.reading.make_corpus import files

from sirekap.forms.identity import PATTERN, page_text, parse_page_text

ROOT = Path(__file__).parents[2]
TRIES = 500
"""About ten seconds; with another seed and more tries it runs for as long as one likes."""


def test_the_corpus_has_a_file_of_every_kind():
    assert {name for name, _ in files()} <= {path.name for path in CORPUS.iterdir()}
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 200_000


@pytest.mark.skipif(os.name == "nt", reason="memory is measured with a part of Unix")
def test_spoilt_files_are_answered_and_none_costs_much(tmp_path):
    left_behind = tmp_path / "last"
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    words = [sys.executable, "-m", "tests.reading.fuzz", "2024", str(TRIES), str(left_behind)]
    run = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
    kept = left_behind.read_bytes().hex()[:2000]
    assert run.returncode == 0, f"{run.stderr[-2000:]}\nkeep this file in the corpus: {kept}"
    assert json.loads(run.stdout)["tried"] >= TRIES


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_answered(data):
    attempt(data)


@settings(deadline=None)
@given(st.text(max_size=80) | st.from_regex(PATTERN, fullmatch=True))
def test_a_code_that_is_taken_says_what_it_was_made_from(text):
    printed = parse_page_text(text)
    if printed is not None:
        again = page_text(printed.form_prefix, printed.page, printed.election_prefix, printed.station)
        assert again == text
