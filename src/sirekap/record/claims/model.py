"""A claim and its details: what one device says that one form says, in values.

In: nothing. Out: the frozen values that the other modules of this folder write, read and judge. Invariant: a
claim says of every field of its form a number, that it stands empty, or nothing (``UNSAID``); its id names
its bytes. The bytes are laid down in docs/claims.md. Not done here: signatures (``signed``), judging
(``judge``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, Flag
from typing import Final, NewType

from sirekap.election.model import FieldName
from sirekap.forms.model import Form
from sirekap.record.model import RecordKey, Seen, Values

ClaimId = NewType("ClaimId", str)
"""SHA-256 (hex) of the unsigned claim's bytes."""

ELECTION_DIGITS = 32
"""Hexadecimal digits of the election's id in a claim; the signature is over all of it."""

FORM_DIGITS = 32
"""Hexadecimal digits of the form's hash in a claim: 128 bits, which nobody can hit by trying."""


class ClaimKind(Enum):
    """What the device's owner did."""

    CHECK = 0
    """Looked at photo and reading and says what the paper says."""
    BLIND = 1
    """Typed fields from the photo without having seen another value."""
    CORRECTION = 2
    """Changes numbers that were said before; the reason is in the details."""
    WITHDRAWAL = 3
    """Takes photos out of the reading; they and the reason are in the details."""


class ClaimFlag(Flag):
    """What else stands on the paper."""

    NONE = 0
    INCIDENT = 1
    """The form of special events is not marked NIHIL."""
    OBJECTION = 2
    """A witness or the supervisor objected."""
    WITHOUT_READER = 4
    """The phone could not read the photos; everything was typed by hand."""


class Unsaid(Enum):
    """The claim says nothing of a field."""

    UNSAID = "unsaid"


UNSAID: Final = Unsaid.UNSAID

Said = int | None | Unsaid
"""A number, None where the field stands empty on the paper, or nothing said."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One device's word on one form. ``said`` is in the order of the form's fields."""

    election: str
    """First ELECTION_DIGITS of the election's id."""
    key: RecordKey
    form: str
    """First FORM_DIGITS of the form's hash."""
    kind: ClaimKind
    flags: ClaimFlag
    said: tuple[Said, ...]
    details: str
    """SHA-256 (hex) of the details' bytes."""
    number: int = 1
    """How many claims this device has signed with this one: what orders them, however they arrive."""

    def values(self, form: Form) -> Values:
        """Return what is said, by the names of *form*'s fields; ValueError where their number differs."""
        pairs = zip((each.name for each in form.fields()), self.said, strict=True)
        return {name: said for name, said in pairs if said is not UNSAID}


def said_of(form: Form, values: Values) -> tuple[Said, ...]:
    """Put *values* in the order of the form's fields."""
    return tuple(values.get(each.name, UNSAID) for each in form.fields())


@dataclass(frozen=True, slots=True)
class ClaimedPhoto:
    """A photo that the claim rests on. ``photo`` and ``original`` are SHA-256 (hex) of files."""

    photo: str
    size: int
    page: int | None
    original: str | None = None
    """The camera's own file, which stays on the phone unless it is asked for."""


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """What the phone's reader saw on one photo; probabilities in thousandths."""

    photo: str
    page: int
    fields: Mapping[FieldName, Seen]


@dataclass(frozen=True, slots=True)
class Details:
    """What a claim commits to beside its numbers; it may arrive later, or never."""

    photos: tuple[ClaimedPhoto, ...]
    device_time: datetime
    """By the phone's clock, which may be hours off; whole seconds."""
    app: str
    """Version of the phone's program."""
    readings: tuple[PhoneReading, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Rule code to the reason given for a warning."""
    reason: str = ""
    """Why numbers are corrected or photos withdrawn."""
    withdrawn: tuple[str, ...] = ()
    """Photos taken out of the reading, by SHA-256 (hex)."""
    place: tuple[int, int] | None = None
    """Latitude and longitude in millionths of a degree; never published."""
