"""Take in a photo by its hash, whole or in pieces, from anybody who brings it.

Invariant: a photo is named by the hash of its bytes, and one whose bytes have another hash, that is no
picture, or that tells more than the picture is never kept; its bytes are safe in the photo folder before
the transaction that names them. Pieces of an upload that was broken off lie in the database, so that any
server can go on with them. Photos that no claim names are few for each station, and read by nothing.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sirekap.actions.claim_photos import photo_arrived
from sirekap.actions.claim_ports import Arrival, SetAside, Upload
from sirekap.actions.claim_problems import (
    PhotoTellsMoreError,
    TooMuchUnclaimedError,
    UnknownUploadError,
    WrongOffsetError,
)
from sirekap.actions.claim_receipt import SignedReceipt, receipt_of
from sirekap.actions.ports import AuditLine, Outcome, Ports, Work
from sirekap.actions.problems import NotAPhotoError, PhotoTooLargeError, UnknownStationError
from sirekap.actions.receive_photo import MOST_BYTES, media_type_of
from sirekap.actions.rendition import rendition
from sirekap.election.model import StationCode
from sirekap.reading.decode_size import claim_of
from sirekap.record.claims.errors import PhotoDiffersError

MOST_UNCLAIMED = 60
"""Photos, and uploads under way, of one station that no claim names yet."""

UPLOAD_LASTS = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class BeginUpload:
    """What will come: of which station, with which hash, of how many bytes."""

    station: StationCode
    sha256: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AddPiece:
    """The bytes of an upload that begin at ``offset``."""

    station: StationCode
    upload: str
    offset: int
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class UploadState:
    """How far an upload has come; ``receipts``, once it is whole, are those of the claims that name it."""

    upload: Upload
    received: int
    receipts: tuple[SignedReceipt, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the photo is held."""
        return self.received == self.upload.size


def begin_upload(ports: Ports, command: BeginUpload) -> UploadState:
    """Note that an upload begins, or that the photo is held already.

    Raises UnknownStationError, PhotoTooLargeError, TooMuchUnclaimedError.
    """
    if command.station not in ports.election.stations:
        raise UnknownStationError(command.station)
    if not 0 < command.size <= MOST_BYTES:
        raise PhotoTooLargeError
    upload = Upload(command.station, secrets.token_hex(16), command.sha256, command.size, command.at)
    return ports.store.do(lambda work: _begin(work, upload), upload.station)


def _begin(work: Work, upload: Upload) -> UploadState:
    work.wait_for_turn(upload.station)
    held = work.uploads.arrival(upload.station, upload.sha256)
    if held is None:
        work.uploads.drop_begun_before(upload.station, upload.begun_at - UPLOAD_LASTS)
        _ensure_room(work, upload)
        work.uploads.begin(upload)
    _note(work, upload, "upload", upload.begun_at)
    return UploadState(upload, 0 if held is None else upload.size)


def _ensure_room(work: Work, upload: Upload) -> None:
    """Raise TooMuchUnclaimedError where nobody claims the photo and many such are held."""
    if work.claims.naming(upload.station, upload.sha256):
        return
    if work.uploads.unclaimed(upload.station) + work.uploads.under_way(upload.station) >= MOST_UNCLAIMED:
        raise TooMuchUnclaimedError


def upload_state(ports: Ports, station: StationCode, upload: str) -> UploadState:
    """Return how far the upload has come; raise UnknownUploadError where it ended or never began."""
    with ports.store.look() as books:
        found = books.uploads.get(station, upload)
        if found is None:
            raise UnknownUploadError(upload)
        return UploadState(found, books.uploads.received(found))


def end_upload(ports: Ports, station: StationCode, upload: str, at: datetime) -> None:
    """Forget an upload that its sender gives up."""
    state = upload_state(ports, station, upload)

    def forget(work: Work) -> None:
        work.uploads.drop(state.upload)
        _note(work, state.upload, "given up", at)

    ports.store.do(forget, station)


def receive_whole(ports: Ports, command: BeginUpload, data: bytes) -> UploadState:
    """Keep a photo that came in one go, without ever noting an upload."""
    upload = Upload(command.station, "", command.sha256, command.size, command.at)
    if command.station not in ports.election.stations:
        raise UnknownStationError(command.station)
    return _finish(ports, upload, data, command.at)


def add_piece(ports: Ports, command: AddPiece) -> UploadState:
    """Add the next bytes; the last ones make the photo whole and give it to its record.

    Raises UnknownUploadError, WrongOffsetError, and what is wrong with the photo: PhotoDiffersError,
    NotAPhotoError, PhotoTooLargeError, PhotoTellsMoreError; the upload is forgotten then.
    """
    state = upload_state(ports, command.station, command.upload)
    if command.offset != state.received:
        raise WrongOffsetError(str(state.received))
    left = state.upload.size - state.received
    if len(command.body) > left:
        raise PhotoTooLargeError
    if len(command.body) == left:
        with ports.store.look() as books:
            begun = books.uploads.pieces(state.upload)
        return _finish(ports, state.upload, begun + command.body, command.at)
    if command.body:
        ports.store.do(lambda work: _add(work, state.upload, command), command.station)
    return UploadState(state.upload, state.received + len(command.body))


def _add(work: Work, upload: Upload, command: AddPiece) -> None:
    work.wait_for_turn(upload.station)
    if work.uploads.received(upload) != command.offset:
        raise WrongOffsetError(str(work.uploads.received(upload)))
    work.uploads.add_piece(upload, command.offset, command.body)
    _note(work, upload, "piece", command.at)


def _finish(ports: Ports, upload: Upload, data: bytes, at: datetime) -> UploadState:
    """Check the photo, make its bytes safe, and give it to the records that name it."""
    try:
        media_type = _checked(upload, data)
    except Exception as wrong:
        _refuse(ports, upload, getattr(wrong, "code", "not_a_photo"), at)
        raise
    ports.photos.keep(data)
    arrival = Arrival(upload.station, upload.sha256, len(data), media_type, at)

    def keep(work: Work) -> tuple[SignedReceipt, ...]:
        work.wait_for_turn(upload.station)
        if not upload.id and work.uploads.arrival(upload.station, upload.sha256) is None:
            _ensure_room(work, upload)
        claims = photo_arrived(work, arrival)
        if upload.id:
            work.uploads.drop(upload)
        _note(work, upload, "whole", at)
        return tuple(receipt_of(ports, work, each) for each in claims)

    return UploadState(upload, upload.size, ports.store.do(keep, upload.station))


def _checked(upload: Upload, data: bytes) -> str:
    """Return the media type of a photo that is what its sender says; raise what is wrong with it."""
    if hashlib.sha256(data).hexdigest() != upload.sha256:
        raise PhotoDiffersError
    media_type = media_type_of(data)
    header = claim_of(data)
    if header is None or not header.complete:
        raise NotAPhotoError
    if header.too_large:
        raise PhotoTooLargeError
    if rendition(data, media_type) != data:
        raise PhotoTellsMoreError
    return media_type


def _refuse(ports: Ports, upload: Upload, code: str, at: datetime) -> None:
    """Forget the upload, and note of its photo that it was refused and what it should have been."""
    aside = SetAside(upload.station, upload.sha256, code, bytes.fromhex(upload.sha256), "http", at)
    subject = {"photo": upload.sha256, "code": code}

    def forget(work: Work) -> None:
        work.wait_for_turn(upload.station)
        work.uploads.drop(upload)
        work.claims.set_aside(aside)
        work.note(AuditLine("carry", "anybody", upload.station, at, Outcome.REFUSED, subject))

    ports.store.do(forget, upload.station)


def _note(work: Work, upload: Upload, what: str, at: datetime) -> None:
    subject = {"photo": upload.sha256, "upload": what}
    work.note(AuditLine("carry", "anybody", upload.station, at, Outcome.DONE, subject))
