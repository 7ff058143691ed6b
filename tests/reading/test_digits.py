"""The shipped digit network reads boxes of our own handwriting, and says when a box holds nothing."""

import numpy as np
import pytest
from models.boxes import damaged, plain, synthetic
from tests.reading.page import DENSITY, as_photo, drawn, form_of
from tests.rehearsal.rehearsed import election

from sirekap.forms.draw import draw_page
from sirekap.forms.heading import heading_for
from sirekap.forms.offers import offers_named, print_for
from sirekap.reading.model import CLASSES
from sirekap.reading.read_photo import open_reader, read_photo
from sirekap.reading.score_digits import score_boxes
from sirekap.reading.weights import WEIGHTS, load_model, models_folder

MOST_BYTES = 1_500_000


def logits_of(crop):
    """What the graph says of a picture that is one crop and nothing else."""
    whole = np.array([[[crop.shape[1], 0, -0.5], [0, crop.shape[0], -0.5], [0, 0, 1]]])
    return load_model().look(as_photo(crop), whole).logits


def shares_right(crops, symbols):
    logits = np.concatenate([logits_of(crop) for crop in crops])
    best = [CLASSES[k] for k in logits.argmax(axis=1)]
    return np.mean([found == symbol for found, symbol in zip(best, symbols, strict=True)])


def test_digits_and_crosses_of_our_handwriting_are_read():
    rng = np.random.default_rng(11)
    symbols = list("0123456789x" * 12)
    assert shares_right([plain(wide) for wide in synthetic(rng, symbols)], symbols) > 0.95


def test_damaged_boxes_are_mostly_read():
    rng = np.random.default_rng(12)
    symbols = list("0123456789x" * 8)
    assert shares_right([damaged(rng, wide) for wide in synthetic(rng, symbols)], symbols) > 0.85


def test_an_empty_box_is_seen_to_be_empty():
    rng = np.random.default_rng(13)
    assert shares_right([plain(wide) for wide in synthetic(rng, "_" * 60)], "_" * 60) > 0.93


@pytest.mark.parametrize("family", ["kpu-2024", "sirekap-1"])
def test_the_boxes_of_a_blank_form_are_empty(family):
    page = form_of(family).pages[1]
    matrix = np.diag([DENSITY, DENSITY, 1.0])
    for field in page.fields:
        scores = score_boxes(as_photo(drawn(family, 2)), field.boxes, matrix, load_model())
        assert scores.sum(axis=1) == pytest.approx(1, abs=1e-4)
        assert {CLASSES[k] for k in scores.argmax(axis=1)} == {"_"}


@pytest.mark.parametrize("name", ["C.HASIL SALINAN-PPWP", "C.HASIL-PPWP"])
def test_a_form_as_it_goes_to_the_printer_is_read_as_empty(name):
    """On so clean a file the pale 8 of the guide is all that a box shows."""
    offer = offers_named(election(), name)[0]
    station = election().stations[sorted(election().stations)[0]]
    form = print_for(election(), offer, station)
    pdf = draw_page(form, 1, heading_for(election(), station), election().id)
    fields = read_photo(pdf, (form,), open_reader()).fields.values()
    assert {sign for field in fields for sign in field.boxes} == {"_"}
    assert {(field.value, field.accepted) for field in fields} == {(None, False)}


def test_the_model_is_small_and_takes_any_number_of_boxes_and_bubbles():
    assert (models_folder() / WEIGHTS).stat().st_size < MOST_BYTES
    square = np.array([[[20, 0, 5], [0, 20, 5], [0, 0, 1.0]]])
    photo = as_photo(np.full((40, 60), 200, np.uint8))
    for boxes, bubbles in ((1, 1), (3, 0), (0, 7), (17, 30), (0, 0)):
        seen = load_model().look(photo, square.repeat(boxes, axis=0), square.repeat(bubbles, axis=0))
        assert (len(seen.logits), len(seen.ink)) == (boxes, bubbles)
        assert seen.logits.size == boxes * len(CLASSES)
