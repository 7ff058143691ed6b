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
    numbers = likelihoods(steps, grammar(most)) * ((1 - OTHER) / (most + 1))
    return [_weighed(each, line) for each, line in zip(numbers, steps, strict=True)]


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
    found = np.zeros((len(steps), 100 * (numbers.most // 100 + 1)))
    last = letters[-1] + pauses[-1]
    for line, whole in enumerate(last):
        np.add.at(found[line], tails.number, whole[split:] * tails.weight)
        np.add.at(found[line], 100 * heads.number, whole[:split] * heads.weight)
        if split:
            held, waited = letters[:-1, line, :split], pauses[:-1, line, :split]
            begun = letters[::-1][1:, line, split:]  # the tail's first letter stands at the next step
            _add_both(found[line], held, waited, begun, numbers)
    return found[:, : numbers.most + 1]


def _add_both(found: Array, held: Array, waited: Array, begun: Array, numbers: Grammar) -> None:
    """Add heads followed by tails; the same letter twice needs a pause between."""
    heads, tails = numbers.head_ends, numbers.tail_ends
    last, first = numbers.heads.letter[heads.node], numbers.tails.letter[tails.node]
    both = np.where(last[:, None] == first[None, :], waited.T @ begun, (held + waited).T @ begun)
    both *= heads.weight[:, None] * tails.weight[None, :]
    follows = tails.number > 0
    at = 100 * heads.number[:, None] + tails.number[None, follows]
    np.add.at(found, at, both[:, follows])


def _followed(steps: Array, numbers: Grammar) -> tuple[Array, Array]:
    """Sum over every way in which letters may lie along the steps, heads from the left, tails from the right.

    Returns, (steps, lines, ends), how likely all is up to a step that shows the last letter of an end's
    spelling, and up to one that shows nothing after it; ends are those of heads, then those of tails.
    """
    heads, tails = numbers.heads, numbers.tails
    split = len(heads.parent)
    parent = np.concatenate([heads.parent, tails.parent + split])
    ends = np.concatenate([numbers.head_ends.node, numbers.tail_ends.node + split])
    fresh = np.where(np.concatenate([heads.again, tails.again]), 0.0, 1.0)
    classes = steps.shape[2]
    both = np.concatenate([steps, steps[:, ::-1], np.zeros((*steps.shape[:2], 1))], axis=2)
    letter = np.concatenate([heads.letter, tails.letter + classes])
    letter[[0, split]] = 2 * classes  # nothing is written before a first letter
    letters, pauses = np.empty((2, steps.shape[1], len(steps), len(ends)))
    held, waited, come, came, sign = np.zeros((5, len(steps), len(parent)))
    waited[:, [0, split]] = 1.0
    for at in range(steps.shape[1]):
        np.take(held, parent, axis=1, out=come, mode="clip")
        np.take(waited, parent, axis=1, out=came, mode="clip")
        np.take(both[:, at], letter, axis=1, out=sign, mode="clip")
        come *= fresh
        come += came
        come += held
        waited += held
        waited[:, :split] *= both[:, at, NOTHING, None]
        waited[:, split:] *= both[:, at, NOTHING + classes, None]
        np.multiply(come, sign, out=held)
        held += LEAST
        np.take(held, ends, axis=1, out=letters[at], mode="clip")
        np.take(waited, ends, axis=1, out=pauses[at], mode="clip")
    return letters, pauses
