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
class Checked:
    """An officer looked at photo and reading and says what the paper says, for the fields of some pages."""

    values: Values
    by: PersonId
    at: datetime
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Rule code to the reason a person gave for a warning, or "" for 'the paper really says so'."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A second person's blind entry of some fields: typed from the photo without seeing another value."""

    values: Values
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Corrected:
    """An officer changes a number already checked, with a reason; the old one stays beside it."""

    values: Values
    by: PersonId
    at: datetime
    reason: str


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


Evidence = Photographed | PageRead | Checked | Entered | Corrected | Withdrawn | SettledByPlenary
