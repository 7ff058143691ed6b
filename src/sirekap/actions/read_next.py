"""The worker's action: take the oldest photo from the queue, have it read, add what was seen to its record.

Invariant: reading happens outside any transaction; a worker that dies leaves a lease that runs out, and
reading the same photo again adds nothing new. A photo over which the reader, or its whole process, fails
three times is set aside as unread, so that people type it by hand; it stays in the queue as failed for good,
for operators to see and to put back. A photo store that is away is no fault of the photo and counts no try. A
page that names another station or election is never read for this one.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sirekap.accounts.model import Account, Step
from sirekap.actions.ports import Lease, Ports
from sirekap.actions.take_step import ensure_may, take_step
from sirekap.actions.try_again import TryAgainError
from sirekap.election.model import NATION
from sirekap.reading.model import Reading
from sirekap.record.model import PageRead, RecordKey, Seen

LEASE_LASTS = timedelta(minutes=2)
MOST_TRIES = 3

log = logging.getLogger(__name__)


class Unread(Enum):
    """Why a photo was set aside, beyond the reader's own refusals."""

    WRONG_STATION = "wrong_station"
    """The page's code names another station or election."""
    READER_FAILED = "reader_failed"


@dataclass(frozen=True, slots=True)
class ReadNext:
    """Read one photo; ``at`` is the time that stands in the record."""

    by: Account
    at: datetime


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """One photo was dealt with; ``refused`` is the code of a refusal."""

    key: RecordKey
    photo: str
    page: int | None
    refused: str | None


def read_next(ports: Ports, command: ReadNext) -> PhotoRead | None:
    """Read the oldest waiting photo and add the reading to its record; None where none waits."""
    ensure_may(ports, command.by, Step.READ, NATION, command.at)
    lease = _lease(ports, command)
    if lease is None:
        return None
    if lease.tries > MOST_TRIES:  # its reader's process died over it each time
        return _set_aside(ports, command, lease)
    try:
        key = lease.photo.key
        form = ports.forms.of(key.station, key.contest)
        reading = ports.reader.read(ports.photos.fetch(lease.photo.sha256), (form,))
    except TryAgainError:
        _give_back(ports, command, lease)
        raise
    except (
        Exception
    ):  # whatever a photo does to the reader, the worker must live and the photo must not be lost
        log.exception("the reader failed on photo %s (try %d)", lease.photo.sha256, lease.tries)
        return _set_aside(ports, command, lease)
    return _keep(ports, command, lease, reading)


def _lease(ports: Ports, command: ReadNext) -> Lease | None:
    """Take the oldest photo that nobody else holds; an empty queue leaves no trace."""
    with ports.store.look() as books:
        if not books.queue.waiting():
            return None
    with take_step(ports, command.by, Step.READ, NATION, command.at, {"queue": "lease"}) as work:
        return work.queue.lease(LEASE_LASTS)


def _keep(ports: Ports, command: ReadNext, lease: Lease, reading: Reading) -> PhotoRead:
    """Add the reading to the record."""
    key = lease.photo.key
    page = page_read(ports, key, reading, command.at)
    with take_step(ports, command.by, Step.READ, key.station, command.at, _subject(lease)) as work:
        if work.queue.done(lease.photo):
            work.photos.add_reading(key, reading, command.at)
            work.evidence.add(key, page)
    return _told(lease, page)


def _set_aside(ports: Ports, command: ReadNext, lease: Lease) -> PhotoRead:
    """Put the photo back in the queue, or after the last try note that it could not be read."""
    page = PageRead(lease.photo.sha256, None, {}, Unread.READER_FAILED.value, command.at)
    key = lease.photo.key
    with take_step(ports, command.by, Step.READ, key.station, command.at, _subject(lease)) as work:
        if lease.tries < MOST_TRIES:
            work.queue.release(lease.photo)
        elif work.queue.give_up(lease.photo, command.at):
            work.evidence.add(key, page)
    return _told(lease, page)


def _give_back(ports: Ports, command: ReadNext, lease: Lease) -> None:
    """Put the photo back as if it had not been taken."""
    subject = _subject(lease) | {"queue": "given back"}
    with take_step(ports, command.by, Step.READ, lease.photo.key.station, command.at, subject) as work:
        work.queue.release(lease.photo, tries=lease.tries - 1)


def _told(lease: Lease, page: PageRead) -> PhotoRead:
    return PhotoRead(lease.photo.key, page.photo, page.page, page.refused)


def _subject(lease: Lease) -> dict[str, str]:
    return {"contest": lease.photo.key.contest, "photo": lease.photo.sha256}


def page_read(ports: Ports, key: RecordKey, reading: Reading, at: datetime) -> PageRead:
    """Return as much of *reading* as the record needs; nothing of a page that names another station."""
    page = None if reading.identity is None else reading.identity.page
    if reading.refused is not None:
        return PageRead(reading.photo_sha256, page, {}, reading.refused.code.value, at)
    if not _is_of(ports, key, reading):
        return PageRead(reading.photo_sha256, None, {}, Unread.WRONG_STATION.value, at)
    fields = {
        name: Seen(field.value, field.probability, field.accepted, field.boxes)
        for name, field in reading.fields.items()
    }
    return PageRead(reading.photo_sha256, page, fields, None, at)


def _is_of(ports: Ports, key: RecordKey, reading: Reading) -> bool:
    """Tell whether the page is this station's and this election's, as far as it says."""
    identity = reading.identity
    if identity is None:
        return True
    of_station = identity.station in (None, key.station)
    return of_station and (identity.election is None or ports.election.id.startswith(identity.election))
