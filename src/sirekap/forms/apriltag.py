"""The AprilTags of the family 36h10, cell by cell.

In: a tag's id. Out: its black and white cells. Invariant: the codewords are those of the public family, all
2,320 of them. Which form and page an id means is in ``tags``; finding tags in a photo is ``reading``'s.

Our forms print a tag the way KPU did in 2024. OpenCV's dictionary turns it by half a circle: the first
of the four corners it reports is the lower right one of the printed tag.
"""

from functools import cache
from pathlib import Path

CELLS = 8
"""Cells across a tag, its black border of one cell included."""


@cache
def codewords() -> tuple[int, ...]:
    """Return the inner 6 x 6 cells of every tag by id, row by row, highest bit first; a set bit is white."""
    text = (Path(__file__).parent / "apriltag_36h10.txt").read_text("ascii")
    return tuple(int(line, 16) for line in text.split())


def cells(tag: int) -> tuple[str, ...]:
    """Return the tag's eight rows, top to bottom, ``#`` for black and ``.`` for white."""
    bits = f"{codewords()[tag]:036b}".replace("0", "#").replace("1", ".")
    inner = (f"#{bits[at : at + 6]}#" for at in range(0, 36, 6))
    return ("#" * CELLS, *inner, "#" * CELLS)
