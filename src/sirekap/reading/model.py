"""What a photo becomes: a reading of every field, or a refusal with an instruction.

Invariant: a value is never repaired. Marks that contradict each other are never ``accepted``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from sirekap.election.model import FieldName

CLASSES = "0123456789x-_?"
"""What one digit box may hold: a digit, an X, a dash, nothing, or something no one can read (scribble)."""


class Corner(NamedTuple):
    """A point of a photo, in fractions of its upright width and height (after EXIF orientation)."""

    x: float
    y: float


Quad = tuple[Corner, Corner, Corner, Corner]
"""A page rectangle as it lies in the photo: top left, top right, bottom right, bottom left of the *page*."""


class RefusalCode(Enum):
    """Why a photo cannot be read safely; each has its cure in ``reading.say``."""

    NOT_AN_IMAGE = "not_an_image"
    NOT_A_FORM = "not_a_form"
    WRONG_FORM = "wrong_form"
    PAGE_CUT_OFF = "page_cut_off"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    TOO_BLURRED = "too_blurred"
    TOO_DARK = "too_dark"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The photo was not read; ``say`` tells the person what to do, by language (``id``, ``en``)."""

    code: RefusalCode
    say: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one kind of mark says on its own: a value, and how sure it is."""

    value: int | None
    probability: float


class DoubtCode(Enum):
    """Why one field was not accepted; each has its sentence in ``reading.doubt``."""

    NOT_FILLED = "not_filled"
    UNREADABLE_BOX = "unreadable_box"
    BLANK_AFTER_DIGIT = "blank_after_digit"
    MARKS_DIFFER = "marks_differ"
    TWO_BUBBLES = "two_bubbles"
    OUT_OF_PLACE = "out_of_place"
    COVERED = "covered"
    SUMS_DIFFER = "sums_differ"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason why a field was not accepted; ``say`` names the marks, by language (``id``, ``en``)."""

    code: DoubtCode
    say: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One field as the reader sees it.

    ``boxes`` has one character of CLASSES per box. ``value`` is what is written (X, dash and 0 count as 0),
    None where the field was not filled or could not be read. ``probability`` is the chance that ``value`` is
    what is written. ``accepted`` is the reader's promise that one officer's confirmation is enough.
    ``evidence`` has the keys ``boxes``, ``bubbles``, ``tally``, ``rows``, ``words``, ``sums`` for the marks
    that were read. ``area`` is where the field lies in the photo. ``why`` holds the doubts of a field that
    was not accepted.
    """

    name: FieldName
    value: int | None
    probability: float
    accepted: bool
    boxes: str
    evidence: Mapping[str, Evidence]
    area: Quad
    why: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class PageIdentity:
    """What the page says of itself; ``station`` is None where it does not tell (generic form, no QR)."""

    form_hash: str
    page: int
    station: str | None = None
    election: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The end of the line: what one photo says, or why it was refused."""

    photo_sha256: str
    identity: PageIdentity | None
    refused: Refusal | None
    fields: Mapping[FieldName, FieldReading]
    seconds: float
