"""What each step of the reader saw, for whoever wants to look.

In: what a step found, as the next step takes it. Out: nothing. Invariant: looking never changes a reading,
and what is shown is what was used, not worked out again. How it is drawn is not done here (``trace_page``).
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from sirekap.election.model import FieldName
from sirekap.reading.placement import Photo, Placement

if TYPE_CHECKING:
    from sirekap.reading.find_fiducials import Sighting
    from sirekap.reading.score_marks import Marks


class Trace(Protocol):
    """Takes what each step found; none of it may be written to."""

    def decoded(self, photo: Photo) -> None:
        """Take the upright grey photo."""

    def sighted(self, sighting: "Sighting") -> None:
        """Take the tags that were found."""

    def placed(self, placement: Placement) -> None:
        """Take where the page and its fields lie."""

    def scored(self, marks: Mapping[FieldName, "Marks"]) -> None:
        """Take the scores of every mark."""


class NoTrace:
    """Looks at nothing."""

    def decoded(self, photo: Photo) -> None:
        """Let it pass."""

    def sighted(self, sighting: "Sighting") -> None:
        """Let it pass."""

    def placed(self, placement: Placement) -> None:
        """Let it pass."""

    def scored(self, marks: Mapping[FieldName, "Marks"]) -> None:
        """Let it pass."""
