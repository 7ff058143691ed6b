"""Tally grids: as many strokes as a station may have voters, and the sum of every row beside it.

In: the most votes, a place. Out: a ``Tally`` and the headings over it. Invariant: the grid holds every vote
the station may have.
"""

from dataclasses import dataclass
from math import ceil

from sirekap.forms.model import Align, Caption, Face, Tally
from sirekap.forms.parts.paper import bold, box

MARKS = 5
"""Strokes in a cell."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Tally grids of one width: ``columns`` cells between ``left`` and ``right``, sums after them."""

    left: float
    right: float
    columns: int
    sums: float
    """Width of each of the two small boxes of a row's sum."""
    margin: float

    @property
    def end(self) -> float:
        """Right edge of the column of the rows' sums."""
        return self.right + 2 * (self.margin + self.sums)

    def rows(self, votes: int) -> int:
        """Return how many rows hold *votes*."""
        return ceil(votes / (self.columns * MARKS))

    def laid(self, top: float, pitch: float, rows: int) -> Tally:
        """Return the grid, and right of it two small boxes for each row's sum."""
        edges = [(top + row * pitch, top + (row + 1) * pitch) for row in range(rows)]
        first, width = self.right + self.margin, self.sums
        return Tally(
            grid=box(self.left, top, self.right, top + rows * pitch),
            columns=self.columns,
            rows=rows,
            marks=MARKS,
            row_totals=tuple(
                (box(first, a, first + width, b), box(first + width, a, first + 2 * width, b))
                for a, b in edges
            ),
        )

    def heads(self, title: str, top: float, numbers: float, end: float) -> tuple[Caption, ...]:
        """Return the headings: title, column numbers, sums of rows."""
        pitch = (self.right - self.left) / self.columns
        lefts = [self.left + column * pitch for column in range(self.columns)]
        return (
            bold(title, box(self.left, top, self.right, numbers), 9.5, Align.CENTRE),
            *(
                Caption(str(column), box(x, numbers, x + pitch, end), 8, Face.REGULAR, Align.CENTRE)
                for column, x in enumerate(lefts, 1)
            ),
            bold("Jumlah\ntiap baris", box(self.right, top, self.end, end), 8.5, Align.CENTRE),
        )
