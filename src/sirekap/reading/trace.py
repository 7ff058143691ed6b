"""What each step of the reader saw, for whoever wants to look.

In: a step's name and a picture. Out: nothing. Invariant: looking never changes a reading. How the pictures
are kept or shown is not done here.
"""

from typing import Protocol

from sirekap.reading.placement import Pixels


class Trace(Protocol):
    """Takes what a step saw."""

    def saw(self, step: str, picture: Pixels) -> None:
        """Take the grey *picture* that *step* looked at; it must not be written to."""


class NoTrace:
    """Looks at nothing."""

    def saw(self, step: str, picture: Pixels) -> None:
        """Let it pass."""
