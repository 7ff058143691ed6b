"""What one person may see of one station's contest: values only, ready to be shown.

Invariant: what is not to be seen by the person is not in here at all. Sentences come in every language.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

Sentence = Mapping[str, str]
"""The same sentence by language: ``id`` and ``en``."""


@dataclass(frozen=True, slots=True)
class RegisteredView:
    """Voters on the permanent list."""

    male: int
    female: int
    total: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """The station and what was known of it before the day."""

    code: str
    name: str
    village: str
    district: str
    registered: RegisteredView | None
    ballots_delivered: int | None


@dataclass(frozen=True, slots=True)
class TicketView:
    """One choice on the ballot."""

    number: int
    names: tuple[str, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """A candidate on a party's list, or one who stands alone."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party on the station's form."""

    number: int
    name: str
    colour: str
    candidates: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class ContestView:
    """What is being elected, by those who stand at the station; ``constituency`` is its dapil's name."""

    id: str
    name: str
    constituency: str | None
    tickets: tuple[TicketView, ...]
    parties: tuple[PartyView, ...]
    candidates: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """How far one half of the form has come."""

    section: str
    state: str
    says: Sentence


@dataclass(frozen=True, slots=True)
class RefusedView:
    """Why a photo was not read, and what to do."""

    code: str
    say: Sentence


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One photo. ``page`` is None while it is not recognised; ``read`` tells whether the reader is done."""

    sha256: str
    page: int | None
    at: datetime
    by: str
    read: bool
    withdrawn: bool
    refused: RefusedView | None
    url: str


@dataclass(frozen=True, slots=True)
class ReadingView:
    """What the reader saw of a field."""

    value: int | None
    probability: float
    accepted: bool
    boxes: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """One number. ``hidden`` tells that others' numbers are kept from this person for now.

    ``known`` tells whether ``value`` is said at all: a field that stands empty on the paper is known and
    None. ``ask`` is what is asked of this person; ``photo`` shows the field, ``crop`` is the address of
    its picture.
    """

    name: str
    label: Sentence
    section: str
    page: int
    boxes: int
    known: bool
    value: int | None
    hidden: bool
    reading: ReadingView | None
    photo: str | None
    crop: str | None
    ask: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """A rule that is not met, with its numbers. ``reason_asked``: this person should give a reason."""

    code: str
    severity: str
    says: Sentence
    fields: tuple[str, ...]
    on_paper: bool
    reason: str | None
    reason_asked: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One number of a line of the history; ``first`` tells that nothing was said before."""

    field: str
    first: bool
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One thing that happened; ``by`` is None for the reader."""

    at: datetime
    by: str | None
    event: str
    says: Sentence
    changes: tuple[ChangeView, ...]
    reason: str
    photo: str | None


@dataclass(frozen=True, slots=True)
class StationView:
    """One station's contest, as one person may see it."""

    station: PlaceView
    contest: ContestView
    sections: tuple[SectionView, ...]
    photos: tuple[PhotoView, ...]
    fields: tuple[FieldView, ...]
    findings: tuple[FindingView, ...]
    history: tuple[HistoryView, ...]
