"""What an official writes on the line for words: the number as a rule, now and then something else.

In: a random generator, a number, the official's hand. Out: ``Words``. The shares are guesses: nobody has
counted such lines. Not done here: how it looks (``written_words``).
"""

import numpy as np

from sirekap.forms.number_words import LIMIT, words_of
from sirekap.rehearsal.line_hand import LineHand
from sirekap.rehearsal.written_words import NO_WORDS, Words

LEFT_EMPTY, AS_DIGITS, STRUCK, WRONG = 0.02, 0.006, 0.006, 0.001
"""Shares of lines left empty, filled with digits, begun wrongly and struck out, and of another number."""

OTHER_ZERO = 0.15
"""Share of zeros that are written as a word for nothing."""

SHORT = {"PULUH": "PLH", "BELAS": "BLS", "RATUS": "RTS"}
"""Abbreviations of those who abbreviate."""


def put_in_words(rng: np.random.Generator, number: int, hand: LineHand) -> Words:
    """Return what one official writes for *number*."""
    chosen = float(rng.random())
    if chosen < LEFT_EMPTY:
        return NO_WORDS
    if (chosen := chosen - LEFT_EMPTY) < AS_DIGITS:
        return Words(str(number))
    text = _said(rng, number, hand)
    if (chosen := chosen - AS_DIGITS) < STRUCK:
        return Words(text, words_of(int(rng.integers(1, 100))).split()[0])
    if chosen - STRUCK < WRONG:
        return Words(words_of(min(number + int(rng.choice((1, 10, 100))), LIMIT - 1)))
    return Words(text)


def _said(rng: np.random.Generator, number: int, hand: LineHand) -> str:
    if number == 0 and rng.random() < OTHER_ZERO:
        return ("NIHIL", "KOSONG")[int(rng.integers(2))]
    words = words_of(number).split()
    return " ".join(SHORT.get(word, word) if hand.abbreviates else word for word in words)
