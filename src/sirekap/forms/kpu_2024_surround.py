"""What surrounds the tables of the 2024 C.HASIL-PPWP: heading, frame, signatures, foot.

In: the page's number and the tickets. Out: lines, words, dotted lines and slots. Numbers are pixels of the
official page. Invariant: words are the facts and labels of the official page; its running text is not
repeated.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sirekap.election.model import Contest, Ticket
from sirekap.forms.kpu_2024_paper import THIN, across, down, frame, px
from sirekap.forms.model import Align, Caption, Face, Ink, Rect, Shape, Slot, SlotName, Tint

HINT = "Hitamkan bulatan ini sesuai dengan\nisian angka pada kotak"
CAPITALS = "( ditulis menggunakan huruf kapital )"
OFFICERS = "NAMA DAN TANDA TANGAN KELOMPOK PENYELENGGARA PEMUNGUTAN SUARA"
WITNESSES = "NAMA DAN TANDA TANGAN SAKSI PASANGAN CALON PRESIDEN DAN WAKIL PRESIDEN"
SIGN_LEFT, SIGN_RIGHT = 111.7, 1100.4
DOT = 1.6
"""Size of the dots of a dotted line."""


class SignLines(NamedTuple):
    """The level lines of the table of signatures, from its upper to its lower edge."""

    top: float
    officers: float
    witnesses: float
    names: float
    signs: float
    end: float


LOW_SIGNS = SignLines(1448.58, 1470.3, 1541.5, 1561.64, 1614.9, 1680.35)
"""On pages 1 and 2."""
HIGH_SIGNS = SignLines(766.7, 788.5, 859.4, 879.4, 954.45, 1047.5)
"""On page 3."""
FLAT_SIGNS = SignLines(1526, 1544, 1590, 1606, 1642, 1690)
"""On page 2 where a fourth ticket takes the room."""


def at(
    text: str,
    left: float,
    middle: float,
    right: float,
    size: float,
    face: Face = Face.BOLD,
    align: Align = Align.LEFT,
) -> Caption:
    """Return words between two pixels, halfway at *middle*."""
    return Caption(text, px(left, middle - 12, right, middle + 12), size, face, align)


def centred(
    text: str, middle: float, y: float, size: float, face: Face = Face.BOLD, width: float = 400
) -> Caption:
    """Return words around a point."""
    return at(text, middle - width / 2, y, middle + width / 2, size, face, Align.CENTRE)


def dots(left: float, right: float, y: float) -> Tint:
    """Return a dotted line."""
    return Tint(px(left, y - DOT / 2, right, y + DOT / 2), Ink.DOTS)


def model_lines() -> tuple[Rect, ...]:
    """Return the box around the model's name."""
    return frame(999.75, 79, 1093.8, 120, 1.5)


def model_captions(contest: Contest, page: int) -> tuple[Caption, ...]:
    """Return the model's name, the page's number and the tag's."""
    return (
        centred(f"MODEL\nC.HASIL-{contest.kind.value}", 1046.8, 99.5, 7.2, width=90),
        centred(f"Halaman {page} dari 3", 1046.8, 130.5, 7.2, width=96),
        Caption(str(100 + page), px(1002, 156, 1018, 188), 8, Face.REGULAR, Align.UPWARDS),
    )


def frame_tints() -> tuple[Tint, ...]:
    """Return the pale frame around the page."""
    bars = (
        px(90, 34.1, 1123, 37.1),
        px(90, 1731.8, 1123, 1734.8),
        px(45.8, 83.5, 48.8, 1688.4),
        px(1163.3, 83.5, 1166.3, 1688.4),
    )
    return tuple(Tint(bar, Ink.PALE) for bar in bars)


class HeadPlace(NamedTuple):
    """Where the names of the regions stand: left edges of both columns, their lines, heights of the rows."""

    lefts: tuple[float, float]
    colons: tuple[float, float]
    starts: tuple[float, float]
    ends: tuple[float, float]
    rows: tuple[float, float, float]


HEAD = HeadPlace((189, 571), (299, 719), (309, 728), (535, 954), (95.4, 121.6, 148))
"""On pages 2 and 3."""
HEAD_1 = HeadPlace((114, 497), (224, 645), (234, 655), (462, 885), (343.5, 370.5, 397))
"""On page 1."""


class Surround(NamedTuple):
    """Which page it is, and where its heading and its signatures stand."""

    page: int
    head: HeadPlace
    signs: SignLines


def region_captions(place: HeadPlace) -> tuple[Caption, ...]:
    """Return the labels of the regions."""
    first, second = place.lefts
    top, middle, low = place.rows
    labels = (
        (0, first, top, "Provinsi"),
        (0, first, middle, "Kabupaten / Kota"),
        (1, second, top, "Kecamatan"),
        (1, second, middle, "Kelurahan / Desa *)"),
        (1, second, low, "Nomor TPS"),
    )
    words = (at(text, left, y, place.colons[column], 7.4) for column, left, y, text in labels)
    colons = (at(":", place.colons[column], y, place.starts[column], 7.4) for column, _, y, _ in labels)
    start = place.starts[1] + 49
    brackets = (at("(", start, low, start + 8, 7.4), at(")", place.ends[1] - 3, low, place.ends[1] + 6, 7.4))
    return (*words, *colons, *brackets)


def region_tints(place: HeadPlace) -> tuple[Tint, ...]:
    """Return the dotted lines for the names of the regions."""
    top, middle, low = (y + 8.6 for y in place.rows)
    (first, second), (first_end, end) = place.starts, place.ends
    return (
        dots(first, first_end, top),
        dots(first, first_end, middle),
        dots(second, end, top),
        dots(second, end, middle),
        dots(second, second + 40, low),
        dots(second + 49, end, low),
    )


def region_slots(place: HeadPlace) -> tuple[Slot, ...]:
    """Return where a station's heading is stamped, and the code at the foot."""
    top, middle, low = ((y - 9.0, y + 7.0) for y in place.rows)
    (first, second), (first_end, end) = place.starts, place.ends
    return (
        Slot(SlotName.PROVINCE, px(first + 2, top[0], first_end, top[1]), 8.5),
        Slot(SlotName.REGENCY, px(first + 2, middle[0], first_end, middle[1]), 8.5),
        Slot(SlotName.DISTRICT, px(second + 2, top[0], end, top[1]), 8.5),
        Slot(SlotName.VILLAGE, px(second + 2, middle[0], end, middle[1]), 8.5),
        Slot(SlotName.STATION, px(second + 4, low[0], second + 44, low[1]), 8.5, Face.BOLD),
        Slot(SlotName.CODE, px(133, 1694, 700, 1708), 5.5),
    )


def foot_captions() -> tuple[Caption, ...]:
    """Return what stands at the foot."""
    return (at("*) Coret yang tidak perlu", 880, 1701, 1080, 6.3, Face.ITALIC, Align.RIGHT),)


def example(top: float) -> tuple[tuple[Caption, ...], tuple[Tint, ...]]:
    """Return the hint how to fill bubbles in, of the block that begins at *top*."""
    ring, disc = (px(x - 9, top + 239.8, x + 9, top + 257) for x in (802.6, 841.2))
    words = (
        Caption(HINT, px(720, top + 206, 926, top + 236), 7.0, Face.ITALIC, Align.CENTRE),
        Caption("0", ring, 5.6, Face.REGULAR, Align.CENTRE),
    )
    arrow = Tint(px(815, top + 244.4, 828, top + 252.4), Ink.BLACK, Shape.ARROW)
    return words, (Tint(ring, Ink.BLACK, Shape.RING), arrow, Tint(disc, Ink.BLACK, Shape.DISC))


def sign_lines(lines: SignLines, tickets: int) -> tuple[Rect, ...]:
    """Return the table of signatures."""
    officers = (down(x, lines.officers, lines.witnesses, THIN) for x in edges(7)[1:-1])
    witnesses = (down(x, lines.names, lines.end, 1.0) for x in edges(tickets)[1:-1])
    return (
        *frame(SIGN_LEFT, lines.top, SIGN_RIGHT, lines.end, 2.3),
        across(lines.officers, SIGN_LEFT, SIGN_RIGHT, THIN),
        across(lines.witnesses, SIGN_LEFT, SIGN_RIGHT, 2.2),
        across(lines.names, SIGN_LEFT, SIGN_RIGHT, 2.2),
        across(lines.signs, SIGN_LEFT, SIGN_RIGHT, 1.2),
        *officers,
        *witnesses,
    )


def edges(cells: int) -> tuple[float, ...]:
    """Return the upright edges of as many equal cells."""
    return tuple(SIGN_LEFT + (SIGN_RIGHT - SIGN_LEFT) * n / cells for n in range(cells + 1))


def sign_places(lines: SignLines, tickets: int) -> tuple[Rect, ...]:
    """Return where officers and witnesses sign."""
    officers = pairwise(edges(7))
    witnesses = pairwise(edges(tickets))
    return (
        *(px(a + 34, lines.officers + 8, b - 8, lines.witnesses - 12) for a, b in officers),
        *(px(a + 60, lines.signs + 6, b - 60, lines.end - 14) for a, b in witnesses),
    )


def sign_captions(lines: SignLines, tickets: Sequence[Ticket]) -> tuple[Caption, ...]:
    """Return the words of the table of signatures."""
    middle = (SIGN_LEFT + SIGN_RIGHT) / 2
    officers = (lines.officers + lines.witnesses) / 2
    names = (lines.names + lines.signs) / 2
    ends = edges(len(tickets))
    titles = ((OFFICERS, lines.top, lines.officers), (WITNESSES, lines.witnesses, lines.names))
    return (
        *(centred(text, middle, (a + b) / 2, 6.8, width=900) for text, a, b in titles),
        *(at(f"{n}.", x + 11, officers, x + 32, 8.6) for n, x in enumerate(edges(7)[:-1], 1)),
        *(
            at(f"{ticket.number}.", x + 16, names, x + 44, 12)
            for ticket, x in zip(tickets, ends, strict=False)
        ),
        *(
            Caption(
                "\n".join(ticket.names), px(x + 47, lines.names + 3, end - 8, lines.signs - 3), 7.8, Face.BOLD
            )
            for ticket, (x, end) in zip(tickets, pairwise(ends), strict=True)
        ),
    )


def sign_tints(lines: SignLines, tickets: int) -> tuple[Tint, ...]:
    """Return the dotted lines for the names."""
    officers = pairwise(edges(7))
    witnesses = ((a + b) / 2 for a, b in pairwise(edges(tickets)))
    return (
        *(dots(a + 34, b - 8, lines.witnesses - 6.5) for a, b in officers),
        *(dots(x - 76, x + 76, lines.end - 8) for x in witnesses),
    )
