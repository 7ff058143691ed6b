"""How a person writes along a line: capitals or small letters, joined or apart, wide or narrow, level or not.

In: a random generator. Out: a ``LineHand``. Invariant: one person keeps to one hand. The shares are guesses:
no count of real lines is behind them. What is written is in ``written_words``.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from sirekap.rehearsal.lots import draw_lot


class Case(Enum):
    """Which letters a person writes words with."""

    CAPITALS = "capitals"
    """As the form asks for."""
    SMALL = "small"
    FIRST_CAPITAL = "first_capital"
    """Each word begins with a capital."""
    MIXED = "mixed"
    """Capitals with small ones among them."""


CASES = ((Case.CAPITALS, 0.76), (Case.SMALL, 0.06), (Case.FIRST_CAPITAL, 0.10), (Case.MIXED, 0.08))


@dataclass(frozen=True, slots=True)
class LineHand:
    """Lengths are shares of a capital's height."""

    case: Case
    joined: float
    """Share of small letters that a stroke joins to the next."""
    pitch: float
    """Room of a letter along the line."""
    width: float
    """Width of a letter as a share of its room."""
    gap: float
    """Room between words."""
    wobble: float
    """How far letters stray from the line."""
    climb: float
    """Rise of the line for its length."""
    bow: float
    """How far the middle of a long line sags."""
    abbreviates: bool


def draw_line_hand(rng: np.random.Generator) -> LineHand:
    """Draw a person's hand for words."""
    case = CASES[draw_lot(rng, [share for _, share in CASES])][0]
    joins = case in (Case.SMALL, Case.FIRST_CAPITAL) and rng.random() < 0.5
    return LineHand(
        case=case,
        joined=float(rng.uniform(0.4, 0.95)) if joins else 0.0,
        pitch=float(rng.uniform(0.58, 1.0)),
        width=float(rng.uniform(0.66, 0.94)),
        gap=float(rng.uniform(0.3, 1.1)),
        wobble=float(rng.uniform(0.01, 0.07)),
        climb=float(rng.normal(0, 0.012)),
        bow=float(rng.normal(0, 0.10)),
        abbreviates=bool(rng.random() < 0.03),
    )
