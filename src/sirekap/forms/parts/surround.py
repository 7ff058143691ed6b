"""Head and foot of every page: the form's name, the region's names, the station, how to fill it in.

In: the form's name and title, the setting. Out: captions, tints and slots. Invariant: the head ends above
``paper.TOP``, the foot begins below ``paper.END``.
"""

from dataclasses import dataclass

from sirekap.forms.model import Align, Caption, Face, Ink, Rect, Shape, Slot, SlotName, Tint
from sirekap.forms.parts.paper import LEFT, STATION_BOXES, bold, box
from sirekap.forms.setting import Setting
from sirekap.forms.wording import worded


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says on every page of a form."""

    model: str
    title: str
    heading: str


def head_captions(head: Head, setting: Setting, page: int, pages: int) -> tuple[Caption, ...]:
    """Return the words at the head of a page."""
    province, regency, district, village = setting.place.tiers
    return (
        bold(f"MODEL {head.model}", box(30, 9, 192, 17), 17),
        Caption(worded(head.title, setting), box(30, 18.4, 238, 23.2), 10.5),
        bold(worded(head.heading, setting), box(30, 24.2, 238, 29.6), 11.5),
        Caption(setting.place.commission, box(30, 30.4, 238, 34.4), 8.5, Face.ITALIC),
        bold(f"Halaman {page} dari {pages}", box(194, 9, 238, 17), 11, Align.RIGHT),
        Caption(province, box(LEFT, 39.4, 40.5, 44.4), 9),
        Caption(regency, box(LEFT, 47.4, 40.5, 52.4), 9),
        Caption(district, box(126, 39.4, 152.5, 44.4), 9),
        Caption(village, box(126, 47.4, 152.5, 52.4), 9),
        Caption(f"Nomor\n{setting.place.box.value}", box(229, 38.6, 244.5, 51.2), 9, Face.BOLD, Align.RIGHT),
    )


def head_tints() -> tuple[Tint, ...]:
    """Return the dotted lines of the heading."""
    places = ((42.0, 122.0), (154.0, 226.0))
    return tuple(Tint(box(left, y, right, y + 0.3), Ink.DOTS) for left, right in places for y in (44.6, 52.6))


def slots() -> tuple[Slot, ...]:
    """Return where a station's heading is stamped."""
    return (
        Slot(SlotName.PROVINCE, box(42.5, 38.6, 122, 44), 11, Face.BOLD),
        Slot(SlotName.REGENCY, box(42.5, 46.6, 122, 52), 11, Face.BOLD),
        Slot(SlotName.DISTRICT, box(154.5, 38.6, 226, 44), 11, Face.BOLD),
        Slot(SlotName.VILLAGE, box(154.5, 46.6, 226, 52), 11, Face.BOLD),
        Slot(SlotName.DIGITS, STATION_BOXES[0], 26, Face.BOLD),
        Slot(SlotName.CODE, box(30, 405.5, 267, 410), 8),
    )


BUBBLE = Rect(165.0, 393.3, 4.5, 4.1)


def foot_captions(*, under: bool) -> tuple[Caption, ...]:
    """Return how to fill the form in, between the lower tags; bubbles stand *under* or beside their box."""
    where = "di bawahnya" if under else "di sebelahnya"
    return (
        bold("Cara mengisi:", box(30, 393.4, 54, 397.4), 9),
        Caption(
            f"Tulis satu angka di setiap kotak, lalu hitamkan satu bulatan {where}:",
            box(55, 393.4, 164, 397.4),
            9,
        ),
        Caption(
            "Kotak depan yang tidak terpakai: silang (X) dan hitamkan bulatan 0. "
            "Salah tulis: tutup dengan cairan koreksi, lalu tulis lagi.",
            box(30, 399.2, 267, 403.2),
            9,
        ),
        Caption("7", BUBBLE, 7.5, Face.REGULAR, Align.CENTRE, Ink.MUTED),
    )


def foot_tints() -> tuple[Tint, ...]:
    """Return the picture of a bubble before and after."""
    return (
        Tint(BUBBLE, Ink.BLACK, Shape.RING),
        Tint(box(171.5, 394.1, 176.5, 396.6), Ink.BLACK, Shape.ARROW),
        Tint(box(178.5, 393.3, 183, 397.4), Ink.BLACK, Shape.DISC),
    )
