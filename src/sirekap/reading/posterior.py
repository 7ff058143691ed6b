"""One posterior over a field's value, from all of its own marks.

In: box scores, bubble states, what tally, row sums and words say, the habits. Out: a ``Posterior`` over every
value the boxes can hold, and over "not filled". Invariants: the order of the marks does not matter; X, dash
and 0 are 0; only a field all blank is "not filled"; every kind of mark may be wrong with its own rate, so no
score of 1 silences the others. Sums are not joined here (``sums``), nothing is decided here (``fuse``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sirekap.reading.fitted import Habits
from sirekap.reading.model import CLASSES
from sirekap.reading.score_bubbles import NONE, SEVERAL

BLANK = 10
"""State of a column in which nothing is written; 0 to 9 are its digits, and X and dash are 0."""

Array = NDArray[np.float64]

ZEROS = [CLASSES.index(sign) for sign in "0x-"]
EMPTY, UNREADABLE = CLASSES.index("_"), CLASSES.index("?")


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of a field's value: ``values[v]`` of the number v, ``blank`` of not being filled."""

    values: Array
    blank: float

    @property
    def best(self) -> int | None:
        """The likeliest value; None where the field is likeliest not filled."""
        return None if self.blank > self.values.max() else int(self.values.argmax())

    def of(self, value: int | None) -> float:
        """Return the probability of *value*; 0 for one that the boxes cannot hold."""
        if value is None:
            return self.blank
        return float(self.values[value]) if 0 <= value < len(self.values) else 0.0


def posterior(boxes: Array, bubbles: Array | None, counted: Mapping[str, Array], habits: Habits) -> Posterior:
    """Join box scores (n, classes), bubble states (n, 12) and *counted*, a distribution over values a kind.

    What is counted of a value that the boxes cannot hold is left out.
    """
    weights = column_weights(boxes, bubbles, habits)
    values, blank = spelled(weights / weights.sum(axis=1, keepdims=True))
    for kind, scores in sorted(counted.items()):
        error = habits.error_of(kind)
        said = np.zeros(len(values))
        said[: len(scores)] = scores[: len(said)]
        values = values * ((1 - error) * said + error / len(said))
        # No strokes and no sums are what a field has that was never filled.
        blank *= (1 - error) * said[0] + error / len(said)
    whole = values.sum() + blank
    return Posterior(values / whole, float(blank / whole))


def column_weights(boxes: Array, bubbles: Array | None, habits: Habits) -> Array:
    """Return, a column, how well each written state (digits, blank) explains box and bubbles: (n, 11)."""
    weights = _spread(written_states(boxes), habits.box_error)
    return weights if bubbles is None else weights * marked_weights(boxes, bubbles, habits)


def written_states(boxes: Array) -> Array:
    """Return, a box, the probability of each digit and of blank; the unreadable is spread evenly."""
    states = np.empty((len(boxes), 11))
    states[:, :10] = boxes[:, :10]
    states[:, 0] = boxes[:, ZEROS].sum(axis=1)
    states[:, BLANK] = boxes[:, EMPTY]
    states += boxes[:, [UNREADABLE]] / 11
    return np.asarray(states / states.sum(axis=1, keepdims=True))


def marked_weights(boxes: Array, bubbles: Array, habits: Habits) -> Array:
    """Return, a column, how well each written state explains the marks, shape (n, 11)."""
    unmarked = np.full((len(boxes), 11), habits.unmarked_digit)
    crossed = boxes[:, CLASSES.index("x")] + boxes[:, CLASSES.index("-")]
    share = crossed / np.maximum(crossed + boxes[:, 0], 1e-9)
    unmarked[:, 0] = share * habits.unmarked_cross + (1 - share) * habits.unmarked_zero
    unmarked[:, BLANK] = 1 - habits.unmarked_cross
    alone = np.hstack([bubbles[:, :10], bubbles[:, :1]])
    weights = (1 - unmarked) * alone + unmarked * bubbles[:, [NONE]]
    return _spread(weights + bubbles[:, [SEVERAL]] / 11, habits.mark_error)


def spelled(shares: Array) -> tuple[Array, float]:
    """Return the probability of each number that columns (n, 11) spell, and of their being all blank.

    A blank counts for nothing wherever it stands, as ``value_of`` has it: ``_77`` is 77 and ``2__`` is 2.
    """
    columns = len(shares)
    values = np.zeros(10**columns)
    for pattern in range(1, 2**columns):
        numbers = np.ones(1)
        for column, share in enumerate(shares):
            if pattern >> column & 1:
                numbers = np.multiply.outer(numbers, share[:BLANK]).ravel()
            else:
                numbers = numbers * share[BLANK]
        values[: len(numbers)] += numbers
    return values, float(shares[:, BLANK].prod())


def value_of(states: NDArray[np.int64]) -> int | None:
    """Return the number that digits and blanks spell; None where all are blank."""
    digits = [str(state) for state in states if state != BLANK]
    return int("".join(digits)) if digits else None


def _spread(weights: Array, error: float) -> Array:
    return np.asarray((1 - error) * weights + error / weights.shape[1])
