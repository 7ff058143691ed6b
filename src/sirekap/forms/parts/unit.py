"""A piece of a page that is never split: how high it is, and how it is drawn from a given height on.

In: nothing. Out: the type. Invariant: what a unit draws lies between its top and its top plus its height.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sirekap.forms.content import Content


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of a page, ``height`` millimetres high; ``draw`` takes its top."""

    height: float
    draw: Callable[[float], Content]
    alone: bool = False
    """It stands on a page of its own."""
