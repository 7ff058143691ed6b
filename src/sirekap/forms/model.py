"""A form as data: pages, fields, and the marks each field carries, in millimetres.

Invariant: drawing, reading, screens and rules take every position and every sum from here; none has its
own. Origin of all positions is the top left corner of the printed page, x to the right, y down. Only
differences to the page's fiducials matter to the reader, so a page printed smaller or larger still reads.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import Enum
from functools import cached_property
from typing import Any

from sirekap.election.model import ContestKind, FieldName


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle, millimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.top + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """(x, y) of the middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    def grown(self, by: float) -> "Rect":
        """Return the rectangle with *by* millimetres more on each side."""
        return Rect(self.left - by, self.top - by, self.width + 2 * by, self.height + 2 * by)


class FiducialKind(Enum):
    """What a reader can find on a page to lay it flat."""

    APRILTAG = "apriltag_36h10"
    CORNER_SQUARES = "corner_squares"
    """Two black squares touching at one corner (KPU 2024); ``rect`` spans both."""
    ROW_MARK = "row_mark"
    """A small black bar beside a row, against folds."""


@dataclass(frozen=True, slots=True)
class Fiducial:
    """One printed mark of known place. ``id`` is the AprilTag's id; for others it numbers them from 0.

    An AprilTag's ``rect`` is the outer edge of its black border. For corner squares ``id`` goes
    0 top left, 1 top right, 2 bottom right, 3 bottom left.
    """

    kind: FiducialKind
    id: int
    rect: Rect


@dataclass(frozen=True, slots=True)
class Tally:
    """A tally grid: each cell takes ``marks`` strokes; row totals are small digit boxes beside each row."""

    grid: Rect
    columns: int
    rows: int
    marks: int
    row_totals: tuple[tuple[Rect, ...], ...]


class Ink(Enum):
    """What a thing other than a black line is printed with."""

    BLACK = "black"
    GREY = "grey"
    """Light lines, such as those inside a tally grid."""
    MUTED = "muted"
    """Words that people must read and a reader must not take for ink."""
    PALE = "pale"
    """Bands and fills that lead the eye; far lighter than any pen."""
    GUIDE = "guide"
    """The drop-out colour: a person sees it, a grey picture hardly does."""
    DOTS = "dots"
    """A dotted black line to write on; the rectangle's height is the size of a dot."""


class Face(Enum):
    """A face of the shipped type family."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


class Align(Enum):
    """Where words stand in their box."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    UPWARDS = "upwards"
    """Turned a quarter to the left, reading from below, in the middle."""


class Guide(Enum):
    """What is printed inside an empty digit box to lead the pen."""

    NONE = "none"
    DOTS = "dots"
    """Dotted segments of a figure 8 (KPU 2024)."""
    DROPOUT = "dropout"
    """A pale figure 8 in the drop-out colour."""


class Shape(Enum):
    """The shapes of a tint; each touches the four sides of its rectangle."""

    BAR = "bar"
    RING = "ring"
    DISC = "disc"
    ARROW = "arrow"
    """Pointing right."""


@dataclass(frozen=True, slots=True)
class Tint:
    """Something printed that is neither a black line nor words nor a mark of a field."""

    rect: Rect
    ink: Ink
    shape: Shape = Shape.BAR


@dataclass(frozen=True, slots=True)
class Caption:
    """Printed words, halfway up ``box``; ``size`` in points, made smaller where they would not fit."""

    text: str
    box: Rect
    size: float
    face: Face = Face.REGULAR
    align: Align = Align.LEFT
    ink: Ink = Ink.BLACK


class SlotName(Enum):
    """What is stamped on the page of one station."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"
    STATION = "station"
    """The station's number, three digits as a rule."""
    DIGITS = "digits"
    """The station's number, one digit in each of the page's ``station_boxes``."""
    CODE = "code"
    """The form's and the election's hashes in short, and the station's thirteen digits."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where one word of the station's heading is stamped; ``size`` in points, made smaller to fit."""

    name: SlotName
    box: Rect
    size: float
    face: Face = Face.REGULAR


@dataclass(frozen=True, slots=True)
class Field:
    """One number on the form and every mark that carries it.

    ``boxes`` run from the highest digit to the units. ``bubbles[i][d]`` is the bubble of digit *d* for
    box *i* (empty where the form has none). ``words`` are the letter cells or the single line where the
    number is written in words. ``area`` is what a person should see to judge the field.
    """

    name: FieldName
    boxes: tuple[Rect, ...]
    bubbles: tuple[tuple[Rect, ...], ...]
    tally: Tally | None
    words: tuple[Rect, ...]
    area: Rect
    code: str = ""
    """The row's number as printed, such as ``I.B.4``; the form's sums are printed with these."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its paper, its fiducials, its fields. ``number`` counts from 1."""

    number: int
    width: float
    height: float
    fiducials: tuple[Fiducial, ...]
    fields: tuple[Field, ...]
    qr: Rect | None
    """Where the identity QR stands; None where the family has none (kpu-2024)."""
    station_boxes: tuple[Rect, ...] = ()
    """Where a generic form takes the station's number by hand."""
    lines: tuple[Rect, ...] = ()
    """Printed straight black lines (frames, table rules) as thin rectangles: drawing prints them, and the
    reader finds the page by them where a photo shows no fiducial."""
    tints: tuple[Tint, ...] = ()
    captions: tuple[Caption, ...] = ()
    slots: tuple[Slot, ...] = ()
    signatures: tuple[Rect, ...] = ()
    """Where officers and witnesses sign or put their initials, one place each."""
    box_border: float = 0.6
    """Thickness of a digit box's black border; a box's rectangle is the border's outer edge."""
    bubble_border: float = 0.25
    """Thickness of a bubble's ring; a bubble's rectangle is the ring's outer edge (an ellipse touches it)."""
    bubble_digits: Ink = Ink.BLACK
    guide: Guide = Guide.NONE


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum the form prints: ``total`` is what ``parts`` add up to; ``rule`` names the rule behind it."""

    rule: str
    total: FieldName
    parts: tuple[FieldName, ...]


@dataclass(frozen=True)
class Form:
    """A statutory form in one family; what changes its print changes its hash."""

    name: str
    """The name on the paper: ``C.HASIL-PPWP``."""
    family: str
    """``kpu-2024`` or ``sirekap-1``."""
    kind: ContestKind
    pages: tuple[Page, ...]
    identities: tuple[Identity, ...]

    @cached_property
    def hash(self) -> str:
        """SHA-256 (hex) of the form's canonical JSON; printed on the page, named by every reading."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def canonical(self) -> bytes:
        """Return the canonical JSON: everything that is printed, members in alphabetical order, no spaces."""
        return json.dumps(_plain(self), sort_keys=True, separators=(",", ":"), default=_plain).encode()

    def __hash__(self) -> int:
        """Hash by the form's own hash, so that caches need not walk through thousands of rectangles."""
        return hash(self.hash)

    def fields(self) -> Iterator[Field]:
        """All fields, page by page."""
        for page in self.pages:
            yield from page.fields

    def page_of(self, field: FieldName) -> Page:
        """Return the page that carries *field*; KeyError where none does."""
        for page in self.pages:
            if any(each.name == field for each in page.fields):
                return page
        raise KeyError(field)


def _plain(value: Any) -> Any:
    """Return what JSON has for a value of this module: an enum's value, a dataclass's members by name."""
    if isinstance(value, Enum):
        return value.value
    return {each.name: getattr(value, each.name) for each in fields(value)}
