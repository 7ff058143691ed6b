"""Boxes cut from rehearsed pages hold what their labels say, and depend on their seeds alone."""

import numpy as np
import pytest
from models import pages
from models.boxes import WIDE, plain
from tests.reading.page import as_photo

from sirekap.reading.model import CLASSES
from sirekap.reading.weights import load_model
from sirekap.rehearsal import bench_phone, bench_rehearsed, bench_roundtrip


def read(wide):
    """What the shipped network sees in one wide crop."""
    crop = plain(wide)
    whole = np.array([[[crop.shape[1], 0, -0.5], [0, crop.shape[0], -0.5], [0, 0, 1]]])
    return int(load_model().look(as_photo(crop), whole).logits.argmax())


def test_labels_say_what_the_boxes_hold():
    wides, labels = pages.rehearsed_boxes(6, seed=77)
    assert wides.shape == (len(labels), WIDE, WIDE)
    assert len(labels) > 60
    found = np.array([read(wide) for wide in wides])
    assert (found == labels).mean() > 0.97


def test_a_page_is_the_same_each_time_and_another_for_another_seed():
    first, again, other = (pages.boxes_of((seed, 3)) for seed in (5, 5, 6))
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])


def test_a_page_as_it_goes_to_the_printer_holds_nothing(monkeypatch):
    monkeypatch.setattr(pages, "BLANK", 1.0)
    wides, labels = pages.boxes_of((9, 9))
    assert len(wides) == len(labels) > 0
    assert {CLASSES[label] for label in labels} == {"_"}


@pytest.mark.parametrize("bench", [bench_phone, bench_rehearsed, bench_roundtrip])
def test_no_bench_counts_its_seeds_from_where_these_do(bench):
    assert abs(bench.SEED - pages.SEED) > 50_000
