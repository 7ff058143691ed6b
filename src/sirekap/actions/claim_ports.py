"""What actions need to keep of claims, details and photos on their way, as values and two protocols.

Invariant: everything is kept under its station; a claim, its details and its photos may come in any order,
so each is kept by its own hash and found by it. No adapter lives here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sirekap.accounts.signatures import KeyId
from sirekap.election.model import StationCode
from sirekap.record.claims.model import ClaimId
from sirekap.record.model import RecordKey


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim that was accepted. ``at`` is the time under which it entered its record."""

    id: ClaimId
    key: RecordKey
    signed: bytes
    person: str
    role: str
    device: KeyId
    number: int
    details: str
    via: str
    received_at: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was refused or is in doubt, kept for inspection; ``id`` is the SHA-256 of its bytes.

    ``place`` is the station it names, "" where it names none of this election.
    """

    place: str
    id: str
    code: str
    body: bytes
    via: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A photo that came by its hash alone, without anybody signed in."""

    station: StationCode
    sha256: str
    size: int
    media_type: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Upload:
    """A photo that comes in pieces; ``sha256`` is what its sender says it will be."""

    station: StationCode
    id: str
    sha256: str
    size: int
    begun_at: datetime


class ClaimBook(Protocol):
    """Claims that were accepted, details, and what was set aside."""

    def add(self, claim: StoredClaim) -> None:
        """Add a claim that is not held yet."""

    def get(self, station: StationCode, claim: ClaimId) -> StoredClaim | None:
        """Return the claim, if it is held."""

    def of_station(self, station: StationCode) -> tuple[StoredClaim, ...]:
        """Return every claim of the station, in the order they came."""

    def add_details(self, station: StationCode, sha256: str, body: bytes, at: datetime) -> bool:
        """Keep details by their hash; tell whether they are new."""

    def details(self, station: StationCode, sha256: str) -> bytes | None:
        """Return the details of that hash."""

    def count_details(self, station: StationCode) -> int:
        """Count the details held for the station."""

    def name_photos(
        self, station: StationCode, claim: ClaimId, photos: Sequence[tuple[str, int | None]]
    ) -> None:
        """Note which photos a claim's details name, and the page each is said to show."""

    def photos_of(self, station: StationCode, claim: ClaimId) -> tuple[str, ...]:
        """Return the photos that the claim's details name, in ascending order."""

    def naming(self, station: StationCode, photo: str) -> tuple[tuple[ClaimId, int | None], ...]:
        """Return the claims whose details name the photo, and the page each says it shows."""

    def set_aside(self, aside: SetAside) -> None:
        """Keep something for inspection; the same bytes once."""

    def aside(self, reach: str) -> tuple[SetAside, ...]:
        """Return what was set aside for stations whose code begins with *reach*, newest first."""


class UploadBook(Protocol):
    """Photos on their way, and those that came before anybody claimed them."""

    def add_arrival(self, arrival: Arrival) -> None:
        """Note a photo that came; one already noted is left as it is."""

    def arrival(self, station: StationCode, sha256: str) -> Arrival | None:
        """Return the photo, if it came."""

    def unclaimed(self, station: StationCode) -> int:
        """Count the station's photos that no claim's details name."""

    def begin(self, upload: Upload) -> None:
        """Note an upload that begins."""

    def get(self, station: StationCode, upload: str) -> Upload | None:
        """Return the upload, if it is under way."""

    def under_way(self, station: StationCode) -> int:
        """Count the station's uploads under way."""

    def received(self, upload: Upload) -> int:
        """Return how many bytes have come."""

    def add_piece(self, upload: Upload, offset: int, body: bytes) -> None:
        """Add the bytes that begin at *offset*."""

    def pieces(self, upload: Upload) -> bytes:
        """Return all bytes that have come."""

    def drop(self, upload: Upload) -> None:
        """Forget the upload and its bytes."""

    def drop_begun_before(self, station: StationCode, at: datetime) -> None:
        """Forget the station's uploads that began before *at*."""
