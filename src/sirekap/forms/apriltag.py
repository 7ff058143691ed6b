"""The AprilTags of the family 36h10 that our forms carry.

In: a tag's id. Out: its black and white cells. Invariant: an id means one page of one family, and in
``sirekap-1`` one corner too. Finding tags in a photo is ``reading``'s.

Both families print a tag the way KPU did in 2024. OpenCV's dictionary turns it by half a circle: the first
of the four corners it reports is the lower right one of the printed tag.
"""

from typing import NamedTuple

CELLS = 8
"""Cells across a tag, its black border of one cell included."""

CODEWORDS = {
    101: 0x1DA1C89DD,
    102: 0x289C99B2C,
    103: 0x3AE94B805,
    210: 0xB1F893751,
    211: 0xFB2B5AAB5,
    212: 0x40B531854,
    213: 0x5A53C40B7,
    220: 0x1152B6131,
    221: 0x32432951E,
    222: 0x3D3DFA66D,
    223: 0x65804E5E4,
    230: 0xAB3BDE761,
    231: 0xDAD013262,
    232: 0xE973D4976,
    233: 0x2B54BB150,
}
"""The inner 6 x 6 cells of each tag in use, row by row, highest bit first; a set bit is white."""


class TagPlace(NamedTuple):
    """Where a tag belongs. ``corner`` goes 0 top left, 1 top right, 2 bottom right, 3 bottom left."""

    family: str
    page: int
    corner: int | None
    """None in ``kpu-2024``, which has one tag a page."""


def corner_tag(page: int, corner: int) -> int:
    """Return the id of a ``sirekap-1`` tag: 210 to 213 for the corners of page 1, and so on."""
    return 200 + 10 * page + corner


def tag_place(tag: int) -> TagPlace | None:
    """Say where the tag of that id belongs; None where no form of ours carries it."""
    if tag not in CODEWORDS:
        return None
    if tag < 200:
        return TagPlace("kpu-2024", tag - 100, None)
    return TagPlace("sirekap-1", (tag - 200) // 10, tag % 10)


def cells(tag: int) -> tuple[str, ...]:
    """Return the tag's eight rows, top to bottom, ``#`` for black and ``.`` for white."""
    bits = f"{CODEWORDS[tag]:036b}".replace("0", "#").replace("1", ".")
    inner = (f"#{bits[at : at + 6]}#" for at in range(0, 36, 6))
    return ("#" * CELLS, *inner, "#" * CELLS)
