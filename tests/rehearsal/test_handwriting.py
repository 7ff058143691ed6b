"""Handwriting of our own making."""

import numpy as np
import pytest

from sirekap.reading.model import CLASSES
from sirekap.rehearsal.handwriting import Hand, draw_glyph, draw_writer

BOX = (64, 66)


def glyph(seed: int, symbol: str, writer):
    return draw_glyph(np.random.default_rng(seed), symbol, writer, BOX)


@pytest.mark.parametrize("symbol", CLASSES)
def test_ink_lies_between_none_and_full(symbol: str):
    for seed in range(6):
        mask = glyph(seed, symbol, draw_writer(np.random.default_rng(seed)))
        assert mask.shape == BOX
        assert mask.min() >= 0
        assert mask.max() <= 1


@pytest.mark.parametrize("symbol", CLASSES)
def test_only_an_empty_box_has_no_ink(symbol: str):
    mask = glyph(1, symbol, draw_writer(np.random.default_rng(1)))
    assert (mask.sum() > 20) == (symbol != "_")


def test_the_same_chance_writes_the_same():
    writer = draw_writer(np.random.default_rng(5))
    assert np.array_equal(glyph(7, "3", writer), glyph(7, "3", writer))


def test_writers_differ_from_each_other_more_than_from_themselves():
    writers = [draw_writer(np.random.default_rng(seed)) for seed in range(40)]
    own = np.mean([np.abs(glyph(1, "8", each) - glyph(2, "8", each)).mean() for each in writers])
    others = np.mean(
        [
            np.abs(glyph(1, "8", one) - glyph(2, "8", two)).mean()
            for one, two in zip(writers, writers[1:] + writers[:1], strict=True)
        ]
    )
    assert others > 1.2 * own


def test_both_hands_occur():
    hands = [draw_writer(np.random.default_rng(seed)).hand for seed in range(200)]
    assert 70 < hands.count(Hand.SEGMENT) < 150
