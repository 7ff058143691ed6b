"""Reads a number in words: from a network's letters along a line to a probability of every number.

In: what the network says of each step along the line, the most the field holds. Out: a distribution over
numbers, None where nothing is written that could be one. Invariants: only numbers of the ``words_grammar``
are ever read, each by all its spellings and all ways they may lie along the line (the sum of Connectionist
Temporal Classification; Graves, Fernández, Gomez, Schmidhuber, 2006); the more of a line is no letter of any
number, the less it says. Nothing is joined or decided here.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.words_grammar import LETTERS, NOTHING, SCRAP, Grammar, grammar

FLOOR = 0.01
"""A step is never surer of its sign than this: hands differ more than those the network learned from."""

STRANGE = 1 / len(LETTERS)
"""How likely a sign is where no number asks for it: any letter at random."""

OTHER = 0.02
"""Share of lines that hold something else than a number in words; a guess, like the spellings' weights."""

QUIET = 0.002
"""A sign no likelier than this against nothing is not there: ``FLOOR`` alone gives a quarter of it."""

LEAST = 1e-290
"""Nothing is less likely than this along a line: processors are slow at numbers smaller still."""

Array = NDArray[np.float64]

LineNetwork = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Whatever maps lines, shape (n, 1, 32, 384), to logits, shape (n, steps, classes)."""


def score_words(logits: NDArray[np.float32], most: int) -> list[Array | None]:
    """Return, a line, the probability of each number from 0 to *most*; *logits* is (lines, steps, classes).

    None for a line that is empty, or on which what stands is likelier no number at all.
    """
    scaled = logits.astype(np.float64)
    shares = np.exp(scaled - scaled.max(axis=2, keepdims=True))
    steps = (1 - FLOOR) * shares / shares.sum(axis=2, keepdims=True) + FLOOR / shares.shape[2]
    steps /= steps.max(axis=2, keepdims=True)  # only ratios matter
    steps = without_rest(steps)
    numbers = likelihoods(steps, grammar(most)) * ((1 - OTHER) / (most + 1))
    return [_weighed(each, line) for each, line in zip(numbers, steps, strict=True)]


def without_rest(steps: Array) -> Array:
    """Leave out the steps after which no line shows anything; a shorter line shows nothing there for sure."""
    signs = np.delete(steps, NOTHING, axis=2).max(axis=2) > QUIET
    lengths = np.where(signs.any(axis=1), steps.shape[1] - signs[:, ::-1].argmax(axis=1), 1)
    left = steps[:, : lengths.max()].copy()
    rest = np.arange(left.shape[1]) >= lengths[:, None]
    left[rest] = np.arange(steps.shape[2]) == NOTHING
    return left


def _weighed(numbers: Array, steps: Array) -> Array | None:
    """Weigh the numbers against a line that is empty or holds something else."""
    other = OTHER * (strangeness(steps) + float(steps[:, NOTHING].prod()))
    if not numbers.sum() > other:
        return None
    return np.asarray((numbers + other / len(numbers)) / (numbers.sum() + other))


def strangeness(steps: Array) -> float:
    """Return the likelihood of the likeliest signs of all, whatever they spell, at a cost a letter."""
    best = steps.argmax(axis=1)
    begun = (best != NOTHING) & (best != np.concatenate([[NOTHING], best[:-1]]))
    letters = begun & (best != SCRAP)
    return float(steps.max(axis=1).prod() * STRANGE ** int(letters.sum()))


def likelihoods(steps: Array, numbers: Grammar) -> Array:
    """Return how likely whole lines are for each number: (lines, numbers)."""
    heads, tails = numbers.head_ends, numbers.tail_ends
    letters, pauses = _followed(steps, numbers)
    split = len(heads.node)
    last = letters[-1] + pauses[-1]
    places = np.concatenate([100 * heads.number, tails.number])
    weights = np.concatenate([heads.weight, tails.weight])
    count = 100 * (numbers.most // 100 + 1)
    found = np.stack([np.bincount(places, whole * weights, count) for whole in last]).astype(np.float64)
    if split:
        begun = letters[::-1][1:, :, split:]  # a tail's first letter stands at the step after its head
        for line in range(len(steps)):
            held, waited = letters[:-1, line, :split], pauses[:-1, line, :split]
            found[line] += _both(held, waited, begun[:, line], numbers)
    return found[:, : numbers.most + 1]


def _both(held: Array, waited: Array, begun: Array, numbers: Grammar) -> Array:
    """Return how likely heads followed by tails are; the same letter twice needs a pause between."""
    heads, tails = numbers.head_ends, numbers.tail_ends
    last, first = numbers.heads.letter[heads.node], numbers.tails.letter[tails.node]
    both = np.where(last[:, None] == first[None, :], waited.T @ begun, (held + waited).T @ begun)
    both *= heads.weight[:, None] * (tails.weight * (tails.number > 0))[None, :]
    at = 100 * heads.number[:, None] + tails.number[None, :]
    return np.asarray(np.bincount(at.ravel(), both.ravel(), 100 * (numbers.most // 100 + 1)), np.float64)


def _followed(steps: Array, numbers: Grammar) -> tuple[Array, Array]:
    """Sum over every way in which letters may lie along the steps, heads from the left, tails from the right.

    Returns, (steps, lines, ends), how likely all is up to a step that shows the last letter of an end's
    spelling, and up to one that shows nothing after it; ends are those of heads, then those of tails.
    """
    heads, tails = numbers.heads, numbers.tails
    split, classes = len(heads.parent), steps.shape[2]
    parent = np.concatenate([heads.parent, tails.parent + split])
    ends = np.concatenate([numbers.head_ends.node, numbers.tail_ends.node + split])
    fresh = np.where(np.concatenate([heads.again, tails.again]), 0.0, 1.0)
    letter = np.concatenate([heads.letter, tails.letter + classes])
    letter[[0, split]] = 2 * classes  # nothing is written before a first letter
    both = np.concatenate([steps, steps[:, ::-1], np.zeros((*steps.shape[:2], 1))], axis=2).swapaxes(0, 1)
    nothing = np.where(np.arange(len(parent)) < split, NOTHING, NOTHING + classes)
    state, next_ = np.zeros((2, 2, len(steps), len(parent)))  # letters held, then pauses waited
    state[1][:, [0, split]] = 1.0
    come = np.empty(state.shape)
    found = np.empty((len(both), 2, len(steps), len(ends)))
    for signs, told in zip(both, found, strict=True):
        (held, waited), (holds, waits) = state, next_
        state.take(parent, axis=2, out=come, mode="clip")
        np.add(held, waited, out=waits)
        waits *= signs.take(nothing, axis=1)
        np.multiply(come[0], fresh, out=holds)
        holds += come[1]
        holds += held
        holds *= signs.take(letter, axis=1)
        holds += LEAST
        next_.take(ends, axis=2, out=told, mode="clip")
        state, next_ = next_, state
    letters, pauses = found.swapaxes(0, 1)
    return letters, pauses
