"""How one number is written down: digit boxes, and the bubbles of every digit.

In: how many boxes, a place. Out: a ``Field``. Invariant: the boxes run from the highest digit to the units; a
block has its bubbles under each box in two columns, a strip has them in a line of ten for each box, beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sirekap.election.model import FieldName
from sirekap.forms.model import Align, Caption, Face, Field, Ink, Rect, Tally
from sirekap.forms.parts.paper import LEFT, RIGHT, box

BUBBLE_WIDTH, BUBBLE_HEIGHT = 4.5, 4.1
BUBBLE_TOP, BUBBLE_ROW, BUBBLE_COLUMN = 1.6, 5.0, 5.5
"""In a block: from its boxes to its first bubbles, from bubble to bubble down and across."""
STRIP_BUBBLE, STRIP_LINE, STRIP_WORTH = 4.9, 4.9, 7.0
"""In a strip: from bubble to bubble across, from line to line, width of what a line is worth."""


class Boxes(NamedTuple):
    """A number's digit boxes: from box to box, and the size of each."""

    pitch: float
    width: float
    height: float


BLOCKS = {
    ("A3", 3): Boxes(14.2, 11.2, 13.0),
    ("A3", 5): Boxes(13.2, 11.2, 13.0),
    ("A4", 3): Boxes(17.6, 15.0, 16.4),
    ("A4", 5): Boxes(13.3, 11.8, 16.4),
}
"""By paper and number of boxes: a pen is as thick on A4, so its boxes are larger in the layout."""
STRIPS = {"A3": Boxes(12.0, 10.6, 12.6), "A4": Boxes(16.6, 15.0, 14.6)}
PLACES = {3: ("100", "10", "1"), 5: ("10.000", "1.000", "100", "10", "1")}
"""What a unit of each box is worth, as printed beside its line of bubbles."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Numbers of so many ``boxes``, and the columns they make on the page."""

    boxes: int
    paper: str

    @property
    def box(self) -> Boxes:
        """Sizes of its boxes."""
        return BLOCKS[self.paper, self.boxes]

    @property
    def width(self) -> float:
        """Of a block."""
        return self.boxes * self.box.pitch

    @property
    def height(self) -> float:
        """Of a block."""
        return self.box.height + BUBBLE_TOP + 4 * BUBBLE_ROW + BUBBLE_HEIGHT

    @property
    def column(self) -> float:
        """Where the right-hand column of blocks begins."""
        return RIGHT - self.width - 10.4

    @property
    def sexes(self) -> tuple[float, ...]:
        """Edges of the columns of men, women and both."""
        width = max(self.width + 4.4, 47.0) if self.boxes == 3 else self.width + 5.0
        return tuple(RIGHT - width * (3 - n) for n in range(4))

    def centred(
        self,
        name: FieldName,
        cell: Rect,
        area: Rect,
        code: str,
        words: Sequence[Rect] = (),
        tally: Tally | None = None,
    ) -> Field:
        """Lay one number out in the middle of *cell*; *area* is what belongs to it."""
        left = cell.left + (cell.width - self.width) / 2
        top = cell.top + (cell.height - self.height) / 2
        pitch, width, height = self.box
        lefts = [left + place * pitch + (pitch - width) / 2 for place in range(self.boxes)]
        return Field(
            name=name,
            boxes=tuple(box(x, top, x + width, top + height) for x in lefts),
            bubbles=tuple(under(x + width / 2, top + height + BUBBLE_TOP) for x in lefts),
            tally=tally,
            words=tuple(words),
            area=area,
            code=code,
        )


def under(middle: float, top: float) -> tuple[Rect, ...]:
    """Return the ten bubbles under the box whose middle is *middle*: 0 to 4, and 5 to 9 beside them."""
    w, aside = BUBBLE_WIDTH / 2, BUBBLE_COLUMN / 2
    centres = [
        (middle + (aside if digit > 4 else -aside), top + digit % 5 * BUBBLE_ROW) for digit in range(10)
    ]
    return tuple(box(x - w, y, x + w, y + BUBBLE_HEIGHT) for x, y in centres)


@dataclass(frozen=True, slots=True)
class Strips:
    """Numbers on low rows: so many ``boxes``, and right of them a line of ten bubbles for each."""

    boxes: int
    paper: str

    @property
    def box(self) -> Boxes:
        """Sizes of its boxes."""
        return STRIPS[self.paper]

    @property
    def _bubbles_left(self) -> float:
        """Where what the lines of bubbles are worth begins."""
        return self.column + self.boxes * self.box.pitch

    @property
    def width(self) -> float:
        """Of boxes, labels and bubbles together."""
        return self.boxes * self.box.pitch + STRIP_WORTH + 10 * STRIP_BUBBLE

    @property
    def height(self) -> float:
        """The least a row needs."""
        return max(self.box.height + 1.0, self.boxes * STRIP_LINE + 1.0) + 2.0

    @property
    def column(self) -> float:
        """Where the right-hand column of strips begins."""
        return RIGHT - self.width - 1.6

    def laid(
        self, name: FieldName, top: float, height: float, code: str, tally: Tally | None = None
    ) -> Field:
        """Lay one number out in the right-hand column of a row."""
        first, middle = self.column + 1.0, top + height / 2
        pitch, width, high = self.box
        lefts = [first + place * pitch for place in range(self.boxes)]
        return Field(
            name=name,
            boxes=tuple(box(x, middle - high / 2, x + width, middle + high / 2) for x in lefts),
            bubbles=tuple(self._line(y) for y in self._lines(middle)),
            tally=tally,
            words=(),
            area=box(LEFT, top, RIGHT, top + height),
            code=code,
        )

    def worths(self, top: float, height: float) -> tuple[Caption, ...]:
        """Return what each line of bubbles is worth, printed at its left."""
        left = self._bubbles_left
        return tuple(
            Caption(
                text, box(left, y, left + 6.6, y + BUBBLE_HEIGHT), 6.5, Face.REGULAR, Align.RIGHT, Ink.MUTED
            )
            for text, y in zip(PLACES[self.boxes], self._lines(top + height / 2), strict=True)
        )

    def _lines(self, middle: float) -> list[float]:
        """Return the tops of the lines of bubbles around *middle*."""
        whole = (self.boxes - 1) * STRIP_LINE + BUBBLE_HEIGHT
        return [middle - whole / 2 + n * STRIP_LINE for n in range(self.boxes)]

    def _line(self, top: float) -> tuple[Rect, ...]:
        first = self._bubbles_left + STRIP_WORTH + 0.2
        return tuple(
            box(x, top, x + BUBBLE_WIDTH, top + BUBBLE_HEIGHT)
            for x in (first + digit * STRIP_BUBBLE for digit in range(10))
        )
