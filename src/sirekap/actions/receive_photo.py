"""Take in one photo of one page: keep its bytes, note that it came, queue it for reading.

Invariant: the bytes are safe on disk before the transaction that names them, and the receipt is given
after it; so nothing acknowledged is lost, and the same bytes twice give the same receipt and change
nothing. Not done here: looking at the picture (``read_next``).
"""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Ports, StoredPhoto
from sirekap.actions.problems import EmptyPhotoError, NotAPhotoError, PhotoTooLargeError
from sirekap.actions.rendition import rendition
from sirekap.actions.station_record import context_of, key_of
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.election.model import ContestId, StationCode
from sirekap.record.model import PersonId, RecordKey
from sirekap.record.steps import photograph

MOST_BYTES = 15 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReceivePhoto:
    """One photo of one page of one station's form."""

    station: StationCode
    contest: ContestId
    data: bytes
    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The photo is held. ``photo`` is the SHA-256 of what is kept, which is the photo without metadata.

    ``read`` tells whether it has been read already.
    """

    photo: str
    received_at: datetime
    read: bool


def receive_photo(ports: Ports, command: ReceivePhoto) -> Receipt:
    """Keep the photo and queue it; raise EmptyPhotoError, PhotoTooLargeError or NotAPhotoError."""
    key = key_of(ports, command.station, command.contest)
    ensure_may(ports, command.by, Step.PHOTOGRAPH, command.station, command.at)
    media_type = media_type_of(command.data)
    data = rendition(command.data, media_type)
    photo = ports.photos.keep(data)
    earlier = _receipt(ports, key, photo)
    if earlier is not None:
        return earlier
    stored = StoredPhoto(key, photo, len(data), media_type, command.by.id, command.at)
    subject = {"contest": key.contest, "photo": photo}
    with take_step(ports, command.by, Step.PHOTOGRAPH, key.station, command.at, subject) as work:
        came = photograph(
            context_of(ports, work, key),
            work.evidence.of(key),
            photo,
            None,
            PersonId(command.by.id),
            command.at,
        )
        work.photos.add(stored)
        work.evidence.add(key, came)
    return Receipt(photo, command.at, read=False)


def _receipt(ports: Ports, key: RecordKey, photo: str) -> Receipt | None:
    """Return the receipt already given for these bytes at this record."""
    with ports.store.look() as books:
        held = books.photos.get(key, photo)
        if held is None:
            return None
        return Receipt(photo, held.received_at, books.photos.reading(key, photo) is not None)


def media_type_of(data: bytes) -> str:
    """Return the picture's media type by its first bytes; raise where it is no picture or too large."""
    if not data:
        raise EmptyPhotoError
    if len(data) > MOST_BYTES:
        raise PhotoTooLargeError
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    raise NotAPhotoError
