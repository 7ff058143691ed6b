"""What a station contributes, and what a region adds up to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sirekap.election.model import FieldName, StationCode
from sirekap.record.model import VersionKind


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photo the public may see, as recognised page of this station."""

    sha256: str
    page: int
    at: datetime


@dataclass(frozen=True, slots=True)
class StationResult:
    """What may be said in public about one station's contest.

    ``votes`` and ``administration`` are None until their section is confirmed or settled: until then the
    photo is public and the number is not. ``states`` names the state of each section for people.
    """

    station: StationCode
    votes: Mapping[FieldName, int] | None
    administration: Mapping[FieldName, int | None] | None
    states: Mapping[str, str]
    """Section value (``votes``, ``administration``) to the state's name (``expected`` ... ``settled``)."""
    photos: tuple[PublicPhoto, ...]
    contradictions: tuple[str, ...]
    """Codes of the rules that the paper itself breaks (confirmed as written)."""
    updated: datetime | None
    again: VersionKind | None = None
    """Why the station voted or counted again, where the numbers are not those of its first count."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Stations of a region by how far they have come; each count includes those further on."""

    stations: int
    received: int
    read: int
    checked: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Total:
    """A region's sums over confirmed stations, and how many of all that is."""

    fields: Mapping[FieldName, int]
    progress: Progress
