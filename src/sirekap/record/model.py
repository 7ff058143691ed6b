"""What is held about one station's contest: evidence, in any order of arrival, never overwritten.

A state is derived from the evidence by ``record.state.derive``; nothing here is ever changed, only added to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType

from sirekap.election.model import ContestId, FieldName, StationCode

PersonId = NewType("PersonId", str)
"""Who did something: an account's id, never a name."""

Values = Mapping[FieldName, int | None]
"""Numbers as written on the paper; None where the paper's field is empty."""


class Section(Enum):
    """The two halves of a form that are confirmed separately."""

    VOTES = "votes"
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class RecordKey:
    """Names one record: a station's contest in one version.

    Version 0 is the first count; a re-vote or recount is 1, 2 ...
    """

    station: StationCode
    contest: ContestId
    version: int = 0


@dataclass(frozen=True, slots=True)
class Photographed:
    """A photo of a page arrived; ``page`` is None until recognised. A newer photo never replaces an older."""

    photo: str
    """SHA-256 (hex) of the photo's bytes."""
    page: int | None
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """One field as the reader saw it, as much as the record needs."""

    value: int | None
    probability: float
    accepted: bool
    boxes: str


@dataclass(frozen=True, slots=True)
class PageRead:
    """The reader read a photo; or refused it, then ``refused`` has the code and ``fields`` is empty."""

    photo: str
    page: int | None
    fields: Mapping[FieldName, Seen]
    refused: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """The signed claim by which a word came: its id, the role of who signed it, and how it travelled."""

    claim: str
    role: str
    via: str


@dataclass(frozen=True, slots=True)
class Checked:
    """An officer looked at photo and reading and says what the paper says, for the fields of some pages."""

    values: Values
    by: PersonId
    at: datetime
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Rule code to the reason a person gave for a warning, or "" for 'the paper really says so'."""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A second person's blind entry of some fields: typed from the photo without seeing another value."""

    values: Values
    by: PersonId
    at: datetime
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Corrected:
    """An officer changes a number already checked, with a reason; the old one stays beside it.

    The reason of one that came as a claim stands in the claim's details, which may come later.
    """

    values: Values
    by: PersonId
    at: datetime
    reason: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A wrong photo is taken out of the reading (it stays in the history), with a reason."""

    photo: str
    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SettledByPlenary:
    """A plenary decided the section's numbers; ``certificate`` names the D.HASIL that carries them."""

    section: Section
    values: Values
    certificate: str
    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Detailed:
    """The details of a claim came: its photos, what the phone's reader saw on them, and reasons."""

    claim: str
    photos: tuple[str, ...]
    readings: Mapping[str, Mapping[FieldName, Seen]]
    """By photo."""
    reasons: Mapping[str, str]
    """Rule code to the reason given for a warning."""
    reason: str
    """Why numbers were corrected or photos withdrawn; "" where neither was."""
    device_time: datetime
    """By the phone's clock, which may be hours off; nothing is ordered by it."""
    app: str
    by: PersonId
    at: datetime


class IncidentKind(Enum):
    """What a form of special events (C.KEJADIAN KHUSUS) tells."""

    NONE = "none"
    """The form says NIHIL."""
    BALLOTS_SHORT = "ballots_short"
    BALLOTS_SWAPPED = "ballots_swapped"
    """Ballots of another constituency."""
    LATE_OPENING = "late_opening"
    INTERRUPTED = "interrupted"
    """Voting or counting was broken off: rain, flood, unrest."""
    UNENTITLED_VOTER = "unentitled_voter"
    INTIMIDATION = "intimidation"
    FORM_DAMAGED = "form_damaged"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncidentNoted:
    """A special event at the station, as its form tells it, with the photo of the form where there is one."""

    kind: IncidentKind
    text: str
    photo: str | None
    by: PersonId
    at: datetime


class Capacity(Enum):
    """What somebody is at the station who is no official of it."""

    WITNESS = "witness"
    """Saksi: agent of a ticket, party or candidate."""
    SUPERVISOR = "supervisor"
    """Pengawas TPS (PTPS)."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who watches the count, receives copies and may object.

    ``number`` is the ticket's or party's, None for the supervisor.
    """

    capacity: Capacity
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Objected:
    """A witness or the supervisor objects to the count."""

    watcher: Watcher
    text: str
    photo: str | None
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionAnswered:
    """The officials answer the watcher's objections; ``heeded`` tells whether the count was set right."""

    watcher: Watcher
    heeded: bool
    text: str
    by: PersonId
    at: datetime


class VersionKind(Enum):
    """Why a station counts, or votes, again."""

    REVOTE = "revote"
    """PSU, pemungutan suara ulang."""
    CONTINUED = "continued"
    """PSL, pemungutan suara lanjutan."""
    DELAYED = "delayed"
    """PSS, pemungutan suara susulan."""
    RECOUNT = "recount"
    """PSSU, penghitungan suara ulang."""


@dataclass(frozen=True, slots=True)
class VersionOpened:
    """A new version of the record begins; the older ones stay visible and count no more."""

    kind: VersionKind
    decision: str
    """Number of the decision that orders it."""
    by: PersonId
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CopyExpected:
    """Somebody is entitled to a copy of the station's form and has been registered for it."""

    watcher: Watcher
    by: PersonId
    at: datetime


class HandedAs(Enum):
    """What a copy was handed over as."""

    PAPER = "paper"
    QR = "qr"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class CopyHanded:
    """A copy was handed over. ``content`` is the SHA-256 (hex) of what was handed, or of its claim."""

    watcher: Watcher
    handed_as: HandedAs
    content: str
    by: PersonId
    at: datetime


Evidence = (
    Photographed
    | PageRead
    | Checked
    | Entered
    | Corrected
    | Withdrawn
    | SettledByPlenary
    | Detailed
    | IncidentNoted
    | Objected
    | ObjectionAnswered
    | VersionOpened
    | CopyExpected
    | CopyHanded
)
