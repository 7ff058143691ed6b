"""The photos of a station: the list of them, one photo's bytes, and the picture of one field."""

from dataclasses import dataclass
from datetime import datetime

from sirekap.accounts.access import NotAllowedError, may
from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Books, Ports, StoredPhoto
from sirekap.actions.problems import UnknownFieldError, UnknownPhotoError
from sirekap.actions.read_next import Unread
from sirekap.actions.station_view import PhotoView, RefusedView, Sentence
from sirekap.actions.take_step import ensure_may
from sirekap.election.model import FieldName
from sirekap.reading.crop import crop_field
from sirekap.record.gate import Gate
from sirekap.record.model import PageRead, RecordKey

CROP_WIDTH_PX = 480

UNREAD: dict[str, Sentence] = {
    Unread.WRONG_STATION.value: {
        "id": "Halaman ini milik TPS atau pemilu lain. Foto halaman dari TPS ini.",
        "en": "This page belongs to another station or election. Photograph this station's page.",
    },
    Unread.READER_FAILED.value: {
        "id": "Foto ini tidak dapat dibaca mesin. Foto ulang, atau ketik angkanya.",
        "en": "The machine could not read this photo. Take it again, or type the numbers.",
    },
}


@dataclass(frozen=True, slots=True)
class SeePhoto:
    """Which photo, and for whom."""

    photo: str
    by: Account
    at: datetime


def see_photo(ports: Ports, command: SeePhoto) -> tuple[str, bytes]:
    """Return media type and bytes; raise UnknownPhotoError or NotAllowedError."""
    stored = _held(ports, command)
    return stored.media_type, ports.photos.fetch(command.photo)


def see_crop(ports: Ports, command: SeePhoto, field: FieldName) -> bytes:
    """Return the upright picture of *field* in the photo; raise UnknownFieldError where it shows none."""
    stored = _held(ports, command)
    with ports.store.look() as books:
        reading = books.photos.reading(stored.key, command.photo)
    if reading is None or field not in reading.fields:
        raise UnknownFieldError(field)
    return crop_field(ports.photos.fetch(command.photo), reading.fields[field].area, CROP_WIDTH_PX)


def _held(ports: Ports, command: SeePhoto) -> StoredPhoto:
    """Return the photo at a record that the person may see."""
    with ports.store.look() as books:
        found = books.photos.everywhere(command.photo)
    if not found:
        raise UnknownPhotoError(command.photo)
    for each in found:
        if may(command.by, Step.SEE, each.key.station):
            return each
    ensure_may(ports, command.by, Step.SEE, found[0].key.station, command.at)
    raise NotAllowedError(command.by, Step.SEE, found[0].key.station)


def see_photos(books: Books, gate: Gate, key: RecordKey) -> tuple[PhotoView, ...]:
    """Return every photo of the record, withdrawn ones included, oldest first."""
    newest = {each.photo: each for each in gate.held.evidence if isinstance(each, PageRead)}
    return tuple(_photo(books, gate, each, newest.get(each.sha256)) for each in books.photos.of(key))


def _photo(books: Books, gate: Gate, stored: StoredPhoto, read: PageRead | None) -> PhotoView:
    return PhotoView(
        sha256=stored.sha256,
        page=None if read is None else read.page,
        at=stored.received_at,
        by=stored.by,
        read=read is not None,
        withdrawn=stored.sha256 in gate.held.withdrawn,
        refused=None if read is None or read.refused is None else _refused(books, stored, read.refused),
        url=f"/api/photos/{stored.sha256}",
    )


def _refused(books: Books, stored: StoredPhoto, code: str) -> RefusedView:
    """Return the refusal with what to do: the reader's own words, where it was the reader who refused."""
    reading = books.photos.reading(stored.key, stored.sha256)
    if reading is not None and reading.refused is not None and reading.refused.code.value == code:
        return RefusedView(code, reading.refused.say)
    return RefusedView(code, UNREAD[code])
